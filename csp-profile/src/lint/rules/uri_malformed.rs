//! `uri-malformed`: an address that can name no node, whatever is defined.

use csp_schema::uri::{LocUri, UriError};

use crate::lint::{Address, Check, Dialect, Example, Findings, Level, Rule, Subject};
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-malformed",
    level: Level::Error,
    summary: "The LocURI can name no node: it is empty, begins with a slash, or has `..`, an empty name or a `%` that escapes nothing",
    docs: "An address is a path from the root: `./Device/Vendor/MSFT/..`, names with a slash between (OMA DM Tree and Description 1.2). Fleet refuses the upload where it is empty, begins with a slash or has `..`.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦..⟧/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(address) = subject
        .address
        .as_ref()
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let Some(fault) = address.fault else {
        return;
    };
    let is_empty = address.text.as_str().is_empty();
    let said = if is_empty {
        "the LocURI is empty: write the path of a node".to_owned()
    } else {
        fault.to_string()
    };
    let (message, label) = said.split_once(": ").unwrap_or((&said, ""));
    let finding = findings.of(subject, place(address, fault), message);
    finding.label(label);
    let is_checked = is_empty || matches!(fault, UriError::Absolute | UriError::DotSegment);
    if subject.dialect == Dialect::Fleet && is_checked {
        finding.note("Fleet refuses the profile");
    }
}

/// The first segment with that fault.
fn place(address: &Address<'_>, fault: UriError) -> Place {
    if fault == UriError::Absolute {
        return address.text.place_of(0..1);
    }
    let is_faulty =
        |nth: &usize| LocUri::parse(&format!("./{}", address.segment(*nth))).err() == Some(fault);
    match (0..address.segments.len()).find(is_faulty) {
        Some(nth) => address.segment_place(nth),
        None => address.text.place(),
    }
}
