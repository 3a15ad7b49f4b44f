//! The constants of a large set of definitions have names: hardly any is called by its number, and none is long.

use csp_codegen::ir::Constants;
use csp_codegen::{Generator, lower};
use csp_corpus::shared;

csp_corpus::tests! {
    &["ddf/2024-05"] => the_constants_of_the_published_set_have_names;
}

/// In hundredths of all constants. What is left has no description, or one that is the value.
const MOST_NUMBERED: usize = 1;
const LONGEST: usize = 48;

fn the_constants_of_the_published_set_have_names() {
    let (model, mut report) = Generator::new().file(shared("ddf/2024-05")).model();
    let ir = lower(&model, &mut report);
    let mut all = 0;
    let mut numbered: Vec<String> = Vec::new();
    for module in &ir.modules {
        for value in &module.values {
            let names: Vec<&String> = match &value.constants {
                Constants::Int(list) | Constants::Flags(list) => {
                    list.iter().map(|constant| &constant.name).collect()
                }
                Constants::Text(list) => list.iter().map(|constant| &constant.name).collect(),
            };
            all += names.len();
            for name in names {
                let place = format!("{}::{}::{name}", module.name, value.name);
                assert!(name.len() <= LONGEST, "{place} is long");
                if name.starts_with("VALUE_") {
                    numbered.push(place);
                }
            }
        }
    }
    assert!(all > 1000, "{all} constants");
    assert!(
        numbered.len() * 100 <= all * MOST_NUMBERED,
        "{} of {all} constants are called by their numbers: {numbered:#?}",
        numbered.len()
    );
}
