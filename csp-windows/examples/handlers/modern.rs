//! A deployment of modern apps: an app is asked for by name, installed in the background, and listed when it is there.

use std::sync::{Arc, Mutex, PoisonError};

use csp_device::Device;
use csp_runtime::dispatch::Alert;
use csp_runtime::value::Xml;
use csp_runtime::{Context, Dispatcher, Exec, HandlerError, StatusCode};
use csp_windows::enterprise_modern_app_management::{
    self as emam, AppInstallationStatus as Status,
    AppManagementAppStorePackageStatus as PackageStatus, At, node,
};

/// What the alert at the end of a hosted installation is called.
const INSTALLED: &str = "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseHostedAppInstall.result";

/// The deployment. Clones share their queue, so that the program can work on what the device was told to do.
#[derive(Clone, Default)]
pub(crate) struct Deployment {
    queue: Arc<Mutex<Vec<String>>>,
}

impl Deployment {
    pub(crate) fn mount(&self) -> Dispatcher<emam::Csp, Self> {
        emam::csp(self.clone())
            .exec(node::AppInstallationHostedInstall, Self::install)
            .replace(node::AppManagementAppInventoryQuery, Self::query)
    }

    fn install(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::AppInstallationHostedInstall>,
        app: Xml<'_>,
    ) -> Result<Exec, HandlerError> {
        if !app.as_str().contains("PackageUri") {
            return Err(StatusCode::BAD_REQUEST.into());
        }
        let family = node.package_family_name();
        cx.set(installation(family).status(), Status::INSTALLING)?;
        self.queue().push(family.to_owned());
        Ok(Exec::Accepted)
    }

    /// The results are there as soon as the query is set.
    fn query(
        &mut self,
        cx: &mut Context<'_>,
        _node: Query<'_>,
        query: Xml<'_>,
    ) -> Result<(), HandlerError> {
        let apps = emam::device().app_management().non_store();
        let names: Vec<String> = if query.as_str().contains("nonStore") {
            cx.instances(apps)
                .into_iter()
                .map(|name| format!("<Package PackageFamilyName=\"{name}\"/>"))
                .collect()
        } else {
            Vec::new()
        };
        let results = emam::device().app_management().app_inventory_results();
        cx.set(
            results,
            Xml(&format!(
                "<PackageInventory>{}</PackageInventory>",
                names.concat()
            )),
        )
    }

    /// Ends every installation: the node of the installation goes, the package appears in the inventory, the server hears of it.
    pub(crate) fn work(&self, device: &mut Device) -> Result<(), HandlerError> {
        let done = std::mem::take(&mut *self.queue());
        device.update(|cx| {
            for family in done {
                let package = emam::device()
                    .app_management()
                    .non_store()
                    .package_family_name(&family);
                let full_name = format!("{family}_1.0.0.0_x64");
                let package = package.package_full_name(&full_name);
                cx.set(package.version(), "1.0.0.0")?;
                cx.set(package.package_status(), PackageStatus::OK)?;
                cx.alert(
                    Alert::generic(INSTALLED)
                        .source(installation(&family).hosted_install())
                        .format("int")
                        .data("0"),
                )?;
                cx.remove(installation(&family));
            }
            Ok(())
        })
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Query<'n> = At<'n, node::AppManagementAppInventoryQuery>;

fn installation(family: &str) -> At<'_, node::AppInstallationPackageFamilyName> {
    emam::device()
        .app_installation()
        .package_family_name(family)
}
