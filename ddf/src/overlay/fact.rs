//! The facts of a node that an overlay can change: how each is read from a node, and written to it.

use crate::model::{
    Access, AdmxBacking, AllowedValue, AllowedValues, ApplicabilityData, CaseSense,
    ConflictResolution, Deprecated, Editions, Format, GpMapping, ListDelimiter, Microsoft,
    NodeData, Occurrence, Operation, OsBuilds, RebootBehavior, ReplaceBehavior, Scope, ValueType,
};

use super::value::{Item, Value};

/// A fact of a node, by the name that `csp tree --format json` and `csp diff` give it.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// What the file states; `None` where it states nothing.
    pub(super) read: fn(&NodeData) -> Option<Value>,
    /// Makes the node state this; refused is what no node can state.
    pub(super) write: fn(&mut NodeData, Option<&Value>) -> Result<(), Refusal>,
}

/// How an overlay writes a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    /// A text in which the space around it counts.
    Exact,
    /// `true` or `false`.
    Flag,
    List,
    /// A list whose texts may be described.
    Described,
}

impl Shape {
    /// Whether a node has what an overlay says, where `None` is that the file does not state the fact.
    pub(super) fn is_same(self, said: Option<&Value>, found: Option<&Value>) -> bool {
        match (said, found) {
            _ if self == Self::Exact => said == found,
            (Some(said), Some(found)) => said.is(found),
            (None, None) => true,
            _ => false,
        }
    }
}

