//! Policies of files that are sent to devices: the nodes at which a device offers them, and what it refuses of them.
//!
//! Microsoft's pages: "Win32 and Desktop Bridge app ADMX policy Ingestion" has the rules of URIs and the list of keys. That a parent in another file is
//! left out of the path, published URIs show: `Firefox~Policy~firefox` of Mozilla, `Chrome~Policy~googlechrome` of Microsoft.

use std::ops::Range;

use csp_source::{Code, Diagnostic, Faults, Report};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::bounds::MAX_URI;
use crate::codes;
use crate::keys;
use crate::kind::ADMX;
use crate::model::{File, Policy, Reference};
use crate::set::PolicySet;

/// What a path segment of RFC 3986 does not hold as it stands, and the backslash, which some servers take for a slash.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The parents of the areas, for a device and for a user.
pub(crate) const MACHINE: &str = "./Device/Vendor/MSFT/Policy/Config";
pub(crate) const USER: &str = "./User/Vendor/MSFT/Policy/Config";

impl<'s> Policy<'s> {
    /// The area that a device makes of the file of this policy, once it is ingested for an app of this name: `{app}~Policy~{names of categories}`.
    /// `None` where the policy is in no category of its file, of which no source says what becomes of it.
    pub fn ingested_area(&self, app: &str) -> Option<String> {
        let category = self.category()?;
        if category.file().index() != self.file().index() {
            return None;
        }
        let path = category.path_in_file();
        let mut area = format!("{app}~Policy");
        for name in path {
            if area.len() + name.len() >= MAX_URI {
                return None;
            }
            area.push('~');
            area.push_str(name);
        }
        Some(area)
    }

    /// The LocURIs at which a device offers this policy, once its file is ingested for an app of this name: that of the device, that of the user, or
    /// both, by the class of the policy. None where it has no [area](Self::ingested_area), or a URI would be longer than [`MAX_URI`].
    ///
    /// Characters that a URI cannot hold are percent-encoded; of names that have some, [`check_ingestion`] warns.
    pub fn ingested_uris(&self, app: &str) -> Vec<String> {
        let Some(area) = self.ingested_area(app) else {
            return Vec::new();
        };
        let class = self.class();
        let parents = [(class.has_machine(), MACHINE), (class.has_user(), USER)];
        parents
            .into_iter()
            .filter(|(is_offered, _)| *is_offered)
            .map(|(_, parent)| format!("{parent}/{}/{}", encoded(&area), encoded(self.name())))
            .filter(|uri| uri.len() <= MAX_URI)
            .collect()
    }

    /// Of the registry keys that it writes those that a device refuses to ingested policies.
    pub fn blocked_keys(&self) -> Vec<&'s str> {
        let mut keys = self.keys();
        keys.retain(|key| keys::is_blocked(key));
        keys
    }
}

fn encoded(name: &str) -> String {
    utf8_percent_encode(name, ESCAPED).to_string()
}

/// Reports what keeps a device from taking these files by `ADMXInstall`, or from offering their policies: blocked keys, names that are unfit for a
/// URI, URIs that are too long. It is no fault of a file that is only used where it is installed.
pub fn check_ingestion(set: &PolicySet, report: &mut Report) {
    for file in set.files() {
        let faults = Faults::new(report, &ADMX);
        Check { file, faults }.run();
    }
}

struct Check<'s, 'r> {
    file: File<'s>,
    faults: Faults<'r>,
}

impl Check<'_, '_> {
    fn fault(&mut self, code: &'static Code, span: Range<usize>, message: String) {
        let diagnostic = Diagnostic::new(code, self.file.source(), span, message);
        self.faults.push(diagnostic);
    }

    fn run(&mut self) {
        for category in self.file.categories() {
            self.name("category", category.name(), category.span());
            self.own_prefix(&codes::OWN_PREFIX, category.parent_reference());
        }
        for policy in self.file.policies() {
            self.name("policy", policy.name(), policy.span());
            self.own_prefix(&codes::OWN_PREFIX, policy.category_reference());
            self.own_prefix(&codes::OWN_PREFIX_SUPPORT, policy.supported_on_reference());
            if let [key, rest @ ..] = policy.blocked_keys().as_slice() {
                let more = match rest.len() {
                    0 => String::new(),
                    more => format!(" and {more} more that are refused"),
                };
                let name = policy.name();
                let message = format!("the policy `{name}` writes `{key}`{more}");
                self.fault(&codes::BLOCKED_KEY, policy.key_span(), message);
            }
            let is_in_category = policy.category_reference().is_some();
            if is_in_category
                && policy
                    .category()
                    .is_none_or(|category| category.file().index() != self.file.index())
            {
                let message = format!(
                    "the policy `{}` is in no category of this file, of which the path of its node would be made",
                    policy.name()
                );
                self.fault(&codes::NO_CATEGORY, policy.span(), message);
            } else if is_in_category && policy.ingested_uris("App").is_empty() {
                let message = format!(
                    "the URI of `{}` has more than {MAX_URI} bytes",
                    policy.name()
                );
                self.fault(&codes::LONG_URI, policy.span(), message);
            }
        }
    }

    /// Reports a reference within the file that has a prefix all the same.
    fn own_prefix(&mut self, code: &'static Code, reference: Option<&Reference>) {
        let (Some(reference), Some(own)) = (reference, self.file.target()) else {
            return;
        };
        let (prefix, name) = reference.split();
        if prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(&own.prefix)) {
            let text = &reference.text;
            let message = format!("`{text}` names something of this file by the file's own prefix");
            let (source, span) = (self.file.source(), reference.span.clone());
            let diagnostic = Diagnostic::new(code, source, span, message);
            let help = format!("write `{name}`: {}", code.help());
            self.faults.push(diagnostic.with_help(help));
        }
    }

    fn name(&mut self, what: &str, name: &str, span: Range<usize>) {
        let unfit = name
            .chars()
            .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
        if let Some(unfit) = unfit {
            let message = format!("the {what} `{name}` has {} in its name", described(unfit));
            self.fault(&codes::UNFIT_NAME, span, message);
        }
    }
}

fn described(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() => format!("U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}
