//! Every operation of every node of EnterpriseDesktopAppManagement.

use csp_runtime::value::Xml;
use csp_windows::enterprise_desktop_app_management as csp;

use crate::trip::{Trip, interior, leaf};

#[test]
fn every_operation_goes_there_and_back() {
    let mut trip = Trip::new(&csp::TREE);
    interior!(trip, csp::device(), csp::node::EnterpriseDesktopAppManagement; get);
    interior!(trip, csp::device().msi(), csp::node::Msi; get);
    interior!(trip, csp::device().msi().product_id("{P1}"), csp::node::MsiProductId; add delete get);
    leaf!(trip, csp::device().msi().product_id("{P1}").version(), csp::node::MsiVersion, "some text"; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").name(), csp::node::MsiName, "some text"; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").publisher(), csp::node::MsiPublisher, "some text"; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").install_path(), csp::node::MsiInstallPath, "some text"; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").install_date(), csp::node::MsiInstallDate, "some text"; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").download_install(), csp::node::MsiDownloadInstall, Xml("<a b=\"c\"/>"); add delete exec get replace);
    leaf!(trip, csp::device().msi().product_id("{P1}").status(), csp::node::MsiStatus, csp::MsiStatus::DOWNLOAD_IN_PROGRESS; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").last_error(), csp::node::MsiLastError, 7; get);
    leaf!(trip, csp::device().msi().product_id("{P1}").last_error_desc(), csp::node::MsiLastErrorDesc, "some text"; get);
    interior!(trip, csp::device().msi().upgrade_code(), csp::node::MsiUpgradeCode; get);
    leaf!(trip, csp::device().msi().upgrade_code().guid("{G1}"), csp::node::MsiUpgradeCodeGuid, "some text"; get);
    interior!(trip, csp::user(), csp::node::EnterpriseDesktopAppManagement; get);
    interior!(trip, csp::user().msi(), csp::node::Msi; get);
    interior!(trip, csp::user().msi().product_id("{P1}"), csp::node::MsiProductId; add delete get);
    leaf!(trip, csp::user().msi().product_id("{P1}").version(), csp::node::MsiVersion, "some text"; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").name(), csp::node::MsiName, "some text"; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").publisher(), csp::node::MsiPublisher, "some text"; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").install_path(), csp::node::MsiInstallPath, "some text"; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").install_date(), csp::node::MsiInstallDate, "some text"; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").download_install(), csp::node::MsiDownloadInstall, Xml("<a b=\"c\"/>"); add delete exec get replace);
    leaf!(trip, csp::user().msi().product_id("{P1}").status(), csp::node::MsiStatus, csp::MsiStatus::DOWNLOAD_IN_PROGRESS; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").last_error(), csp::node::MsiLastError, 7; get);
    leaf!(trip, csp::user().msi().product_id("{P1}").last_error_desc(), csp::node::MsiLastErrorDesc, "some text"; get);
    interior!(trip, csp::user().msi().upgrade_code(), csp::node::MsiUpgradeCode; get);
    leaf!(trip, csp::user().msi().upgrade_code().guid("{G1}"), csp::node::MsiUpgradeCodeGuid, "some text"; get);
    trip.covers_everything();
}
