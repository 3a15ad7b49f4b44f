//! Published templates: what the command says of them, and what it makes of them.

use std::fs;
use std::path::Path;

use csp_corpus::shared;
use csp_tests::workshop::Workshop;
use serde_json::Value;

use crate::run::{csp, csp_with, text};

/// Microsoft's own template of winget has every policy of the nodes of DesktopAppInstaller, and those alone.
pub(crate) fn the_nodes_of_winget_have_their_policies() {
    let (ddf, admx) = (shared("ddf/2024-05"), shared("admx/winget"));
    let outcome = csp(&[
        "admx",
        "resolve",
        "--ddf",
        text(&ddf),
        "--admx",
        text(&admx),
        "--format",
        "json",
    ]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let found: Value = serde_json::from_str(&outcome.out).unwrap();
    let keys: Vec<&str> = found
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, ["leaves", "resolved", "unresolved"]);
    assert_eq!(
        (&found["leaves"], &found["resolved"]),
        (&2490.into(), &15.into())
    );
    let unresolved = found["unresolved"].as_array().unwrap();
    assert_eq!(unresolved.len(), 2475);
    let is_of_winget = |entry: &Value| {
        entry["uri"]
            .as_str()
            .unwrap()
            .contains("/DesktopAppInstaller/")
    };
    assert!(!unresolved.iter().any(is_of_winget), "{outcome}");
}

/// A device with Microsoft's definition and Microsoft's template takes what has each element, and says of what has not what Windows does.
pub(crate) fn the_nodes_of_winget_are_checked_by_their_elements() {
    let (ddf, admx) = (
        shared("ddf/2024-05/DesktopAppInstaller_AreaDDF.xml"),
        shared("admx/winget"),
    );
    let arguments = ["respond", "--ddf", text(&ddf), "--admx", text(&admx)];
    let interval =
        |value: &str| format!("&lt;data id=\"SourceAutoUpdateInterval\" value=\"{value}\"/>");
    let sources = |value: &str| format!("&lt;data id=\"AdditionalSources\" value=\"{value}\"/>");
    for (policy, data, expected) in [
        ("SourceAutoUpdateInterval", interval("43200"), ">200"),
        (
            "SourceAutoUpdateInterval",
            interval("43201"),
            " msft:originalerror=\"0x80070057\">500",
        ),
        (
            "SourceAutoUpdateInterval",
            String::new(),
            " msft:originalerror=\"0x82B00001\">500",
        ),
        (
            "EnableAdditionalSources",
            sources("1&amp;#xF000;{}"),
            ">200",
        ),
        (
            "EnableAdditionalSources",
            sources("{}"),
            " msft:originalerror=\"0x80070057\">500",
        ),
        ("EnableSettings", String::new(), ">200"),
    ] {
        let request = format!(
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/Policy/Config/DesktopAppInstaller/{policy}</LocURI></Target>\
             <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>&lt;enabled/>{data}</Data></Item></Replace>"
        );
        let outcome = csp_with(&arguments, &request);
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
        let replaced = format!("<Cmd>Replace</Cmd><Data{expected}</Data>");
        assert!(outcome.out.contains(&replaced), "{policy} {data} {outcome}");
    }
}

/// Every policy of Firefox gets its node for devices and users, and what is generated from them compiles without a warning.
pub(crate) fn firefox_becomes_a_definition_that_generates() {
    let folder = tempfile::tempdir().unwrap();
    let (ddf, modules) = (
        folder.path().join("firefox.xml"),
        folder.path().join("modules"),
    );
    let admx = shared("admx/mozilla/windows/firefox.admx");
    let outcome = csp(&[
        "admx",
        "ddf",
        text(&admx),
        "--app",
        "Firefox",
        "--out",
        text(&ddf),
    ]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let checked = csp(&["check", text(&ddf)]);
    assert_eq!(
        (checked.out.as_str(), checked.err.as_str()),
        ("1 file without errors, 914 nodes\n", "")
    );
    let resolved = csp(&[
        "admx",
        "resolve",
        "--ddf",
        text(&ddf),
        "--admx",
        text(&admx),
        "--format",
        "json",
    ]);
    assert_eq!(
        resolved.out,
        "{\"leaves\":824,\"resolved\":824,\"unresolved\":[]}\n"
    );
    let listed = listed(&admx);
    assert_eq!(listed.len(), 412);
    let nodes = csp(&["tree", text(&ddf), "--format", "json"]);
    let nodes: Vec<Value> = serde_json::from_str(&nodes.out).unwrap();
    let uris: std::collections::BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["uri"].as_str())
        .collect();
    for policy in &listed {
        let own = policy["uris"].as_array().unwrap();
        assert!(
            own.len() == 2 && own.iter().all(|uri| uris.contains(uri.as_str().unwrap())),
            "{policy}"
        );
    }
    let generated = csp(&["codegen", text(&ddf), "--out", text(&modules)]);
    assert_eq!(generated.code, Some(0), "{generated}");
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "firefox");
    workshop.file(
        "firefox/src/lib.rs",
        "//! Firefox.\n#![deny(warnings)]\npub mod policies;\n",
    );
    for entry in fs::read_dir(&modules).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            workshop.file(
                format!("firefox/src/policies/{name}"),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
    let runtime = Workshop::runtime();
    workshop.package(
        "firefox",
        &format!("edition = \"2024\"\n[dependencies]\ncsp-runtime = {runtime}\n"),
    );
    assert_eq!(workshop.cargo(&["check"], &[]).err(), None);
}

