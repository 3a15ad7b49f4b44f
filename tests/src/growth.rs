//! How cost grows with size: a shape of input is measured at one size, at two and at four times that.
//!
//! Asserted are ratios, never times. What is linear, or nearly so, costs about four times as much at four times the size; what grows with the square
//! costs sixteen times as much. The bound between them is [`MOST`]. Times are the least of several runs, taken in turn so that all see the same
//! machine; what is allocated is counted.

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// How much more four times the size may cost.
pub const MOST: f64 = 8.0;

/// The sizes, as multiples of the first.
const SIZES: [usize; 3] = [1, 2, 4];

/// How often the sizes that are compared are run again at least, and at most where the times do not settle: other programs may take the machine for a
/// while.
const RUNS: std::ops::Range<usize> = 2..60;

/// Something whose cost is measured: what is prepared for it is not.
pub type Work = Box<dyn FnMut()>;

/// A shape of input.
pub struct Shape {
    /// What it is called.
    pub name: &'static str,
    /// The first size: so large that its time stands out of the noise.
    pub size: usize,
    /// Makes the work of a size.
    pub prepare: fn(usize) -> Work,
}

/// Runs shapes as `cargo test` wants it. Those of full size take minutes: they are ignored, unless `--include-ignored` asks for them.
pub fn run(shapes: &[&'static [Shape]], full: &'static [Shape]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One at a time: each is to have a core to itself.
    arguments.test_threads = Some(1);
    let asked = arguments.include_ignored || arguments.ignored;
    let is_short = shapes.iter().copied().flatten().map(|shape| (shape, true));
    let all = is_short.chain(full.iter().map(|shape| (shape, false)));
    let trials = all.map(|(shape, is_short)| {
        Trial::ignorable_test(shape.name, move || {
            if is_short || asked {
                shape.show()
            } else {
                Ok(Completion::ignored_with(
                    "takes minutes: add --include-ignored",
                ))
            }
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// What a size costs.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    /// The bytes that were allocated, and the most of them that were held at a time.
    allocated: u64,
    held: u64,
}

impl Shape {
    fn show(&self) -> Result<Completion, Failed> {
        let plot = self.check()?;
        println!("\n{plot}");
        Ok(Completion::Completed)
    }

    /// Measures the shape: its growth as a table of text, or that it grows too fast.
    ///
    /// # Errors
    ///
    /// Four times the size costs more than [`MOST`] times as much.
    pub fn check(&self) -> Result<String, String> {
        let mut works = SIZES.map(|times| (self.prepare)(self.size * times));
        // A first run fills whatever is kept between runs; it counts what is allocated.
        let mut costs: Vec<Cost> = works.iter_mut().map(first).collect();
        let mut runs = 0;
        while runs < RUNS.start || (runs < RUNS.end && ratio(&costs, seconds) > MOST) {
            // The size between them is for the plot.
            let compared = works.iter_mut().zip(&mut costs).step_by(2);
            for (work, cost) in compared {
                cost.time = cost.time.min(time(work));
            }
            runs += 1;
            if runs > RUNS.start {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let plot = self.plot(&costs);
        let grows = [
            ("time", ratio(&costs, seconds)),
            (
                "allocated bytes",
                ratio(&costs, |cost| bytes(cost.allocated)),
            ),
            ("held bytes", ratio(&costs, |cost| bytes(cost.held))),
        ];
        match grows.iter().find(|(_, ratio)| *ratio > MOST) {
            None => Ok(plot),
            Some((what, ratio)) => Err(format!(
                "four times the size costs {ratio:.1} times the {what}, and {MOST} is the most:\n{plot}"
            )),
        }
    }

    /// A line for each size, with a bar as long as its time.
    fn plot(&self, costs: &[Cost]) -> String {
        let longest = costs.iter().map(seconds).fold(f64::MIN_POSITIVE, f64::max);
        let mut plot = format!("{}\n", self.name);
        for (times, cost) in SIZES.iter().zip(costs) {
            let bar = "#".repeat((40.0 * seconds(cost) / longest).ceil() as usize);
            let _ = writeln!(
                plot,
                "{:>9} {:>9.2} ms {:>9} kB, {:>9} kB held {bar}",
                self.size * times,
                seconds(cost) * 1e3,
                cost.allocated / 1000,
                cost.held / 1000,
            );
        }
        plot
    }
}

fn time(work: &mut Work) -> Duration {
    let begun = Instant::now();
    black_box(work)();
    begun.elapsed()
}

fn first(work: &mut Work) -> Cost {
    let mut taken = Duration::ZERO;
    let measured = measure(|| taken = time(work));
    Cost {
        time: taken,
        allocated: measured.bytes_total,
        held: measured.bytes_max,
    }
}

fn seconds(cost: &Cost) -> f64 {
    cost.time.as_secs_f64()
}

/// Bytes, with as many more as a run may need whatever its size: what little is allocated tells nothing.
fn bytes(count: u64) -> f64 {
    (count + (64 << 10)) as f64
}

/// What the last size costs, in terms of the first.
fn ratio(costs: &[Cost], of: impl Fn(&Cost) -> f64) -> f64 {
    match (costs.first(), costs.last()) {
        (Some(first), Some(last)) => of(last) / of(first),
        _ => 0.0,
    }
}
