//! `csp lint`.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp_in, csp_with};

const WRONG: &str = "<Replace>
  <Item>
    <Target><LocURI>./Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7BA%7D/DownloadInstal</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">xml</Format></Meta>
    <Data>é & more</Data>
  </Item>
</Replace>
";

#[test]
fn a_finding_shows_its_line_and_what_to_write() {
    let outcome = csp_with(&["lint", "-"], WRONG);
    assert_snapshot!(outcome);
    let outcome = csp_with(&["lint", "-", "--format", "concise"], WRONG);
    assert_snapshot!("concise", outcome);
    let outcome = csp_with(&["lint", "-", "--format", "github"], WRONG);
    assert_snapshot!("github", outcome.out);
}

#[test]
fn json_has_positions_in_characters_and_edits_in_bytes() {
    let outcome = csp_with(&["lint", "-", "--format", "json"], WRONG);
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    let finding = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["rule"] == "xml-malformed")
        .unwrap();
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&5.into(), &13.into())
    );
    assert_eq!(finding["end_column"], 14);
    let at = WRONG.find('&').unwrap();
    let edit = &finding["fix"]["edits"][0];
    assert_eq!(
        (&edit["start"], &edit["end"]),
        (&at.into(), &(at + 1).into())
    );
    assert_eq!(edit["text"], "&amp;");
    let mut keys: Vec<&str> = finding
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let expected = [
        "column",
        "end_column",
        "end_line",
        "file",
        "fix",
        "level",
        "line",
        "message",
        "notes",
        "rule",
        "uri",
    ];
    assert_eq!(keys, expected);
}

/// What stands between two places of a text, each a line and a column in characters from 1.
fn between(text: &str, start: (usize, usize), end: (usize, usize)) -> String {
    let offset = |(line, column): (usize, usize)| {
        let before: usize = text
            .split_inclusive('\n')
            .take(line - 1)
            .map(|line| line.chars().count())
            .sum();
        before + column - 1
    };
    let (start, end) = (offset(start), offset(end));
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn programs_get_every_key_with_places_and_edits_that_fit_the_file() {
    let text = format!(
        "\u{FEFF}{}",
        WRONG.replace("<Item>", "<Item><!-- äöü 😀 -->")
    );
    let outcome = csp_with(&["lint", "-", "--format", "json"], &text);
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    let keys = |value: &Value| {
        let object = value.as_object().unwrap();
        object.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys(&report), "findings summary");
    let summary = "errors files infos is_cut known rules safe_fixes unsafe_fixes warnings";
    assert_eq!(keys(&report["summary"]), summary);
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut marked = Vec::new();
    let mut mended = text.clone().into_bytes();
    for finding in report["findings"].as_array().unwrap().iter().rev() {
        let place = |line: &str, column: &str| (number(&finding[line]), number(&finding[column]));
        let shown = text.trim_start_matches('\u{FEFF}');
        let marks = between(
            shown,
            place("line", "column"),
            place("end_line", "end_column"),
        );
        marked.push(marks);
        let level = finding["level"].as_str().unwrap();
        assert!(["error", "warning", "info"].contains(&level), "{finding}");
        assert!(
            finding["uri"].is_string() || finding["uri"].is_null(),
            "{finding}"
        );
        if finding["fix"].is_null() {
            continue;
        }
        assert_eq!(keys(&finding["fix"]), "edits safe");
        assert!(finding["fix"]["safe"].is_boolean());
        for edit in finding["fix"]["edits"].as_array().unwrap().iter().rev() {
            assert_eq!(keys(edit), "end start text");
            let range = number(&edit["start"])..number(&edit["end"]);
            let new = edit["text"].as_str().unwrap().bytes();
            mended.splice(range, new);
        }
    }
    assert_eq!(marked, ["&", "DownloadInstal"]);
    let mended = String::from_utf8(mended).unwrap();
    let expected = text.replace("Instal<", "Install<").replace('&', "&amp;");
    assert_eq!(mended, expected);
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(
        csp_with(&["lint", "-", "--format", "json"], "<Replace/>").code,
        Some(1)
    );
}

#[test]
fn sarif_points_at_the_rule_and_at_the_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a b.xml"), WRONG).unwrap();
    let outcome = csp_in(folder.path(), &["lint", ".", "--format", "sarif"], "");
    let log: Value = serde_json::from_str(&outcome.out).unwrap();
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.xml");
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    }
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let prints = |text: &str| {
        let outcome = csp_with(&["lint", "-", "--format", "sarif"], text);
        let log: Value = serde_json::from_str(&outcome.out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let results = results.into_iter();
        results
            .map(|result| result["partialFingerprints"].clone())
            .collect::<Vec<_>>()
    };
    let before = prints(WRONG);
    assert!(!before.is_empty());
    assert_eq!(prints(&format!("<!-- a -->\n\n{WRONG}")), before);
    assert_ne!(prints(&WRONG.replace("Instal<", "Insta<")), before);
}

