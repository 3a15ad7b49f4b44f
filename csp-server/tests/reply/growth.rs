//! Joining a reply to its request is linear in both, however the device spells, orders and addresses its answers.

use crate::replies::{Exchange, SHAPES, Shape};

#[test]
fn every_shape_is_joined() {
    for shape in SHAPES {
        let found = Exchange::new(shape, 50).join();
        let expected = match shape {
            Shape::OtherNodes | Shape::OtherCommand | Shape::OtherMessages => 0,
            _ => 50,
        };
        assert_eq!(found, expected, "{shape:?}");
    }
}

#[test]
fn eight_times_as_much_takes_eight_times_as_long() {
    for shape in SHAPES {
        let (small, large) = (Exchange::new(shape, 250), Exchange::new(shape, 2000));
        let mut ratios = Vec::new();
        // Other programs can only make a ratio worse: one good one is the work's own. Linear work has a ratio of 8, square work one of 64.
        while ratios.iter().all(|ratio| *ratio > 16.0) {
            assert!(ratios.len() < 5, "{shape:?}: {ratios:.1?}");
            ratios.push(large.time().as_secs_f64() / small.time().as_secs_f64());
        }
    }
}
