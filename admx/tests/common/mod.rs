//! Reading files that a test made up, or that lie in `data`.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use admx::{PolicySet, Report, Source};

/// The folder of the data of tests.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// Reads files by their names and texts.
pub(crate) fn read(files: &[(&str, &str)]) -> (PolicySet, Report) {
    let files = files.iter();
    read_bytes(files.map(|(name, text)| (*name, text.as_bytes().to_vec())))
}

/// The same with their bytes.
pub(crate) fn read_bytes<'n>(
    files: impl Iterator<Item = (&'n str, Vec<u8>)>,
) -> (PolicySet, Report) {
    let mut report = Report::new();
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for (name, bytes) in files {
        match admx::decode(name, bytes) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => report.push(diagnostic),
        }
    }
    let set = PolicySet::read(sources, admx::DEFAULT_LANGUAGE, &mut report);
    report.sort();
    (set, report)
}

/// Reads the templates of Contoso, in a language.
pub(crate) fn contoso(language: &str) -> (PolicySet, Report) {
    let names = [
        "contoso.admx",
        "lamps.admx",
        "en-US/Contoso.adml",
        "en-US/lamps.adml",
        "de-DE/LAMPS.ADML",
    ];
    let wanted = admx::wanted(&names, language);
    let sources = wanted.into_iter().map(|at| {
        let bytes = fs::read(data().join("contoso").join(names[at])).unwrap();
        admx::decode(names[at], bytes).unwrap()
    });
    let mut report = Report::new();
    let set = PolicySet::read(sources.collect::<Vec<_>>(), language, &mut report);
    (set, report)
}

/// A template with these categories and policies.
pub(crate) fn template(categories: &str, policies: &str) -> String {
    format!(
        "<policyDefinitions revision=\"1.0\" schemaVersion=\"1.0\">\n<policyNamespaces><target prefix=\"t\" namespace=\"T\"/>\
         <using prefix=\"other\" namespace=\"O\"/></policyNamespaces>\n<categories>\n{categories}</categories>\n<policies>\n{policies}</policies>\n\
         </policyDefinitions>"
    )
}

/// A category, in another one perhaps.
pub(crate) fn category(name: &str, parent: Option<&str>) -> String {
    let parent = parent.map_or_else(String::new, |parent| {
        format!("<parentCategory ref=\"{parent}\"/>")
    });
    format!("<category name=\"{name}\" displayName=\"{name}\">{parent}</category>\n")
}

/// A policy of a category with these elements.
pub(crate) fn policy(name: &str, category: &str, elements: &str) -> String {
    format!(
        "<policy name=\"{name}\" class=\"Machine\" displayName=\"{name}\" key=\"Software\\Policies\\T\"><parentCategory ref=\"{category}\"/>\
         <elements>{elements}</elements></policy>\n"
    )
}

/// The codes of a report, in order.
pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    report
        .iter()
        .map(|diagnostic| diagnostic.code().id())
        .collect()
}
