//! Definitions: reading them, generating from them, mounting them.

use std::sync::Arc;

use csp_codegen::{Generator, lower};
use csp_device::Device;
use csp_runtime::Tree;
use csp_tests::growth::{Shape, Work};
use ddf::{Report, Source};

use super::{definition, node};

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "ddf::parse: siblings",
        size: 1_000,
        prepare: |n| parse(definition(&leaves(n, |nth| format!("N{nth}")))),
    },
    Shape {
        name: "ddf::parse: faulty siblings of one name",
        size: 500,
        prepare: |n| parse(definition(&leaves(n, |_| "<".to_owned()))),
    },
    Shape {
        name: "ddf::parse: allowed values",
        size: 1_000,
        prepare: |n| parse(definition(&choices(n))),
    },
    Shape {
        name: "ddf::parse: a pattern of open braces",
        size: 100_000,
        prepare: |n| parse(definition(&matching(&"{".repeat(n)))),
    },
    Shape {
        name: "generate: siblings",
        size: 400,
        prepare: |n| generate(definition(&leaves(n, |nth| format!("N{nth}")))),
    },
    Shape {
        name: "generate: names that meet in one",
        size: 400,
        prepare: |n| generate(definition(&leaves(n, unwritable))),
    },
    Shape {
        name: "generate: allowed values",
        size: 400,
        prepare: |n| generate(definition(&choices(n))),
    },
    Shape {
        name: "generate: roots, each a CSP",
        size: 100,
        prepare: |n| generate(roots(n)),
    },
    Shape {
        name: "mount: siblings that differ in case alone",
        size: 4_000,
        prepare: |n| mount(definition(&leaves(n, other_case))),
    },
    Shape {
        name: "mount: names made for one hash",
        size: 4_000,
        prepare: |n| mount(definition(&leaves(n, one_hash))),
    },
    Shape {
        name: "mount: roots, each a CSP",
        size: 500,
        prepare: |n| mount(roots(n)),
    },
    Shape {
        name: "to_ddf: siblings",
        size: 1_000,
        prepare: |n| {
            let trees = trees(definition(&leaves(n, |nth| format!("N{nth}"))));
            Box::new(move || assert!(trees.iter().all(|tree| !tree.to_ddf().is_empty())))
        },
    },
];

fn roots(count: usize) -> String {
    let root = |nth| {
        let name = format!("R{nth}</NodeName><Path>./Device/Vendor/Contoso</Path>");
        node(&name, "node", "<Get/>", "", "").replacen("</Path></NodeName>", "</Path>", 1)
    };
    let roots: String = (0..count).map(root).collect();
    format!("<MgmtTree>{roots}</MgmtTree>")
}

pub(super) fn leaves(count: usize, name: impl Fn(usize) -> String) -> String {
    let verbs = "<Add/><Delete/><Get/><Replace/>";
    let facts = "<Occurrence><ZeroOrOne/></Occurrence><Scope><Dynamic/></Scope>";
    (0..count)
        .map(|nth| node(&name(nth), "chr", verbs, facts, ""))
        .collect()
}

/// One name in as many spellings as there are.
pub(super) fn other_case(nth: usize) -> String {
    "abcdefghijklmnop"
        .chars()
        .enumerate()
        .map(|(at, letter)| match nth >> at & 1 {
            0 => letter,
            _ => letter.to_ascii_uppercase(),
        })
        .collect()
}

/// Names of one length with the same bytes at both ends: the router hashes no more.
pub(super) fn one_hash(nth: usize) -> String {
    format!("Beginning{nth:08}TheEndOf")
}

/// Letters that no Rust name has.
fn unwritable(nth: usize) -> String {
    let letter = |digit: usize| char::from_u32(0x4E00 + digit as u32).unwrap();
    [letter(nth / 256), letter(nth % 256)].iter().collect()
}

fn choices(count: usize) -> String {
    let choices: String = (0..count)
        .map(|nth| {
            format!(
                "<MSFT:Enum><MSFT:Value>{nth}</MSFT:Value><MSFT:ValueDescription>One of many</MSFT:ValueDescription></MSFT:Enum>"
            )
        })
        .collect();
    let allowed = format!(
        "<MSFT:AllowedValues xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\" ValueType=\"ENUM\">{choices}</MSFT:AllowedValues>"
    );
    node("Choice", "int", "<Get/><Replace/>", &allowed, "")
}

fn matching(pattern: &str) -> String {
    let allowed = format!(
        "<MSFT:AllowedValues xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\" ValueType=\"RegEx\"><MSFT:Value>a{pattern}</MSFT:Value></MSFT:AllowedValues>"
    );
    node("Pattern", "chr", "<Get/><Replace/>", &allowed, "")
}

fn parse(text: String) -> Work {
    let source = Source::new("Large.xml", text);
    Box::new(move || {
        let mut report = Report::new();
        let documents = ddf::parse(&source, &mut report).into_iter().collect();
        let model = ddf::validate(documents, &mut report);
        assert_eq!(model.documents().is_empty(), report.has_errors());
    })
}

fn generate(text: String) -> Work {
    let generator = Generator::new().source(Source::new("Large.xml", text));
    Box::new(move || assert!(!generator.generate().unwrap().files().is_empty()))
}

fn mount(text: String) -> Work {
    let trees: Vec<Arc<Tree>> = trees(text);
    Box::new(move || {
        assert!(device(&trees).save_state().is_empty());
    })
}

/// A device that serves the trees from memory.
pub(super) fn device(trees: &[Arc<Tree>]) -> Device {
    let mount = |device: Device, tree: &Arc<Tree>| device.mount_tree(Arc::clone(tree)).unwrap();
    trees.iter().fold(Device::new(), mount)
}

/// The trees of a definition, as `csp respond --ddf` has them.
pub(super) fn trees(text: String) -> Vec<Arc<Tree>> {
    let generator = Generator::new().source(Source::new("Large.xml", text));
    let (model, mut report) = generator.model();
    let ir = lower(&model, &mut report);
    assert!(!report.has_errors(), "{report}");
    let modules = ir.modules.into_iter();
    modules.map(|module| Arc::new(module.tree)).collect()
}
