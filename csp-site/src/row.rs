//! A node as the page's script has it: what makes its address, and what its values are checked against.

use csp_schema::{
    AdmxElement, AdmxElementKind, Allowed, Choice, Format, NodeDefinition, Verb, uri,
};
use serde::Serialize;

use crate::pattern::Pattern;

/// How many octets a value to begin with has in a row that is shortened.
const BEGINNING: usize = 500;

/// What a script needs of a node. Keys are short, since every page has one.
#[derive(Serialize)]
pub struct Row<'n> {
    /// The address, in parts: a name that is given at run time stands between two of them. `None` where the address in the page is it.
    #[serde(skip_serializing_if = "Option::is_none")]
    u: Option<Vec<String>>,
    /// What these names are called.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    d: Vec<&'n str>,
    /// The patterns of these names, where any has one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    p: Vec<Option<Pattern>>,
    /// Which of these names has to be there before a Replace.
    #[serde(skip_serializing_if = "Option::is_none")]
    m: Option<usize>,
    /// The format.
    f: &'static str,
    /// The first letters of the verbs that the node permits, the one that people want most first.
    v: String,
    /// The value to begin with.
    #[serde(skip_serializing_if = "String::is_empty")]
    i: String,
    /// What separates the elements of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    l: Option<char>,
    #[serde(flatten)]
    allowed: Option<Check<'n>>,
}

