//! Two servers with one database, 200 devices whose messages go to either of them, and servers that are killed again and again: every command is
//! carried out once, and every answer is kept once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod database;
mod device;
#[cfg(unix)]
mod postgresql;
#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "../program/mod.rs"]
mod program;
mod random;
mod servers;

use std::process::ExitCode;
use std::thread;

use csp_runtime::NoData;
use csp_runtime::value::{Bytes, Xml};
use csp_server::{ChangeCommands, GetCommands, Request};
use csp_windows::application_control as control;
use csp_windows::enterprise_desktop_app_management as edam;
use libtest_mimic::{Arguments, Completion, Trial};
use syncml::{Message, Verb};

use database::{Answered, Database};
use device::{Device, World};
use servers::Servers;

/// What a device is asked to install before its first session, and for its second one.
const FIRST: [&str; 4] = ["A", "B", "C", "D"];
const SECOND: [&str; 2] = ["E", "F"];

/// How often servers have to be killed before a device has its second session.
const KILLS: usize = 10;

fn main() -> ExitCode {
    let on_file = Trial::test("two_servers_on_one_file", || {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.sqlite");
        run(&Database::File(path), 40);
        Ok(())
    });
    let on_postgresql = Trial::ignorable_test("two_servers_on_one_postgresql", || {
        Ok(match run_on_postgresql() {
            Ok(()) => Completion::Completed,
            Err(absent) => Completion::ignored_with(absent),
        })
    });
    libtest_mimic::run(&Arguments::from_args(), vec![on_file, on_postgresql]).exit_code()
}

/// The same on PostgreSQL; where there is none, why.
#[cfg(unix)]
fn run_on_postgresql() -> Result<(), String> {
    let postgresql = postgresql::PostgreSql::start()?;
    run(&Database::Url(postgresql.url()), 200);
    Ok(())
}

#[cfg(not(unix))]
fn run_on_postgresql() -> Result<(), String> {
    Err("the test starts PostgreSQL on Unix alone".to_owned())
}

/// Everything, with so many devices.
fn run(database: &Database, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let batches: Vec<_> = FIRST.into_iter().map(install).chain([policy()]).collect();
    let servers = Servers::start(database, folder.path(), &batches);
    let names: Vec<_> = (0..count).map(|number| format!("d{number}")).collect();
    let world = World::new(servers.addresses());
    let device = |(seed, name)| Device::new(&world, name, seed);
    let mut devices: Vec<_> = (0..)
        .zip(names.iter().map(String::as_str))
        .map(device)
        .collect();
    servers.while_killing(|kills| {
        keep_sessions(&mut devices);
        for product in SECOND {
            database.queue(&install(product));
        }
        kills.wait_for(KILLS);
        keep_sessions(&mut devices);
    });
    for device in &devices {
        let products = FIRST.iter().chain(&SECOND);
        let once = products.map(|product| (product.to_string(), 1)).collect();
        assert_eq!(device.installed(), once, "{}", device.name());
    }
    // Otherwise nothing was tried.
    let (lost, repeated) = world.lost_and_repeated();
    assert!(
        lost > 10 && repeated > 5,
        "{lost} lost, {repeated} repeated"
    );
    check_answers(&database.answers(), &names);
}

/// Every device has a session, all at the same time.
fn keep_sessions(devices: &mut [Device<'_>]) {
    thread::scope(|scope| {
        for device in devices {
            scope.spawn(|| device.keep_session());
        }
    });
}

/// Commands that install a product and ask what became of it.
fn install(product: &str) -> String {
    let msi = edam::device().msi().product_id(product);
    let mut request = Request::fragment();
    request.add(msi.download_install(), NoData);
    request.exec(msi.download_install(), Xml("<MsiInstallJob id=\"1\"/>"));
    request.get(msi.status());
    String::from_utf8(request.finish().unwrap()).unwrap()
}

/// A command whose value takes several messages.
fn policy() -> String {
    let policy = control::device()
        .policies()
        .policy_guid("{0283AC0F-FFF1-49AE-ADA1-8A933130CAD6}");
    let mut request = Request::fragment();
    request.add(policy.policy(), Bytes(vec![7; 6000]));
    String::from_utf8(request.finish().unwrap()).unwrap()
}

/// Every device answered every batch, once, and each of its commands with success.
fn check_answers(answers: &[Answered], devices: &[String]) {
    let mut expected: Vec<_> = FIRST
        .iter()
        .chain(&SECOND)
        .map(|product| install(product))
        .collect();
    expected.push(policy());
    expected.sort();
    for device in devices {
        let of_device = answers.iter().filter(|answer| answer.device == *device);
        let mut answered: Vec<_> = of_device.clone().map(|answer| &answer.commands).collect();
        answered.sort();
        assert!(
            answered.iter().copied().eq(&expected),
            "{device}: {answered:?}"
        );
        for Answered {
            commands, message, ..
        } in of_device
        {
            let commands = Message::parse(commands.as_bytes())
                .unwrap()
                .top_level()
                .count();
            let reply = Message::parse(message.as_bytes()).unwrap();
            let statuses = reply
                .top_level()
                .filter(|command| command.verb == Verb::Status);
            let good = statuses.filter(|status| status.status_code().unwrap().is_success());
            // The header has one, too.
            assert_eq!(good.count(), commands + 1, "{device}: {message}");
            assert!(
                commands == 1 || message.contains("<Data>70</Data>"),
                "{device}: {message}"
            );
        }
    }
    assert_eq!(answers.len(), devices.len() * expected.len());
}
