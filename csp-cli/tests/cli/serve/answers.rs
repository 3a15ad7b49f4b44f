//! What is said of a text: the words of the commands.

use std::fs;

use serde_json::{Value, json};

use super::{Server, of_lamp};
use crate::run::{csp_in, data, repository, text};

/// A profile with mistakes of which some are mended.
const WRONG: &str = "<Replace>\r\n  <Item><Target><LocURI>./device/Vendor/Contoso/Lamp\\Brightness</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>700</Data></Item>\r\n</Replace>";

/// What a command says in the folder of a server, of the same definitions.
fn said(server: &Server, arguments: &[&str], input: &str) -> String {
    let lamp = data().join("lamp/Lamp.xml");
    let arguments = [arguments, &["--ddf", text(&lamp)]].concat();
    csp_in(server.folder.path(), &arguments, input).out
}

fn lint(server: &Server, input: &str) -> Value {
    let said = said(server, &["lint", "-", "--format", "json"], input);
    serde_json::from_str(&said).unwrap()
}

/// A text with the name that the commands have for one.
fn question(text: &str) -> Value {
    json!({"text": text, "name": "standard input"})
}

#[test]
fn a_profile_of_each_carrier_has_the_findings_of_csp_lint() {
    let server = of_lamp();
    let cases = repository("csp-profile/tests/cases");
    let mut count = 0;
    for entry in fs::read_dir(cases).unwrap() {
        let path = entry.unwrap().path();
        let profile = fs::read_to_string(&path).unwrap();
        let answer = server.ask("check", &question(&profile));
        assert_eq!(
            answer["lint"],
            lint(&server, &profile),
            "{}",
            path.display()
        );
        count += 1;
    }
    assert!(count > 10, "{count}");
    for text in [
        WRONG,
        "",
        "<",
        "{",
        "no profile",
        "a,b\n",
        "\u{FEFF}<Replace/>",
    ] {
        let answer = server.ask("check", &question(text));
        assert_eq!(answer["lint"], lint(&server, text), "{text}");
        assert!(answer["lint"]["findings"].is_array());
    }
}

#[test]
fn settings_of_the_folder_count_as_they_do_for_csp_lint() {
    let lamp = data().join("lamp/Lamp.xml");
    let config = "[lint]\nignore = [\"uri-case\"]\nseverity = { uri-backslash = \"info\" }\npedantic = true\nos-build = \"24H2\"\n";
    let server = Server::start(&["--ddf", text(&lamp)], &[("csp.toml", config)]);
    let answer = server.ask("check", &question(WRONG));
    assert_eq!(answer["lint"], lint(&server, WRONG));
    let rules = &answer["lint"]["summary"]["rules"];
    assert!(
        rules["uri-case"].is_null() && rules["uri-backslash"] == 1,
        "{rules}"
    );
}

#[test]
fn what_is_ignored_in_a_file_or_known_is_left_out_as_csp_lint_does() {
    let lamp = data().join("lamp/Lamp.xml");
    let lamp = text(&lamp);
    let config = "[lint]\nbaseline = \"known.json\"\nper-file-ignores = { \"old*.xml\" = [\"uri-case\"], \"legacy/*\" = [\"uri-backslash\"] }\n";
    let folder = tempfile::tempdir().unwrap();
    let baseline = folder.path().join("known.json");
    fs::write(folder.path().join("known.xml"), WRONG).unwrap();
    let write = [
        "lint",
        "known.xml",
        "--ddf",
        lamp,
        "--baseline",
        "known.json",
        "--write-baseline",
        "--ignore",
        "uri-case,uri-backslash",
    ];
    csp_in(folder.path(), &write, "");
    let baseline = fs::read_to_string(baseline).unwrap();
    let files = [
        ("csp.toml", config),
        ("known.json", &baseline),
        ("old-1.xml", WRONG),
        ("new.xml", WRONG),
    ];
    let server = Server::start(&["--ddf", lamp], &files);
    // Again, for the first answer uses nothing up.
    for (name, is_ignored) in [("old-1.xml", true), ("new.xml", false), ("new.xml", false)] {
        let linted = said(&server, &["lint", name, "--format", "json"], "");
        let linted: Value = serde_json::from_str(&linted).unwrap();
        let answer = server.ask("check", &json!({"text": WRONG, "name": name}));
        assert_eq!(answer["lint"], linted, "{name}");
        let summary = &linted["summary"];
        assert!(summary["known"].as_u64() > Some(0), "{summary}");
        assert_eq!(summary["rules"]["uri-case"].is_null(), is_ignored);

        // A finding is asked for by its place among those that are shown.
        let findings = linted["findings"].as_array().unwrap();
        let nth = findings
            .iter()
            .position(|finding| finding["rule"] == "uri-backslash");
        let asked = json!({"text": WRONG, "name": name, "finding": nth});
        let answer = server.ask("fix", &asked);
        assert_eq!(answer["text"], WRONG.replace('\\', "/"), "{name}");
    }
}

