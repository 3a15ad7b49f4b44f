//! Compares the facts of one node on both sides.

mod applicability;
mod build;
mod constraint;
mod dependency;
mod value;

use ddf::{Document, Extension, Node, Occurrence};

use super::change::{Class, FactChanges};

/// What differs between two nodes of one place.
pub(crate) fn compare(old: Node<'_>, new: Node<'_>) -> FactChanges {
    let mut changes = FactChanges::default();
    let out = &mut changes;
    if old.index() == 0 && new.index() == 0 {
        document(out, old.document(), new.document());
    }
    out.note_text("name", old.name(), new.name());
    out.note_text("path", old.root_path(), new.root_path());
    out.note_text("title", old.title(), new.title());
    out.note_text("description", old.description(), new.description());
    shape(out, old, new);
    value(out, old, new);
    constraint::compare(out, old, new);
    applicability::compare(out, old, new);
    behavior(out, old, new);
    dependency::compare(out, old.dependencies(), new.dependencies());
    notes(out, old, new);
    changes
}

/// What a file says beside its nodes, noted at its first root.
fn document(out: &mut FactChanges, old: &Document, new: &Document) {
    out.note_text("ver_dtd", old.ver_dtd(), new.ver_dtd());
    out.note_text("manufacturer", old.manufacturer(), new.manufacturer());
    out.note_text("model", old.model(), new.model());
    let marker = |document: &Document| document.has_diagnostics_marker().then_some("true");
    out.note_text("diagnostics", marker(old), marker(new));
    let unknown = |document: &Document| extensions(document.extensions());
    out.note_text(
        "document_extensions",
        unknown(old).as_deref(),
        unknown(new).as_deref(),
    );
}

/// What the node is, and what may be done with it.
fn shape(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    let text = |text: &dyn std::fmt::Display| Some(text.to_string());
    out.note("format", text(&old.format()), text(&new.format()), || {
        Class::Breaking
    });
    out.note_list(
        "access",
        ',',
        text(&old.access()),
        text(&new.access()),
        || {
            let lost = old.access().iter().any(|verb| !new.access().contains(verb));
            Class::of_sets(!lost, false)
        },
    );
    let (was, is) = (old.occurrence(), new.occurrence());
    out.note("occurrence", text(&was), text(&is), || occurrence(was, is));
    out.note("scope", text(&old.scope()), text(&new.scope()), || {
        Class::Breaking
    });
    let case = |node: Node<'_>| node.case_sense().map(|case| case.as_str().to_owned());
    out.note("case_sense", case(old), case(new), || {
        Class::of_restriction(old.is_case_sensitive(), new.is_case_sensitive())
    });
}

/// More instances are an addition. Fewer are refused, and where none was impossible, readers rely on one.
fn occurrence(old: Occurrence, new: Occurrence) -> Class {
    let bounds = |occurrence| match occurrence {
        Occurrence::One => (1, 1),
        Occurrence::ZeroOrOne => (0, 1),
        Occurrence::ZeroOrMore => (0, u32::MAX),
        Occurrence::OneOrMore => (1, u32::MAX),
        Occurrence::ZeroOrN(most) => (0, most.unwrap_or(u32::MAX)),
        Occurrence::OneOrN(most) => (1, most.unwrap_or(u32::MAX)),
    };
    let ((old_least, old_most), (new_least, new_most)) = (bounds(old), bounds(new));
    if old_least == new_least {
        Class::of_sets(old_most <= new_most, old_most >= new_most)
    } else {
        Class::Breaking
    }
}

/// What the node holds when nothing sets it, and of which type its values are.
fn value(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    let mut stated = |fact, old: Option<&str>, new: Option<&str>| {
        let class = match old {
            None => Class::Additive,
            Some(_) => Class::Breaking,
        };
        out.note(fact, old.map(str::to_owned), new.map(str::to_owned), || {
            class
        });
    };
    stated("default", old.default_value(), new.default_value());
    stated("value", old.value(), new.value());
    let mimes = |node: Node<'_>| (!node.mimes().is_empty()).then(|| node.mimes().join(", "));
    out.note_list("mime", ',', mimes(old), mimes(new), || mime(old, new));
    out.note_text("ddf_name", old.ddf_name(), new.ddf_name());
}

