//! What a request writes, byte for byte, and what it refuses.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod agent;

use csp_runtime::value::{Admx, Xml};
use csp_runtime::{NoData, StatusCode};
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Header, Request};
use syncml::{Encoding, Message};

fn text(request: Request) -> String {
    String::from_utf8(request.finish().expect("nothing is wrong")).expect("UTF-8")
}

fn faults(request: Request) -> Vec<String> {
    let error = request.finish().expect_err("something is wrong");
    error.faults().iter().map(ToString::to_string).collect()
}

fn header() -> Header {
    Header::new("a1", 2, "device", "https://mdm.example.com")
}

#[test]
fn a_whole_message() {
    let job = agent::device().jobs().job_id("{A}");
    let mut request = Request::new(header());
    request.add(job.run(), NoData);
    request.exec(job.run(), Xml("<Job a=\"1\"/>"));
    request.get(job.status());
    request.replace(agent::user().level(), 7);
    request.delete(job);
    let expected = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
<SessionID>a1</SessionID><MsgID>2</MsgID><Target><LocURI>device</LocURI></Target>\
<Source><LocURI>https://mdm.example.com</LocURI></Source></SyncHdr><SyncBody>\
<Add><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Agent/Jobs/%7BA%7D/Run</LocURI></Target>\
<Meta><Format xmlns=\"syncml:metinf\">xml</Format></Meta></Item></Add>\
<Exec><CmdID>2</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Agent/Jobs/%7BA%7D/Run</LocURI></Target>\
<Meta><Format xmlns=\"syncml:metinf\">xml</Format></Meta><Data>&lt;Job a=\"1\"/&gt;</Data></Item></Exec>\
<Get><CmdID>3</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Agent/Jobs/%7BA%7D/Status</LocURI></Target></Item></Get>\
<Replace><CmdID>4</CmdID><Item><Target><LocURI>./User/Vendor/Contoso/Agent/Level</LocURI></Target>\
<Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>7</Data></Item></Replace>\
<Delete><CmdID>5</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Agent/Jobs/%7BA%7D</LocURI></Target></Item></Delete>\
<Final/></SyncBody></SyncML>";
    assert_eq!(request.size(), expected.len());
    assert_eq!(text(request), expected);
}

