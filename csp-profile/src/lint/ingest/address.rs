//! The addresses of templates that are sent to devices, and of the policies that these bring.

use csp_schema::app_policy::{self, CONFIG, is_settings_type};
use csp_schema::same_node::{decoded, folded};

use crate::lint::address::Address;

const INSTALL: [&str; 5] = [
    "Vendor",
    "MSFT",
    "Policy",
    "ConfigOperations",
    "ADMXInstall",
];

/// `.../ADMXInstall/{App}/{SettingsType}/{AdmxFileId}`, which takes a template.
pub(in crate::lint) struct InstallAddress {
    pub(in crate::lint) app: String,
    pub(in crate::lint) kind: String,
    /// The segment of the type of settings.
    pub(in crate::lint) kind_segment: usize,
}

impl InstallAddress {
    pub(in crate::lint) fn of(address: &Address<'_>) -> Option<Self> {
        let (from, names) = below(address, &INSTALL)?;
        let [app, kind, _] = names.as_slice() else {
            return None;
        };
        Some(Self {
            app: app.clone(),
            kind: kind.clone(),
            kind_segment: from + 1,
        })
    }

    /// Whether the type of settings is one that there is.
    pub(in crate::lint) fn has_known_kind(&self) -> bool {
        is_settings_type(&self.kind)
    }
}

/// Whose templates go with the node at an address: those of one app, by its folded name, or (`None`) of all.
pub(in crate::lint) fn removed(address: &Address<'_>) -> Option<Option<String>> {
    let (_, names) = below(address, &INSTALL)?;
    // `Properties` has what the server wrote down of a template.
    let is_template = names.get(1).is_none_or(|kind| is_settings_type(kind));
    is_template.then(|| names.first().map(|app| folded(app)))
}

/// `.../Policy/Config/{App}~{SettingsType}~{categories}/{policy}`.
pub(in crate::lint) struct PolicyAddress {
    pub(in crate::lint) is_user: bool,
    pub(in crate::lint) app: String,
    pub(in crate::lint) kind: String,
    /// The names of categories from the outermost one.
    pub(in crate::lint) path: Vec<String>,
    pub(in crate::lint) name: String,
}

impl PolicyAddress {
    pub(in crate::lint) fn of(address: &Address<'_>) -> Option<Self> {
        let (_, names) = below(address, &CONFIG)?;
        let [area, name] = names.as_slice() else {
            return None;
        };
        let (app, kind, path) = app_policy::area(area)?;
        Some(Self {
            is_user: address.is_user(),
            app: app.to_owned(),
            kind: kind.to_owned(),
            path: path.map(str::to_owned).collect(),
            name: name.clone(),
        })
    }

    /// The area as it is written.
    pub(in crate::lint) fn area(&self) -> String {
        let parts = [self.app.as_str(), self.kind.as_str()].into_iter();
        let parts = parts.chain(self.path.iter().map(String::as_str));
        parts.collect::<Vec<_>>().join("~")
    }
}

/// The names below a path, and the segment of the first of them.
fn below(address: &Address<'_>, path: &[&str]) -> Option<(usize, Vec<String>)> {
    if !address.is_below(path) {
        return None;
    }
    let first = decoded(address.segment(0));
    let has_scope = !first.eq_ignore_ascii_case(path.first()?);
    let from = path.len() + usize::from(has_scope);
    let names =
        (from..address.segments.len()).map(|nth| decoded(address.segment(nth)).into_owned());
    Some((from, names.collect()))
}
