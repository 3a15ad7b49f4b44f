//! `csp explain`.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{Outcome, csp, csp_in, csp_with, repository, text};

const PROVIDERS: &str =
    "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";
const LINE: &str = "MDM ConfigurationManager: Command failure status. Configuration Source ID: (29C383C5-6E2D-43BF-A741-C63CB7516BB4), Enrollment Name: (MDMFull), \
    Provider Name: (EnrollmentStatusTracking), Command Type: (SetValue: from Replace), \
    CSP URI: (./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders/(P)/InstallationStat), Result: (The system cannot find the file specified.).";

fn said(outcome: &Outcome) -> &str {
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.out.trim_end()
}

fn json(arguments: &[&str]) -> Value {
    let outcome = csp(&[&["explain", "--format", "json"], arguments].concat());
    serde_json::from_str(said(&outcome)).unwrap()
}

#[test]
fn a_status_has_causes_and_advice_in_order() {
    assert_snapshot!(said(&csp(&["explain", "405"])));
    // However it is pasted.
    let plain = csp(&["explain", "405"]).out;
    for words in [
        &["Status", "405"][..],
        &["status: 405"],
        &["SyncML status 405"],
        &["405", "command", "not", "allowed"],
    ] {
        assert_eq!(
            said(&csp(&[&["explain"], words].concat())),
            plain.trim_end()
        );
    }
}

#[test]
fn an_error_is_read_in_every_form() {
    assert_snapshot!(said(&csp(&["explain", "-2016281112"])));
    let plain = csp(&["explain", "-2016281112"]).out;
    for form in [
        "0x87d1fde8",
        "87D1FDE8",
        "2278686184",
        "HRESULT 0x87D1FDE8",
        "0xFFFFFFFF87D1FDE8",
    ] {
        assert_eq!(said(&csp(&["explain", form])), plain.trim_end(), "{form}");
    }
}

#[test]
fn an_error_that_wraps_a_status_says_which() {
    assert_snapshot!(said(&csp(&["explain", "0x87D101A9"])));
}

#[test]
fn what_no_document_says_is_marked() {
    let outcome = csp(&["explain", "0x82B00006"]);
    assert!(
        said(&outcome).contains("Observed, not documented"),
        "{outcome}"
    );
    let outcome = csp(&["explain", "0x80070005"]);
    assert!(!said(&outcome).contains("bserved"), "{outcome}");
    assert_eq!(json(&["0x82B00006"])["documented"], Value::Bool(false));
    assert_eq!(json(&["0x80070005"])["documented"], Value::Bool(true));
}

#[test]
fn an_event_is_not_the_status_of_its_number() {
    assert_snapshot!(said(&csp(&["explain", "event", "404"])));
    assert_eq!(
        said(&csp(&["explain", "Event ID: 404"])),
        said(&csp(&["explain", "event 404"]))
    );
    assert!(said(&csp(&["explain", "404"])).contains("csp explain event 404"));
}

#[test]
fn a_node_is_told_with_a_command_for_each_verb() {
    let outcome = csp(&["explain", &format!("{PROVIDERS}/Sidecar/InstallationState")]);
    assert_snapshot!(said(&outcome));
    assert_eq!(outcome.err.lines().count(), 1, "said once: {}", outcome.err);
    assert!(outcome.err.contains("--ddf"), "{}", outcome.err);
}

#[test]
fn a_node_of_definitions_that_are_named_is_told_with_all_its_facts() {
    let outcome = csp(&["explain", "--ddf", "lamp", "./Device/Vendor/Contoso/Lamp"]);
    assert_snapshot!(said(&outcome));
    assert_eq!(outcome.err, "");
}

/// What is printed to be sent is what a device takes: every Add of the five definitions.
#[test]
fn the_commands_for_a_node_are_taken_by_a_device() {
    let nodes = csp(&[
        "tree",
        "--format",
        "json",
        text(&repository("ddf/definitions")),
    ]);
    let nodes: Vec<Value> = serde_json::from_str(&nodes.out).unwrap();
    let adds = |node: &&Value| node["access"].as_array().unwrap().contains(&"Add".into());
    let mut taken = 0;
    for node in nodes.iter().filter(adds) {
        // Names that are given at run time stand in braces.
        let uri = node["uri"].as_str().unwrap().replace(['{', '}', ' '], "");
        let Some(add) = json(&[&uri])["snippets"]["Add"].as_str().map(str::to_owned) else {
            continue;
        };
        let outcome = csp_with(&["respond"], &add);
        assert!(
            outcome.out.contains("<Cmd>Add</Cmd><Data>200</Data>"),
            "{add}{outcome}"
        );
        taken += 1;
    }
    assert!(taken > 50, "{taken}");
}

