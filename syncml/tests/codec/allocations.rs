//! What reading and writing allocate.

use allocation_counter::measure;
use syncml::StatusCode;
use syncml::{Data, Header, Item, Message, Meta, Response, Writer};

const GET: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
    <SessionID>1</SessionID><MsgID>2</MsgID><Target><LocURI>device</LocURI></Target><Source>\
    <LocURI>https://mdm.example.test/</LocURI></Source></SyncHdr><SyncBody><Get><CmdID>5</CmdID><Item><Target>\
    <LocURI>./DevDetail/SwV</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>";

#[test]
fn a_message_of_one_get_allocates_its_two_vectors() {
    let allocations = measure(|| {
        let message = Message::parse(GET.as_bytes());
        assert!(message.is_ok_and(|message| message.items.len() == 1));
    });
    assert_eq!(allocations.count_total, 2);
}

#[test]
fn a_message_without_commands_allocates_nothing() {
    let allocations = measure(|| {
        assert!(
            Message::parse(b"<SyncML><SyncHdr/><SyncBody><Final/></SyncBody></SyncML>").is_ok()
        );
    });
    assert_eq!(allocations.count_total, 0);
}

#[test]
fn writing_allocates_nothing_but_the_buffer() {
    let header = Header {
        msg_id: "1".into(),
        ..Header::default()
    };
    let response = Response {
        msg_ref: Some("2".into()),
        cmd_ref: Some("5".into()),
        ..Response::default()
    };
    let mut out = Vec::with_capacity(4096);
    let allocations = measure(|| {
        let mut write = || {
            let mut writer = Writer::message(&mut out, &header)?;
            writer.status(1, StatusCode::OK, &response)?;
            let mut results = writer.results(2, "2", "5")?;
            results.item(&Item {
                meta: Meta::format("int"),
                data: Some(Data::new("<1>")),
                ..Item::source("./A")
            })?;
            drop(results);
            writer.mark_final();
            writer.finish();
            Ok::<(), syncml::WriteError>(())
        };
        assert!(write().is_ok());
    });
    assert_eq!(allocations.count_total, 0);
}
