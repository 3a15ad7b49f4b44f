//! `value-dependency`: a setting without the one that it depends on.

use std::collections::BTreeMap;

use csp_schema::same_node::node_key;
use csp_schema::{Allowed, Dependency, DependencyKind, Fact, NodeDefinition, Verb, parse_int};

use crate::lint::variable::has_variable;
use crate::lint::{Check, Example, File, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-dependency",
    level: Level::Warning,
    summary: "The setting has an effect only with another one, which the file does not set so",
    docs: "The definition says on which values of other nodes a node depends (`DependencyBehavior`). Said where the file sets the other node to something else, or does not set it and its default, as far as the definition states it, is something else. Where another profile sets it, silence the rule with that reason.",
    bad: Example::of(
        DIMMER,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Level⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        DIMMER,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/IsDimmed</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>1</Data>
  </Item>
</Replace>
<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Level</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

const DIMMER: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 IsDimmed\n  format int\n  access Get Replace\n  default 0\n\
        1 2 Level\n  format int\n  access Get Replace\n  group Dimming\n  depends-on Device/Vendor/Contoso/Lamp/IsDimmed\n  allowed range 1..1\n";

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    // What the file sets; of the same node, what is written last.
    let mut values: Option<BTreeMap<String, &str>> = None;
    for subject in &file.subjects {
        let Some(node) = subject.node().filter(|_| is_set(subject)) else {
            continue;
        };
        let groups = node.facts.iter().filter_map(|fact| match fact {
            // A group that changes the allowed values takes nothing away where it does not hold.
            Fact::Dependency(group) if group.changed.is_none() => Some(group),
            _ => None,
        });
        let mut unmet = None;
        let mut is_met = false;
        for group in groups {
            let values = values.get_or_insert_with(|| set(file));
            let mut faults = group.dependencies.iter();
            match faults.find_map(|dependency| Unmet::of(dependency, subject, values)) {
                None => is_met = true,
                Some(fault) => unmet = unmet.or(Some(fault)),
            }
        }
        if let Some(unmet) = unmet.filter(|_| !is_met) {
            tell(subject, node, &unmet, findings);
        }
    }
}

fn is_set(subject: &Subject<'_>) -> bool {
    matches!(subject.verb(), Some(Verb::Add | Verb::Replace)) && subject.setting.address.is_some()
}

/// The values that a file sets, by the keys of their nodes.
fn set<'a>(file: &File<'a>) -> BTreeMap<String, &'a str> {
    let settings = file.subjects.iter().filter(|subject| is_set(subject));
    settings
        .filter_map(|subject| {
            let address = subject.setting.address.as_ref()?;
            let value = subject.setting.value.as_ref();
            let text = value.map_or("", |value| value.text.as_str());
            Some((node_key(address.as_str(), false), text))
        })
        .collect()
}

/// A dependency that is not fulfilled.
struct Unmet<'d> {
    dependency: &'d Dependency,
    name: &'d str,
    /// The values that the other node takes; where it is not known, none are.
    other: &'d Allowed,
    /// What the file sets; else what the definition says is there.
    value: String,
    is_set: bool,
}

impl<'d> Unmet<'d> {
    fn of(
        dependency: &'d Dependency,
        subject: &'d Subject<'_>,
        values: &BTreeMap<String, &str>,
    ) -> Option<Self> {
        let (path, name) = (path(dependency, subject), name(dependency));
        let device = path.strip_prefix("User/").unwrap_or(&path);
        // The scope of what is written in definitions is not always that of the node.
        let uris = [format!("./{device}"), format!("./User/{device}")];
        let definitions = &subject.linter.definitions;
        let node = || uris.iter().find_map(|uri| definitions.node(uri));
        let set = uris
            .iter()
            .find_map(|uri| values.get(&node_key(uri, false)));
        if let Some(value) = set {
            let is_taken = has_variable(value) || takes(&dependency.allowed, value)?;
            let is_met = is_taken == (dependency.kind == DependencyKind::DependsOn);
            return (!is_met).then(|| Self {
                dependency,
                name,
                other: node().map_or(&Allowed::Any, |node| &node.row().allowed),
                value: value.trim().chars().take(40).collect(),
                is_set: true,
            });
        }
        if dependency.kind == DependencyKind::Not {
            return None;
        }
        let node = node()?;
        let default = node.row().default.as_deref()?;
        (!takes(&dependency.allowed, default)?).then(|| Self {
            dependency,
            name,
            other: &node.row().allowed,
            value: default.to_owned(),
            is_set: false,
        })
    }
}

