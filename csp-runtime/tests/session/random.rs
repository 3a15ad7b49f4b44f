//! Nothing that comes in can make a session panic, hang, or lose a value on the way.

use std::sync::LazyLock;

use csp_runtime::session::{
    Challenge, Credentials, DevInfo, DeviceSession, End, ServerSession, Step,
};
use proptest::prelude::*;

use super::demo;
use super::dialogue::nonces;
use super::script::SERVER;

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";
const STORED: &str = "./Device/Vendor/MSFT/Demo/Leaves/Text";

/// Everything that goes over the wire in a session with a bit of everything.
static MESSAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let (mut session, mut server) = ends(900);
    let mut device = demo::device();
    let mut all = Vec::new();
    let mut next = Step::Send(session.start(&mut device).unwrap());
    while let Step::Send(message) = next {
        let answer = server.receive(&message).unwrap();
        all.push(message);
        all.push(answer.clone());
        next = session.receive(&mut device, &answer).unwrap();
    }
    all
});

fn ends(size: u64) -> (DeviceSession, ServerSession) {
    let bruce = || Credentials::md5("Bruce2", "OhBehave", "");
    let session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
        .with_credentials(bruce())
        .with_large_objects()
        .with_max_message(size);
    let mut server = ServerSession::new(SERVER)
        .with_challenge(Challenge::new(bruce(), nonces("s")))
        .with_large_objects()
        .with_max_message(size);
    for (verb, data) in [
        (
            "Add",
            "<Data>".to_owned() + &"x&amp;ö".repeat(300) + "</Data>",
        ),
        ("Get", String::new()),
    ] {
        let command = format!(
            "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{TEXT}</LocURI></Target>{data}</Item></{verb}>"
        );
        server.queue(command.as_bytes()).unwrap();
    }
    (session, server)
}

/// Feeds messages to both ends, whatever comes of it.
fn feed(session: &mut DeviceSession, server: &mut ServerSession, messages: &[Vec<u8>]) {
    let mut device = demo::device();
    let _ = session.start(&mut device);
    for message in messages {
        let _ = session.receive(&mut device, message);
        let _ = server.receive(message);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..5)) {
        let (mut session, mut server) = ends(900);
        feed(&mut session, &mut server, &messages);
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
        let (mut session, mut server) = ends(900);
        feed(&mut session, &mut server, &messages);
    }

    /// Commands that a script makes of words, so that what is well-formed and strange comes up often.
    #[test]
    fn strange_conversations(
        bodies in prop::collection::vec(prop::collection::vec(0..14usize, 0..6), 1..8),
    ) {
        const WORDS: [&str; 14] = [
            "<Alert><CmdID>1</CmdID><Data>1222</Data></Alert>",
            "<Alert><CmdID>1</CmdID><Data>1225</Data></Alert>",
            "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>",
            "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Meta><Size>4</Size></Meta><Data>ab</Data><MoreData/></Item></Add>",
            "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Data>cd</Data></Item></Add>",
            "<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>5</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Meta><Size>4</Size></Meta><Data>ab</Data><MoreData/></Item></Results>",
            "<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>5</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Data>cd</Data></Item></Results>",
            "<Status><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>407</Data></Status>",
            "<Status><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>212</Data></Status>",
            "<Status><CmdID>4</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Cmd>Add</Cmd><Data>213</Data></Status>",
            "<Atomic><CmdID>6</CmdID><Get><CmdID>7</CmdID></Get></Atomic>",
            "<Final/>",
            "<Get><CmdID>8</CmdID><Item><Target><LocURI>./DevInfo?list=StructData</LocURI></Target></Item></Get>",
            "<Sequence><Unknown/></Sequence>",
        ];
        let (mut session, mut server) = ends(900);
        let (mut to_device, mut to_server) = (Vec::new(), Vec::new());
        for (at, body) in bodies.iter().enumerate() {
            let body: String = body.iter().map(|word| WORDS[*word]).collect();
            let message = super::script::message(SERVER, "d", "1", &(at + 1).to_string(), "")
                .replace("<SyncBody></SyncBody>", &format!("<SyncBody>{body}</SyncBody>"));
            let cred = Credentials::md5("Bruce2", "OhBehave", "s1").cred().data.into_owned();
            let cred = format!("<Cred><Data>{cred}</Data></Cred></SyncHdr>");
            to_server.push(message.replace("</SyncHdr>", &cred).into_bytes());
            to_device.push(message.into_bytes());
        }
        let mut device = demo::device();
        session.start(&mut device).unwrap();
        for message in &to_device {
            let _ = session.receive(&mut device, message);
        }
        for message in &to_server {
            let _ = server.receive(message);
        }
    }

    /// A value arrives as it was sent, whatever it is and however small the messages are; and comes back.
    #[test]
    fn values_in_pieces(value in "(?s)[a<&\\r\\n\u{F000}ö😀]{0,600}", size in 900..2000u64, back in 900..2000u64) {
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
            .with_large_objects()
            .with_max_message(size);
        let mut server = ServerSession::new(SERVER)
            .with_large_objects()
            .with_max_message(back);
        let mut request = csp_runtime::Request::fragment();
        request.add_uri(TEXT, csp_runtime::request::Raw::text(&value));
        let get = request.get_uri(TEXT);
        server.queue(&request.finish().unwrap()).unwrap();
        let mut device = demo::device();
        let mut next = Step::Send(session.start(&mut device).unwrap());
        while let Step::Send(message) = next {
            // The first message goes out before the device knows what the server takes.
            prop_assert!(message.len() as u64 <= back || server.device().is_none());
            let answer = server.receive(&message).unwrap();
            prop_assert!(answer.len() as u64 <= size, "{} of {size}", answer.len());
            next = session.receive(&mut device, &answer).unwrap();
        }
        prop_assert_eq!(next, Step::End(End::Complete));
        prop_assert_eq!(device.save_state().get(STORED).cloned().flatten(), Some(value.clone()));
        let answers = server.take_answers();
        let reply = csp_runtime::Reply::parse(&answers[0].message).unwrap();
        prop_assert_eq!(reply.value(&get).unwrap(), &*value);
    }
}
