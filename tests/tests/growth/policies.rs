//! Policies with their templates: structs that are shared or not, elements and items.

use std::fs;

use csp_codegen::Generator;
use csp_tests::growth::{Shape, Work};
use ddf::Source;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "policies: a struct for each",
        size: 100,
        prepare: |count| generated(count, |nth| item_enum(&format!("E{nth}"), 2)),
    },
    Shape {
        name: "policies: one struct for all",
        size: 100,
        prepare: |count| generated(count, |_| item_enum("E", 2)),
    },
    Shape {
        name: "policies: elements of one, whose names meet",
        size: 100,
        prepare: |count| {
            let elements = (0..count).map(|nth| item_enum(&format!("e{}", "-".repeat(nth)), 2));
            let elements: String = elements.collect();
            generated(1, |_| elements.clone())
        },
    },
    Shape {
        name: "policies: items of one enum",
        size: 100,
        prepare: |count| generated(1, |_| item_enum("E", count)),
    },
];

/// Modules for so many policies, of which each has these elements. What the lock has is kept.
fn generated(count: usize, elements: impl Fn(usize) -> String) -> Work {
    let folder = tempfile::tempdir().unwrap();
    let (mut policies, mut nodes) = (String::new(), String::new());
    for nth in 0..count {
        policies += &format!(
            "<policy name=\"P{nth}\" class=\"Machine\" displayName=\"P\" key=\"Software\\Policies\"><parentCategory ref=\"C\"/><elements>{}</elements></policy>",
            elements(nth)
        );
        let backed = format!(
            "<AllowedValues ValueType=\"ADMX\"><AdmxBacked Area=\"L~AT~C\" Name=\"P{nth}\" File=\"L.admx\"/></AllowedValues>"
        );
        nodes += &super::node(&format!("P{nth}"), "chr", "<Get/><Replace/>", &backed, "");
    }
    let template = format!(
        "<policyDefinitions><categories><category name=\"C\" displayName=\"C\"/></categories><policies>{policies}</policies></policyDefinitions>"
    );
    fs::write(folder.path().join("L.admx"), template).unwrap();
    let source = Source::new("Large.xml", super::definition(&nodes));
    let lock = folder.path().join("names.lock");
    let generator = Generator::new().source(source).admx(folder.path());
    let generator = generator.lock(&lock);
    let output = generator.generate().unwrap();
    fs::write(lock, output.lock().text()).unwrap();
    Box::new(move || {
        let _ = &folder;
        let output = generator.generate().unwrap();
        assert!(output.files()[0].text().contains("::Elements for "));
        assert!(output.follow(&Default::default()).refusals.is_empty());
    })
}

fn item_enum(id: &str, items: usize) -> String {
    let item = |nth| {
        format!("<item displayName=\"I{nth}\"><value><decimal value=\"{nth}\"/></value></item>")
    };
    let items: String = (0..items).map(item).collect();
    format!("<enum id=\"{id}\" valueName=\"V\">{items}</enum>")
}
