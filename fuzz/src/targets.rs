//! What is fed with bytes, and what must be true whatever the bytes are. A target panics when it is not.
//!
//! Each returns what kind of thing happened, in a few words. Inputs that lead to something new are worth changing further.

use std::sync::Arc;

use csp_codegen::{Generator, emit, lower};
use csp_runtime::syncml::Message;
use csp_runtime::{Device, Tree};
use ddf::{Report, Source};

/// Something that takes bytes.
pub(crate) struct Target {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// The folders of the inputs that it begins with, from the root of the repository.
    pub(crate) corpora: &'static [&'static str],
    /// What is put into inputs, beside what they have themselves.
    pub(crate) words: &'static [&'static str],
    /// Takes an input.
    pub(crate) run: fn(&[u8]) -> String,
}

/// All of them.
pub(crate) const TARGETS: [Target; 4] = [
    Target {
        name: "ddf_parse",
        corpora: DDF,
        words: DDF_WORDS,
        run: ddf_parse,
    },
    Target {
        name: "generate",
        corpora: DDF,
        words: DDF_WORDS,
        run: generate,
    },
    Target {
        name: "syncml_parse",
        corpora: SYNCML,
        words: SYNCML_WORDS,
        run: syncml_parse,
    },
    Target {
        name: "device",
        corpora: SYNCML,
        words: SYNCML_WORDS,
        run: device,
    },
];

const DDF: &[&str] = &[
    "fuzz/corpus/ddf",
    "csp-codegen/tests/cases",
    "csp-codegen/tests/cases/refused",
    "ddf/tests/data/good",
    "ddf/tests/data/bad",
];
const SYNCML: &[&str] = &["fuzz/corpus/syncml"];

const DDF_WORDS: &[&str] = &[
    "Node",
    "NodeName",
    "Path",
    "DFProperties",
    "DFFormat",
    "AccessType",
    "DFTitle",
    "<chr/>",
    "<int/>",
    "<node/>",
    "<bool/>",
    "<xml/>",
    "<Get/>",
    "<Add/>",
    "ENUM",
    "Flag",
    "Range",
    "RegEx",
    "ADMX",
    "<NodeName/>",
    "<NodeName>",
    "./User/Vendor/MSFT/Policy/Config",
    "[(-1)-4294967295]",
    "[0,4320]",
    "0xF000",
    "\\xF000",
    "-9223372036854775808",
    "9223372036854775807",
    "0x8000000000000000",
    "99999999999999999999",
    "self",
    "Self",
    "crate",
    "r#type",
    "fn main() {}",
    "}",
    "{A}",
    "//",
    "/*",
    "*/",
    "///",
    "\"#",
    "\"####",
    "\\",
    "\\u{",
    "`",
    "```",
    "'",
    "&#x202E;",
    "&#x2028;",
    "&#xA;",
    "&#xD;",
    "&#xF000;",
    "&#x85;",
    "&#x10FFFF;",
    "&lt;",
    "&amp;#x0;",
    "https://a.example",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<MSFT:List Delimiter=\"&#xA;\"/>",
    "<MSFT:Deprecated OsBuildDeprecated=\"&#xA;\"/>",
    "<DefaultValue>",
    "<Description>",
    "\u{FEFF}",
    "\r\n",
    "\t",
    "é",
    "日",
    "%",
    "?",
    "..",
    "*",
];

const SYNCML_WORDS: &[&str] = &[
    "Get",
    "Add",
    "Replace",
    "Delete",
    "Exec",
    "Atomic",
    "Sequence",
    "Alert",
    "Status",
    "Results",
    "Copy",
    "Put",
    "Item",
    "Target",
    "Source",
    "LocURI",
    "Data",
    "Meta",
    "Format",
    "Type",
    "CmdID",
    "SyncML",
    "SyncHdr",
    "SyncBody",
    "<Final/>",
    "<CmdID>1</CmdID>",
    "<CmdID/>",
    "<Item>",
    "</Item>",
    "?list=StructData",
    "?list=Struct",
    "?prop=Type",
    "?prop=Name",
    "?prop=",
    "./Device/Vendor/MSFT",
    "./User/Vendor/MSFT",
    "/",
    "//",
    "%2F",
    "%",
    "%7B",
    "%00",
    "..",
    ".",
    "{1803A630-3C38-4D2B-9B9A-0CB37243539C}",
    "int",
    "chr",
    "node",
    "b64",
    "bool",
    "xml",
    "null",
    "bin",
    "1224",
    "1201",
    "99999999999999999999",
    "-1",
    "&#xF000;",
    "&lt;",
    "&#x0;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE a>",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    " xmlns=\"SYNCML:SYNCML1.2\"",
    " xmlns=\"syncml:metinf\"",
    "<MoreData/>",
    "\u{FEFF}",
    "\0",
    "é",
    "\n====\n",
];

