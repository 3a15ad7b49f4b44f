//! What `--help` says is part of the interface.

use insta::assert_snapshot;

use crate::run::csp;

#[test]
fn every_command_explains_itself() {
    for command in [
        "csp", "check", "tree", "codegen", "respond", "device", "convert", "diff", "explain",
        "lint", "lsp", "wbxml", "decode", "encode", "admx", "site",
    ] {
        let outcome = match command {
            "csp" => csp(&["--help"]),
            "decode" | "encode" => csp(&["wbxml", command, "--help"]),
            _ => csp(&[command, "--help"]),
        };
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
        // Clap indents the empty lines between possible values.
        let lines: Vec<&str> = outcome.out.lines().map(str::trim_end).collect();
        assert_snapshot!(command, lines.join("\n"));
    }
}

#[test]
fn every_command_of_templates_explains_itself() {
    for command in [
        "list", "show", "payload", "syncml", "check", "resolve", "ddf", "diff",
    ] {
        let outcome = csp(&["admx", command, "--help"]);
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
        let lines: Vec<&str> = outcome.out.lines().map(str::trim_end).collect();
        assert_snapshot!(format!("admx-{command}"), lines.join("\n"));
    }
}

#[test]
fn a_wrong_call_exits_with_2_and_says_how_to_call() {
    for arguments in [
        &["check"][..],
        &["tree", "--format", "yaml", "lamp"],
        &["codegen", "lamp"],
        &["codegen", "lamp", "--out", "x", "--accept-removals"],
        &["codegen", "lamp", "--out", "x", "--manifest", "a b"],
        &["codegen", "lamp", "--out", "x", "--runtime-path", "a-b"],
        &["respond", "--nobody"],
        &["device"],
        &["device", "ftp://mdm.example.com/"],
        &["device", "http://megan:secret@mdm.example.com/"],
        &["device", "http://127.0.0.1:1/", "--auth-user", "Bruce2"],
        &["device", "http://127.0.0.1:1/", "--max-messages", "0"],
        &["device", "http://127.0.0.1:1/", "--jobs", "2"],
        &["device", "http://127.0.0.1:1/", "--count", "0"],
        &[
            "device",
            "http://127.0.0.1:1/",
            "--count",
            "2",
            "--state",
            "s.json",
        ],
        &["convert", "lamp"],
        &["convert", "lamp", "--to", "group-policy"],
        &["diff", "lamp"],
        &["explain"],
        &["explain", "./Device/Vendor/MSFT", "--request", "absent.xml"],
        &["explain", "404", "--format", "yaml"],
        &["lint"],
        &["lint", "lamp.xml", "--severity", "uri-case"],
        &["lint", "lamp.xml", "--dialect", "jamf"],
        &["lsp", "--os-build", "Windows 3.11"],
        &["wbxml", "print"],
        &["admx", "list"],
        &["admx", "list", "--admx", "admx", "--app", "a~b"],
        &[
            "admx", "payload", "./Device", "--admx", "admx", "--set", "x",
        ],
        &["admx", "ddf", "lamps.admx"],
        &["admx", "show", "--admx", "admx"],
        &["nonsense"],
    ] {
        let outcome = csp(arguments);
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(outcome.err.starts_with("error: "), "{}", outcome.err);
    }
}
