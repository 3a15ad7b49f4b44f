//! What a server was told survives: the order is apply, save, send, at both ends, and either end may be killed between any two steps.

use csp_device::Device;
use csp_device::State;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, Reply, Request, Ticket};
use csp_session::{BatchId, DevInfo, DeviceSession, ServerSession, Step};
use syncml::StatusCode;

use super::demo;
use super::script::SERVER;

/// Who is killed, and before which of its messages it was about to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kill {
    Device { message: usize, after_saving: bool },
    Server { message: usize, after_saving: bool },
}

/// What survives: files, as it were.
struct Disk {
    device: State,
    queue: Vec<usize>,
    done: Vec<usize>,
}

const COUNT: usize = 5;

fn uri(number: usize) -> String {
    format!("./Device/Vendor/MSFT/Demo/Items/{number}/Name")
}

/// One run of both programs, from their files, until the session ends or one of them is killed.
fn run(disk: &mut Disk, number: usize, kill: Option<Kill>) {
    let mut device = demo::device();
    device.load_state(&disk.device).unwrap();
    let info = DevInfo::new("d");
    let mut session = DeviceSession::new(number.to_string(), SERVER, info)
        .with_max_message(1100)
        .with_large_objects();
    let mut server = ServerSession::new(SERVER).with_large_objects();
    let mut batches: Vec<(BatchId, Ticket, usize)> = Vec::new();
    for &todo in &disk.queue {
        let mut request = Request::fragment();
        let value = todo.to_string().repeat(600);
        let ticket = request.add_uri(&uri(todo), Raw::text(&value));
        let batch = server.queue(&request.finish().unwrap()).unwrap();
        batches.push((batch, ticket, todo));
    }
    let mut next = Step::Send(session.start(&mut device).unwrap());
    let mut messages = 0;
    while let Step::Send(message) = next {
        messages += 1;
        let answer = server.receive(&message).unwrap();
        let dies = |after_saving| {
            kill == Some(Kill::Server {
                message: messages,
                after_saving,
            })
        };
        if dies(false) {
            return;
        }
        for answer in server.take_answers() {
            let (_, ticket, todo) = batches
                .iter()
                .find(|(batch, ..)| *batch == answer.batch)
                .unwrap();
            let reply = Reply::parse(&answer.message).unwrap();
            let code = reply.status(ticket).code();
            // An Add that the server did not hear of comes twice.
            let good = [Some(StatusCode::OK), Some(StatusCode::ALREADY_EXISTS)];
            assert!(good.contains(&code), "{code:?}");
            disk.queue.retain(|queued| queued != todo);
            disk.done.push(*todo);
        }
        if dies(true) {
            return;
        }
        next = session.receive(&mut device, &answer).unwrap();
        let dies = |after_saving| {
            kill == Some(Kill::Device {
                message: messages,
                after_saving,
            })
        };
        if dies(false) {
            return;
        }
        disk.device = device.save_state();
        if dies(true) {
            return;
        }
    }
}

/// Whatever was done for the server is in the device's file.
fn check(disk: &Disk, context: &str) {
    let mut device: Device = demo::device();
    device.load_state(&disk.device).unwrap();
    for done in &disk.done {
        let value = disk.device.get(&uri(*done)).cloned().flatten();
        assert_eq!(
            value,
            Some(done.to_string().repeat(600)),
            "{context}: {done}"
        );
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    for message in 1..=16 {
        for after_saving in [false, true] {
            for kill in [
                Kill::Device {
                    message,
                    after_saving,
                },
                Kill::Server {
                    message,
                    after_saving,
                },
            ] {
                let mut disk = Disk {
                    device: State::new(),
                    queue: (0..COUNT).collect(),
                    done: Vec::new(),
                };
                run(&mut disk, 1, Some(kill));
                check(&disk, &format!("{kill:?}"));
                run(&mut disk, 2, None);
                check(&disk, &format!("after {kill:?}"));
                disk.done.sort_unstable();
                assert_eq!(disk.done, [0, 1, 2, 3, 4], "{kill:?}");
            }
        }
    }
}
