//! Texts that are values of some nodes and of others not.

use csp_schema::{Allowed, Checked, NodeDefinition};
use serde_json::{Value, json};

const TEXTS: [&str; 62] = [
    "",
    " ",
    "0",
    "1",
    "2",
    "7",
    "-1",
    "+1",
    " 1 ",
    "\t1\n",
    "\u{a0}1",
    "\u{85}1",
    "\u{feff}1",
    "01",
    "1.0",
    "1e3",
    "-",
    "0x",
    "0x1F",
    "0X1f",
    "0x-1",
    "-0x1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "0x7fffffffffffffff",
    "0x8000000000000000",
    "4294967295",
    "true",
    "TRUE",
    " True\n",
    "\u{2003}true",
    "yes",
    "inf",
    "-Infinity",
    "NaN",
    ".5",
    "5.",
    ".",
    "1.e+3",
    "e3",
    "QQ==",
    "QQ",
    "QR==",
    "Q",
    "QQ=",
    "Q Q\n==",
    "=",
    "20010711",
    "2001-07-11",
    "2001-0711",
    "20011311",
    "20010711T163817Z",
    "2012-10-30T21:09:52+02:00",
    "T16:38",
    "24:60",
    "ä",
    "a,b;c|d",
    "\u{f000}a\u{f000}",
    "6B29FC40-CA47-1067-B31D-00DD010662DA",
    "{6B29FC40-CA47-1067-B31D-00DD010662DA}",
];

/// Texts for patterns that are published, and near misses of them.
const PATTERNED: [&str; 14] = [
    "https://www.example.com/a?b=c#d",
    "http://x",
    "a.appx",
    "a.APPX;b.msix",
    "10.0.0.1",
    "256.1.1.1",
    "1.2.3",
    "1.2",
    "*",
    "ABCDE-12345-abcde-00000",
    "/a",
    "a|b",
    "x_y.z:/",
    "1,2-3",
];

/// A node's own values and what is near to them.
fn own(node: NodeDefinition<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    match &node.row().allowed {
        Allowed::Enum(choices) | Allowed::Flag(choices) => {
            for choice in choices.iter().take(12) {
                let value = &choice.value;
                texts.extend([
                    value.to_string(),
                    format!(" {value} "),
                    value.to_uppercase(),
                    value.to_lowercase(),
                    format!("{value}x"),
                    format!("-{value}"),
                ]);
            }
            let sum = choices
                .iter()
                .filter_map(|choice| csp_schema::parse_int(&choice.value))
                .fold(0_i64, |sum, bit| sum.wrapping_add(bit));
            texts.extend([sum.to_string(), sum.wrapping_add(1).to_string()]);
        }
        Allowed::Range(intervals) => {
            for (low, high) in intervals {
                for end in [low, high] {
                    texts.extend(
                        [end.saturating_sub(1), *end, end.saturating_add(1)]
                            .map(|end| end.to_string()),
                    );
                }
            }
        }
        Allowed::RegEx(_) => texts.extend(PATTERNED.map(str::to_owned)),
        _ => {}
    }
    if let Some(delimiter) = node.delimiter {
        let one = texts.first().cloned().unwrap_or("1".to_owned());
        texts.extend([
            format!("{one}{delimiter}{one}"),
            format!("{one}{delimiter}"),
            format!("{delimiter}{one}"),
            format!("{one}{delimiter}no such"),
            delimiter.to_string(),
        ]);
    }
    texts
}

/// Every text with the verdict of `csp-schema`: `None` where it does not evaluate.
pub(crate) fn judged(node: NodeDefinition<'_>) -> Vec<(String, Option<bool>)> {
    let all = TEXTS.into_iter().map(str::to_owned).chain(own(node));
    all.map(|text| verdict(node, text)).collect()
}

pub(crate) fn verdict(node: NodeDefinition<'_>, text: String) -> (String, Option<bool>) {
    let verdict = match node.check(&text) {
        Ok(Checked::Valid) => Some(true),
        Ok(Checked::NotEvaluated(_)) => None,
        Err(_) => Some(false),
    };
    (text, verdict)
}

/// Names of a dynamic node that has a pattern for them, with the verdict of `csp-schema`.
pub(crate) fn judged_names(node: NodeDefinition<'_>, row: &Value) -> Vec<Value> {
    let pattern = row["p"].as_array().and_then(|patterns| patterns.last());
    let Some(pattern) = pattern.filter(|pattern| node.dynamic && !pattern.is_null()) else {
        return Vec::new();
    };
    let texts = TEXTS.into_iter().chain(PATTERNED);
    // What is no name whatever the pattern says.
    let texts = texts
        .filter(|text| !text.is_empty() && *text != "." && *text != "*" && text.trim() == *text);
    let verdict = |text: &str| match node.check_name(text) {
        Ok(Checked::Valid) => Some(true),
        Ok(Checked::NotEvaluated(_)) => None,
        Err(_) => Some(false),
    };
    texts
        .map(|text| json!([pattern, text, verdict(text)]))
        .collect()
}
