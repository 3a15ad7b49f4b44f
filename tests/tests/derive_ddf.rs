//! The DDF that a tree writes is read back as the same tree.

use csp_corpus::{shared, synthetic, xml_files};
use csp_runtime::{Csp, Tree};
use csp_schema::Row;
use ddf::{Report, Source};

csp_corpus::tests! {
    &[] => the_five_csps_survive, every_fact_survives, every_csp_of_a_large_set_survives;
    &["ddf/2024-05"] => every_published_csp_survives;
}

/// The trees of a DDF, as a device would load them. A text that is no DDF fails the test.
fn read(text: &str) -> Vec<Tree> {
    let mut report = Report::new();
    let source = Source::new("written.xml", text);
    let document = ddf::parse(&source, &mut report);
    let model = ddf::validate(document.into_iter().collect(), &mut report);
    let ir = csp_codegen::lower(&model, &mut report);
    assert!(!report.has_errors(), "{}\n{text}", report.render());
    ir.modules.into_iter().map(|module| module.tree).collect()
}

fn assert_survives(tree: &Tree) {
    let written = tree.to_ddf();
    let read = read(&written);
    assert_eq!(read.len(), 1, "{}", tree.name());
    assert_eq!(&read[0], tree, "{written}");
}

fn the_five_csps_survive() {
    assert_survives(csp_windows::application_control::Csp::TREE);
    assert_survives(csp_windows::enrollment_status_tracking::Csp::TREE);
    assert_survives(csp_windows::enterprise_app_management::Csp::TREE);
    assert_survives(csp_windows::enterprise_desktop_app_management::Csp::TREE);
    assert_survives(csp_windows::enterprise_modern_app_management::Csp::TREE);
}

/// The rows without their classes: published files state `AllowedValues` of type None on some nodes and leave it out on others that are the same
/// otherwise. It says nothing, so a tree does not keep it, but such nodes are of two classes at first and of one after.
fn rows(tree: &Tree) -> Vec<Row> {
    let rows = tree.table().rows.iter().cloned();
    rows.map(|row| Row { class: 0, ..row }).collect()
}

fn every_csp_of_a_large_set_survives() {
    let files = synthetic::files();
    every_csp_survives(files.into_iter().map(|file| file.text));
}

fn every_published_csp_survives() {
    let files = xml_files(&shared("ddf/2024-05")).into_iter();
    every_csp_survives(files.map(|path| std::fs::read_to_string(path).expect("a DDF is text")));
}

fn every_csp_survives(files: impl Iterator<Item = String>) {
    let mut trees = 0;
    for text in files {
        for tree in read(text.trim_start_matches('\u{FEFF}')) {
            let again = read(&tree.to_ddf());
            assert_eq!(again.len(), 1, "{}", tree.name());
            assert_eq!(again[0].table().roots, tree.table().roots);
            assert_eq!(rows(&again[0]), rows(&tree), "{}", tree.name());
            trees += 1;
        }
    }
    assert!(trees >= 308, "{trees}");
}

/// Each fact once, with texts that XML and the table would change if they were not escaped.
fn every_fact_survives() {
    let table = r#"csp Lamp
root ./Device/Vendor/Contoso
0 0 Lamp
  access Get
  permanent
  description Two\nlines, a\rreturn & <b>markup</b> ]]>
  title A "lamp"
  mime text/plain
  mime text/xml
  ddf-name com.contoso/1.0/Lamp
  case-sensitive
  os-build 10.0.22000, 10.0.19041.1202
  csp-version 1.0
  editions 0x4;0x1B;
  azure-ad true
  deprecated 10.0.26100
  reboot ServerInitiated
  conflict LowestValueMostSecureZeroHasNoLimits
  group-policy A "name"\nin two
  group-policy-area a~b
  group-policy-element c
  atomic-required
1 1 Room
  dynamic
  access Add Delete Get
  occurrence ZeroOrN 5
  allowed regex [a-z]+ & \\d
  case-insensitive
  unique-name One for each room.
2 2 Mode
  format chr
  access Add Exec Get Replace
  occurrence ZeroOrOne
  default on\s
  list \u{f000}
  allowed enum
  value on\s
  means Lit
  value <off>
  deprecated
  replace-appends
  group Main
  changed
  allowed flag
  value 1
  depends-on Vendor/Contoso/Lamp/A
  allowed range -5..-1 7..7 0..4294967295
  not Vendor/Contoso/Lamp/B
  group
  depends-on Vendor/Contoso/Lamp/C
  allowed enum
  value 1
  means One
  common-error Too dark.
  common-error Too bright.
2 3 Policy
  format chr
  access Replace
  allowed admx
  admx-area AT~System
  admx-name Lamp & "co"
  admx-file lamp.admx
2 4 Rights
  format int
  access Get
  occurrence OneOrMore
  list ,
  allowed flag
  value 0x1
  value 2
  means Writing
2 5 Shape
  format xml
  access Get
  occurrence OneOrN
  allowed xsd <xs:schema/>
2 6 Sheet
  format xml
  access Get
  allowed sddl
1 7 Wire
  dynamic
  access Get
  occurrence ZeroOrMore
  server-generated-names
2 8 Empty
  access Get
"#;
    // One node has one kind of dynamic children, so the second stands in a tree of its own.
    let (lamp, wire) = table.split_once("1 7 Wire").expect("the table has both");
    assert_survives(&Tree::load(lamp).expect("the table is one"));
    let wire = format!(
        "csp Wires\nroot ./User/Vendor/Contoso\n0 0 Wires\n  access Get\n1 1 Wire{}",
        wire.replace("2 8", "2 2")
    );
    assert_survives(&Tree::load(&wire).expect("the table is one"));
}
