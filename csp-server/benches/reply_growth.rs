//! How joining a reply to its request grows with its size, for each shape in which a device may answer: the time for one node should stay the same.
//!
//! `cargo bench -p csp-server --bench reply_growth`

// A benchmark may print.
#![allow(missing_docs, clippy::print_stdout)]

#[path = "../tests/agent/mod.rs"]
mod agent;
#[path = "../tests/replies/mod.rs"]
mod replies;

use replies::{Exchange, SHAPES};

const SIZES: [usize; 6] = [250, 500, 1000, 2000, 4000, 8000];

fn main() {
    println!("microseconds for each node; the columns are numbers of nodes");
    print!("{:16}", "");
    SIZES.iter().for_each(|size| print!("{size:>9}"));
    println!();
    for shape in SHAPES {
        print!("{:16}", format!("{shape:?}"));
        for size in SIZES {
            let time = Exchange::new(shape, size).time();
            print!("{:>9.2}", time.as_secs_f64() * 1e6 / size as f64);
        }
        println!();
    }
}
