//! The SyncML samples of the five CSPs' documentation, as they stand there: what a device answers to each, held against what the prose says.
//!
//! The documents lie beside the project; their samples are named here by document and number, and only our answers are written down.

use std::collections::BTreeMap;

use csp_corpus::shared;
use csp_device::Device;
use csp_runtime::is_at;
use csp_runtime::{NoData, StatusCode};
use csp_server::{ChangeCommands, GetCommands, Reply, Request};
use csp_tests::dialogue::lines;
use csp_tests::files::code_blocks;
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};

csp_corpus::tests! {
    &["seeds"] => a_store_application_that_is_installed_lists_its_nodes,
        an_enterprise_is_enrolled_by_adding_below_it,
        an_enrollment_token_is_updated,
        an_enrollment_token_of_no_enterprise_is_not_replaced,
        the_inventory_of_two_applications_is_told_as_struct_data,
        an_update_whose_address_lacks_a_slash_is_rolled_back,
        an_update_with_its_slash_is_installed_and_a_second_one_exists_already,
        an_application_is_uninstalled_by_deleting_its_inventory,
        the_version_of_a_csp_is_the_type_of_its_root,
        an_msi_is_uninstalled_by_deleting_its_product,
        the_report_of_an_msi_lists_its_nodes,
        the_msi_for_one_user_adds_one_product_and_runs_another,
        the_msi_for_the_device_has_a_space_in_its_scope,
        the_msi_for_the_device_without_the_space_is_installed,
        the_enforcement_element_alone_is_not_a_message,
        an_inventory_is_asked_for_and_queried,
        a_package_is_removed,
        a_command_in_small_letters_is_no_command,
        a_comment_that_opens_with_a_typographic_dash_is_no_xml,
        app_settings_are_added_and_listed_once_the_comment_is_mended,
        the_nonremovable_policy_is_added_read_and_replaced,
        apps_outside_the_store_are_listed_and_asked_one_by_one,
        the_documented_answers_are_read,
        the_alert_of_an_installation_is_read;
}

const EAM: &str = "EnterpriseAppManagement";
const EDAM: &str = "EnterpriseDesktopAppManagement";
const EMAM: &str = "EnterpriseModernAppManagement";

/// A sample of a document.
fn sample(document: &str, nth: usize) -> String {
    let path = shared(&format!("seeds/{document}.md"));
    let text = std::fs::read_to_string(path).expect("a seed is UTF-8");
    code_blocks(&text).swap_remove(nth)
}

/// A device with the five CSPs and a signed-in user, holding these nodes.
fn device(state: &[(&str, Option<&str>)]) -> Device {
    let mut device = Device::new()
        .with_user(Some("user"))
        .mount(application_control::in_memory())
        .unwrap()
        .mount(enrollment_status_tracking::in_memory())
        .unwrap()
        .mount(enterprise_app_management::in_memory())
        .unwrap()
        .mount(enterprise_desktop_app_management::in_memory())
        .unwrap()
        .mount(enterprise_modern_app_management::in_memory())
        .unwrap();
    let state: BTreeMap<String, Option<String>> = state
        .iter()
        .map(|(uri, value)| ((*uri).to_owned(), value.map(str::to_owned)))
        .collect();
    device
        .load_state(&state)
        .expect("the state fits the definitions");
    device
}

/// Gives a sample to a device in this state and compares the answer.
#[track_caller]
fn answers(document: &str, nth: usize, state: &[(&str, Option<&str>)], expected: &[&str]) {
    let message = sample(document, nth);
    message_answers(&message, state, expected);
}

#[track_caller]
fn message_answers(message: &str, state: &[(&str, Option<&str>)], expected: &[&str]) {
    let reply = device(state)
        .handle(message.as_bytes())
        .expect("the sample is SyncML");
    assert_eq!(lines(&reply), expected);
    let text = String::from_utf8(reply).expect("a reply is UTF-8");
    assert!(
        text.is_empty() || text.contains("<MsgRef>1</MsgRef><CmdRef>0</CmdRef>"),
        "{text}"
    );
}

/// A sample that is no SyncML message is refused with its place.
#[track_caller]
fn refused(document: &str, nth: usize, place: &str) {
    let message = sample(document, nth);
    let error = device(&[])
        .handle(message.as_bytes())
        .expect_err("the sample is not SyncML");
    assert!(error.to_string().starts_with(place), "{error}");
}

