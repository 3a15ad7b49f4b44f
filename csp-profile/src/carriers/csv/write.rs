//! Our own table, which holds every setting and no container.

use crate::carrier::Carrier;
use crate::carriers::rows;
use crate::model::Profile;
use crate::write::Output;

pub(in crate::carriers) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output {
        text: "Verb,OMA-URI,Format,Type,Value,Name,Description\n".to_owned(),
        ..Output::default()
    };
    let mut text = String::new();
    for row in rows::rows(profiles, Carrier::Csv, &mut output) {
        if !row.is_carried(&mut output) {
            continue;
        }
        let value = match row.value.as_deref() {
            // An empty value is one; no value is none.
            Some("") => "\"\"".to_owned(),
            value => field(value.unwrap_or_default()),
        };
        let rest = [row.name, row.description].map(|text| field(text.unwrap_or_default()));
        let line = [
            field(row.verb.as_str()),
            field(&row.address),
            field(row.format.unwrap_or_default()),
            field(row.mime.unwrap_or_default()),
            value,
        ];
        text += &line.join(",");
        for field in rest {
            text.push(',');
            text += &field;
        }
        text.push('\n');
    }
    output.text += &text;
    output
}

/// RFC 4180: quoted where it has to be.
fn field(text: &str) -> String {
    let is_quoted = text.contains([',', '"', '\n', '\r']) || text.trim() != text;
    if is_quoted {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