#[test]
fn fixes_are_those_of_csp_lint() {
    let server = of_lamp();
    let answer = server.ask("fix", &question(WRONG));
    let mended = said(&server, &["lint", "-", "--fix"], WRONG);
    assert_eq!(answer["text"], mended.as_str());
    assert!(mended.contains("./Device/Vendor/Contoso/Lamp/Brightness") && mended.contains("\r\n"));
    assert_eq!(answer["count"], 2);
    assert_eq!(answer["lint"], lint(&server, &mended));

    // One, and no other.
    let found = lint(&server, WRONG);
    let findings = found["findings"].as_array().unwrap();
    let nth = findings
        .iter()
        .position(|finding| finding["rule"] == "uri-backslash");
    let mut asked = question(WRONG);
    asked["finding"] = json!(nth);
    let answer = server.ask("fix", &asked);
    assert_eq!(answer["text"], WRONG.replace('\\', "/"));
    assert_eq!(answer["lint"]["summary"]["rules"]["uri-case"], 1);

    for finding in [findings.len() - 1, 1_000] {
        asked["finding"] = json!(finding);
        let refused = server.post("fix", &asked);
        assert_eq!(refused.status, 400, "{}", refused.text());
        assert!(refused.text().contains("no such fix"), "{}", refused.text());
    }
}

#[test]
fn all_else_is_explained_as_csp_explain_does() {
    let server = of_lamp();
    let request = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody><Replace><CmdID>2</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>700</Data></Item></Replace><Get><CmdID>3</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightnes</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>";
    let reply = said(&server, &["respond"], request);
    let explained = |words: &[&str], input: &str| -> Value {
        let arguments = [&["explain"], words, &["--format", "json"]].concat();
        serde_json::from_str(&said(&server, &arguments, input)).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("request.xml");
    fs::write(&path, request).unwrap();
    let answer = server.ask("check", &json!({"text": reply, "request": request}));
    assert_eq!(
        answer["explain"],
        explained(&["-", "--request", text(&path)], &reply)
    );
    assert_eq!(answer["explain"]["failures"].as_array().unwrap().len(), 2);
    // Every node that is spoken of, also one that was meant, has a page.
    let page = &answer["links"]["./Device/Vendor/Contoso/Lamp/Brightness"];
    assert_eq!(server.get(page.as_str().unwrap()).status, 200);

    let answer = server.ask("check", &json!({"text": reply}));
    assert_eq!(answer["explain"], explained(&["-"], &reply));
    for what in [
        "404",
        " 0x87D1FDE8\n",
        "event 809",
        "uri-case",
        "./Device/Vendor/Contoso/Lamp/Brightness",
        "./Device/Vendor/Contoso/Lamp/Brightnes",
        "MDM ConfigurationManager: Command failure status. Configuration Source ID: (A), Enrollment Name: (MDMFull), Provider Name: (Lamp), Command Type: (Add: from Replace or Add), CSP URI: (./Device/Vendor/Contoso/Lamp/Brightness), Result: (0x86000011).",
    ] {
        let answer = server.ask("check", &json!({"text": what}));
        assert_eq!(answer["explain"], explained(&[what.trim()], ""), "{what}");
    }
    let wrong = server.post("check", &json!({"text": reply, "request": "<"}));
    assert_eq!(wrong.status, 400);
    assert!(
        wrong.text().starts_with("the request: "),
        "{}",
        wrong.text()
    );
}

#[test]
fn nothing_of_it_is_written_or_kept() {
    let server = of_lamp();
    let before = server.files();
    for path in ["check", "fix"] {
        let answer = server.post(path, &question(WRONG));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("set-cookie"), None);
    }
    assert_eq!(server.files(), before);
    assert_eq!(before, []);
}

#[test]
fn a_hostile_text_comes_back_as_a_text() {
    let server = of_lamp();
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u{2028}\u{0} \" ' javascript:alert(1)";
    for text in [
        hostile.to_owned(),
        format!(
            "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/{hostile}</LocURI></Target></Item></Replace>"
        ),
        format!("<{hostile}"),
        format!(
            "{{\"omaSettings\": [{}]}}",
            json!({"omaUri": hostile, "value": hostile})
        ),
        format!("./Device/Vendor/Contoso/Lamp/{hostile}"),
        format!("0x87D1FDE8 {hostile}"),
    ] {
        let answer = server.post("check", &question(&text));
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{text}"
        );
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        for (_, page) in answer["links"].as_object().unwrap() {
            assert_eq!(server.get(page.as_str().unwrap()).status, 200, "{page}");
        }
    }
}
