//! What the writers of `csp-profile` write for a node, which the script has to write too.

use csp_profile::{Carrier, Profile};
use csp_schema::{Format, NodeDefinition, Verb};
use serde_json::{Value, json};

use crate::page;

const TOOLS: [Carrier; 5] = [
    Carrier::Fleet,
    Carrier::Intune,
    Carrier::SyncMl,
    Carrier::WinDc,
    Carrier::Csv,
];

const VALUES: [&str; 26] = [
    "",
    "5",
    " 5 ",
    "0x10",
    "2147483648",
    "true",
    "False",
    "1.5",
    "2",
    "2001-07-11",
    "2001-07-11T16:38:17Z",
    "QQ==",
    "a,b \"q\"",
    "<b a='1'>&amp;</b>\r\n\t",
    "Größe \u{1F600} \u{f000}",
    "]]>",
    "\\u0041 \u{2028}",
    "-0",
    "1e16",
    "123456789012345678901234567890",
    "-1.25e-6",
    "1e-5",
    "\u{a0}1",
    "\u{2003}true",
    "\u{85}2001-07-11",
    " false ",
];

/// Each tool's piece for each verb of a node, with the text; `null` where the tool has none.
pub(crate) fn of(node: NodeDefinition<'_>, row: &Value) -> Vec<Value> {
    let mut pieces = Vec::new();
    let uri = address(node, row);
    for verb in Verb::ALL.into_iter().filter(|verb| node.permits(*verb)) {
        let has_value = !matches!(verb, Verb::Get | Verb::Delete) && node.format != Format::Null;
        for value in VALUES
            .into_iter()
            .take(if has_value { VALUES.len() } else { 1 })
        {
            for tool in TOOLS {
                let text = written(tool, verb, node.format, &uri, has_value.then_some(value));
                pieces.push(json!([
                    tool.name(),
                    verb.as_str(),
                    node.format.as_str(),
                    uri,
                    value,
                    text
                ]));
            }
        }
    }
    pieces
}

/// The node's address, with names for what is named at run time.
fn address(node: NodeDefinition<'_>, row: &Value) -> String {
    let Some(parts) = row.get("u") else {
        return node.uri();
    };
    let parts: Vec<&str> = parts
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part.as_str().unwrap())
        .collect();
    parts.join("My%20%7B1%7D")
}

fn written(
    tool: Carrier,
    verb: Verb,
    format: Format,
    uri: &str,
    value: Option<&str>,
) -> Option<String> {
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('\r', "&#xD;")
    };
    let (name, uri) = (verb.as_str(), escaped(uri));
    let meta = match verb {
        Verb::Get | Verb::Delete => String::new(),
        _ => format!(
            "<Meta><Format xmlns=\"syncml:metinf\">{}</Format></Meta>",
            format.as_str()
        ),
    };
    let data = value.map(|value| format!("<Data>{}</Data>", escaped(value)));
    let source = format!(
        "<{name}><Item><Target><LocURI>{uri}</LocURI></Target>{meta}{}</Item></{name}>",
        data.unwrap_or_default()
    );
    let file = format!("{}.xml", page::plain(&uri).rsplit('/').next().unwrap());
    let profile = Profile::read(&file, source.as_bytes(), Some(Carrier::Fleet)).unwrap();
    let output = profile.write(tool);
    output.is_whole().then_some(output.text)
}
