//! What is written: exactly these bytes, and nothing of what cannot be written.

use syncml::StatusCode;
use syncml::{
    Address, Cred, Data, Header, Item, Message, Meta, MetaRest, Response, Verb, WriteError, Writer,
};

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("what is written is UTF-8")
}

fn header() -> Header<'static> {
    Header {
        ver_dtd: "1.2".into(),
        ver_proto: "DM/1.2".into(),
        session_id: "1".into(),
        msg_id: "3".into(),
        target: Address {
            uri: "https://mdm.example.test/?a=1&b=2".into(),
            name: None,
        },
        source: Address {
            uri: "device".into(),
            name: None,
        },
        ..Header::default()
    }
}

const HEAD: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
    <SessionID>1</SessionID><MsgID>3</MsgID><Target><LocURI>https://mdm.example.test/?a=1&amp;b=2</LocURI></Target>\
    <Source><LocURI>device</LocURI></Source></SyncHdr><SyncBody>";

fn response(cmd_ref: &'static str, cmd: &'static str) -> Response<'static> {
    Response {
        msg_ref: Some("2".into()),
        cmd_ref: Some(cmd_ref.into()),
        cmd: Some(cmd.into()),
        ..Response::default()
    }
}

/// The worked reply of a device to a Get that succeeds and a Replace that fails.
#[test]
fn a_reply() -> Result<(), WriteError> {
    let mut out = b"before".to_vec();
    let mut writer = Writer::message(&mut out, &header())?;
    writer.status(1, StatusCode::OK, &response("0", "SyncHdr"))?;
    writer.status(2, StatusCode::OK, &response("5", "Get"))?;
    let item = Item {
        data: Some(Data::new("10.0.26200.9278")),
        ..Item::source("./DevDetail/SwV")
    };
    writer.results(3, "2", "5")?.item(&item)?;
    writer.status(
        4,
        StatusCode::COMMAND_NOT_ALLOWED,
        &response("6", "Replace"),
    )?;
    writer.mark_final();
    let length = writer.len();
    writer.finish();
    assert_eq!(length, out.len() - "before".len());
    let expected = format!(
        "before{HEAD}<Status><CmdID>1</CmdID><MsgRef>2</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data>\
         </Status><Status><CmdID>2</CmdID><MsgRef>2</MsgRef><CmdRef>5</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
         <Results><CmdID>3</CmdID><MsgRef>2</MsgRef><CmdRef>5</CmdRef><Item><Source><LocURI>./DevDetail/SwV</LocURI>\
         </Source><Data>10.0.26200.9278</Data></Item></Results><Status><CmdID>4</CmdID><MsgRef>2</MsgRef><CmdRef>6\
         </CmdRef><Cmd>Replace</Cmd><Data>405</Data></Status><Final/></SyncBody></SyncML>"
    );
    assert_eq!(text(out), expected);
    Ok(())
}

#[test]
fn commands_in_containers() -> Result<(), WriteError> {
    let mut out = Vec::new();
    let mut writer = Writer::bare(&mut out);
    let mut atomic = writer.command(&Verb::Atomic, 4_294_967_295)?;
    let mut add = atomic.command(&Verb::Add, "{id}")?;
    add.meta(&Meta {
        kind: Some("text/plain".into()),
        ..Meta::format("chr")
    })?
    .item(&Item {
        data: Some(Data::new("<a & b>")),
        ..Item::target("./A")
    })?
    .item(&Item {
        data: Some(Data::from_markup("<a b='&lt;'/>")),
        ..Item::default()
    })?;
    drop(add);
    atomic
        .command(&Verb::Delete, "")?
        .item(&Item::target("./B"))?;
    drop(atomic);
    writer
        .command(&Verb::Alert, 0)?
        .data(&Data::new("1224"))?
        .item(&Item {
            meta: Meta {
                kind: Some("x".into()),
                rest: Some(Box::new(MetaRest {
                    mark: Some("minor".into()),
                    ..MetaRest::default()
                })),
                ..Meta::default()
            },
            more_data: true,
            ..Item::default()
        })?;
    writer.finish();
    assert_eq!(
        text(out),
        "<Atomic><CmdID>4294967295</CmdID><Add><CmdID>{id}</CmdID><Meta><Format xmlns=\"syncml:metinf\">chr</Format>\
         <Type xmlns=\"syncml:metinf\">text/plain</Type></Meta><Item><Target><LocURI>./A</LocURI></Target><Data>&lt;a \
         &amp; b&gt;</Data></Item><Item><Data><a b='&lt;'/></Data></Item></Add><Delete><Item><Target><LocURI>./B\
         </LocURI></Target></Item></Delete></Atomic><Alert><CmdID>0</CmdID><Data>1224</Data><Item><Meta>\
         <Type xmlns=\"syncml:metinf\">x</Type><Mark xmlns=\"syncml:metinf\">minor</Mark></Meta><MoreData/></Item>\
         </Alert>"
    );
    Ok(())
}

