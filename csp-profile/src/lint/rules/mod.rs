//! The rules: one file each, and the list.

mod file_malformed;
mod format_mismatch;
mod suppression_unused;
mod uri_unknown_node;
mod xml_malformed;

use super::rule::Rule;

pub(super) use file_malformed::RULE as FILE_MALFORMED;
pub(super) use suppression_unused::RULE as SUPPRESSION_UNUSED;
pub(super) use xml_malformed::RULE as XML_MALFORMED;

/// Every rule, in the order of the page.
pub static RULES: &[&Rule] = &[
    &xml_malformed::RULE,
    &file_malformed::RULE,
    &uri_unknown_node::RULE,
    &format_mismatch::RULE,
    &suppression_unused::RULE,
];
