//! A dispatcher is tested without a device: a test is its host.

use std::collections::BTreeMap;
use std::time::SystemTime;

use csp_runtime::dispatch::{AddrOrUri, Alert, Call, Dispatch, Host, Scope};
use csp_runtime::value::Xml;
use csp_runtime::{Addr, Context, Exec, HandlerError, NodeAddress, StatusCode, Verb, loc_uri};
use csp_windows::enterprise_desktop_app_management as edam;

const NOW: SystemTime = SystemTime::UNIX_EPOCH;

/// A tree of texts by LocURI, the alerts that were raised, and a user.
#[derive(Default)]
struct Texts {
    texts: BTreeMap<String, String>,
    alerts: Vec<Alert>,
    user: Option<String>,
}

impl Host for Texts {
    fn text(&self, node: AddrOrUri<'_>) -> Option<&str> {
        self.texts.get(&node.to_string()).map(String::as_str)
    }

    fn exists(&self, node: AddrOrUri<'_>) -> bool {
        self.texts.contains_key(&node.to_string())
    }

    fn set(&mut self, node: AddrOrUri<'_>, text: &str) -> Result<(), HandlerError> {
        self.texts.insert(node.to_string(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, node: AddrOrUri<'_>) -> bool {
        self.texts.remove(&node.to_string()).is_some()
    }

    fn instances(&self, _: AddrOrUri<'_>) -> Vec<&str> {
        Vec::new()
    }

    fn alert(&mut self, alert: Alert) {
        self.alerts.push(alert);
    }

    fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    fn now(&self) -> SystemTime {
        NOW
    }
}

/// Says that the download runs, for whom and since when, and tells the server.
fn install(
    (): &mut (),
    cx: &mut Context<'_>,
    job: edam::At<'_, edam::node::MsiDownloadInstall>,
    _: Xml<'_>,
) -> Result<Exec, HandlerError> {
    let root = match cx.scope() {
        Scope::Device => edam::device(),
        Scope::User => edam::user(),
    };
    let msi = root.msi().product_id(job.product_id());
    cx.set(msi.status(), edam::MsiStatus::DOWNLOAD_IN_PROGRESS)?;
    let started = format!("{:?}, {:?}", cx.user(), cx.now() == NOW);
    let alert = Alert::client_event("com.example.started").data(started);
    cx.alert(alert.source(job))?;
    Ok(Exec::Accepted)
}

#[test]
fn a_handler_sees_the_tree_the_alerts_the_time_and_the_user_of_its_host() {
    let mut dispatcher = edam::csp(()).exec(edam::node::MsiDownloadInstall, install);
    let device = edam::device().msi().product_id("{1}").download_install();
    let user = edam::user().msi().product_id("{1}").download_install();
    for (job, is_user) in [(device, false), (user, true)] {
        let mut host = Texts {
            user: is_user.then(|| "megan".to_owned()),
            ..Texts::default()
        };
        let call = Call {
            user: is_user,
            ..Call::default()
        };
        let mut cx = Context::new(&mut host, call);
        let mut answer = String::new();
        let done = dispatcher.call(Verb::Exec, job.addr(), "<Job/>", &mut cx, &mut answer);
        assert_eq!(done, Some(Ok(Exec::Accepted)));
        assert_eq!(answer, "");

        let status = loc_uri(job).replace("DownloadInstall", "Status");
        assert_eq!(
            host.texts.into_iter().collect::<Vec<_>>(),
            [(status, "20".to_owned())]
        );
        let who = if is_user {
            "Some(\"megan\"), true"
        } else {
            "None, true"
        };
        assert_eq!(host.alerts.len(), 1);
        assert_eq!(host.alerts[0].about(), Some(&*loc_uri(job)));
        assert_eq!(host.alerts[0].text(), Some(who));
    }
}

#[test]
fn a_node_of_another_csp_is_nobodys() {
    fn level(
        calls: &mut u32,
        _: &mut Context<'_>,
        _: edam::At<'_, edam::node::MsiStatus>,
    ) -> Result<edam::MsiStatus, StatusCode> {
        *calls += 1;
        Ok(edam::MsiStatus::INITIALIZED)
    }
    let mut dispatcher = edam::csp(0).get(edam::node::MsiStatus, level);
    let mut host = Texts::default();
    let class = edam::device().msi().product_id("{1}").status().addr();
    let other = csp_windows::enterprise_app_management::TREE
        .nodes()
        .find(|node| Some(node.class) == class.schema().map(|node| node.class))
        .unwrap();
    let names = vec!["x"; other.dynamic_titles().len()];
    let other = Addr::find(
        &csp_windows::enterprise_app_management::TREE,
        other.id(),
        &names,
    );
    let mut cx = Context::new(&mut host, Call::default());
    let done = dispatcher.call(Verb::Get, other.unwrap(), "", &mut cx, &mut String::new());
    assert_eq!((done, *dispatcher.state()), (None, 0));
    let done = dispatcher.call(Verb::Get, class, "", &mut cx, &mut String::new());
    assert_eq!((done, *dispatcher.state()), (Some(Ok(Exec::Done)), 1));
}

#[test]
fn a_get_writes_its_answer_and_what_has_no_handler_is_left_to_the_host() {
    fn name(
        (): &mut (),
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiName>,
    ) -> Result<String, StatusCode> {
        match node.product_id() {
            "{1}" => Ok("Contoso".to_owned()),
            _ => Err(StatusCode::NOT_FOUND),
        }
    }
    let mut dispatcher = edam::csp(()).get(edam::node::MsiName, name);
    let mut host = Texts::default();
    let mut get = |addr| {
        let mut cx = Context::new(&mut host, Call::default());
        let mut answer = String::new();
        let done = dispatcher.call(Verb::Get, addr, "", &mut cx, &mut answer);
        (done, answer)
    };
    let msi = edam::device().msi();
    let there = get(msi.product_id("{1}").name().addr());
    assert_eq!(there, (Some(Ok(Exec::Done)), "Contoso".to_owned()));
    let missing = get(msi.product_id("{2}").name().addr());
    assert_eq!(
        missing.0,
        Some(Err(HandlerError::from(StatusCode::NOT_FOUND)))
    );
    assert_eq!(get(msi.product_id("{1}").version().addr()).0, None);
}
