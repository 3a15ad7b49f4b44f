//! Planning: what is missing, in the order in which a device takes it.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{Known, KnownState};
use super::node::WantedNode;
use super::step::{Plan, PlanStep, Task};
use super::{Ensure, EnsureError, Goal, Want};
use crate::StatusCode;
use crate::reply::same_value;
use csp_schema::Verb;

impl Ensure {
    /// The commands that are missing on a device of which this much is known: first what has to go, then what has to be there, parents before
    /// children, otherwise in the order in which it was wanted. What permits no Add comes last where its parent does not either: another node
    /// below it may bring the parent along.
    ///
    /// Where the definition asks for it (`MSFT:AtomicRequired`), commands travel in one Atomic. That knows no failure that does not matter, so
    /// what is unknown there is tried in two ways: added together, then set together.
    ///
    /// # Errors
    ///
    /// Wants that contradict one another, that the definition does not permit, or that no command can bring about on this device. Whether values
    /// are allowed is checked when the request is finished.
    pub fn plan(&self, known: &Known) -> Result<Plan, EnsureError> {
        let mut planner = Planner {
            known,
            entries: Vec::new(),
            handled: BTreeSet::new(),
            groups: BTreeMap::new(),
            faults: self.faults.clone(),
        };
        let absent = |want: &&Want| matches!(want.goal, Goal::Absent);
        let gone: BTreeSet<String> = self
            .wants
            .iter()
            .filter(absent)
            .map(|want| want.key.clone())
            .collect();
        let is_below = |place: &WantedNode| {
            place
                .parents()
                .iter()
                .any(|parent| gone.contains(&parent.key()))
        };
        for want in self.wants.iter().filter(absent) {
            if !is_below(&want.place) {
                planner.remove(&want.place);
            }
        }
        let mut waiting = Vec::new();
        for want in &self.wants {
            let place = &want.place;
            let text = match &want.goal {
                Goal::Present(text) => text.as_deref(),
                Goal::Unwritable(unwritable) => {
                    planner.fault(place, &unwritable.reason);
                    continue;
                }
                Goal::Absent => continue,
            };
            if is_below(place) {
                planner.fault(place, "it is wanted, and a node above it is wanted absent");
            } else if planner.lacks_parent(place).is_some() {
                waiting.push((place, text));
            } else {
                planner.establish(place, text);
            }
        }
        for (place, text) in waiting {
            planner.establish(place, text);
        }
        if planner.faults.is_empty() {
            Ok(Plan {
                tasks: planner
                    .entries
                    .into_iter()
                    .flat_map(PlanEntry::tasks)
                    .collect(),
            })
        } else {
            Err(EnsureError {
                faults: planner.faults,
            })
        }
    }
}

struct Planner<'k> {
    known: &'k Known,
    entries: Vec<PlanEntry>,
    /// The parents that are there once the plan has run this far.
    handled: BTreeSet<String>,
    /// Where the group is in which the commands below a node travel together.
    groups: BTreeMap<String, usize>,
    faults: Vec<(String, String)>,
}

/// A part of the plan, being made.
enum PlanEntry {
    Alone(Member),
    Atomic(Vec<Member>),
}

/// What is to be done at one node.
struct Member {
    ways: Vec<Vec<PlanStep>>,
    /// Whether it is known what is there.
    is_sure: bool,
    /// Whether it matters only where the node is missing: it makes room for others.
    is_parent: bool,
}