#[test]
fn a_node_that_is_not_there_has_near_ones() {
    let outcome = csp(&["explain", &format!("{PROVIDERS}/P/InstallationStat")]);
    assert!(
        said(&outcome).contains(&format!("Did you mean {PROVIDERS}/P/InstallationState?")),
        "{outcome}"
    );
    let favourite = "./Device/Vendor/Contoso/Lamp/Favourite";
    let outcome = csp(&["explain", "--ddf", "lamp", favourite]);
    assert!(
        said(&outcome).contains("Did you mean ./User/Vendor/Contoso/Lamp/Favourite?"),
        "{outcome}"
    );
    let outcome = csp(&["explain", "./Device/Vendor/MSFT//X"]);
    assert!(
        said(&outcome).contains("drop the trailing or doubled slash"),
        "{outcome}"
    );
}

#[test]
fn a_line_of_the_log_is_taken_apart() {
    assert_snapshot!(said(&csp(&["explain", LINE])));
    // From a pipe, and from a file.
    let piped = csp_with(&["explain", "-"], LINE);
    assert_eq!(said(&piped), said(&csp(&["explain", LINE])));
    let policy = "MDM PolicyManager: Set policy int, Policy: (Level), Area: (Lamp), EnrollmentID requesting merge: (29C383C5), Current User: (Device), Result:(0x82B00001)";
    let told = json(&[policy]);
    assert_eq!(told["kind"], "event");
    assert_eq!(told["uri"], "./Device/Vendor/MSFT/Policy/Config/Lamp/Level");
    assert_eq!(told["codes"][0], "0x82B00001");
}

#[test]
fn the_probe_of_intune_is_harmless() {
    let uri = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Receiver/Properties/Policy/FakePolicy/Version";
    let line = format!("CSP URI: ({uri}), Result: (The system cannot find the file specified.).");
    let outcome = csp(&["explain", &line]);
    assert!(
        said(&outcome).lines().next().unwrap().contains("harmless"),
        "{outcome}"
    );
}

/// A wrong verb and Format, a value that is not allowed, a name that is misspelt in an Atomic, and what is harmless.
fn request() -> String {
    let item = |uri: &str, format: &str, data: &str| {
        format!(
            "<Item><Target><LocURI>{PROVIDERS}{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data></Item>"
        )
    };
    let msi = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7BA%7D/Status";
    [
        "<SyncBody><Replace><CmdID>1</CmdID>",
        &item("", "chr", "x").replace(PROVIDERS, msi),
        "</Replace><Add><CmdID>2</CmdID>",
        &item("/P/InstallationState", "int", "9"),
        "</Add><Atomic><CmdID>3</CmdID><Add><CmdID>4</CmdID>",
        &item("/Q", "node", ""),
        "</Add><Replace><CmdID>5</CmdID>",
        &item("/P/InstallationStat", "int", "1"),
        "</Replace></Atomic><Delete><CmdID>6</CmdID>",
        &item("/R", "node", ""),
        "</Delete></SyncBody>",
    ]
    .concat()
}

#[test]
fn a_reply_is_joined_with_its_request() {
    let folder = tempfile::tempdir().unwrap();
    let request = request();
    let reply = csp_with(&["respond"], &request).out;
    fs::write(folder.path().join("request.xml"), &request).unwrap();
    fs::write(folder.path().join("reply.xml"), &reply).unwrap();
    let joined = csp_in(
        folder.path(),
        &["explain", "reply.xml", "--request", "request.xml"],
        "",
    );
    assert_snapshot!(said(&joined));
    let alone = csp_in(folder.path(), &["explain", "-"], &reply);
    assert!(said(&alone).contains("`--request FILE`"), "{alone}");
    let arguments = [
        "explain",
        "reply.xml",
        "--request",
        "request.xml",
        "--format",
        "json",
    ];
    let told: Value = serde_json::from_str(said(&csp_in(folder.path(), &arguments, ""))).unwrap();
    assert_eq!(told["kind"], "reply");
    assert_eq!(told["failures"][0]["causes"][0]["shown"], Value::Bool(true));
    assert_eq!(told["text"], said(&joined));
}

#[test]
fn a_device_explains_its_own_reply() {
    let outcome = csp_with(&["respond", "--explain"], &request());
    assert_snapshot!(said(&outcome));
    let old = csp_with(
        &["respond", "--explain", "--os-build", "1809"],
        &format!(
            "<Get><CmdID>1</CmdID><Item><Target><LocURI>{PROVIDERS}</LocURI></Target></Item></Get>"
        ),
    );
    assert!(
        said(&old).contains("Windows 10, version 1809 (10.0.17763) does not have the node, which is there since Windows 10, version 1903 (10.0.18362)"),
        "{old}"
    );
    let done = csp_with(
        &["respond", "--explain"],
        &format!(
            "<Get><CmdID>1</CmdID><Item><Target><LocURI>{PROVIDERS}</LocURI></Target></Item></Get>"
        ),
    );
    assert!(said(&done).ends_with("The command was done."), "{done}");
}