/// The way of `docs/admx.md`: a policy is found, shown, written as a profile with its template, and taken by a device.
pub(crate) fn four_commands_set_a_policy_of_firefox() {
    let admx = shared("admx/mozilla/windows");
    let admx = ["--admx", text(&admx)];
    for (search, policy, values) in [
        (
            "cookie behavior",
            "Cookies_Behavior",
            &["Cookies_Behavior=reject"][..],
        ),
        (
            "bookmark 01",
            "Bookmark01",
            &[
                "BookmarkTitle=a <b> & \"c\"",
                "BookmarkURL=https://a.example/?b=1&c=2",
                "BookmarkPlacement=menu",
            ],
        ),
        (
            "bookmarks (json on one line)",
            "A_BookmarksOneLine",
            &["JSONOneLine=[{\"Title\": \"é\"}]"],
        ),
        (
            "socks host",
            "Proxy_SOCKSProxy",
            &[
                "Proxy_SOCKSProxy=proxy.example:1080",
                "Proxy_SOCKSVersion=5",
            ],
        ),
    ] {
        let listed = csp(&[
            &["admx", "list", "--app", "Firefox", "--search", search],
            &admx[..],
        ]
        .concat());
        let line = listed
            .out
            .lines()
            .find(|line| line.starts_with("    ./Device") && line.ends_with(&format!("/{policy}")));
        assert!(line.is_some(), "{policy}: {listed}");
        let uri = line.unwrap().trim();
        let shown = csp(&[&["admx", "show", policy], &admx[..]].concat());
        assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
        let mut arguments = [&["admx", "syncml", uri, "--ingest"], &admx[..]].concat();
        arguments.extend(values.iter().flat_map(|value| ["--set", value]));
        let profile = csp(&arguments);
        assert_eq!(
            (profile.code, profile.err.as_str()),
            (Some(0), ""),
            "{policy}"
        );
        let answered = csp_with(&["respond", "--ingest"], &profile.out);
        assert_eq!(
            answered.out.matches("<Data>200</Data>").count(),
            3,
            "{policy}: {answered}"
        );
    }
}

/// The policies of Firefox, as they are listed for programs.
fn listed(admx: &Path) -> Vec<Value> {
    let admx = text(admx);
    let listed = csp(&[
        "admx", "list", "--admx", admx, "--app", "Firefox", "--format", "json",
    ]);
    serde_json::from_str(&listed.out).unwrap()
}

/// Of every policy of Firefox, enabled with nothing beside, lint finds what a device refuses; and so after its fixes, which leave what somebody has to write.
pub(crate) fn lint_finds_what_a_device_refuses_of_firefox() {
    let folder = tempfile::tempdir().unwrap();
    let admx = shared("admx/mozilla");
    let template = fs::read_to_string(admx.join("windows/firefox.admx")).unwrap();
    let policies = listed(&admx);
    let escaped = |xml: &str| {
        xml.trim_start_matches('\u{feff}')
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let command = |verb: &str, nth: usize, uri: &str, data: &str| {
        format!(
            "<{verb}><CmdID>{nth}</CmdID><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{}</Data></Item></{verb}>\n",
            escaped(data)
        )
    };
    let node = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Firefox/Policy/Firefox";
    let mut profile = command("Add", 1, node, &template);
    for (nth, policy) in policies.iter().enumerate() {
        let uri = policy["uris"][0].as_str().unwrap();
        profile += &command("Replace", nth + 2, uri, "<enabled/>");
    }
    let file = folder.path().join("firefox.xml");
    fs::write(&file, profile).unwrap();
    let lint = |extra: &[&str]| {
        let mut arguments = vec![
            "lint",
            text(&file),
            "--dialect",
            "plain",
            "--format",
            "json",
        ];
        arguments.extend(extra);
        let found: Value = serde_json::from_str(&csp(&arguments).out).unwrap();
        found["findings"].as_array().unwrap().len()
    };
    let refused = || {
        let reply = csp(&["respond", text(&file), "--ingest"]);
        assert!(reply.out.contains("<Cmd>Add</Cmd><Data>200</Data>"));
        reply
            .out
            .matches("originalerror=\"0x82B00001\">500")
            .count()
    };
    assert_eq!((policies.len(), lint(&[]), refused()), (412, 180, 180));
    lint(&["--fix", "--unsafe-fixes"]);
    assert_eq!((lint(&[]), refused()), (69, 69));
}
