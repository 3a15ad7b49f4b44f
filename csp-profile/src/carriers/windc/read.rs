//! Documents of declared configuration, alone or as the value of a node.

use syncml::Verb;

use crate::carriers::join::{TOO_LONG, join};
use crate::faults::Faults;
use crate::model::{Command, Entry, FaultKind, Field, Group, GroupKind, Setting, Value, ValueForm};
use crate::text::Text;
use crate::xml::{self, Node, Tree};

/// The documents of a file.
pub(in crate::carriers) fn read(tree: &Tree<'_>, faults: &mut Faults) -> Vec<Entry> {
    for place in tree.stray_text() {
        faults.push(
            FaultKind::StrayText,
            place,
            "text stands outside of every element: remove it",
        );
    }
    let documents = tree.roots().filter_map(|root| match root.name() {
        "DeclaredConfiguration" => Some(Entry::Group(document(root, faults))),
        name => {
            let message = format!("`<{name}>` is no `DeclaredConfiguration`");
            faults.push(FaultKind::Unknown, root.name_text().place(), message);
            None
        }
    });
    documents.collect()
}

/// The document that a value is.
pub(in crate::carriers) fn inside(value: &Text, faults: &mut Faults) -> Option<Group> {
    let trimmed = value.as_str().trim_start();
    let begins = |name: &str| trimmed.starts_with(name);
    let is_one = begins("<DeclaredConfiguration")
        || begins("<?xml") && trimmed.contains("<DeclaredConfiguration");
    if !is_one {
        return None;
    }
    let from = value.as_str().len() - trimmed.len();
    match xml::parse(value, from, faults) {
        Ok(tree) => {
            let mut roots = tree.roots();
            let root = roots.find(|root| root.name() == "DeclaredConfiguration")?;
            Some(document(root, faults))
        }
        Err(refusal) => {
            faults.push(
                FaultKind::Xml,
                value.place_of(refusal.at..refusal.at),
                refusal.message,
            );
            None
        }
    }
}

fn document(node: Node<'_>, faults: &mut Faults) -> Group {
    let mut group = Group::new(GroupKind::Document, node.place());
    group.fields = node
        .attributes()
        .map(|(name, value)| Field { name, value })
        .collect();
    let is_user = group
        .field("context")
        .is_some_and(|context| context.as_str().eq_ignore_ascii_case("user"));
    for csp in node.children() {
        if csp.name() != "CSP" {
            let message = format!(
                "`<{}>` sets no node of a CSP: it is kept where the document is, and in nothing else",
                csp.name()
            );
            let is_slip = ["CSP", "URI"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(csp.name()));
            let kind = if is_slip {
                FaultKind::Unknown
            } else {
                FaultKind::Foreign
            };
            faults.push(kind, csp.name_text().place(), message);
            continue;
        }
        let Some(name) = csp.attribute("name") else {
            faults.push(
                FaultKind::Missing,
                csp.tag_place(),
                "`<CSP>` has no `name`: write the path of the CSP",
            );
            continue;
        };
        for uri in csp.children() {
            if uri.name() != "URI" {
                let message = format!(
                    "`<{}>` is nothing that can stand in `<CSP>`: write `<URI>`",
                    uri.name()
                );
                faults.push(FaultKind::Unknown, uri.name_text().place(), message);
                continue;
            }
            group
                .entries
                .push(Entry::Command(command(uri, &name, is_user, faults)));
        }
    }
    group
}

/// `<URI path type>value</URI>`.
fn command(node: Node<'_>, csp: &Text, is_user: bool, faults: &mut Faults) -> Command {
    let mut setting = Setting {
        place: node.place(),
        ..Setting::default()
    };
    for (name, value) in node.attributes() {
        match name.as_str() {
            "path" => {
                setting.address = address(csp, &value, is_user);
                if setting.address.is_none() {
                    faults.push(FaultKind::Value, value.place(), TOO_LONG);
                }
            }
            "type" => setting.format = Some(value),
            _ => setting.fields.push(Field { name, value }),
        }
    }
    if node.attribute("path").is_none() {
        faults.push(
            FaultKind::Missing,
            node.tag_place(),
            "`<URI>` has no `path`: write the node's path below the CSP",
        );
    }
    let (text, form) = if node.has_markup() {
        (node.content().trimmed(), ValueForm::Markup)
    } else if node.has_cdata() {
        (node.text(), ValueForm::CData)
    } else {
        (node.text(), ValueForm::Text)
    };
    setting.value = Some(Value { text, form });
    setting.into_command(Verb::Replace, None)
}

/// The CSP's path and the node's below it. In the context of a user, `./Vendor/MSFT/X` is the user's.
fn address(csp: &Text, path: &Text, is_user: bool) -> Option<Text> {
    let name = csp.as_str().trim_end_matches('/');
    let mut root = Text::default();
    if is_user && name.starts_with("./Vendor/") {
        root.push_slice(csp, 0..".".len());
        root.push_replaced("/User", csp.place_of(1..1));
        root.push_slice(csp, 1..name.len());
    } else {
        root.push_slice(csp, 0..name.len());
    }
    let start = path.as_str().len() - path.as_str().trim_start_matches('/').len();
    join(&root, "/", &path.slice(start..path.as_str().len()))
}
