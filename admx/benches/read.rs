//! What reading templates costs, as a ratio to the time that roxmltree takes to parse the same texts.
//!
//! `cargo bench -p admx`. Windows' own set is measured where `ADMX_BENCH` names its folder: it cannot be part of a repository.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use admx::{PolicySet, Report};
use csp_corpus::baseline::tree;
use csp_corpus::timing::{in_turn, least, ratio};

const RUNS: usize = 21;
const BUDGET: f64 = 4.0;

type Files = Vec<(String, Vec<u8>)>;

fn main() {
    measure("made up, 2,000 policies", made_up());
    let shared = csp_corpus::shared("admx");
    let named = std::env::var_os("ADMX_BENCH").map(PathBuf::from);
    for folder in named
        .into_iter()
        .chain([shared])
        .filter(|folder| folder.is_dir())
    {
        measure(&folder.display().to_string(), folder_of(&folder));
    }
}

fn measure(name: &str, files: Files) {
    let decode = |(name, bytes): &(String, Vec<u8>)| admx::decode(name, bytes.clone()).ok();
    let texts: Vec<String> = files
        .iter()
        .filter_map(decode)
        .map(|source| source.text().to_owned())
        .collect();
    let read = || {
        let sources = files.iter().filter_map(decode);
        PolicySet::read(sources, admx::DEFAULT_LANGUAGE, &mut Report::new())
    };
    let parse = || texts.iter().for_each(|text| drop(black_box(tree(text))));
    let [ours, baseline] = in_turn(RUNS, read, parse).map(least);
    let ratio = ratio(ours, baseline);
    println!("{name}: {ours:.1?}, roxmltree {baseline:.1?}, ratio {ratio:.2} (budget {BUDGET})");
}

/// The files of a folder that are read for the usual language.
fn folder_of(folder: &Path) -> Files {
    let mut paths = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a readable folder");
            paths.extend(entries.flatten().map(|entry| entry.path()));
        } else {
            found.push(path);
        }
    }
    found.sort();
    let names: Vec<String> = found
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wanted = admx::wanted(&names, admx::DEFAULT_LANGUAGE).into_iter();
    wanted
        .map(|at| {
            (
                names[at].to_owned(),
                std::fs::read(&found[at]).expect("a readable file"),
            )
        })
        .collect()
}

fn made_up() -> Files {
    let mut admx = String::from(
        "<policyDefinitions revision=\"1.0\" schemaVersion=\"1.0\"><categories><category name=\"C\" displayName=\"$(string.C)\"/></categories><policies>",
    );
    let mut adml = String::from(
        "<policyDefinitionResources revision=\"1.0\" schemaVersion=\"1.0\"><resources><stringTable><string id=\"C\">C</string>",
    );
    let mut table = String::new();
    for nth in 0..2_000 {
        admx.push_str(&format!(
            "<policy name=\"P{nth}\" class=\"Both\" displayName=\"$(string.P{nth})\" explainText=\"$(string.P{nth}_Help)\" presentation=\"$(presentation.P{nth})\" key=\"Software\\Policies\\Contoso\\P{nth}\" valueName=\"On\">\n\
             <parentCategory ref=\"C\"/><enabledValue><decimal value=\"1\"/></enabledValue><disabledValue><decimal value=\"0\"/></disabledValue>\n\
             <elements><decimal id=\"D\" valueName=\"D\" maxValue=\"100\"/><enum id=\"E\" valueName=\"E\"><item displayName=\"$(string.P{nth})\"><value><decimal value=\"1\"/></value></item></enum></elements></policy>\n"
        ));
        adml.push_str(&format!(
            "<string id=\"P{nth}\">Policy {nth}</string><string id=\"P{nth}_Help\">{}</string>\n",
            "What happens when this is enabled, and what when it is not. ".repeat(8)
        ));
        table.push_str(&format!("<presentation id=\"P{nth}\"><decimalTextBox refId=\"D\">D:</decimalTextBox><dropdownList refId=\"E\">E:</dropdownList></presentation>\n"));
    }
    admx.push_str("</policies></policyDefinitions>");
    adml.push_str(&format!("</stringTable><presentationTable>{table}</presentationTable></resources></policyDefinitionResources>"));
    vec![
        ("made.admx".to_owned(), admx.into_bytes()),
        ("en-US/made.adml".to_owned(), adml.into_bytes()),
    ]
}
