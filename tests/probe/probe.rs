//! Compiled into generated crates: what must hold for every place, every kind of node and every type of value of their modules.
//!
//! Every place is asked for by its typed accessors, written as a LocURI and found again from it; every leaf takes legal values of its schema,
//! which its Rust type reads and writes back.
#![allow(clippy::unwrap_used)]

use csp_schema::{AdmxElement, AdmxElementKind, Allowed, Format, NodeDefinition, SchemaLanguage, Verb};
use csp_runtime::admx::Toggle;
use csp_runtime::value::{Admx, Bytes, Children, Delimited, Secret, Time, Xml};
use csp_device::Device;
use csp_runtime::{Addr, Csp, Dispatcher, Payload, Tree, Value};
use csp_server::{GetCommands, Reply, Request};

/// The dynamic names of every path: with what must be escaped in a LocURI.
pub const NAMES: [&str; 6] = ["1 a/b", "2%é", "{3}", "4?x", "5.", "6&<"];

/// A type of value, read from the wire and written back.
pub trait Reread: Value {
    /// The text that comes back; an error when this is no value of the type.
    fn reread(text: &str) -> Result<String, String>;
}

macro_rules! reread {
    ($value:ty) => {
        impl $crate::probe::Reread for $value {
            fn reread(text: &str) -> Result<String, String> {
                let value = <$value as csp_runtime::Value>::read(text)
                    .map_err(|error| error.to_string())?;
                let mut out = String::new();
                csp_runtime::Payload::<$value>::write(&value, &mut out);
                Ok(out)
            }
        }
    };
}
pub(crate) use reread;

