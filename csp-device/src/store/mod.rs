//! The in-memory tree: the instances of dynamic nodes, and what is stored in each.
//!
//! Only dynamic nodes make levels here. Everything named below an instance, down to the next dynamic node, is one sorted map from the row to its
//! record; so a leaf costs one lookup for each dynamic name on its way, and one more. Instances live in one arena and are known by number, so that
//! cutting off a subtree and putting it back moves nothing.

mod log;
mod name;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use csp_schema::NodeId;
pub(crate) use log::Savepoint;
use log::{Log, LogEntry};
use name::{Key, Name, NameRef};

/// The number of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InstanceId(u32);

/// There is no room for another node or value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

/// How much the tree may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capacity {
    pub(crate) nodes: usize,
    pub(crate) bytes: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    /// Shared with the copies of the device until one of them is written to.
    instances: Arc<Vec<Instance>>,
    free: Vec<InstanceId>,
    log: Log,
    nodes: usize,
    bytes: usize,
}

/// An instance of a dynamic node, or the part of a mounted tree above its first dynamic nodes.
#[derive(Debug, Default, Clone)]
struct Instance {
    parent: Option<InstanceId>,
    /// The dynamic row that it is an instance of, and its name among those; `None` for the top of a mounted tree.
    name: Option<(NodeId, Name)>,
    /// What was created or set: a leaf's value, `None` for an interior node. (A value that is appended to grows in place, as a `String` does.)
    records: BTreeMap<NodeId, Option<String>>,
    /// The instances of each dynamic row.
    children: BTreeMap<NodeId, BTreeMap<Name, InstanceId>>,
}

impl Store {
    /// The same nodes and values. What could be undone is final in it.
    pub(crate) fn copy(&self) -> Self {
        Self {
            instances: Arc::clone(&self.instances),
            free: self.free.clone(),
            log: Log::default(),
            nodes: self.nodes,
            bytes: self.bytes,
        }
    }

    /// Makes room for another mounted tree.
    pub(crate) fn add_top(&mut self) -> InstanceId {
        self.take_slot(Instance::default())
    }

    /// Whether nothing is stored in a part that [`add_top`](Store::add_top) made.
    pub(crate) fn is_empty(&self, top: InstanceId) -> bool {
        self.instance(top)
            .is_none_or(|top| top.records.is_empty() && top.children.is_empty())
    }

    /// Gives the room of an empty part back.
    pub(crate) fn remove_top(&mut self, top: InstanceId) {
        self.free.push(top);
    }

    /// The instance of `row` with this name.
    pub(crate) fn child(
        &self,
        parent: InstanceId,
        row: NodeId,
        cased: bool,
        text: &str,
    ) -> Option<InstanceId> {
        let name = NameRef { cased, text };
        let children = self.instance(parent)?.children.get(&row)?;
        children.get(&name as &dyn Key).copied()
    }

    /// The instances of `row`, in the order of their names.
    pub(crate) fn children(
        &self,
        parent: InstanceId,
        row: NodeId,
    ) -> impl DoubleEndedIterator<Item = (&str, InstanceId)> {
        let children = self
            .instance(parent)
            .and_then(|parent| parent.children.get(&row));
        let children = children.into_iter().flatten();
        children.map(|(name, id)| (&*name.text, *id))
    }

    /// How many instances of `row` there are.
    pub(crate) fn count(&self, parent: InstanceId, row: NodeId) -> usize {
        let parent = self.instance(parent);
        let children = parent.and_then(|parent| parent.children.get(&row));
        children.map_or(0, BTreeMap::len)
    }

    /// The name of an instance, as it was first given.
    pub(crate) fn name(&self, id: InstanceId) -> &str {
        let name = self.instance(id).and_then(|found| found.name.as_ref());
        name.map_or("", |(_, name)| &name.text)
    }

    /// Whether something was created or set at `node`.
    pub(crate) fn has(&self, id: InstanceId, node: NodeId) -> bool {
        self.instance(id)
            .is_some_and(|instance| instance.records.contains_key(&node))
    }

    /// The stored value of a leaf.
    pub(crate) fn value(&self, id: InstanceId, node: NodeId) -> Option<&str> {
        self.instance(id)?.records.get(&node)?.as_deref()
    }

    /// Creates an instance of `row`.
    pub(crate) fn create(
        &mut self,
        parent: InstanceId,
        row: NodeId,
        cased: bool,
        text: &str,
        capacity: Capacity,
    ) -> Result<InstanceId, Full> {
        if self.nodes >= capacity.nodes || self.bytes + text.len() > capacity.bytes {
            return Err(Full);
        }
        self.nodes += 1;
        self.bytes += text.len();
        let text = text.into();
        let id = self.take_slot(Instance {
            parent: Some(parent),
            name: Some((row, Name { cased, text })),
            ..Instance::default()
        });
        self.link(id);
        self.log.push(LogEntry::Created(id));
        Ok(id)
    }

    /// Creates or sets a record.
    pub(crate) fn put(
        &mut self,
        id: InstanceId,
        node: NodeId,
        value: Option<&str>,
        capacity: Capacity,
    ) -> Result<(), Full> {
        let before = self.value(id, node).map_or(0, str::len);
        let is_new = !self.has(id, node);
        let bytes = self.bytes - before + value.map_or(0, str::len);
        if bytes > capacity.bytes || (is_new && self.nodes >= capacity.nodes) {
            return Err(Full);
        }
        self.set_record(id, node, Some(value.map(str::to_owned)));
        Ok(())
    }

