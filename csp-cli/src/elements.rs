//! The elements of ADMX-backed policies, which go from templates into the rows of definitions.

use admx::PolicySet;
use csp_codegen::ir::Ir;
use ddf::Report;

use crate::notes;

/// Takes the elements of policies from templates, and tells what is not there: all of it where that is little.
pub(crate) fn take(ir: &mut Ir<'_>, policies: &PolicySet) {
    const MOST: usize = 10;
    let mut missing = Report::new();
    csp_codegen::elements(ir, policies, &mut missing);
    for diagnostic in missing.iter().take(MOST) {
        let node = diagnostic.node().map(|node| format!("{node}: "));
        let message = diagnostic.message();
        notes::note(format_args!("note: {}{message}", node.unwrap_or_default()));
    }
    if let Some(more @ 1..) = missing.iter().count().checked_sub(MOST) {
        notes::note(format_args!(
            "note: {more} more like these, which `csp admx resolve` shows"
        ));
    }
}