reread!(i64);
reread!(bool);
reread!(f64);
reread!(&'static str);
reread!(Xml<'static>);
reread!(Time<'static>);
reread!(Secret<'static>);
reread!(Bytes);
reread!(());
reread!(Toggle);

impl Reread for Admx {
    fn reread(text: &str) -> Result<String, String> {
        let policy = Admx::read(text).map_err(|error| error.to_string())?;
        let mut out = String::new();
        Payload::<Admx>::write(&policy.as_str(), &mut out);
        Ok(out)
    }
}

impl Reread for Children<'static> {
    fn reread(text: &str) -> Result<String, String> {
        let children = Children::read(text).map_err(|error| error.to_string())?;
        Ok(children.iter().collect::<Vec<_>>().join("/"))
    }
}

impl<T: Value, const D: char> Reread for Delimited<T, D>
where
    for<'a> T::Read<'a>: Payload<T>,
{
    fn reread(text: &str) -> Result<String, String> {
        let items = Self::read(text).map_err(|error| error.to_string())?;
        let elements: Result<Vec<_>, _> = items.iter().collect();
        Ok(written::<Self>(
            &elements.map_err(|error| error.to_string())?,
        ))
    }
}

/// A kind of node: what its type says of it.
pub struct NodeKind {
    class: u16,
    access: fn() -> &'static str,
    reread: fn(&str) -> Result<String, String>,
}

pub const fn kind<K: csp_runtime::NodeKind>() -> NodeKind
where
    K::Value: Reread,
{
    NodeKind {
        class: K::CLASS,
        access: std::any::type_name::<K::Access>,
        reread: <K::Value as Reread>::reread,
    }
}

struct Module {
    tree: &'static Tree,
    kinds: &'static [NodeKind],
    places: Vec<(u16, Addr<'static>)>,
    names: Vec<(usize, &'static str)>,
}

/// Modules on one device, and what was found wrong with them.
#[derive(Default)]
pub struct Probe {
    device: Device,
    modules: Vec<Module>,
    faults: Vec<String>,
    values: usize,
}

impl Probe {
    pub fn mount<C: Csp>(
        &mut self,
        mounted: Dispatcher<C, ()>,
        kinds: &'static [NodeKind],
        places: Vec<(u16, Addr<'static>)>,
        names: Vec<(usize, &'static str)>,
    ) {
        self.device = std::mem::take(&mut self.device).mount(mounted).unwrap();
        self.modules.push(Module {
            tree: C::TREE,
            kinds,
            places,
            names,
        });
    }

    pub fn run(mut self) {
        let mut nodes = 0;
        for module in std::mem::take(&mut self.modules) {
            nodes += module.tree.nodes().count();
            self.places(&module);
            self.kinds(&module);
        }
        println!("{nodes} nodes, {} values", self.values);
        let faults = self.faults.len();
        self.faults.truncate(30);
        assert!(faults == 0, "{faults} faults:\n{}", self.faults.join("\n"));
    }

    /// Every row of the schema is reached by typed accessors, and from the LocURI that they give.
    fn places(&mut self, module: &Module) {
        let tree = module.tree;
        let rows: Vec<u16> = module.places.iter().map(|(row, _)| *row).collect();
        let all: Vec<u16> = tree.nodes().map(|node| node.id()).collect();
        assert!(
            !all.is_empty() && rows == all,
            "{tree:?}: {} places",
            rows.len()
        );
        for (row, addr) in &module.places {
            let node = tree.node(*row).unwrap();
            let names = &NAMES[..node.dynamic_titles().len()];
            if addr.id() != *row
                || addr.names() != names
                || Addr::find(tree, *row, names) != Some(*addr)
            {
                self.faults
                    .push(format!("{addr} is not the address of {}", node.uri()));
            }
            let found = self.device.node(&addr.to_string());
            // Blanks around a LocURI do not count, so a name that ends in one may have the LocURI of its sibling.
            let is_same = found.is_some_and(|found| {
                std::ptr::eq(found.row(), node.row())
                    || found.uri() != node.uri() && found.uri().trim_end() == node.uri().trim_end()
            });
            if !is_same {
                let found = found.map(|found| found.uri());
                self.faults.push(format!(
                    "{addr} leads to {found:?} and not to {}",
                    node.uri()
                ));
            }
        }
        for (nth, name) in &module.names {
            assert_eq!(*name, NAMES[*nth], "a method returns another dynamic name");
        }
    }

    /// Every class of rows has one kind, whose AccessType and value fit all of them.
    fn kinds(&mut self, module: &Module) {
        let tree = module.tree;
        for (class, kind) in (0..).zip(module.kinds) {
            assert_eq!(kind.class, class, "{tree:?}");
            let rows: Vec<NodeDefinition<'static>> = tree.nodes().filter(|node| node.class == class).collect();
            assert!(!rows.is_empty(), "{tree:?}: no node of class {class}");
            for node in rows {
                let verbs: String = node.access().iter().map(|verb| verb.as_str()).collect();
                let access = (kind.access)().rsplit("::").next().unwrap();
                if access.strip_prefix("NoAccess").unwrap_or(access) != verbs {
                    self.faults
                        .push(format!("{}: {access} is not {verbs}", node.uri()));
                }
                if node.is_leaf() {
                    self.values(node, kind);
                    self.answers(node, tree, kind);
                }
            }
        }
        let classes = tree.nodes().map(|node| node.class).max();
        assert_eq!(
            classes.map(|last| usize::from(last) + 1),
            Some(module.kinds.len()),
            "{tree:?}"
        );
    }

    /// Legal values pass the check of the schema and come back from the wire through the Rust type.
    fn values(&mut self, node: NodeDefinition<'_>, kind: &NodeKind) {
        let uri = node.uri();
        let values = legal_values(node);
        if values.is_empty() {
            self.faults.push(format!("{uri}: no legal value was found"));
        }
        for value in values {
            self.values += 1;
            if let Err(violation) = node.check(&value) {
                self.faults
                    .push(format!("{uri}: `{value}` is refused: {violation}"));
            }
            match (kind.reread)(&value) {
                Ok(back) if back == value => {}
                // Numbers and truths are read in several spellings and written in one.
                Ok(back)
                    if normalizes(node, &value) && (kind.reread)(&back).as_ref() == Ok(&back) =>
                {
                    if let Err(violation) = node.check(&back) {
                        self.faults
                            .push(format!("{uri}: `{value}` becomes `{back}`: {violation}"));
                    }
                }
                other => self
                    .faults
                    .push(format!("{uri}: `{value}` comes back as {other:?}")),
            }
        }
    }
}

impl Probe {
    /// What the in-memory tree answers, the Rust type reads: before anybody set the leaf, and after each legal value.
    fn answers(&mut self, node: NodeDefinition<'static>, tree: &'static Tree, kind: &NodeKind) {
        let uri = |node: NodeDefinition<'static>| {
            let names = &NAMES[..node.dynamic_titles().len()];
            Addr::find(tree, node.id(), names).unwrap().to_string()
        };
        let parent = node.parent().map(uri);
        let uri = uri(node);
        // A CSP with a longer root may have the place.
        let found = self.device.node(&uri);
        let is_own = found.is_some_and(|found| std::ptr::eq(found.row(), node.row()));
        if !is_own || !node.access().contains(Verb::Get) {
            return;
        }
        if let Some(parent) = parent {
            self.device.update(|cx| cx.set_text(&parent, "")).unwrap();
        }
        let mut answers = vec![("no value".to_owned(), self.get(&uri))];
        for value in legal_values(node) {
            self.device.update(|cx| cx.set_text(&uri, &value)).unwrap();
            answers.push((format!("`{value}`"), self.get(&uri)));
        }
        self.device.update(|cx| cx.remove_uri(&uri));
        for (stored, answer) in answers {
            if let Some(Err(error)) = answer.map(|text| (kind.reread)(&text)) {
                self.faults
                    .push(format!("{uri}: the answer to {stored} is not read: {error}"));
            }
        }
    }

    /// What the device answers to a Get; `None` when the node is not there.
    fn get(&mut self, uri: &str) -> Option<String> {
        let mut request = Request::fragment();
        let ticket = request.get_uri(uri);
        let answer = self.device.handle(&request.finish().unwrap()).unwrap();
        let reply = Reply::parse(&answer).unwrap();
        reply.value(&ticket).ok().map(str::to_owned)
    }
}

fn normalizes(node: NodeDefinition<'_>, value: &str) -> bool {
    match node.format {
        Format::Int | Format::Bool | Format::Float | Format::B64 | Format::Bin => true,
        // The names of lists that nobody gives.
        _ => matches!(node.allowed, Allowed::Admx(_)) && value.contains("&#xF000;"),
    }
}

/// Values that the schema allows: all of an ENUM, the ends of a range, an example of a pattern.
fn legal_values(node: NodeDefinition<'_>) -> Vec<String> {
    let any = match node.format {
        Format::B64 | Format::Bin => "Q1NQ",
        Format::Bool => "true",
        Format::Chr => "one <two> & three",
        Format::Date => "2024-05-31",
        Format::Float => "-1.5",
        Format::Int => "-9000000000",
        Format::Null | Format::Node => "",
        Format::Time => "2024-05-31T12:30:00Z",
        Format::Xml => "<a b=\"c\">d</a>",
    };
    let mut values: Vec<String> = match &node.allowed {
        Allowed::Any => vec![any.to_owned()],
        Allowed::Schema(SchemaLanguage::Sddl, _) => vec!["O:BAG:BAD:(A;;GA;;;SY)".to_owned()],
        // Where schemas are evaluated, what these are of is known for the made-up definitions alone.
        Allowed::Schema(..) => [any, "{}", "<Plan><Step>1 &lt; 2</Step></Plan>"]
            .into_iter()
            .filter(|value| node.check(value).is_ok())
            .map(str::to_owned)
            .collect(),
        Allowed::Enum(choices) => choices
            .iter()
            .map(|choice| choice.value.to_string())
            .collect(),
        Allowed::Flag(bits) => bits.iter().map(|bit| bit.value.to_string()).collect(),
        Allowed::Range(intervals) => (intervals.iter())
            .flat_map(|(low, high)| [low.to_string(), high.to_string()])
            .collect(),
        Allowed::RegEx(pattern) => example(pattern).into_iter().collect(),
        Allowed::Admx(policies) if policies.iter().all(|policy| policy.elements.is_some()) => {
            let elements = policies.iter().filter_map(|policy| policy.elements.as_deref());
            elements.map(payload).chain([written::<Admx>(&Admx::disabled())]).collect()
        }
        Allowed::Admx(_) => vec![
            "<enabled/>".to_owned(),
            written::<Admx>(&Admx::disabled().data("A_1", "\"<&>\"")),
        ],
        other => panic!("this probe does not know {other:?}"),
    };
    if let Some(delimiter) = node.delimiter {
        values.retain(|value| !value.contains(delimiter) && !value.is_empty());
        values.push(values.join(&delimiter.to_string()));
    }
    values
}

/// A payload with the greatest value of each element.
fn payload(elements: &[AdmxElement]) -> String {
    let value = |kind: &AdmxElementKind| match kind {
        AdmxElementKind::Boolean => "true".to_owned(),
        AdmxElementKind::Decimal { max, .. } => max.unwrap_or(u32::MAX.into()).to_string(),
        AdmxElementKind::LongDecimal { max, .. } => max.unwrap_or(u64::MAX).to_string(),
        AdmxElementKind::Enum(choices) => choices.last().unwrap().value.to_string(),
        AdmxElementKind::List { .. } => "1\u{F000}<one>\u{F000}2\u{F000}".to_owned(),
        AdmxElementKind::MultiText { .. } => "<one>\u{F000}".to_owned(),
        _ => "one <two> & three".to_owned(),
    };
    let payload = elements.iter().fold(Admx::enabled(), |payload, element| {
        payload.data(&element.id, &value(&element.kind))
    });
    written::<Admx>(&payload)
}

/// The text of a payload.
fn written<V: Value>(payload: &impl Payload<V>) -> String {
    let mut out = String::new();
    payload.write(&mut out);
    out
}

/// The shortest text that a regular expression matches, or nearly.
fn example(pattern: &str) -> Option<String> {
    use regex_syntax::hir::{Class, Hir, HirKind};
    fn write(hir: &Hir, out: &mut String) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
            // A letter where there may be one, as many a pattern goes on with a word's end.
            HirKind::Class(Class::Unicode(class)) => {
                let within = |c: &char| {
                    class
                        .iter()
                        .any(|range| (range.start()..=range.end()).contains(c))
                };
                let first = class.iter().next().map(|range| range.start());
                out.extend(['a', 'A', '0'].into_iter().find(within).or(first));
            }
            HirKind::Class(Class::Bytes(class)) => {
                out.extend(class.iter().next().map(|range| char::from(range.start())))
            }
            HirKind::Repetition(repetition) => {
                (0..repetition.min).for_each(|_| write(&repetition.sub, out))
            }
            HirKind::Capture(capture) => write(&capture.sub, out),
            HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, out)),
            HirKind::Alternation(parts) => {
                parts.first().into_iter().for_each(|part| write(part, out))
            }
        }
    }
    // The dialects of published patterns: JavaScript's delimiters, a brace that repeats nothing.
    let pattern = pattern
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'))
        .unwrap_or(pattern);
    let hir = regex_syntax::parse(pattern)
        .or_else(|_| regex_syntax::parse(&pattern.replacen('{', "\\{", 1)))
        .ok()?;
    let mut out = String::new();
    write(&hir, &mut out);
    Some(out)
}
