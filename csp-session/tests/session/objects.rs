//! Large objects that go wrong at a device: sizes that lie, pieces that stop, and values that are too large.

use csp_session::DeviceSession;

use super::script::{SERVER, Scripted, in_each_encoding, message, piece, status};
use syncml::Encoding;

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";
const STORED: &str = "./Device/Vendor/MSFT/Demo/Leaves/Text";
const HEADER: &str = "  0 SyncHdr 200\n";

in_each_encoding! {
    pieces_make_one_value
    a_sum_that_is_too_small
    a_sum_that_is_too_large
    an_object_that_is_larger_than_the_device_takes
    an_object_without_a_size
    another_command_where_a_piece_is_due
    another_object_where_a_piece_is_due
    no_piece_at_all_where_one_is_due
    a_piece_in_an_atomic
    a_piece_among_the_items_of_a_command
    a_value_that_is_larger_than_the_server_takes
    a_server_that_missed_a_piece
}

fn device(encoding: Encoding) -> Scripted {
    Scripted::speaking(encoding, |session| session.with_max_object(20))
}

/// What the device says, without what every message begins with.
fn hear(device: &mut Scripted, body: &str) -> String {
    let said = device.hear(body);
    let (_, said) = said.split_once('\n').unwrap_or(("", &said));
    said.strip_prefix(HEADER).unwrap_or(said).to_owned()
}

fn pieces_make_one_value(encoding: Encoding) {
    let mut device = device(encoding);
    let said = hear(&mut device, &piece("Add", TEXT, Some(9), "one", true));
    assert_eq!(said, "  7 Add 213\n  Alert 1222\n  more");
    assert_eq!(device.stored(STORED), None);
    hear(&mut device, &piece("Add", TEXT, None, "&lt;ö", true));
    let last = piece("Add", TEXT, None, "two", false) + "<Final/>";
    assert_eq!(hear(&mut device, &last), "  7 Add 200\n  Final");
    assert_eq!(device.stored(STORED).as_deref(), Some("one<ötwo"));
}

fn a_sum_that_is_too_small(encoding: Encoding) {
    let mut device = device(encoding);
    hear(&mut device, &piece("Add", TEXT, Some(7), "one", true));
    let last = piece("Add", TEXT, None, "two", false) + "<Final/>";
    assert_eq!(hear(&mut device, &last), "  7 Add 424\n  Final");
    assert_eq!(device.stored(STORED), None);
}

/// What is more than was said is not gathered until it is complete, however long it goes on.
fn a_sum_that_is_too_large(encoding: Encoding) {
    let mut device = device(encoding);
    hear(&mut device, &piece("Add", TEXT, Some(5), "one", true));
    for _ in 0..2 {
        let said = hear(&mut device, &piece("Add", TEXT, None, "two", true));
        assert_eq!(said, "  7 Add 424\n  Alert 1222\n  more");
    }
    let last = piece("Add", TEXT, None, "x", false) + "<Final/>";
    assert_eq!(hear(&mut device, &last), "  7 Add 424\n  Final");
    // That was that: another value may come.
    let next = piece("Add", TEXT, None, "small", false) + "<Final/>";
    assert_eq!(hear(&mut device, &next), "  7 Add 200\n  Final");
}

fn an_object_that_is_larger_than_the_device_takes(encoding: Encoding) {
    let mut device = device(encoding);
    let said = hear(&mut device, &piece("Replace", TEXT, Some(21), "one", true));
    assert_eq!(said, "  7 Replace 416\n  Alert 1222\n  more");
    // The server stops: that is no broken object.
    let next = "<Get><CmdID>8</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get><Final/>";
    assert_eq!(
        hear(&mut device, next),
        "  8 Get 200\n  8 Results ./DevInfo node = DevId\n  Final"
    );
}

fn an_object_without_a_size(encoding: Encoding) {
    let mut device = device(encoding);
    let said = hear(&mut device, &piece("Add", TEXT, None, "one", true));
    assert_eq!(said, "  7 Add 411\n  Alert 1222\n  more");
}

/// Alert 1225 names the object; what came instead is run.
fn another_command_where_a_piece_is_due(encoding: Encoding) {
    let mut device = device(encoding);
    hear(&mut device, &piece("Add", TEXT, Some(6), "one", true));
    let other = "<Delete><CmdID>8</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Items/a</LocURI></Target></Item></Delete><Final/>";
    assert_eq!(
        hear(&mut device, other),
        "  Alert 1225 ./Vendor/MSFT/Demo/Leaves/Text\n  8 Delete 404\n  Final"
    );
    let late = piece("Add", TEXT, None, "two", false) + "<Final/>";
    assert_eq!(hear(&mut device, &late), "  7 Add 200\n  Final");
    assert_eq!(device.stored(STORED).as_deref(), Some("two"));
}