/// Why a fact cannot be so, and what to do about it.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The fact of this name.
pub(super) fn fact(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// Declares facts: a name, a shape, what reads and what writes.
macro_rules! facts {
    ($($name:literal, $shape:ident, $read:expr, $write:expr;)*) => {
        /// All facts. `allowed_type` stands before the others of allowed values, which it may remove.
        static FACTS: &[Fact] = &[$(Fact { name: $name, shape: Shape::$shape, read: $read, write: $write }),*];

        /// The names of all facts.
        pub(super) static NAMES: &[&str] = &[$($name),*];
    };
}

facts! {
    "title", Text,
        |node| text(node.title.as_deref()),
        |node, to| { node.title = trimmed(to); Ok(()) };
    "description", Text,
        |node| text(node.description.as_deref()),
        |node, to| { node.description = owned(to); Ok(()) };
    "format", Text,
        |node| text(Some(node.format.as_str())),
        |node, to| {
            node.format = required(word(to, &Format::NAMES, &Format::SYNONYMS, Format::from_name)?)?;
            Ok(())
        };
    "access", List,
        |node| list(node.access.iter().map(Operation::as_str)),
        |node, to| { node.access = access(to)?; Ok(()) };
    "occurrence", Text,
        |node| text(Some(&node.occurrence.to_string())),
        |node, to| { node.occurrence = occurrence(to)?; Ok(()) };
    "scope", Text,
        |node| text(Some(node.scope.as_str())),
        |node, to| {
            node.scope = required(word(to, &Scope::NAMES, &[], Scope::from_name)?)?;
            Ok(())
        };
    "default", Text,
        |node| text(node.default_value.as_deref()),
        |node, to| {
            node.default_value = owned(to);
            let span = node.default_span.take().unwrap_or(node.span.clone());
            node.default_span = to.map(|_| span);
            Ok(())
        };
    "mimes", List,
        |node| list(node.mimes.iter().map(String::as_str)),
        |node, to| {
            node.mimes = items(to).iter().map(|item| item.text.clone()).collect();
            Ok(())
        };
    "ddf_name", Text,
        |node| text(node.ddf_name.as_deref()),
        |node, to| { node.ddf_name = owned(to); Ok(()) };
    "case_sense", Text,
        |node| text(node.case_sense.map(CaseSense::as_str)),
        |node, to| {
            node.case_sense = word(to, &CaseSense::NAMES, &[], CaseSense::from_name)?;
            Ok(())
        };
    "allowed_type", Text,
        |node| text(allowed(node).map(|allowed| allowed.value_type.as_str())),
        |node, to| {
            match word(to, &ValueType::NAMES, &[], ValueType::from_name)? {
                Some(value_type) => allowed_mut(node).value_type = value_type,
                None => microsoft(node).allowed_values = None,
            }
            Ok(())
        };
    "allowed_values", Described,
        |node| values(allowed(node)?),
        |node, to| on_allowed(node, to, |allowed| set_values(allowed, items(to)));
    "allowed_text", Text,
        |node| text(allowed(node)?.text.as_deref()),
        |node, to| on_allowed(node, to, |allowed| allowed.text = owned(to));
    "allowed_description", Text,
        |node| text(allowed(node)?.text_description.as_deref()),
        |node, to| on_allowed(node, to, |allowed| allowed.text_description = owned(to));
    "delimiter", Exact,
        |node| text(Some(allowed(node)?.list_delimiter.as_ref()?.as_written())),
        |node, to| on_allowed(node, to, |allowed| {
            allowed.list_delimiter = owned(to).map(ListDelimiter::new);
        });
    "admx_area", Text,
        |node| text(Some(&admx(node)?.area)),
        |node, to| on_admx(node, to, |admx, area| admx.area = area);
    "admx_name", Text,
        |node| text(Some(&admx(node)?.name)),
        |node, to| on_admx(node, to, |admx, name| admx.name = name);
    "admx_file", Text,
        |node| text(Some(&admx(node)?.file)),
        |node, to| on_admx(node, to, |admx, file| admx.file = file);
    "os_build_version", Text,
        |node| text(Some(applicability(node)?.os_builds.as_ref()?.text())),
        |node, to| on_applicability(node, |facts| facts.os_builds = owned(to).map(OsBuilds::new));
    "csp_version", Text,
        |node| text(applicability(node)?.csp_version.as_deref()),
        |node, to| on_applicability(node, |facts| facts.csp_version = owned(to));
    "edition_allow_list", Text,
        |node| text(Some(applicability(node)?.editions.as_ref()?.text())),
        |node, to| on_applicability(node, |facts| facts.editions = owned(to).map(Editions::new));
    "requires_azure_ad", Flag,
        |node| flag(applicability(node)?.requires_azure_ad?),
        |node, to| on_applicability(node, |facts| facts.requires_azure_ad = to.map(is_true));
    "deprecated", Text,
        |node| text(Some(node.microsoft.as_ref()?.deprecated.as_ref()?.os_build().unwrap_or(""))),
        |node, to| {
            let deprecated = to.map(|to| Deprecated { os_build: trimmed(Some(to)) });
            microsoft(node).deprecated = deprecated;
            Ok(())
        };
    "gp_english_name", Text,
        |node| text(gp_mapping(node)?.english_name.as_deref()),
        |node, to| on_gp_mapping(node, |mapping| mapping.english_name = owned(to));
    "gp_area_path", Text,
        |node| text(gp_mapping(node)?.area_path.as_deref()),
        |node, to| on_gp_mapping(node, |mapping| mapping.area_path = owned(to));
    "gp_element", Text,
        |node| text(gp_mapping(node)?.element.as_deref()),
        |node, to| on_gp_mapping(node, |mapping| mapping.element = owned(to));
    "conflict_resolution", Text,
        |node| text(node.microsoft.as_ref()?.conflict_resolution.map(ConflictResolution::as_str)),
        |node, to| {
            let rule = word(to, ConflictResolution::NAMES, &[], ConflictResolution::from_name)?;
            microsoft(node).conflict_resolution = rule;
            Ok(())
        };
    "replace_behavior", Text,
        |node| text(node.microsoft.as_ref()?.replace_behavior.map(ReplaceBehavior::as_str)),
        |node, to| {
            let behavior = word(to, ReplaceBehavior::NAMES, &[], ReplaceBehavior::from_name)?;
            microsoft(node).replace_behavior = behavior;
            Ok(())
        };
    "reboot_behavior", Text,
        |node| text(node.microsoft.as_ref()?.reboot_behavior.map(RebootBehavior::as_str)),
        |node, to| {
            let behavior = word(to, RebootBehavior::NAMES, &[], RebootBehavior::from_name)?;
            microsoft(node).reboot_behavior = behavior;
            Ok(())
        };
    "atomic_required", Flag,
        |node| flag(node.microsoft.as_ref().is_some_and(|microsoft| microsoft.atomic_required)),
        |node, to| { microsoft(node).atomic_required = required(to.map(is_true))?; Ok(()) };
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(|text| Value::Text(text.to_owned()))
}

fn flag(is_true: bool) -> Option<Value> {
    text(Some(if is_true { "true" } else { "false" }))
}

/// Texts; none is nothing stated.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Value> {
    let items = texts.map(|text| Item {
        text: text.to_owned(),
        description: None,
    });
    let items: Vec<Item> = items.collect();
    (!items.is_empty()).then_some(Value::List(items))
}

fn owned(to: Option<&Value>) -> Option<String> {
    to.map(|to| to.text().to_owned())
}

