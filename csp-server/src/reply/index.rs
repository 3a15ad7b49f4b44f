//! Which Status and which Results answer a command (MS-MDM; OMA SyncML RepPro 1.2, "Status" and "Results").
//!
//! A response answers the command that its MsgRef and CmdRef name. Where it says more, that has to fit as well: a Status the Cmd and the TargetRef,
//! the item of a Results its Source. Work is linear in the reply for every spelling, and for answers that fit nothing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::request::UntypedTicket;
use csp_schema::same_node::{node_key, path};
use syncml::{Command, Item, Message, Response, Verb};

/// The responses of a message by the commands that they answer.
#[derive(Debug)]
pub(super) struct Index {
    /// Where the statuses are among the commands.
    statuses: Vec<(Reference, u32)>,
    /// Where the items of Results are among the items.
    items: Vec<(Reference, u32)>,
    /// Made when it is needed: a device that repeats the requester's spelling in the requester's order, as Windows does, is understood without.
    names: OnceLock<ByName>,
}

/// The command that a response refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reference {
    msg_id: u32,
    cmd_id: u32,
}

/// The responses by what they say beyond their references, sorted.
#[derive(Debug)]
struct ByName {
    statuses: Vec<(ResponseKey, u32)>,
    items: Vec<(ResponseKey, u32)>,
    /// The first item with a Source in the Results of each command.
    sources: BTreeMap<Reference, u32>,
}

/// What a response says that it is for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ResponseKey {
    to: Reference,
    /// The Cmd of a Status.
    cmd: Option<String>,
    place: Option<NodeKey>,
}

/// A node: without the case of its names, and with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct NodeKey {
    folded: String,
    exact: String,
}

impl Index {
    pub(super) fn new(message: &Message<'_>) -> Self {
        let (mut statuses, mut items) = (Vec::new(), Vec::new());
        for (at, command) in (0..).zip(&message.commands) {
            let Some(to) = command.response.as_deref().and_then(Reference::of) else {
                continue;
            };
            match command.verb {
                Verb::Status => statuses.push((to, at)),
                Verb::Results => items.extend(command.items.clone().map(|item| (to, item))),
                _ => {}
            }
        }
        statuses.sort_unstable();
        items.sort_unstable();
        Self {
            statuses,
            items,
            names: OnceLock::new(),
        }
    }

