//! `csp.toml` and the arguments.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, data};

const WRONG: &str = "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brigthness</LocURI></Target>\
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>7</Data></Item></Replace>";

fn uri(path: &Path) -> String {
    format!("file://{}", path.to_str().unwrap().replace(' ', "%20"))
}

fn rules(found: &[Value]) -> Vec<&str> {
    found
        .iter()
        .map(|found| found["code"].as_str().unwrap())
        .collect()
}

#[test]
fn settings_of_the_folder_hold_and_are_read_again_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("with space/old");
    fs::create_dir_all(&below).unwrap();
    let ddf = data().join("lamp");
    let ddf = ddf.to_str().unwrap();
    let write = |more: &str| {
        let text = format!("[lint]\nddf = [{ddf:?}]\n{more}");
        fs::write(folder.path().join("csp.toml"), text).unwrap();
    };
    write("");
    let mut client = Client::start_with(&[], Path::new("/"), &capabilities());
    let file = uri(&below.join("x.xml"));
    client.open_as(&file, WRONG);
    assert_eq!(rules(&client.findings_of(&file)), ["uri-unknown-node"]);
    // As `csp lint` has it: by rule, by file, by what was known before.
    for more in [
        "ignore = [\"uri-unknown-node\"]\n",
        "unknown-nodes = \"ignore\"\n",
        "per-file-ignores = { \"with space/*\" = [\"uri-unknown-node\"] }\n",
    ] {
        write(more);
        client.open_as(&file, WRONG);
        assert_eq!(client.findings_of(&file), Vec::<Value>::new(), "{more}");
    }
    // What cannot be read is said, once, and the server goes on.
    write("ignored = []\n");
    for _ in 0..2 {
        client.open_as(&file, WRONG);
        assert_eq!(client.findings_of(&file), Vec::<Value>::new());
    }
    let told = &client.told;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["method"], "window/showMessage");
    let message = told[0]["params"]["message"].as_str().unwrap();
    assert!(
        message.contains("csp.toml") && message.contains("unknown field `ignored`"),
        "{message}"
    );
    // The editor tells that it was mended.
    write("select = [\"node-deprecated\"]\n");
    let changed =
        json!({ "changes": [{ "uri": uri(&folder.path().join("csp.toml")), "type": 2 }] });
    client.tell("workspace/didChangeWatchedFiles", changed);
    client.open_as(&file, &WRONG.replace("Brigth", "Bright"));
    assert_eq!(rules(&client.findings_of(&file)), ["node-deprecated"]);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn a_baseline_hides_what_was_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("x.xml"), WRONG).unwrap();
    let ddf = data().join("lamp");
    let written = std::process::Command::new(env!("CARGO_BIN_EXE_csp"))
        .args([
            "lint",
            "x.xml",
            "--baseline",
            "known.json",
            "--write-baseline",
            "--ddf",
        ])
        .arg(&ddf)
        .current_dir(path)
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    fs::write(path.join("csp.toml"), "[lint]\nbaseline = \"known.json\"\n").unwrap();
    let mut client = Client::start_with(&["--ddf", ddf.to_str().unwrap()], path, &capabilities());
    let file = uri(&path.join("x.xml"));
    client.open_as(&file, WRONG);
    assert_eq!(client.findings_of(&file), Vec::<Value>::new());
    client.open_as(&file, &WRONG.replace(">7<", ">8<"));
    assert_eq!(rules(&client.findings_of(&file)), ["uri-unknown-node"]);
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn arguments_are_those_of_lint() {
    let arguments = [
        "--ddf",
        "lamp",
        "--os-build",
        "24H2",
        "--edition",
        "home",
        "--dialect",
        "plain",
        "--select",
        "target-edition,target-build",
    ];
    let mut client = Client::start_with(&arguments, &data(), &capabilities());
    client.open(&WRONG.replace("Brigth", "Bright"));
    assert_eq!(client.rules(), ["target-build", "target-edition"]);
    assert_eq!(client.stop(), Some(0));
    // Definitions that cannot be read.
    let mut client = Client::start_with(&["--ddf", "faulty"], &data(), &capabilities());
    client.open(WRONG);
    assert_eq!(client.findings(), Vec::<Value>::new());
    let message = client.told[0]["params"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        message.starts_with(
            "csp: the definitions have errors; `csp check` shows them, the first at faulty"
        ),
        "{message}"
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_that_watches_files_is_asked_to() {
    let capabilities =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::start_with(&[], &data(), &capabilities);
    client.open("");
    client.findings();
    let asked = &client.told[0];
    assert_eq!(asked["method"], "client/registerCapability");
    let options = &asked["params"]["registrations"][0]["registerOptions"];
    assert_eq!(options["watchers"][0]["globPattern"], "**/csp.toml");
    assert_eq!(client.stop(), Some(0));
}
