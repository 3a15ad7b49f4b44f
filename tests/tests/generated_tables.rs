//! The tree that a definition is lowered to, the one that is loaded from its written table and the one that is compiled are the same; and they have
//! every fact of the definition's model, node by node.
//!
//! What a schema leaves out on purpose: Copy (no device offers it), `Value` and `RTProperties`, elements that nobody knows, the description of a
//! whole constraint, constraints that say nothing (a RegEx without a pattern, a Range that cannot be read), delimiters of what is no list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use csp_codegen::{Generator, lower};
use csp_corpus::{shared, synthetic};
use csp_runtime::Tree;
use csp_schema::{self, Allowed, Fact, NodeDefinition};
use csp_tests::files::root;

csp_corpus::tests! {
    &[] => lowered_trees_are_the_compiled_ones,
        the_definitions_lose_nothing,
        the_case_files_lose_nothing,
        a_large_set_loses_nothing;
    &["ddf/2024-05"] => the_published_set_loses_nothing;
}

/// The facts of a node, by name.
type Facts = BTreeMap<&'static str, String>;

fn lowered_trees_are_the_compiled_ones() {
    let generated: BTreeMap<&str, &Tree> = [
        &csp_windows::application_control::TREE,
        &csp_windows::enrollment_status_tracking::TREE,
        &csp_windows::enterprise_app_management::TREE,
        &csp_windows::enterprise_desktop_app_management::TREE,
        &csp_windows::enterprise_modern_app_management::TREE,
    ]
    .map(|tree| (tree.name(), tree))
    .into();
    let (model, mut report) = Generator::new()
        .file(root().join("ddf/definitions"))
        .model();
    let ir = lower(&model, &mut report);
    assert_eq!(ir.modules.len(), generated.len());
    for module in &ir.modules {
        let compiled = generated[module.tree.name()];
        assert_same(&module.tree, compiled);
        assert_same(&loaded(&module.tree), compiled);
    }
}

/// The tree as it is read from the text of its table.
fn loaded(tree: &Tree) -> Tree {
    let loaded = Tree::load(&tree.to_table()).unwrap();
    assert_same(&loaded, tree);
    loaded
}

/// The names of constants, which are no facts and so do not count where trees are compared, are in the text.
fn assert_same(tree: &Tree, other: &Tree) {
    assert_eq!(tree.table(), other.table(), "{}", tree.name());
    assert_eq!(tree.to_table(), other.to_table(), "{}", tree.name());
}

fn the_definitions_lose_nothing() {
    assert_eq!(compare(vec![root().join("ddf/definitions")]), 278);
}

fn the_case_files_lose_nothing() {
    for entry in std::fs::read_dir(root().join("csp-codegen/tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            assert!(compare(vec![path]) > 0);
        }
    }
}

fn a_large_set_loses_nothing() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated_tables");
    synthetic::write(&folder).unwrap();
    assert_eq!(compare(vec![folder]), synthetic::NODES);
}

fn the_published_set_loses_nothing() {
    assert_eq!(compare(vec![shared("ddf/2024-05")]), 5766);
}

/// Compares all nodes of some files; returns how many there are.
fn compare(paths: Vec<PathBuf>) -> usize {
    let (model, mut report) = paths.iter().fold(Generator::new(), Generator::file).model();
    let ir = lower(&model, &mut report);
    assert!(!report.has_errors(), "{}", report.render());
    let mut trees = BTreeMap::new();
    for module in &ir.modules {
        let loaded = loaded(&module.tree);
        for node in loaded.nodes() {
            let known = trees.insert(node.uri(), in_tree(node));
            assert!(known.is_none(), "{} is there twice", node.uri());
        }
    }
    let mut nodes = 0;
    for node in model.nodes() {
        nodes += 1;
        let uri = node.uri();
        let found = trees.get(&uri);
        assert_eq!(
            found,
            Some(&in_model(node)),
            "{uri} in {}",
            node.document().source().name()
        );
    }
    assert_eq!(nodes, trees.len());
    nodes
}

