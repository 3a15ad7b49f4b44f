//! One end of a session against messages that a test writes by hand.

use csp_device::Device;
use csp_session::{DevInfo, DeviceSession, ServerSession, SessionError, Step};
use syncml::{Encoding, Limits, Message, wbxml};

use super::dialogue::nonce;
use super::{demo, request, transcript};

pub(crate) const SERVER: &str = "https://mdm.example.com";

/// Text in place of a MsgID and a body in shorthand, or as it stands when it begins with `<`.
pub(crate) fn message(from: &str, to: &str, session: &str, msg_id: &str, body: &str) -> String {
    let lines: Vec<_> = body
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let body = match lines.as_slice() {
        [] => String::new(),
        lines => request::build(lines).unwrap(),
    };
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>{session}</SessionID>\
         <MsgID>{msg_id}</MsgID><Target><LocURI>{to}</LocURI></Target><Source><LocURI>{from}</LocURI></Source></SyncHdr>\
         <SyncBody>{body}</SyncBody></SyncML>"
    )
}

/// A message in an encoding.
pub(crate) fn encoded(encoding: Encoding, xml: &str) -> Vec<u8> {
    match encoding {
        Encoding::Xml => xml.as_bytes().to_vec(),
        Encoding::Wbxml(_) => {
            let message = wbxml::from_xml(xml.as_bytes(), &Limits::default());
            message.unwrap().bytes
        }
    }
}

/// A test for each of these functions in each encoding.
macro_rules! in_each_encoding {
    ($($name:ident)*) => {
        mod in_xml {
            $(
                #[test]
                fn $name() {
                    super::$name(syncml::Encoding::Xml);
                }
            )*
        }

        mod in_wbxml {
            $(
                #[test]
                fn $name() {
                    super::$name(syncml::Encoding::WBXML);
                }
            )*
        }
    };
}
pub(crate) use in_each_encoding;

/// A Status, for the body of a message.
pub(crate) fn status(msg_ref: u32, cmd_ref: u32, cmd: &str, code: u16, chal: &str) -> String {
    format!(
        "<Status><CmdID>{}</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>{cmd}</Cmd>{chal}<Data>{code}</Data></Status>",
        900 + cmd_ref
    )
}

/// A piece of a large object, for the body of a message.
pub(crate) fn piece(verb: &str, uri: &str, size: Option<usize>, data: &str, more: bool) -> String {
    let size = size.map(|size| format!("<Meta><Size xmlns=\"syncml:metinf\">{size}</Size></Meta>"));
    let size = size.unwrap_or_default();
    let more = if more { "<MoreData/>" } else { "" };
    format!(
        "<{verb}><CmdID>7</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{size}<Data>{data}</Data>{more}</Item></{verb}>"
    )
}

/// A device in a session whose server is the test.
pub(crate) struct Scripted {
    pub(crate) device: Device,
    pub(crate) session: DeviceSession,
    encoding: Encoding,
    msg_id: u32,
    heard: u32,
}

impl Scripted {
    /// The session has begun: the device's first message went out.
    pub(crate) fn new(set: impl FnOnce(DeviceSession) -> DeviceSession) -> Self {
        Self::speaking(Encoding::Xml, set)
    }

    /// The same in an encoding.
    pub(crate) fn speaking(
        encoding: Encoding,
        set: impl FnOnce(DeviceSession) -> DeviceSession,
    ) -> Self {
        let mut device = demo::device();
        let session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
        let mut session = set(session.with_encoding(encoding));
        session.start(&mut device).unwrap();
        Self {
            device,
            session,
            encoding,
            msg_id: 0,
            heard: 0,
        }
    }

    /// Gives the device the server's next message. What it says, as lines.
    pub(crate) fn hear(&mut self, body: &str) -> String {
        self.msg_id += 1;
        let text = message(SERVER, "d", "1", &self.msg_id.to_string(), body);
        match self.receive(&text).unwrap() {
            Step::Send(bytes) => transcript::lines("device", &bytes).join("\n"),
            Step::End(end) => format!("{end:?}"),
        }
    }

    /// Goes on after messages that the test gave by itself.
    pub(crate) fn skip(&mut self, messages: u32) {
        self.msg_id += messages;
    }

    pub(crate) fn receive(&mut self, message: &str) -> Result<Step, SessionError> {
        self.heard += 1;
        let nonce = nonce("d", self.heard);
        let message = encoded(self.encoding, message);
        self.session
            .receive_with_nonce(&mut self.device, &message, &nonce)
    }

    /// The device's last message, in XML.
    pub(crate) fn sent(&self) -> String {
        let mut message = Message::parse(self.session.last_message()).unwrap();
        assert_eq!(message.encoding, self.encoding);
        message.encoding = Encoding::Xml;
        String::from_utf8(message.to_bytes().unwrap()).unwrap()
    }

    /// What the device stores at a LocURI.
    pub(crate) fn stored(&self, uri: &str) -> Option<String> {
        self.device.save_state().remove(uri).flatten()
    }
}

/// A server in a session whose device is the test.
pub(crate) struct ScriptedServer {
    pub(crate) session: ServerSession,
    encoding: Encoding,
    msg_id: u32,
}

impl ScriptedServer {
    pub(crate) fn new(session: ServerSession) -> Self {
        Self::hearing(Encoding::Xml, session)
    }

    /// The same with a device that speaks in an encoding.
    pub(crate) fn hearing(encoding: Encoding, session: ServerSession) -> Self {
        Self {
            session,
            encoding,
            msg_id: 0,
        }
    }

    /// Gives the server the device's next message. What it says, as lines.
    pub(crate) fn hear(&mut self, body: &str) -> String {
        self.msg_id += 1;
        let text = message("d", SERVER, "1", &self.msg_id.to_string(), body);
        let nonce = nonce("s", self.msg_id);
        let text = encoded(self.encoding, &text);
        let answer = self.session.receive_with_nonce(&text, &nonce).unwrap();
        assert_eq!(Encoding::of(&answer), self.encoding);
        transcript::lines("server", &answer).join("\n")
    }

    /// The answers to the batches, as lines.
    pub(crate) fn answers(&mut self) -> Vec<String> {
        let answers = self.session.take_answers().into_iter();
        answers
            .map(|answer| transcript::commands(&answer.message).join("\n"))
            .collect()
    }
}

impl ScriptedServer {
    /// Goes on after messages that the test gave by itself.
    pub(crate) fn skip(&mut self, messages: u32) {
        self.msg_id += messages;
    }
}
