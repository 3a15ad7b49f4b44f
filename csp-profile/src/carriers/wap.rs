//! Provisioning documents: `characteristic` for interior nodes, `parm` for leaves (MS-MDE2; OMA client provisioning).

use syncml::Verb;

use super::join::{TOO_LONG, join};
use super::{Carrier, rows};
use crate::faults::Faults;
use crate::model::{Entry, FaultKind, Field, Profile, Setting, Value, ValueForm};
use crate::text::Text;
use crate::write::Output;
use crate::xml::{Node, Tree, escaped};

/// Where a characteristic of the first level is, unless it says so itself.
const ROOT: &str = "./Vendor/MSFT/";

/// What `datatype` says, and the format that it is.
const TYPES: &[(&str, &str)] = &[
    ("integer", "int"),
    ("boolean", "bool"),
    ("string", "chr"),
    ("float", "float"),
    ("date", "date"),
    ("time", "time"),
    ("binary", "bin"),
];

pub(super) fn read(tree: &Tree<'_>, faults: &mut Faults) -> Vec<Entry> {
    for place in tree.stray_text() {
        faults.push(
            FaultKind::StrayText,
            place,
            "text stands outside of every element: remove it",
        );
    }
    let mut entries = Vec::new();
    for root in tree.roots() {
        match root.name() {
            "wap-provisioningdoc" => root
                .children()
                .for_each(|child| part(child, None, &mut entries, faults)),
            _ => part(root, None, &mut entries, faults),
        }
    }
    entries
}

fn part(node: Node<'_>, parent: Option<&Text>, entries: &mut Vec<Entry>, faults: &mut Faults) {
    for place in node.stray_text() {
        faults.push(
            FaultKind::StrayText,
            place,
            "text stands where elements belong: a value is an attribute",
        );
    }
    let (attribute, verb) = match node.name() {
        "characteristic" => ("type", Verb::Add),
        "nocharacteristic" => ("type", Verb::Delete),
        "characteristic-query" => ("type", Verb::Get),
        "parm" => ("name", Verb::Replace),
        "noparm" => ("name", Verb::Delete),
        "parm-query" => ("name", Verb::Get),
        name => {
            let message = format!(
                "`<{name}>` is nothing that a provisioning document has: write `characteristic` or `parm`"
            );
            return faults.push(FaultKind::Unknown, node.name_text().place(), message);
        }
    };
    let Some(name) = node.attribute(attribute) else {
        let message = format!(
            "`<{}>` has no `{attribute}`: write the node's name",
            node.name()
        );
        return faults.push(FaultKind::Missing, node.tag_place(), message);
    };
    let address = match parent {
        None if name.as_str().starts_with("./") => Some(name.clone()),
        None => join(&replaced(ROOT, &name), "", &name),
        Some(parent) => join(parent, "/", &name),
    };
    let Some(address) = address else {
        return faults.push(FaultKind::Value, name.place(), TOO_LONG);
    };
    let is_interior = node.name() == "characteristic";
    if is_interior && node.children().next().is_some() {
        for child in node.children() {
            part(child, Some(&address), entries, faults);
        }
        return;
    }
    let mut setting = Setting {
        place: node.place(),
        address: Some(address),
        format: is_interior.then(|| replaced("node", &node.name_text())),
        ..Setting::default()
    };
    for (name, value) in node
        .attributes()
        .filter(|(name, _)| name.as_str() != attribute)
    {
        match name.as_str() {
            "value" if !is_interior => {
                let form = ValueForm::Text;
                setting.value = Some(Value { text: value, form });
            }
            "datatype" if !is_interior => setting.format = Some(format(value, faults)),
            _ => {
                let message = format!("`{name}` is no attribute of `<{}>`", node.name());
                faults.push(FaultKind::Unknown, name.place(), message);
                setting.fields.push(Field { name, value });
            }
        }
    }
    let verb_place = Some(node.name_text().place());
    entries.push(Entry::Command(setting.into_command(verb, verb_place)));
}

/// The format that a `datatype` is; another word stays as it is.
fn format(datatype: Text, faults: &mut Faults) -> Text {
    let known = TYPES.iter().find(|(name, _)| *name == datatype.as_str());
    if known.is_none() {
        let names = TYPES.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let message = format!(
            "`{datatype}` is no datatype: write one of {}",
            names.join(", ")
        );
        faults.push(FaultKind::Value, datatype.place(), message);
    }
    known.map_or(datatype.clone(), |(_, format)| replaced(format, &datatype))
}

/// The `datatype` that a format is.
pub(super) fn datatype(format: &str) -> Option<&'static str> {
    let (datatype, _) = TYPES.iter().find(|(_, known)| *known == format)?;
    Some(datatype)
}

fn replaced(value: &str, text: &Text) -> Text {
    let mut other = Text::default();
    other.push_replaced(value, text.place());
    other
}

pub(super) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output::default();
    let mut document = Document {
        text: "<wap-provisioningdoc version=\"1.1\">\n".to_owned(),
        open: Vec::new(),
    };
    for row in rows::rows(profiles, Carrier::Wap, &mut output) {
        let is_node = *row.verb == Verb::Add && row.format == Some("node") && row.value.is_none();
        if !is_node && !row.is_set(Carrier::Wap, &mut output) {
            continue;
        }
        let below = row
            .address
            .strip_prefix(ROOT)
            .or_else(|| row.address.strip_prefix("./Device/Vendor/MSFT/"));
        let path: Vec<&str> = below.unwrap_or_default().split('/').collect();
        let is_leaf_of_root = path.len() < 2 && !is_node;
        if is_leaf_of_root || path.iter().any(|name| name.is_empty()) {
            row.leave_out(
                "a provisioning document has nodes below `./Vendor/MSFT` and its CSPs alone",
                &mut output,
            );
            continue;
        }
        let value = row.value.as_deref().unwrap_or_default();
        if !row.is_carried(&mut output) {
            continue;
        }
        let (name, parents) = path.split_last().unwrap_or((&"", &[]));
        document.open(parents);
        if is_node {
            document.line(&format!("<characteristic type=\"{}\"/>", escaped(name)));
            continue;
        }
        let mut parm = format!("<parm name=\"{}\"", escaped(name));
        if row.value.is_some() {
            parm += &format!(" value=\"{}\"", escaped(value));
        }
        row.lose_rest(Carrier::Wap, &mut output);
        match row.format.map(|format| datatype(format).ok_or(format)) {
            Some(Ok(datatype)) => parm += &format!(" datatype=\"{datatype}\""),
            Some(Err(format)) => row.change(
                &format!("a provisioning document has no type for {format}"),
                &mut output,
            ),
            None => {}
        }
        document.line(&format!("{parm}/>"));
    }
    document.open(&[]);
    rows::names_are_lost(profiles, Carrier::Wap, &mut output);
    output.text = document.text + "</wap-provisioningdoc>\n";
    output
}

struct Document {
    text: String,
    /// The characteristics that are open.
    open: Vec<String>,
}

impl Document {
    /// Opens and closes characteristics until these are open.
    fn open(&mut self, path: &[&str]) {
        let common = self
            .open
            .iter()
            .zip(path)
            .take_while(|(open, name)| open == *name)
            .count();
        while self.open.len() > common {
            self.open.pop();
            self.line("</characteristic>");
        }
        for name in path.iter().skip(common) {
            self.line(&format!("<characteristic type=\"{}\">", escaped(name)));
            self.open.push((*name).to_owned());
        }
    }

    fn line(&mut self, line: &str) {
        self.text += &format!("{:1$}{line}\n", "", 2 * (self.open.len() + 1));
    }
}