impl Planner<'_> {
    fn fault(&mut self, place: &WantedNode, reason: &str) {
        self.faults.push((place.uri(), reason.to_owned()));
    }

    fn remove(&mut self, place: &WantedNode) {
        match self.known.state(place) {
            Some(KnownState::Absent) => {}
            _ if !place.permits(Verb::Delete) => {
                self.fault(place, "a server cannot delete it: it is permanent");
            }
            _ => self.push(place, vec![vec![step(Verb::Delete, place)]], false),
        }
    }

    /// The missing parent without which a node cannot be created: nothing adds the parent, and the node is not one whose Add would bring it along.
    fn lacks_parent(&self, place: &WantedNode) -> Option<WantedNode> {
        if place.permits(Verb::Add) {
            return None;
        }
        let mut parents = place.parents();
        // What comes with its parent is as missing as that is.
        let parent =
            std::iter::from_fn(|| parents.pop()).find(|place| !place.comes_with_parent())?;
        let is_missing = self.known.state(&parent) == Some(&KnownState::Absent);
        let is_added = parent.permits(Verb::Add) || self.handled.contains(&parent.key());
        (is_missing && !is_added).then_some(parent)
    }

    fn establish(&mut self, place: &WantedNode, text: Option<&str>) {
        if let Some(parent) = self.lacks_parent(place) {
            let parent = parent.uri();
            return self.fault(
                place,
                &format!("it cannot be created: {parent} is missing, and a server cannot add that"),
            );
        }
        for parent in place.parents() {
            self.add_parent(&parent);
        }
        let Some(text) = text else {
            let is_missing = self.known.state(place) == Some(&KnownState::Absent);
            if is_missing && !place.comes_with_parent() && !place.permits(Verb::Add) {
                return self.fault(place, "it is missing, and a server cannot add it");
            }
            return self.add_parent(place);
        };
        let ways = match ways(place, text, self.known.state(place)) {
            Ok(ways) => ways,
            Err(reason) => return self.fault(place, reason),
        };
        let step = |verb: &Verb| match verb {
            Verb::Delete => step(Verb::Delete, place),
            verb => PlanStep {
                text: Some(text.to_owned()),
                ..step(*verb, place)
            },
        };
        let ways = ways.iter().map(|way| way.iter().map(step).collect());
        self.push(place, ways.collect(), false);
    }

    /// Adds a node that may be missing, whatever is in it. One that permits no Add comes with a node below it that does.
    fn add_parent(&mut self, place: &WantedNode) {
        let state = self.known.state(place);
        let is_there = place.comes_with_parent() || matches!(state, Some(KnownState::Present(_)));
        if is_there || !place.permits(Verb::Add) || !self.handled.insert(place.key()) {
            return;
        }
        self.push(place, vec![vec![step(Verb::Add, place)]], true);
    }

    /// Adds what is to be done at a node: by itself, or to the others that it has to travel with.
    fn push(&mut self, place: &WantedNode, ways: Vec<Vec<PlanStep>>, is_parent: bool) {
        if ways.is_empty() {
            return;
        }
        let mut steps = ways.iter().flatten();
        if steps.any(|step| step.verb == Verb::Add) {
            // An Add brings along whatever is missing above.
            let parents = place.parents();
            self.handled.extend(parents.iter().map(WantedNode::key));
        }
        let member = Member {
            ways,
            is_sure: self.known.state(place).is_some(),
            is_parent,
        };
        let Some(root) = place.atomic_root() else {
            return self.entries.push(PlanEntry::Alone(member));
        };
        let next = self.entries.len();
        let at = *self.groups.entry(root.key()).or_insert(next);
        match self.entries.get_mut(at) {
            Some(PlanEntry::Atomic(members)) => members.push(member),
            _ => self.entries.push(PlanEntry::Atomic(vec![member])),
        }
    }
}

impl PlanEntry {
    fn tasks(self) -> Vec<Task> {
        match self {
            Self::Alone(member) => vec![member.alone()],
            Self::Atomic(members) if members.iter().all(Member::may_fail) => {
                members.into_iter().map(Member::alone).collect()
            }
            Self::Atomic(members) => together(members),
        }
    }
}