const ENTERPRISE: &str = "./Vendor/MSFT/EnterpriseAppManagement/4000000001";
const MSI: &str = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630-3C38-4D2B-9B9A-0CB37243539C%7D";

fn a_store_application_that_is_installed_lists_its_nodes() {
    let app = format!(
        "{ENTERPRISE}/EnterpriseApps/Inventory/%7B%20D5DC1EBB-A7F1-DF11-9264-00237DE2DB9E%7D"
    );
    let found = "1 Results ./Vendor/MSFT/EnterpriseAppManagement/4000000001/EnterpriseApps/Inventory/%7B D5DC1EBB-A7F1-DF11-9264-00237DE2DB9E%7D (node): Version/Title/Publisher/InstallDate";
    answers(
        EAM,
        0,
        &[(&app, None)],
        &["0 SyncHdr 200", "1 Get 200", found],
    );
    answers(EAM, 0, &[], &["0 SyncHdr 200", "1 Get 404"]);
}

fn an_enterprise_is_enrolled_by_adding_below_it() {
    answers(EAM, 2, &[], &["0 SyncHdr 200", "2 Add 200"]);
}

fn an_enrollment_token_is_updated() {
    let token = format!("{ENTERPRISE}/EnrollmentToken");
    answers(
        EAM,
        3,
        &[(&token, Some("old"))],
        &["0 SyncHdr 200", "2 Replace 200"],
    );
}

fn an_enrollment_token_of_no_enterprise_is_not_replaced() {
    answers(EAM, 3, &[], &["0 SyncHdr 200", "2 Replace 405"]);
}

fn the_inventory_of_two_applications_is_told_as_struct_data() {
    let inventory = format!("{ENTERPRISE}/EnterpriseApps/Inventory");
    let uri = |app: &str, leaf: &str| format!("{inventory}/%7B{app}%7D/{leaf}");
    let (one, two) = (
        "B0322158-C3C2-44EB-8A31-D14A9FEC450E",
        "B316008A-141D-4A79-810F-8B764C4CFDFB",
    );
    let mut state = Vec::new();
    for (app, title, publisher, date) in [
        (one, "Sample1", "ExamplePublisher", "2012-10-30T21:09:52Z"),
        (two, "Sample2", "Contoso", "2012-10-31T21:23:31Z"),
    ] {
        for (leaf, value) in [
            ("Version", "1.0.0.0"),
            ("Title", title),
            ("Publisher", publisher),
            ("InstallDate", date),
        ] {
            state.push((uri(app, leaf), value));
        }
    }
    let held: Vec<(&str, Option<&str>)> = state
        .iter()
        .map(|(uri, value)| (uri.as_str(), Some(*value)))
        .collect();
    let mut expected = vec![
        "0 SyncHdr 200".to_owned(),
        "2 Get 200".to_owned(),
        format!("2 Results {inventory} (node)"),
    ];
    for app in [one, two] {
        expected.push(format!("2 Results {inventory}/%7B{app}%7D (node)"));
        expected.extend(
            state
                .iter()
                .filter(|(uri, _)| uri.contains(app))
                .map(|(uri, value)| format!("2 Results {uri}: {value}")),
        );
    }
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    answers(EAM, 4, &held, &expected);
}

fn an_update_whose_address_lacks_a_slash_is_rolled_back() {
    let download =
        format!("{ENTERPRISE}/EnterpriseApps/Download/%7BB316008A-141D-4A79-810F-8B764C4CFDFB%7D");
    let missing_slash = download.replace("Download/%7B", "Download%7B");
    answers(
        EAM,
        6,
        &[],
        &[
            "0 SyncHdr 200",
            "2 Atomic 507",
            &format!("3 Add 215 {download}/Name"),
            &format!("3 Add 215 {download}/URL"),
            &format!("3 Add 215 {download}/Version"),
            &format!("3 Add 404 {missing_slash}/DownloadInstall"),
            "4 Exec 215",
        ],
    );
}

fn an_update_with_its_slash_is_installed_and_a_second_one_exists_already() {
    let message = sample(EAM, 6);
    let message = message.replace("Download%7B", "Download/%7B");
    message_answers(
        &message,
        &[],
        &["0 SyncHdr 200", "2 Atomic 200", "3 Add 200", "4 Exec 200"],
    );

    let name = format!(
        "{ENTERPRISE}/EnterpriseApps/Download/%7BB316008A-141D-4A79-810F-8B764C4CFDFB%7D/Name"
    );
    let reply = device(&[(&name, Some("ContosoApp1"))])
        .handle(message.as_bytes())
        .expect("the sample is SyncML");
    let reply = lines(&reply);
    assert!(
        reply.contains(&"2 Atomic 507".to_owned()) && reply.contains(&format!("3 Add 418 {name}")),
        "{reply:?}"
    );
}

