//! What the templates at hand say of a setting of a policy.

use std::collections::BTreeMap;
use std::rc::Rc;

use admx::Policy;
use csp_check::Nearest;
use csp_schema::{AdmxBacking, AdmxElementKind};

use super::address::PolicyAddress;
use super::offers::Offers;

/// What the templates at hand say of a setting of a policy.
pub(in crate::lint) enum Ingested {
    /// The policy is there. `None` in the place of what its payloads are checked by: that would take too long.
    Offered(Option<Rc<AdmxBacking>>),
    /// The policy is elsewhere.
    Elsewhere {
        /// Why it is not here.
        why: String,
        /// The addresses that it has.
        uris: Vec<String>,
    },
    /// The templates that the file sends for the app have no such policy.
    Absent {
        /// The name that was meant perhaps, as a question.
        question: Option<String>,
    },
}

/// Of how many names that no template has the one is looked for that was meant.
const MOST_ASKED: usize = 8;

/// How many bytes of elements may be looked at beside those of the file: a template that comes with a file may have as many as it likes, and so may the
/// file have settings of them.
const SPARE: usize = 1 << 16;

/// What the templates say of each of these settings that is one of a policy of theirs.
pub(in crate::lint) fn ingested(
    settings: impl Iterator<Item = (usize, PolicyAddress)>,
    offers: &Offers<'_>,
    file_bytes: usize,
) -> Vec<(usize, Ingested)> {
    if offers.is_empty() {
        return Vec::new();
    }
    let mut rows = Rows {
        known: BTreeMap::new(),
        left: file_bytes + SPARE,
    };
    let mut asked = 0;
    let mut said = Vec::new();
    for (nth, address) in settings {
        match offers.find(&address) {
            Some(policy) => said.push((nth, place(&address, policy, &mut rows))),
            None if offers.has_app(&address.app) => {
                asked += 1;
                let names = offers.names(&address.app);
                let names = names.take(if asked > MOST_ASKED { 0 } else { usize::MAX });
                let question = Nearest::of(&address.name, names).question();
                said.push((nth, Ingested::Absent { question }));
            }
            None => {}
        }
    }
    said
}

fn place(address: &PolicyAddress, policy: Policy<'_>, rows: &mut Rows) -> Ingested {
    let uris = uris(address, policy);
    let (file, name) = (policy.file().name(), policy.name());
    let scope = if address.is_user {
        "./User/"
    } else {
        "./Device/"
    };
    let there = uris.iter().find(|uri| uri.starts_with(scope));
    let written = (address.area(), address.name.as_str());
    let area = area(address, policy);
    let why = match (there, &area) {
        (_, None) => {
            format!("a device offers no node for `{name}`: it is in no category of {file}")
        }
        (Some(_), Some(area)) if (area.as_str(), name) == (&*written.0, written.1) => {
            return Ingested::Offered(rows.of(policy, area));
        }
        (None, Some(area)) if area.eq_ignore_ascii_case(&written.0) => {
            format!("`{name}` of {file} is of the class {}", policy.class())
        }
        (_, Some(area)) if area.eq_ignore_ascii_case(&written.0) => {
            format!("{file} spells `{area}/{name}`")
        }
        (_, Some(area)) => {
            format!("`{name}` is in `{area}`: the path is that of its categories in {file}")
        }
    };
    Ingested::Elsewhere { why, uris }
}

/// The area of a policy for the app and the type of an address.
fn area(address: &PolicyAddress, policy: Policy<'_>) -> Option<String> {
    // The path is the same for both types of settings.
    let area = policy.ingested_area("")?;
    let path = area.strip_prefix("~Policy")?;
    let (app, kind) = (address.app.trim(), address.kind.trim());
    Some(format!("{app}~{kind}{path}"))
}

fn uris(address: &PolicyAddress, policy: Policy<'_>) -> Vec<String> {
    let (app, kind) = (address.app.trim(), address.kind.trim());
    let uris = policy.ingested_uris(app).into_iter();
    uris.map(|uri| {
        if kind.eq_ignore_ascii_case("Policy") {
            uri
        } else {
            uri.replacen("~Policy", &format!("~{kind}"), 1)
        }
    })
    .collect()
}

/// What payloads are checked by, of each policy once.
struct Rows {
    known: BTreeMap<String, Rc<AdmxBacking>>,
    /// How many bytes of elements may be looked at.
    left: usize,
}

impl Rows {
    fn of(&mut self, policy: Policy<'_>, area: &str) -> Option<Rc<AdmxBacking>> {
        // An area has one policy of a name.
        let key = format!("{area}/{}", policy.name());
        let backing = self.known.entry(key);
        let backing = backing.or_insert_with(|| Rc::new(csp_elements::backing(policy, area)));
        self.left = self.left.checked_sub(weight(backing))?;
        Some(Rc::clone(backing))
    }
}

/// About how many bytes a check of a payload looks at beside the payload.
fn weight(backing: &AdmxBacking) -> usize {
    let elements = backing.elements.iter().flatten();
    elements
        .map(|element| match &element.kind {
            AdmxElementKind::Enum(choices) => {
                let bytes = choices.iter().map(|choice| choice.value.len() + 8);
                element.id.len() + bytes.sum::<usize>()
            }
            _ => element.id.len() + 8,
        })
        .sum()
}