fn another_object_where_a_piece_is_due(encoding: Encoding) {
    let mut device = device(encoding);
    hear(&mut device, &piece("Add", TEXT, Some(6), "one", true));
    let other = piece(
        "Add",
        "./Vendor/MSFT/Demo/Leaves/Document",
        Some(6),
        "<![CDATA[<a>]]>",
        true,
    );
    assert_eq!(
        hear(&mut device, &other),
        "  Alert 1225 ./Vendor/MSFT/Demo/Leaves/Text\n  7 Add 213\n  Alert 1222\n  more"
    );
    let last = piece(
        "Add",
        "./Vendor/MSFT/Demo/Leaves/Document",
        None,
        "/",
        false,
    ) + "<Final/>";
    assert_eq!(hear(&mut device, &last), "  7 Add 424\n  Final");
}

fn no_piece_at_all_where_one_is_due(encoding: Encoding) {
    let mut device = device(encoding);
    hear(&mut device, &piece("Add", TEXT, Some(6), "one", true));
    let said = hear(
        &mut device,
        &(status(2, 0, "SyncHdr", 200, "") + "<Final/>"),
    );
    assert_eq!(said, "  Alert 1225 ./Vendor/MSFT/Demo/Leaves/Text\n  Final");
}

/// A part of an object in an Atomic is refused, and the Atomic with it.
fn a_piece_in_an_atomic(encoding: Encoding) {
    let mut device = device(encoding);
    let add = "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Items/a</LocURI></Target></Item></Add>";
    let inner = piece("Replace", TEXT, Some(6), "one", true);
    let said = hear(
        &mut device,
        &format!("<Atomic><CmdID>1</CmdID>{add}{inner}</Atomic><Final/>"),
    );
    assert_eq!(
        said,
        "  1 Atomic 507\n  2 Add 215\n  7 Replace 406\n  Final"
    );
    assert!(device.device.save_state().is_empty());
}

/// The items before a piece are run at once; what is said of it names it.
fn a_piece_among_the_items_of_a_command(encoding: Encoding) {
    let mut device = device(encoding);
    let body = "<Add><CmdID>7</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Number</LocURI></Target><Data>1</Data></Item>\
                <Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Meta><Size>6</Size></Meta><Data>one</Data><MoreData/></Item></Add>";
    assert_eq!(
        hear(&mut device, body),
        "  7 Add 200\n  7 Add 213 at ./Vendor/MSFT/Demo/Leaves/Text\n  Alert 1222\n  more"
    );
    let last = piece("Add", TEXT, None, "two", false) + "<Final/>";
    assert_eq!(hear(&mut device, &last), "  7 Add 200\n  Final");
    assert_eq!(device.stored(STORED).as_deref(), Some("onetwo"));
}

/// MaxObjSize holds for the session, whether or not each message repeats it.
fn a_value_that_is_larger_than_the_server_takes(encoding: Encoding) {
    let mut device = device(encoding);
    device.hear("Add ./Vendor/MSFT/Demo/Leaves/Text = twelve bytes");
    let get = message(SERVER, "d", "1", "2", "Get ./Vendor/MSFT/Demo/Leaves/Text");
    let get = get.replace(
        "</SyncHdr>",
        "<Meta><MaxObjSize xmlns=\"syncml:metinf\">11</MaxObjSize></Meta></SyncHdr>",
    );
    for text in [
        get,
        message(SERVER, "d", "1", "3", "Get ./Vendor/MSFT/Demo/Leaves/Text"),
    ] {
        device.receive(&text).unwrap();
        let said = super::transcript::lines("device", device.session.last_message()).join("\n");
        assert!(said.contains("1 Get 413"), "{said}");
        assert!(!said.contains("Results"), "{said}");
    }
}

/// Alert 1225 from the server: the rest of the value is not sent, what comes after it is.
fn a_server_that_missed_a_piece(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, DeviceSession::with_large_objects);
    device.hear(&format!("Add {TEXT} = {}", "x".repeat(3000)));
    let get = message(SERVER, "d", "1", "2", &format!("Get {TEXT}\nGet ./DevInfo"));
    let small = "<Meta><MaxMsgSize>1000</MaxMsgSize></Meta></SyncHdr>";
    let get = get.replace("</SyncBody>", "<Final/></SyncBody>");
    device.receive(&get.replace("</SyncHdr>", small)).unwrap();
    device.skip(1);
    let said = device.hear("Alert 1222");
    assert!(
        said.contains("1 Results ./Vendor/MSFT/Demo/Leaves/Text size 3000"),
        "{said}"
    );
    let said = device.hear("Alert 1225\nAlert 1222");
    assert!(
        said.contains("2 Get 200") && said.ends_with("2 Results ./DevInfo node = DevId\n  Final"),
        "{said}"
    );
}