    /// The Status of a ticket's item: one that names the item, else one that names none and so is for all that are left.
    pub(super) fn status<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        untyped: &UntypedTicket,
    ) -> Option<&'m Command<'a>> {
        let to = Reference::to(message, untyped)?;
        let group = group(&self.statuses, to);
        let status = |at: u32| message.commands.get(at as usize);
        let in_its_place = group.get(untyped.asked.place());
        if let Some(found) = in_its_place.and_then(|(_, at)| status(*at)) {
            if fits_at_sight(found, untyped, group.len()) {
                return Some(found);
            }
        }
        if group.is_empty() {
            return None;
        }
        let names = &self.names(message).statuses;
        // A Status without a Cmd may be any command's.
        let cmds = [Some(untyped.asked.verb.as_str()), None];
        if untyped.asked.uri.is_empty() {
            return cmds.iter().find_map(|cmd| status(any(names, to, *cmd)?));
        }
        let place = NodeKey::of(&untyped.asked.uri);
        let named = cmds.iter().find_map(|cmd| exact(names, to, *cmd, &place));
        let named = named.or_else(|| cmds.iter().find_map(|cmd| alike(names, to, *cmd, &place)));
        let found = named.or_else(|| cmds.iter().find_map(|cmd| unnamed(names, to, *cmd)));
        found.and_then(status)
    }

    /// The items of all Results of a ticket's command, in order.
    pub(super) fn results<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        untyped: &UntypedTicket,
    ) -> impl Iterator<Item = &'m Item<'a>> + use<'_, 'm, 'a> {
        let to = Reference::to(message, untyped);
        let group = to.map_or(&[][..], |to| group(&self.items, to));
        group
            .iter()
            .filter_map(|(_, at)| message.items.get(*at as usize))
    }

    /// The result of a ticket's item: the one that comes from its node, else the one in its place that does not say where it comes from. Devices
    /// repeat Results in later messages, so that there may be several.
    pub(super) fn result<'m, 'a>(
        &self,
        message: &'m Message<'a>,
        untyped: &UntypedTicket,
    ) -> Option<&'m Item<'a>> {
        let to = Reference::to(message, untyped)?;
        let group = group(&self.items, to);
        let item = |at: u32| message.items.get(at as usize);
        let in_its_place = group
            .get(untyped.asked.place())
            .and_then(|(_, at)| item(*at))
            .filter(|item| {
                let wanted = path(&untyped.asked.uri);
                source(item).is_none_or(|found| found == wanted)
            });
        // Where nothing failed, the items are in the order of the request.
        if in_its_place.is_some_and(|item| item.source.is_some()) || group.is_empty() {
            return in_its_place;
        }
        let names = &self.names(message).items;
        let place = NodeKey::of(path(&untyped.asked.uri));
        let named = exact(names, to, None, &place).or_else(|| alike(names, to, None, &place));
        // Failed items are missing, so that the place of an item is its own only where nothing else says whose it is.
        named.and_then(item).or(in_its_place)
    }

    /// What the responses to a ticket's CmdID are for, when there are some and none fits the ticket.
    pub(super) fn other_status(
        &self,
        message: &Message<'_>,
        untyped: &UntypedTicket,
    ) -> Option<String> {
        let to = Reference::to(message, untyped)?;
        let (_, at) = group(&self.statuses, to).first()?;
        let status = message.commands.get(*at as usize)?;
        let response = status.response.as_deref()?;
        let cmd = response.cmd.as_deref().map_or("a command", str::trim);
        Some(match response.target_refs.first() {
            Some(target) => format!("{} {}", short(cmd), short(target.trim())),
            None => short(cmd),
        })
    }

    /// As [`other_status`](Self::other_status), of the Results.
    pub(super) fn other_result(
        &self,
        message: &Message<'_>,
        untyped: &UntypedTicket,
    ) -> Option<String> {
        let to = Reference::to(message, untyped)?;
        let item = *self.names(message).sources.get(&to)?;
        let item = message.items.get(item as usize)?;
        item.source.as_deref().map(short)
    }

    fn names(&self, message: &Message<'_>) -> &ByName {
        self.names
            .get_or_init(|| ByName::new(message, &self.statuses, &self.items))
    }
}

impl Reference {
    /// What a response refers to. MS-MDM says that a missing reference is 1.
    fn of(response: &Response<'_>) -> Option<Self> {
        let number = |text: Option<&str>| text.map_or(Some(1), |text| text.trim().parse().ok());
        Some(Self {
            msg_id: number(response.msg_ref.as_deref())?,
            cmd_id: number(response.cmd_ref.as_deref())?,
        })
    }

    /// The command of a ticket; `None` when the message is of another session.
    fn to(message: &Message<'_>, untyped: &UntypedTicket) -> Option<Self> {
        let session = &*message.header.session_id;
        let origin = &*untyped.origin.session;
        let is_ours = session.is_empty() || origin.is_empty() || session == origin;
        is_ours.then(|| Self {
            msg_id: untyped.message(),
            cmd_id: untyped.asked.cmd_id,
        })
    }
}

