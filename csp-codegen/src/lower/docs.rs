//! Doc text: what a person reads on the page of each generated item. Vendor prose is escaped so that rustdoc shows it as it is.

use std::borrow::Cow;

use ddf::{Node, Operation, ValueType as Constraint};

use super::class::Classes;
use super::csp::Csp;
use crate::ir::RootFunction;

/// How many allowed values a node's page lists before it refers to the value type.
const VALUES_SHOWN: usize = 12;

/// How many characters of a child's first sentence its method shows.
const SENTENCE_SHOWN: usize = 160;

/// The name of an input file for the first line of a module, without its folders.
pub(super) fn file(path: &str) -> String {
    visible(path.rsplit(['/', '\\']).next().unwrap_or(path)).into_owned()
}

/// The lines of a module's page.
pub(super) fn module(csp: &Csp<'_>) -> Vec<String> {
    let root = csp.nodes[0];
    let mut lines = vec![format!("The {} CSP.", prose(&root.label()))];
    paragraphs(root.description(), &mut lines);
    lines.push(String::new());
    lines.extend(
        csp.nodes
            .iter()
            .filter(|node| node.is_root())
            .map(|root| ["- ", &code(&root.uri())].concat()),
    );
    lines
}

/// The lines of a node type's page.
///
/// `help` is what is to be said of a node that its definition does not describe.
pub(super) fn node(
    csp: &Csp<'_>,
    row: u16,
    classes: &Classes,
    entries: &[RootFunction],
    help: impl FnOnce() -> Vec<String>,
) -> Vec<String> {
    let node = csp.nodes[usize::from(row)];
    let mut lines = Vec::new();
    paragraphs(node.description(), &mut lines);
    if lines.is_empty() {
        lines = help();
    }
    if lines.is_empty() {
        lines.push(format!("The node {}.", code(&node.segment())));
    }
    lines.push(String::new());
    let class = classes.of[usize::from(row)];
    let places = &classes.rows[usize::from(class)];
    lines.extend(places.iter().map(|place| {
        let uri = csp.nodes[usize::from(*place)].uri();
        ["- ", &code(&uri)].concat()
    }));
    lines.push(["- operations: ", &operations(node)].concat());
    let format = node.format().as_str();
    lines.push(["- format: `", format, "`", &list_note(node)].concat());
    let default = node.default_value();
    lines.extend(default.map(|default| ["- default: ", &code(default)].concat()));
    lines.extend(allowed(node).map(|allowed| ["- allowed values: ", &allowed].concat()));
    lines.extend(availability(node));
    lines.push(String::new());
    let is_device = |place: &&u16| !csp.is_user[usize::from(**place)];
    let shown = places.iter().find(is_device).unwrap_or(&row);
    lines.push(["`", &usage(csp, *shown, entries), "`"].concat());
    lines
}

/// The line above the function that returns a root.
pub(super) fn entry(root: Node<'_>) -> String {
    format!("The root {}.", code(&root.uri()))
}

/// The line above the method that returns a dynamic name.
pub(super) fn name(title: &str) -> String {
    format!(
        "The name of the {} on the way here.",
        code(&format!("{{{title}}}"))
    )
}

/// The line above the method that returns a child.
pub(super) fn child(node: Node<'_>) -> String {
    let about = first_sentence(node.description().unwrap_or_default());
    let space = if about.is_empty() { "" } else { " " };
    let name = code(&node.segment());
    let (before, after) = if node.is_dynamic() {
        ("The instance of ", " with this name.")
    } else {
        ("", ".")
    };
    [before, &name, after, space, &about].concat()
}

/// The lines of a value type's page.
pub(super) fn value(csp: &Csp<'_>, row: u16) -> Vec<String> {
    let node = csp.nodes[usize::from(row)];
    let mut lines = vec![format!("The value of {}.", code(&node.uri()))];
    paragraphs(node.description(), &mut lines);
    lines
}

/// The line above a constant.
pub(super) fn constant(value: &str, description: Option<&str>) -> String {
    let value_code = code(value);
    let description = prose(description.unwrap_or_default());
    if description.is_empty() {
        value_code + "."
    } else {
        [&*value_code, ": ", &description].concat()
    }
}

