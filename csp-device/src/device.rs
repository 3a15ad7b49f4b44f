//! The device itself: what is mounted, how it is set up, and the way of a message through it.

pub(crate) mod local;

use std::sync::Arc;
use std::time::SystemTime;

use crate::StatusCode;
use crate::dispatchers::Dispatchers;
use crate::dm_tree::{DmTree, TreeRef};
use crate::host::DeviceHost;
use crate::mount_error::MountError;
use crate::reply::{ReplyPart, ReplyParts};
use crate::run::Run;
use crate::settings::{Limits, Profile, Settings};
use crate::state::{State, StateError};
use crate::stated::Stated;
use crate::verdict::Verdicts;
use csp_runtime::Csp;
use csp_runtime::dispatch::{Alert, AlertError, Call, Context, Dispatch as _, Dispatcher};
use csp_schema::{AccessSet, Edition, NodeDefinition, OsBuild};
use syncml::{Error, Form, Message, Sizes};

/// A device: what is mounted on it, and the management tree that is stored.
///
/// It does no input or output: messages are bytes, and the time and the signed-in user are told to it. A device is used by one thread at a time and
/// can be sent between threads; share it behind a lock.
///
/// ```
/// use csp_device::Device;
///
/// let mut device = Device::new();
/// let reply = device.handle(b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/X</LocURI></Target></Item></Get>")?;
/// assert!(String::from_utf8_lossy(&reply).contains("<Cmd>Get</Cmd><Data>404</Data>"));
/// # Ok::<(), syncml::Error>(())
/// ```
pub struct Device {
    dm_tree: DmTree,
    dispatchers: Dispatchers,
    settings: Settings,
    alerts: Vec<Alert>,
    session: Session,
    verdicts: Verdicts,
    scratch: String,
}

/// Which session the device is in, for the numbers of its messages.
#[derive(Debug, Default)]
struct Session {
    id: String,
    messages: u32,
    msg_id: String,
}

impl Session {
    /// Counts a message of the session with this identifier.
    fn count(&mut self, id: &str) {
        use std::fmt::Write as _;
        if self.id != id {
            self.id.clear();
            self.id.push_str(id);
            self.messages = 0;
        }
        self.messages += 1;
        self.msg_id.clear();
        let _ = write!(self.msg_id, "{}", self.messages);
    }
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}

impl Device {
    /// A device with nothing mounted.
    pub fn new() -> Self {
        let settings = Settings::default();
        let mut dm_tree = DmTree::new(settings.limits.capacity());
        dm_tree.sign_in(Some("user"));
        Self {
            dm_tree,
            dispatchers: Dispatchers::default(),
            settings,
            alerts: Vec::new(),
            session: Session::default(),
            verdicts: Verdicts::default(),
            scratch: String::new(),
        }
    }

