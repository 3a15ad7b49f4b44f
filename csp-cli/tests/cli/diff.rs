//! `csp diff`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::run::{csp, csp_in, data};

/// What one edit of `Lamp.xml` is: the text that is replaced, what it is replaced by, and the changes that are to be seen, each as
/// `class fact: old -> new`, with `-` for what is not stated.
const EDITS: &[(&str, &str, &[&str])] = &[
    // What the file says beside its nodes.
    (
        "<VerDTD>1.2<",
        "<VerDTD>1.1<",
        &["documentation ver_dtd: 1.2 -> 1.1"],
    ),
    (
        "<Man>Contoso</Man>",
        "",
        &["documentation manufacturer: Contoso -> -"],
    ),
    (
        "Lamp &amp; Shade",
        "Lamp",
        &["documentation model: Lamp & Shade -> Lamp"],
    ),
    (
        "<MSFT:Diagnostics></MSFT:Diagnostics>",
        "",
        &["documentation diagnostics: true -> -"],
    ),
    // The node itself.
    (
        "<NodeName>Switch<",
        "<NodeName>Toggle<",
        &["breaking removed", "additive added"],
    ),
    (
        "<NodeName>Switch<",
        "<NodeName>switch<",
        &["documentation name: Switch -> switch"],
    ),
    (
        "<DFTitle>Bulb<",
        "<DFTitle>Lamp bulb<",
        &["documentation title: Bulb -> Lamp bulb"],
    ),
    (
        "<DFTitle>How bright<",
        "<DFTitle>Level<",
        &["documentation title: How bright -> Level"],
    ),
    (
        "<Path>./Device/Vendor/Contoso<",
        "<Path>./Vendor/Contoso<",
        &["documentation path: ./Device/Vendor/Contoso -> ./Vendor/Contoso"],
    ),
    (
        "<Path>./Device/Vendor/Contoso<",
        "<Path>./device/vendor/Contoso<",
        &["documentation path: ./Device/Vendor/Contoso -> ./device/vendor/Contoso"],
    ),
    (
        "<Description>In percent.<",
        "<Description>In per mille.<",
        &["documentation description: In percent. -> In per mille."],
    ),
    (
        "<DFFormat><null /></DFFormat>",
        "<DFFormat><chr /></DFFormat>",
        &["breaking format: null -> chr"],
    ),
    (
        "<AccessType><Replace /><Get /></AccessType>",
        "<AccessType><Get /></AccessType>",
        &["breaking access: Get, Replace -> Get"],
    ),
    (
        "<AccessType><Replace /><Get /></AccessType>",
        "<AccessType><Replace /><Exec /></AccessType>",
        &["breaking access: Get, Replace -> Exec, Replace"],
    ),
    (
        "<AccessType><Exec /><Get /></AccessType>",
        "<AccessType><Exec /><Get /><Replace /></AccessType>",
        &["additive access: Exec, Get -> Exec, Get, Replace"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<ZeroOrMore />",
        &["additive occurrence: ZeroOrN:5 -> ZeroOrMore"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<ZeroOrN>4</ZeroOrN>",
        &["breaking occurrence: ZeroOrN:5 -> ZeroOrN:4"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<OneOrMore />",
        &["breaking occurrence: ZeroOrN:5 -> OneOrMore"],
    ),
    (
        "<Occurrence><One /></Occurrence>\n            <Scope><Dynamic />",
        "<Occurrence><ZeroOrOne /></Occurrence>\n            <Scope><Dynamic />",
        &["breaking occurrence: One -> ZeroOrOne"],
    ),
    (
        "<Scope><Permanent /></Scope>\n      </DFProperties>\n      <Node>",
        "<Scope><Dynamic /></Scope>\n      </DFProperties>\n      <Node>",
        &["breaking scope: Permanent -> Dynamic"],
    ),
    (
        "<DefaultValue>50<",
        "<DefaultValue>60<",
        &["breaking default: 50 -> 60"],
    ),
    (
        "<DefaultValue>50</DefaultValue>",
        "",
        &["breaking default: 50 -> -"],
    ),
    (
        "<DFTitle>How bright</DFTitle>",
        "<DFTitle>How bright</DFTitle><CaseSense><CIS/></CaseSense>",
        &["documentation case_sense: - -> CIS"],
    ),
    (
        "<CaseSense><CS /></CaseSense>",
        "<CaseSense><CIS /></CaseSense>",
        &["additive case_sense: CS -> CIS"],
    ),
    (
        "<CaseSense><CIS /></CaseSense>",
        "<CaseSense><CS /></CaseSense>",
        &["breaking case_sense: CIS -> CS"],
    ),
    (
        "<MIME>text/x-mode</MIME>",
        "",
        &["additive mime: text/plain, text/x-mode -> text/plain"],
    ),
    (
        "<MIME>text/plain</MIME><MIME>text/x-mode</MIME>",
        "<MIME>text/x-mode</MIME><MIME>text/plain</MIME>",
        &["breaking mime: text/plain, text/x-mode -> text/x-mode, text/plain"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/plain</MIME></DFType>",
        &["documentation mime: - -> text/plain"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/xml</MIME></DFType>",
        &["breaking mime: - -> text/xml"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/plain</MIME><MIME>text/xml</MIME></DFType>",
        &["breaking mime: - -> text/plain, text/xml"],
    ),
    (
        "<MIME>text/x-mode</MIME>",
        "<MIME>text/x-mode</MIME><MIME>text/xml</MIME>",
        &["additive mime: text/plain, text/x-mode -> text/plain, text/x-mode, text/xml"],
    ),
    (
        "com.contoso/1.0/MDM/Lamp",
        "com.contoso/1.1/MDM/Lamp",
        &["documentation ddf_name: com.contoso/1.0/MDM/Lamp -> com.contoso/1.1/MDM/Lamp"],
    ),
    (
        "<Value>green</Value>",
        "<Value>red</Value>",
        &["breaking value: green -> red"],
    ),
    (
        "<RTProperties><Format>chr</Format></RTProperties>",
        "",
        &["documentation rt_properties: <RTProperties><Format>chr</Format></RTProperties> -> -"],
    ),
    (
        "<MSFT:Colour hue=\"warm\">amber</MSFT:Colour>",
        "",
        &["documentation extensions: <MSFT:Colour hue=\"warm\">amber</MSFT:Colour> -> -"],
    ),
    // Allowed values.
    (
        "[0-100]",
        "[0-50],[51-200]",
        &["additive allowed_range: [0-100] -> [0-50],[51-200]"],
    ),
    (
        "[0-100]",
        "[0-50],[60-100]",
        &["breaking allowed_range: [0-100] -> [0-50],[60-100]"],
    ),
    (
        "[0-100]",
        "[0-50],[51-100]",
        &["documentation allowed_range: [0-100] -> [0-50],[51-100]"],
    ),
    (
        "[0-100]",
        "[(-1)-99]",
        &["breaking allowed_range: [0-100] -> [(-1)-99]"],
    ),
    (
        "Nothing to the most",
        "Percent",
        &["documentation allowed_description: Nothing to the most -> Percent"],
    ),
    (
        "<MSFT:Value> 2 </MSFT:Value>",
        "<MSFT:Value>3</MSFT:Value>",
        &[
            "breaking allowed_value: 2 -> -",
            "additive allowed_value: - -> 3",
        ],
    ),
    (
        "<MSFT:Value> 2 </MSFT:Value>",
        "<MSFT:Value>2</MSFT:Value>",
        &[],
    ),
    (
        ">Off<",
        ">Dark<",
        &["documentation allowed_value: 0 (Off) -> 0 (Dark)"],
    ),
    (
        "^[A-Z]{1,8}",
        "^[A-Z]{1,9}",
        &["breaking allowed_text: ^[A-Z]{1,8}(<[a-z]>)?$ -> ^[A-Z]{1,9}(<[a-z]>)?$"],
    ),
    (
        "Lamp.admx",
        "Home.admx",
        &[
            "breaking allowed_admx: Lamp.admx/Home~Lamp/Lamp_Policy -> Home.admx/Home~Lamp/Lamp_Policy",
        ],
    ),
    (
        "ValueType=\"ADMX\"",
        "ValueType=\"None\"",
        &[
            "additive allowed: ADMX Lamp.admx/Home~Lamp/Lamp_Policy -> None Lamp.admx/Home~Lamp/Lamp_Policy",
        ],
    ),
    (
        "ValueType=\"None\"",
        "ValueType=\"SDDL\"",
        &["breaking allowed: None -> SDDL"],
    ),
    (
        "<MSFT:List Delimiter=\"0xF000\" />",
        "<MSFT:List Delimiter=\"\\xF000\" />",
        &["documentation delimiter: 0xF000 -> \\xF000"],
    ),
    (
        "<MSFT:List Delimiter=\";\" />",
        "<MSFT:List Delimiter=\",\" />",
        &["breaking delimiter: ; -> ,"],
    ),
    (
        "<MSFT:List Delimiter=\"0xF000\" />",
        "",
        &["breaking delimiter: 0xF000 -> -"],
    ),
    // On which Windows.
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000, 10.0.19041.1202, 10.0.18363<",
        &[
            "additive os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000, 10.0.19041.1202, 10.0.18363",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000, 10.0.19041.1300<",
        &["breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000, 10.0.19041.1300"],
    ),
    // Builds between 22000 and 26100 were newer than every entry.
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.26100, 10.0.22000, 10.0.19041.1202<",
        &[
            "breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.26100, 10.0.22000, 10.0.19041.1202",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000.100, 10.0.19041.1202<",
        &[
            "breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000.100, 10.0.19041.1202",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.19041.1202, 10.0.22000<",
        &[
            "documentation os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.19041.1202, 10.0.22000",
        ],
    ),
    (
        "99.9.99999",
        "10.0.26100",
        &["additive os_build_version: 99.9.99999 -> 10.0.26100"],
    ),
    (
        "99.9.99999",
        "10.0.22000, 10.0.19041.1202",
        &["additive os_build_version: 99.9.99999 -> 10.0.22000, 10.0.19041.1202"],
    ),
    (
        "<MSFT:CspVersion>1.0<",
        "<MSFT:CspVersion>1.1<",
        &["documentation csp_version: 1.0 -> 1.1"],
    ),
    (
        "0x4;0x1B;",
        "0x1b;0x4",
        &["documentation edition_allow_list: 0x4;0x1B; -> 0x1b;0x4"],
    ),
    (
        "0x4;0x1B;",
        "0x4;",
        &["breaking edition_allow_list: 0x4;0x1B; -> 0x4;"],
    ),
    (
        "0x4;0x1B;",
        "0x4;0x1B;0x30;",
        &["additive edition_allow_list: 0x4;0x1B; -> 0x4;0x1B;0x30;"],
    ),
    (
        "<MSFT:EditionAllowList>0x4;0x1B;</MSFT:EditionAllowList>",
        "",
        &["additive edition_allow_list: 0x4;0x1B; -> -"],
    ),
    (
        "<MSFT:RequiresAzureAd>true<",
        "<MSFT:RequiresAzureAd>false<",
        &["additive requires_azure_ad: true -> false"],
    ),
    // How Windows treats the value.
    (
        "LowestValueMostSecure",
        "HighestValueMostSecure",
        &["breaking conflict_resolution: LowestValueMostSecure -> HighestValueMostSecure"],
    ),
    (
        ">Append<",
        ">Replace<",
        &["breaking replace_behavior: Append -> Replace"],
    ),
    (
        "<MSFT:RebootBehavior>ServerInitiated</MSFT:RebootBehavior>",
        "",
        &["breaking reboot_behavior: ServerInitiated -> -"],
    ),
    (
        "<DFTitle>Bulb</DFTitle>",
        "<DFTitle>Bulb</DFTitle><MSFT:RebootBehavior>None</MSFT:RebootBehavior>",
        &["documentation reboot_behavior: - -> None"],
    ),
    (
        "<MSFT:AtomicRequired />",
        "",
        &["additive atomic_required: true -> -"],
    ),
    (
        "<DFTitle>Bulb</DFTitle>",
        "<DFTitle>Bulb</DFTitle><MSFT:AtomicRequired />",
        &["breaking atomic_required: - -> true"],
    ),
    (
        "<MSFT:UniqueName>The socket's number.</MSFT:UniqueName>",
        "<MSFT:ClientInventory />",
        &["breaking dynamic_naming: UniqueName: The socket's number. -> ClientInventory"],
    ),
    (
        "The socket's number.",
        "Any.",
        &["documentation dynamic_naming: UniqueName: The socket's number. -> UniqueName: Any."],
    ),
    (
        "FriendlyId=\"Lit\"",
        "FriendlyId=\"On\"",
        &[
            "documentation dependency: Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90] -> On: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90]",
        ],
    ),
    (
        "Lamp/Switch</MSFT:DependencyUri>",
        "Lamp/Toggle</MSFT:DependencyUri>",
        &[
            "breaking dependency: - -> Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Toggle, then Range [10-90]",
            "breaking dependency: Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90] -> -",
        ],
    ),
    // What people read.
    (
        "Home~Lamp\" GpElement",
        "Home\" GpElement",
        &[
            "documentation gp_mapping: Home~Lamp | Dim the lamp | Lamp_Dim -> Home | Dim the lamp | Lamp_Dim",
        ],
    ),
    (
        "<MSFT:Deprecated OsBuildDeprecated=\"10.0.26100\" />",
        "",
        &["documentation deprecated: since 10.0.26100 -> -"],
    ),
    (
        "The bulb is broken.",
        "No bulb.",
        &[
            "documentation common_error_results: The bulb is broken. | The lamp is gone. -> No bulb. | The lamp is gone.",
        ],
    ),
];

fn lamp() -> String {
    fs::read_to_string(data().join("lamp/Lamp.xml")).unwrap()
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let outcome = csp_in(folder, arguments, "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    serde_json::from_str(&outcome.out).unwrap()
}

/// The changes as the table writes them.
fn changes(difference: &Value) -> Vec<String> {
    let nodes = difference["nodes"].as_array().unwrap().iter();
    let line = |node: &Value| {
        let class = node["class"].as_str().unwrap();
        let Some(fact) = node["fact"].as_str() else {
            return format!("{class} {}", node["change"].as_str().unwrap());
        };
        let (old, new) = (
            node["old"].as_str().unwrap_or("-"),
            node["new"].as_str().unwrap_or("-"),
        );
        format!("{class} {fact}: {old} -> {new}")
    };
    nodes.map(line).collect()
}

#[test]
fn every_changed_fact_is_seen_and_classed() {
    let folder = tempfile::tempdir().unwrap();
    let old = lamp();
    fs::write(folder.path().join("old.xml"), &old).unwrap();
    let before = json(folder.path(), &["tree", "--format", "json", "old.xml"]);
    let mut seen = BTreeSet::new();
    for (from, to, expected) in EDITS {
        assert!(
            expected.is_empty() || old.contains(from),
            "the edit of {from} does nothing"
        );
        let new = old.replacen(from, to, 1);
        fs::write(folder.path().join("new.xml"), &new).unwrap();
        let mut found = changes(&json(
            folder.path(),
            &["diff", "--format", "json", "old.xml", "new.xml"],
        ));
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{from} -> {to}");

        let after = json(folder.path(), &["tree", "--format", "json", "new.xml"]);
        let nodes = before
            .as_array()
            .unwrap()
            .iter()
            .zip(after.as_array().unwrap());
        for (before, after) in nodes {
            let facts = before.as_object().unwrap().iter();
            seen.extend(
                facts
                    .filter(|(key, value)| after[key.as_str()] != **value)
                    .map(|(key, _)| key.clone()),
            );
        }
    }
    // Whatever `csp tree` knows of a node, some edit of the table changes; but a node that is named becomes another one, and no edit adds a line.
    let keys = before[0].as_object().unwrap().keys().cloned();
    let unseen: Vec<String> = keys.filter(|key| !seen.contains(key)).collect();
    assert_eq!(unseen, ["dynamic", "line"]);
}

#[test]
fn what_is_taken_back_is_seen_the_other_way() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("new.xml"), lamp()).unwrap();
    for (edit, expected) in [
        (
            "<MSFT:AtomicRequired />",
            "breaking atomic_required: - -> true",
        ),
        (
            "<DefaultValue>50</DefaultValue>",
            "additive default: - -> 50",
        ),
        (
            "<MSFT:List Delimiter=\"0xF000\" />",
            "breaking delimiter: - -> 0xF000",
        ),
        (
            "<MSFT:EditionAllowList>0x4;0x1B;</MSFT:EditionAllowList>",
            "breaking edition_allow_list: - -> 0x4;0x1B;",
        ),
        (
            "<MSFT:RequiresAzureAd>true</MSFT:RequiresAzureAd>",
            "breaking requires_azure_ad: - -> true",
        ),
        (
            "<MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>",
            "breaking os_build_version: - -> 10.0.22000, 10.0.19041.1202",
        ),
    ] {
        let old = lamp();
        assert!(old.contains(edit));
        fs::write(folder.path().join("old.xml"), old.replacen(edit, "", 1)).unwrap();
        let found = changes(&json(
            folder.path(),
            &["diff", "--format", "json", "old.xml", "new.xml"],
        ));
        assert_eq!(found, [expected], "{edit}");
    }
}

/// A fact that moves to a node above holds as before.
#[test]
fn what_is_inherited_instead_of_stated_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let stated = "<MSFT:OsBuildVersion>99.9.99999</MSFT:OsBuildVersion>";
    let inherited = "<MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>";
    fs::write(
        folder.path().join("old.xml"),
        lamp().replace(stated, inherited),
    )
    .unwrap();
    fs::write(folder.path().join("new.xml"), lamp().replace(stated, "")).unwrap();
    let found = changes(&json(
        folder.path(),
        &["diff", "--format", "json", "old.xml", "new.xml"],
    ));
    assert_eq!(
        found,
        ["documentation os_build_version: 10.0.22000, 10.0.19041.1202 -> -"]
    );
}

#[test]
fn the_text_has_a_line_for_each_change_and_a_summary() {
    assert_snapshot!(csp(&["diff", "diff/old", "diff/new"]));
}

#[test]
fn the_json_has_the_summary_and_every_change() {
    assert_snapshot!(csp(&["diff", "diff/old", "diff/new", "--format", "json"]).out);
}

/// Siblings whose names differ by case alone are two nodes still.
#[test]
fn a_sibling_in_another_case_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let node = |name: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>"
        )
    };
    let whole = |children: &str| {
        format!(
            "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Lamp</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{children}</Node></MgmtTree>"
        )
    };
    fs::write(folder.path().join("old.xml"), whole(&node("On"))).unwrap();
    let twins = node("On") + &node("on");
    fs::write(folder.path().join("new.xml"), whole(&twins)).unwrap();
    let arguments = ["diff", "--format", "json", "old.xml", "new.xml"];
    assert_eq!(
        changes(&json(folder.path(), &arguments)),
        ["additive added"]
    );
}

#[test]
fn a_definition_does_not_differ_from_itself() {
    let outcome = csp(&["diff", "lamp", "lamp/Lamp.xml"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(
        outcome.out,
        "0 files added, 0 removed; 0 nodes added, 0 removed; 0 facts changed; 0 changes in all: 0 breaking, 0 additive, 0 documentation\n"
    );
}

/// The nodes of a file that cannot be read would seem to be gone.
#[test]
fn with_errors_nothing_is_compared() {
    for sides in [["faulty", "lamp"], ["lamp", "faulty"], ["lamp", "nowhere"]] {
        let outcome = csp(&["diff", sides[0], sides[1]]);
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
        assert!(outcome.err.contains("error["), "{outcome}");
    }
}
