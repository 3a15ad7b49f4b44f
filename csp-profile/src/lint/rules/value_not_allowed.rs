//! `value-not-allowed`: the definition does not allow the value.

use csp_check::Nearest;
use csp_schema::{AdmxFaultKind, Allowed, Checked, Choice, Format, NodeDefinition, SchemaLanguage};

use super::value_base64::has_armour;
use crate::lint::payload::Payload;
use crate::lint::value_place::place_of;
use crate::lint::variable::has_variable;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};
use crate::model::ValueForm;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-not-allowed",
    level: Level::Error,
    summary: "The definition does not allow the value",
    docs: "AllowedValues and the format say what a node takes: values, bits, ranges, patterns. A device answers 400, 405 or 500, or takes the value \
           and does nothing. In JSON and in security descriptors, the place is the part that is wrong; what cannot be evaluated is said with `--pedantic`. Where a value that is allowed is a slip away, it is offered. Elements of policies have values of their own: of a choice it is its value, never its index or its caption, which the fix turns into it; a text that is \
           too long is a warning, and so is a number above 9999 where the ADMX file states no limit, since no source says which parts of Windows keep to that. Variables of Fleet and Intune stand for any value.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>⟦700⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>70</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Some(payload) = Payload::of(subject) {
        return elements(subject, &payload, findings);
    }
    if subject.is_beyond_bounds() {
        let message = "not evaluated: the templates of this file have more elements than a check looks at for so many settings";
        let finding = findings.of(subject, subject.verb_place(), message);
        finding.level(Level::Info);
        return;
    }
    let (Some(node), Some(value)) = (subject.node(), &subject.setting.value) else {
        return;
    };
    let text = value.text.as_str();
    // What ADMX and XML schemas want, and what to do with a PEM file, say rules of their own.
    let is_told = matches!(
        node.row().allowed,
        Allowed::Admx(_) | Allowed::Schema(SchemaLanguage::Xsd, _)
    );
    let is_armoured = node.format == Format::B64 && has_armour(text);
    if !subject.is_write() || !node.is_leaf() || is_told || is_armoured || has_variable(text) {
        return;
    }
    let error = match node.check(text) {
        Ok(Checked::Valid) => return,
        Ok(Checked::NotEvaluated(why)) => {
            findings
                .of(subject, value.text.place(), format!("not evaluated: {why}"))
                .level(Level::Info);
            return;
        }
        Err(error) => error,
    };
    // No message shows a password.
    let message = if node.is_secret() {
        format!("{} does not take this value", node.name)
    } else {
        format!("{}: {error}", node.name)
    };
    let finding = findings.of(subject, place_of(&value.text, &error), message);
    finding.note(allowed(node));
    finding.note("Windows answers 400, 405 or 500, or takes it and does nothing");
    if let Some(meant) = meant(node, text) {
        finding.label(format!("did you mean `{meant}`?"));
        if value.form == ValueForm::Text && subject.is_verbatim(&value.text) {
            finding.unsafe_fix([Edit::new(value.text.place(), meant)]);
        }
    }
}

/// What the elements of a policy do not take. Their ids, their lists and what is no payload are matters of other rules.
fn elements(subject: &Subject<'_>, payload: &Payload<'_>, findings: &mut Findings<'_>) {
    if let Some(why) = &payload.check.not_evaluated {
        payload.tell_all(subject, &format!("not evaluated: {why}"), findings);
    }
    for fault in &payload.check.faults {
        let level = match fault.kind {
            AdmxFaultKind::Value => Level::Error,
            AdmxFaultKind::Length | AdmxFaultKind::DefaultLimit => Level::Warning,
            AdmxFaultKind::DefaultLength | AdmxFaultKind::BooleanNumber => Level::Info,
            _ => continue,
        };
        let edit = payload.mended(subject, fault);
        let finding = payload.tell(subject, fault, findings);
        finding.level(level).unsafe_fix(edit);
    }
}

/// The value that must be meant: one that means what is written, or that is a slip away.
fn meant<'a>(node: NodeDefinition<'a>, text: &str) -> Option<&'a str> {
    let choices = node.row().allowed.choices();
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let mut named = choices
        .iter()
        .filter(|choice| plain(&choice.description) == plain(text));
    if let (Some(choice), None) = (named.next(), named.next()) {
        return Some(&choice.value);
    }
    let has_letters = |choice: &&Choice| choice.value.chars().any(char::is_alphabetic);
    let names = choices
        .iter()
        .filter(has_letters)
        .map(|choice| &*choice.value);
    Nearest::of(text.trim(), names).only()
}

/// What the definition allows, in one line.
fn allowed(node: NodeDefinition<'_>) -> String {
    const SHOWN: usize = 8;
    let listed = |what: &str, choices: &[Choice]| {
        let mut parts: Vec<String> = choices
            .iter()
            .take(SHOWN)
            .map(|choice| {
                match choice
                    .description
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                {
                    words if words.is_empty() || words.len() > 80 => choice.value.to_string(),
                    words => format!("{} ({})", choice.value, words.trim_end_matches('.')),
                }
            })
            .collect();
        if choices.len() > SHOWN {
            parts.push("…".to_owned());
        }
        format!("{what} {}", parts.join(", "))
    };
    let allowed = match &node.row().allowed {
        Allowed::Enum(choices) if !choices.is_empty() => listed("one of", choices),
        Allowed::Flag(choices) if !choices.is_empty() => listed("the sum of any of", choices),
        Allowed::Range(intervals) => {
            let parts = intervals
                .iter()
                .map(|(low, high)| format!("{low} to {high}"));
            parts.collect::<Vec<_>>().join(", ")
        }
        Allowed::RegEx(pattern) => format!("text that matches {pattern}"),
        Allowed::Schema(SchemaLanguage::Json, _) => "JSON of a form that it shows".to_owned(),
        Allowed::Schema(SchemaLanguage::Sddl, _) => "security descriptors (SDDL)".to_owned(),
        _ => format!("{} of the format", node.format.as_str()),
    };
    let list = match node.delimiter {
        Some(delimiter) => format!(", several separated by `{}`", delimiter.escape_default()),
        None => String::new(),
    };
    format!("the definition of {} allows {allowed}{list}", node.uri())
}
