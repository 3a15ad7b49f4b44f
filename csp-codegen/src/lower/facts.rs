//! The facts that few nodes have.

use csp_schema::{
    Applicability, ConflictResolution, Dependency, DependencyGroup, DependencyKind, Fact, Naming,
    RebootBehavior,
};
use ddf::{CaseSense, DynamicNodeNaming, Node, ReplaceBehavior};

use super::allowed::allowed;
use super::text::text;

/// The facts of a node beyond the fields of its row, in the order of the table.
pub(super) fn facts(node: Node<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let (false, Some(title)) = (node.is_dynamic(), node.title()) {
        facts.push(Fact::Title(text(title)));
    }
    facts.extend(node.mimes().iter().map(|mime| Fact::Mime(text(mime))));
    let ddf_name = node.ddf_name().filter(|name| !name.is_empty());
    facts.extend(ddf_name.map(|name| Fact::DdfName(text(name))));
    facts.extend(node.case_sense().map(|case| match case {
        CaseSense::Sensitive => Fact::CaseSensitive,
        CaseSense::Insensitive => Fact::CaseInsensitive,
    }));
    let stated = node.own_applicability().map(applicability);
    // An element with nothing in it states nothing.
    let stated = stated.filter(|stated| *stated != Applicability::default());
    facts.extend(stated.map(Fact::Applicability));
    facts.extend(node.deprecated().map(|deprecated| {
        let build = deprecated.os_build().unwrap_or_default();
        Fact::Deprecated(text(build))
    }));
    facts.extend(node.dynamic_naming().map(|by| Fact::Naming(naming(by))));
    if node.replace_behavior() == Some(ReplaceBehavior::Append) {
        facts.push(Fact::ReplaceAppends);
    }
    facts.extend(node.reboot_behavior().map(|it| Fact::Reboot(reboot(it))));
    let conflict_resolution = node.conflict_resolution();
    facts.extend(conflict_resolution.map(|rule| Fact::Conflict(conflict(rule))));
    facts.extend(node.gp_mapping().map(|mapping| Fact::GroupPolicy {
        name: text(mapping.english_name().unwrap_or_default()),
        area: text(mapping.area_path().unwrap_or_default()),
        element: text(mapping.element().unwrap_or_default()),
    }));
    if node.atomic_required() {
        facts.push(Fact::AtomicRequired);
    }
    let groups = node.dependencies().iter();
    facts.extend(groups.map(|group| Fact::Dependency(dependencies(group))));
    let errors = node.common_error_results().iter();
    facts.extend(errors.map(|error| Fact::CommonError(text(error.text()))));
    facts
}

fn applicability(own: ddf::Applicability<'_>) -> Applicability {
    let word = |required: bool| if required { "true" } else { "false" };
    Applicability {
        os_build: own.os_builds().map(|builds| text(builds.text())),
        csp_version: own.csp_version().map(text),
        editions: own.editions().map(|editions| text(editions.text())),
        requires_azure_ad: own
            .requires_azure_ad()
            .map(|required| word(required).into()),
    }
}

fn naming(naming: &DynamicNodeNaming) -> Naming {
    match naming {
        DynamicNodeNaming::ServerGeneratedUniqueIdentifier => {
            Naming::ServerGeneratedUniqueIdentifier
        }
        DynamicNodeNaming::ClientInventory => Naming::ClientInventory,
        DynamicNodeNaming::UniqueName(prose) => Naming::UniqueName(text(prose)),
    }
}

fn reboot(reboot: ddf::RebootBehavior) -> RebootBehavior {
    match reboot {
        ddf::RebootBehavior::None => RebootBehavior::None,
        ddf::RebootBehavior::Automatic => RebootBehavior::Automatic,
        ddf::RebootBehavior::ServerInitiated => RebootBehavior::ServerInitiated,
    }
}

fn conflict(rule: ddf::ConflictResolution) -> ConflictResolution {
    use ConflictResolution as To;
    use ddf::ConflictResolution as From;
    match rule {
        From::NoMerge => To::NoMerge,
        From::LowestValueMostSecure => To::LowestValueMostSecure,
        From::HighestValueMostSecure => To::HighestValueMostSecure,
        From::LastWrite => To::LastWrite,
        From::LowestValueMostSecureZeroHasNoLimits => To::LowestValueMostSecureZeroHasNoLimits,
        From::HighestValueMostSecureZeroHasNoLimits => To::HighestValueMostSecureZeroHasNoLimits,
    }
}

fn dependencies(group: &ddf::DependencyGroup) -> DependencyGroup {
    let dependency = |stated: &ddf::Dependency| Dependency {
        kind: match stated.kind() {
            ddf::DependencyKind::DependsOn => DependencyKind::DependsOn,
            ddf::DependencyKind::Not => DependencyKind::Not,
        },
        uri: text(stated.uri()),
        allowed: allowed(stated.allowed_value()),
    };
    let changed = group.changed_allowed_values();
    DependencyGroup {
        id: text(group.friendly_id().unwrap_or_default()),
        changed: changed.map(|changed| allowed(Some(changed))),
        dependencies: group.dependencies().iter().map(dependency).collect(),
    }
}
