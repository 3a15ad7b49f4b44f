//! From what should be to the commands that bring it about, whatever state the device is in.
//!
//! A device answers 418 to an Add of what exists, 404 or 405 to a Replace of what does not, and a whole Atomic fails over either. An [`Ensure`]
//! is a list of wanted values; it asks what is there, and plans what is missing.

mod known;
mod node;
mod plan;
mod step;

pub use known::{Known, Survey};
pub use step::{Plan, Receipt};

use std::collections::BTreeMap;
use std::fmt;

use crate::request::undefined;
use csp_runtime::access::{PermitsAdd, PermitsDelete};
use csp_runtime::value::{NoData, Payload, WriteValueError};
use csp_runtime::{AccessOf, Addr, NodeAddress, ValueOf};
use node::WantedNode;

/// The state that a device should be in: some values, some nodes that are there, some that are not.
///
/// Two messages do it without a command too many: a [survey](Ensure::survey), and the [plan](Ensure::plan) of what it found missing. Without
/// a survey (`Known::nothing()`), one message does it, with commands of which some fail by design; the [`Receipt`] tells those from the others.
///
/// ```
/// use csp_device::Device;
/// use csp_server::{Ensure, Reply, Request};
/// use csp_windows::enrollment_status_tracking as esp;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut device = Device::new().mount(esp::in_memory())?;
/// let hub = esp::device().setup().apps().tracking().provider_name("Contoso").app_name("Hub");
/// let mut ensure = Ensure::new();
/// ensure.set(hub.tracking_uri(), "./Vendor/MSFT/EnterpriseModernAppManagement");
/// ensure.set(hub.reboot_required(), esp::SetupAppsTrackingRebootRequired::HARD_REBOOT);
///
/// let mut request = Request::fragment();
/// let survey = ensure.survey(&mut request);
/// let answer = device.handle(&request.finish()?)?; // over HTTP, in a program
/// let known = survey.read(&Reply::parse(&answer)?);
///
/// let mut request = Request::fragment();
/// let receipt = ensure.plan(&known)?.write(&mut request);
/// let answer = device.handle(&request.finish()?)?;
/// assert!(receipt.failures(&Reply::parse(&answer)?).is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Ensure {
    wants: Vec<Want>,
    /// Where the want of each place is.
    by_place: BTreeMap<String, usize>,
    /// What is wanted of nodes that the definition does not have: LocURI and reason.
    faults: Vec<(String, String)>,
}

/// What should be at one place.
#[derive(Debug)]
struct Want {
    place: WantedNode,
    key: String,
    goal: Goal,
}

/// What should be.
enum Goal {
    /// A node with this value; without one, a node with whatever it has.
    Present(Option<String>),
    Absent,
    /// A value that cannot be written.
    Unwritable(WriteValueError),
}

impl fmt::Debug for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Present(_) => f.write_str("Present"),
            Self::Unwritable(_) => f.write_str("Unwritable"),
        }
    }
}

impl Ensure {
    /// Nothing wanted yet.
    pub const fn new() -> Self {
        Self {
            wants: Vec::new(),
            by_place: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// Wants a node to have a value, and its parents to exist. Said twice of one node, the last one holds. [`NoData`] wants the node with
    /// whatever it has.
    pub fn set<'n, N: NodeAddress<'n>>(&mut self, node: N, value: impl Payload<ValueOf<'n, N>>) {
        if let Err(unwritable) = value.check() {
            return self.want(node, Goal::Unwritable(unwritable));
        }
        let mut text = String::new();
        value.write(&mut text);
        self.want(node, Goal::Present(value.has_data().then_some(text)));
    }

    /// Wants a node to exist, with whatever is in it.
    pub fn present<'n, N: NodeAddress<'n>>(&mut self, node: N)
    where
        AccessOf<'n, N>: PermitsAdd<N::Kind>,
    {
        self.set(node, NoData);
    }

    /// Wants a node not to exist, nor anything below it.
    pub fn absent<'n, N: NodeAddress<'n>>(&mut self, node: N)
    where
        AccessOf<'n, N>: PermitsDelete<N::Kind>,
    {
        self.want(node, Goal::Absent);
    }

    /// Wants a node to have a value that was written already, or without one to exist.
    pub(crate) fn set_text(
        &mut self,
        addr: Addr<'_>,
        text: Result<Option<String>, WriteValueError>,
    ) {
        let goal = text.map_or_else(Goal::Unwritable, Goal::Present);
        self.want_at(addr, goal);
    }

    /// Remembers that there is no such node.
    pub(crate) fn fault(&mut self, uri: &str, reason: String) {
        self.faults.push((uri.to_owned(), reason));
    }

    fn want<'n>(&mut self, node: impl NodeAddress<'n>, goal: Goal) {
        self.want_at(node.addr(), goal);
    }

    fn want_at(&mut self, addr: Addr<'_>, goal: Goal) {
        let Some(place) = WantedNode::of(addr) else {
            return self.fault(&addr.to_string(), undefined(addr));
        };
        let key = place.key();
        match self
            .by_place
            .get(&key)
            .and_then(|at| self.wants.get_mut(*at))
        {
            Some(want) => want.goal = goal,
            None => {
                self.by_place.insert(key.clone(), self.wants.len());
                self.wants.push(Want { place, key, goal });
            }
        }
    }
}

/// Why a state cannot be reached: what is wanted of one node and cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnsureError {
    faults: Vec<(String, String)>,
}

impl EnsureError {
    /// The faults: a LocURI, which is empty where the definition cannot be read, and what is wrong.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &str)> {
        self.faults
            .iter()
            .map(|(uri, reason)| (uri.as_str(), reason.as_str()))
    }
}

impl fmt::Display for EnsureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (uri, reason)) in self.faults.iter().enumerate() {
            let line = if at > 0 { "\n" } else { "" };
            let colon = if uri.is_empty() { "" } else { ": " };
            write!(f, "{line}{uri}{colon}{reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for EnsureError {}
