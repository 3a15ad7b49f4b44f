//! What we write others read, and what they write we read: libwbxml, whose commands Debian has in `libwbxml2-utils`, and `tshark`, which only reads.
//!
//! Known faults of its 0.11.8, which the messages here go round: it prints octets (Format `bin`) as they are, which is no XML; it writes the length of
//! a string table wrongly where a text that it shares has white space around it; it makes two characters of a line break in the Data of an Add or a
//! Replace; it drops attributes and the white space around texts.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Completion, Trial};
use syncml::{Encoding, Message};

const HEADER: &str = "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>2</MsgID><Target><LocURI>d</LocURI></Target>\
    <Source><LocURI>https://s</LocURI><LocName>Bruce2</LocName></Source><Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format>\
    <Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type></Meta><Data>Zz6EivR3yeaaENcRN6lpAQ==</Data></Cred><Meta>\
    <MaxMsgSize xmlns=\"syncml:metinf\">5000</MaxMsgSize></Meta></SyncHdr>";

const BODIES: &[&str] = &[
    "<Final/>",
    "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>",
    "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\
     <Data>\u{e4}\u{20ac}\u{1F600} &lt;enabled/&gt; &amp;\u{F000}</Data></Item></Replace>",
    "<Add><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta><Data>/wAB</Data>\
     <MoreData/></Item></Add><Delete><CmdID>2</CmdID><Item><Target><LocURI>./B</LocURI></Target></Item></Delete>",
    "<Atomic><CmdID>1</CmdID><Exec><CmdID>2</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Exec></Atomic>\
     <Sequence><CmdID>3</CmdID><Add><CmdID>4</CmdID><Item><Target><LocURI>./A</LocURI></Target><Data></Data></Item></Add></Sequence>",
    "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><TargetRef>s</TargetRef><SourceRef>d</SourceRef><Chal><Meta>\
     <Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type>\
     <NextNonce xmlns=\"syncml:metinf\">Tm9uY2U=</NextNonce></Meta></Chal><Data>401</Data></Status>",
    "<Alert><CmdID>1</CmdID><Data>1226</Data><Item><Source><LocURI>./A</LocURI></Source><Meta><Type xmlns=\"syncml:metinf\">a.b</Type>\
     <Format xmlns=\"syncml:metinf\">int</Format><Mark xmlns=\"syncml:metinf\">critical</Mark></Meta><Data>0</Data></Item></Alert>\
     <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Data>-1</Data></Item></Results>",
];