fn an_application_is_uninstalled_by_deleting_its_inventory() {
    let app =
        format!("{ENTERPRISE}/EnterpriseApps/Inventory/%7BB316008A-141D-4A79-810F-8B764C4CFDFB%7D");
    answers(EAM, 7, &[(&app, None)], &["0 SyncHdr 200", "2 Delete 200"]);
    answers(EAM, 7, &[], &["0 SyncHdr 200", "2 Delete 404"]);
}

fn the_version_of_a_csp_is_the_type_of_its_root() {
    let version = "12345 Results ./Device/Vendor/MSFT/EnterpriseDesktopAppManagement?prop=Type: com.microsoft/1.0/MDM/EnterpriseDesktopAppManagement";
    answers(EDAM, 2, &[], &["0 SyncHdr 200", "12345 Get 200", version]);
}

fn an_msi_is_uninstalled_by_deleting_its_product() {
    answers(
        EDAM,
        3,
        &[(MSI, None)],
        &["0 SyncHdr 200", "12345 Delete 200"],
    );
    answers(EDAM, 3, &[], &["0 SyncHdr 200", "12345 Delete 404"]);
}

fn the_report_of_an_msi_lists_its_nodes() {
    let nodes = format!(
        "12345 Results {MSI} (node): Version/Name/Publisher/InstallPath/InstallDate/DownloadInstall/Status/LastError/LastErrorDesc"
    );
    answers(
        EDAM,
        4,
        &[(MSI, None)],
        &["0 SyncHdr 200", "12345 Get 200", &nodes],
    );
}

fn the_msi_for_one_user_adds_one_product_and_runs_another() {
    answers(EDAM, 5, &[], &["0 SyncHdr 200", "1 Add 200", "6 Exec 404"]);
}

fn the_msi_for_the_device_has_a_space_in_its_scope() {
    answers(
        EDAM,
        6,
        &[],
        &["0 SyncHdr 200", "1 Add 404", "67890 Exec 404"],
    );
}

fn the_msi_for_the_device_without_the_space_is_installed() {
    let message = sample(EDAM, 6);
    message_answers(
        &message.replace("./Device /", "./Device/"),
        &[],
        &["0 SyncHdr 200", "1 Add 200", "67890 Exec 200"],
    );
}

fn the_enforcement_element_alone_is_not_a_message() {
    refused(EDAM, 1, "line 1, column 1");
}

fn an_inventory_is_asked_for_and_queried() {
    let results =
        "./User/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/AppInventoryResults";
    answers(
        EMAM,
        1,
        &[(results, Some("<Apps/>"))],
        &[
            "0 SyncHdr 200",
            "11 Get 200",
            &format!("11 Results {results} (xml): <Apps/>"),
        ],
    );
    answers(EMAM, 2, &[], &["0 SyncHdr 200", "10 Replace 200"]);
}

fn a_package_is_removed() {
    answers(EMAM, 3, &[], &["0 SyncHdr 200", "10 Exec 200"]);
}

fn a_command_in_small_letters_is_no_command() {
    answers(EMAM, 4, &[], &["0 SyncHdr 200", "2 delete 400"]);
}

fn a_comment_that_opens_with_a_typographic_dash_is_no_xml() {
    refused(EMAM, 5, "line 1, column 1");
    refused(EMAM, 6, "line 1, column 1");
}

fn app_settings_are_added_and_listed_once_the_comment_is_mended() {
    let (add, get) = (sample(EMAM, 5), sample(EMAM, 6));
    let mend = |text: &str| text.replace("<!—", "<!--");
    // Both carry CmdID 0, which a fragment may.
    message_answers(&mend(&add), &[], &["0 SyncHdr 200", "0 Add 200"]);
    let policy = "./User/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/AppStore/PackageFamilyName/AppSettingPolicy";
    let server = format!("{policy}/Server");
    message_answers(
        &mend(&get),
        &[(&server, Some("server1.contoso.com"))],
        &[
            "0 SyncHdr 200",
            "0 Get 200",
            &format!("0 Results {policy} (node)"),
            &format!("0 Results {server}: server1.contoso.com"),
        ],
    );
}

