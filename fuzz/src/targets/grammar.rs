//! Messages by the grammar of SyncML: well-formed, and in every way that the grammar allows odd.

use std::fmt::Write as _;

use super::choices::Choices;

/// The commands of a message, numbered from 1.
pub(crate) fn commands(choices: &mut Choices<'_>) -> String {
    let mut grammar = Grammar {
        choices,
        next: 1,
        text: String::new(),
    };
    for _ in 0..=grammar.choices.below(6) {
        grammar.command(0);
    }
    grammar.text
}

/// A message around commands.
pub(crate) fn message(from: &str, to: &str, msg_id: usize, body: &str, is_final: bool) -> String {
    let last = if is_final { "<Final/>" } else { "" };
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>\
         <MsgID>{msg_id}</MsgID><Target><LocURI>{to}</LocURI></Target><Source><LocURI>{from}</LocURI></Source></SyncHdr>\
         <SyncBody>{body}{last}</SyncBody></SyncML>"
    )
}

struct Grammar<'c, 'b> {
    choices: &'c mut Choices<'b>,
    next: usize,
    text: String,
}

const ROOTS: [&str; 9] = [
    "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI",
    "./User/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI",
    "./Vendor/MSFT/EnterpriseModernAppManagement/AppManagement",
    "./vendor/msft/ENROLLMENTSTATUSTRACKING",
    "./Vendor/MSFT/ApplicationControl/Policies",
    "./Device/Vendor/MSFT/EnterpriseAppManagement",
    "./Vendor",
    ".",
    "./DevDetail/SwV",
];

const NAMES: [&str; 22] = [
    "%7B1803A630-3C38-4D2B-9B9A-0CB37243539C%7D",
    "{1}",
    "DownloadInstall",
    "Status",
    "Version",
    "Name",
    "AppStore",
    "nonStore",
    "UpdateScan",
    "Policies",
    "Policy",
    "DevicePreparation",
    "Setup",
    "Apps",
    "Tracking",
    "%2F",
    "%",
    "*",
    "..",
    "",
    "&amp;&lt;&#x41;",
    "é%C3%A9%FF",
];

const QUERIES: [&str; 7] = [
    "?list=StructData",
    "?list=Struct",
    "?prop=Type",
    "?prop=Size",
    "?prop=Name",
    "?list=TNDS",
    "?",
];

const VALUES: [&str; 14] = [
    "1",
    "-1",
    "0x7FFFFFFF",
    "99999999999999999999",
    "true",
    "yes",
    "",
    " ",
    "a&#xF000;b",
    "AAEC/w==",
    "AA=",
    "<![CDATA[<MsiInstallJob/>]]>",
    "&lt;enabled/>&#xD;\n",
    "2026-11-20T00:00:00Z",
];

const FORMATS: [&str; 10] = [
    "chr", "int", "bool", "b64", "bin", "xml", "node", "null", "time", "odd",
];

impl Grammar<'_, '_> {
    fn command(&mut self, depth: usize) {
        let verbs = [
            "Get", "Add", "Replace", "Delete", "Exec", "Get", "Add", "Replace",
        ];
        let odd = [
            "Alert", "Copy", "Results", "Status", "Put", "Atomic", "Sequence",
        ];
        let verb = if self.choices.once_in(3) {
            self.choices.pick(&odd)
        } else {
            self.choices.pick(&verbs)
        };
        let id = match self.choices.below(12) {
            0 => String::new(),
            1 => "<CmdID>0</CmdID>".to_owned(),
            2 => format!("<CmdID>{}</CmdID>", self.next.saturating_sub(1)),
            _ => format!("<CmdID>{}</CmdID>", self.next),
        };
        self.next += 1;
        let _ = write!(self.text, "<{verb}>{id}");
        if self.choices.once_in(6) {
            self.meta();
        }
        match verb {
            "Atomic" | "Sequence" if depth < 4 => {
                for _ in 0..self.choices.below(5) {
                    self.command(depth + 1);
                }
            }
            "Alert" => {
                let code = self
                    .choices
                    .pick(&["1200", "1201", "1222", "1224", "1226", "x"]);
                let _ = write!(self.text, "<Data>{code}</Data>");
            }
            "Status" | "Results" => {
                let (msg, cmd) = (self.choices.below(3), self.choices.below(4));
                let _ = write!(self.text, "<MsgRef>{msg}</MsgRef><CmdRef>{cmd}</CmdRef>");
                if verb == "Status" {
                    let code = self.choices.pick(&["200", "202", "404", "407", "507", "9"]);
                    let _ = write!(self.text, "<Cmd>Get</Cmd><Data>{code}</Data>");
                }
            }
            _ => {}
        }
        for _ in 0..self.choices.below(4) {
            self.item();
        }
        let _ = write!(self.text, "</{verb}>");
    }

    fn item(&mut self) {
        self.text.push_str("<Item>");
        if !self.choices.once_in(10) {
            let uri = self.uri();
            let _ = write!(self.text, "<Target><LocURI>{uri}</LocURI></Target>");
        }
        if self.choices.once_in(4) {
            self.meta();
        }
        if !self.choices.once_in(3) {
            let value = self.choices.pick(&VALUES);
            let times = if self.choices.once_in(20) { 1000 } else { 1 };
            let _ = write!(self.text, "<Data>{}</Data>", value.repeat(times));
        }
        if self.choices.once_in(20) {
            self.text.push_str("<MoreData/>");
        }
        self.text.push_str("</Item>");
    }

    fn uri(&mut self) -> String {
        let mut uri = self.choices.pick(&ROOTS).to_owned();
        for _ in 0..self.choices.below(5) {
            uri.push('/');
            uri.push_str(self.choices.pick(&NAMES));
        }
        if self.choices.once_in(5) {
            uri.push_str(self.choices.pick(&QUERIES));
        }
        uri
    }

    fn meta(&mut self) {
        let format = self.choices.pick(&FORMATS);
        let kind = self
            .choices
            .pick(&["text/plain", "&amp;", "", "application/octet-stream"]);
        let _ = write!(
            self.text,
            "<Meta><Format xmlns=\"syncml:metinf\">{format}</Format><Type xmlns=\"syncml:metinf\">{kind}</Type></Meta>"
        );
    }
}
