//! The elements of ADMX-backed policies, from templates into what is generated.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use csp_codegen::Generator;
use csp_schema::{Allowed, Checked, Tree};

const DDF: &str = "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path>
<DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
LEAVES</Node></MgmtTree>";

const ADMX: &str = "<policyDefinitions><categories><category name=\"L\" displayName=\"L\"/></categories><policies>
<policy name=\"Dim\" class=\"Machine\" displayName=\"Dim\" key=\"Software\\Policies\\Contoso\"><parentCategory ref=\"L\"/><elements>
<decimal id=\"Percent\" valueName=\"P\" maxValue=\"100\" required=\"true\"/>
<enum id=\"Mode\" valueName=\"M\"><item displayName=\"Bright\"><value><decimal value=\"4\"/></value></item><item displayName=\"Off\"><value><delete/></value></item></enum>
</elements></policy>
<policy name=\"Plain\" class=\"Machine\" displayName=\"Plain\" key=\"Software\\Policies\\Contoso\"><parentCategory ref=\"L\"/></policy>
</policies></policyDefinitions>";

fn leaf(name: &str, policy: &str, file: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Replace/></AccessType><DFFormat><chr/></DFFormat>
<MSFT:AllowedValues ValueType=\"ADMX\"><MSFT:AdmxBacked Area=\"Contoso~AT~L\" Name=\"{policy}\" File=\"{file}\"/></MSFT:AllowedValues></DFProperties></Node>"
    )
}

#[test]
fn rows_have_the_elements_that_templates_give() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Contoso.admx"), ADMX).unwrap();
    let leaves = [
        leaf("Dim", "dim", "contoso.ADMX"),
        leaf("Plain", "Plain", "Contoso.admx"),
        leaf("Gone", "Gone", "Contoso.admx"),
        leaf("One", "One", "Other.admx"),
        leaf("Two", "Two", "other.admx"),
    ];
    let source = ddf::Source::new("Lamp.xml", DDF.replace("LEAVES", &leaves.concat()));
    let generator = Generator::new().source(source);
    let plain = generator.generate().unwrap();
    let output = generator.admx(folder.path()).generate().unwrap();
    let said: Vec<&str> = output
        .report()
        .iter()
        .map(|found| found.message())
        .filter(|message| message.contains("dmx"))
        .collect();
    assert_eq!(
        said,
        [
            "Gone is backed by Gone of Contoso.admx: the file has no such policy",
            "Other.admx is not there: 2 nodes that are backed by it have no elements",
        ]
    );
    // The types are the same with and without templates, and the table alone differs.
    let table = |text: &str| {
        let (_, table) = text.split_once("csp Lamp\n").unwrap();
        let (table, rest) = table.split_once("\"#").unwrap();
        (format!("csp Lamp\n{table}"), rest.to_owned())
    };
    let (without, behind) = table(plain.files()[0].text());
    let (with, same) = table(output.files()[0].text());
    assert_eq!(behind, same);
    let lines: Vec<&str> = with
        .lines()
        .filter(|line| !without.lines().any(|other| other == *line))
        .map(str::trim)
        .collect();
    assert_eq!(
        lines,
        [
            "admx-elements",
            "admx-element decimal Percent",
            "admx-required",
            "admx-max 100",
            "admx-element enum Mode",
            "admx-item 4",
            "admx-caption Bright",
            "admx-item",
            "admx-caption Off",
            "admx-elements",
        ]
    );
    let tree = Tree::load(&with).unwrap();
    let node = |name: &str| tree.nodes().find(|node| node.name == name).unwrap();
    let is_known = |name: &str| match &node(name).row().allowed {
        Allowed::Admx(policies) => policies.iter().all(|policy| policy.elements.is_some()),
        _ => false,
    };
    assert!(is_known("Dim") && is_known("Plain"));
    assert!(!is_known("Gone") && !is_known("One"));
    let whole = "<enabled/><data id=\"Percent\" value=\"7\"/><data id=\"Mode\" value=\"\"/>";
    assert_eq!(node("Dim").check(whole), Ok(Checked::Valid));
    assert!(node("Dim").check("<enabled/>").is_err());
}

#[test]
fn a_template_that_cannot_be_read_is_an_error() {
    let source = ddf::Source::new("Lamp.xml", DDF.replace("LEAVES", ""));
    let generator = Generator::new().source(source).admx("no/such/folder");
    let error = generator.generate().unwrap_err().to_string();
    assert!(error.contains("no/such/folder"), "{error}");
}

/// What a macro watches: of the texts those in the language that is read.
#[test]
fn templates_are_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in [
        "Contoso.admx",
        "de-DE/Contoso.adml",
        "en-US/Contoso.adml",
        "readme.txt",
    ] {
        fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        fs::write(path(name), ADMX).unwrap();
    }
    let inputs = |of: &str| Generator::new().admx(path(of)).inputs().unwrap();
    let both = [path("Contoso.admx"), path("en-US/Contoso.adml")];
    assert_eq!(inputs(""), both);
    assert_eq!(inputs("Contoso.admx"), both);
    // A zip is one file.
    assert_eq!(inputs("readme.txt"), [path("readme.txt")]);
}
