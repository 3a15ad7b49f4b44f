//! What a device says in the log of its program.

use std::sync::{Mutex, Once, PoisonError};

use log::{LevelFilter, Log, Metadata, Record};

struct Lines(Mutex<Vec<String>>);

static LINES: Lines = Lines(Mutex::new(Vec::new()));

impl Log for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(format!("{}: {}", record.level(), record.args()));
    }

    fn flush(&self) {}
}

/// Whether something was logged since [`listen`]. Tests run beside each other, so each looks for its own words.
pub(crate) fn has(line: &str) -> bool {
    let lines = LINES.0.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().any(|known| known == line)
}

/// Begins to take down what is logged.
pub(crate) fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        log::set_logger(&LINES).unwrap();
        log::set_max_level(LevelFilter::Trace);
    });
}
