//! A file that ends at the cursor, with what is open there closed.

use std::borrow::Cow;

/// The text before a cursor, with what is open in it closed, so that it can be read: a tag, a CDATA section, a string, an object. `None` inside of a
/// comment. Elements need no end, because the reader takes them without.
///
/// ```
/// use csp_profile::cursor::closed;
///
/// assert_eq!(closed("<CSP name='./Vendor/MSFT/X'><URI path='A/").as_deref(), Some("<CSP name='./Vendor/MSFT/X'><URI path='A/'/>"));
/// assert_eq!(closed("[{\"omaUri\": \"./Dev").as_deref(), Some("[{\"omaUri\": \"./Dev\"}]"));
/// ```
pub fn closed(before: &str) -> Option<Cow<'_, str>> {
    let text = before.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with(['{', '[']) {
        Some(Cow::Owned(json(before)))
    } else {
        xml(before)
    }
}

/// Which section of XML a text ends in, beside elements.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    None,
    CData,
    Comment,
}

/// The section that a text ends in.
pub(super) fn section(before: &str) -> Section {
    let is_open = |begin: &str, end: &str| {
        let began = before.rfind(begin);
        began.is_some_and(|at| before.rfind(end).is_none_or(|end| end < at))
    };
    if is_open("<![CDATA[", "]]>") {
        Section::CData
    } else if is_open("<!--", "-->") {
        Section::Comment
    } else {
        Section::None
    }
}

fn xml(before: &str) -> Option<Cow<'_, str>> {
    match section(before) {
        Section::Comment => return None,
        Section::CData => return Some(Cow::Owned(format!("{before}]]>"))),
        Section::None => {}
    }
    let Some(tag) = before
        .rfind('<')
        .filter(|tag| before.rfind('>') < Some(*tag))
    else {
        return Some(Cow::Borrowed(before));
    };
    let mut quote = None;
    for c in before.get(tag..).unwrap_or_default().chars() {
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
    }
    match quote {
        Some(quote) => Some(Cow::Owned(format!("{before}{quote}/>"))),
        // A name that is being typed is none yet.
        None => Some(Cow::Borrowed(before.get(..tag).unwrap_or_default())),
    }
}

/// What may come next in a list or an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A key, or the end of the object.
    Key,
    Colon,
    Value,
    /// A comma, or the end.
    Comma,
}

impl Next {
    /// What may come behind a string that stands here.
    fn behind_text(self) -> Self {
        if self == Self::Key {
            Self::Colon
        } else {
            Self::Comma
        }
    }
}

fn json(before: &str) -> String {
    let mut open: Vec<char> = Vec::new();
    let mut next = Next::Value;
    let mut is_string = false;
    // Where what is written so far makes sense if it ends there.
    let mut whole = 0;
    let mut chars = before.char_indices();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if is_string {
            match c {
                '\\' => {
                    chars.next();
                }
                '"' => {
                    is_string = false;
                    next = next.behind_text();
                    whole = end;
                }
                _ => {}
            }
            continue;
        }
        match c {
            '"' => is_string = true,
            '{' | '[' => {
                open.push(if c == '{' { '}' } else { ']' });
                next = if c == '{' { Next::Key } else { Next::Value };
                whole = end;
            }
            '}' | ']' => {
                open.pop();
                next = Next::Comma;
                whole = end;
            }
            ',' => {
                next = if open.last() == Some(&'}') {
                    Next::Key
                } else {
                    Next::Value
                }
            }
            ':' => {
                next = Next::Value;
                whole = end;
            }
            c if c.is_whitespace() => {}
            // Numbers and words; one that is not whole yet is refused when it is read.
            _ => {
                next = Next::Comma;
                whole = end;
            }
        }
    }
    let whole = if next == Next::Value && before.trim_end().ends_with(':') {
        before.len()
    } else {
        whole
    };
    let mut text = before.get(..whole).unwrap_or_default().to_owned();
    if is_string {
        // Half of an escape is left out.
        let slashes = before.len() - before.trim_end_matches('\\').len();
        let end = before.len() - slashes % 2;
        text = before.get(..end).unwrap_or_default().to_owned() + "\"";
        next = next.behind_text();
    }
    match next {
        Next::Colon => text.push_str(":null"),
        // A value where one is going to be.
        Next::Value if text.trim_end().ends_with(':') => text.push('0'),
        _ => {}
    }
    text.extend(open.into_iter().rev());
    text
}