#[test]
fn values_carry_their_format_and_a_type_that_says_something() {
    let root = agent::device();
    let mut request = Request::fragment();
    request.add(root.jobs().job_id("x"), NoData);
    request.replace(root.blob(), b"\x00\xff".as_slice());
    request.replace(root.tags(), ["a", "b"]);
    request.replace(root.policy(), Admx::enabled().data("Id", "1"));
    request.exec(root.start(), NoData);
    let text = text(request);
    for part in [
        "<Format xmlns=\"syncml:metinf\">node</Format></Meta></Item></Add>",
        "<Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">application/octet-stream</Type></Meta><Data>AP8=</Data>",
        "<Data>a;b</Data>",
        "<Data>&lt;enabled/&gt;&lt;data id=\"Id\" value=\"1\"/&gt;</Data>",
        "<LocURI>./Device/Vendor/Contoso/Agent/Start</LocURI></Target></Item></Exec>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    // A fragment is its commands and nothing else.
    assert!(text.starts_with("<Add><CmdID>1</CmdID>") && text.ends_with("</Exec>"));
}

#[test]
fn integers_and_texts_come_as_a_program_has_them() {
    let root = agent::device();
    let mut request = Request::fragment();
    request.replace(root.level(), 1);
    request.replace(root.level(), 2_i8);
    request.replace(root.level(), 3_i16);
    request.replace(root.level(), 4_i32);
    request.replace(root.level(), 5_i64);
    request.replace(root.level(), 6_u8);
    request.replace(root.level(), 7_u16);
    request.replace(root.level(), 8_u32);
    for name in ["a", "b"].iter() {
        request.add(root.jobs().job_id(name).name(), name);
    }
    request.replace(root.tags(), vec![&"a", &"b"]);
    let bytes = request.finish().expect("nothing is wrong");
    let message = Message::parse(&bytes).expect("SyncML");
    let texts: Vec<&str> = message
        .items
        .iter()
        .filter_map(|item| item.data.as_ref().map(|data| &*data.text))
        .collect();
    assert_eq!(
        texts,
        ["1", "2", "3", "4", "5", "6", "7", "8", "a", "b", "a;b"]
    );
}

#[test]
fn several_items_share_a_command() {
    let root = agent::device();
    let mut request = Request::fragment();
    let tickets = request.get_all(["a", "b"].map(|name| root.jobs().job_id(name).status()));
    let (level, blob) =
        request.get_items(|items| (items.node(root.level()), items.node(root.blob())));
    request.replace_items(|items| {
        items.node(root.level(), 1);
        items.node(root.blob(), vec![1_u8]);
    });
    assert_eq!(
        tickets.iter().map(|t| t.cmd_id()).collect::<Vec<_>>(),
        [1, 1]
    );
    assert_eq!((level.cmd_id(), blob.cmd_id()), (2, 2));
    let bytes = request.finish().expect("nothing is wrong");
    let message = Message::parse(&bytes).expect("SyncML");
    let items: Vec<_> = message
        .top_level()
        .map(|command| (command.cmd_id.to_string(), command.items().len()))
        .collect();
    assert_eq!(
        items,
        [("1".into(), 2), ("2".into(), 2), ("3".to_string(), 2)]
    );
}

#[test]
fn queries_and_plain_locuris() {
    let mut request = Request::fragment();
    request.list(agent::device().jobs());
    request.property(agent::device(), "Type");
    request.get_uri(" ./DevDetail/SwV ");
    request.add_uri(
        "./Vendor/OEM/X",
        Raw::text("<a/>").format("xml").mime("application/xml"),
    );
    request.exec_uri("./Vendor/OEM/Y", Raw::markup("<a/>"));
    let text = text(request);
    for part in [
        "Agent/Jobs?list=StructData</LocURI>",
        "Agent?prop=Type</LocURI>",
        "<LocURI>./DevDetail/SwV</LocURI>",
        "<Format xmlns=\"syncml:metinf\">xml</Format><Type xmlns=\"syncml:metinf\">application/xml</Type></Meta><Data>&lt;a/&gt;</Data>",
        "<Data><a/></Data>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn containers_hold_their_commands() {
    let pair = agent::device().pair();
    let mut request = Request::fragment();
    let (atomic, first) = request.atomic(|atomic| {
        atomic.add(pair, NoData);
        atomic.add(pair.first(), "1")
    });
    let (sequence, (inner, level)) = request.sequence(|sequence| {
        let (inner, _) = sequence.atomic(|atomic| atomic.delete(pair));
        (inner, sequence.get(agent::device().level()))
    });
    let ids = [
        atomic.cmd_id(),
        first.cmd_id(),
        sequence.cmd_id(),
        inner.cmd_id(),
        level.cmd_id(),
    ];
    assert_eq!(ids, [1, 3, 4, 5, 7]);
    let text = text(request);
    assert!(
        text.starts_with("<Atomic><CmdID>1</CmdID><Add><CmdID>2</CmdID>"),
        "{text}"
    );
    assert!(text.contains(
        "</Atomic><Sequence><CmdID>4</CmdID><Atomic><CmdID>5</CmdID><Delete><CmdID>6</CmdID>"
    ));
    assert!(text.ends_with("</Get></Sequence>"), "{text}");
}

#[test]
fn every_illegal_value_is_reported_by_node() {
    let root = agent::device();
    let job = root.jobs().job_id("*");
    let mut request = Request::new(header());
    request.replace(root.level(), 11);
    request.add(job.name(), "x");
    request.replace(root.jobs().job_id("j").key(), "Sesame");
    request.replace(root.level(), NoData);
    request.replace(root.jobs().job_id("j").name(), "a\u{0}b");
    request.get_uri("/Vendor/X");
    request.get(root.level());
    request.add(root.jobs().job_id("a!"), NoData);
    // What is there under a name that the definition does not allow can still go.
    request.delete(root.jobs().job_id("a!"));
    assert_eq!(
        faults(request),
        [
            "Replace ./Device/Vendor/Contoso/Agent/Level (CmdID 1): `11` is not within 0 to 10",
            "Add ./Device/Vendor/Contoso/Agent/Jobs/*/Name (CmdID 2): `*` cannot be the name of a `{JobID}`",
            "Replace ./Device/Vendor/Contoso/Agent/Jobs/j/AccessKey (CmdID 3): the value, a secret, is not one that the node takes",
            "Replace ./Device/Vendor/Contoso/Agent/Level (CmdID 4): expected a decimal integer, found ``",
            "Replace ./Device/Vendor/Contoso/Agent/Jobs/j/Name (CmdID 5): Data: the character U+0000 is not allowed in XML: \
             remove it, or carry the value in base64",
            "Get /Vendor/X (CmdID 6): a LocURI is relative to the root: begin it with `./`, not with a slash",
            "Add ./Device/Vendor/Contoso/Agent/Jobs/a! (CmdID 8): the name {JobID}: `a!` does not match the regular expression `[^!]+`",
        ]
    );
}

#[test]
fn a_header_that_xml_cannot_carry_is_reported() {
    let request = Request::new(Header::new("1", 1, "device\u{1}", "server"));
    assert_eq!(
        faults(request),
        [
            "SyncHdr: LocURI: the character U+0001 is not allowed in XML: remove it, or carry the value in base64"
        ]
    );
}

#[test]
fn no_log_shows_a_value() {
    let mut request = Request::new(header());
    request.replace(agent::device().jobs().job_id("j").key(), "sesame");
    let text = format!("{request:?}");
    assert!(text.contains("commands: 1"), "{text}");
    assert!(!text.contains("115") && !text.contains("sesame"), "{text}");
}

#[test]
fn an_atomic_holds_nothing_that_windows_refuses() {
    let (root, user) = (agent::device(), agent::user());
    let mut request = Request::fragment();
    request.atomic(|_| {});
    request.sequence(|_| {});
    request.get_items(|_| {});
    request.atomic(|atomic| {
        atomic.add(root.pair().first(), "a");
        atomic.replace(root.pair().first(), "b");
        atomic.replace_uri("./Vendor/contoso/Agent/Pair/first", Raw::text("c"));
        atomic.replace(user.level(), 1);
    });
    // Each Atomic is judged by itself.
    request.atomic(|atomic| atomic.replace(user.level(), 1));
    let together =
        "Windows does not take Add and Replace of one node in one Atomic: keep the one that fits";
    assert_eq!(
        faults(request),
        [
            "Atomic (CmdID 1): it holds no command: add one, or leave it out".to_owned(),
            "Sequence (CmdID 2): it holds no command: add one, or leave it out".to_owned(),
            "Get (CmdID 3): the command has no item: give it at least one node".to_owned(),
            format!("Replace ./Device/Vendor/Contoso/Agent/Pair/First (CmdID 6): {together}"),
            format!("Replace ./Vendor/contoso/Agent/Pair/first (CmdID 7): {together}"),
            "Replace ./User/Vendor/Contoso/Agent/Level (CmdID 8): an Atomic cannot mix ./User and ./Device: use one Atomic for each"
                .to_owned(),
        ]
    );
}

#[test]
fn a_request_is_split_at_commands() {
    let fill = |request: &mut Request| {
        let name = |id| agent::device().jobs().job_id(id).name();
        let first = request.add(name("a"), "x".repeat(300));
        request.atomic(|atomic| {
            atomic.add(name("b"), "x".repeat(300));
            atomic.add(name("c"), "x".repeat(300));
        });
        [first, request.add(name("d"), "x".repeat(300))]
    };
    let mut whole = Request::new(header());
    fill(&mut whole);
    let size = whole.size();
    assert_eq!(whole.finish_split(size).expect("it fits").len(), 1);

    let mut request = Request::new(header());
    let [first, last] = fill(&mut request);
    assert_eq!((first.msg_id(), last.msg_id()), (2, 2));
    let messages = request.finish_split(1500).expect("it fits");
    let shape: Vec<_> = messages
        .iter()
        .map(|bytes| {
            assert!(bytes.len() <= 1500, "{}", bytes.len());
            let message = Message::parse(bytes).expect("SyncML");
            let ids: Vec<_> = message
                .commands
                .iter()
                .map(|command| command.cmd_id.to_string())
                .collect();
            (
                message.header.msg_id.to_string(),
                ids.join(" "),
                message.is_final,
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("2".to_owned(), "1".to_owned(), false),
            ("3".to_owned(), "2 3 4".to_owned(), false),
            ("4".to_owned(), "5".to_owned(), true)
        ]
    );
    // Tickets know where their commands went.
    assert_eq!((first.msg_id(), last.msg_id()), (2, 4));

    // Any size will do in which the largest command fits.
    let largest = messages.iter().map(Vec::len).max().unwrap_or_default();
    for limit in largest + "<Final/>".len()..=size {
        let mut request = Request::new(header());
        fill(&mut request);
        let messages = request.finish_split(limit).expect("it fits");
        assert!(messages.iter().all(|bytes| bytes.len() <= limit), "{limit}");
    }

    let mut request = Request::new(header());
    fill(&mut request);
    let error = request
        .finish_split(900)
        .expect_err("the Atomic does not fit");
    let [fault] = error.faults() else {
        panic!("{error}");
    };
    assert_eq!(
        (fault.verb(), fault.uri()),
        ("Atomic", "./Device/Vendor/Contoso/Agent/Jobs/b/Name")
    );
}

#[test]
fn a_device_is_answered_before_anything_is_asked() {
    let first = b"<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>7</SessionID>\
<MsgID>1</MsgID><Target><LocURI>https://mdm.example.com</LocURI></Target><Source><LocURI>dev</LocURI></Source></SyncHdr><SyncBody>\
<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>\
<Data>200</Data></Status><Alert><CmdID>4</CmdID><Data>1224</Data><Item><Data>x</Data></Item></Alert>\
<Replace><CmdID>5</CmdID><Item><Source><LocURI>./DevInfo/DevId</LocURI></Source><Data>d</Data></Item></Replace><Final/></SyncBody></SyncML>";
    let message = Message::parse(first).expect("SyncML");
    let mut request = Request::new(Header::answering(&message, 1, "https://mdm.example.com"));
    request.answer_with(
        &message,
        StatusCode::AUTHENTICATED,
        |command| match command.alert_code() {
            Some(1224) => StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED,
            _ => StatusCode::OK,
        },
    );
    let get = request.get(agent::device().level());
    assert_eq!(get.cmd_id(), 5);
    let bytes = request.finish().expect("nothing is wrong");
    let answer = Message::parse(&bytes).expect("SyncML");
    assert_eq!(
        (&*answer.header.session_id, &*answer.header.target.uri),
        ("7", "dev")
    );
    let statuses: Vec<_> = answer
        .commands
        .iter()
        .filter_map(|command| {
            let response = command.response.as_deref()?;
            Some((
                command.cmd_id.to_string(),
                response.cmd_ref.as_deref()?.to_owned(),
                command.status_code()?.code(),
            ))
        })
        .collect();
    let expected = [
        ("1", "0", 212),
        ("2", "2", 200),
        ("3", "4", 406),
        ("4", "5", 200),
    ];
    assert_eq!(
        statuses,
        expected.map(|(id, cmd_ref, code)| (id.to_owned(), cmd_ref.to_owned(), code))
    );

    let mut late = Request::fragment();
    late.alert(1222);
    late.answer(&message);
    assert_eq!(
        faults(late),
        ["Status (CmdID 2): answer the device's message before the first command"]
    );
}

#[test]
fn tickets_tell_what_they_are_for() {
    let mut request = Request::new(header());
    let ticket = request.get(agent::device().level());
    assert_eq!(
        format!("{ticket:?}"),
        "Ticket(Get CmdID 1 ./Device/Vendor/Contoso/Agent/Level)"
    );
    let (atomic, _) = request.atomic(|atomic| atomic.replace(agent::device().level(), 1));
    assert_eq!(format!("{atomic:?}"), "Ticket(Atomic CmdID 2)");
    assert_eq!(
        ticket.node().map(|node| node.format),
        Some(csp_schema::Format::Int)
    );
    // It outlives its request.
    drop(request);
    assert_eq!(ticket.clone().outcome_only().cmd_id(), 1);
}

/// In WBXML a request says the same, its size is known, and octets go as they are.
#[test]
fn a_request_in_wbxml() {
    let build = |encoding| {
        let header = Header::new("1", 2, "device", "https://mdm.example.com");
        let mut request = Request::new(header).encoded(encoding);
        request.alert(1222);
        request.replace_uri("./Vendor/OEM/X", Raw::text("/wAB").format("bin"));
        request.get_uri("./Vendor/OEM/Y");
        request
    };
    let (xml, wbxml) = (build(Encoding::Xml), build(Encoding::WBXML));
    let size = wbxml.size();
    let (xml, wbxml) = (xml.finish().unwrap(), wbxml.finish().unwrap());
    assert_eq!(wbxml.len(), size);
    assert!(wbxml.windows(3).any(|octets| octets == b"\xFF\0\x01"));
    let text = |bytes: &[u8]| {
        let mut message = Message::parse(bytes).unwrap();
        message.encoding = Encoding::Xml;
        for item in &mut message.items {
            // XML carries octets as b64.
            if item.meta.format.is_some() {
                item.meta.format = Some("b64".into());
            }
        }
        String::from_utf8(message.to_bytes().unwrap()).unwrap()
    };
    assert_eq!(text(&wbxml), text(&xml));
    let parts = build(Encoding::WBXML).finish_split(130).unwrap();
    assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= 130));
    let commands = parts
        .iter()
        .map(|part| Message::parse(part).unwrap().commands.len());
    assert_eq!(commands.sum::<usize>(), 3);
    let mut late = Request::fragment();
    late.get_uri("./Vendor/OEM/Y");
    let error = late.encoded(Encoding::WBXML).finish().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("say the encoding before the first command")
    );
}