/// The facts of a node as its definition's model has them.
fn in_model(node: ddf::Node<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut state =
        |name, value: Option<String>| drop(value.and_then(|value| facts.insert(name, value)));
    state("parent", node.parent().map(|parent| parent.uri()));
    state(
        "children",
        Some(
            node.children()
                .map(|child| child.uri())
                .collect::<Vec<_>>()
                .join(" "),
        ),
    );
    state("dynamic", Some(node.is_dynamic().to_string()));
    state("format", Some(node.format().as_str().to_owned()));
    let operations = node
        .access()
        .iter()
        .filter(|operation| *operation != ddf::Operation::Copy);
    state(
        "access",
        Some(
            operations
                .map(ddf::Operation::as_str)
                .collect::<Vec<_>>()
                .join(" "),
        ),
    );
    state(
        "occurrence",
        Some(match node.occurrence() {
            ddf::Occurrence::ZeroOrN(n) => format!("ZeroOrN({})", n.unwrap_or_default()),
            ddf::Occurrence::OneOrN(n) => format!("OneOrN({})", n.unwrap_or_default()),
            other => format!("{other:?}"),
        }),
    );
    state("scope", Some(format!("{:?}", node.scope())));
    state("default", node.default_value().map(str::to_owned));
    state(
        "description",
        Some(node.description().unwrap_or_default().trim().to_owned()),
    );
    state("allowed", Some(allowed_in_model(node.allowed_values())));
    let is_list = !matches!(
        node.format(),
        ddf::Format::Node | ddf::Format::Null | ddf::Format::B64 | ddf::Format::Bin
    );
    let delimiter = node
        .allowed_values()
        .and_then(ddf::AllowedValues::list_delimiter);
    state(
        "delimiter",
        delimiter
            .filter(|_| is_list)
            .and_then(ddf::ListDelimiter::as_char)
            .map(String::from),
    );
    state(
        "title",
        node.title()
            .filter(|_| !node.is_dynamic())
            .map(str::to_owned),
    );
    state(
        "mimes",
        (!node.mimes().is_empty()).then(|| node.mimes().join(" ")),
    );
    state(
        "ddf-name",
        node.ddf_name()
            .filter(|name| !name.is_empty())
            .map(str::to_owned),
    );
    state(
        "case",
        node.case_sense()
            .map(|case| (case == ddf::CaseSense::Sensitive).to_string()),
    );
    let stated = |own: ddf::Applicability<'_>| {
        format!(
            "{:?} {:?} {:?} {:?}",
            own.os_builds().map(ddf::OsBuilds::text),
            own.csp_version(),
            own.editions().map(ddf::Editions::text),
            own.requires_azure_ad().map(|required| required.to_string())
        )
    };
    state("applicability stated", node.own_applicability().map(stated));
    state("applicability", Some(stated(node.applicability())));
    state(
        "deprecated",
        node.deprecated()
            .map(|since| since.os_build().unwrap_or_default().to_owned()),
    );
    state(
        "naming",
        node.dynamic_naming().map(|naming| format!("{naming:?}")),
    );
    state(
        "appends",
        (node.replace_behavior() == Some(ddf::ReplaceBehavior::Append)).then(String::new),
    );
    state(
        "reboot",
        node.reboot_behavior().map(|reboot| format!("{reboot:?}")),
    );
    state(
        "conflict",
        node.conflict_resolution()
            .map(|conflict| format!("{conflict:?}")),
    );
    state(
        "policy",
        node.gp_mapping().map(|policy| {
            [policy.english_name(), policy.area_path(), policy.element()]
                .map(Option::unwrap_or_default)
                .join(" | ")
        }),
    );
    state("atomic", node.atomic_required().then(String::new));
    let groups = node.dependencies().iter().map(|group| {
        let changed = group
            .changed_allowed_values()
            .map(|allowed| allowed_in_model(Some(allowed)));
        let dependencies = group.dependencies().iter().map(|dependency| {
            format!(
                "{:?} {} {}",
                dependency.kind(),
                dependency.uri(),
                allowed_in_model(dependency.allowed_value())
            )
        });
        format!(
            "{} {changed:?} {:?}",
            group.friendly_id().unwrap_or_default(),
            dependencies.collect::<Vec<_>>()
        )
    });
    state("dependencies", Some(groups.collect::<Vec<_>>().join("; ")));
    let errors = node
        .common_error_results()
        .iter()
        .map(ddf::CommonErrorResult::text);
    state("errors", Some(errors.collect::<Vec<_>>().join("; ")));
    facts
}

fn allowed_in_model(allowed: Option<&ddf::AllowedValues>) -> String {
    use ddf::ValueType;
    let Some(allowed) = allowed else {
        return "anything".to_owned();
    };
    let text = allowed.text().unwrap_or_default();
    let choices = || {
        let choices = allowed
            .values()
            .iter()
            .map(|choice| (choice.value(), choice.description().unwrap_or_default()));
        choices.collect::<Vec<_>>()
    };
    match allowed.value_type() {
        ValueType::None => "anything".to_owned(),
        ValueType::Enum => format!("one of {:?}", choices()),
        ValueType::Flag => format!("bits of {:?}", choices()),
        ValueType::Range => allowed.ranges().map_or("anything".to_owned(), |ranges| {
            let intervals = ranges
                .intervals()
                .iter()
                .map(|interval| (interval.min(), interval.max()));
            format!("within {:?}", intervals.collect::<Vec<_>>())
        }),
        ValueType::RegEx if text.is_empty() => "anything".to_owned(),
        ValueType::RegEx => format!("like {text}"),
        ValueType::Admx => {
            let admx = allowed
                .admx()
                .iter()
                .map(|admx| (admx.area(), admx.name(), admx.file()));
            format!("policy {:?}", admx.collect::<Vec<_>>())
        }
        ValueType::Xsd => format!("by XSD {text}"),
        ValueType::Json => format!("by JSON {text}"),
        ValueType::Sddl => format!("by SDDL {text}"),
    }
}

