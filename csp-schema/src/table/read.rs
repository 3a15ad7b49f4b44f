//! Reading: lines become rows.

use super::{TableError, elements};
use crate::{
    AccessSet, Allowed, Applicability, Choice, ConflictResolution, Dependency, DependencyGroup,
    DependencyKind, Fact, Format, Naming, Occurrence, RebootBehavior, Root, Row, SchemaLanguage,
    Scope, Table, Text, Verb,
};

/// The levels that a tree may have: as many as a DDF can nest, and few enough for what goes down a tree by calling itself.
const MAX_LEVELS: usize = 256;

/// Reads a table; `keep` makes the texts, which are borrowed from the table as long as nothing in them is escaped.
pub(crate) fn read<'t>(table: &'t str, keep: fn(&'t str) -> Text) -> Result<Table, TableError> {
    let mut reader = Reader {
        keep,
        table: Table {
            name: Text::Borrowed(""),
            roots: Vec::new(),
            rows: Vec::new(),
        },
        open: Vec::new(),
        root: None,
        target: AllowedOf::Node,
    };
    for (at, line) in table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        reader.line(line).map_err(|message| TableError {
            line: at + 1,
            message,
        })?;
    }
    Ok(reader.table)
}

struct Reader<'t> {
    keep: fn(&'t str) -> Text,
    table: Table,
    /// The rows from the root down to the last one.
    open: Vec<u16>,
    /// The path of the next root.
    root: Option<Text>,
    target: AllowedOf,
}

/// Which allowed values the lines speak of.
enum AllowedOf {
    Node,
    Changed,
    Dependency,
}

type LineFault = &'static str;

impl<'t> Reader<'t> {
    fn line(&mut self, line: &'t str) -> Result<(), LineFault> {
        let line = line.trim_start();
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        if key.bytes().all(|byte| byte.is_ascii_digit()) {
            let (class, name) = rest.split_once(' ').unwrap_or((rest, ""));
            return self.node(
                key.parse().map_err(|_| "the depth is too large")?,
                class.parse().map_err(|_| "the class is not a number")?,
                self.text(name),
            );
        }
        match key {
            "csp" => self.table.name = self.text(rest),
            "root" => self.root = Some(self.text(rest)),
            _ => {
                let text = self.text(rest);
                self.fact(key, rest, text)?;
            }
        }
        Ok(())
    }

    fn node(&mut self, depth: usize, class: u16, name: Text) -> Result<(), LineFault> {
        // The last number is that of no node.
        let id = u16::try_from(self.table.rows.len()).unwrap_or(Row::NO_PARENT);
        if id == Row::NO_PARENT {
            return Err("there are too many nodes");
        }
        if depth >= MAX_LEVELS {
            return Err("the node is deeper than the 256 levels that a tree may have");
        }
        if depth > self.open.len() || (depth == 0) != self.root.is_some() {
            return Err("the node's depth does not follow from the lines above");
        }
        if let Some(path) = self.root.take() {
            self.table.roots.push(Root { path, node: id });
        }
        self.open.truncate(depth);
        for above in &self.open {
            if let Some(row) = self.table.rows.get_mut(usize::from(*above)) {
                row.end = id + 1;
            }
        }
        let parent = self.open.last().copied().unwrap_or(Row::NO_PARENT);
        self.table.rows.push(Row {
            name,
            class,
            parent,
            end: id + 1,
            ..Row::BASE
        });
        self.open.push(id);
        self.target = AllowedOf::Node;
        Ok(())
    }

