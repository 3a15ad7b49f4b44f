//! The rules: one file each, and the list.

mod file_malformed;
mod fleet_command;
mod fleet_envelope;
mod format_mismatch;
mod format_missing;
mod node_deprecated;
mod scope_mixed;
mod scope_not_in_ddf;
mod scope_user_delivery;
mod suppression_unused;
mod syncml_cmdid_duplicate;
mod syncml_cmdid_missing;
mod target_build;
mod target_edition;
mod uri_backslash;
mod uri_case;
mod uri_escape;
mod uri_guid_braces;
mod uri_malformed;
mod uri_no_dot;
mod uri_scope_missing;
mod uri_unknown_node;
mod uri_whitespace;
mod value_base64;
mod value_base64_twice;
mod value_dependency;
mod value_list_delimiter;
mod value_localized_principal;
mod value_not_allowed;
mod value_sid;
mod value_wlan;
mod verb_add_not_idempotent;
mod verb_no_delete;
mod verb_not_allowed;
mod verb_parent_missing;
mod verb_read_only;
mod verb_unreadable;
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
    &uri_malformed::RULE,
    &uri_no_dot::RULE,
    &uri_backslash::RULE,
    &uri_whitespace::RULE,
    &uri_case::RULE,
    &scope_not_in_ddf::RULE,
    &scope_user_delivery::RULE,
    &scope_mixed::RULE,
    &uri_unknown_node::RULE,
    &uri_scope_missing::RULE,
    &uri_guid_braces::RULE,
    &uri_escape::RULE,
    &verb_not_allowed::RULE,
    &verb_read_only::RULE,
    &verb_add_not_idempotent::RULE,
    &verb_parent_missing::RULE,
    &verb_unreadable::RULE,
    &verb_no_delete::RULE,
    &format_missing::RULE,
    &format_mismatch::RULE,
    &value_not_allowed::RULE,
    &value_list_delimiter::RULE,
    &value_sid::RULE,
    &value_localized_principal::RULE,
    &value_base64::RULE,
    &value_base64_twice::RULE,
    &value_wlan::RULE,
    &value_dependency::RULE,
    &fleet_envelope::RULE,
    &fleet_command::RULE,
    &node_deprecated::RULE,
    &target_build::RULE,
    &target_edition::RULE,
    &suppression_unused::RULE,
];
