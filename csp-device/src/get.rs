//! Get: the value of a leaf, the children of an interior node, a property, or a whole subtree.

use crate::StatusCode;
use crate::dm_tree::{DmTree, Located};
use crate::names::Names;
use crate::query::{Property, Query};
use crate::router::RouterNodeId;
use crate::run::Run;
use crate::target::CheckedTarget;
use crate::value;
use crate::verdict::{ItemSource, ResultItem, Verdict};
use csp_runtime::HandlerError;
use csp_runtime::dispatch::Call;
use csp_schema::uri::push_segment;
use csp_schema::{Format, NodeDefinition, Verb, decode_base64};
use syncml::{Encoding, first_forbidden};

/// What it costs to look whether a child is there, in bytes that might have been gathered.
const LOOK: usize = 16;

impl Run<'_, '_> {
    pub(crate) fn get(&mut self, target: CheckedTarget<'_>) -> Verdict {
        let before = self.verdicts.length();
        let answered = self.check_room().and_then(|()| self.answer(target));
        match answered.and_then(|()| self.check_room()) {
            Ok(()) => Verdict {
                results: before.results..self.verdicts.results.len(),
                ..Verdict::of(StatusCode::OK)
            },
            Err(failure) => {
                self.verdicts.go_back(before);
                failure.into()
            }
        }
    }

    fn answer(&mut self, target: CheckedTarget<'_>) -> Result<(), HandlerError> {
        let start = self.verdicts.text.len();
        let (format, source) = match (target.located, target.query) {
            (None, _) => {
                self.write_children(target.place, Names::NONE);
                (Some(Format::Node), ItemSource::Target)
            }
            (Some(located), None) => {
                self.find_readable(located)?;
                match self.format(located) {
                    Format::Node => self.write_children(target.place, located.names),
                    _ => self.read_leaf(located, target.call)?,
                }
                (stated(self.format(located)), ItemSource::Target)
            }
            (Some(located), Some(Query::Property(property))) => {
                self.read_property(located, property, target.call)?;
                (None, ItemSource::Target)
            }
            (Some(located), Some(Query::List { values })) => {
                self.find_readable(located)?;
                return self.list(&target, located, values);
            }
        };
        let data = Some(start..self.verdicts.text.len());
        let answer = ResultItem {
            source,
            format,
            data,
        };
        self.verdicts.push(answer, target.path);
        Ok(())
    }

    /// How much may still be gathered.
    const fn room(&self) -> usize {
        let most = self.settings.limits.reply_bytes;
        most.saturating_sub(self.verdicts.bytes)
    }

    /// Whether what was gathered so far may still be sent. Asking for too much over and over is not to keep the device busy: as much as a reply
    /// holds may be gathered in vain.
    fn check_room(&self) -> Result<(), HandlerError> {
        let most = self.settings.limits.reply_bytes;
        if self.verdicts.bytes > most || self.verdicts.discarded > most {
            return Err(StatusCode::ENTITY_TOO_LARGE.into());
        }
        Ok(())
    }

    /// How many children a listing of a place looks at, whether or not they are there.
    fn named_children(&self, place: RouterNodeId) -> usize {
        let place = self.dm_tree.router.place(place);
        place.map_or(0, |place| place.named.len())
    }

    fn format(&self, located: Located<'_>) -> Format {
        let node = self.dm_tree.node(located.mount, located.node);
        node.map_or(Format::Null, |node| node.format)
    }

    /// Whether a Get finds something: the node exists, or it is a leaf whose handler answers for it and its parent exists.
    fn find_readable(&self, located: Located<'_>) -> Result<(), HandlerError> {
        if is_readable(self.dm_tree, located) {
            Ok(())
        } else {
            Err(StatusCode::NOT_FOUND.into())
        }
    }

    /// Appends the names of the children, percent-encoded and joined by slashes, up to more than may be sent.
    fn write_children(&mut self, place: RouterNodeId, names: Names<'_>) {
        let room = self.room();
        self.verdicts.discarded += LOOK * self.named_children(place);
        let out = &mut self.verdicts.text;
        let start = out.len();
        each_child(self.dm_tree, place, names, |child| {
            if out.len() > start {
                out.push('/');
            }
            push_segment(out, child.name);
            (out.len() - start <= room).then_some(())
        });
    }