    fn fact(&mut self, key: &str, rest: &str, text: Text) -> Result<(), LineFault> {
        let row = self
            .table
            .rows
            .last_mut()
            .ok_or("a fact stands before the first node")?;
        match key {
            "dynamic" => row.dynamic = true,
            "permanent" => row.scope = Scope::Permanent,
            "format" => row.format = Format::parse(rest).ok_or("the format is unknown")?,
            "access" => {
                let verbs: Option<Vec<Verb>> = rest.split(' ').map(Verb::parse).collect();
                row.access = AccessSet::of(&verbs.ok_or("a verb is unknown")?);
            }
            "occurrence" => row.occurrence = occurrence(rest).ok_or("the occurrence is unknown")?,
            "default" => row.default = Some(text),
            "list" => row.delimiter = text.chars().next(),
            "description" => row.description = text,
            "os-build" => state(row, |stated| stated.os_build = Some(text)),
            "csp-version" => state(row, |stated| stated.csp_version = Some(text)),
            "editions" => state(row, |stated| stated.editions = Some(text)),
            "azure-ad" => state(row, |stated| stated.requires_azure_ad = Some(text)),
            "group-policy" => row.facts.push(Fact::GroupPolicy {
                name: text,
                area: Text::default(),
                element: Text::default(),
            }),
            "group-policy-area" | "group-policy-element" => match row.facts.last_mut() {
                Some(Fact::GroupPolicy { area, .. }) if key == "group-policy-area" => *area = text,
                Some(Fact::GroupPolicy { element, .. }) => *element = text,
                _ => return Err("a part of a group policy stands without its name"),
            },
            "group" => row.facts.push(Fact::Dependency(DependencyGroup {
                id: text,
                changed: None,
                dependencies: Vec::new(),
            })),
            "changed" => {
                group(row)?.changed = Some(Allowed::Any);
                self.target = AllowedOf::Changed;
            }
            "depends-on" | "not" => {
                let kind = if key == "not" {
                    DependencyKind::Not
                } else {
                    DependencyKind::DependsOn
                };
                group(row)?.dependencies.push(Dependency {
                    kind,
                    uri: text,
                    allowed: Allowed::Any,
                });
                self.target = AllowedOf::Dependency;
            }
            "allowed" | "value" | "constant" | "means" => {
                allow(described(&self.target, row)?, key, rest, text)?;
            }
            _ if key.starts_with("admx-") => match described(&self.target, row)? {
                Allowed::Admx(policies) => elements::read(policies, key, rest, text)?,
                _ => return Err(NO_FIT),
            },
            _ => row
                .facts
                .push(simple_fact(key, rest, text).ok_or("the fact is unknown")?),
        }
        Ok(())
    }

    fn text(&self, escaped: &'t str) -> Text {
        if !escaped.contains('\\') {
            return (self.keep)(escaped);
        }
        let mut text = String::with_capacity(escaped.len());
        let mut rest = escaped;
        while let Some((before, after)) = rest.split_once('\\') {
            text.push_str(before);
            let mut chars = after.chars();
            match chars.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('s') => text.push(' '),
                Some('u') => {
                    let (number, behind) = chars.as_str().split_once('}').unwrap_or_default();
                    let number = u32::from_str_radix(number.trim_start_matches('{'), 16);
                    text.extend(number.ok().and_then(char::from_u32));
                    rest = behind;
                    continue;
                }
                other => text.extend(other),
            }
            rest = chars.as_str();
        }
        text.push_str(rest);
        Text::Owned(text)
    }
}

/// States a part of where the row's node is available.
fn state(row: &mut Row, part: impl FnOnce(&mut Applicability)) {
    let stated = row.facts.iter_mut().find_map(|fact| match fact {
        Fact::Applicability(applicability) => Some(applicability),
        _ => None,
    });
    match stated {
        Some(applicability) => part(applicability),
        None => {
            let mut applicability = Applicability::default();
            part(&mut applicability);
            row.facts.push(Fact::Applicability(applicability));
        }
    }
}

/// The allowed values that the lines speak of.
fn described<'r>(target: &AllowedOf, row: &'r mut Row) -> Result<&'r mut Allowed, LineFault> {
    let allowed = match target {
        AllowedOf::Node => Some(&mut row.allowed),
        AllowedOf::Changed => group(row)?.changed.as_mut(),
        AllowedOf::Dependency => group(row)?
            .dependencies
            .last_mut()
            .map(|dependency| &mut dependency.allowed),
    };
    allowed.ok_or("allowed values stand without what they belong to")
}

fn group(row: &mut Row) -> Result<&mut DependencyGroup, LineFault> {
    match row.facts.last_mut() {
        Some(Fact::Dependency(group)) => Ok(group),
        _ => Err("a dependency stands outside of a group"),
    }
}

fn simple_fact(key: &str, rest: &str, text: Text) -> Option<Fact> {
    Some(match key {
        "title" => Fact::Title(text),
        "mime" => Fact::Mime(text),
        "ddf-name" => Fact::DdfName(text),
        "case-sensitive" => Fact::CaseSensitive,
        "case-insensitive" => Fact::CaseInsensitive,
        "deprecated" => Fact::Deprecated(text),
        "server-generated-names" => Fact::Naming(Naming::ServerGeneratedUniqueIdentifier),
        "client-inventory" => Fact::Naming(Naming::ClientInventory),
        "unique-name" => Fact::Naming(Naming::UniqueName(text)),
        "replace-appends" => Fact::ReplaceAppends,
        "reboot" => Fact::Reboot(RebootBehavior::parse(rest)?),
        "conflict" => Fact::Conflict(ConflictResolution::parse(rest)?),
        "atomic-required" => Fact::AtomicRequired,
        "common-error" => Fact::CommonError(text),
        _ => return None,
    })
}

