//! Messages: reading them, writing requests, finding answers in replies.

use std::fmt::Write as _;

use csp_server::ensure::{Ensure, Known};
use csp_server::{GetCommands, Reply, Request};
use csp_tests::growth::{Shape, Work};
use csp_windows::enterprise_desktop_app_management as edam;
use syncml::{Limits, Message};

use super::command;
use super::definitions::other_case;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "Message::parse: items",
        size: 2_000,
        prepare: |n| parse(command("Get", (0..n).map(|nth| (uri(nth), None)))),
    },
    Shape {
        name: "Message::parse: entities",
        size: 20_000,
        prepare: |n| {
            parse(command(
                "Replace",
                [(uri(1), Some("&amp;&#x41;".repeat(n)))],
            ))
        },
    },
    Shape {
        name: "Message::parse: attributes",
        size: 20_000,
        prepare: |n| {
            let attributes: String = (0..n).map(|nth| format!(" a{nth}='1'")).collect();
            parse(format!("<Get{attributes}><CmdID>1</CmdID></Get>"))
        },
    },
    Shape {
        name: "Message::parse: comments and CDATA in a Data",
        size: 10_000,
        prepare: |n| {
            parse(command(
                "Replace",
                [(uri(1), Some("x<!--y--><![CDATA[<z>]]>".repeat(n)))],
            ))
        },
    },
    Shape {
        name: "Message::parse: elements that nobody knows",
        size: 20_000,
        prepare: |n| {
            parse(format!(
                "<Get><CmdID>1</CmdID>{}</Get>",
                "<Odd><a/></Odd>".repeat(n)
            ))
        },
    },
    Shape {
        name: "Reply::value: as it was asked",
        size: 400,
        prepare: |n| values(n, str::to_owned, true),
    },
    Shape {
        name: "Reply::value: in another case",
        size: 400,
        prepare: |n| values(n, str::to_uppercase, true),
    },
    Shape {
        name: "Reply::value: of a device that escapes",
        size: 400,
        prepare: |n| values(n, |uri| uri.replace('V', "%56"), true),
    },
    Shape {
        name: "Reply::value: for nothing that was asked",
        size: 400,
        prepare: |n| values(n, |uri| format!("{uri}/Other"), false),
    },
    Shape {
        name: "Reply::failures: of Statuses that fit nothing",
        size: 400,
        prepare: |n| {
            let mut request = Request::fragment();
            for nth in 0..n {
                request.get_uri(&uri(nth));
            }
            let (tickets, reply) = (request.tickets(), reply(n, |_| "./Other".to_owned()));
            let strange = reply.replace("<CmdRef>", "<CmdRef>99");
            request.finish().unwrap();
            Box::new(move || {
                let reply = Reply::parse(strange.as_bytes()).unwrap();
                let _ = reply.failures(&tickets);
            })
        },
    },
    Shape {
        name: "Reply::value: of items that say of no node that they are its",
        size: 400,
        prepare: nameless,
    },
    Shape {
        name: "Listing: rows that differ in case alone",
        size: 100,
        prepare: |n| rows(n, str::to_owned),
    },
    Shape {
        name: "Listing: rows that differ in case alone, asked in spellings that are not listed",
        size: 100,
        prepare: |n| rows(n, |name| name.replace('q', "Q")),
    },
    Shape {
        name: "Ensure: instances",
        size: 100,
        prepare: |n| {
            let names: Vec<String> = (0..n).map(|nth| format!("{{{nth}}}")).collect();
            Box::new(move || {
                let mut ensure = Ensure::new();
                for name in &names {
                    let msi = edam::device().msi().product_id(name);
                    ensure.present(msi.download_install());
                }
                let mut request = Request::fragment();
                let plan = ensure.plan(&Known::nothing()).unwrap();
                plan.write(&mut request);
                assert!(!request.finish().unwrap().is_empty());
            })
        },
    },
];

