//! Documents of declared configuration: those that were read, as they stand, and new ones for single settings.

use std::collections::BTreeMap;

use crate::carrier::Carrier;
use crate::carriers::rows;
use crate::carriers::rows::Row;
use crate::model::{Entry, GroupKind, Profile};
use crate::write::Output;
use crate::xml::escaped;

/// One document for each context and scenario.
pub(in crate::carriers) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output::default();
    for profile in profiles {
        documents(&profile.entries, profile, &mut output.text);
    }
    let mut groups: BTreeMap<(&str, &str), Vec<Row<'_>>> = BTreeMap::new();
    for row in rows::rows(profiles, Carrier::WinDc, &mut output) {
        // Documents are written above as they stand.
        if row.is_document || !row.is_set(Carrier::WinDc, &mut output) {
            continue;
        }
        let Some((context, csp, _)) = parts(&row.address) else {
            row.leave_out(
                "a declared configuration document has nodes below `./Vendor/MSFT` and its CSPs alone",
                &mut output,
            );
            continue;
        };
        if row.value.is_none() {
            row.leave_out("a declared configuration document has no nodes without a value: they are there when something is below them", &mut output);
            continue;
        }
        if !row.is_carried(&mut output) {
            continue;
        }
        row.lose_rest(Carrier::WinDc, &mut output);
        let key = (context, scenario(csp));
        groups.entry(key).or_default().push(row);
    }
    for ((context, scenario), rows) in groups {
        document(context, scenario, &rows, &mut output.text);
    }
    rows::names_are_lost(profiles, Carrier::WinDc, &mut output);
    output
}

/// The documents that stand in a profile already.
fn documents(entries: &[Entry], profile: &Profile, text: &mut String) {
    for entry in entries {
        match entry {
            Entry::Group(group) if group.kind == GroupKind::Document => {
                let document = profile.source.as_str().get(group.place.clone());
                *text += document.unwrap_or_default();
                text.push('\n');
            }
            Entry::Group(group) => documents(&group.entries, profile, text),
            Entry::Command(command) => {
                let values = command
                    .settings
                    .iter()
                    .filter(|setting| setting.document.is_some());
                for value in values.filter_map(|setting| setting.value.as_ref()) {
                    *text += value.text.as_str().trim();
                    text.push('\n');
                }
            }
        }
    }
}

/// The context, the CSP's name and the path below it.
fn parts(address: &str) -> Option<(&'static str, &str, &str)> {
    let (context, below) = match address.strip_prefix("./User/Vendor/MSFT/") {
        Some(below) => ("User", below),
        None => {
            let below = address.strip_prefix("./Device/Vendor/MSFT/");
            (
                "Device",
                below.or_else(|| address.strip_prefix("./Vendor/MSFT/"))?,
            )
        }
    };
    let (csp, path) = below.split_once('/')?;
    (!csp.is_empty() && !path.is_empty() && !path.starts_with('/')).then_some((context, csp, path))
}

/// The scenario that Windows files a CSP under (Learn, "Declared configuration: resource access").
fn scenario(csp: &str) -> &'static str {
    match csp {
        "Policy" => "MSFTPolicies",
        "VPNv2" | "VPN" => "MSFTVPN",
        "WiFi" => "MSFTWiFi",
        "ClientCertificateInstall" => "MSFTClientCertificateInstall",
        _ => "MSFTResource",
    }
}

fn document(context: &str, scenario: &str, rows: &[Row<'_>], text: &mut String) {
    let mut body = String::new();
    let mut open = "";
    for row in rows {
        let Some((_, csp, path)) = parts(&row.address) else {
            continue;
        };
        if csp != open {
            if !open.is_empty() {
                body += "  </CSP>\n";
            }
            body += &format!("  <CSP name=\"./Vendor/MSFT/{}\">\n", escaped(csp));
            open = csp;
        }
        let format = row
            .format
            .map(|format| format!(" type=\"{}\"", escaped(format)));
        let value = row.value.as_deref().unwrap_or_default();
        body += &format!(
            "    <URI path=\"{}\"{}>{}</URI>\n",
            escaped(path),
            format.unwrap_or_default(),
            escaped(value)
        );
    }
    // The same settings have the same id on every machine.
    let id = fnv(format!("{context} {scenario} {body}").as_bytes());
    let checksum = format!("{:032X}", fnv(body.as_bytes()));
    *text += &format!(
        "<DeclaredConfiguration schema=\"1.0\" context=\"{context}\" id=\"{}\" checksum=\"{checksum}\" osdefinedscenario=\"{scenario}\">\n{body}  </CSP>\n</DeclaredConfiguration>\n",
        guid(id)
    );
}

/// The 128-bit FNV-1a hash.
fn fnv(bytes: &[u8]) -> u128 {
    let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
    })
}

/// A GUID of version 8, which is a hash of one's own (RFC 9562).
fn guid(hash: u128) -> String {
    let hash = hash & !(0xF << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let hex = format!("{hash:032X}");
    let part = |range| hex.get(range).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0..8),
        part(8..12),
        part(12..16),
        part(16..20),
        part(20..32)
    )
}
