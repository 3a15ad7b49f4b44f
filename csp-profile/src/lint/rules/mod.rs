//! The rules: one file each, and the list.

mod admx_category_path;
mod admx_disabled_data;
mod admx_element_id;
mod admx_element_new;
mod admx_ingest_invalid;
mod admx_line_endings;
mod admx_list_shape;
mod admx_needs_string;
mod admx_order;
mod atomic_content;
mod atomic_duplicate_target;
mod atomic_required;
mod csv_structure;
mod danger_irreversible;
mod data_cdata;
mod data_double_escaped;
mod data_raw_markup;
mod file_malformed;
mod fleet_command;
mod fleet_envelope;
mod fleet_reserved;
mod fleet_scep;
mod fleet_variable;
mod format_mismatch;
mod format_missing;
mod intune_masked;
mod intune_odata_type;
mod intune_structure;
mod meta_namespace;
mod node_deprecated;
mod scep_enroll_last;
mod scope_mixed;
mod scope_not_in_ddf;
mod scope_user_delivery;
mod set_conflict;
mod set_duplicate;
mod suppression_unused;
mod syncml_cmdid_duplicate;
mod syncml_cmdid_missing;
mod syncml_structure;
mod target_build;
mod target_edition;
mod uri_backslash;
mod uri_case;
mod uri_escape;
mod uri_guid_braces;
mod uri_malformed;
mod uri_name;
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
mod value_placeholder;
mod value_sid;
mod value_wlan;
mod value_xml_schema;
mod verb_add_not_idempotent;
mod verb_no_delete;
mod verb_not_allowed;
mod verb_parent_missing;
mod verb_read_only;
mod verb_unreadable;
mod wap_structure;
mod windc_id_mismatch;
mod windc_structure;
mod xml_escaped_command;
mod xml_malformed;
mod xml_nested_declaration;
mod xml_unbound_prefix;

use super::rule::Rule;

pub(super) use file_malformed::RULE as FILE_MALFORMED;
pub(super) use suppression_unused::RULE as SUPPRESSION_UNUSED;
pub(super) use xml_malformed::RULE as XML_MALFORMED;

/// Every rule, in the order of the page.
pub static RULES: &[&Rule] = &[
    &xml_malformed::RULE,
    &file_malformed::RULE,
    &xml_unbound_prefix::RULE,
    &xml_nested_declaration::RULE,
    &xml_escaped_command::RULE,
    &syncml_structure::RULE,
    &syncml_cmdid_missing::RULE,
    &syncml_cmdid_duplicate::RULE,
    &meta_namespace::RULE,
    &uri_malformed::RULE,
    &uri_no_dot::RULE,
    &uri_backslash::RULE,
    &uri_whitespace::RULE,
    &uri_case::RULE,
    &uri_scope_missing::RULE,
    &scope_not_in_ddf::RULE,
    &uri_unknown_node::RULE,
    &uri_guid_braces::RULE,
    &uri_escape::RULE,
    &uri_name::RULE,
    &scope_user_delivery::RULE,
    &scope_mixed::RULE,
    &verb_not_allowed::RULE,
    &verb_read_only::RULE,
    &verb_add_not_idempotent::RULE,
    &verb_parent_missing::RULE,
    &verb_unreadable::RULE,
    &verb_no_delete::RULE,
    &format_missing::RULE,
    &format_mismatch::RULE,
    &value_not_allowed::RULE,
    &value_xml_schema::RULE,
    &value_list_delimiter::RULE,
    &value_sid::RULE,
    &value_localized_principal::RULE,
    &value_base64::RULE,
    &value_base64_twice::RULE,
    &value_wlan::RULE,
    &value_placeholder::RULE,
    &value_dependency::RULE,
    &data_cdata::RULE,
    &data_double_escaped::RULE,
    &data_raw_markup::RULE,
    &admx_needs_string::RULE,
    &admx_element_id::RULE,
    &admx_element_new::RULE,
    &admx_list_shape::RULE,
    &admx_disabled_data::RULE,
    &admx_line_endings::RULE,
    &admx_category_path::RULE,
    &admx_order::RULE,
    &admx_ingest_invalid::RULE,
    &atomic_content::RULE,
    &atomic_duplicate_target::RULE,
    &atomic_required::RULE,
    &scep_enroll_last::RULE,
    &node_deprecated::RULE,
    &target_build::RULE,
    &target_edition::RULE,
    &set_conflict::RULE,
    &set_duplicate::RULE,
    &fleet_envelope::RULE,
    &fleet_command::RULE,
    &fleet_reserved::RULE,
    &fleet_variable::RULE,
    &fleet_scep::RULE,
    &intune_masked::RULE,
    &intune_odata_type::RULE,
    &intune_structure::RULE,
    &windc_id_mismatch::RULE,
    &windc_structure::RULE,
    &wap_structure::RULE,
    &csv_structure::RULE,
    &danger_irreversible::RULE,
    &suppression_unused::RULE,
];

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
