//! `intune-odata-type`: a type that is not the node's, or a value that is not of its type.

use csp_schema::{Allowed, Format, NodeDefinition};

use crate::carrier::Carrier;
use crate::lint::{Check, Dialect, Edit, Example, File, Findings, Level, Rule, Subject};
use crate::model::{FaultKind, ValueForm};
use crate::text::Text;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "intune-odata-type",
    level: Level::Error,
    summary: "The `@odata.type` is not that of the node's format, or the value is not of the type",
    docs: "Each type of a setting goes with formats of the definition: omaSettingInteger with `int`, omaSettingBoolean with `bool`, omaSettingString and \
           omaSettingStringXml with `chr` and `xml`; devices report the other ones as 0x87D1FDE8 or 0x87D1FDEB. Text for `b64` is left alone: that \
           works. Graph refuses a number in quotes (observed: eneerge/CIS#2). A number that Int32 cannot carry has no type that fits. The fix \
           writes the type and the value anew.",
    bad: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"⟦#microsoft.graph.omaSettingString⟧\",
  \"displayName\": \"Brightness\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Brightness\",
  \"value\": \"7\"
}]}
",
    ),
    good: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"#microsoft.graph.omaSettingInteger\",
  \"displayName\": \"Brightness\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Brightness\",
  \"value\": 7
}]}
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.dialect != Dialect::Intune || file.profile.carrier != Carrier::Intune {
        return;
    }
    let mut told = Vec::new();
    for subject in &file.subjects {
        if let Some(value) = mismatch(subject, findings) {
            told.push(value);
        }
    }
    let mut subjects = file.subjects.iter().peekable();
    for fault in &file.profile.faults {
        if fault.kind != FaultKind::Value || told.binary_search(&fault.place.start).is_ok() {
            continue;
        }
        while subjects
            .next_if(|subject| subject.setting.place.end <= fault.place.start)
            .is_some()
        {}
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note("Graph refuses the policy (observed: eneerge/CIS#2)");
        let subject = subjects
            .peek()
            .filter(|subject| subject.setting.place.start <= fault.place.start);
        let Some(subject) = subject else { continue };
        finding.uri = subject.setting.address.as_ref().map(|uri| uri.to_string());
        let format = subject.setting.format.as_ref().map_or("", Text::as_str);
        let place = fault.place.clone();
        let quoted = place.start.saturating_sub(1)..place.end + 1;
        let literal = file.written(&quoted);
        let text = literal.trim_matches('"');
        let is_fit = match format {
            "int" => text
                .parse::<i32>()
                .is_ok_and(|number| number.to_string() == text),
            "bool" => matches!(text, "true" | "false"),
            _ => false,
        };
        if is_fit && literal.len() == text.len() + 2 {
            finding.label(format!("write {text} without quotes"));
            finding.unsafe_fix([Edit::new(quoted, text)]);
        }
    }
}

/// Finds a type that is not that of the node; where its value begins.
fn mismatch(subject: &Subject<'_>, findings: &mut Findings<'_>) -> Option<usize> {
    let node = subject.node()?;
    let format = subject.setting.format.as_ref()?;
    let stated = Format::parse(format.as_str())?;
    let value = subject.setting.value.as_ref()?;
    let right = right(node, stated)?;
    let text = value.text.as_str();
    // Int32 ends before the ranges of some nodes do, so that a string is what there is.
    if right == "Integer" && text.parse::<i32>().is_err() && text.parse::<i64>().is_ok() {
        return None;
    }
    let message = format!(
        "{} is {}, and this type is {stated}",
        node.name,
        node.format.as_str(),
        stated = stated.as_str()
    );
    let finding = findings.of(subject, format.place(), message);
    finding.label(format!("write `#microsoft.graph.omaSetting{right}`"));
    finding.note(format!(
        "the definition of {} says {}",
        node.uri(),
        node.format.as_str()
    ));
    finding.note("Windows reports 0x87D1FDE8 or 0x87D1FDEB");
    let place = value.text.place();
    let outer = subject.written(&(place.start.saturating_sub(1)..place.end + 1));
    let is_string = outer.starts_with('"') && outer.ends_with('"') && outer.len() > 1;
    let (place, inner) = if is_string {
        (place.start - 1..place.end + 1, outer.trim_matches('"'))
    } else {
        (place, text)
    };
    let written = match right {
        "Integer" => inner.parse::<i32>().ok().map(|number| number.to_string()),
        "Boolean" => match inner {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        "String" if value.form == ValueForm::Text && !is_string => Some(format!("\"{inner}\"")),
        "String" if value.form == ValueForm::Text => Some(format!("\"{inner}\"")),
        _ => None,
    };
    if let (Some(written), true) = (written, node.check(inner).is_ok()) {
        let kind = format!("#microsoft.graph.omaSetting{right}");
        finding.unsafe_fix([Edit::new(format.place(), kind), Edit::new(place, written)]);
    }
    Some(value.text.place().start)
}

/// The type that goes with a node's format, where the stated one does not.
fn right(node: NodeDefinition<'_>, stated: Format) -> Option<&'static str> {
    // What ADMX wants is a rule of its own.
    if matches!(node.row().allowed, Allowed::Admx(_)) {
        return None;
    }
    let (right, is_fit) = match node.format {
        Format::Int => ("Integer", stated == Format::Int),
        Format::Bool => ("Boolean", stated == Format::Bool),
        Format::Chr | Format::Xml => ("String", matches!(stated, Format::Chr | Format::Xml)),
        _ => return None,
    };
    (!is_fit).then_some(right)
}