fn the_nonremovable_policy_is_added_read_and_replaced() {
    let policy = "./Device/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/AppStore/PackageFamilyName/NonRemovable";
    answers(EMAM, 7, &[], &["0 SyncHdr 200", "1 Add 200"]);
    answers(
        EMAM,
        7,
        &[(policy, Some("0"))],
        &["0 SyncHdr 200", "1 Add 418"],
    );
    answers(
        EMAM,
        8,
        &[(policy, Some("1"))],
        &[
            "0 SyncHdr 200",
            "1 Get 200",
            &format!("1 Results {policy} (int): 1"),
        ],
    );
    answers(
        EMAM,
        9,
        &[(policy, Some("1"))],
        &["0 SyncHdr 200", "1 Replace 200"],
    );
}

fn apps_outside_the_store_are_listed_and_asked_one_by_one() {
    let store = "./Device/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/nonStore";
    let (one, two) = (format!("{store}/App1"), format!("{store}/App2"));
    let apps = [(one.as_str(), None), (two.as_str(), None)];
    answers(
        EMAM,
        10,
        &apps,
        &[
            "0 SyncHdr 200",
            "1 Get 200",
            &format!("1 Results {store} (node): App1/App2"),
        ],
    );

    let message = sample(EMAM, 11);
    let reply = lines(
        &device(&apps)
            .handle(message.as_bytes())
            .expect("a run of commands is a fragment"),
    );
    assert_eq!(
        reply[..3],
        [
            "0 SyncHdr 200".to_owned(),
            "1 Get 200".to_owned(),
            format!("1 Results {one} (node)")
        ]
    );
    assert!(
        reply.contains(&"2 Get 200".to_owned())
            && reply.contains(&format!("2 Results {two} (node)")),
        "{reply:?}"
    );
}

fn the_documented_answers_are_read() {
    let (list, inventory, statuses) = (sample(EAM, 1), sample(EAM, 5), sample(EDAM, 7));
    let apps = enterprise_app_management::device()
        .enterprise_id("4000000001")
        .enterprise_apps()
        .inventory();
    let mut request = Request::fragment();
    let first = request.get(apps);
    // The documented answers are for the second command of a message.
    let app = request.get(apps.product_id("{ D5DC1EBB-A7F1-DF11-9264-00237DE2DB9E}"));
    let reply = Reply::parse(list.as_bytes()).expect("a run of commands is a fragment");
    let children = reply
        .value(&app)
        .expect("there are Results for the second command");
    assert_eq!(
        children.iter().collect::<Vec<_>>(),
        ["Version", "Title", "Publisher", "InstallDate"]
    );
    assert!(reply.status(&first).is_unknown());

    let mut request = Request::fragment();
    request.get(apps);
    let apps_below = request.list(apps);
    let reply = Reply::parse(inventory.as_bytes()).expect("a run of commands is a fragment");
    let listing = reply
        .list(&apps_below)
        .expect("there are Results for the second command");
    let names = [
        "{B316008A-141D-4A79-810F-8B764C4CFDFB}",
        "{B0322158-C3C2-44EB-8A31-D14A9FEC450E}",
    ];
    assert_eq!(listing.children(apps), names);
    // The document lists the leaves of both applications below the second one: a node is listed once, the message keeps what it said.
    assert_eq!(
        (listing.entries().len(), reply.message().items.len()),
        (7, 11)
    );
    assert_eq!(
        listing.value(apps.product_id(names[1]).version()),
        Ok(Some("1.0.0.0"))
    );

    let msi = enterprise_desktop_app_management::device()
        .msi()
        .product_id("{1}");
    let mut request = Request::fragment();
    let added = request.add(msi.download_install(), NoData);
    let reply = Reply::parse(statuses.as_bytes()).expect("a declared UTF-16 does not matter");
    assert_eq!(reply.status(&added).code(), Some(StatusCode::OK));
}

fn the_alert_of_an_installation_is_read() {
    let alert = sample(EDAM, 8);
    let reply = Reply::parse(alert.as_bytes()).expect("an alert alone is a fragment");
    let alert = reply.alerts().next().expect("there is an alert");
    assert_eq!(
        (alert.code(), alert.kind(), alert.data()),
        (1224, "com.microsoft.mdm.win32csp_install", Some("0"))
    );
    let msi = enterprise_desktop_app_management::device()
        .msi()
        .product_id("{AF9257BA-6BBD-4624-AA9B-0182D50292C3}");
    assert!(
        alert
            .source()
            .is_some_and(|uri| is_at(uri, msi.download_install()))
    );
}