/// One Get of many nodes, of which half is answered, without a Source.
fn nameless(count: usize) -> Work {
    let mut request = Request::fragment();
    let names: Vec<String> = (0..count).map(|nth| format!("{{{nth}}}")).collect();
    let nodes: Vec<_> = names
        .iter()
        .map(|name| edam::device().msi().product_id(name).status())
        .collect();
    let tickets = request.get_all(nodes);
    request.finish().unwrap();
    let reply = format!(
        "<SyncML><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
         <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef>{}</Results></SyncBody></SyncML>",
        "<Item><Data>10</Data></Item>".repeat(count / 2)
    );
    Box::new(move || {
        let reply = Reply::parse_with(reply.as_bytes(), &limits()).unwrap();
        let read = tickets.iter().filter(|ticket| reply.value(ticket).is_ok());
        assert!(read.count() <= tickets.len() / 2);
    })
}

/// Asks for each row of a listing whose rows differ in case alone, and for what is below it.
fn rows(count: usize, spell: fn(&str) -> String) -> Work {
    let name = |nth| format!("{{q{}}}", other_case(nth));
    let asked: Vec<String> = (0..count).map(|nth| spell(&name(nth))).collect();
    let mut request = Request::fragment();
    let list = request.list(edam::device());
    request.finish().unwrap();
    let root = edam::device().to_string();
    let items: String = (0..count)
        .map(|nth| {
            let uri = format!("{root}/MSI/{}/Status", name(nth));
            format!("<Item><Source><LocURI>{uri}</LocURI></Source><Data>1</Data></Item>")
        })
        .collect();
    let reply = format!(
        "<SyncML><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
         <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef>{items}</Results></SyncBody></SyncML>"
    );
    Box::new(move || {
        let reply = Reply::parse_with(reply.as_bytes(), &limits()).unwrap();
        let listing = reply.list(&list).unwrap();
        for name in &asked {
            let row = edam::device().msi().product_id(name);
            assert!(listing.entry(row.status()).is_some());
            assert_eq!(listing.children(row).len(), 1);
        }
    })
}

fn uri(nth: usize) -> String {
    format!("./Vendor/MSFT/Large/Name{nth}")
}

fn limits() -> Limits {
    Limits {
        elements: usize::MAX,
        items: usize::MAX,
        ..Limits::default()
    }
}

fn parse(message: String) -> Work {
    Box::new(move || {
        let message = Message::parse_with(message.as_bytes(), &limits()).unwrap();
        assert!(!message.to_bytes().unwrap().is_empty());
    })
}

/// The answer to so many Gets, in a single Results of all: the device spells LocURIs its own way.
fn reply(count: usize, spell: impl Fn(&str) -> String) -> String {
    let mut text = String::from("<SyncML><SyncHdr/><SyncBody>");
    for nth in 0..count {
        let cmd_ref = nth + 1;
        let _ = write!(
            text,
            "<Status><CmdID>{cmd_ref}</CmdID><MsgRef>1</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
             <Results><CmdID>{cmd_ref}</CmdID><MsgRef>1</MsgRef><CmdRef>{cmd_ref}</CmdRef><Item><Source><LocURI>{}</LocURI></Source>\
             <Data>1</Data></Item></Results>",
            spell(&uri(nth))
        );
    }
    text + "</SyncBody></SyncML>"
}

/// Reads every value of a Get with so many items, which a device answers in its own spelling.
fn values(count: usize, spell: fn(&str) -> String, found: bool) -> Work {
    let names: Vec<String> = (0..count).map(|nth| format!("{{V{nth}}}")).collect();
    let mut request = Request::fragment();
    let tickets: Vec<_> = request.get_items(|items| {
        let msi = |name| edam::device().msi().product_id(name);
        names
            .iter()
            .map(|name| items.node(msi(name).name()))
            .collect()
    });
    let request = request.finish().unwrap();
    let asked = Message::parse(&request).unwrap();
    let results: String = asked
        .items
        .iter()
        .map(|item| {
            let uri = spell(item.target.as_deref().unwrap_or_default());
            format!("<Item><Source><LocURI>{uri}</LocURI></Source><Data>1</Data></Item>")
        })
        .collect();
    let reply = format!(
        "<SyncML><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
         <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef>{results}</Results></SyncBody></SyncML>"
    );
    Box::new(move || {
        let reply = Reply::parse_with(reply.as_bytes(), &limits()).unwrap();
        for ticket in &tickets {
            assert_eq!(reply.value(ticket).is_ok(), found);
        }
    })
}