    /// Mounts a CSP of generated code with its state and its handlers.
    ///
    /// ```
    /// use csp_device::Device;
    /// use csp_windows::enrollment_status_tracking as esp;
    ///
    /// let device = Device::new().mount(esp::in_memory())?;
    /// let twice = device.mount(esp::in_memory());
    /// assert!(twice.is_err());
    /// # Ok::<(), csp_device::MountError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A root that is mounted already: of two, one would be dead without a word. It is an error and no panic because what is mounted need not be
    /// the program's own: it may be a tree from a file.
    pub fn mount<C: Csp, S: Send + 'static>(
        mut self,
        csp: Dispatcher<C, S>,
    ) -> Result<Self, MountError> {
        self.dm_tree
            .mount(TreeRef::Static(C::TREE), |class| csp.handled(class))?;
        self.dispatchers.push(Some(Box::new(csp)));
        Ok(self)
    }

    /// Mounts a tree that was loaded at run time, or that of a generated module without its handlers. It is served from memory, by the rules of its
    /// definition.
    ///
    /// # Errors
    ///
    /// As for [`mount`](Device::mount).
    pub fn mount_tree(mut self, tree: impl Into<TreeRef>) -> Result<Self, MountError> {
        self.dm_tree.mount(tree.into(), |_| AccessSet::NONE)?;
        self.dispatchers.push(None);
        Ok(self)
    }

    /// Another device that has the same mounted, stored and set up, for simulators of many. What is mounted takes its memory once, whatever the number
    /// of devices, and what is stored does until one of them is written to, which then has its own. No alert waits on it, and it is in no session.
    ///
    /// `None` where something was mounted by [`mount`](Device::mount): its handlers and their state are this device's alone.
    ///
    /// ```
    /// use csp_device::Device;
    /// use csp_windows::enrollment_status_tracking as esp;
    ///
    /// let device = Device::new().mount_tree(&esp::TREE)?;
    /// assert!(device.copy().is_some());
    /// # Ok::<(), csp_device::MountError>(())
    /// ```
    pub fn copy(&self) -> Option<Self> {
        Some(Self {
            dm_tree: self.dm_tree.copy(),
            dispatchers: self.dispatchers.copy()?,
            settings: self.settings.clone(),
            alerts: Vec::new(),
            session: Session::default(),
            verdicts: Verdicts::default(),
            scratch: String::new(),
        })
    }

    /// Sets the signed-in user; without one, everything below `./User` is answered with 405. A user named `user` is signed in by default.
    ///
    /// Each user has a `./User` of their own, which is there again when they sign in again. Users are told apart by their names, letter by letter.
    #[must_use]
    pub fn with_user(mut self, user: Option<&str>) -> Self {
        self.set_user(user);
        self
    }

    /// Sets the signed-in user between messages, as [`with_user`](Device::with_user) does.
    pub fn set_user(&mut self, user: Option<&str>) {
        self.dm_tree.sign_in(user);
    }

    /// Sets whose behaviour the device shows: Windows' by default.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.settings.profile = profile;
        self
    }

    /// Sets how much the device takes.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self.dm_tree.capacity = limits.capacity();
        self
    }

    /// Sets the Windows build: nodes that are not available on it are answered with 405. By default every node is available.
    ///
    /// ```
    /// use csp_device::Device;
    ///
    /// let device = Device::new().with_build(Some("24H2".parse()?)).with_edition(Some("pro".parse()?));
    /// # drop(device);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_build(mut self, build: Option<OsBuild>) -> Self {
        self.settings.build = build;
        self
    }

    /// Sets the Windows edition: nodes whose list of editions lacks it are answered with 405, as Windows Pro answers where only Enterprise has a
    /// policy. By default every node is available.
    #[must_use]
    pub fn with_edition(mut self, edition: Option<Edition>) -> Self {
        self.settings.edition = edition;
        self
    }

    /// Stores values that the definition's allowed values leave out, instead of answering 500. Off by default.
    #[must_use]
    pub fn with_any_value(mut self, stores_anything: bool) -> Self {
        self.settings.stores_anything = stores_anything;
        self
    }

    /// Stops a Sequence at its first failure, so that the commands after it answer 215. By default a Sequence goes on; what Windows does is not
    /// known.
    #[must_use]
    pub fn with_stopping_sequences(mut self, stops: bool) -> Self {
        self.settings.stops_sequences = stops;
        self
    }

    /// Marks the node with this LocURI, and everything below it, as not available to this device: 406. Windows answers so for a CSP that it lists
    /// and that is not for its kind of enrolment. Call it after mounting.
    ///
    /// # Errors
    ///
    /// What is mounted so far has no node with this LocURI.
    pub fn with_unavailable(mut self, uri: &str) -> Result<Self, MountError> {
        let mut scratch = String::new();
        let route = self.dm_tree.router.route(uri, &mut scratch);
        let place = route.map(|route| route.place);
        let place = place.map_err(|_| MountError::NoSuchNode {
            uri: uri.to_owned(),
        })?;
        Arc::make_mut(&mut self.dm_tree.router).mark_unavailable(place);
        Ok(self)
    }

    /// Sets the time that handlers see; the Unix epoch by default.
    pub fn set_now(&mut self, now: SystemTime) {
        self.settings.now = now;
    }

    /// Queues an alert for the next reply.
    ///
    /// # Errors
    ///
    /// A character that XML cannot carry.
    pub fn alert(&mut self, alert: Alert) -> Result<(), AlertError> {
        alert.check()?;
        self.alerts.push(alert);
        Ok(())
    }

    /// Lets the program change the device between messages, as a handler does within one: end an installation, list what was found, raise an
    /// alert for the next reply.
    ///
    /// ```
    /// use csp_device::Device;
    ///
    /// let mut device = Device::new();
    /// let known = device.update(|cx| cx.get_text("./Vendor/MSFT/X/Count").is_some());
    /// assert!(!known);
    /// ```
    pub fn update<T>(&mut self, change: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let mut host = DeviceHost {
            dm_tree: &mut self.dm_tree,
            settings: &self.settings,
            alerts: &mut self.alerts,
        };
        let done = change(&mut Context::new(&mut host, Call::default()));
        self.dm_tree.store.settle();
        done
    }

    /// What the mounted definitions say of the node with this LocURI, whether or not it exists; `None` when they do not have it.
    pub fn node(&mut self, uri: &str) -> Option<NodeDefinition<'_>> {
        let located = self.dm_tree.resolve(uri, &mut self.scratch)?;
        self.dm_tree.node(located.mount, located.node)
    }

    /// What the device stores, of every user.
    pub fn save_state(&self) -> State {
        self.dm_tree.save()
    }

    /// Puts a state in the place of what the device stores, of every user. Parents are implied, and read-only nodes may be set.
    ///
    /// # Errors
    ///
    /// A key that no mounted definition has or that is nobody's, two keys for one node, or a value of the wrong kind. The device keeps what it had.
    pub fn load_state(&mut self, state: &State) -> Result<(), StateError> {
        self.dm_tree.load(state)?;
        for mount in (0..self.dm_tree.mounts.len()).filter_map(|mount| u16::try_from(mount).ok()) {
            let mut host = DeviceHost {
                dm_tree: &mut self.dm_tree,
                settings: &self.settings,
                alerts: &mut self.alerts,
            };
            let mut cx = Context::new(&mut host, Call::default());
            // A hook that panics has done what it did.
            let _ = self.dispatchers.call(
                mount,
                &mut cx,
                format_args!("`on_load` of mount {mount}"),
                |dispatcher, cx| dispatcher.load(cx),
            );
            self.dm_tree.store.settle();
        }
        Ok(())
    }

    /// Answers a message, in the encoding that it came in. The reply is empty where the protocol sends none.
    ///
    /// # Errors
    ///
    /// Only when the bytes are no SyncML message; whatever a message asks for is answered with a status.
    pub fn handle(&mut self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        self.handle_into(message, &mut out)?;
        Ok(out)
    }

    /// Answers a message, writing the reply to the end of `out`.
    ///
    /// # Errors
    ///
    /// As for [`handle`](Device::handle).
    pub fn handle_into(&mut self, message: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        let message = Message::parse_with(message, &self.settings.limits.message)?;
        // The server ends the session; a device does not answer that.
        if message
            .top_level()
            .any(|command| command.alert_code() == Some(1223))
        {
            return Ok(());
        }
        let header = self.run(&message, Sizes::of(&message.header));
        if self.reply(&message, header).is_silent() {
            return Ok(());
        }
        // Only what is sent is counted.
        self.session.count(&message.header.session_id);
        let start = out.len();
        let reply = self.reply(&message, header);
        match reply.write(&self.session.msg_id, out) {
            Ok(()) => self.alerts.clear(),
            // Unreachable: what goes into a reply was read from XML or checked for what XML cannot carry. Should it happen, no half reply goes out,
            // and the alerts wait.
            Err(_) => out.truncate(start),
        }
        Ok(())
    }

    /// Runs a message that was read within [`limits`](Self::limits), of a sender that takes so much, and says the answer part by part: to `say`,
    /// with the index of the command that it is about. The status of the header is returned.
    pub fn answer(
        &mut self,
        message: &Message<'_>,
        peer: Sizes,
        mut say: impl FnMut(Option<usize>, ReplyPart<'_, '_>),
    ) -> StatusCode {
        let header = self.run(message, peer);
        let said = self.reply(message, header).each(&mut |command, said| {
            say(command, said);
            Ok(())
        });
        debug_assert!(said.is_ok(), "nothing was written");
        self.alerts.clear();
        header
    }

    /// Takes the alerts that wait for the next reply, which then has none.
    pub fn take_alerts(&mut self) -> Vec<Alert> {
        std::mem::take(&mut self.alerts)
    }

    /// Puts alerts that were [taken](Self::take_alerts) and not told before those that wait.
    pub fn give_back_alerts(&mut self, alerts: Vec<Alert>) {
        self.alerts.splice(..0, alerts);
    }

    /// How much the device takes.
    pub const fn limits(&self) -> &Limits {
        &self.settings.limits
    }

    /// Runs a message: the verdicts are then there. The status of its header.
    fn run(&mut self, message: &Message<'_>, peer: Sizes) -> StatusCode {
        let header = header_status(message);
        self.verdicts.reset(message);
        if header.is_success() {
            let mut run = Run {
                dm_tree: &mut self.dm_tree,
                dispatchers: &mut self.dispatchers,
                settings: &self.settings,
                alerts: &mut self.alerts,
                verdicts: &mut self.verdicts,
                scratch: &mut self.scratch,
                message,
                peer,
                around: Stated::default(),
                journal: None,
            };
            run.message();
        }
        header
    }

    fn reply<'r, 'm>(&'r self, message: &'r Message<'m>, header: StatusCode) -> ReplyParts<'r, 'm> {
        ReplyParts {
            message,
            verdicts: &self.verdicts,
            alerts: &self.alerts,
            header,
        }
    }
}

/// Whether the device speaks the versions of the message. A fragment states none.
fn header_status(message: &Message<'_>) -> StatusCode {
    let header = &message.header;
    match (header.ver_dtd.trim(), header.ver_proto.trim()) {
        _ if message.form == Form::Fragment => StatusCode::OK,
        ("" | "1.2" | "1.1", "" | "DM/1.2" | "DM/1.1") => StatusCode::OK,
        ("" | "1.2" | "1.1", _) => StatusCode::PROTOCOL_VERSION_NOT_SUPPORTED,
        _ => StatusCode::DTD_VERSION_NOT_SUPPORTED,
    }
}
