//! Nothing that comes in can make a session panic, hang, fill the memory, show a secret, answer twice, or lose a value on the way.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use allocation_counter::measure;
use csp_device::Limits;
use csp_server::{ChangeCommands, GetCommands, Reply};
use csp_session::Answer;
use csp_session::{Challenge, Credentials, DevInfo, DeviceSession, End, ServerSession, Step};
use proptest::prelude::*;
use syncml::{Encoding, Verb};

use super::demo;
use super::script::SERVER;
use super::secrets::{FRESH, PASSWORD, VALUE, check, credentials};

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";

/// Everything that goes over the wire in a session with a bit of everything.
static MESSAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let (mut session, mut server) = ends(900);
    let mut device = demo::device();
    let mut all = Vec::new();
    let mut next = Step::Send(session.start(&mut device).unwrap());
    while let Step::Send(message) = next {
        let answer = server.receive_with_nonce(&message, FRESH).unwrap();
        all.push(message);
        all.push(answer.clone());
        next = session.receive(&mut device, &answer).unwrap();
    }
    all
});

/// Both ends, with every secret that there is, and little room for what they keep.
fn ends(size: u64) -> (DeviceSession, ServerSession) {
    let session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
        .with_credentials(credentials("md5"))
        .with_large_objects()
        .with_max_message(size);
    let mut server = ServerSession::new(SERVER)
        .with_challenge(Challenge::new(credentials("md5")))
        .with_large_objects()
        .with_max_message(size)
        .with_max_object(KEPT as u64)
        .with_max_answers(KEPT);
    let value = VALUE.to_owned() + &"x&amp;ö".repeat(300);
    for (verb, data) in [
        ("Get", String::new()),
        ("Add", format!("<Data>{value}</Data>")),
    ] {
        let command = format!(
            "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{TEXT}</LocURI></Target>{data}</Item></{verb}>"
        );
        server.queue(command.as_bytes()).unwrap();
    }
    (session, server)
}

/// The bytes of answers that each end keeps.
const KEPT: usize = 8 << 10;

/// What an end may have in memory more than before its session, whatever came: its answers, what waits to be sent, an object that comes in and one
/// that goes out, its last message and the other end's.
const MOST: i64 = 8 * KEPT as i64;

/// Feeds messages to both ends, whatever comes of it: after each, nothing secret is shown and what is kept is bounded; and in the end, what was sent
/// is answered once.
fn feed(to_device: &[Vec<u8>], to_server: &[Vec<u8>]) {
    let (mut session, mut server) = ends(900);
    let mut device = demo::device().with_limits(Limits {
        reply_bytes: KEPT,
        value_bytes: KEPT,
        ..Limits::default()
    });
    let mut kept = measure(|| drop(session.start(&mut device))).bytes_current;
    for message in to_device {
        kept += measure(|| drop(session.receive(&mut device, message))).bytes_current;
        assert!(kept < MOST, "the device keeps {kept} bytes");
        check("device", &format!("{session:?}"));
    }
    let (mut kept, mut sent) = (0, [false; 2]);
    for message in to_server {
        let used = measure(|| {
            if let Ok(answer) = server.receive_with_nonce(message, FRESH) {
                let answer = String::from_utf8_lossy(&answer);
                sent[0] |= answer.contains("<Add>");
                sent[1] |= answer.contains("<Get>");
            }
        });
        kept += used.bytes_current;
        assert!(kept < MOST, "the server keeps {kept} bytes");
        check("server", &format!("{server:?}"));
    }
    // The device has nothing more to say.
    let _ = server.receive(b"");
    let answers = server.take_answers();
    check("answers", &format!("{answers:?}"));
    let batches: BTreeSet<_> = answers.iter().map(|answer| answer.batch).collect();
    assert_eq!(batches.len(), answers.len(), "a batch is answered twice");
    let was_sent = sent.iter().filter(|is_sent| **is_sent).count();
    assert!(answers.len() >= was_sent, "{was_sent} batches were sent");
    for answer in &answers {
        let reply = Reply::parse_with(&answer.message, &Answer::limits()).unwrap();
        let statuses = reply.message().top_level().filter(|command| {
            let response = command.response.as_deref();
            response.is_some_and(|response| response.cmd_ref.as_deref() == Some("1"))
                && command.verb == Verb::Status
        });
        assert!(statuses.count() <= 1, "a command has two outcomes");
    }
}

/// What a conversation is made of.
pub(crate) const WORDS: [&str; 18] = [
    "<Final/>",
    "<Alert><CmdID>1</CmdID><Data>1222</Data></Alert>",
    "<Alert><CmdID>1</CmdID><Data>1225</Data></Alert>",
    "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>",
    "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Meta><Size>4</Size></Meta><Data>ab</Data><MoreData/></Item></Add>",
    "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Data>cd</Data></Item></Add>",
    "<Results><CmdID>3</CmdID><MsgRef>2</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Meta><Size>4</Size></Meta><Data>ab</Data><MoreData/></Item></Results>",
    "<Results><CmdID>3</CmdID><MsgRef>2</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Data>cd</Data></Item></Results>",
    "<Results><CmdID>3</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Data>cd</Data></Item></Results>",
    "<Status><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>407</Data></Status>",
    "<Status><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>212</Data></Status>",
    "<Status><CmdID>4</CmdID><MsgRef>2</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>",
    "<Status><CmdID>4</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>",
    "<Status><CmdID>4</CmdID><MsgRef>3</MsgRef><CmdRef>2</CmdRef><Cmd>Add</Cmd><Data>213</Data></Status>",
    "<Atomic><CmdID>6</CmdID><Get><CmdID>7</CmdID></Get></Atomic>",
    "<Get><CmdID>8</CmdID><Item><Target><LocURI>./DevInfo?list=StructData</LocURI></Target></Item></Get>",
    "<Get><CmdID>8</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get>",
    "<Sequence><Unknown/></Sequence>",
];

