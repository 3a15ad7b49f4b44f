//! What was asked: one item of one command, and all that a request has.

use std::ops::Range;
use std::sync::Arc;

use csp_schema::NodeDefinition;
use syncml::Verb;

/// One item of one command, as it was asked. `U` is its LocURI: the text, or where it stands among those of a request.
#[derive(Debug, Clone)]
pub(crate) struct AskedItem<U = Arc<str>> {
    pub(crate) verb: Verb<'static>,
    pub(crate) cmd_id: u32,
    /// The last CmdID inside of a container; its own for every other command.
    pub(crate) last_id: u32,
    /// Which item of its command this is; `None` for the only one, and for a command that has none.
    pub(crate) item: Option<u32>,
    /// The LocURI as it was sent, with its query; empty for a command without items.
    pub(crate) uri: U,
    pub(crate) node: Option<NodeDefinition<'static>>,
}

impl AskedItem {
    /// A command that has no node.
    pub(crate) fn command(verb: Verb<'static>, cmd_id: u32) -> Self {
        Self::on(verb, cmd_id, Arc::default(), None)
    }

    /// A command on a node.
    pub(super) fn on(
        verb: Verb<'static>,
        cmd_id: u32,
        uri: Arc<str>,
        node: Option<NodeDefinition<'static>>,
    ) -> Self {
        Self {
            verb,
            cmd_id,
            last_id: cmd_id,
            item: None,
            uri,
            node,
        }
    }

    /// How many items of its command come before this one.
    pub(crate) fn place(&self) -> usize {
        self.item.unwrap_or(0) as usize
    }
}

impl<U> AskedItem<U> {
    /// The same with its LocURI in another form.
    fn with_uri<V>(&self, uri: V) -> AskedItem<V> {
        AskedItem {
            verb: self.verb.clone(),
            cmd_id: self.cmd_id,
            last_id: self.last_id,
            item: self.item,
            uri,
            node: self.node,
        }
    }
}

/// Everything that a request asks. Few programs ever ask for it, so that it costs little: the LocURIs are one text, not many that outlive their
/// tickets.
#[derive(Debug, Default)]
pub(crate) struct AskedLog {
    items: Vec<AskedItem<Range<usize>>>,
    uris: String,
}

impl AskedLog {
    /// Adds an item; a container after what is inside of it.
    pub(super) fn push(&mut self, asked: &AskedItem) {
        let from = self.uris.len();
        self.uris.push_str(&asked.uri);
        self.items.push(asked.with_uri(from..self.uris.len()));
    }

    /// Puts everything in the order of the CmdIDs.
    pub(super) fn sort(&mut self) {
        // Only a container stands elsewhere.
        if !self.items.is_sorted_by_key(|asked| asked.cmd_id) {
            self.items.sort_by_key(|asked| asked.cmd_id);
        }
    }

    /// How many items there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Everything, by CmdID.
    pub(crate) fn iter(&self) -> impl Iterator<Item = AskedItem> {
        self.items.iter().map(|asked| self.item(asked))
    }

    /// What was asked inside of a container.
    pub(crate) fn inside(&self, container: &AskedItem) -> impl Iterator<Item = AskedItem> {
        let up_to = |id| self.items.partition_point(|asked| asked.cmd_id <= id);
        let inside = self
            .items
            .get(up_to(container.cmd_id)..up_to(container.last_id));
        let inside = inside.unwrap_or_default().iter();
        inside.map(|asked| self.item(asked))
    }

    fn item(&self, asked: &AskedItem<Range<usize>>) -> AskedItem {
        let uri = self.uris.get(asked.uri.clone()).unwrap_or_default();
        asked.with_uri(uri.into())
    }
}