#[test]
fn the_original_error_declares_its_namespace_on_the_body_once() -> Result<(), WriteError> {
    const XMLNS: &str = "xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"";
    let failed = Response {
        original_error: Some("0x86000002".into()),
        ..response("5", "Get")
    };

    let mut out = Vec::new();
    let mut writer = Writer::fragment(&mut out);
    writer.status(1, StatusCode::OK, &response("0", "SyncHdr"))?;
    writer.status(2, StatusCode::NOT_FOUND, &failed)?;
    writer.status(3, StatusCode::NOT_FOUND, &failed)?;
    writer.finish();
    let written = text(out);
    assert!(
        written.contains(&format!("<SyncHdr/><SyncBody {XMLNS}><Status><CmdID>1<")),
        "{written}"
    );
    assert_eq!(written.matches(XMLNS).count(), 1, "{written}");
    assert_eq!(
        written
            .matches("<Data msft:originalerror=\"0x86000002\">404</Data>")
            .count(),
        2
    );
    roxmltree::Document::parse(&written).expect("the prefix is bound");

    let mut out = Vec::new();
    let mut writer = Writer::bare(&mut out);
    writer.status(1, StatusCode::NOT_FOUND, &failed)?;
    writer.finish();
    let written = text(out);
    roxmltree::Document::parse(&written).expect("the prefix is bound without a body as well");
    Ok(())
}

#[test]
fn a_message_can_be_measured_and_rolled_back() -> Result<(), WriteError> {
    let mut out = Vec::new();
    let mut writer = Writer::message(&mut out, &header())?;
    let item = Item {
        data: Some(Data::new("x")),
        ..Item::source("./A")
    };
    let failed = Response {
        original_error: Some("5".into()),
        ..Response::default()
    };
    writer.status(1, StatusCode::OK, &response("0", "SyncHdr"))?;
    let before = writer.position();
    writer.status(2, StatusCode::NOT_FOUND, &failed)?;
    let after_error = writer.position();
    let mut results = writer.results(2, "2", "5")?;
    results.item(&item)?;
    let within = (results.position(), results.len());
    results.item(&item)?;
    assert_eq!(
        results.len(),
        within.1 + "<Item><Source><LocURI>./A</LocURI></Source><Data>x</Data></Item>".len()
    );
    results.rollback(within.0);
    assert_eq!(results.len(), within.1);
    drop(results);
    assert_eq!(
        writer.len(),
        within.1,
        "what an open command still needs is counted"
    );
    writer.rollback(after_error);
    writer.rollback(before);
    let length = writer.len();
    writer.mark_final();
    assert_eq!(
        writer.len(),
        length,
        "Final is counted before it is written"
    );
    writer.finish();
    assert_eq!(length, out.len());
    let message = Message::parse(&out).expect("what is written is read");
    assert_eq!(message.commands.len(), 1);
    assert!(message.is_final);
    Ok(())
}

