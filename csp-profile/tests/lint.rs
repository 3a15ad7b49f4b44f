//! Lint beyond single rules: what is said where definitions lack, suppressions, fixes, places inside of values.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_profile::lint::{
    Definitions, LAMP, Level, Linted, Linter, MAX_FINDINGS, Options, UnknownNodes,
};
use csp_schema::Tree;

/// `Policy` as Microsoft publishes it: areas that have files of their own, and a node for all others.
const POLICY: &str = "csp Policy
root ./Device/Vendor/MSFT
0 0 Policy
1 1 Config
2 2 AreaName
  dynamic
  client-inventory
3 3 PolicyName
  dynamic
  format null
  access Add Delete Get Replace
  client-inventory
root ./User/Vendor/MSFT
0 0 Policy
1 1 Config
2 2 AreaName
  dynamic
  client-inventory
3 3 PolicyName
  dynamic
  format null
  access Add Delete Get Replace
  client-inventory
";

const UPDATE: &str = "csp Update
root ./Device/Vendor/MSFT/Policy/Config
0 0 Update
1 1 Version
  format chr
  access Add Delete Get Replace
";

const ROOMS: &str = "csp Rooms
root ./Device/Vendor/Contoso
0 0 Rooms
  access Get
1 1 Room
  dynamic
  access Add Delete Get
  occurrence ZeroOrMore
  allowed regex ^[^|]{1,8}$
2 2 Colour
  format chr
  access Add Delete Get Replace
";

/// What devices and `csp-server` refuse is an error, and nothing else is: a name that its definition does not allow, where a node is made.
#[test]
fn names_are_those_that_the_definition_allows() {
    let linter = linter(&[ROOMS], false, Options::default());
    let tree = Tree::load(ROOMS).unwrap();
    let room = tree.nodes().find(|node| node.dynamic).unwrap();
    let found = |verb: &str, name: &str| {
        let text = format!(
            "<{verb}><Item><Target><LocURI>./Device/Vendor/Contoso/Rooms/{name}/Colour</LocURI></Target><Data>a</Data></Item></{verb}>"
        );
        let linted = linter.lint("x.xml", text.as_bytes());
        let mut found = said(&linted);
        found.retain(|(rule, _)| *rule == "uri-name");
        found
    };
    for name in [
        "hall",
        "a%7Cb",
        "hall%20of%20fame",
        "%7C",
        "caf%C3%A9",
        "a%2Fb",
    ] {
        let given = csp_schema::same_node::decoded(name);
        let expected = match room.check_name(&given) {
            Ok(_) => vec![],
            Err(_) => vec![("uri-name", Level::Error)],
        };
        assert_eq!(found("Add", name), expected, "{name}");
        assert_eq!(found("Replace", name), expected, "{name}");
        for verb in ["Get", "Delete"] {
            assert_eq!(found(verb, name), [], "{verb} {name}");
        }
    }
    // White space is a part of a name, which is right and seldom meant; what a tool writes in its place is not known.
    assert_eq!(found("Add", "%20hall"), [("uri-name", Level::Warning)]);
    assert_eq!(found("Add", "hall%C2%A0"), [("uri-name", Level::Warning)]);
    assert_eq!(found("Add", "$FLEET_VAR_HOST_UUID"), []);
    assert_eq!(found("Add", "{NameOfTheRoom}"), []);
}

/// JSON has escapes for characters that XML has not.
#[test]
fn what_no_message_carries_is_said_of_json() {
    let linter = linter(&[LAMP], false, Options::default());
    for (written, expected) in [("\\u0001", 1), ("\\uFFFE", 1), ("\\u0041\\n", 0)] {
        let text = format!(
            "{{\"omaSettings\": [{{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"displayName\": \"x\",
            \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Groups\", \"value\": \"a{written}b\"}}]}}"
        );
        let linted = linter.lint("x.json", text.as_bytes());
        let found = said(&linted);
        let wrong = [("intune-structure", Level::Error); 1];
        assert_eq!(found, wrong[..expected], "{written}");
    }
}

fn linter(tables: &[&str], are_shipped: bool, options: Options) -> Linter {
    let trees = tables.iter().map(|table| Tree::load(table).unwrap());
    Linter::new(Definitions::new(trees, are_shipped), options)
}

fn lint(text: &str) -> Linted {
    linter(&[LAMP], false, Options::default()).lint("x.xml", text.as_bytes())
}

fn replace(uri: &str) -> String {
    format!("<Replace><Item><Target><LocURI>{uri}</LocURI></Target><Data>a</Data></Item></Replace>")
}

fn said(linted: &Linted) -> Vec<(&'static str, Level)> {
    let findings = linted.findings.iter();
    findings
        .map(|finding| (finding.rule, finding.level))
        .collect()
}

