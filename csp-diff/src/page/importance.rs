//! Which facts matter more to those who go by the old definition.

use crate::change::FactChange;

/// From what may be done with a node, over what it takes and how, to where it exists and what people read; what a file says beside its nodes is last.
const FACTS: [&str; 35] = [
    "access",
    "format",
    "scope",
    "occurrence",
    "case_sense",
    "allowed",
    "allowed_value",
    "allowed_range",
    "allowed_text",
    "allowed_admx",
    "delimiter",
    "mime",
    "value",
    "default",
    "replace_behavior",
    "conflict_resolution",
    "atomic_required",
    "dependency",
    "dynamic_naming",
    "reboot_behavior",
    "os_build_version",
    "edition_allow_list",
    "requires_azure_ad",
    "csp_version",
    "deprecated",
    "name",
    "path",
    "title",
    "description",
    "allowed_description",
    "gp_mapping",
    "common_error_results",
    "ddf_name",
    "rt_properties",
    "extensions",
];

/// The smaller, the earlier it is told. A node that came or went is first.
pub(crate) fn rank(fact: Option<&FactChange>) -> usize {
    let Some(fact) = fact else { return 0 };
    let place = FACTS.iter().position(|known| *known == fact.fact);
    1 + place.unwrap_or(FACTS.len())
}