fn occurrence(text: &str) -> Option<Occurrence> {
    let (name, n) = text.split_once(' ').unwrap_or((text, "0"));
    Some(match name {
        "One" => Occurrence::One,
        "ZeroOrOne" => Occurrence::ZeroOrOne,
        "ZeroOrMore" => Occurrence::ZeroOrMore,
        "OneOrMore" => Occurrence::OneOrMore,
        "ZeroOrN" => Occurrence::ZeroOrN(n.parse().ok()?),
        "OneOrN" => Occurrence::OneOrN(n.parse().ok()?),
        _ => return None,
    })
}

const NO_FIT: LineFault = "the line does not fit the kind of allowed values";

fn allow(allowed: &mut Allowed, key: &str, rest: &str, text: Text) -> Result<(), LineFault> {
    match (key, &mut *allowed) {
        ("allowed", _) => {
            *allowed = begin_allowed(rest, text).ok_or("the kind of allowed values is unknown")?
        }
        ("value", Allowed::Enum(choices) | Allowed::Flag(choices)) => {
            choices.push(Choice {
                value: text,
                description: Text::default(),
                constant: Text::default(),
            });
        }
        ("constant", Allowed::Enum(choices) | Allowed::Flag(choices)) => match choices.last_mut() {
            Some(choice) => choice.constant = text,
            None => return Err("a constant stands without its value"),
        },
        ("means", Allowed::Enum(choices) | Allowed::Flag(choices)) => match choices.last_mut() {
            Some(choice) => choice.description = text,
            None => return Err("a meaning stands without its value"),
        },
        _ => return Err(NO_FIT),
    }
    Ok(())
}

fn begin_allowed(rest: &str, text: Text) -> Option<Allowed> {
    let (kind, argument) = rest.split_once(' ').unwrap_or((rest, ""));
    // The argument is the text behind the kind; escapes are undone in `text`, kinds have none.
    let argument_text = || match &text {
        Text::Borrowed(text) => Text::Borrowed(text.get(kind.len() + 1..).unwrap_or_default()),
        Text::Owned(text) => Text::Owned(text.get(kind.len() + 1..).unwrap_or_default().to_owned()),
    };
    Some(match kind {
        "enum" => Allowed::Enum(Vec::new()),
        "flag" => Allowed::Flag(Vec::new()),
        "range" => Allowed::Range(
            argument
                .split(' ')
                .map(|interval| {
                    let (low, high) = interval.split_once("..")?;
                    Some((low.parse().ok()?, high.parse().ok()?))
                })
                .collect::<Option<_>>()?,
        ),
        "regex" => Allowed::RegEx(argument_text()),
        "admx" => Allowed::Admx(Vec::new()),
        "xsd" => Allowed::Schema(SchemaLanguage::Xsd, argument_text()),
        "json" => Allowed::Schema(SchemaLanguage::Json, argument_text()),
        "sddl" => Allowed::Schema(SchemaLanguage::Sddl, argument_text()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_line_by_line() {
        let table = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\naccess Get\n1 1 Mode\nformat chr\naccess Add Get\n\
                     allowed enum\nvalue on\\s\nmeans Lit\n1 2 Room\ndynamic\n2 3 X\nformat int\nallowed range -1..5 7..7";
        let table = read(table, Text::Borrowed).unwrap();
        let ends: Vec<_> = table
            .rows
            .iter()
            .map(|row| (&*row.name, row.parent, row.end))
            .collect();
        assert_eq!(
            ends,
            [
                ("Lamp", Row::NO_PARENT, 4),
                ("Mode", 0, 2),
                ("Room", 0, 4),
                ("X", 2, 4)
            ]
        );
        assert_eq!(
            table.rows[1].allowed,
            Allowed::Enum(vec![Choice {
                value: "on ".into(),
                description: "Lit".into(),
                constant: "".into(),
            }])
        );
        assert_eq!(table.rows[3].allowed, Allowed::Range(vec![(-1, 5), (7, 7)]));
        assert_eq!(
            table.roots,
            [Root {
                path: "./Device/Vendor/Contoso".into(),
                node: 0
            }]
        );
    }

    #[test]
    fn a_text_that_is_no_table_says_where() {
        for (table, line) in [
            ("csp X\nfoo", 2),
            ("root .\n1 0 X", 2),
            ("0 0 X", 1),
            ("root .\n0 0 X\nformat text", 3),
            ("root .\n0 0 X\nvalue 1", 3),
            ("root .\n0 x X", 2),
        ] {
            assert_eq!(
                read(table, Text::Borrowed).unwrap_err().line,
                line,
                "{table}"
            );
        }
    }
}
