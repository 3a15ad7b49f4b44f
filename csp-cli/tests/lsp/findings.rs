//! What is wrong, as it is typed, and what mends it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, FILE, capabilities, data, edited};

/// A slip in the name, and the wrong format. What stands before them takes two units in UTF-16.
const WRONG: &str = "<!-- 𝄞 --><Replace>\r
  <Item>\r
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brigthness</LocURI></Target>\r
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>\r
    <Data>7 & more</Data>\r
  </Item>\r
</Replace>\r
";

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[test]
fn findings_have_the_place_the_rule_and_what_to_write() {
    let mut client = Client::start();
    client.open(&WRONG.replace(" & more", ""));
    let found = client.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "uri-unknown-node");
    assert_eq!(found[0]["range"], range(2, 49, 59));
    assert_eq!(
        (&found[0]["severity"], &found[0]["source"]),
        (&1.into(), &"csp".into())
    );
    let message = found[0]["message"].as_str().unwrap();
    assert!(
        message.contains("did you mean `Brightness`?\nthe definition has there: "),
        "{message}"
    );
    // A finding behind characters that are two units.
    client.open("<Get><CmdID>1</CmdID><Item><!-- 𝄞𝄞 --><Target><LocURI>./Device/Vendor/Contoso/Lanp</LocURI></Target></Item></Get>");
    assert_eq!(client.findings()[0]["range"], range(0, 80, 84));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_that_counts_bytes_is_answered_in_bytes() {
    let capabilities = json!({ "general": { "positionEncodings": ["utf-32", "utf-8", "utf-16"] } });
    let mut client = Client::start_with(&["--ddf", "lamp"], &data(), &capabilities);
    client.open("<Get><CmdID>1</CmdID><Item><!-- 𝄞𝄞 --><Target><LocURI>./Device/Vendor/Contoso/Lanp</LocURI></Target></Item></Get>");
    assert_eq!(client.findings()[0]["range"], range(0, 84, 88));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn each_change_is_checked() {
    let mut client = Client::start();
    client.open("");
    assert_eq!(client.findings(), Vec::<Value>::new());
    client.change(json!([{ "text": WRONG }]));
    assert_eq!(client.rules(), ["uri-unknown-node", "xml-malformed"]);
    // Two changes, of which the second counts on the first: the name, then the `&` on a line below.
    client.change(json!([
        { "range": range(2, 49, 59), "text": "Bright\r\nness" },
        { "range": range(5, 11, 18), "text": "" },
        { "range": { "start": { "line": 2, "character": 55 }, "end": { "line": 3, "character": 0 } }, "text": "" },
    ]));
    assert_eq!(client.rules(), ["node-deprecated"]);
    // Positions behind a line and behind the text, and backwards.
    client.change(json!([
        { "range": { "start": { "line": 99, "character": 0 }, "end": { "line": 4_294_967_295_u32, "character": 4_294_967_295_u32 } }, "text": "<!-- x -->" },
        { "range": { "start": { "line": 2, "character": 4_000_000 }, "end": { "line": 1, "character": 1000 } }, "text": "" },
    ]));
    assert_eq!(
        client.rules(),
        ["syncml-structure"],
        "the line of the address is gone"
    );
    // What is closed has no findings any more.
    let file = json!({ "textDocument": { "uri": FILE } });
    client.tell("textDocument/didClose", file.clone());
    assert_eq!(client.ask("textDocument/documentSymbol", file), Value::Null);
    assert_eq!(client.found[FILE]["diagnostics"], json!([]));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn fixes_that_are_applied_leave_a_clean_text() {
    let mut client = Client::start();
    client.open(WRONG);
    let actions = client.actions(&["quickfix"]);
    let titles: Vec<&str> = actions
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "uri-unknown-node: did you mean `Brightness`? (changes what devices get: look at it)",
            "xml-malformed: a bare `&`: write `&amp;`",
        ]
    );
    assert_eq!(
        (&actions[0]["isPreferred"], &actions[1]["isPreferred"]),
        (&false.into(), &true.into())
    );
    assert_eq!(actions[1]["diagnostics"][0]["code"], "xml-malformed");
    let mut text = WRONG.to_owned();
    for _ in 0..4 {
        let actions = client.actions(&["quickfix"]);
        let Some(action) = actions.first() else { break };
        text = edited(&text, &action["edit"]["changes"][FILE]);
        client.open(&text);
    }
    let clean = WRONG
        .replace("Brigthness", "Brightness")
        .replace('&', "&amp;");
    assert_eq!(text, clean);
    assert!(!client.rules().contains(&"uri-unknown-node".to_owned()));
    // All that is safe, at once.
    client.open(WRONG);
    let actions = client.actions(&["source"]);
    assert_eq!(actions.len(), 1);
    assert_eq!(actions[0]["kind"], "source.fixAll");
    assert_eq!(
        edited(WRONG, &actions[0]["edit"]["changes"][FILE]),
        WRONG.replace('&', "&amp;")
    );
    assert_eq!(client.actions(&["refactor"]), Vec::<Value>::new());
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn other_files_are_left_alone() {
    let mut client = Client::start();
    for text in [
        "<project><a></b></project>",
        "{\"name\": ",
        "# readme",
        "<MgmtTree><LocURI/></MgmtTree>",
    ] {
        client.open(text);
        assert_eq!(client.findings(), Vec::<Value>::new(), "{text}");
        assert_eq!(client.actions(&[]), Vec::<Value>::new(), "{text}");
    }
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn an_editor_and_lint_say_the_same() {
    let mut client = Client::start_with(&[], &data(), &capabilities());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../csp-profile/tests/cases");
    let mut told = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        client.open(&text);
        let in_editor = client.findings().into_iter().map(|found| {
            let line = found["range"]["start"]["line"].as_u64().unwrap() + 1;
            (line, found["code"].clone())
        });
        let output = Command::new(env!("CARGO_BIN_EXE_csp"))
            .args(["lint", "--format", "json"])
            .arg(&path)
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let by_lint = report["findings"].as_array().unwrap().iter();
        let by_lint = by_lint.map(|found| (found["line"].as_u64().unwrap(), found["rule"].clone()));
        let in_editor: Vec<_> = in_editor.collect();
        assert_eq!(in_editor, by_lint.collect::<Vec<_>>(), "{}", path.display());
        told += in_editor.len();
    }
    assert!(told > 20, "{told} findings");
    assert_eq!(client.stop(), Some(0));
}