/// A leaf is answered with the first type, `text/plain` where none is stated (SyncML Meta Information); several are all that it takes.
fn mime(old: Node<'_>, new: Node<'_>) -> Class {
    let first = |node: Node<'_>| match node.mimes().first() {
        Some(first) => first.trim().to_owned(),
        None => "text/plain".to_owned(),
    };
    if !old.is_leaf() || !new.is_leaf() {
        return Class::Documentation;
    }
    if first(old) != first(new) {
        return Class::Breaking;
    }
    let (was, is) = (old.mimes(), new.mimes());
    match (was.len() > 1, is.len() > 1) {
        (true, true) => Class::of_lists(was, is),
        (before, after) => Class::of_restriction(before, after),
    }
}

/// How Windows treats the node's value. What is stated newly and holds anyway changes nothing.
fn behavior(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    let changed = |is_same: bool| {
        if is_same {
            Class::Documentation
        } else {
            Class::Breaking
        }
    };
    let (was, is) = (old.conflict_resolution(), new.conflict_resolution());
    let text = |rule: Option<ddf::ConflictResolution>| rule.map(|rule| rule.to_string());
    out.note("conflict_resolution", text(was), text(is), || {
        changed(was.unwrap_or_default() == is.unwrap_or_default())
    });
    let (was, is) = (old.replace_behavior(), new.replace_behavior());
    let text = |rule: Option<ddf::ReplaceBehavior>| rule.map(|rule| rule.to_string());
    out.note("replace_behavior", text(was), text(is), || {
        changed(was.unwrap_or_default() == is.unwrap_or_default())
    });
    let (was, is) = (old.reboot_behavior(), new.reboot_behavior());
    let text = |rule: Option<ddf::RebootBehavior>| rule.map(|rule| rule.to_string());
    out.note("reboot_behavior", text(was), text(is), || {
        changed(was.unwrap_or_default() == is.unwrap_or_default())
    });
    let required = |node: Node<'_>| node.atomic_required().then(|| "true".to_owned());
    out.note("atomic_required", required(old), required(new), || {
        Class::of_restriction(old.atomic_required(), new.atomic_required())
    });
    let (was, is) = (old.dynamic_naming(), new.dynamic_naming());
    let text = |naming: Option<&ddf::DynamicNodeNaming>| {
        let naming = naming?;
        Some(match naming.text() {
            Some(rule) => format!("{}: {rule}", naming.as_str()),
            None => naming.as_str().to_owned(),
        })
    };
    out.note("dynamic_naming", text(was), text(is), || match (was, is) {
        // The rule of a unique name is prose, which no device checks.
        (Some(was), Some(is)) => changed(was.as_str() == is.as_str()),
        _ => Class::Documentation,
    });
}

/// What people read, and what nothing is known about.
fn notes(out: &mut FactChanges, old: Node<'_>, new: Node<'_>) {
    let deprecated = |node: Node<'_>| {
        let build = node.deprecated()?.os_build();
        Some(build.map_or("yes".to_owned(), |build| format!("since {build}")))
    };
    out.note_text(
        "deprecated",
        deprecated(old).as_deref(),
        deprecated(new).as_deref(),
    );
    let mapping = |node: Node<'_>| {
        let mapping = node.gp_mapping()?;
        let parts = [
            mapping.area_path(),
            mapping.english_name(),
            mapping.element(),
        ];
        Some(parts.map(Option::unwrap_or_default).join(" | "))
    };
    out.note_text(
        "gp_mapping",
        mapping(old).as_deref(),
        mapping(new).as_deref(),
    );
    let errors = |node: Node<'_>| {
        let errors = node.common_error_results().iter();
        let texts: Vec<&str> = errors.map(ddf::CommonErrorResult::text).collect();
        (!texts.is_empty()).then(|| texts.join(" | "))
    };
    out.note_text(
        "common_error_results",
        errors(old).as_deref(),
        errors(new).as_deref(),
    );
    out.note_text("rt_properties", old.rt_properties(), new.rt_properties());
    let unknown = |node: Node<'_>| extensions(node.extensions());
    out.note_text(
        "extensions",
        unknown(old).as_deref(),
        unknown(new).as_deref(),
    );
}

fn extensions(extensions: &[Extension]) -> Option<String> {
    let texts: Vec<&str> = extensions.iter().map(Extension::xml).collect();
    (!texts.is_empty()).then(|| texts.concat())
}
