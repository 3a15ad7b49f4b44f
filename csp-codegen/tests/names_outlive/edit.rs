//! Random edits of a definition: of its words, which decide about no name, and of its structure.

use std::ops::Range;

use csp_corpus::baseline::tree;
use csp_corpus::synthetic::Dice;
use roxmltree::Node;

/// What descriptions and titles become. Some lead a constant to a name that a sibling or the language has.
const WORDS: [&str; 14] = [
    "Enabled",
    "Disabled",
    "0 - Off (Default)",
    "Not configured: nothing is said.",
    "FW_PROFILE_TYPE_ALL stands for all of them",
    "fn",
    "Self",
    "日本",
    "`code",
    "&lt;b&gt; &amp; [link](x",
    "1",
    "At",
    "The user's choice, whatever the administrator of the device has said about it before",
    "",
];

/// Names for nodes: new ones, and such as fall together in Rust.
const NAMES: [&str; 8] = [
    "Added", "added by", "Type", "Status", "At", "value_2", "Self", "Csp",
];

struct Edits<'t> {
    text: &'t str,
    list: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    fn new(text: &'t str) -> Self {
        let list = Vec::new();
        Self { text, list }
    }

    /// Puts a text in place of what an element holds.
    fn content(&mut self, element: Node<'_, '_>, content: &str) {
        let whole = &self.text[element.range()];
        if let (Some(start), Some(end)) = (whole.find('>'), whole.rfind("</")) {
            let at = element.range().start;
            self.list
                .push((at + start + 1..at + end, content.to_owned()));
        }
    }

    fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.list.push((range, with.into()));
    }

    /// The edited text. Of two edits that meet, the first is made.
    fn apply(mut self) -> String {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut done) = (String::new(), 0);
        for (range, with) in self.list {
            if range.start >= done {
                out.push_str(&self.text[done..range.start]);
                out.push_str(&with);
                done = range.end;
            }
        }
        out + &self.text[done..]
    }
}

fn child<'a, 'i>(of: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    of.children().find(|child| child.tag_name().name() == name)
}

fn property<'a, 'i>(of: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    child(child(of, "DFProperties")?, name)
}

fn name_of<'a>(node: Node<'a, '_>) -> &'a str {
    child(node, "NodeName")
        .and_then(|name| name.text())
        .unwrap_or_default()
}

/// Edits words, so many of a thousand: nothing of it decides about a name.
pub(crate) fn words(text: &str, dice: &mut Dice, permille: usize) -> String {
    let document = tree(text);
    let mut edits = Edits::new(text);
    for element in document.descendants().filter(Node::is_element) {
        if dice.permille(permille) {
            let noise = dice.one_of(&["<!-- a word -->", "\n\n\t ", "<!---->\r\n"]);
            let at = element.range().start;
            edits.replace(at..at, noise);
        }
        if !dice.permille(permille) {
            continue;
        }
        let is_named = || {
            let node = element.parent().and_then(|properties| properties.parent());
            node.is_some_and(|node| !name_of(node).is_empty())
        };
        match element.tag_name().name() {
            "Description" | "ValueDescription" => edits.content(element, dice.one_of(&WORDS)),
            "DFTitle" if is_named() => edits.content(element, dice.one_of(&WORDS)),
            "OsBuildVersion" => edits.content(element, "10.0.22621"),
            "CspVersion" => edits.content(element, "9.9"),
            "DefaultValue" | "Applicability" | "CommonErrorResults" | "Deprecated"
            | "ReplaceBehavior" => {
                edits.replace(element.range(), "");
            }
            _ => {}
        }
    }
    edits.apply()
}

/// Makes one edit of the structure, unless what the dice point at has nothing to edit.
pub(crate) fn structure(text: &str, dice: &mut Dice) -> String {
    let document = tree(text);
    let mut edits = Edits::new(text);
    let is_node = |node: &Node<'_, '_>| node.tag_name().name() == "Node";
    let all: Vec<Node<'_, '_>> = document.descendants().filter(is_node).collect();
    if all.is_empty() {
        return text.to_owned();
    }
    let node = dice.one_of(&all);
    let source = &text[node.range()];
    let end = node.range().end;
    match dice.below(13) {
        0 => edits.replace(node.range(), ""),
        1 | 2 if !name_of(node).is_empty() => {
            if let Some(name) = child(node, "NodeName") {
                edits.content(name, dice.one_of(&NAMES));
            }
        }
        3 if !name_of(node).is_empty() => {
            let name = name_of(node);
            let other = match dice.below(2) {
                0 => name.to_uppercase(),
                _ => format!("{name}2"),
            };
            if let Some(name) = child(node, "NodeName") {
                edits.content(name, &other);
            }
        }
        4 | 5 => {
            if let Some(access) = property(node, "AccessType") {
                let all: [(&str, usize); 4] = [
                    ("Add", 500),
                    ("Delete", 500),
                    ("Get", 900),
                    ("Replace", 500),
                ];
                let verbs: String = all
                    .iter()
                    .filter(|(_, likely)| dice.permille(*likely))
                    .map(|(verb, _)| format!("<{verb}/>"))
                    .collect();
                edits.replace(access.range(), format!("<AccessType>{verbs}</AccessType>"));
            }
        }
        6 | 7 => {
            let of = |element: &Node<'_, '_>| element.tag_name().name() == "Enum";
            let values: Vec<_> = document.descendants().filter(of).collect();
            if !values.is_empty() {
                let value = dice.one_of(&values);
                let prefix = text[value.range()]
                    .strip_prefix("<MSFT:")
                    .map_or("", |_| "MSFT:");
                match dice.below(2) {
                    0 => edits.replace(value.range(), ""),
                    _ => edits.replace(
                        value.range().end..value.range().end,
                        format!("<{prefix}Enum><{prefix}Value>{}</{prefix}Value><{prefix}ValueDescription>{}</{prefix}ValueDescription></{prefix}Enum>", 70 + dice.below(9), dice.one_of(&WORDS)),
                    ),
                }
            }
        }
        // A copy beside it under a new name.
        8 if !name_of(node).is_empty() => {
            let name = format!("<NodeName>{}</NodeName>", name_of(node));
            let new = format!("<NodeName>{}</NodeName>", dice.one_of(&NAMES));
            edits.replace(end..end, source.replacen(&name, &new, 1));
        }
        9 => {
            if let Some(format) =
                property(node, "DFFormat").filter(|format| !text[format.range()].contains("node"))
            {
                let other = dice.one_of(&["int", "chr", "bool"]);
                edits.replace(format.range(), format!("<DFFormat><{other}/></DFFormat>"));
            }
        }
        10 if name_of(node).is_empty() => {
            if let Some(title) = property(node, "DFTitle") {
                edits.content(title, dice.one_of(&NAMES));
            }
        }
        // Another root.
        11 => {
            let root = node.ancestors().filter(is_node).last().unwrap_or(node);
            if let Some(path) = child(root, "Path") {
                let paths = [
                    "./Device/Vendor/MSFT",
                    "./User/Vendor/MSFT",
                    "./Vendor/MSFT",
                    "./User/Vendor/Contoso",
                    "./Vendor/Contoso",
                ];
                edits.content(path, dice.one_of(&paths));
            }
        }
        // Another order.
        12 => {
            let next = node.next_siblings().skip(1).find(is_node);
            if let Some(next) = next {
                edits.replace(node.range(), &text[next.range()]);
                edits.replace(next.range(), source);
            }
        }
        _ => {}
    }
    edits.apply()
}