/// The facts of a node as its schema tree has them.
fn in_tree(node: NodeDefinition<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut state =
        |name, value: Option<String>| drop(value.and_then(|value| facts.insert(name, value)));
    state("parent", node.parent().map(|parent| parent.uri()));
    state(
        "children",
        Some(
            node.children()
                .map(|child| child.uri())
                .collect::<Vec<_>>()
                .join(" "),
        ),
    );
    state("dynamic", Some(node.dynamic.to_string()));
    state("format", Some(node.format.as_str().to_owned()));
    state(
        "access",
        Some(
            node.access()
                .iter()
                .map(csp_schema::Verb::as_str)
                .collect::<Vec<_>>()
                .join(" "),
        ),
    );
    state("occurrence", Some(format!("{:?}", node.occurrence)));
    state("scope", Some(format!("{:?}", node.scope)));
    state("default", node.default.as_deref().map(str::to_owned));
    state("description", Some(node.description.to_string()));
    state("allowed", Some(allowed_in_tree(&node.allowed)));
    state("delimiter", node.delimiter.map(String::from));
    let stated = |own: &csp_schema::Applicability| {
        format!(
            "{:?} {:?} {:?} {:?}",
            own.os_build, own.csp_version, own.editions, own.requires_azure_ad
        )
    };
    state("applicability", Some(stated(&node.applicability())));
    let (mut mimes, mut groups, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for fact in &node.facts {
        match fact {
            Fact::Title(title) => state("title", Some(title.to_string())),
            Fact::Mime(mime) => mimes.push(mime.to_string()),
            Fact::DdfName(name) => state("ddf-name", Some(name.to_string())),
            Fact::CaseSensitive => state("case", Some("true".to_owned())),
            Fact::CaseInsensitive => state("case", Some("false".to_owned())),
            Fact::Applicability(own) => state("applicability stated", Some(stated(own))),
            Fact::Deprecated(since) => state("deprecated", Some(since.to_string())),
            Fact::Naming(naming) => state("naming", Some(format!("{naming:?}"))),
            Fact::ReplaceAppends => state("appends", Some(String::new())),
            Fact::Reboot(reboot) => state("reboot", Some(format!("{reboot:?}"))),
            Fact::Conflict(conflict) => state("conflict", Some(format!("{conflict:?}"))),
            Fact::GroupPolicy {
                name,
                area,
                element,
            } => state("policy", Some(format!("{name} | {area} | {element}"))),
            Fact::AtomicRequired => state("atomic", Some(String::new())),
            Fact::Dependency(group) => {
                let changed = group.changed.as_ref().map(allowed_in_tree);
                let dependencies = group.dependencies.iter().map(|dependency| {
                    format!(
                        "{:?} {} {}",
                        dependency.kind,
                        dependency.uri,
                        allowed_in_tree(&dependency.allowed)
                    )
                });
                groups.push(format!(
                    "{} {changed:?} {:?}",
                    group.id,
                    dependencies.collect::<Vec<_>>()
                ));
            }
            Fact::CommonError(text) => errors.push(text.to_string()),
            other => panic!("this test does not know {other:?}"),
        }
    }
    state("mimes", (!mimes.is_empty()).then(|| mimes.join(" ")));
    state("dependencies", Some(groups.join("; ")));
    state("errors", Some(errors.join("; ")));
    facts
}

fn allowed_in_tree(allowed: &Allowed) -> String {
    let choices = |choices: &[csp_schema::Choice]| {
        let choices = choices
            .iter()
            .map(|choice| (choice.value.to_string(), choice.description.to_string()));
        choices.collect::<Vec<_>>()
    };
    match allowed {
        Allowed::Any => "anything".to_owned(),
        Allowed::Enum(list) => format!("one of {:?}", choices(list)),
        Allowed::Flag(list) => format!("bits of {:?}", choices(list)),
        Allowed::Range(intervals) => format!("within {intervals:?}"),
        Allowed::RegEx(pattern) => format!("like {pattern}"),
        Allowed::Admx(admx) => {
            let admx = admx
                .iter()
                .map(|admx| (&*admx.area, &*admx.name, &*admx.file));
            format!("policy {:?}", admx.collect::<Vec<_>>())
        }
        Allowed::Schema(language, text) => format!("by {} {text}", language.as_str()),
        other => panic!("this test does not know {other:?}"),
    }
}
