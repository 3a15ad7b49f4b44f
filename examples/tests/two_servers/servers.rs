//! Two servers, of which one or the other is killed again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{sleep, spawn};
use std::time::Duration;

use crate::database::Database;
use crate::program::{Running, example, free_address};
use crate::random::Random;

pub(crate) const USER: &str = "Bruce2";
pub(crate) const PASSWORD: &str = "OhBehave";

pub(crate) struct Servers {
    addresses: [String; 2],
    database: String,
    batches: Vec<PathBuf>,
    running: [Running; 2],
}

/// How often a server was killed.
pub(crate) struct Kills(AtomicUsize);

impl Kills {
    /// Waits until servers were killed so often.
    pub(crate) fn wait_for(&self, count: usize) {
        for _ in 0..2000 {
            if self.0.load(Ordering::Relaxed) >= count {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("no server was killed for too long");
    }
}

impl Servers {
    /// Starts both. The files with the batches for every device go into a folder.
    pub(crate) fn start(database: &Database, folder: &Path, batches: &[String]) -> Self {
        let file = |(number, commands): (usize, &String)| {
            let path = folder.join(format!("{number}.xml"));
            fs::write(&path, commands).unwrap();
            path
        };
        let batches: Vec<_> = batches.iter().enumerate().map(file).collect();
        let addresses = [free_address(), free_address()];
        let start = |address: &String| start(address, database.argument(), &batches);
        Self {
            running: [start(&addresses[0]), start(&addresses[1])],
            database: database.argument().to_owned(),
            addresses,
            batches,
        }
    }

    pub(crate) fn addresses(&self) -> [String; 2] {
        self.addresses.clone()
    }

    /// Does something while one server or the other is killed and started again.
    pub(crate) fn while_killing<T>(mut self, work: impl FnOnce(&Kills) -> T) -> T {
        let (kills, is_done) = (Kills(AtomicUsize::new(0)), AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut random = Random::new(0);
                while !is_done.load(Ordering::Relaxed) {
                    sleep(Duration::from_millis(100 + random.below(300)));
                    let which = random.below(2) as usize;
                    self.running[which].kill();
                    // It gives its address back when it is gone.
                    self.running[which].code();
                    kills.0.fetch_add(1, Ordering::Relaxed);
                    self.running[which] =
                        start(&self.addresses[which], &self.database, &self.batches);
                }
            });
            let _done = Done(&is_done);
            work(&kills)
        })
    }
}

/// Says that it is done, also when it failed.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Starts a server and waits until it listens.
fn start(address: &str, database: &str, batches: &[PathBuf]) -> Running {
    for _ in 0..100 {
        let mut command = example("server");
        command.args(["--listen", address, "--database", database]);
        command.args([
            "--user",
            USER,
            "--password",
            PASSWORD,
            "--max-message",
            "6000",
        ]);
        for batch in batches {
            command.arg("--commands").arg(batch);
        }
        let (server, mut lines) = Running::start(&mut command);
        if lines
            .next()
            .is_some_and(|line| line.unwrap().starts_with("listening on "))
        {
            // What it says later goes nowhere, but somebody has to take it.
            spawn(move || lines.for_each(drop));
            return server;
        }
        // Its address may be a device's for a moment, which called the other server from it.
        sleep(Duration::from_millis(50));
    }
    panic!("no server starts at {address}");
}