/// What a value is held against; a key of its own for each kind.
#[derive(Serialize)]
enum Check<'n> {
    /// One of these.
    #[serde(rename = "e")]
    Enum(Vec<&'n str>),
    /// Any sum of these.
    #[serde(rename = "g")]
    Flag(Vec<&'n str>),
    /// Within one of these; 64 bits are more than a number of a script holds.
    #[serde(rename = "r")]
    Range(Vec<[String; 2]>),
    /// A pattern.
    #[serde(rename = "x")]
    RegEx(Pattern),
    /// A policy of administrative templates, with its elements where they are known.
    #[serde(rename = "a")]
    Admx(Option<Vec<Element<'n>>>),
    /// What no script evaluates, by its name.
    #[serde(rename = "s")]
    Schema(&'static str),
}

/// An element of a policy.
#[derive(Serialize)]
struct Element<'n> {
    id: &'n str,
    k: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    q: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    lo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    len: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    /// Whether a person names the values of a list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    x: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    e: Vec<[&'n str; 2]>,
}

impl<'n> Row<'n> {
    /// The row of a node.
    pub fn new(node: NodeDefinition<'n>) -> Self {
        let parts = parts(node);
        let is_shown = matches!(&parts[..], [only] if *only == node.uri());
        Self {
            u: Some(parts).filter(|_| !is_shown),
            d: node.dynamic_titles(),
            p: name_patterns(node),
            m: node
                .needs_instance()
                .map(|instance| instance.dynamic_titles().len() - 1),
            f: node.format.as_str(),
            v: verbs(node)
                .filter_map(|verb| verb.as_str().chars().next())
                .collect(),
            i: crate::example::of(node),
            l: node.delimiter,
            allowed: Check::new(&node.row().allowed),
        }
    }

    /// The row without what is long in it. The script says then that it does not check.
    pub(crate) fn shortened(mut self) -> Self {
        for pattern in self.p.iter_mut().flatten() {
            *pattern = Pattern::Unknown;
        }
        if self.i.len() > BEGINNING {
            self.i.clear();
        }
        self.allowed = self.allowed.map(|check| match check {
            Check::Enum(_) | Check::Flag(_) => Check::Schema("list of values"),
            Check::Range(_) => Check::Schema("list of ranges"),
            Check::Admx(_) => Check::Schema("list of elements"),
            Check::RegEx(_) => Check::RegEx(Pattern::Unknown),
            Check::Schema(language) => Check::Schema(language),
        });
        self
    }

    /// The value to begin with.
    pub(crate) fn beginning(&self) -> &str {
        &self.i
    }
}

/// The verbs that a node permits in the order in which a person wants them. What is below a name that is given at run time is not there before it is
/// added, and a device replaces nothing that is not there.
pub(crate) fn verbs(node: NodeDefinition<'_>) -> impl Iterator<Item = Verb> {
    let mut order = [
        Verb::Replace,
        Verb::Add,
        Verb::Exec,
        Verb::Get,
        Verb::Delete,
    ];
    if node.ancestors().any(|node| node.dynamic) {
        order.swap(0, 1);
    }
    order.into_iter().filter(move |verb| node.permits(*verb))
}

/// The patterns of the names that are given at run time on the way to a node; none where no name has one.
fn name_patterns(node: NodeDefinition<'_>) -> Vec<Option<Pattern>> {
    let named = node.ancestors().filter(|node| node.dynamic);
    let mut patterns: Vec<Option<Pattern>> = named
        .map(|node| match &node.row().allowed {
            Allowed::RegEx(pattern) if node.format == Format::Node => Some(Pattern::new(pattern)),
            _ => None,
        })
        .collect();
    patterns.reverse();
    if patterns.iter().all(Option::is_none) {
        Vec::new()
    } else {
        patterns
    }
}

/// The address of a node around the names that are given at run time.
fn parts(node: NodeDefinition<'_>) -> Vec<String> {
    let mut way: Vec<NodeDefinition<'_>> = node.ancestors().collect();
    way.reverse();
    let mut parts = Vec::new();
    let mut part = node.root_path().to_owned();
    for step in way {
        part.push('/');
        if step.dynamic {
            parts.push(std::mem::take(&mut part));
        } else {
            uri::push_segment(&mut part, &step.row().name);
        }
    }
    parts.push(part);
    parts
}

/// The address of a node, with titles in braces for the names that are given at run time.
pub(crate) fn address(node: NodeDefinition<'_>) -> String {
    let titles = node.dynamic_titles();
    let mut address = String::new();
    for (at, part) in parts(node).iter().enumerate() {
        address.push_str(part);
        if let Some(title) = titles.get(at) {
            address.push('{');
            address.push_str(title);
            address.push('}');
        }
    }
    address
}

impl<'n> Check<'n> {
    /// `None` where the format is all.
    fn new(allowed: &'n Allowed) -> Option<Self> {
        let values = |choices: &'n [Choice]| choices.iter().map(|choice| &*choice.value).collect();
        Some(match allowed {
            Allowed::Enum(choices) if !choices.is_empty() => Self::Enum(values(choices)),
            Allowed::Flag(choices) if !choices.is_empty() => Self::Flag(values(choices)),
            Allowed::Range(intervals) => {
                let ends = |(low, high): &(i64, i64)| [low.to_string(), high.to_string()];
                Self::Range(intervals.iter().map(ends).collect())
            }
            Allowed::RegEx(pattern) => Self::RegEx(Pattern::new(pattern)),
            Allowed::Admx(backings) => {
                // Of several policies any may be meant: the form is for the first.
                let elements = backings.first().and_then(|first| first.elements.as_deref());
                Self::Admx(elements.map(|all| all.iter().map(Element::new).collect()))
            }
            Allowed::Schema(language, _) => Self::Schema(language.as_str()),
            _ => return None,
        })
    }
}

impl<'n> Element<'n> {
    fn new(element: &'n AdmxElement) -> Self {
        let mut own = Self {
            id: &element.id,
            k: element.kind.as_str(),
            q: element.required,
            lo: None,
            hi: None,
            len: None,
            n: None,
            x: false,
            e: Vec::new(),
        };
        match &element.kind {
            AdmxElementKind::Decimal { min, max } | AdmxElementKind::LongDecimal { min, max } => {
                own.lo = min.map(|min| min.to_string());
                own.hi = max.map(|max| max.to_string());
            }
            AdmxElementKind::Text { max_length } => own.len = *max_length,
            AdmxElementKind::MultiText {
                max_length,
                max_strings,
            } => (own.len, own.n) = (*max_length, *max_strings),
            AdmxElementKind::List { explicit_names } => own.x = *explicit_names,
            AdmxElementKind::Enum(choices) => {
                let item = |choice: &'n Choice| [&*choice.value, choice.description.trim()];
                own.e = choices.iter().map(item).collect();
            }
            _ => {}
        }
        own
    }
}
