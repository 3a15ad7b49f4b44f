//! Pages in a real browser, for tests: Chromium by its driver, and the accessibility rules of axe-core.
//!
//! A test file is a list of [`Test`]s that [`run`] runs as `cargo test` wants it. Each gets the one [`Driver`] of the file and opens windows with it, each a
//! [`Window`] of a browser of its own: nothing of one test reaches another. What is absent (Chromium, its driver, axe-core, documents beside the
//! checkout) makes a test ignored, with the reason.
//!
//! The driver is spoken to as WebDriver says (W3C, "WebDriver"), with what Chromium adds for media and permissions. It is JSON over HTTP in a dozen commands: a
//! client library would bring a runtime of its own.
#![forbid(unsafe_code)]

mod axe;
mod driver;
mod input;
mod look;
mod trials;
mod watch;
mod window;

pub use driver::Driver;
pub use input::key;
pub use trials::{Test, run};
pub use window::{Window, file_url};
