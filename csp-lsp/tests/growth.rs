//! How the time of answers grows with a file: `cargo test -p csp-lsp --test growth -- --nocapture` shows the plots.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod editor;

use std::process::ExitCode;

use csp_profile::lint::LAMP;
use csp_schema::Tree;
use csp_tests::growth::{Shape, Work};
use editor::{Editor, FILE};
use serde_json::{Value, json};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES], &[])
}

const SHAPES: &[Shape] = &[
    shape("a change in the middle is checked", 200, |n| {
        let mut editor = opened(&settings(n, "\n"));
        Box::new(move || {
            editor.change(json!([changed(n / 2, 0, "<!-- x -->")]));
            editor.change(json!([{ "range": range(n / 2, 0, 10), "text": "" }]));
            editor.check();
        })
    }),
    shape("findings on one line", 200, |n| {
        let mut editor = opened(&settings(n, " "));
        Box::new(move || {
            editor.change(json!([changed(0, 0, " ")]));
            editor.check();
        })
    }),
    shape("many changes, downwards", 2_000, |n| {
        changes((0..n).collect())
    }),
    shape("many changes, upwards", 2_000, |n| {
        changes((0..n).rev().collect())
    }),
    shape("completion at the end", 200, |n| {
        let text = settings(n, "\n") + "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/";
        asked(&text, "textDocument/completion", n, 53)
    }),
    shape("hover behind what is not closed", 200, |n| {
        let text = settings(n, "\n").replace("</Data>", "");
        let text = text + "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Mode";
        asked(&text, "textDocument/hover", n, 55)
    }),
    shape("completion in half a table", 200, |n| {
        let text = format!(
            "[{}{{\"omaUri\": \"./Vendor/",
            "{\"omaUri\": \"./Vendor/Contoso\"},\n".repeat(n)
        );
        asked(&text, "textDocument/completion", n, 21)
    }),
    shape("the outline", 200, |n| {
        asked(&settings(n, "\n"), "textDocument/documentSymbol", 0, 0)
    }),
    shape("every quick fix", 200, |n| {
        let mut editor = opened(&settings(n, "\n"));
        let all =
            json!({ "start": { "line": 0, "character": 0 }, "end": { "line": n, "character": 0 } });
        let document = json!({ "uri": FILE });
        let params =
            json!({ "textDocument": document, "range": all, "context": { "diagnostics": [] } });
        Box::new(move || {
            editor.ask("textDocument/codeAction", params.clone());
        })
    }),
];

const fn shape(name: &'static str, size: usize, prepare: fn(usize) -> Work) -> Shape {
    Shape {
        name,
        size,
        prepare,
    }
}

/// A slip in each of them.
fn settings(n: usize, end: &str) -> String {
    let one = "<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brigthness</LocURI></Target>\
        <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>7</Data></Item></Replace>";
    format!("{one}{end}").repeat(n)
}

fn opened(text: &str) -> Editor {
    let mut editor = Editor::new([Tree::load(LAMP).unwrap()]);
    editor.open(text);
    editor.check();
    editor
}

fn asked(text: &str, method: &'static str, line: usize, character: usize) -> Work {
    let mut editor = opened(text);
    assert_ne!(editor.at(method, line, character), Value::Null);
    Box::new(move || {
        // What is known of the text is forgotten.
        editor.change(json!([changed(line, character, "")]));
        editor.at(method, line, character);
    })
}

fn range(line: usize, start: usize, end: usize) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

fn changed(line: usize, character: usize, text: &str) -> Value {
    json!({ "range": range(line, character, character), "text": text })
}

/// One on each of these lines, in a message.
fn changes(lines: Vec<usize>) -> Work {
    let text = "<!-- a comment of a few words -->\n".repeat(lines.len());
    let mut editor = opened(&text);
    let there = lines.iter().map(|line| changed(*line, 5, "x")).collect();
    let back = lines
        .iter()
        .map(|line| json!({ "range": range(*line, 5, 6), "text": "" }))
        .collect();
    let (there, back) = (Value::Array(there), Value::Array(back));
    Box::new(move || {
        editor.change(there.clone());
        editor.change(back.clone());
    })
}
