//! Payloads of ADMX-backed policies: what is told of their elements, and what can be written.

use serde_json::json;

use crate::client::{Client, data, edited};

const URI: &str = "./Device/Vendor/MSFT/Policy/Config/Own~Policy~Lamps~Hall/Everything";

/// A server that knows the definitions that are made of the templates in `data/admx`, and these.
fn start() -> (tempfile::TempDir, Client) {
    let folder = tempfile::tempdir().unwrap();
    let ddf = folder.path().join("lamps.xml");
    let admx = data().join("admx/lamps.admx");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_csp"))
        .args([
            "admx",
            "ddf",
            admx.to_str().unwrap(),
            "--app",
            "Own",
            "--out",
            ddf.to_str().unwrap(),
        ])
        .status();
    assert!(made.unwrap().success());
    let arguments = ["--ddf", ddf.to_str().unwrap(), "--admx", "admx"];
    let client = Client::start_with(&arguments, &data(), &json!({}));
    (folder, client)
}

fn file(data: &str) -> String {
    let data = data.replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<Replace><Item><Target><LocURI>{URI}</LocURI></Target><Data>{data}</Data></Item></Replace>"
    )
}

#[test]
fn hover_tells_of_the_policy_and_of_its_elements() {
    let (_folder, mut client) = start();
    let mut said = |text: &str| {
        let hover = client.at_mark("textDocument/hover", text);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or("nothing")
            .to_owned()
    };
    let payload = "<enabled/><data id=\"Percent\" value=\"50\"/><data id=\"Colour\" value=\"7\"/>";
    let node = said(&file(payload).replace("/Everything", "/Every\u{2038}thing"));
    for line in [
        "Help: Sets what a lamp has.",
        "  - Warm  Warm light",
        "Policy: Set everything",
    ] {
        assert!(node.contains(line), "{node}");
    }
    let percent = said(&file(&payload.replace("50", "5\u{2038}0")));
    assert!(
        percent.starts_with(
            "Percent\n\nPercent:\n\nKind: decimal\nValues: a number from 1 to 100, not empty\n"
        ),
        "{percent}"
    );
    let colour = said(&file(&payload.replace("Colour", "Col\u{2038}our")));
    assert!(
        colour.contains("  - 7 Red (given)\n  - blue Blue\n"),
        "{colour}"
    );
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn completion_knows_ids_and_values_in_a_payload() {
    let (_folder, mut client) = start();
    let all = [
        "Warm", "Percent", "Hours", "Name", "Rooms", "Scenes", "Owners", "Colour",
    ];
    assert_eq!(
        client.labels(&file("<enabled/><data id=\"\u{2038}\"/>")),
        all
    );
    let left = "<enabled/><data id=\"Warm\" value=\"true\"/><data id=\"\u{2038}";
    assert_eq!(client.labels(&file(left)), all[1..]);
    let enabled = file("<enabled/><data id=\"Colour\" value=\"\u{2038}\"/>");
    assert_eq!(client.labels(&enabled), ["7", "blue", ""]);
    let on = file("<enabled/><data id=\"Warm\" value=\"\u{2038}\"/>");
    assert_eq!(client.labels(&on), ["true", "false"]);
    // The whole payload, and what is left of it.
    let mut taken = |text: &str, label: &str| {
        let offered = client.offered(text);
        let item = offered.iter().find(|item| item["label"] == label);
        let item = item.unwrap_or_else(|| panic!("{text}: no {label} in {offered:?}"));
        let edited = edited(&text.replace('\u{2038}', ""), &json!([item["textEdit"]]));
        edited.replace("&quot;", "\"")
    };
    let whole = "<enabled/><data id=\"Warm\" value=\"false\"/><data id=\"Percent\" value=\"1\"/>";
    let begun = taken(&file("\u{2038}"), "<enabled/>");
    assert!(
        begun.contains(&whole.replace('<', "&lt;").replace('>', "&gt;")),
        "{begun}"
    );
    let rest = "<enabled/>\u{2038}";
    let rest = taken(&file(rest), "<data …/> for each element");
    assert!(
        rest.contains(&whole.replace('<', "&lt;").replace('>', "&gt;")),
        "{rest}"
    );
    assert_eq!(
        taken(&enabled, "blue"),
        file("<enabled/><data id=\"Colour\" value=\"blue\"/>")
    );
    assert_eq!(client.stop(), Some(0));
}
