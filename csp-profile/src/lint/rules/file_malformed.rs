//! `file-malformed`: a file of another kind than XML of which nothing can be read.

use crate::lint::{Check, Example, Level, Rule};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "file-malformed",
    level: Level::Error,
    summary: "Nothing can be read from the file: JSON that is no JSON, a table without a column of addresses, bytes that are no text",
    docs: "The place is where reading ended.",
    bad: Example::of_lamp("{\"omaSettings\": [⟦⟧}"),
    good: Example::of_lamp("{\"omaSettings\": []}"),
    check: Check::Engine,
};
