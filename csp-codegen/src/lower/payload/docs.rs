//! Doc text of policies, from their templates: the help text, and of each element its label, its limits and where it is written.

use admx::{Choice, Element, ElementKind, Policy, Value};

use crate::lower::csp::Csp;
use crate::lower::docs::{code, constant, paragraphs, prose};

/// What is said of a node that is a policy: what people call it, and its help text.
pub(in crate::lower) fn help(policy: Policy<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let title = policy.display_name().map(prose).unwrap_or_default();
    if !title.is_empty() {
        lines.push(title);
    }
    paragraphs(policy.explain_text(), &mut lines);
    lines
}

/// The lines of the page of a policy's struct.
pub(super) fn payload(csp: &Csp<'_>, policy: Policy<'_>, rows: &[u16]) -> Vec<String> {
    let called = policy.display_name().map(prose).unwrap_or_default();
    let called = if called.is_empty() {
        String::new()
    } else {
        format!(" “{called}”")
    };
    let (name, file) = (code(policy.name()), code(policy.file().name()));
    let mut lines = vec![format!(
        "The elements of the policy{called}, {name} of {file}."
    )];
    paragraphs(policy.explain_text(), &mut lines);
    lines.push(String::new());
    let uris = rows.iter().map(|row| csp.nodes[usize::from(*row)].uri());
    lines.extend(uris.map(|uri| format!("- {}", code(&uri))));
    let supported = policy.supported_on().map(prose).unwrap_or_default();
    if !supported.is_empty() {
        lines.push(format!("- supported on: {supported}"));
    }
    lines
}

/// The lines above a field.
pub(super) fn field(element: Element<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(element.label().map(prose));
    if lines.is_empty() {
        lines.push(format!("The element {}.", code(element.id())));
    }
    lines.push(String::new());
    lines.push(format!("- element: {}", code(element.id())));
    lines.push(format!("- takes: {}", takes(element)));
    if let Some(shown) = element.control().and_then(|it| it.default.as_deref()) {
        // Of an enum it is an index, by which nothing goes.
        if !matches!(element.kind(), ElementKind::Enum(_)) {
            lines.push(format!("- shown at first: {}", code(shown)));
        }
    }
    lines.push(match element.value_name() {
        Some(value) => format!("- registry: {} of {}", code(value), code(element.key())),
        None => format!("- registry: {}", code(element.key())),
    });
    lines
}

fn takes(element: Element<'_>) -> String {
    let empty = if element.required() {
        ", which must not be empty"
    } else {
        ""
    };
    let length = |most: Option<u64>| match most {
        Some(most) => format!(" of at most {most} characters"),
        None => String::new(),
    };
    match element.kind() {
        ElementKind::Text(text) => format!("a text{}{empty}", length(text.max_length)),
        ElementKind::MultiText(texts) => {
            let most = texts.max_strings.filter(|most| *most > 0);
            let most = most.map_or_else(String::new, |most| format!("at most {most} "));
            format!("{most}texts{}{empty}", length(texts.max_length))
        }
        ElementKind::List(list) if list.explicit_value => {
            format!("names with their values{empty}")
        }
        ElementKind::List(_) => format!("values{empty}"),
        ElementKind::Enum(_) => "one of the constants of its type".to_owned(),
        _ => csp_elements::element(element).takes(),
    }
}

/// The lines of the page of an enum's type.
pub(super) fn items(element: Element<'_>, payload: &str) -> Vec<String> {
    let label = element.label().map(prose).unwrap_or_default();
    let label = match label.trim_end_matches(':') {
        "" => String::new(),
        label => format!("“{label}” "),
    };
    let (id, payload) = (code(element.id()), code(payload));
    vec![format!(
        "A value of the element {label}({id}) of {payload}."
    )]
}

/// The line above a constant.
pub(super) fn item(choice: Choice<'_>) -> String {
    let caption = choice.display_name();
    match choice.value() {
        Value::Delete => {
            let caption = caption.map(prose).unwrap_or_default();
            let space = if caption.is_empty() { "" } else { " " };
            format!(
                "{caption}{space}(It deletes the value in the registry. That an empty text says so to a device, no source tells.)"
            )
        }
        value => constant(&value.to_string(), caption),
    }
}