/// A file may be called anything: what ends a property of an annotation, or the annotation, is escaped.
#[cfg(unix)]
#[test]
fn nothing_in_an_annotation_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let name = "100%,a:b\r\n::error::c.xml";
    fs::write(
        folder.path().join(name),
        WRONG.replace("Instal<", "In%2Cstal,:<"),
    )
    .unwrap();
    let outcome = csp_in(folder.path(), &["lint", name, "--format", "github"], "");
    let lines: Vec<&str> = outcome.out.split('\n').collect();
    let (last, lines) = lines.split_last().unwrap();
    assert_eq!(*last, "");
    assert!(
        !lines.is_empty() && !outcome.out.contains('\r'),
        "{outcome}"
    );
    for line in lines {
        let (command, message) = line[2..].split_once("::").unwrap();
        let (kind, properties) = command.split_once(' ').unwrap();
        assert!(matches!(kind, "error" | "warning" | "notice"), "{line}");
        let escaped = "file=100%25%2Ca%3Ab%0D%0A%3A%3Aerror%3A%3Ac.xml,line=";
        assert!(properties.starts_with(escaped), "{line}");
        let keys = properties
            .split(',')
            .map(|property| property.split('=').next().unwrap());
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys.into_iter().all(|key| known.contains(&key)), "{line}");
        // A percent sign begins an escape.
        for (at, _) in message.match_indices('%') {
            assert!(
                ["%25", "%0D", "%0A"].contains(&&message[at..at + 3]),
                "{line}"
            );
        }
    }
    assert!(outcome.out.contains("In%252Cstal"), "{outcome}");
}

#[test]
fn a_file_is_mended_and_nothing_else_of_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.xml");
    fs::write(&path, WRONG).unwrap();
    let diff = csp_in(folder.path(), &["lint", "x.xml", "--diff"], "");
    assert_eq!(diff.code, Some(1));
    assert!(
        diff.out.contains("+    <Data>é &amp; more</Data>\n"),
        "{diff}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), WRONG);
    let fixed = csp_in(folder.path(), &["lint", "x.xml", "--fix"], "");
    assert_eq!(fixed.code, Some(0), "{fixed}");
    let mended = WRONG.replace('&', "&amp;");
    assert_eq!(fs::read_to_string(&path).unwrap(), mended);
    let select = "--select=uri-unknown-node,xml-malformed";
    let piped = csp_with(&["lint", "-", "--fix", "--unsafe-fixes", select], WRONG);
    assert_eq!(piped.out, mended.replace("Instal<", "Install<"));
}

#[test]
fn settings_of_the_folder_hold_and_arguments_go_before_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("old")).unwrap();
    fs::write(path.join("old/x.xml"), WRONG).unwrap();
    let run = |arguments: &[&str]| csp_in(&path.join("old"), arguments, "");
    assert_eq!(run(&["lint", "x.xml"]).code, Some(1));
    let write = |text: &str| fs::write(path.join("csp.toml"), text).unwrap();
    write("[lint]\nignore = [\"xml-malformed\"]\n");
    assert_eq!(run(&["lint", "x.xml"]).code, Some(0));
    assert_eq!(
        run(&["lint", "x.xml", "--fail-on", "warning"]).code,
        Some(1)
    );
    write(
        "[lint]\nper-file-ignores = { \"old/*\" = [\"xml-malformed\"] }\nfail-on = \"warning\"\n",
    );
    assert_eq!(run(&["lint", "x.xml"]).code, Some(1));
    assert_eq!(run(&["lint", "x.xml", "--fail-on", "error"]).code, Some(0));
    for wrong in [
        "[lint]\nignored = []\n",
        "[lint]\nignore = [\"xml-malformd\"]\n",
        "[lint\n",
    ] {
        write(wrong);
        let outcome = run(&["lint", "x.xml"]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.err.starts_with("error: "), "{outcome}");
    }
}