const UNKNOWN: &str = "uri-unknown-node";

#[test]
fn what_no_definition_can_know_is_no_error() {
    let below = replace("./Vendor/Contoso/Lamp/Colr");
    let elsewhere = replace("./Vendor/MSFT/WiFi/Profile");
    let slip = replace("./Vendor/Contoso/Lmap/Color");
    let of = |text: &str, are_shipped, unknown_nodes| {
        let options = Options {
            unknown_nodes,
            ..Options::default()
        };
        said(&linter(&[LAMP], are_shipped, options).lint("x.xml", text.as_bytes()))
    };
    let error = vec![(UNKNOWN, Level::Error)];
    let warning = vec![(UNKNOWN, Level::Warning)];
    assert_eq!(of(&below, false, None), error);
    assert_eq!(of(&below, true, None), warning);
    assert_eq!(of(&elsewhere, false, None), []);
    assert_eq!(of(&slip, false, None), warning);
    assert_eq!(of(&slip, true, None), []);
    for text in [&below, &elsewhere, &slip] {
        assert_eq!(of(text, true, Some(UnknownNodes::Error)), error);
        assert_eq!(of(text, false, Some(UnknownNodes::Warn)), warning);
        assert_eq!(of(text, false, Some(UnknownNodes::Ignore)), []);
    }
}

#[test]
fn where_any_name_goes_a_slip_and_the_other_scope_are_seen() {
    let linter = linter(&[POLICY, UPDATE], false, Options::default());
    let of = |path: &str| said(&linter.lint("x.xml", replace(path).as_bytes()));
    assert_eq!(of("./Device/Vendor/MSFT/Policy/Config/Update/Version"), []);
    assert_eq!(
        of("./Device/Vendor/MSFT/Policy/Config/Updte/Version"),
        [(UNKNOWN, Level::Warning)]
    );
    assert_eq!(
        of("./Device/Vendor/MSFT/Policy/Config/Update/Versoin"),
        [(UNKNOWN, Level::Error)]
    );
    assert_eq!(
        of("./User/Vendor/MSFT/Policy/Config/Update/Version"),
        [("scope-not-in-ddf", Level::Error)]
    );
    // What an ADMX file brings, and an area that nobody has heard of.
    assert_eq!(
        of("./Device/Vendor/MSFT/Policy/Config/Updte~Policy~Cat/X"),
        []
    );
    assert_eq!(of("./User/Vendor/MSFT/Policy/Config/Chrome/Version"), []);
}

#[test]
fn a_suppression_holds_for_the_next_command_and_has_a_reason() {
    let wrong = replace("./Vendor/Contoso/Lamp/Colr");
    let other = replace("./Vendor/Contoso/Lamp/Colrr");
    let both = |comment: &str| said(&lint(&format!("{comment}{wrong}{other}")));
    let unused = ("suppression-unused", Level::Warning);
    let error = (UNKNOWN, Level::Error);
    let comment = "<!-- csp-lint: ignore[uri-unknown-node] the lamp is new -->";
    assert_eq!(both(comment), [error]);
    assert_eq!(both(&comment.replace("ignore", "ignore-file")), []);
    for faulty in [
        comment.replace(" the lamp is new", ""),
        comment.replace("uri-unknown-node", "uri-unknown"),
        comment.replace("[uri-unknown-node]", ""),
    ] {
        assert_eq!(both(&faulty), [unused, error, error], "{faulty}");
    }
    // In a value, it is a part of the value, and in a command it would be hard to tell.
    let inside = wrong.replace("<Data>a", &format!("<Data>{comment}"));
    let all = [error, unused, error];
    assert_eq!(said(&lint(&format!("{inside}{other}"))), all);
}

#[test]
fn fixes_change_the_bytes_concerned_until_nothing_is_left() {
    let text = "\u{FEFF}<Replace>\r\n <!-- é --><Item><Target><LocURI>./device\\Vendor/ contoso/Lamp/brightness</LocURI></Target>\
        <Meta><Format xmlns='syncml:metinf'>chr</Format></Meta><Data>7</Data></Item></Replace>\r\n";
    let fixed = linter(&[LAMP], false, Options::default())
        .fix("x.xml", text.as_bytes(), false)
        .unwrap();
    let expected = text
        .replace(
            "./device\\Vendor/ contoso/Lamp/brightness",
            "./Device/Vendor/Contoso/Lamp/Brightness",
        )
        .replace(">chr<", ">int<");
    assert_eq!(fixed.text, expected);
    assert_eq!(fixed.linted.findings, []);
}

