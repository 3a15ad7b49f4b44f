//! An inventory of enterprise applications: enrolling an enterprise fills the tree with what is installed, an installation adds to it.

use csp_runtime::{Context, Dispatcher, Exec, HandlerError, StatusCode};
use csp_windows::enterprise_app_management::{
    self as eam, At, EnterpriseAppsDownloadStatus as Download, Status, node,
};

/// What the device has before anything is installed: id, title, publisher, version.
const PREINSTALLED: [[&str; 4]; 2] = [
    [
        "{B316008A-141D-4A79-810F-8B764C4CFDFB}",
        "Company Hub",
        "Contoso",
        "1.0.0.0",
    ],
    [
        "{B0322158-C3C2-44EB-8A31-D14A9FEC450E}",
        "Expenses",
        "Contoso",
        "2.1.0.0",
    ],
];

/// The inventory; the tree itself holds what there is.
pub(crate) struct Inventory;

impl Inventory {
    pub(crate) fn mount(self) -> Dispatcher<eam::Csp, Self> {
        eam::csp(self)
            .add(node::EnrollmentToken, Self::enroll)
            .exec(node::EnterpriseAppsDownloadDownloadInstall, Self::install)
    }

    fn enroll(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::EnrollmentToken>,
        token: &str,
    ) -> Result<(), HandlerError> {
        if token.trim().is_empty() {
            return Err(StatusCode::INVALID_CREDENTIALS.into());
        }
        let enterprise = eam::device().enterprise_id(node.enterprise_id());
        cx.set(enterprise.status(), Status::ENABLED)?;
        for [id, title, publisher, version] in PREINSTALLED {
            list(cx, node.enterprise_id(), id, title, publisher, version)?;
        }
        Ok(())
    }

    /// The format of the node is null, and servers send a number nevertheless: there is no argument.
    fn install(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::EnterpriseAppsDownloadDownloadInstall>,
        _: (),
    ) -> Result<Exec, HandlerError> {
        let download = eam::device()
            .enterprise_id(node.enterprise_id())
            .enterprise_apps()
            .download()
            .product_id(node.product_id());
        let text = |found: Option<&str>| found.map(str::to_owned);
        let name =
            text(cx.get(download.name()).ok().flatten()).ok_or(StatusCode::INCOMPLETE_COMMAND)?;
        let version = text(cx.get(download.version()).ok().flatten()).unwrap_or_default();
        list(
            cx,
            node.enterprise_id(),
            node.product_id(),
            &name,
            "Contoso",
            &version,
        )?;
        cx.set(download.status(), Download::INSTALLED)?;
        Ok(Exec::Done)
    }
}

fn list(
    cx: &mut Context<'_>,
    enterprise: &str,
    id: &str,
    title: &str,
    publisher: &str,
    version: &str,
) -> Result<(), HandlerError> {
    let app = eam::device()
        .enterprise_id(enterprise)
        .enterprise_apps()
        .inventory()
        .product_id(id);
    cx.set(app.version(), version)?;
    cx.set(app.title(), title)?;
    cx.set(app.publisher(), publisher)
}
