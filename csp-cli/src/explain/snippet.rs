//! A command for a node, ready to be sent.

use csp_schema::{Allowed, Format, NodeDefinition, Verb};
use syncml::{Data, Item, Meta, WriteError, Writer};

use crate::pretty::pretty;

/// The command, indented; `None` where the address has what XML cannot carry.
pub(super) fn command(verb: Verb, uri: &str, node: NodeDefinition<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    write(&mut bytes, verb, uri, node).ok()?;
    Some(pretty(&bytes))
}

fn write(
    out: &mut Vec<u8>,
    verb: Verb,
    uri: &str,
    node: NodeDefinition<'_>,
) -> Result<(), WriteError> {
    let mut item = Item::target(uri);
    let carries = match verb {
        Verb::Add | Verb::Replace => true,
        Verb::Exec => node.format != Format::Null,
        Verb::Get | Verb::Delete => false,
    };
    if carries {
        item.meta = Meta {
            format: Some(node.format.as_str().into()),
            ..Meta::default()
        };
        item.data = value(node).map(Data::new);
    }
    let mut writer = Writer::bare(out);
    let verb = syncml::Verb::from_name(verb.as_str());
    writer.command(&verb, 1)?.item(&item)?;
    writer.finish();
    Ok(())
}

/// A value that the definition allows, or a word in the place of one that nobody can guess.
fn value(node: NodeDefinition<'_>) -> Option<String> {
    let row = node.row();
    let guess = match (&row.allowed, row.format) {
        (_, Format::Node | Format::Null) => return None,
        (Allowed::Enum(choices) | Allowed::Flag(choices), _) if !choices.is_empty() => {
            choices[0].value.to_string()
        }
        (Allowed::Range(intervals), _) if !intervals.is_empty() => intervals[0].0.to_string(),
        (Allowed::Admx(policies), _) => match policies.first() {
            Some(policy) => policy.example(),
            None => "<enabled/>".to_owned(),
        },
        (_, Format::Bool) => "true".to_owned(),
        (_, Format::Int) => "0".to_owned(),
        (_, Format::B64 | Format::Bin) => "AAAA".to_owned(),
        (_, Format::Xml) => "<XML/>".to_owned(),
        _ => "VALUE".to_owned(),
    };
    let default = row.default.as_deref().filter(|default| !default.is_empty());
    // Published defaults are often none of the allowed values.
    Some(
        match default.filter(|default| node.check(default).is_ok()) {
            Some(default) => default.to_owned(),
            None => guess,
        },
    )
}