#[test]
fn one_fix_is_made_of_the_finding_that_is_named_and_of_no_other() {
    let text = replace("./Device/Vendor/Contoso/lamp/Color")
        + &replace("./device/Vendor/Contoso/Lamp/Color");
    let linter = linter(&[LAMP], false, Options::default());
    let linted = linter.lint("x.xml", text.as_bytes());
    let nth = linted
        .findings
        .iter()
        .rposition(|finding| finding.rule == "uri-case")
        .unwrap();
    let fixed = linter
        .fix_one("x.xml", text.as_bytes(), |all| all.get(nth))
        .unwrap();
    assert_eq!(fixed.text, text.replace("./device", "./Device"));
    assert_eq!(
        (fixed.count, fixed.linted.findings.len()),
        (1, linted.findings.len() - 1)
    );
    assert!(
        linter
            .fix_one("x.xml", text.as_bytes(), |all| all
                .get(linted.findings.len()))
            .is_none()
    );
    assert!(
        linter
            .fix_one("x.xml", b"\xFF", |all| all.first())
            .is_none()
    );
}

#[test]
fn places_inside_of_values_are_those_of_the_file() {
    let document = "<DeclaredConfiguration schema=\"1.0\" context=\"Device\" id=\"1\" checksum=\"A0\" osdefinedscenario=\"MSFTLamp\"><CSP name=\"./Vendor/Contoso/Lamp\"><URI path=\"Mode\" type=\"int\">9</URI></CSP></DeclaredConfiguration>";
    let escaped = document
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let wrong = ("value-not-allowed", Level::Error);
    let cdata = ("data-cdata", Level::Warning);
    for (value, all) in [
        (format!("<![CDATA[{document}]]>"), vec![cdata, wrong]),
        (escaped, vec![wrong]),
    ] {
        let text =
            replace("./Vendor/MSFT/DeclaredConfiguration/Host/Complete/Documents/1/Document")
                .replace("<Data>a", &format!("<Data>\n{value}"));
        let linted = lint(&text);
        assert_eq!(said(&linted), all);
        let finding = linted.findings.last().unwrap();
        assert_eq!(&text[finding.place.clone()], "9");
        assert_eq!(finding.start.line, 2);
    }
}

/// A format that two settings have from their command, of which one wants another: mending it for the one breaks the other.
#[test]
fn what_a_command_says_for_all_of_its_items_is_mended_for_none() {
    let item = |name: &str, value: &str| {
        format!(
            "<Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/{name}</LocURI></Target><Data>{value}</Data></Item>"
        )
    };
    let text = format!(
        "<Replace><CmdID>1</CmdID><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>{}{}</Replace>",
        item("Color", "warm"),
        item("Brightness", "3"),
    );
    let linted = lint(&text);
    let found = (linted.findings.iter()).find(|finding| finding.rule == "format-mismatch");
    assert!(found.unwrap().fix.is_none(), "{found:#?}");
}

#[test]
fn what_cannot_be_mended_byte_by_byte_has_no_fix() {
    let text = replace("./Vendor/Contoso/Lamp/color");
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let linter = linter(&[LAMP], false, Options::default());
    let rules = |linted: &Linted| {
        said(linted)
            .into_iter()
            .map(|(rule, _)| rule)
            .collect::<Vec<_>>()
    };
    let (plain, wide) = (linter.lint("x", text.as_bytes()), linter.lint("x", &utf16));
    assert_eq!(rules(&plain), rules(&wide));
    assert!(plain.findings.iter().any(|finding| finding.fix.is_some()));
    assert!(wide.findings.iter().all(|finding| finding.fix.is_none()));
}

#[test]
fn too_many_findings_are_said_to_be_too_many() {
    let wrong = replace("./Vendor/Contoso/Lamp/Colr");
    let linted = lint(&wrong.repeat(MAX_FINDINGS + 1));
    assert_eq!(linted.findings.len(), MAX_FINDINGS);
    assert!(linted.is_cut);
}

#[test]
fn files_that_are_no_profiles_get_one_diagnosis() {
    for (text, rule) in [
        ("", "xml-malformed"),
        ("Replace ./Vendor/MSFT/X 1", "xml-malformed"),
        ("<!DOCTYPE x><Replace/>", "xml-malformed"),
        ("{\"omaSettings\": [", "file-malformed"),
    ] {
        assert_eq!(said(&lint(text)), [(rule, Level::Error)], "{text}");
    }
    let linted = linter(&[LAMP], false, Options::default()).lint("x", b"<Replace>\n\xFF");
    assert_eq!(said(&linted), [("file-malformed", Level::Error)]);
    assert_eq!(linted.findings[0].start.line, 2);
}

