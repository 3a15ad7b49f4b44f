//! Many devices against one server: some at a time, each with an identifier and a tree of its own.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use csp_device::{Device, Limits};
use indicatif::{ProgressBar, ProgressStyle};

use super::bounds::{RunBounds, RunLeft};
use super::done::Done;
use super::fleet_report::FleetReport;
use super::outcome::Outcome;
use super::tally::Tally;
use crate::error::CommandError;

/// How many devices there are.
#[derive(Args)]
pub(crate) struct Fleet {
    /// Have so many devices managed, one session each, and say how fast the server was and what failed. Their identifiers are ID-1, ID-2 and so on.
    #[arg(long, value_name = "N", conflicts_with_all = ["state", "verbose"], value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// How many of them are managed at a time.
    #[arg(long, value_name = "N", default_value_t = 16, requires = "count", value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: u32,
    #[command(flatten)]
    bounds: RunBounds,
}

impl Fleet {
    /// How many there are, where there is more to them than one device.
    pub(crate) fn count(&self) -> Option<u32> {
        self.count
    }

    /// The bounds of a run that begins.
    pub(crate) fn begin(&self) -> RunLeft {
        self.bounds.begin()
    }

    /// A device of which there are as many at a time as are managed: all of them store as much as one alone may.
    pub(crate) fn share(&self, count: u32, device: Device) -> Device {
        let all = *device.limits();
        let devices = self.jobs.min(count) as usize;
        device.with_limits(Limits {
            tree_nodes: all.tree_nodes / devices,
            tree_bytes: all.tree_bytes / devices,
            ..all
        })
    }

    /// Runs `session` for each of `count` devices, which are copies of `device`, with its number, until the run is at its end.
    ///
    /// # Errors
    ///
    /// The first that a session has. The sessions that were begun are ended before.
    pub(crate) fn run(
        &self,
        count: u32,
        device: &Device,
        left: &RunLeft,
        session: impl Fn(u32, &mut Device, &mut Tally) -> Result<Outcome, CommandError> + Sync,
    ) -> Result<FleetReport, CommandError> {
        let begun = Instant::now();
        let (next, bar) = (AtomicU32::new(1), bar(count));
        let work = |device: Device| {
            let mut done = Done::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > count || left.end().is_some() {
                    return Ok(done);
                }
                let outcome = copy(&device)
                    .and_then(|mut device| session(number, &mut device, &mut done.tally));
                match outcome {
                    Ok(outcome) => done.count(&outcome),
                    Err(error) => {
                        next.store(count + 1, Ordering::Relaxed);
                        return Err(error);
                    }
                }
                bar.inc(1);
            }
        };
        let devices = (0..self.jobs.min(count)).map(|_| copy(device));
        let devices = devices.collect::<Result<Vec<_>, _>>()?;
        let all: Result<_, CommandError> = thread::scope(|scope| {
            let workers: Vec<_> = devices
                .into_iter()
                .map(|device| scope.spawn(|| work(device)))
                .collect();
            let mut all = Done::default();
            for worker in workers {
                let done = worker.join();
                all.add(done.map_err(|_| CommandError::new("a device's thread ended"))??);
            }
            Ok(all)
        });
        bar.finish_and_clear();
        let mut done = all?;
        let sessions = done.sessions();
        if let (Some(end), rest @ 1..) = (left.end(), count - sessions) {
            done.count_many(&Outcome::NotBegun(Box::new(end)), rest);
        }
        Ok(FleetReport {
            devices: count,
            sessions,
            done,
            seconds: begun.elapsed().as_secs_f64(),
        })
    }
}

/// A device of its own. What is mounted is shared, and what is stored until it is written.
fn copy(device: &Device) -> Result<Device, CommandError> {
    let copy = device.copy();
    copy.ok_or_else(|| CommandError::new("a device with handlers cannot be copied"))
}

/// A progress bar on standard error, where that is a terminal.
fn bar(count: u32) -> ProgressBar {
    let bar = ProgressBar::new(count.into());
    let template = "{bar:40} {pos}/{len} devices, {per_sec}, {eta} left";
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
