//! A CSP that is described by Rust types: one node, one value, written to a request.

use std::io::Write as _;

use csp_macros::{CspNode, CspValue};
use csp_server::Request;

/// A lamp.
#[derive(Debug, CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct Lamp {
    /// How bright it is, in percent.
    #[csp(access = "Get, Replace", range = 0..=100, default = 50)]
    brightness: i64,
    #[csp(access = "Add, Get, Replace")]
    mood: Option<Mood>,
}

#[derive(Debug, CspValue)]
enum Mood {
    #[csp(value = "work")]
    Work,
    #[csp(value = "party")]
    Party,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lamp = Lamp {
        brightness: 80,
        mood: Some(Mood::Party),
    };
    let mut request = Request::fragment();
    request.write_all(Lamp::device(), &lamp);
    std::io::stdout().write_all(&request.finish()?)?;
    println!("{:?}", Mood::Work);
    Ok(())
}
