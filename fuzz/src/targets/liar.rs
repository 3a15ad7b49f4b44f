//! What stands between both ends of a session: what they say is lost, repeated, kept for later, changed or invented.

use super::choices::Choices;
use super::grammar;

pub(super) const SERVER: &str = "https://mdm.example.com";
pub(super) const DEVICE: &str = "0123456789ABCDEF";

/// What stands between both ends.
pub(super) struct Liar<'c, 'b> {
    pub(super) choices: &'c mut Choices<'b>,
    is_honest: bool,
    /// What was said before.
    heard: Vec<Vec<u8>>,
}

impl<'c, 'b> Liar<'c, 'b> {
    pub(super) fn new(choices: &'c mut Choices<'b>, is_honest: bool) -> Self {
        Self {
            choices,
            is_honest,
            heard: Vec::new(),
        }
    }

    /// What arrives of a message.
    pub(super) fn pass(&mut self, message: Vec<u8>, round: usize, from_device: bool) -> Vec<u8> {
        if self.is_honest {
            return message;
        }
        self.heard.push(message.clone());
        match self.choices.below(8) {
            0 => self.heard[self.choices.below(self.heard.len())].clone(),
            1 => Vec::new(),
            2 => self.change(message),
            3 => {
                let (from, to) = if from_device {
                    (DEVICE, SERVER)
                } else {
                    (SERVER, DEVICE)
                };
                let status = "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>";
                let body = format!("{status}{}", grammar::commands(self.choices));
                grammar::message(from, to, round + 1, &body, self.choices.once_in(2)).into_bytes()
            }
            _ => message,
        }
    }

    /// Puts one text into another's place, wherever it stands.
    fn change(&mut self, message: Vec<u8>) -> Vec<u8> {
        let changes = [
            ("<Final/>", ""),
            ("<MoreData/>", ""),
            ("</Data></Item>", "</Data><MoreData/></Item>"),
            ("<MsgID>", "<MsgID>1"),
            ("<CmdRef>1<", "<CmdRef>2<"),
            ("<Data>200<", "<Data>407<"),
            ("<Data>200<", "<Data>213<"),
            ("<Data>213<", "<Data>200<"),
            ("<Size", "<Mark"),
            ("<MsgRef>", "<MsgRef>9"),
            ("SessionID>1<", "SessionID>2<"),
            (
                "</SyncHdr>",
                "<Meta><MaxMsgSize xmlns=\"syncml:metinf\">1</MaxMsgSize></Meta></SyncHdr>",
            ),
            ("</SyncHdr>", "<NoResp/></SyncHdr>"),
        ];
        let (from, to) = changes[self.choices.below(changes.len())];
        String::from_utf8_lossy(&message)
            .replace(from, to)
            .into_bytes()
    }
}
