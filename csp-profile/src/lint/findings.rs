//! What rules find, as they find it.

use csp_schema::same_node::node_key;

use super::file::Subject;
use super::finding::{Finding, Level};
use crate::source::Source;
use crate::text::{Place, Text};

/// How many findings of a file are told.
pub const MAX_FINDINGS: usize = 10_000;

/// The findings of a rule in a file.
pub struct Findings<'f> {
    pub(super) rule: &'static str,
    pub(super) level: Level,
    pub(super) source: &'f Source,
    pub(super) found: Vec<Finding>,
    /// Where findings go that are too many to be told.
    pub(super) spare: Option<Finding>,
}

impl Findings<'_> {
    /// A finding at a place of the file.
    pub fn at(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let text = self.source.as_str();
        let line = text.get(place.clone()).unwrap_or_default();
        let fingerprint = fingerprint(self.rule, &[line]);
        let finding = Finding {
            rule: self.rule,
            level: self.level,
            message: message.into(),
            start: self.source.position(place.start),
            end: self.source.position(place.end),
            place,
            label: String::new(),
            uri: None,
            notes: Vec::new(),
            fix: None,
            fingerprint,
        };
        if self.found.len() >= MAX_FINDINGS {
            return self.spare.insert(finding);
        }
        self.found.push(finding);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// A finding about a setting, at a place of it.
    pub fn of(
        &mut self,
        subject: &Subject<'_>,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Finding {
        let setting = subject.setting;
        let uri = setting.address.as_ref().map(Text::as_str);
        // A password is in no file that people keep beside the profile, not even as a number that it could be found from.
        let is_secret = subject.node().is_some_and(|node| node.is_secret());
        let value = setting.value.as_ref().filter(|_| !is_secret);
        let value = value.map(|value| value.text.as_str());
        let key = uri.map(|uri| node_key(uri, false)).unwrap_or_default();
        let fingerprint = fingerprint(self.rule, &[&key, value.unwrap_or_default()]);
        let uri = uri.map(str::to_owned);
        let finding = self.at(place, message);
        finding.uri = uri;
        finding.fingerprint = fingerprint;
        finding
    }
}

/// FNV-1a, which is the same on every machine and in every version.
fn fingerprint(rule: &str, parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |text: &str| {
        for byte in text.bytes().chain(std::iter::once(0)) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(rule);
    for part in parts {
        add(part);
    }
    format!("{hash:016x}")
}
