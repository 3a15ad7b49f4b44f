//! `value-wlan`: a profile of a network that no device can join.

use csp_schema::same_node::decoded;

use crate::faults::Faults;
use crate::lint::variable::has_variable;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};
use crate::xml::{self, Node};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-wlan",
    level: Level::Warning,
    summary: "The network's name and its `hex` differ, or its key is encrypted for another device",
    docs: "In a WLAN profile `hex` is the name's octets in hexadecimal; where both are there, `hex` counts. A profile that was exported from a device has `protected` true, and its key can be decrypted by that device alone: write `false` and the key as it is.",
    bad: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Vendor/MSFT/WiFi/Profile/Office/WlanXml</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;WLANProfile&gt;&lt;SSIDConfig&gt;&lt;SSID&gt;&lt;hex&gt;⟦4F6666696366⟧&lt;/hex&gt;&lt;name&gt;Office&lt;/name&gt;&lt;/SSID&gt;&lt;/SSIDConfig&gt;&lt;/WLANProfile&gt;</Data>
  </Item>
</Add>
",
    ),
    good: Example::of_lamp(
        "<Add>
  <Item>
    <Target><LocURI>./Vendor/MSFT/WiFi/Profile/Office/WlanXml</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;WLANProfile&gt;&lt;SSIDConfig&gt;&lt;SSID&gt;&lt;hex&gt;4F6666696365&lt;/hex&gt;&lt;name&gt;Office&lt;/name&gt;&lt;/SSID&gt;&lt;/SSIDConfig&gt;&lt;/WLANProfile&gt;</Data>
  </Item>
</Add>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(address), Some(value)) = (&subject.address, &subject.setting.value) else {
        return;
    };
    let last = address.segments.len().saturating_sub(1);
    let is_network = address.is_below(&["Vendor", "MSFT", "WiFi", "Profile"])
        && decoded(address.segment(last)).eq_ignore_ascii_case("WlanXml");
    if !subject.is_write() || !is_network {
        return;
    }
    let Ok(tree) = xml::parse(&value.text, 0, &mut Faults::default()) else {
        return;
    };
    let mut open: Vec<Node<'_>> = tree.roots().collect();
    while let Some(node) = open.pop() {
        match node.name() {
            "SSID" => names(node, subject, findings),
            "sharedKey" => key(node, subject, findings),
            _ => {}
        }
        open.extend(node.children());
    }
}

fn names(node: Node<'_>, subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(hex), Some(name)) = (node.child("hex"), node.child("name")) else {
        return;
    };
    let (hex, name) = (hex.text().trimmed(), name.text());
    let right: String = name
        .as_str()
        .bytes()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let is_hex = hex.as_str().bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hex || has_variable(name.as_str()) || hex.as_str().eq_ignore_ascii_case(&right) {
        return;
    }
    findings
        .of(
            subject,
            hex.place(),
            format!("`hex` is not the name of the network, `{name}`"),
        )
        .label(format!("write `{right}`"))
        .note("where both are there, devices look for the network that `hex` says");
}

fn key(node: Node<'_>, subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(protected) = node.child("protected").map(Node::text) else {
        return;
    };
    let protected = protected.trimmed();
    if protected.as_str() == "true" {
        findings
            .of(
                subject,
                protected.place(),
                "the key is encrypted, which the device that it was exported from alone can decrypt",
            )
            .label("write `false`, and the key as it is");
    }
}
