//! Reads one file: from its text to the model, with the position of every fact.

mod element;
mod policy;
mod reader;
mod resources;
mod template;
mod value;

use std::sync::Arc;

use csp_source::{Diagnostic, Report, Source};
use roxmltree::Node as Element;

use crate::codes;
use crate::kind::ADMX;
use crate::model::{FileData, Texts};
use reader::{Reader, name_span};

/// Reads an ADMX file; what is wrong with it goes into the report.
pub(crate) fn template(source: &Arc<Source>, report: &mut Report) -> Option<FileData> {
    read(source, report, "policyDefinitions", Reader::template)
}

/// Reads an ADML file.
pub(crate) fn texts(source: &Arc<Source>, report: &mut Report) -> Option<Texts> {
    read(source, report, "policyDefinitionResources", Reader::texts)
}

fn read<'r, T>(
    source: &'r Arc<Source>,
    report: &'r mut Report,
    root: &str,
    of: impl FnOnce(Reader<'r>, Element<'_, '_>) -> T,
) -> Option<T> {
    let text = match csp_source::checked_text(source, &ADMX) {
        Ok(text) => text,
        Err(diagnostic) => {
            report.push(diagnostic);
            return None;
        }
    };
    let document = match csp_source::tree(source, &text, &ADMX) {
        Ok(document) => document,
        Err(diagnostic) => {
            report.push(diagnostic);
            return None;
        }
    };
    let element = document.root_element();
    if element.tag_name().name() != root {
        report.push(wrong_root(source, element, root));
        return None;
    }
    Some(of(Reader::new(source, report), element))
}

fn wrong_root(source: &Arc<Source>, element: Element<'_, '_>, root: &str) -> Diagnostic {
    let name = element.tag_name().name();
    let span = name_span(source, element);
    let message = format!("the root element is `{name}`, where `{root}` is expected");
    let diagnostic = Diagnostic::new(&codes::WRONG_ROOT, source, span, message);
    match name {
        "policyDefinitions" => {
            diagnostic.with_help("this is an ADMX file: let its name end with `.admx`")
        }
        "policyDefinitionResources" => {
            diagnostic.with_help("this is an ADML file: let its name end with `.adml`")
        }
        "MgmtTree" => diagnostic.with_help("this is a DDF, which `csp check` reads"),
        "SyncML" => diagnostic.with_help("this is SyncML, which `csp lint` reads"),
        _ => diagnostic,
    }
}