    /// Appends the value of a leaf, if it can be sent.
    fn read_leaf(&mut self, located: Located<'_>, call: Call<'_>) -> Result<(), HandlerError> {
        let start = self.verdicts.text.len();
        self.append_value(located, call)?;
        self.check_sendable(start)?;
        let Some(max) = self.peer.object else {
            return Ok(());
        };
        let text = self.verdicts.text.get(start..).unwrap_or_default();
        // WBXML carries octets as they are.
        let is_raw = self.message.encoding != Encoding::Xml && self.format(located) == Format::Bin;
        let octets = is_raw.then(|| decode_base64(text)).flatten();
        let length = octets.map_or(text.len(), |octets| octets.len());
        if length as u64 > max {
            Err(StatusCode::ENTITY_TOO_LARGE.into())
        } else {
            Ok(())
        }
    }

    /// XML cannot carry every character, and a message that cannot be written would answer nothing at all.
    fn check_sendable(&self, start: usize) -> Result<(), HandlerError> {
        let text = self.verdicts.text.get(start..).unwrap_or_default();
        match first_forbidden(text) {
            Some(_) => Err(StatusCode::COMMAND_FAILED.into()),
            None => Ok(()),
        }
    }

    /// Appends what the handler of a leaf says, or what is stored, or the value that a leaf has before anybody sets it.
    fn append_value(&mut self, located: Located<'_>, call: Call<'_>) -> Result<(), HandlerError> {
        if self.dm_tree.has_handler(located, Verb::Get) {
            let mut text = std::mem::take(&mut self.verdicts.text);
            let answer = self.call(located, Verb::Get, call, "", &mut text);
            self.verdicts.text = text;
            return answer.map_or(Ok(()), |answer| answer.map(|_| ()));
        }
        let owner = self.dm_tree.find(located).ok_or(StatusCode::NOT_FOUND)?;
        let node = self.dm_tree.node(located.mount, located.node);
        let node = node.ok_or(StatusCode::NOT_FOUND)?;
        let out = &mut self.verdicts.text;
        match self.dm_tree.store.value(owner, located.node) {
            Some(stored) => value::write(node, stored, out),
            None => value::write(node, &node.initial_value(), out),
        }
        Ok(())
    }

    fn read_property(
        &mut self,
        located: Located<'_>,
        property: Property,
        call: Call<'_>,
    ) -> Result<(), HandlerError> {
        self.find_readable(located)?;
        let start = self.verdicts.text.len();
        let mut value = String::new();
        if property == Property::Size {
            self.read_leaf(located, call)?;
            value = self.verdicts.text.split_off(start);
            self.verdicts.discarded += value.len();
        }
        let node = self
            .dm_tree
            .node(located.mount, located.node)
            .ok_or(StatusCode::NOT_FOUND)?;
        let name = match self.dm_tree.find(located) {
            Some(owner) if node.dynamic => self.dm_tree.store.name(owner),
            _ => &*node.row().name,
        };
        property.write(node, name, &value, &mut self.verdicts.text);
        self.check_sendable(start)
    }

    /// Answers with the node and everything below it, one item each, depth first.
    fn list(
        &mut self,
        target: &CheckedTarget<'_>,
        located: Located<'_>,
        values: bool,
    ) -> Result<(), HandlerError> {
        let mut listing = ListedTree {
            target: target.path,
            uri: target.path.to_owned(),
            names: located
                .names
                .as_slice()
                .iter()
                .map(|name| (*name).to_owned())
                .collect(),
            values,
            call: target.call,
        };
        self.list_node(&mut listing, target.place, ItemSource::Path)
    }

