//! The examples as programs of their own, which end with the test.

#[allow(dead_code, reason = "not every test looks into the database")]
pub(crate) mod database;
#[allow(dead_code, reason = "not every test posts by itself")]
pub(crate) mod server;

use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// An example, which `cargo test` builds beside the test.
pub(crate) fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let path = test
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("examples")
        .join(name);
    let path = path.with_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "the example {name} is not built: run `cargo test -p csp-examples` with no --test"
    );
    Command::new(path)
}

/// A program that ends with the test, and after a minute at the latest.
pub(crate) struct Running(Arc<Mutex<Child>>);

impl Running {
    /// Starts a program. The lines that it prints come as they are printed.
    pub(crate) fn start(command: &mut Command) -> (Self, Lines<BufReader<ChildStdout>>) {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let running = Self(Arc::new(Mutex::new(child)));
        let child = Arc::clone(&running.0);
        spawn(move || {
            for _ in 0..600 {
                sleep(Duration::from_millis(100));
                if child.lock().unwrap().try_wait().unwrap().is_some() {
                    return;
                }
            }
            let _ = child.lock().unwrap().kill();
        });
        (running, lines)
    }

    pub(crate) fn kill(&self) {
        self.0.lock().unwrap().kill().unwrap();
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.0.lock().unwrap().wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = self.0.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// An address on loopback that was free a moment ago.
pub(crate) fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}
