//! What is known of a device: what a survey was told, and what a listing says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::node::WantedNode;
use super::{Ensure, Goal};
use crate::reply::{Listing, Reply};
use crate::request::{Request, Ticket};
use csp_runtime::NodeAddress;
use csp_schema::Verb;
use csp_schema::same_node::node_key;

/// What is known of the nodes of a device, and below `./User` of those of the user who was signed in when it was asked. Another user has other
/// nodes: ask again.
#[derive(Clone, Default)]
pub struct Known {
    states: BTreeMap<String, KnownState>,
    /// The nodes below which everything that can be read is known.
    complete: BTreeSet<String>,
}

/// What is known of one node.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum KnownState {
    /// It exists, with this text.
    Present(String),
    Absent,
}

impl Known {
    /// Nothing at all.
    pub const fn nothing() -> Self {
        Self {
            states: BTreeMap::new(),
            complete: BTreeSet::new(),
        }
    }

    /// Adds what a device listed below `root` (`?list=StructData`): what is not in it and could be read is not there.
    pub fn learn<'n>(&mut self, root: impl NodeAddress<'n>, listing: &Listing<'_>) {
        for entry in listing.entries() {
            let text = entry.text().unwrap_or_default().to_owned();
            // Which names are compared with case is the schema's to say, and both spellings find the node.
            for exact in [false, true] {
                let key = node_key(entry.uri(), exact);
                self.states.insert(key, KnownState::Present(text.clone()));
            }
        }
        self.complete
            .extend(WantedNode::of(root.addr()).map(|root| root.key()));
    }

    /// What is known of a place, by itself or because of a parent that is not there.
    pub(super) fn state(&self, place: &WantedNode) -> Option<&KnownState> {
        if let Some(state) = self.states.get(&place.key()) {
            return Some(state);
        }
        let parents = place.parents();
        let is_absent =
            |place: &WantedNode| self.states.get(&place.key()) == Some(&KnownState::Absent);
        let is_complete = |place: &WantedNode| self.complete.contains(&place.key());
        let is_listed =
            place.permits(Verb::Get) && place.tells_absence() && parents.iter().any(is_complete);
        (is_listed || parents.iter().any(is_absent)).then_some(&KnownState::Absent)
    }
}

impl fmt::Debug for Known {
    /// Values stay out of it: they may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known")
            .field("nodes", &self.states.keys())
            .field("complete", &self.complete)
            .finish()
    }
}

/// The questions of a survey. Keep it until the answer is there.
#[derive(Debug)]
pub struct Survey {
    asked: Vec<SurveyItem>,
}

#[derive(Debug)]
struct SurveyItem {
    key: String,
    ticket: Ticket,
    /// Whether 404 means that the node is not there.
    tells_absence: bool,
}

impl Ensure {
    /// Asks for every node that is wanted, and for the parents that may have to be added or have to be there. What permits no Get stays unknown.
    pub fn survey(&self, request: &mut Request) -> Survey {
        let mut asked = Vec::new();
        let mut seen = BTreeSet::new();
        for want in &self.wants {
            let mut places = match want.goal {
                Goal::Absent | Goal::Unwritable(_) => Vec::new(),
                Goal::Present(_) => want.place.parents(),
            };
            let can_be_added = want.place.permits(Verb::Add);
            let matters = |place: &WantedNode| place.permits(Verb::Add) || !can_be_added;
            places.retain(|place| matters(place) && !place.comes_with_parent());
            places.push(want.place.clone());
            for place in places {
                let key = place.key();
                if place.permits(Verb::Get) && seen.insert(key.clone()) {
                    let untyped = request
                        .commands(|commands| commands.send(Verb::Get, place.addr(), None, ""));
                    asked.push(SurveyItem {
                        key,
                        ticket: Ticket::new(untyped),
                        tells_absence: place.tells_absence(),
                    });
                }
            }
        }
        Survey { asked }
    }
}

impl Survey {
    /// What a reply says. 404 is absent, except for ADMX-backed policies, which Windows does not read back; every other failure leaves a node
    /// unknown.
    pub fn read(&self, reply: &Reply<'_>) -> Known {
        let mut known = Known::nothing();
        for asked in &self.asked {
            let state = match reply.item(&asked.ticket) {
                Ok(item) => {
                    let text = item.data.as_ref().map(|data| data.text.to_string());
                    KnownState::Present(text.unwrap_or_default())
                }
                Err(error) if error.is_not_found() && asked.tells_absence => KnownState::Absent,
                Err(_) => continue,
            };
            known.states.insert(asked.key.clone(), state);
        }
        known
    }
}
