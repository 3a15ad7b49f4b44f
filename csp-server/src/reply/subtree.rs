//! A subtree as a device lists it (`?list=StructData`): values by typed address, names of dynamic nodes decoded.

use std::borrow::Cow;

use super::places::Places;
use csp_runtime::value::{ReadValueError, Value};
use csp_runtime::{NodeAddress, ValueOf};
use csp_schema::same_node::{node_key, path};
use syncml::Item;

/// The nodes of a listing. Devices list in any order and repeat nodes; a node is here once, as it came first. Names that differ in case alone are
/// nodes apart; asked in a spelling that is not listed, the first of them answers.
///
/// ```
/// use csp_device::Device;
/// use csp_server::{ChangeCommands, GetCommands, Reply, Request};
/// use csp_windows::enrollment_status_tracking as esp;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut device = Device::new().mount(esp::in_memory())?;
/// let apps = esp::device().setup().apps().tracking().provider_name("Contoso");
/// let mut request = Request::fragment();
/// request.add(apps.app_name("The/Hub").tracking_uri(), "./Vendor/MSFT/EnterpriseModernAppManagement");
/// let list = request.list(apps);
/// let answer = device.handle(&request.finish()?)?;
///
/// let reply = Reply::parse(&answer)?;
/// let listing = reply.list(&list)?;
/// for name in listing.children(apps) {
///     assert_eq!(name, "The/Hub"); // decoded, as addresses take it
///     let uri = listing.value(apps.app_name(&name).tracking_uri())?;
///     assert_eq!(uri, Some("./Vendor/MSFT/EnterpriseModernAppManagement"));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Listing<'r> {
    entries: Vec<Entry<'r>>,
    places: Places<'r>,
}

/// One node of a listing.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'r> {
    uri: &'r str,
    format: Option<&'r str>,
    text: Option<&'r str>,
}

impl<'r> Entry<'r> {
    /// The LocURI as the device wrote it.
    pub const fn uri(&self) -> &'r str {
        self.uri
    }

    /// The format that the device gave; `chr` where it is missing.
    pub fn format(&self) -> &'r str {
        self.format.unwrap_or("chr")
    }

    /// Whether it is an interior node.
    pub fn is_interior(&self) -> bool {
        self.format() == "node"
    }

    /// The value as it came; `None` when there is no `Data`.
    pub const fn text(&self) -> Option<&'r str> {
        self.text
    }
}

impl<'r> Listing<'r> {
    /// The items that are at or below a LocURI.
    pub(super) fn new<'a: 'r>(items: impl Iterator<Item = &'r Item<'a>>, at: &str) -> Self {
        let top = node_key(at, false);
        let mut entries = Vec::new();
        let mut places = Places::new();
        for item in items {
            let Some(uri) = item.source.as_deref().map(path) else {
                continue;
            };
            let place = node_key(uri, false);
            let below = place
                .strip_prefix(&top)
                .filter(|below| top.is_empty() || below.is_empty() || below.starts_with('/'));
            if below.is_none() || !places.insert(uri, entries.len()) {
                continue;
            }
            entries.push(Entry {
                uri,
                format: item.meta.format.as_deref(),
                text: item.data.as_ref().map(|data| &*data.text),
            });
        }
        Self { entries, places }
    }

    /// Every node, in the order of the message.
    pub fn entries(&self) -> &[Entry<'r>] {
        &self.entries
    }

    /// A node as it came; `None` when it is not listed.
    pub fn entry<'n>(&self, node: impl NodeAddress<'n>) -> Option<Entry<'r>> {
        self.find(&node.addr().to_string())
    }

    /// The value of a node; `None` when the node is not listed.
    ///
    /// # Errors
    ///
    /// The text cannot be a value of the node's type. [`entry`](Listing::entry) has it as it came.
    pub fn value<'n, N: NodeAddress<'n>>(
        &self,
        node: N,
    ) -> Result<Option<<ValueOf<'n, N> as Value>::Read<'r>>, ReadValueError> {
        match self.entry(node) {
            Some(entry) => ValueOf::<'n, N>::read(entry.text.unwrap_or_default()).map(Some),
            None => Ok(None),
        }
    }

    /// The names of the nodes directly below a node, decoded, in the order of the message: what a dynamic node's address is built from.
    pub fn children<'n>(&self, node: impl NodeAddress<'n>) -> Vec<Cow<'r, str>> {
        self.places.names(&node.addr().to_string()).to_vec()
    }

    /// A node by its LocURI.
    pub(crate) fn find(&self, uri: &str) -> Option<Entry<'r>> {
        let at = self.places.node(uri)?;
        self.entries.get(at).copied()
    }
}
