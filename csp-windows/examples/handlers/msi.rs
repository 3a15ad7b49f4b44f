//! An MSI installer: it takes jobs by Exec, goes through the states of an installation in time, and ends each job with an alert.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use csp_device::Device;
use csp_runtime::dispatch::{Alert, AlertError, Mark, Scope};
use csp_runtime::value::Xml;
use csp_runtime::{Context, Dispatcher, Exec, HandlerError, StatusCode, loc_uri};
use csp_windows::enterprise_desktop_app_management::{self as edam, At, MsiStatus, node};

/// What the alert at the end of an installation is called.
const INSTALLED: &str = "Reversed-Domain-Name:com.microsoft.mdm.win32csp_install";

/// How long after its start a job reaches each state.
const STATES: [(Duration, MsiStatus); 5] = [
    (Duration::from_secs(0), MsiStatus::INITIALIZED),
    (Duration::from_secs(5), MsiStatus::DOWNLOAD_IN_PROGRESS),
    (Duration::from_secs(15), MsiStatus::DOWNLOAD_COMPLETED),
    (Duration::from_secs(20), MsiStatus::ENFORCEMENT_IN_PROGRESS),
    (Duration::from_secs(60), MsiStatus::ENFORCEMENT_COMPLETED),
];

/// The installer. Clones share their jobs, so that the program can work on what the device was told to do.
#[derive(Clone, Default)]
pub(crate) struct Installer {
    jobs: Arc<Mutex<BTreeMap<String, Job>>>,
}

struct Job {
    started: SystemTime,
    reported: bool,
}

impl Installer {
    /// The CSP, for the user's installations as well as for the device's.
    pub(crate) fn mount(&self) -> Dispatcher<edam::Csp, Self> {
        edam::csp(self.clone())
            .exec(node::MsiDownloadInstall, Self::install)
            .get(node::MsiStatus, Self::status)
            .delete(node::MsiProductId, Self::uninstall)
    }

    fn install(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::MsiDownloadInstall>,
        job: Xml<'_>,
    ) -> Result<Exec, HandlerError> {
        if !job.as_str().contains("<MsiInstallJob") {
            return Err(HandlerError::from_hresult(0x8007_0057));
        }
        let started = cx.now();
        self.jobs().insert(
            loc_uri(product(cx, node.product_id())),
            Job {
                started,
                reported: false,
            },
        );
        Ok(Exec::Accepted)
    }

    fn status(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::MsiStatus>,
    ) -> Result<MsiStatus, StatusCode> {
        let jobs = self.jobs();
        let job = jobs
            .get(&loc_uri(product(cx, node.product_id())))
            .ok_or(StatusCode::NOT_FOUND)?;
        Ok(job.state(cx.now()))
    }

    fn uninstall(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::MsiProductId>,
    ) -> Result<(), StatusCode> {
        self.jobs().remove(&loc_uri(product(cx, node.product_id())));
        Ok(())
    }

    /// Raises the alert of every job that has ended since the last call.
    pub(crate) fn work(&self, device: &mut Device) -> Result<(), AlertError> {
        device.update(|cx| {
            for (product, job) in self.jobs().iter_mut() {
                if !job.reported && job.state(cx.now()) == MsiStatus::ENFORCEMENT_COMPLETED {
                    job.reported = true;
                    cx.alert(
                        Alert::client_event(INSTALLED)
                            .source_uri(format!("{product}/DownloadInstall"))
                            .format("int")
                            .mark(Mark::Informational)
                            .data("0"),
                    )?;
                }
            }
            Ok(())
        })
    }

    fn jobs(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    fn state(&self, now: SystemTime) -> MsiStatus {
        let elapsed = now.duration_since(self.started).unwrap_or_default();
        let reached = STATES.iter().rev().find(|(after, _)| elapsed >= *after);
        reached.map_or(MsiStatus::INITIALIZED, |(_, state)| *state)
    }
}

/// The product in the scope that the command addresses.
fn product<'n>(cx: &Context<'_>, id: &'n str) -> At<'n, node::MsiProductId> {
    let root = match cx.scope() {
        Scope::Device => edam::device(),
        Scope::User => edam::user(),
    };
    root.msi().product_id(id)
}
