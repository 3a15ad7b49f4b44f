//! Replies of any size, in the shapes in which joining them to their request could take more than its share of time.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::expect_used,
    reason = "each test and bench uses a part"
)]

use std::time::{Duration, Instant};

use csp_server::{GetCommands, Reply, Request, Ticket};
use syncml::Limits;

/// How a device answers a Get of many nodes.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// As Windows does: in the requester's order and spelling.
    Windows,
    /// Backwards, in another case, with other escapes.
    OtherSpelling,
    /// With statuses and values of other nodes.
    OtherNodes,
    /// With statuses of another command.
    OtherCommand,
    /// With the CmdID of the request in other messages.
    OtherMessages,
    /// One Status that names all nodes, backwards, and values that name none.
    OneStatus,
    /// One command for each node.
    OneByOne,
}

pub const SHAPES: [Shape; 7] = [
    Shape::Windows,
    Shape::OtherSpelling,
    Shape::OtherNodes,
    Shape::OtherCommand,
    Shape::OtherMessages,
    Shape::OneStatus,
    Shape::OneByOne,
];

/// A request for `size` nodes, and the device's answer.
pub struct Exchange {
    tickets: Vec<Ticket<&'static str>>,
    answer: String,
}

fn uri(number: usize) -> String {
    format!("./Device/Vendor/Contoso/Agent/Jobs/%7BJob{number:06}%7D/Name")
}

impl Exchange {
    pub fn new(shape: Shape, size: usize) -> Self {
        let jobs = crate::agent::device().jobs();
        let names: Vec<String> = (0..size).map(|n| format!("{{Job{n:06}}}")).collect();
        let nodes = names.iter().map(|name| jobs.job_id(name).name());
        let mut request = Request::fragment();
        let tickets = match shape {
            Shape::OneByOne => nodes.map(|node| request.get(node)).collect(),
            _ => request.get_all(nodes),
        };
        request.finish().expect("every name is legal");
        Self {
            tickets,
            answer: format!(
                "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr/><SyncBody>{}<Final/></SyncBody></SyncML>",
                body(shape, size)
            ),
        }
    }

    /// Reads the answer and asks it for every value and every status: how many values there are.
    pub fn join(&self) -> usize {
        let limits = Limits {
            elements: usize::MAX,
            items: usize::MAX,
            message_bytes: usize::MAX,
            ..Limits::default()
        };
        let reply = Reply::parse_with(self.answer.as_bytes(), &limits).expect("SyncML");
        let found = |ticket: &&Ticket<&'static str>| {
            let _ = reply.status(ticket);
            reply.value(ticket).is_ok()
        };
        self.tickets.iter().filter(found).count()
    }

    /// The shortest of three times that joining takes.
    pub fn time(&self) -> Duration {
        let times = (0..3).map(|_| {
            let begin = Instant::now();
            std::hint::black_box(self.join());
            begin.elapsed()
        });
        times.min().unwrap_or_default()
    }
}

fn body(shape: Shape, size: usize) -> String {
    let other_case = |n: usize| uri(n).to_uppercase().replace("%7B", "{");
    match shape {
        Shape::Windows => answers(0..size, "Get", 1, uri),
        Shape::OtherSpelling => answers((0..size).rev(), "Get", 1, other_case),
        Shape::OtherNodes => answers(0..size, "Get", 1, |n| uri(n + size)),
        Shape::OtherCommand => answers(0..size, "Delete", 1, |n| uri(n + size)),
        Shape::OtherMessages => {
            let answers = (0..size).map(|n| answers(n..n + 1, "Get", n + 2, uri));
            answers.collect()
        }
        Shape::OneStatus => {
            let targets: String = (0..size)
                .rev()
                .map(|n| format!("<TargetRef>{}</TargetRef>", other_case(n)))
                .collect();
            let items = "<Item><Data>x</Data></Item>".repeat(size);
            format!(
                "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd>{targets}<Data>200</Data></Status>\
                 <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef>{items}</Results>"
            )
        }
        Shape::OneByOne => {
            let answer = |n: usize| {
                let (status, value) = (status("Get", 1, ""), value(&other_case(n)));
                let both = format!(
                    "{status}<Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef>{value}</Results>"
                );
                both.replace("<CmdRef>1<", &format!("<CmdRef>{}<", n + 1))
            };
            (0..size).map(answer).collect()
        }
    }
}

/// A Status for each node and one Results with all of them.
fn answers(
    numbers: impl Iterator<Item = usize> + Clone,
    cmd: &str,
    msg_ref: usize,
    uri: impl Fn(usize) -> String,
) -> String {
    let statuses = numbers.clone().map(|n| {
        let target = format!("<TargetRef>{}</TargetRef>", uri(n));
        status(cmd, msg_ref, &target)
    });
    let statuses: String = statuses.collect();
    let values: String = numbers.map(|n| value(&uri(n))).collect();
    format!(
        "{statuses}<Results><CmdID>2</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>1</CmdRef>{values}</Results>"
    )
}

fn status(cmd: &str, msg_ref: usize, target: &str) -> String {
    format!(
        "<Status><CmdID>1</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>1</CmdRef><Cmd>{cmd}</Cmd>{target}<Data>200</Data></Status>"
    )
}

fn value(uri: &str) -> String {
    format!("<Item><Source><LocURI>{uri}</LocURI></Source><Data>x</Data></Item>")
}