/// The LocURI that is meant, without `./` and without `Device/`: names of instances are those of the setting.
fn path(dependency: &Dependency, subject: &Subject<'_>) -> String {
    let written = dependency.uri.trim_start_matches("./");
    let written = written.strip_prefix("Device/").unwrap_or(written);
    let Some(address) = &subject.address else {
        return written.to_owned();
    };
    let is_scope = |name: &str| matches!(name, "Device" | "User");
    let from = usize::from(is_scope(address.segment(0)));
    let skipped = usize::from(written.starts_with("User/"));
    let names = written.split('/').enumerate().map(|(nth, name)| {
        if name.starts_with(['[', '{']) {
            address.segment((nth + from).saturating_sub(skipped))
        } else {
            name
        }
    });
    names.collect::<Vec<_>>().join("/")
}

fn name(dependency: &Dependency) -> &str {
    dependency.uri.rsplit('/').next().unwrap_or_default()
}

/// Whether a value is one of these; `None` where that cannot be told.
fn takes(allowed: &Allowed, value: &str) -> Option<bool> {
    let value = value.trim();
    let number = value.parse::<i64>().ok();
    match allowed {
        Allowed::Any => Some(true),
        Allowed::Enum(choices) => Some(choices.iter().any(|choice| {
            choice.value.eq_ignore_ascii_case(value)
                || number.is_some() && choice.value.trim().parse::<i64>().ok() == number
        })),
        Allowed::Range(intervals) => {
            let number = number?;
            Some(
                intervals
                    .iter()
                    .any(|(low, high)| (*low..=*high).contains(&number)),
            )
        }
        _ => None,
    }
}

/// The values in a few words, with what they mean to the node that takes them: of a bare 0 people think that it turns something off.
fn words(asked: &Allowed, other: &Allowed) -> String {
    let parts: Vec<String> = match asked {
        Allowed::Enum(choices) => choices
            .iter()
            .map(|choice| meant(&choice.value, &choice.value, &[asked, other]))
            .collect(),
        Allowed::Range(intervals) => {
            let words = intervals.iter().map(|(low, high)| {
                if low == high {
                    let number = low.to_string();
                    meant(&number, &number, &[other])
                } else {
                    format!("{low} to {high}")
                }
            });
            words.collect()
        }
        _ => vec!["set".to_owned()],
    };
    parts.join(" or ")
}

/// A value as it is shown, with what it means to the first that says it.
fn meant(shown: &str, value: &str, sayers: &[&Allowed]) -> String {
    /// Some definitions have a paragraph for each value.
    const MOST: usize = 60;
    let number = parse_int(value);
    let meaning = number.and_then(|number| sayers.iter().find_map(|one| one.meaning(number)));
    let Some(meaning) = meaning else {
        return shown.to_owned();
    };
    let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
    let meaning = meaning.trim_end_matches('.');
    match meaning.char_indices().nth(MOST) {
        Some((end, _)) => {
            let beginning = meaning.get(..end).unwrap_or_default();
            format!("{shown} ({}…)", beginning.trim_end())
        }
        None => format!("{shown} ({meaning})"),
    }
}

fn tell(
    subject: &Subject<'_>,
    node: NodeDefinition<'_>,
    unmet: &Unmet<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(address) = &subject.address else {
        return;
    };
    let (name, values) = (unmet.name, words(&unmet.dependency.allowed, unmet.other));
    let need = match unmet.dependency.kind {
        DependencyKind::DependsOn => format!("{name} being {values}"),
        DependencyKind::Not => format!("{name} not being {values}"),
    };
    let place = address.name_place(0);
    let finding = if unmet.is_set {
        findings.of(
            subject,
            place,
            format!(
                "{} depends on {need}, and this file sets it to {}",
                node.name,
                meant(&format!("`{}`", unmet.value), &unmet.value, &[unmet.other])
            ),
        )
    } else {
        findings.of(
            subject,
            place,
            format!(
                "{} depends on {need}, and this file does not set that",
                node.name
            ),
        )
    };
    finding.note(format!(
        "the definition of {} depends on {}",
        node.uri(),
        unmet.dependency.uri
    ));
    if !unmet.is_set {
        finding
            .label(format!("set {name} to {values} too"))
            .note(format!(
                "the default of {name} is {}",
                meant(&unmet.value, &unmet.value, &[unmet.other])
            ));
    }
}