impl ByName {
    fn new(
        message: &Message<'_>,
        statuses: &[(Reference, u32)],
        items: &[(Reference, u32)],
    ) -> Self {
        let mut names = Self {
            statuses: Vec::new(),
            items: Vec::new(),
            sources: BTreeMap::new(),
        };
        for (to, at) in statuses.iter().copied() {
            let status = message.commands.get(at as usize);
            let Some(response) = status.and_then(|status| status.response.as_deref()) else {
                continue;
            };
            let cmd = response.cmd.as_deref().map(|cmd| cmd.trim().to_owned());
            let name = |place| ResponseKey {
                to,
                cmd: cmd.clone(),
                place,
            };
            let targets = response.target_refs.iter();
            names
                .statuses
                .extend(targets.map(|target| (name(Some(NodeKey::of(target))), at)));
            if response.target_refs.is_empty() {
                names.statuses.push((name(None), at));
            }
        }
        for (to, at) in items.iter().copied() {
            let item = message.items.get(at as usize);
            if item.is_some_and(|item| item.source.is_some()) {
                names.sources.entry(to).or_insert(at);
            }
            let place = item.and_then(source).map(NodeKey::of);
            let cmd = None;
            names.items.push((ResponseKey { to, cmd, place }, at));
        }
        names.statuses.sort_unstable();
        names.items.sort_unstable();
        names
    }
}

impl NodeKey {
    fn of(uri: &str) -> Self {
        Self {
            folded: node_key(uri, false),
            exact: node_key(uri, true),
        }
    }
}

/// The responses to one command.
fn group(responses: &[(Reference, u32)], to: Reference) -> &[(Reference, u32)] {
    let from = responses.partition_point(|(known, _)| *known < to);
    let end = responses.partition_point(|(known, _)| *known <= to);
    responses.get(from..end).unwrap_or_default()
}

/// The first response to a command with this Cmd and no place, or one at or after `place`.
fn first<'n>(
    names: &'n [(ResponseKey, u32)],
    to: Reference,
    cmd: Option<&str>,
    place: Option<&NodeKey>,
) -> Option<&'n (ResponseKey, u32)> {
    let key = |name: &ResponseKey| {
        let known = name.to.cmp(&to);
        let known = known.then_with(|| name.cmd.as_deref().cmp(&cmd));
        known.then_with(|| name.place.as_ref().cmp(&place))
    };
    let from = names.partition_point(|(name, _)| key(name).is_lt());
    let (name, _) = names.get(from)?;
    let found = name.to == to && name.cmd.as_deref() == cmd;
    found.then_some(names.get(from)?)
}

fn exact(
    names: &[(ResponseKey, u32)],
    to: Reference,
    cmd: Option<&str>,
    place: &NodeKey,
) -> Option<u32> {
    let (name, at) = first(names, to, cmd, Some(place))?;
    (name.place.as_ref() == Some(place)).then_some(*at)
}

fn alike(
    names: &[(ResponseKey, u32)],
    to: Reference,
    cmd: Option<&str>,
    place: &NodeKey,
) -> Option<u32> {
    let wanted = NodeKey {
        folded: place.folded.clone(),
        exact: String::new(),
    };
    let (name, at) = first(names, to, cmd, Some(&wanted))?;
    let known = name.place.as_ref().map(|place| &place.folded);
    (known == Some(&wanted.folded)).then_some(*at)
}

fn unnamed(names: &[(ResponseKey, u32)], to: Reference, cmd: Option<&str>) -> Option<u32> {
    let (name, at) = first(names, to, cmd, None)?;
    name.place.is_none().then_some(*at)
}

fn any(names: &[(ResponseKey, u32)], to: Reference, cmd: Option<&str>) -> Option<u32> {
    first(names, to, cmd, None).map(|(_, at)| *at)
}

/// Whether a Status is a ticket's by its first TargetRef, spelled as it was sent, or as the only one to its command.
fn fits_at_sight(status: &Command<'_>, untyped: &UntypedTicket, statuses: usize) -> bool {
    let Some(response) = status.response.as_deref() else {
        return false;
    };
    let cmd = response.cmd.as_deref().map(str::trim);
    let verb = untyped.asked.verb.as_str();
    cmd.is_none_or(|cmd| cmd == verb)
        && match response.target_refs.first() {
            Some(target) => target.trim() == &*untyped.asked.uri,
            None => statuses == 1,
        }
}

fn source<'m>(item: &'m Item<'_>) -> Option<&'m str> {
    item.source.as_deref().map(path)
}

/// A device's text, cut when it is long, so that what is said of many tickets stays small.
fn short(text: &str) -> String {
    match text.char_indices().nth(120) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}