#[test]
fn what_fleet_takes_depends_on_its_version() {
    let scep = csp_profile::lint::rule("fleet-scep").unwrap();
    let device = scep.good.unmarked();
    let user = device.replace("./Device/", "./User/");
    let updates = replace("./Device/Vendor/MSFT/Policy/Config/Update/Version");
    let of = |text: &str, version: &str| {
        let options = Options {
            fleet_version: version.parse().ok(),
            ..Options::default()
        };
        let linted = linter(&[LAMP, UPDATE], true, options).lint("x.xml", text.as_bytes());
        let fleet = linted.findings.into_iter();
        fleet
            .filter(|finding| finding.rule.starts_with("fleet-"))
            .map(|finding| (finding.rule, finding.message))
            .collect::<Vec<_>>()
    };
    let scep_since = |whom: &str, since: &str| {
        let message = format!("Fleet has SCEP profiles{whom} since {since}");
        ("fleet-scep", message)
    };
    for (text, version, told) in [
        (&device, "", None),
        (&device, "4.86", None),
        (&device, "4.76.2", Some(scep_since("", "4.77.0"))),
        (&user, "4.86", None),
        (&user, "4.77", Some(scep_since(" for users", "4.78.0"))),
        (&updates, "4.87", None),
        (
            &updates,
            "4.86.2",
            Some((
                "fleet-reserved",
                "Fleet takes settings of Windows updates since 4.87.0".to_owned(),
            )),
        ),
    ] {
        let found = of(text, version);
        assert_eq!(found.first(), told.as_ref(), "{version}");
        assert_eq!(found.is_empty(), told.is_none(), "{found:?}");
    }
}

#[test]
fn what_a_device_reports_asks_nothing_of_a_node() {
    let item =
        "<Item><Source><LocURI>./Vendor/Contoso/Lamp/IsLit</LocURI></Source><Data>x</Data></Item>";
    let replace = format!("<Replace><CmdID>2</CmdID>{item}</Replace>");
    let header = |target: &str, source: &str| {
        format!(
            "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>\
             <Target><LocURI>{target}</LocURI></Target><Source><LocURI>{source}</LocURI></Source></SyncHdr>"
        )
    };
    let message = |header: &str, body: &str| {
        format!(
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\">{header}<SyncBody>{body}<Final/></SyncBody></SyncML>"
        )
    };
    let server = "https://mdm.example.com/dm";
    let alert = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>";
    let results =
        format!("<Results><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef>{item}</Results>");
    for text in [
        message(&header(server, "0123"), &replace),
        message("", &format!("{alert}{replace}")),
        format!("<SyncBody>{results}{replace}</SyncBody>"),
    ] {
        assert_eq!(said(&lint(&text)), [], "{text}");
    }
    let next = "<Alert><CmdID>1</CmdID><Data>1222</Data></Alert>";
    for text in [
        message(&header("0123", server), &replace),
        message("", &format!("{next}{replace}")),
    ] {
        let found = said(&lint(&text));
        assert!(
            found.contains(&("verb-read-only", Level::Error)),
            "{text}\n{found:?}"
        );
    }
}

#[test]
fn a_value_for_admx_is_no_xml_in_our_words() {
    let of = |data: &str| {
        let text = replace("./Vendor/Contoso/Lamp/Policy").replace(">a<", &format!(">{data}<"));
        let finding = lint(&text).findings.into_iter().next().unwrap();
        (
            finding.rule,
            finding.message,
            text[finding.place].to_owned(),
        )
    };
    let (rule, message, at) = of("&lt;enabled/&gt;&lt;data id=\"a\" value=\"1 &amp; 2\"/&gt;");
    assert_eq!((rule, at.as_str()), ("admx-needs-string", "&amp;"));
    assert_eq!(message, "Policy: a bare `&`: write `&amp;`");
    // What stands in the file as it is, is said of the file.
    let raw = "<enabled/><data id=\"a\" value=\"1 & 2\"/>";
    let text = replace("./Vendor/Contoso/Lamp/Policy").replace(">a<", &format!(">{raw}<"));
    let both = [
        ("data-raw-markup", Level::Warning),
        ("xml-malformed", Level::Error),
    ];
    assert_eq!(said(&lint(&text)), both);
}

#[test]
fn a_variable_that_a_later_fleet_may_have_is_no_error() {
    let level = |name: &str, version: &str| {
        let options = Options {
            fleet_version: version.parse().ok(),
            ..Options::default()
        };
        let text =
            replace("./Vendor/Contoso/Lamp/Groups").replace(">a<", &format!(">$FLEET_VAR_{name}<"));
        said(&linter(&[LAMP], false, options).lint("x.xml", text.as_bytes()))
    };
    let rule = "fleet-variable";
    assert_eq!(level("SOMETHING_ELSE", ""), [(rule, Level::Warning)]);
    assert_eq!(level("SOMETHING_ELSE", "4.94.1"), [(rule, Level::Error)]);
    assert_eq!(level("HOST_UIID", ""), [(rule, Level::Error)]);
}
