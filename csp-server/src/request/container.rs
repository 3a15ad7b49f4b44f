//! Atomic and Sequence: commands that hold commands. What Windows refuses in them has no method here, or is found when the request is finished.

use super::atomic_rules::AtomicRules;
use super::commands::Commands;
use super::ticket::Ticket;
use syncml::Verb;

/// The commands of an `Atomic`: they take effect together or not at all.
///
/// There is no Get and no Atomic in it, because a device fails the whole with 507 for either (MS-MDM; Microsoft Learn, "OMA DM protocol
/// support").
///
/// ```
/// use csp_server::{ChangeCommands, Request};
/// use csp_windows::enrollment_status_tracking as esp;
///
/// let app = esp::device().setup().apps().tracking().provider_name("Contoso").app_name("Hub");
/// let mut request = Request::fragment();
/// let (atomic, uri) = request.atomic(|atomic| {
///     atomic.add(app.installation_state(), esp::SetupAppsTrackingInstallationState::NOT_INSTALLED);
///     atomic.add(app.tracking_uri(), "./Vendor/MSFT/EnterpriseModernAppManagement")
/// });
/// assert_eq!((atomic.cmd_id(), uri.cmd_id()), (1, 3));
/// ```
pub struct Atomic<'w, 'o> {
    pub(crate) commands: Commands<'w, 'o>,
}

/// The commands of a `Sequence`: they run strictly one after the other, each with an outcome of its own.
pub struct Sequence<'w, 'o> {
    pub(super) commands: Commands<'w, 'o>,
}

impl Sequence<'_, '_> {
    /// Commands that take effect together, as a step of the sequence.
    pub fn atomic<R>(&mut self, commands: impl FnOnce(&mut Atomic<'_, '_>) -> R) -> (Ticket, R) {
        self.commands.atomic(commands)
    }
}

impl Commands<'_, '_> {
    pub(crate) fn atomic<R>(
        &mut self,
        commands: impl FnOnce(&mut Atomic<'_, '_>) -> R,
    ) -> (Ticket, R) {
        self.log.atomic_rules = Some(AtomicRules::default());
        let result = self.container("Atomic", |inner| commands(&mut Atomic { commands: inner }));
        self.log.atomic_rules = None;
        result
    }

    pub(super) fn sequence<R>(
        &mut self,
        commands: impl FnOnce(&mut Sequence<'_, '_>) -> R,
    ) -> (Ticket, R) {
        self.container("Sequence", |inner| {
            commands(&mut Sequence { commands: inner })
        })
    }

    fn container<R>(
        &mut self,
        name: &'static str,
        fill: impl FnOnce(Commands<'_, '_>) -> R,
    ) -> (Ticket, R) {
        let mut asked = self.log.open(Verb::from_name(name));
        let first = self.log.next_id();
        let result = fill(Commands {
            writer: &mut self.writer.numbered(name, asked.cmd_id),
            log: &mut *self.log,
        });
        if self.log.next_id() == first {
            // The grammar asks for at least one command in either (OMA SyncML RepPro 1.2).
            self.log
                .fault(&asked, "it holds no command: add one, or leave it out");
        }
        asked.last_id = self.log.next_id() - 1;
        (Ticket::new(self.log.keep(asked)), result)
    }
}
