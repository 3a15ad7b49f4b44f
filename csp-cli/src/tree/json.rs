//! Trees as JSON: every fact of every node.

use std::io::{self, Write};

use ddf::Model;

use crate::facts::Facts;
use crate::output;

pub(super) fn write(out: &mut dyn Write, model: &Model) -> io::Result<()> {
    output::json_lines(out, model.nodes().map(Facts::new))
}
