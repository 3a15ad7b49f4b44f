//! What the tests share: reading texts and files, and a small tree around what a test is about.
#![allow(dead_code, reason = "each test crate uses its part of this")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use ddf::{Model, Node, Overlay, Report, Source};

/// Reads files of these names and texts together.
pub(crate) fn read(files: &[(&str, &str)]) -> (Model, Report) {
    let mut report = Report::new();
    let documents = files
        .iter()
        .filter_map(|(name, text)| ddf::parse(&Source::new(*name, *text), &mut report));
    let documents = documents.collect();
    let model = ddf::validate(documents, &mut report);
    report.sort();
    (model, report)
}

/// Reads the bytes of one file.
pub(crate) fn read_bytes(name: &str, bytes: Vec<u8>) -> (Model, Report) {
    let mut report = Report::new();
    let document = match ddf::decode(name, bytes) {
        Ok(source) => ddf::parse(&source, &mut report),
        Err(diagnostic) => {
            report.push(diagnostic);
            None
        }
    };
    (
        ddf::validate(document.into_iter().collect(), &mut report),
        report,
    )
}

/// The codes of a report, in its order.
pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    report
        .iter()
        .map(|diagnostic| diagnostic.code().id())
        .collect()
}

/// A file with these nodes in a `MgmtTree`.
pub(crate) fn tree(nodes: &str) -> String {
    let namespace = ddf::MICROSOFT;
    format!("<MgmtTree xmlns:MSFT=\"{namespace}\"><VerDTD>1.2</VerDTD>{nodes}</MgmtTree>")
}

/// A file with the root `./Device/Vendor/Contoso/Kiosk` and these nodes in it.
pub(crate) fn kiosk(nodes: &str) -> String {
    tree(&format!(
        "<Node><NodeName>Kiosk</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties>\
         <AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{nodes}</Node>"
    ))
}

/// A node that permits Get, of this name and format, with these further properties and nodes.
pub(crate) fn node(name: &str, format: &str, properties: &str, nodes: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType>\
         <DFFormat><{format}/></DFFormat>{properties}</DFProperties>{nodes}</Node>"
    )
}

/// Reads a file that has nothing wrong.
pub(crate) fn clean(text: &str) -> Model {
    let (model, report) = read(&[("kiosk.xml", text)]);
    assert!(report.is_empty(), "{report}\n{text}");
    model
}

/// The model of one leaf, `Screen`, with these properties.
pub(crate) fn leaf(properties: &str) -> Model {
    clean(&kiosk(&node("Screen", "int", properties, "")))
}

/// The first node below the root.
pub(crate) fn first(model: &Model) -> Node<'_> {
    model.nodes().nth(1).unwrap()
}

/// Reads a definition and changes it by an overlay.
pub(crate) fn overlaid(ddf: &str, name: &str, overlay: &str) -> (Model, Report) {
    let (mut model, mut report) = read(&[("kiosk.xml", ddf)]);
    let overlay = Overlay::parse(&Source::new(name, overlay), &mut report);
    overlay.apply(&mut model, &mut report);
    report.sort();
    (model, report)
}