/// What somebody who writes SyncML by hand for the first time gets wrong.
#[test]
fn the_mistakes_of_a_newcomer_are_named() {
    let command = |verb: &str, uri: &str, format: &str, value: &str| {
        format!(
            "<SyncBody><{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>\
             <Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{value}</Data></Item></{verb}></SyncBody>"
        )
    };
    let installed = &format!("{PROVIDERS}/P/InstallationState");
    let favourite = "./User/Vendor/Contoso/Lamp/Favourite";
    let bare = format!("<Replace><LocURI>{installed}</LocURI><Data>1</Data></Replace>");
    let without_id = command("Add", installed, "int", "1").replace("<CmdID>1</CmdID>", "");
    let table = [
        (
            command("Get", &installed.replace("Policy", "Polcy"), "chr", ""),
            "did you mean `./Device/Vendor/MSFT/",
        ),
        (
            command("Add", installed, "bool", "true"),
            "Meta states the Format `bool` and the node's is `int`",
        ),
        (
            command("Add", installed, "int", "5"),
            "`5` is not one of `1`, `2`, `3`, `4`",
        ),
        (
            command("Exec", installed, "int", "1"),
            "the node permits Add, Delete, Get, Replace only",
        ),
        (
            command("Add", "./Device/Vendor/MSFT/", "int", "1"),
            "drop the trailing or doubled slash",
        ),
        (without_id, "the command has no CmdID"),
        (bare, "the command has no CmdID"),
        (
            command("Replac", installed, "int", "1"),
            "there is no command `Replac`; did you mean `Replace`?",
        ),
        (
            command("replace", installed, "int", "1"),
            "did you mean `Replace`? Case counts",
        ),
    ];
    for (request, answer) in table {
        let outcome = csp_with(&["respond", "--explain"], &request);
        assert!(said(&outcome).contains(answer), "{answer}: {outcome}");
    }
    let device = favourite.replace("User", "Device");
    let outcome = csp_with(
        &["respond", "--explain", "--ddf", "lamp"],
        &command("Replace", &device, "chr", "red"),
    );
    assert!(
        said(&outcome).contains(&format!(
            "the definitions have the node as `{favourite}` only"
        )),
        "{outcome}"
    );
}

#[test]
fn what_is_nothing_of_all_this_says_what_to_write() {
    for what in [
        "hello",
        "7",
        "99999999999999999999",
        "-99999999999",
        "event x",
        "0xZZ",
        "rm -rf",
        "reply.xml",
        "+404",
        "4 0 4",
        "\u{2013}404",
    ] {
        let outcome = csp(&["explain", what]);
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(2), ""),
            "{what}"
        );
        assert!(outcome.err.starts_with("error: "), "{outcome}");
        assert!(outcome.err.contains("a LocURI"), "{outcome}");
    }
    let outcome = csp_with(&["explain", "-"], "<Get/>");
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("no Status"), "{outcome}");
    let outcome = csp_with(&["explain", "-"], "<Status>");
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("line 1, column"), "{outcome}");
    let outcome = csp_with(&["explain", "-"], "");
    assert_eq!(outcome.code, Some(2));
}

/// Ten megabytes that somebody pipes in, with more open parentheses, slashes and codes than any line has.
#[test]
fn a_line_without_end_is_refused_and_a_long_one_is_read() {
    for unit in [
        "CSP URI: (",
        "./a/b ",
        "0x86000002 ",
        "- ",
        "((((",
        "Policy: (x), Area: ",
    ] {
        let long = unit.repeat(10_000_000 / unit.len());
        let outcome = csp_with(&["explain", "-"], &long);
        assert_eq!(outcome.code, Some(2), "{unit}");
        assert!(outcome.err.contains("longer"), "{unit}: {}", outcome.err);
        let shorter = unit.repeat(1_000_000 / unit.len());
        let outcome = csp_with(&["explain", "-"], &shorter);
        assert!(matches!(outcome.code, Some(0 | 2)), "{unit}");
        assert!(outcome.out.len() < 8 * shorter.len(), "{unit}");
    }
}

/// A reply that answers one command over and over does not make more of it than it is.
#[test]
fn a_reply_without_end_is_told_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let item = format!("<Item><Target><LocURI>{PROVIDERS}/P/X</LocURI></Target></Item>");
    let request = format!("<Get><CmdID>1</CmdID>{}</Get>", item.repeat(5_000));
    let status = "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>500</Data></Status>";
    fs::write(folder.path().join("request.xml"), request).unwrap();
    fs::write(folder.path().join("reply.xml"), status.repeat(5_000)).unwrap();
    let outcome = csp_in(
        folder.path(),
        &["explain", "reply.xml", "--request", "request.xml"],
        "",
    );
    assert!(
        said(&outcome).ends_with("and 9899 more."),
        "{}",
        &outcome.out[outcome.out.len() - 200..]
    );
}

const ELEMENT: &str = "MDM PolicyManager: ADMX ingestion given payload policy definition element Id not found: Id (DynamicRemovalList). Result:(0x82B00001)";

#[test]
fn events_of_payloads_name_the_element() {
    let told = csp(&["explain", ELEMENT]);
    let first = "The payload lacks the element `DynamicRemovalList` of its policy.";
    assert!(said(&told).starts_with(first), "{told}");
    for (event, words) in [
        ("856", "A payload lacks an element of its policy"),
        ("810", "A policy could not be set to a text"),
        ("851", "What is left of a template"),
    ] {
        let told = csp(&["explain", "event", event]);
        assert!(said(&told).contains(words), "{told}");
    }
}