/// Says the words of each body to both ends, which are told to send little in one message.
fn converse<'b>(bodies: impl Iterator<Item = &'b [usize]>) {
    let cred = Credentials::md5("Bruce2", PASSWORD, FRESH)
        .cred()
        .data
        .into_owned();
    let cred = format!("<Cred><Data>{cred}</Data></Cred></SyncHdr>");
    let small = "<Meta><MaxMsgSize>900</MaxMsgSize></Meta></SyncHdr>";
    let (mut to_device, mut to_server) = (Vec::new(), Vec::new());
    for (at, body) in bodies.enumerate() {
        let body: String = body.iter().map(|word| WORDS[*word]).collect();
        let message = super::script::message(SERVER, "d", "1", &(at + 1).to_string(), "")
            .replace(
                "<SyncBody></SyncBody>",
                &format!("<SyncBody>{body}</SyncBody>"),
            )
            .replace("</SyncHdr>", small);
        to_server.push(message.replace("</SyncHdr>", &cred).into_bytes());
        to_device.push(message.into_bytes());
    }
    feed(&to_device, &to_server);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..5)) {
        feed(&messages, &messages);
    }

    /// Real messages in any order, repeated, with bytes changed or cut out.
    #[test]
    fn damaged_messages(
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..12),
    ) {
        let messages: Vec<_> = picks
            .iter()
            .map(|(message, at, byte, how)| {
                let mut bytes = message.get(&MESSAGES).clone();
                let at = at.index(bytes.len());
                match how {
                    0 => {}
                    1 => bytes[at] = *byte,
                    _ => {
                        let end = (at + usize::from(*byte)).min(bytes.len());
                        bytes.drain(at..end);
                    }
                }
                bytes
            })
            .collect();
        feed(&messages, &messages);
    }

    /// Commands that a script makes of words, so that what is well-formed and strange comes up often.
    #[test]
    fn strange_conversations(bodies in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 0..6), 1..8)) {
        converse(bodies.iter().map(Vec::as_slice));
    }

    /// The same few again and again, after a beginning with which a command is sent.
    #[test]
    fn floods(bodies in prop::collection::vec((0..WORDS.len(), 1..8usize), 1..4)) {
        let ends: &[usize] = &[0];
        let bodies: Vec<_> = bodies.into_iter().map(|(word, times)| vec![word; times]).collect();
        let flood = std::iter::repeat_n(&bodies, 30).flatten().map(Vec::as_slice);
        converse([ends, ends].into_iter().chain(flood));
    }

    /// A value arrives as it was sent, whatever it is and however small the messages are; and comes back.
    #[test]
    fn values_in_pieces(value in "(?s)[a<&\\r\\n\u{F000}ö😀]{0,600}", sizes in (900..2000u64, 900..2000u64), wbxml in any::<bool>()) {
        let encoding = if wbxml { Encoding::WBXML } else { Encoding::Xml };
        let (stored, back) = in_pieces(encoding, "Text", "chr", &value, sizes);
        prop_assert_eq!(stored, value.clone());
        prop_assert_eq!(back, value);
    }

    /// Octets too, which are carried in either way.
    #[test]
    fn octets_in_pieces(octets in prop::collection::vec(any::<u8>(), 0..1200), sizes in (900..2000u64, 900..2000u64), wbxml in any::<bool>()) {
        let encoding = if wbxml { Encoding::WBXML } else { Encoding::Xml };
        let mut base64 = String::new();
        csp_check::encode_base64(&octets, &mut base64);
        for format in ["bin", "b64"] {
            let (stored, back) = in_pieces(encoding, "Raw", format, &base64, sizes);
            prop_assert_eq!(stored, base64.clone());
            prop_assert_eq!(back, base64.clone());
        }
    }
}

/// Sends a value to a leaf and asks for it, in messages of these sizes: what is stored, and what comes back.
fn in_pieces(
    encoding: Encoding,
    leaf: &str,
    format: &str,
    value: &str,
    (size, back): (u64, u64),
) -> (String, String) {
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
        .with_encoding(encoding)
        .with_large_objects()
        .with_max_message(size);
    let mut server = ServerSession::new(SERVER)
        .with_large_objects()
        .with_max_message(back);
    let uri = format!("./Vendor/MSFT/Demo/Leaves/{leaf}");
    let mut request = csp_server::Request::fragment();
    request.add_uri(&uri, csp_server::request::Raw::text(value).format(format));
    let get = request.get_uri(&uri);
    server.queue(&request.finish().unwrap()).unwrap();
    let mut device = demo::device();
    let mut next = Step::Send(session.start(&mut device).unwrap());
    while let Step::Send(message) = next {
        assert_eq!(Encoding::of(&message), encoding);
        // The first message goes out before the device knows what the server takes.
        assert!(message.len() as u64 <= back || server.device().is_none());
        let answer = server.receive(&message).unwrap();
        assert!(answer.len() as u64 <= size, "{} of {size}", answer.len());
        next = session.receive(&mut device, &answer).unwrap();
    }
    assert_eq!(next, Step::End(End::Complete));
    let stored = format!("./Device/Vendor/MSFT/Demo/Leaves/{leaf}");
    let stored = device.save_state().remove(&stored).flatten();
    let answers = server.take_answers();
    let reply = csp_server::Reply::parse(&answers[0].message).unwrap();
    let back = reply.value(&get).unwrap().to_owned();
    (stored.unwrap_or_default(), back)
}