    fn list_node(
        &mut self,
        listing: &mut ListedTree<'_>,
        place: RouterNodeId,
        source: ItemSource,
    ) -> Result<(), HandlerError> {
        self.check_room()?;
        let names: Vec<&str> = listing.names.iter().map(String::as_str).collect();
        let names = Names::from_slice(&names);
        let owner = self
            .dm_tree
            .router
            .place(place)
            .and_then(|place| place.owner);
        let format = owner
            .and_then(|(mount, node)| self.dm_tree.node(mount, node))
            .map_or(Format::Node, |node| node.format);
        let mut data = None;
        if let Some((mount, node)) = owner.filter(|_| format != Format::Node && listing.values) {
            let start = self.verdicts.text.len();
            self.read_leaf(Located { mount, node, names }, listing.call)?;
            data = Some(start..self.verdicts.text.len());
        }
        let answer = ResultItem {
            source,
            format: stated(format),
            data,
        };
        self.verdicts.push(answer, listing.target);
        self.verdicts.discarded += LOOK * self.named_children(place);
        let mut children = Vec::new();
        let mut room = self.room();
        let all = each_child(self.dm_tree, place, names, |child| {
            if is_listed(self.dm_tree, child.place) {
                room = room.checked_sub(listing.uri.len() + child.name.len())?;
                children.push((child.name.to_owned(), child.place, child.dynamic));
            }
            Some(())
        });
        if all.is_none() {
            self.verdicts.discarded += self.room();
            return Err(StatusCode::ENTITY_TOO_LARGE.into());
        }
        for (name, child, dynamic) in children {
            let length = listing.uri.len();
            listing.uri.push('/');
            push_segment(&mut listing.uri, &name);
            if dynamic {
                listing.names.push(name);
            }
            let before = self.verdicts.length();
            let start = self.verdicts.text.len();
            self.verdicts.text.push_str(&listing.uri);
            let source = ItemSource::Text(start..self.verdicts.text.len());
            match self.list_node(listing, child, source) {
                Ok(()) => {}
                // A leaf whose handler has no value for it now is not there.
                Err(failure) if failure.status() == StatusCode::NOT_FOUND => {
                    self.verdicts.go_back(before);
                }
                // What is there and cannot be told fails the whole: a listing without it would say that it is not.
                Err(failure) => return Err(failure),
            }
            if dynamic {
                listing.names.pop();
            }
            listing.uri.truncate(length);
        }
        Ok(())
    }
}

/// A subtree that is being listed: the LocURI and the names of the node whose turn it is.
struct ListedTree<'t> {
    /// The LocURI that is listed, as the requester wrote it.
    target: &'t str,
    uri: String,
    names: Vec<String>,
    values: bool,
    call: Call<'t>,
}

/// A child that exists.
struct Child<'w> {
    name: &'w str,
    place: RouterNodeId,
    dynamic: bool,
}

/// Visits the children of a place that exist: the named ones as they were mounted, then the instances in the order of their names. `None` when the
/// visitor wanted no more.
fn each_child<'w>(
    dm_tree: &'w DmTree,
    parent: RouterNodeId,
    names: Names<'_>,
    mut visit: impl FnMut(Child<'w>) -> Option<()>,
) -> Option<()> {
    let Some(parent) = dm_tree.router.place(parent) else {
        return Some(());
    };
    let located = |place: RouterNodeId| {
        let (mount, node) = dm_tree.router.place(place)?.owner?;
        Some(Located { mount, node, names })
    };
    for id in &parent.named {
        let Some(place) = dm_tree.router.place(*id) else {
            continue;
        };
        if located(*id).is_none_or(|located| is_readable(dm_tree, located)) {
            visit(Child {
                name: &place.name,
                place: *id,
                dynamic: false,
            })?;
        }
    }
    let Some((place, located)) = parent
        .unnamed
        .and_then(|place| Some((place, located(place)?)))
    else {
        return Some(());
    };
    let Some(owner) = dm_tree.find_parent(located) else {
        return Some(());
    };
    let mut instances = dm_tree.store.children(owner, located.node);
    instances.try_for_each(|(name, _)| {
        visit(Child {
            name,
            place,
            dynamic: true,
        })
    })
}

/// Whether a node is there to be read.
pub(crate) fn is_readable(dm_tree: &DmTree, located: Located<'_>) -> bool {
    let is_handled_leaf = || {
        let node = dm_tree.node(located.mount, located.node);
        node.is_some_and(|node| node.is_leaf() && !node.dynamic)
            && dm_tree.has_handler(located, Verb::Get)
            && dm_tree.find_parent(located).is_some()
    };
    dm_tree.find(located).is_some() || is_handled_leaf()
}

/// Whether a listing has the node: leaves that cannot be read are left out.
fn is_listed(dm_tree: &DmTree, place: RouterNodeId) -> bool {
    let Some(place) = dm_tree.router.place(place) else {
        return false;
    };
    let node: Option<NodeDefinition<'_>> = place
        .owner
        .and_then(|(mount, node)| dm_tree.node(mount, node));
    !place.unavailable
        && node.is_none_or(|node| !node.is_leaf() || node.access().contains(Verb::Get))
}

/// The format as Meta states it: not at all where it is the default.
fn stated(format: Format) -> Option<Format> {
    (format != Format::Chr).then_some(format)
}