/// Reads a definition: it ends in a model or in a diagnostic, whose places are in the file.
fn ddf_parse(bytes: &[u8]) -> String {
    let mut report = Report::new();
    let documents = match Source::from_bytes("fuzz.xml", bytes.to_vec()) {
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
fn generate(bytes: &[u8]) -> String {
    let Ok(source) = Source::from_bytes("fuzz.xml", bytes.to_vec()) else {
        return "no text".to_owned();
    };
    let generator = Generator::new().source(Arc::clone(&source));
    let (model, mut report) = generator.model();
    let ir = lower(&model, &mut report);
    for module in &ir.modules {
        let tree = Tree::load(&emit::table(&module.tree))
            .unwrap_or_else(|error| panic!("{}: {error}", module.csp));
        assert_eq!(
            tree.nodes().count(),
            module.tree.rows.len(),
            "{}",
            module.csp
        );
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

/// Reads a message; what it is written as reads the same.
fn syncml_parse(bytes: &[u8]) -> String {
    let message = match Message::parse(bytes) {
        Ok(message) => message,
        Err(error) => return format!("{:?}", error.kind()).chars().take(40).collect(),
    };
    let Ok(written) = message.to_bytes() else {
        return "unwritable".to_owned();
    };
    let again = Message::parse(&written)
        .unwrap_or_else(|error| panic!("what was written does not read: {error}"));
    let rewritten = again
        .to_bytes()
        .unwrap_or_else(|error| panic!("what was read does not write: {error}"));
    assert_eq!(
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&rewritten)
    );
    let verbs: Vec<String> = message
        .top_level()
        .take(6)
        .map(|command| command.verb.as_str().chars().take(8).collect())
        .collect();
    verbs.join(" ")
}

/// Sends messages, apart by a line of `====`, to a device: what it answers is SyncML, and its state can be saved and loaded.
fn device(bytes: &[u8]) -> String {
    let mut device = fresh_device();
    let mut happened = String::new();
    for message in split(bytes, b"\n====\n").take(8) {
        let Ok(reply) = device.handle(message) else {
            happened.push_str("refused ");
            continue;
        };
        if reply.is_empty() {
            continue;
        }
        let reply = Message::parse(&reply)
            .unwrap_or_else(|error| panic!("the reply does not read: {error}"));
        for command in reply.top_level().take(12) {
            let status = command
                .response
                .as_ref()
                .and_then(|_| command.status_code());
            happened.push_str(&format!("{} {status:?} ", command.verb.as_str()));
        }
    }
    let state = device.save_state();
    let mut other = fresh_device();
    other
        .load_state(&state)
        .unwrap_or_else(|error| panic!("{}: {}", error.uri, error.reason));
    assert_eq!(other.save_state(), state);
    happened
}

fn fresh_device() -> Device {
    Device::new()
        .mount(csp_windows::application_control::in_memory())
        .unwrap()
        .mount(csp_windows::enrollment_status_tracking::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_app_management::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_desktop_app_management::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_modern_app_management::in_memory())
        .unwrap()
        .with_user(Some("someone"))
}

fn split<'b>(bytes: &'b [u8], separator: &'b [u8]) -> impl Iterator<Item = &'b [u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let whole = rest?;
        let at = whole
            .windows(separator.len())
            .position(|window| window == separator);
        rest = at.map(|at| &whole[at + separator.len()..]);
        Some(&whole[..at.unwrap_or(whole.len())])
    })
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
