//! How many bytes the parts of a reply take once they are written in XML, known before they are. In WBXML they take less.

use std::borrow::Cow;

use crate::StatusCode;
use csp_schema::Format;
use syncml::{Command, Header, Message, Response, Writer, escaped_len};

/// A message with nothing but the Status of its header, whose addresses are empty.
const ENVELOPE: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
    <SessionID></SessionID><MsgID>4294967295</MsgID><Target><LocURI></LocURI></Target><Source><LocURI></LocURI></Source></SyncHdr>\
    <SyncBody xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\">\
    <Status><CmdID>1</CmdID><MsgRef></MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>\
    <Final/></SyncBody></SyncML>";

/// A Status with the code of a handler's failure.
const STATUS: &str = "<Status><CmdID>4294967295</CmdID><MsgRef></MsgRef><CmdRef></CmdRef><Cmd></Cmd>\
    <Data msft:originalerror=\"0x00000000\">200</Data></Status>";

/// What a Status says of the one item of several that it is for.
const TARGET_REF: &str = "<TargetRef></TargetRef>";

/// What is around the items of a Results.
const RESULTS: &str =
    "<Results><CmdID>4294967295</CmdID><MsgRef></MsgRef><CmdRef></CmdRef></Results>";

/// An item of a Results.
const ITEM: &str = "<Item><Source><LocURI></LocURI></Source><Data></Data></Item>";

/// The Meta of an item whose format is stated.
const META: &str = "<Meta><Format xmlns=\"syncml:metinf\"></Format></Meta>";

/// What the Meta of base64 says besides.
const TYPE: &str = "<Type xmlns=\"syncml:metinf\">application/octet-stream</Type>";

/// The message without what answers its commands.
fn envelope(message: &Message<'_>) -> usize {
    let header = &message.header;
    let address = |address: &syncml::Address<'_>| match &address.name {
        None => escaped_len(&address.uri),
        Some(name) => escaped_len(&address.uri) + "<LocName></LocName>".len() + escaped_len(name),
    };
    ENVELOPE.len()
        + escaped_len(&header.session_id)
        + escaped_len(&header.msg_id)
        + address(&header.target)
        + address(&header.source)
}

/// The bytes of an answer with a Status for each of these commands and nothing else, at most, in the encoding of the message.
pub(crate) fn statuses(message: &Message<'_>, commands: &[Command<'_>]) -> usize {
    let header = &message.header;
    let header = Header {
        ver_dtd: "1.2".into(),
        ver_proto: "DM/1.2".into(),
        session_id: header.session_id.clone(),
        msg_id: u32::MAX.to_string().into(),
        target: header.source.clone(),
        source: header.target.clone(),
        ..Header::default()
    };
    let mut out = Vec::new();
    let written = Writer::message_in(&mut out, message.encoding, &header).and_then(|mut writer| {
        let mut response = Response {
            msg_ref: Some(message.header.msg_id.clone()),
            cmd_ref: Some("0".into()),
            cmd: Some("SyncHdr".into()),
            ..Response::default()
        };
        writer.status(1, StatusCode::OK, &response)?;
        // That of a handler's failure.
        response.original_error = Some("0x00000000".into());
        for command in commands {
            response.cmd_ref = Some(Cow::Borrowed(&command.cmd_id));
            response.cmd = Some(Cow::Borrowed(command.verb.as_str()));
            writer.status(u32::MAX, StatusCode::OK, &response)?;
        }
        Ok(writer.len())
    });
    // What was read can be written.
    written.unwrap_or(usize::MAX)
}

fn status(message: &Message<'_>, command: &Command<'_>) -> usize {
    STATUS.len()
        + escaped_len(&message.header.msg_id)
        + escaped_len(&command.cmd_id)
        + command.verb.as_str().len()
}

/// Everything that the answer to a message may hold besides items of Results and alerts: a Status for each item where they fare unlike.
pub(crate) fn without_results(message: &Message<'_>) -> usize {
    let of_command = |command: &Command<'_>| {
        let items = command.items.start as usize..command.items.end as usize;
        let items = message.items.get(items).unwrap_or_default();
        let targets = items.iter().filter_map(|item| item.target.as_deref());
        let named: usize = targets.map(|uri| TARGET_REF.len() + escaped_len(uri)).sum();
        status(message, command) * items.len().max(1) + RESULTS.len() + named
    };
    envelope(message) + message.commands.iter().map(of_command).sum::<usize>()
}

/// An item of a Results.
pub(crate) fn item(source: &str, format: Option<Format>, data: &str) -> usize {
    let meta = match format {
        None => 0,
        Some(Format::B64 | Format::Bin) => META.len() + Format::B64.as_str().len() + TYPE.len(),
        Some(format) => META.len() + format.as_str().len(),
    };
    ITEM.len() + meta + escaped_len(source) + escaped_len(data)
}
