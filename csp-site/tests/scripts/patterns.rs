//! Patterns of every kind that a definition may have, and those on which an engine that goes back works for hours.

use csp_codegen::Generator;
use csp_site::{Page, Site};
use serde_json::{Value, json};

use crate::{page, run, values};

const PATTERNS: [&str; 70] = [
    "^a$",
    "a|b",
    "^a|b$",
    "[0-9]+",
    "\\d+",
    "\\w+",
    "\\s",
    ".",
    ".*",
    "^.{1,5}$",
    "(?i)abc",
    "[^a]",
    "\\bx\\b",
    "\\p{L}+",
    "a{2}",
    "(a|b)*",
    "[A-F0-9]{8}",
    "\\S+",
    "\\x41",
    "^\\s*$",
    "[\\w.-]+@[\\w.-]+",
    "x*",
    "(?:^a)",
    "a$b",
    "^$",
    "\\A\\z",
    "[[:alpha:]]",
    "\\D",
    "\\W",
    "[a-z&&[^b]]",
    "/[/]+/",
    "(?s).",
    "(?m)^a$",
    "a\\nb",
    "[\\s\\S]*",
    "😀",
    "[😀-😂]",
    "\\Bx",
    "x\\b",
    "é",
    "(?i)k",
    "(?i)ß",
    "a*?",
    "[^\\x00-\\x7F]+",
    ".+\\n.+",
    "\\d{1,3}(\\.\\d{1,3}){3}",
    "(?i)σ",
    "(?i)ſ",
    "(?-u:\\b)a",
    "(a|aa)*b",
    "^(a|aa)+$",
    "(?:a*){20}b",
    "a*a*a*a*a*a*b",
    ".*.*.*.*.*.*x",
    "(.?){40}x",
    "(a?){60}a{60}",
    "(ab|a|b)*c",
    "(\\d+,?){1,20}x",
    "(a|a?)+b",
    "(x+x?){8}y",
    "(a{1,30}){1,30}b",
    "(a{0,20}){0,20}b",
    "([ab]|[ab][ab])*c",
    ".*a.{20}.*b.*c",
    "(a|ab|b)+$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(\\w|\\w\\w)*!",
    "(a+)+",
    "((a*)*)*b",
    "a{2,}?b?",
];

/// How many of them no page evaluates: edges of lines, those between octets, and what has more states than a page is to go through.
const UNKNOWN: usize = 3;

pub(crate) fn evaluates_all() {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let node = |(nth, pattern): (usize, &&str)| {
        format!(
            "<Node><NodeName>N{nth}</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><chr/></DFFormat>
            <MSFT:AllowedValues ValueType=\"RegEx\"><MSFT:Value>{}</MSFT:Value></MSFT:AllowedValues></DFProperties></Node>",
            escaped(pattern)
        )
    };
    let nodes: String = PATTERNS.iter().enumerate().map(node).collect();
    let text = format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Patterns</NodeName><Path>./Device/Vendor/Contoso</Path>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{nodes}</Node></MgmtTree>"
    );
    let (model, mut report) = Generator::new()
        .source(ddf::Source::new("Patterns.xml", text))
        .model();
    let ir = csp_codegen::lower(&model, &mut report);
    assert!(!report.has_errors(), "{report}");
    let pages: Vec<Page> = Site::new(&ir).pages().collect();
    let rows = page::rows(&pages);
    let long = format!("{}!", "a".repeat(1_000));
    let texts = [
        "a",
        "b",
        "aa",
        "ab",
        "aab",
        "aaaab",
        "abab",
        "abc",
        "ABC",
        "x",
        "xx",
        "y",
        "K",
        "\u{212a}",
        "ſ",
        "ß",
        "ẞ",
        "σ",
        "ς",
        "😀",
        "😁",
        "😀😀",
        "a\nb",
        "\n",
        "\r\n",
        "a b",
        "a-b",
        "x y",
        "é",
        "e\u{301}",
        "\u{301}",
        "_",
        "12,3,x",
        "10.20.30.40",
        "a@b.c",
        "abcA",
        "xxxxxxxxy",
        "ab!",
        "\u{7f}",
        "\u{10ffff}",
        "٣",
        &long,
    ];
    let nodes = ir.modules[0].tree.nodes().skip(1);
    let checks: Vec<Value> = nodes
        .map(|node| {
            let more = texts
                .iter()
                .map(|text| values::verdict(node, (*text).to_owned()));
            let cases: Vec<_> = values::judged(node).into_iter().chain(more).collect();
            json!({ "row": rows[&node.uri()], "cases": cases })
        })
        .collect();
    assert_eq!(checks.len(), PATTERNS.len());
    let unknown = checks.iter().filter(|check| check["row"]["x"] == "unknown");
    assert_eq!(unknown.count(), UNKNOWN);
    let given =
        json!({ "checks": checks, "names": [], "elements": [], "pieces": [], "searches": [] });
    assert!(run(&pages, &given) > 5_000);
}