fn main() -> ExitCode {
    // Without an argument, tshark would begin to listen to the network.
    let is_there = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
    let test = |name: &str, tool: &'static str, package: &'static str, run: fn()| {
        Trial::ignorable_test(name, move || {
            if is_there(tool) {
                run();
                Ok(Completion::Completed)
            } else {
                Ok(Completion::ignored_with(format!(
                    "{tool} is absent: install {package}"
                )))
            }
        })
    };
    let libwbxml = "libwbxml2-utils";
    let tests = vec![
        test(
            "libwbxml_reads_what_we_write",
            "wbxml2xml",
            libwbxml,
            we_write,
        ),
        test(
            "we_read_what_libwbxml_writes",
            "xml2wbxml",
            libwbxml,
            they_write,
        ),
        test(
            "tshark_names_what_we_write",
            "tshark",
            "tshark",
            tshark_reads,
        ),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

fn messages() -> impl Iterator<Item = String> {
    let whole = |body: &&str| {
        format!("<SyncML xmlns=\"SYNCML:SYNCML1.2\">{HEADER}<SyncBody>{body}</SyncBody></SyncML>")
    };
    BODIES.iter().map(whole)
}

/// What a command makes of a document.
fn convert(tool: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (from, to) = (
        folder.join(format!("{tool}.in")),
        folder.join(format!("{tool}.out")),
    );
    std::fs::write(&from, input).expect("the file can be written");
    let output = Command::new(tool)
        .args(arguments)
        .arg("-o")
        .arg(&to)
        .arg(&from)
        .output();
    let output = output.expect("the command is there");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::read(&to).expect("the command wrote it")
}

/// The message as our XML has it.
fn in_xml(bytes: &[u8]) -> String {
    let mut message = Message::parse(bytes).expect("it is a message");
    message.encoding = Encoding::Xml;
    String::from_utf8(message.to_bytes().expect("it can be written")).expect("XML is UTF-8")
}

fn we_write() {
    for xml in messages() {
        for version in [1, 2, 3] {
            let mut message = Message::parse(xml.as_bytes()).expect("it is a message");
            message.encoding = Encoding::WBXML;
            let mut wbxml = message.to_bytes().expect("it can be written");
            wbxml[0] = version;
            let theirs = convert("wbxml2xml", &[], &wbxml);
            let theirs = String::from_utf8(theirs).expect("it prints UTF-8");
            let (before, rest) = theirs.split_once("<!DOCTYPE").expect("it prints one");
            let (_, after) = rest.split_once('>').expect("it ends");
            assert_eq!(
                in_xml(format!("{before}{after}").as_bytes()),
                in_xml(xml.as_bytes())
            );
        }
    }
}

fn they_write() {
    let doctype = "<?xml version=\"1.0\"?><!DOCTYPE SyncML PUBLIC \"-//SYNCML//DTD SyncML 1.2//EN\" \"http://www.openmobilealliance.org/tech/DTD/OMA-TS-SyncML_RepPro_DTD-V1_2.dtd\">";
    for xml in messages() {
        for arguments in [&["-v", "1.1"][..], &["-v", "1.3"], &["-n", "-v", "1.2"]] {
            let wbxml = convert("xml2wbxml", arguments, format!("{doctype}{xml}").as_bytes());
            assert_eq!(in_xml(&wbxml), in_xml(xml.as_bytes()));
        }
    }
}

/// The tags of a text, `<a/>` as two of them and without attributes, in their order.
fn tags<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut tags = Vec::new();
    for text in texts {
        let (tag, _) = text.split_once('>').expect("a tag ends");
        let name = tag.trim_end_matches('/').split(' ').next();
        let name = name.expect("a tag has a name");
        tags.push(format!("<{name}>"));
        if tag.ends_with('/') {
            tags.push(format!("</{name}>"));
        }
    }
    tags
}

/// Wireshark's decoder shows an element on each line, indented in its last column; it reports nothing malformed.
fn tshark_reads() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("messages.pcap");
    let mut capture = Vec::new();
    // The header of a capture file, whose packets begin with IPv4 (link type 228).
    for field in [0xA1B2_C3D4_u32, 2 | 4 << 16, 0, 0, 0xFFFF, 228] {
        capture.extend(field.to_le_bytes());
    }
    for (port, xml) in (40_000..).zip(messages()) {
        let mut message = Message::parse(xml.as_bytes()).expect("it is a message");
        message.encoding = Encoding::WBXML;
        let body = message.to_bytes().expect("it can be written");
        let packet = packet(port, &body);
        let length = (packet.len() as u32).to_le_bytes();
        capture.extend([[0; 4], [0; 4], length, length].as_flattened());
        capture.extend(packet);
    }
    std::fs::write(&path, capture).expect("the file can be written");
    let mut tshark = Command::new("tshark");
    let output = tshark.args(["-V", "-r"]).arg(&path).output();
    let output = output.expect("the command is there");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(!shown.to_lowercase().contains("malformed"), "{shown}");
    let theirs: Vec<_> = shown.split("WAP Binary XML").skip(1).collect();
    assert_eq!(theirs.len(), BODIES.len(), "{shown}");
    for (theirs, xml) in theirs.iter().zip(messages()) {
        let cells = theirs.lines().filter_map(|line| line.rsplit_once("| "));
        let cells = cells.filter_map(|(_, cell)| cell.trim_start().strip_prefix('<'));
        assert_eq!(tags(cells), tags(in_xml(xml.as_bytes()).split('<').skip(1)));
    }
}

/// A request by HTTP as a packet of its own (RFC 791, RFC 9293), without checksums, from a port.
fn packet(port: u16, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST / HTTP/1.1\r\nHost: s\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        Encoding::WBXML.media_type(),
        body.len()
    );
    let length = 40 + head.len() + body.len();
    let [high, low] = (length as u16).to_be_bytes();
    let [port_high, port_low] = port.to_be_bytes();
    let ip = [
        0x45, 0, high, low, 0, 1, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
    ];
    let tcp = [
        port_high, port_low, 0, 80, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0xFF, 0xFF, 0, 0, 0, 0,
    ];
    [&ip[..], &tcp, head.as_bytes(), body].concat()
}