impl Member {
    /// Whether it sets nothing, and finding it done already is as good: such a member needs no Atomic.
    fn may_fail(&self) -> bool {
        let mut steps = self.ways.iter().flatten();
        let deletes = steps.all(|step| step.verb == Verb::Delete);
        deletes || (self.is_parent && !self.is_sure)
    }

    fn alone(mut self) -> Task {
        for step in self.ways.iter_mut().flatten() {
            step.tolerates = match step.verb {
                Verb::Delete => Some(StatusCode::NOT_FOUND),
                Verb::Add if self.is_parent => Some(StatusCode::ALREADY_EXISTS),
                _ => None,
            };
        }
        Task {
            is_atomic: false,
            ways: self.ways,
        }
    }
}

/// The members in one Atomic; in two where it is not known what is there: one for a device that has none of it, then one for a device that
/// has some. A Delete that may find nothing would fail them, so it goes before.
fn together(mut members: Vec<Member>) -> Vec<Task> {
    let mut tasks = Vec::new();
    for member in members.iter_mut().filter(|member| !member.is_sure) {
        for way in &mut member.ways {
            if way.first().is_some_and(|step| step.verb == Verb::Delete) {
                tasks.push(Member::alone(Member {
                    ways: vec![vec![way.remove(0)]],
                    is_sure: false,
                    is_parent: false,
                }));
            }
        }
    }
    let first = members.iter().filter_map(|member| member.ways.first());
    let first: Vec<PlanStep> = first.flatten().cloned().collect();
    let last = members
        .iter()
        .filter(|member| member.is_sure || !member.is_parent)
        .filter_map(|member| member.ways.last());
    let last: Vec<PlanStep> = last.flatten().cloned().collect();
    let is_sure = members.iter().all(|member| member.is_sure);
    let mut ways = vec![first];
    if !is_sure {
        ways.push(last);
    }
    ways.retain(|way| !way.is_empty());
    if !ways.is_empty() {
        tasks.push(Task {
            is_atomic: true,
            ways,
        });
    }
    tasks
}

fn step(verb: Verb, place: &WantedNode) -> PlanStep {
    PlanStep {
        verb,
        place: place.clone(),
        text: None,
        tolerates: None,
    }
}

/// The commands that give a leaf its value; several ways where it is not known whether there is one already.
fn ways(
    place: &WantedNode,
    text: &str,
    state: Option<&KnownState>,
) -> Result<Vec<Vec<Verb>>, &'static str> {
    let node = place.definition;
    let permits = |verb| node.permits(verb);
    let (adds, deletes) = (permits(Verb::Add), permits(Verb::Delete));
    // MSFT:ReplaceBehavior Append: what is there stays, so that it has to go first; the Replace then creates the node.
    let appends = permits(Verb::Replace) && node.replace_appends();
    let replaces = permits(Verb::Replace) && !appends;
    let creates = match (adds, replaces || appends) {
        (true, _) => Verb::Add,
        (false, true) => Verb::Replace,
        (false, false) => return Err("a server cannot set it: it permits neither Add nor Replace"),
    };
    match state {
        Some(KnownState::Present(found)) if same_value(node, text, found) => Ok(Vec::new()),
        Some(KnownState::Absent) => Ok(vec![vec![creates]]),
        None if adds && replaces => Ok(vec![vec![Verb::Add], vec![Verb::Replace]]),
        _ if replaces => Ok(vec![vec![Verb::Replace]]),
        _ if deletes => Ok(vec![vec![Verb::Delete, creates]]),
        // The first Add of a node that comes with its parent succeeds; of any other, only when it is not there.
        Some(KnownState::Present(found))
            if adds
                && !(place.comes_with_parent()
                    && same_value(node, &node.initial_value(), found)) =>
        {
            Err(
                "it has another value, which cannot be exchanged: it permits neither Replace nor Delete",
            )
        }
        _ if adds => Ok(vec![vec![Verb::Add]]),
        _ => Err("its value cannot be exchanged: Replace appends to it, and it permits no Delete"),
    }
}
