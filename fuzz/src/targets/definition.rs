//! What must be true of a definition, whatever it is.

use std::sync::Arc;

use csp_codegen::{Generator, lower};
use csp_runtime::Tree;
use ddf::Report;

use super::hostile;

/// Reads a definition: it ends in a model or in a diagnostic, whose places are in the file.
pub(super) fn ddf_parse(bytes: &[u8]) -> String {
    let mut report = Report::new();
    let documents = match ddf::decode("fuzz.xml", bytes.to_vec()) {
        Ok(source) => ddf::parse(&source, &mut report).into_iter().collect(),
        Err(diagnostic) => {
            report.push(diagnostic);
            Vec::new()
        }
    };
    let model = ddf::validate(documents, &mut report);
    assert_eq!(
        model.documents().is_empty(),
        report.has_errors(),
        "{report}"
    );
    assert_eq!(report.render().is_empty(), report.is_empty());
    for diagnostic in &report {
        let text = diagnostic.source().text();
        assert!(text.get(diagnostic.span()).is_some() || diagnostic.span().start <= text.len());
    }
    for node in model.nodes() {
        assert!(
            node.document()
                .source()
                .text()
                .get(node.name_span())
                .is_some(),
            "{node:?}"
        );
        let _ = (node.uri(), node.applicability(), node.line());
    }
    codes(&report)
}

/// Generates from a definition: what can be read becomes Rust, and a schema that has the same nodes.
pub(super) fn generate(bytes: &[u8]) -> String {
    let Ok(source) = ddf::decode("fuzz.xml", bytes.to_vec()) else {
        return "no text".to_owned();
    };
    let generator = Generator::new().source(Arc::clone(&source));
    let (model, mut report) = generator.model();
    let ir = lower(&model, &mut report);
    for module in &ir.modules {
        let tree = Tree::load(&module.tree.to_table())
            .unwrap_or_else(|error| panic!("{}: {error}", module.tree.name()));
        assert_eq!(tree, module.tree, "{}", module.tree.name());
        for node in tree.nodes() {
            let _ = (
                node.uri(),
                node.applicability(),
                node.check("1"),
                node.check_name("1"),
            );
        }
    }
    if report.has_errors() {
        return "refused".to_owned();
    }
    let output = generator
        .generate()
        .unwrap_or_else(|error| panic!("{error}"));
    let texts = output.files().iter().map(|file| (file.name(), file.text()));
    for (name, text) in texts.chain([("mod.rs", output.index())]) {
        syn::parse_file(text).unwrap_or_else(|error| panic!("{name} is not Rust: {error}"));
        assert!(
            !text.contains(hides_or_turns),
            "{name} has characters that nobody sees"
        );
    }
    format!("{} modules {}", output.files().len().min(4), codes(&report))
}

/// The characters that rustc refuses in source because they change the direction of text, and bare carriage returns.
fn hides_or_turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\r')
}

/// A definition that a grammar makes out of the bytes.
pub(super) fn definitions(bytes: &[u8]) -> String {
    generate(hostile::definition(bytes).as_bytes())
}

/// The codes of the diagnostics, each once.
fn codes(report: &Report) -> String {
    let mut codes: Vec<String> = report
        .iter()
        .map(|diagnostic| diagnostic.code().to_string())
        .collect();
    codes.sort();
    codes.dedup();
    codes.join(" ")
}