pub(super) fn operations(node: Node<'_>) -> String {
    let names: Vec<&str> = node.access().iter().map(Operation::as_str).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn list_note(node: Node<'_>) -> String {
    match super::rows::delimiter(node) {
        Some(delimiter) => match &*visible(delimiter.encode_utf8(&mut [0; 4])) {
            "" => format!(", a list separated by U+{:04X}", u32::from(delimiter)),
            shown => format!(", a list separated by {}", code(shown)),
        },
        None => String::new(),
    }
}

fn allowed(node: Node<'_>) -> Option<String> {
    let allowed = node.allowed_values()?;
    let described = match allowed.value_type() {
        Constraint::Enum | Constraint::Flag if !allowed.values().is_empty() => {
            let shown: Vec<String> = allowed
                .values()
                .iter()
                .take(VALUES_SHOWN)
                .map(|value| constant(value.value(), value.description()))
                .map(|line| line.strip_suffix('.').unwrap_or(&line).to_owned())
                .collect();
            let rest = allowed.values().len().saturating_sub(VALUES_SHOWN);
            let more = if rest > 0 {
                format!("; and {rest} more")
            } else {
                String::new()
            };
            let kind = if allowed.value_type() == Constraint::Flag {
                "any of the bits "
            } else {
                ""
            };
            format!("{kind}{}{more}", shown.join("; "))
        }
        Constraint::Range => code(allowed.text()?),
        Constraint::RegEx => format!("what matches {}", code(allowed.text()?)),
        Constraint::Admx => {
            let admx = allowed.admx().first()?;
            format!(
                "an ADMX payload for the policy {} of {}",
                code(admx.name()),
                code(admx.file())
            )
        }
        Constraint::Xsd => "an XML document by the definition's schema".to_owned(),
        Constraint::Json => {
            "a JSON document by the definition's schema, or like its example".to_owned()
        }
        Constraint::Sddl => "a security descriptor in SDDL".to_owned(),
        _ => return None,
    };
    Some(described)
}

fn availability(node: Node<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(builds) = node.applicability().os_builds() {
        match builds.lowest() {
            Some(_) => lines.push(format!("- lowest OS build: {}", prose(builds.text()))),
            None => lines.push("- not released in any build".to_owned()),
        }
    }
    if let Some(deprecated) = node.deprecated() {
        match deprecated.os_build() {
            Some(build) => lines.push(format!("- deprecated since OS build {}", prose(build))),
            None => lines.push("- deprecated".to_owned()),
        }
    }
    if node.atomic_required() {
        lines.push("- commands below belong in one Atomic".to_owned());
    }
    lines
}

/// How an address of the node is written, from the module on.
pub(super) fn usage(csp: &Csp<'_>, row: u16, entries: &[RootFunction]) -> String {
    let mut rows: Vec<u16> = csp.upwards(row).collect();
    rows.reverse();
    let entry = entries
        .iter()
        .find(|entry| Some(&entry.row) == rows.first())
        .map_or("device", |entry| &entry.name);
    let mut usage = entry.to_owned() + "()";
    for row in rows.into_iter().skip(1) {
        usage.push('.');
        usage.push_str(&csp.methods[usize::from(row)]);
        let is_dynamic = csp.nodes[usize::from(row)].is_dynamic();
        usage.push_str(if is_dynamic { "(\"..\")" } else { "()" });
    }
    usage
}

pub(super) fn paragraphs(text: Option<&str>, lines: &mut Vec<String>) {
    let text = text.unwrap_or_default();
    // Only a character reference leaves one in a text.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    for paragraph in text.split("\n\n") {
        let paragraph = one_line(paragraph);
        if paragraph.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut line = escape(&paragraph);
        // What begins a heading, a list or a rule, bulleted or numbered.
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.starts_with(['#', '-', '+', '='])
            || digits > 0 && line[digits..].starts_with(['.', ')'])
        {
            line.insert(digits, '\\');
        }
        lines.push(line);
    }
}

/// The first sentence of a description, escaped; cut at a word when it is long.
pub(super) fn first_sentence(text: &str) -> String {
    let mut sentence = String::with_capacity(SENTENCE_SHOWN);
    for word in text.split_whitespace() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        // Of more bytes than characters are shown, whatever characters these are.
        if word.ends_with('.') || sentence.len() > 4 * SENTENCE_SHOWN {
            break;
        }
    }
    match sentence.char_indices().nth(SENTENCE_SHOWN) {
        None => escape(&sentence),
        Some((cut, _)) => {
            let end = sentence[..cut].rfind(' ').unwrap_or(cut);
            format!("{}…", escape(&sentence[..end]))
        }
    }
}

/// Text on one line, with one space between words.
fn one_line(text: &str) -> Cow<'_, str> {
    // Nearly all are: a path, a verb, a number, plain prose.
    let is_plain = csp_check::all_bytes(text, |byte| matches!(byte, b' '..=b'~'));
    if is_plain && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// Prose of any shape, escaped on one line.
pub(super) fn prose(text: &str) -> String {
    escape(&one_line(text))
}

/// Text as code: what it says between backticks, of which there are as many as it takes.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    if text.is_empty() {
        return "` `".to_owned();
    }
    if !text.contains('`') {
        return ["`", &text, "`"].concat();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// Text on one line, without what nobody sees.
fn visible(text: &str) -> Cow<'_, str> {
    let mut line = one_line(text);
    if line.contains(is_invisible) {
        line.to_mut().retain(|c| !is_invisible(c));
    }
    line
}

/// Characters that rustc refuses in comments (they change the direction of text) or that nobody sees.
fn is_invisible(c: char) -> bool {
    !matches!(c, ' '..='~')
        && (c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}'))
}

/// Prose as Markdown that shows it unchanged within a line: what has a meaning there is escaped, bare addresses become links.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, url, after)) = link(rest) {
        escape_words(before, &mut out);
        out.push('<');
        out.push_str(url);
        out.push('>');
        rest = after;
    }
    escape_words(rest, &mut out);
    out
}

/// Splits a text around the first bare `http` address in it that is safe to write as a link.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    // Nearly no text has one, and this is the quicker question.
    if !text.contains("://") {
        return None;
    }
    text.match_indices("http").find_map(|(start, _)| {
        let rest = &text[start..];
        let host = rest
            .strip_prefix("https://")
            .or_else(|| rest.strip_prefix("http://"))?;
        let scheme = rest.len() - host.len();
        let end = host.find(|c: char| !safe(c)).unwrap_or(host.len());
        let host = host[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let (url, after) = rest.split_at(scheme + host.len());
        (!host.is_empty()).then_some((&text[..start], url, after))
    })
}

/// Whether Markdown can read more into a character than itself, wherever it stands on a line.
fn is_markup(c: char) -> bool {
    matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$'
    )
}

fn escape_words(text: &str, out: &mut String) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !is_markup(char::from(byte));
    if csp_check::all_bytes(text, is_plain) {
        return out.push_str(text);
    }
    let mut written = 0;
    for (at, c) in text.char_indices() {
        match c {
            c if is_markup(c) => {
                out.push_str(&text[written..at]);
                out.push('\\');
                written = at;
            }
            c if is_invisible(c) => {
                out.push_str(&text[written..at]);
                written = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push_str(&text[written..]);
}
