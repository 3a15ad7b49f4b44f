//! What the reader of definitions says of a default is what a device says of the value, for every default there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use csp_codegen::{Generator, lower};
use csp_corpus::shared;
use csp_tests::files::root;
use ddf::Source;

csp_corpus::tests! {
    &[] => faulty_defaults, the_cases_of_the_generator;
    &["ddf/2024-05"] => the_published_set;
}

/// Compares both verdicts and gives the numbers of defaults, and of those that both refuse.
fn compare(generator: &Generator) -> (usize, usize) {
    let (model, mut report) = generator.model();
    let refused: BTreeSet<&str> = report
        .iter()
        .filter(|diagnostic| matches!(diagnostic.code().id(), "DDF0064" | "DDF0065"))
        .filter_map(|diagnostic| diagnostic.node())
        .collect();
    let refused: BTreeSet<String> = refused.into_iter().map(str::to_owned).collect();
    let mut count = 0;
    for module in lower(&model, &mut report).modules {
        for node in module.tree.nodes() {
            let Some(default) = node.default.as_deref() else {
                continue;
            };
            // An empty element says that there is none.
            if default.is_empty() || !node.is_leaf() {
                continue;
            }
            count += 1;
            let verdict = node.check(default);
            let uri = node.uri();
            assert_eq!(
                verdict.is_err(),
                refused.contains(&uri),
                "{uri}: {verdict:?}"
            );
        }
    }
    (count, refused.len())
}

/// The faulty values of the reader's own tests, as if Microsoft had published them: those are read all the same.
fn faulty_defaults() {
    let file = root().join("ddf/tests/data/bad/values.xml");
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.replace("Vendor/Contoso", "Vendor/MSFT");
    let source: Arc<Source> = Source::new("values.xml", text);
    assert_eq!(compare(&Generator::new().source(source)), (12, 12));
}

fn the_cases_of_the_generator() {
    let folder = root().join("csp-codegen/tests/cases");
    let (mut count, mut refused) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            let (more, bad) = compare(&Generator::new().file(path));
            (count, refused) = (count + more, refused + bad);
        }
    }
    assert!(count > 3, "{count}");
    assert_eq!(refused, 0);
}

fn the_published_set() {
    let (count, refused) = compare(&Generator::new().file(shared("ddf/2024-05")));
    assert!(count > 1000, "{count}");
    assert_eq!(refused, 12);
}
