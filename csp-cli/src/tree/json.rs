//! Trees as JSON: every fact of every node.

use std::io::{self, Write};

use admx::PolicySet;
use ddf::Model;

use crate::facts::Facts;
use crate::output;

pub(super) fn write(out: &mut dyn Write, model: &Model, policies: &PolicySet) -> io::Result<()> {
    let facts = model.nodes().map(|node| Facts::new(node, policies));
    output::json_lines(out, facts)
}
