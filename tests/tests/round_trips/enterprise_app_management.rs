//! Every operation of every node of EnterpriseAppManagement.

use csp_windows::enterprise_app_management as csp;

use crate::trip::{Trip, interior, leaf};

#[test]
fn every_operation_goes_there_and_back() {
    let mut trip = Trip::new(&csp::TREE);
    interior!(trip, csp::device(), csp::node::EnterpriseAppManagement; get);
    interior!(trip, csp::device().enterprise_id("{E1}"), csp::node::EnterpriseId; add delete get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enrollment_token(), csp::node::EnrollmentToken, "some text"; add get replace);
    interior!(trip, csp::device().enterprise_id("{E1}").store_product_id(), csp::node::StoreProductId; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").store_product_id().product_id(), csp::node::StoreProductIdProductId, "some text"; add get);
    leaf!(trip, csp::device().enterprise_id("{E1}").store_uri(), csp::node::StoreUri, "some text"; add get);
    leaf!(trip, csp::device().enterprise_id("{E1}").certificate_search_criteria(), csp::node::CertificateSearchCriteria, "some text"; add get);
    leaf!(trip, csp::device().enterprise_id("{E1}").status(), csp::node::Status, csp::Status::INSTALL_DISABLED; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").crl_check(), csp::node::CrlCheck, csp::CrlCheck::CRL_CHECK_NOT_REQUIRED; add get replace);
    interior!(trip, csp::device().enterprise_id("{E1}").enterprise_apps(), csp::node::EnterpriseApps; get);
    interior!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory(), csp::node::EnterpriseAppsInventory; get);
    interior!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory().product_id("{P1}"), csp::node::EnterpriseAppsInventoryProductId; delete get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory().product_id("{P1}").version(), csp::node::EnterpriseAppsInventoryVersion, "some text"; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory().product_id("{P1}").title(), csp::node::EnterpriseAppsInventoryTitle, "some text"; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory().product_id("{P1}").publisher(), csp::node::EnterpriseAppsInventoryPublisher, "some text"; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().inventory().product_id("{P1}").install_date(), csp::node::EnterpriseAppsInventoryInstallDate, "some text"; get);
    interior!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download(), csp::node::EnterpriseAppsDownload; get);
    interior!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}"), csp::node::EnterpriseAppsDownloadProductId; add get replace);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").version(), csp::node::EnterpriseAppsDownloadVersion, "some text"; add get replace);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").name(), csp::node::EnterpriseAppsDownloadName, "some text"; add get replace);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").url(), csp::node::EnterpriseAppsDownloadUrl, "some text"; add get replace);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").status(), csp::node::EnterpriseAppsDownloadStatus, csp::EnterpriseAppsDownloadStatus::QUEUED; add get replace);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").last_error(), csp::node::EnterpriseAppsDownloadLastError, 7; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").last_error_desc(), csp::node::EnterpriseAppsDownloadLastErrorDesc, "some text"; get);
    leaf!(trip, csp::device().enterprise_id("{E1}").enterprise_apps().download().product_id("{P1}").download_install(), csp::node::EnterpriseAppsDownloadDownloadInstall, (); add exec);
    trip.covers_everything();
}
