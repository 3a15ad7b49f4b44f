//! Work stays in proportion to what is sent, also with very many policies, files, users and changes:
//! `cargo test -p csp-ingest --test growth -- --nocapture` shows the plots.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use std::process::ExitCode;

use common::{CONFIG, INSTALL, USER_CONFIG, atomic, command, device, statuses};
use csp_device::Device;
use csp_tests::growth::{Shape, Work};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES], &[])
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "policies of one template, each set, and the template gone",
        size: 200,
        prepare: |n| {
            let set: String = (0..n)
                .map(|at| command("Replace", &policy(at), "<enabled/>"))
                .collect();
            sent(
                &(command("Add", &file(0), &template(n)) + &set + &command("Delete", &file(0), "")),
                "200",
            )
        },
    },
    Shape {
        name: "templates that offer the same, and go one after the other",
        size: 100,
        prepare: |n| {
            let add: String = (0..n)
                .map(|at| command("Add", &file(at), &template(3)))
                .collect();
            let delete: String = (0..n).map(|at| command("Delete", &file(at), "")).collect();
            sent(&(add + &delete), "200")
        },
    },
    Shape {
        name: "templates that come again and again",
        size: 100,
        prepare: |n| {
            let replace: String = (0..n)
                .map(|_| command("Replace", &file(0), &template(3)))
                .collect();
            sent(&(command("Add", &file(0), &template(3)) + &replace), "200")
        },
    },
    Shape {
        name: "templates that are there already",
        size: 200,
        prepare: |n| {
            let add: String = (0..n)
                .map(|_| command("Add", &file(0), &template(3)))
                .collect();
            Box::new(move || {
                let mut device = device();
                let statuses = statuses(&mut device, &add);
                assert_eq!(
                    statuses.iter().filter(|status| *status == "418").count(),
                    n - 1
                );
            })
        },
    },
    Shape {
        name: "templates of an Atomic that fails",
        size: 100,
        prepare: |n| {
            let mut commands: Vec<String> = (0..n)
                .map(|at| command("Add", &file(at), &template(3)))
                .collect();
            commands.push(command(
                "Replace",
                &format!("{CONFIG}/App~Policy~C/None"),
                "<enabled/>",
            ));
            let message = atomic(&commands);
            Box::new(move || {
                let mut device = device();
                let statuses = statuses(&mut device, &message);
                assert_eq!(statuses.iter().filter(|status| *status == "216").count(), n);
            })
        },
    },
    Shape {
        name: "elements of a payload, and pairs of a list",
        size: 500,
        prepare: |n| {
            let text = |at: usize| format!("<text id=\"E{at}\" valueName=\"V\"/>");
            let elements: String = (0..n).map(text).collect();
            let template = template(1).replace(
                "</policy>",
                &format!("<elements>{elements}<list id=\"L\"/></elements></policy>"),
            );
            let data: String = (0..n)
                .map(|at| format!("<data id=\"E{at}\" value=\"x\"/>"))
                .collect();
            let pairs: Vec<String> = (0..n).map(|at| format!("{at}&#xF000;x")).collect();
            let pairs = pairs.join("&#xF000;");
            let payload = format!("<enabled/>{data}<data id=\"L\" value=\"{pairs}\"/>");
            let strays: String = (0..n)
                .map(|at| format!("<data id=\"F{at}\" value=\"x\"/>"))
                .collect();
            let message = command("Add", &file(0), &template)
                + &command("Replace", &policy(0), &payload)
                + &command("Replace", &policy(0), &(payload + &strays));
            sent(&message, "200")
        },
    },
    Shape {
        name: "users who set policies of a template that goes",
        size: 50,
        prepare: |n| {
            Box::new(move || {
                let mut device = device();
                assert_eq!(
                    statuses(&mut device, &command("Add", &file(0), &template(20))),
                    ["200"]
                );
                let policy = format!("{USER_CONFIG}/App~Policy~C/P0");
                for user in 0..n {
                    device.set_user(Some(&user.to_string()));
                    assert_eq!(
                        statuses(&mut device, &command("Add", &policy, "<enabled/>")),
                        ["200"]
                    );
                }
                assert_eq!(
                    statuses(&mut device, &command("Delete", &file(0), "")),
                    ["200"]
                );
                assert!(
                    device
                        .save_state()
                        .keys()
                        .all(|uri| !uri.contains("/Config/"))
                );
            })
        },
    },
];

fn file(at: usize) -> String {
    format!("{INSTALL}/App/Policy/F{at}")
}

fn policy(at: usize) -> String {
    format!("{CONFIG}/App~Policy~C/P{at}")
}

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

/// A message to a new device, which answers each command with this status.
fn sent(message: &str, expected: &'static str) -> Work {
    let message = message.to_owned();
    Box::new(move || {
        let mut device: Device = device();
        let statuses = statuses(&mut device, &message);
        assert!(
            statuses.iter().all(|status| status == expected),
            "{statuses:?}"
        );
    })
}