    /// Appends to the value of a leaf that has one.
    pub(crate) fn append(
        &mut self,
        id: InstanceId,
        node: NodeId,
        text: &str,
        capacity: Capacity,
    ) -> Result<(), Full> {
        if self.bytes + text.len() > capacity.bytes {
            return Err(Full);
        }
        let records = self.instance_mut(id).map(|instance| &mut instance.records);
        let Some(Some(value)) = records.and_then(|records| records.get_mut(&node)) else {
            return Ok(());
        };
        let length = value.len();
        value.push_str(text);
        self.bytes += text.len();
        self.log.push(LogEntry::Appended { id, node, length });
        Ok(())
    }

    /// Takes back what was appended to a value.
    fn shorten(&mut self, id: InstanceId, node: NodeId, length: usize) {
        let records = self.instance_mut(id).map(|instance| &mut instance.records);
        let Some(Some(value)) = records.and_then(|records| records.get_mut(&node)) else {
            return;
        };
        let longer = value.len();
        value.truncate(length);
        self.bytes -= longer - length;
    }

    /// Removes the records of `nodes` and cuts off the instances of its dynamic rows.
    pub(crate) fn clear(&mut self, id: InstanceId, nodes: Range<NodeId>) {
        while let Some(node) = self
            .instance(id)
            .and_then(|instance| instance.records.range(nodes.clone()).next_back())
            .map(|(node, _)| *node)
        {
            self.set_record(id, node, None);
        }
        while let Some((_, &child)) = self.instance(id).and_then(|instance| {
            let mut rows = instance.children.range(nodes.clone());
            rows.next_back()?.1.last_key_value()
        }) {
            self.cut_off(child);
        }
    }

    /// Cuts an instance off, with everything below it.
    pub(crate) fn cut_off(&mut self, id: InstanceId) {
        self.unlink(id);
        self.log.push(LogEntry::CutOff(id));
    }

    fn set_record(&mut self, id: InstanceId, node: NodeId, value: Option<Option<String>>) {
        let size = |record: &Option<Option<String>>| match record {
            None => (0, 0),
            Some(None) => (1, 0),
            Some(Some(text)) => (1, text.len()),
        };
        let after = size(&value);
        let Some(instance) = self.instance_mut(id) else {
            return;
        };
        let before = match value {
            Some(value) => instance.records.insert(node, value),
            None => instance.records.remove(&node),
        };
        let freed = size(&before);
        self.nodes = self.nodes + after.0 - freed.0;
        self.bytes = self.bytes + after.1 - freed.1;
        self.log.push(LogEntry::Record { id, node, before });
    }

    fn unlink(&mut self, id: InstanceId) {
        let Some((parent, row, name)) = self.place(id) else {
            return;
        };
        let Some(parent) = self.instance_mut(parent) else {
            return;
        };
        if let Some(siblings) = parent.children.get_mut(&row) {
            siblings.remove(&name);
            if siblings.is_empty() {
                parent.children.remove(&row);
            }
        }
    }

    fn link(&mut self, id: InstanceId) {
        let Some((parent, row, name)) = self.place(id) else {
            return;
        };
        if let Some(parent) = self.instance_mut(parent) {
            parent.children.entry(row).or_default().insert(name, id);
        }
    }

    /// Where an instance is: its parent, and its row and name there.
    fn place(&self, id: InstanceId) -> Option<(InstanceId, NodeId, Name)> {
        let instance = self.instance(id)?;
        let (row, name) = instance.name.clone()?;
        Some((instance.parent?, row, name))
    }

    /// Gives an instance's memory back, with everything below it.
    fn release(&mut self, id: InstanceId) {
        let Some(slot) = Arc::make_mut(&mut self.instances).get_mut(id.0 as usize) else {
            return;
        };
        let instance = std::mem::take(slot);
        let records = instance.records.values();
        let text: usize = records
            .map(|value| value.as_ref().map_or(0, |text| text.len()))
            .sum();
        let name = instance.name.map_or(0, |(_, name)| name.text.len());
        self.nodes -= 1 + instance.records.len();
        self.bytes -= text + name;
        self.free.push(id);
        // The depth of instances is that of dynamic rows in a schema, a handful.
        for child in instance
            .children
            .into_values()
            .flat_map(BTreeMap::into_values)
        {
            self.release(child);
        }
    }

    fn take_slot(&mut self, instance: Instance) -> InstanceId {
        let instances = Arc::make_mut(&mut self.instances);
        if let Some(id) = self.free.pop() {
            if let Some(slot) = instances.get_mut(id.0 as usize) {
                *slot = instance;
                return id;
            }
        }
        let id = InstanceId(instances.len() as u32);
        instances.push(instance);
        id
    }

    fn instance(&self, id: InstanceId) -> Option<&Instance> {
        self.instances.get(id.0 as usize)
    }

    fn instance_mut(&mut self, id: InstanceId) -> Option<&mut Instance> {
        Arc::make_mut(&mut self.instances).get_mut(id.0 as usize)
    }
}
