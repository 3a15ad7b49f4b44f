//! Work stays in proportion to what is sent, also with very many policies, files and changes.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use std::time::{Duration, Instant};

use common::{CONFIG, INSTALL, command, device, statuses};

fn template(policies: usize) -> String {
    let policy = |at: usize| {
        format!(
            "<policy name=\"P{at}\" class=\"Both\" displayName=\"P\" key=\"Software\\Policies\\App\"><parentCategory ref=\"C\"/></policy>"
        )
    };
    let policies: String = (0..policies).map(policy).collect();
    format!(
        "<policyDefinitions><categories><category name=\"C\" displayName=\"C\"/></categories><policies>{policies}</policies></policyDefinitions>"
    )
}

/// The least of three, and what was answered last.
fn timed(message: &str) -> Duration {
    let run = || {
        let mut device = device();
        let start = Instant::now();
        let statuses = statuses(&mut device, message);
        assert!(
            statuses.iter().all(|status| status == "200"),
            "{statuses:?}"
        );
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

fn grows_in_proportion(message: impl Fn(usize) -> String) {
    let (small, large) = (timed(&message(100)), timed(&message(1600)));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    assert!(ratio < 80.0, "16 times as much took {ratio} times as long");
}

#[test]
fn policies_of_one_template() {
    grows_in_proportion(|n| {
        let uri = format!("{INSTALL}/App/Policy/F");
        let policies = 0..n;
        let set = policies.map(|at| {
            let uri = format!("{CONFIG}/App~Policy~C/P{at}");
            command("Replace", &uri, "<enabled/>")
        });
        let set: String = set.collect();
        command("Add", &uri, &template(n)) + &set + &command("Delete", &uri, "")
    });
}

#[test]
fn templates_that_offer_the_same() {
    grows_in_proportion(|n| {
        let uri = |at: usize| format!("{INSTALL}/App/Policy/F{at}");
        let add: String = (0..n)
            .map(|at| command("Add", &uri(at), &template(3)))
            .collect();
        let delete: String = (0..n).map(|at| command("Delete", &uri(at), "")).collect();
        add + &delete
    });
}