#[test]
fn files_of_a_run_are_held_against_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let write = |name: &str, value: &str| {
        let uri = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera";
        let text = format!(
            "<Replace>\n<Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>{value}</Data></Item></Replace>\n"
        );
        fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
        fs::write(path.join(name), text).unwrap();
    };
    write("a/one.xml", "0");
    write("b/two.xml", "1");
    write("b/three.xml", "0");
    let run = |arguments: &[&str]| csp_in(path, arguments, "");
    let lines = |outcome: &crate::run::Outcome| {
        let lines = outcome.out.lines().filter(|line| line.contains("[set-"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let all = run(&["lint", ".", "--format", "concise"]);
    let conflict = |file: &str, column, other: &str| {
        format!(
            "{file}:2:{column}: error[set-conflict]: {other} sets this node to another value: keep one of the two"
        )
    };
    let expected = [
        "./b/three.xml:2:23: warning[set-duplicate]: ./a/one.xml:2:23 sets this node to the same value: remove it".to_owned(),
        conflict("./b/two.xml", 155, "./a/one.xml:2:23"),
    ];
    assert_eq!(lines(&all), expected);
    assert_eq!(all.code, Some(1));
    let by_folder = lines(&run(&[
        "lint", ".", "--format", "concise", "--sets", "folder",
    ]));
    assert_eq!(
        by_folder,
        [conflict("./b/two.xml", 155, "./b/three.xml:2:23")]
    );
    let alone = ["lint", ".", "--format", "concise", "--sets", "file"];
    assert_eq!(lines(&run(&alone)), [""; 0]);
    // A file that is named twice is one.
    let twice = [
        "lint",
        "a",
        "a/one.xml",
        "./a/one.xml",
        "--format",
        "concise",
    ];
    assert_eq!(lines(&run(&twice)), [""; 0]);
    let config = |text: &str| fs::write(path.join("csp.toml"), text).unwrap();
    config("[lint]\nsets = \"file\"\n");
    assert_eq!(
        lines(&run(&["lint", "a", "b", "--format", "concise"])),
        [""; 0]
    );
    config("[lint]\nper-file-ignores = { \"a/*\" = [\"set-conflict\"] }\n");
    let rest = lines(&run(&["lint", "a", "b", "--format", "concise"]));
    assert_eq!(rest, [conflict("b/two.xml", 155, "b/three.xml:2:23")]);
}

#[test]
fn a_baseline_leaves_out_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("x.xml"), WRONG).unwrap();
    let arguments = ["lint", "x.xml", "--baseline", "b.json", "--write-baseline"];
    assert_eq!(csp_in(path, &arguments, "").code, Some(0));
    // Lines move; what is known stays known.
    fs::write(path.join("x.xml"), format!("\n\n{WRONG}")).unwrap();
    assert_eq!(csp_in(path, &arguments[..4], "").code, Some(0));
    let new = WRONG.replace("é & more", "é & moré &");
    fs::write(path.join("x.xml"), new).unwrap();
    assert_eq!(csp_in(path, &arguments[..4], "").code, Some(1));
}

#[test]
fn what_cannot_be_read_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.xml"), "<Replace/>").unwrap();
    for arguments in [
        &["lint", "good.xml", "absent.xml"][..],
        &["lint", "good.xml", "--ddf", "absent"],
        &["lint", "good.xml", "--select", "nonsense"],
        &["lint", "good.xml", "--baseline", "good.xml"],
    ] {
        let outcome = csp_in(folder.path(), arguments, "");
        assert_eq!(outcome.code, Some(2), "{arguments:?}: {outcome}");
    }
}

#[test]
fn findings_are_counted_by_rule() {
    let twice = WRONG.replace("é &", "& &");
    let outcome = csp_with(&["lint", "-", "--statistics"], &twice);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.out.starts_with("     2  xml-malformed\n     1  "),
        "{outcome}"
    );
    let outcome = csp_with(&["lint", "-", "--format", "json"], &twice);
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(report["summary"]["rules"]["xml-malformed"], 2);
    let outcome = csp_with(&["lint", "-", "--statistics", "--format", "sarif"], &twice);
    assert_eq!(outcome.code, Some(2), "{outcome}");
}