/// A text without the space around it; none where nothing is left.
fn trimmed(to: Option<&Value>) -> Option<String> {
    let text = to?.text().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn items(to: Option<&Value>) -> &[Item] {
    to.map_or(&[], Value::items)
}

fn is_true(to: &Value) -> bool {
    to.text() == "true"
}

/// What every node states.
fn required<T>(to: Option<T>) -> Result<T, Refusal> {
    to.ok_or_else(|| Refusal {
        message: "every node states this fact".to_owned(),
        help: Some("say in `to` what it is".to_owned()),
    })
}

/// One of these words.
fn word<T>(
    to: Option<&Value>,
    names: &[&'static str],
    synonyms: &[(&str, &'static str)],
    from_name: fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let Some(to) = to else {
        return Ok(None);
    };
    let value = from_name(to.text());
    match value {
        Some(value) => Ok(Some(value)),
        None => Err(unknown(to.text(), names, synonyms)),
    }
}

fn unknown(word: &str, names: &[&str], synonyms: &[(&str, &str)]) -> Refusal {
    let help = format!("it is one of {}", names.join(", "));
    Refusal {
        message: format!("`{}` is no value of this fact", word.escape_debug()),
        help: Some(csp_source::help(word, names, synonyms, &help)),
    }
}

fn access(to: Option<&Value>) -> Result<Access, Refusal> {
    let operations = items(to).iter().map(|item| {
        Operation::from_name(&item.text)
            .ok_or_else(|| unknown(&item.text, &Operation::NAMES, &Operation::SYNONYMS))
    });
    let access: Access = operations.collect::<Result<Access, Refusal>>()?;
    required(Some(access).filter(|access| !access.is_empty()))
}

/// As the model shows it: `ZeroOrOne`, `ZeroOrN:5`.
fn occurrence(to: Option<&Value>) -> Result<Occurrence, Refusal> {
    let text = required(to)?.text();
    let (name, n) = match text.split_once(':') {
        Some((name, n)) => (name, n.parse().ok()),
        None => (text, None),
    };
    let occurrence = Occurrence::from_name(name, n);
    occurrence
        .filter(|occurrence| occurrence.to_string() == text)
        .ok_or_else(|| unknown(text, &Occurrence::NAMES, &[]))
}

fn microsoft(node: &mut NodeData) -> &mut Microsoft {
    node.microsoft.get_or_insert_default()
}

fn allowed(node: &NodeData) -> Option<&AllowedValues> {
    node.microsoft.as_ref()?.allowed_values.as_ref()
}

/// The allowed values, which are unconstrained where there were none.
fn allowed_mut(node: &mut NodeData) -> &mut AllowedValues {
    let span = node.span.clone();
    let allowed = &mut microsoft(node).allowed_values;
    allowed.get_or_insert_with(|| AllowedValues::unconstrained(span))
}

/// Changes the allowed values; where there are none, and none is stated, they stay absent.
fn on_allowed(
    node: &mut NodeData,
    to: Option<&Value>,
    change: impl FnOnce(&mut AllowedValues),
) -> Result<(), Refusal> {
    if to.is_some() || allowed(node).is_some() {
        change(allowed_mut(node));
    }
    Ok(())
}

fn values(allowed: &AllowedValues) -> Option<Value> {
    let items = allowed.values.iter().map(|value| Item {
        text: value.value.clone(),
        description: value.description.clone(),
    });
    let items: Vec<Item> = items.collect();
    (!items.is_empty()).then_some(Value::List(items))
}

/// Lists these values. One that was listed keeps its place in the file, and its description unless another is given.
fn set_values(allowed: &mut AllowedValues, items: &[Item]) {
    let mut listed = std::collections::BTreeMap::new();
    for value in std::mem::take(&mut allowed.values) {
        listed.insert(value.value.trim().to_owned(), value);
    }
    let values = items.iter().map(|item| {
        let old = listed.get(item.text.trim());
        let described = || old.and_then(|old| old.description.clone());
        AllowedValue {
            value: item.text.clone(),
            description: item.description.clone().or_else(described),
            span: old.map_or(allowed.span.clone(), |old| old.span.clone()),
        }
    });
    allowed.values = values.collect();
}

/// The policy that defines the payload: the first, as every published node has one.
fn admx(node: &NodeData) -> Option<&AdmxBacking> {
    allowed(node)?.admx.first()
}

fn on_admx(
    node: &mut NodeData,
    to: Option<&Value>,
    change: fn(&mut AdmxBacking, String),
) -> Result<(), Refusal> {
    let text = owned(to).unwrap_or_default();
    on_allowed(node, to, |allowed| {
        if allowed.admx.is_empty() {
            allowed.admx.push(AdmxBacking::default());
        }
        if let Some(admx) = allowed.admx.first_mut() {
            change(admx, text);
        }
        allowed.admx.retain(|admx| *admx != AdmxBacking::default());
    })
}

fn applicability(node: &NodeData) -> Option<&ApplicabilityData> {
    node.microsoft.as_ref()?.applicability.as_ref()
}

fn on_applicability(
    node: &mut NodeData,
    change: impl FnOnce(&mut ApplicabilityData),
) -> Result<(), Refusal> {
    let facts = &mut microsoft(node).applicability;
    change(facts.get_or_insert_default());
    if *facts == Some(ApplicabilityData::default()) {
        *facts = None;
    }
    Ok(())
}

fn gp_mapping(node: &NodeData) -> Option<&GpMapping> {
    node.microsoft.as_ref()?.gp_mapping.as_ref()
}

fn on_gp_mapping(node: &mut NodeData, change: impl FnOnce(&mut GpMapping)) -> Result<(), Refusal> {
    let mapping = &mut microsoft(node).gp_mapping;
    change(mapping.get_or_insert_default());
    if *mapping == Some(GpMapping::default()) {
        *mapping = None;
    }
    Ok(())
}
