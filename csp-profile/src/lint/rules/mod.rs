//! The rules: one file each, and the list.

mod file_malformed;
mod fleet_command;
mod fleet_envelope;
mod format_mismatch;
mod format_missing;
mod scope_not_in_ddf;
mod suppression_unused;
mod syncml_cmdid_duplicate;
mod syncml_cmdid_missing;
mod uri_backslash;
mod uri_case;
mod uri_no_dot;
mod uri_unknown_node;
mod uri_whitespace;
mod value_not_allowed;
mod verb_not_allowed;
mod verb_read_only;
mod xml_malformed;

use super::rule::Rule;

pub(super) use file_malformed::RULE as FILE_MALFORMED;
pub(super) use suppression_unused::RULE as SUPPRESSION_UNUSED;
pub(super) use xml_malformed::RULE as XML_MALFORMED;

/// Every rule, in the order of the page.
pub static RULES: &[&Rule] = &[
    &xml_malformed::RULE,
    &file_malformed::RULE,
    &syncml_cmdid_missing::RULE,
    &syncml_cmdid_duplicate::RULE,
    &uri_no_dot::RULE,
    &uri_backslash::RULE,
    &uri_whitespace::RULE,
    &uri_case::RULE,
    &scope_not_in_ddf::RULE,
    &uri_unknown_node::RULE,
    &verb_not_allowed::RULE,
    &verb_read_only::RULE,
    &format_missing::RULE,
    &format_mismatch::RULE,
    &value_not_allowed::RULE,
    &fleet_envelope::RULE,
    &fleet_command::RULE,
    &suppression_unused::RULE,
];