#[test]
fn with_exit_zero_nothing_that_is_found_fails_the_command() {
    assert_eq!(csp_with(&["lint", "-", "--exit-zero"], WRONG).code, Some(0));
    let absent = ["lint", "absent.xml", "--exit-zero"];
    assert_eq!(csp_with(&absent, "").code, Some(2));
}

#[test]
fn findings_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["lint", "-", "--format", "json", "--output", "found.json"];
    let outcome = csp_in(folder.path(), &arguments, WRONG);
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    let text = fs::read_to_string(folder.path().join("found.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn what_is_worth_knowing_and_unknown_nodes_are_shown_as_asked() {
    let profile = |uri: &str| {
        format!(
            "<Replace><Item><Target><LocURI>{uri}</LocURI></Target><Data>a</Data></Item></Replace>"
        )
    };
    let rules = |arguments: &[&str], text: &str| {
        let all: Vec<&str> = [&["lint", "-", "--format", "json"], arguments].concat();
        let report: Value = serde_json::from_str(&csp_with(&all, text).out).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        let told = findings.into_iter().map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            (text("rule"), text("level"))
        });
        told.collect::<Vec<_>>()
    };
    let told = |rule: &str, level: &str| vec![(rule.to_owned(), level.to_owned())];
    let bare = profile("Vendor/Contoso/Lamp/Color");
    assert_eq!(rules(&[], &bare), []);
    assert_eq!(rules(&["--pedantic"], &bare), told("uri-no-dot", "info"));
    let unknown = profile("./Vendor/Contoso/Lamp/Color");
    let asked = |level| rules(&["--unknown-nodes", level], &unknown);
    assert_eq!(asked("error"), told("uri-unknown-node", "error"));
    assert_eq!(asked("warn"), told("uri-unknown-node", "warning"));
    assert_eq!(asked("ignore"), []);
}

#[test]
fn older_versions_of_fleet_take_less() {
    let serial = "<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>\
        <Data>$FLEET_VAR_HOST_HARDWARE_SERIAL</Data></Item></Replace>";
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let all: Vec<&str> = [&["lint", "-", "--format", "concise"], arguments].concat();
        csp_in(folder.path(), &all, serial)
    };
    assert_eq!(run(&[]).code, Some(0));
    assert_eq!(run(&["--fleet-version", "4.78"]).code, Some(0));
    let older = run(&["--fleet-version", "4.77.1"]);
    assert_eq!(older.code, Some(1), "{older}");
    let told = "Fleet has `FLEET_VAR_HOST_HARDWARE_SERIAL` since 4.78.0";
    assert!(older.out.contains(told), "{older}");
    assert_eq!(run(&["--fleet-version", "latest"]).code, Some(2));
    let config = "[lint]\nfleet-version = \"4.70\"\n";
    fs::write(folder.path().join("csp.toml"), config).unwrap();
    assert_eq!(run(&[]).code, Some(1));
    assert_eq!(run(&["--fleet-version", "4.90"]).code, Some(0));
}

#[test]
fn a_concise_finding_is_one_line() {
    let wrong = WRONG.replace("DownloadInstal<", "Download\r\nInstal<");
    let outcome = csp_with(&["lint", "-", "--format", "concise"], &wrong);
    let lines: Vec<&str> = outcome.out.lines().collect();
    let (_, findings) = lines.split_last().unwrap();
    assert!(!findings.is_empty());
    let are_whole = findings
        .iter()
        .all(|line| line.starts_with("standard input:"));
    assert!(are_whole, "{outcome}");
}

#[test]
fn a_rule_explains_itself() {
    let outcome = csp_in(&crate::run::data(), &["explain", "uri-case"], "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.out.starts_with("uri-case (warning)\n"), "{outcome}");
    assert!(
        outcome.out.contains("Wrong:") && outcome.out.contains("Right:"),
        "{outcome}"
    );
    let outcome = csp_in(
        &crate::run::data(),
        &["explain", "uri-case", "--format", "json"],
        "",
    );
    let answer: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(answer["kind"], "rule");
}
