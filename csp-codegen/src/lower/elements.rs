//! The elements of ADMX-backed policies: no DDF has them, so they come from the administrative templates that a user names.

use std::collections::BTreeMap;

use admx::{PolicySet, Resolution};
use csp_schema::{Allowed, Tree};
use ddf::Report;

use crate::codes;
use crate::ir::Ir;

/// Gives the rows of ADMX-backed nodes the elements that their policies have in these templates. The report says which policies are not there: each one
/// that its file lacks, and each file that is not read once.
pub fn elements(ir: &mut Ir<'_>, policies: &PolicySet, report: &mut Report) {
    let mut unread: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for module in &mut ir.modules {
        let is_backed = |allowed: &Allowed| matches!(allowed, Allowed::Admx(_));
        if !module.tree.nodes().any(|node| is_backed(&node.allowed)) {
            continue;
        }
        let mut table = module.tree.table().clone();
        for (node, row) in module.tree.nodes().zip(&mut table.rows) {
            let Allowed::Admx(backings) = &mut row.allowed else {
                continue;
            };
            for backing in backings {
                let found = policies.resolve(admx::AdmxBacking {
                    area: &backing.area,
                    name: &backing.name,
                    file: &backing.file,
                });
                match found.policy() {
                    Some(policy) => {
                        backing.elements = Some(csp_elements::elements(policy));
                    }
                    None if matches!(found, Resolution::NoFile) => {
                        // File names are compared without letter case.
                        let file = unread.entry(backing.file.to_lowercase());
                        file.or_insert_with(|| (backing.file.to_string(), 0)).1 += 1;
                    }
                    None => {
                        let why = found.to_string();
                        report.push(codes::no_policy(node, &backing.name, &backing.file, &why));
                    }
                }
            }
        }
        module.tree = Tree::new(table);
    }
    for (file, nodes) in unread.into_values() {
        report.push(codes::unread_template(&file, nodes));
    }
}
