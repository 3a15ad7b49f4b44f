//! An agent whose handlers do as the data of the command says: for the situations that a handler decides.

use csp_runtime::value::Xml;
use csp_runtime::{Context, Dispatcher, Exec, HandlerError, StatusCode};
use csp_windows::enterprise_desktop_app_management::{self as edam, At, node};

/// `EnterpriseDesktopAppManagement` with handlers on `DownloadInstall`, `Status` and `Name`.
pub(crate) fn mounted() -> Dispatcher<edam::Csp, ()> {
    edam::csp(())
        .exec(node::MsiDownloadInstall, exec)
        .replace(node::MsiDownloadInstall, replace)
        .get(node::MsiStatus, status)
        .get(node::MsiName, name)
}

fn exec(
    _: &mut (),
    _: &mut Context<'_>,
    _: At<'_, node::MsiDownloadInstall>,
    argument: Xml<'_>,
) -> Result<Exec, HandlerError> {
    match argument.as_str() {
        "<later/>" => Ok(Exec::Accepted),
        "<fail/>" => Err(StatusCode::COMMAND_FAILED.into()),
        _ => Ok(Exec::Done),
    }
}

fn replace(
    _: &mut (),
    _: &mut Context<'_>,
    _: At<'_, node::MsiDownloadInstall>,
    _: Xml<'_>,
) -> Result<(), StatusCode> {
    Err(StatusCode::FORBIDDEN)
}

fn status(
    _: &mut (),
    _: &mut Context<'_>,
    _: At<'_, node::MsiStatus>,
) -> Result<edam::MsiStatus, HandlerError> {
    Err(HandlerError::from_hresult(0x8000_FFFF))
}

fn name(
    _: &mut (),
    _: &mut Context<'_>,
    _: At<'_, node::MsiName>,
) -> Result<&'static str, StatusCode> {
    Ok("****************")
}