#[test]
fn the_whole_header() -> Result<(), WriteError> {
    let size = MetaRest {
        max_msg_size: Some("8192".into()),
        max_obj_size: Some("1".into()),
        ..MetaRest::default()
    };
    let cred = Cred {
        meta: Meta {
            kind: Some("syncml:auth-basic".into()),
            ..Meta::format("b64")
        },
        data: "QnJ1Y2UyOk9oQmVoYXZl".into(),
    };
    let header = Header {
        source: Address {
            uri: "device".into(),
            name: Some("Bruce2".into()),
        },
        resp_uri: Some("r".into()),
        no_resp: true,
        cred: Some(Box::new(cred)),
        meta: Meta {
            rest: Some(Box::new(size)),
            ..Meta::default()
        },
        ..header()
    };
    let mut out = Vec::new();
    Writer::message(&mut out, &header)?.finish();
    let written = text(out);
    let expected = "<Source><LocURI>device</LocURI><LocName>Bruce2</LocName></Source><RespURI>r</RespURI><NoResp/><Cred>\
        <Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta>\
        <Data>QnJ1Y2UyOk9oQmVoYXZl</Data></Cred><Meta><MaxMsgSize xmlns=\"syncml:metinf\">8192</MaxMsgSize>\
        <MaxObjSize xmlns=\"syncml:metinf\">1</MaxObjSize></Meta></SyncHdr><SyncBody></SyncBody></SyncML>";
    assert!(written.ends_with(expected), "{written}");
    Ok(())
}

#[test]
fn what_cannot_be_written_is_refused_and_leaves_nothing() {
    let mut out = b"before".to_vec();
    let bad = Header {
        msg_id: "\u{1}".into(),
        ..header()
    };
    let error = Writer::message(&mut out, &bad)
        .map(|_| ())
        .expect_err("U+0001 is not XML");
    assert_eq!(
        error,
        WriteError::Character {
            element: "MsgID",
            character: '\u{1}'
        }
    );
    assert_eq!(out, b"before");

    let mut out = Vec::new();
    let mut writer = Writer::bare(&mut out);
    for name in ["", "a b", "1", "x:y", "a>"] {
        let verb = Verb::Unknown(name.into());
        let error = writer
            .command(&verb, 1)
            .map(|_| ())
            .expect_err("it is no name");
        assert_eq!(
            error,
            WriteError::Name {
                name: name.to_owned()
            }
        );
    }
    let bad = Response {
        cmd: Some("\u{FFFF}".into()),
        ..response("1", "")
    };
    let error = writer
        .status(1, StatusCode::OK, &bad)
        .map(|_| ())
        .expect_err("U+FFFF is not XML");
    assert_eq!(
        error,
        WriteError::Character {
            element: "Cmd",
            character: '\u{FFFF}'
        }
    );
    let bad = Response {
        original_error: Some("\0".into()),
        ..response("1", "Get")
    };
    writer
        .status(1, StatusCode::OK, &bad)
        .map(|_| ())
        .expect_err("U+0000 is not XML");

    let mut get = writer.command(&Verb::Get, 1).expect("it is a name");
    let item = |data| Item {
        data: Some(data),
        ..Item::target("./A")
    };
    let error = get
        .item(&item(Data::new("a\u{B}")))
        .map(|_| ())
        .expect_err("U+000B is not XML");
    assert_eq!(
        error.to_string(),
        "Data: the character U+000B is not allowed in XML: remove it, or carry the value in base64"
    );
    for markup in [
        "</Data>",
        "<a>",
        "<a",
        "&x;",
        "<?xml version='1.0'?><a/>",
        "<!DOCTYPE a><a/>",
        "<a>\u{1}</a>",
        "<a x=1/>",
    ] {
        let error = get
            .item(&item(Data::from_markup(markup)))
            .map(|_| ())
            .expect_err(markup);
        assert!(matches!(error, WriteError::Markup(_)), "{markup}: {error}");
    }
    drop(get);
    writer.finish();
    assert_eq!(text(out), "<Get><CmdID>1</CmdID></Get>");
}

#[test]
fn a_message_that_cannot_be_encoded_leaves_the_buffer_alone() {
    let xml = b"<SyncBody><Get><CmdID>1</CmdID></Get><Get><CmdID>2</CmdID></Get></SyncBody>";
    let mut message = Message::parse(xml).expect("it is a message");
    message.commands[1].cmd_id = "\u{1}".into();
    let mut out = b"before".to_vec();
    message
        .encode_into(&mut out)
        .expect_err("U+0001 is not XML");
    assert_eq!(out, b"before");
    message.to_bytes().expect_err("U+0001 is not XML");
}
