//! Saving and loading a device's tree, and what else a program tells a device between messages.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod demo;

use csp_device::Device;
use csp_device::State;
use csp_runtime::dispatch::Alert;

fn state(entries: &[(&str, Option<&str>)]) -> State {
    let own = |(uri, value): &(&str, Option<&str>)| ((*uri).to_owned(), value.map(str::to_owned));
    entries.iter().map(own).collect()
}

#[test]
fn a_state_comes_back_as_it_was_with_its_parents() {
    let mut device = demo::device();
    let item = "./Device/Vendor/MSFT/Demo/Items/%7B1%7D";
    let name = format!("{item}/Name");
    device.load_state(&state(&[(&name, Some(" x\n"))])).unwrap();
    assert_eq!(
        device.save_state(),
        state(&[(item, None), (&name, Some(" x\n"))])
    );
    // Loading puts the new state in the place of the old one.
    device.load_state(&State::new()).unwrap();
    assert!(device.save_state().is_empty());
}

#[test]
fn a_state_that_does_not_fit_says_where_and_changes_nothing() {
    let mut device = demo::device();
    let before = state(&[("./Device/Vendor/MSFT/Demo/Leaves/Text", Some("x"))]);
    device.load_state(&before).unwrap();
    for (uri, value, reason) in [
        (
            "./Vendor/MSFT/Nothing",
            None,
            "no mounted definition has this node",
        ),
        ("./Vendor/MSFT", None, "no mounted definition has this node"),
        (
            "./Vendor/MSFT/Demo/Items/a",
            Some("x"),
            "an interior node has no value: write null",
        ),
        (
            "./Vendor/MSFT/Demo/Leaves/Text",
            None,
            "a leaf has a value: write it as a string",
        ),
        (
            "/Vendor",
            None,
            "a LocURI is relative to the root: begin it with `./`, not with a slash",
        ),
    ] {
        let wrong = state(&[("./DevInfo/DevId", Some("d")), (uri, value)]);
        let error = device.load_state(&wrong).unwrap_err();
        assert_eq!(error.to_string(), format!("the state's `{uri}`: {reason}"));
        assert_eq!(device.save_state(), before, "{uri}");
    }
}

#[test]
fn an_alert_that_is_queued_goes_out_with_the_next_reply_whatever_that_is() {
    let mut device = Device::new();
    let silent = b"<SyncBody><Final/></SyncBody>";
    assert!(device.handle(silent).unwrap().is_empty());
    let alert = Alert::generic("Reversed-Domain-Name: com.example").data("1");
    device.alert(alert).unwrap();
    let reply = String::from_utf8(device.handle(silent).unwrap()).unwrap();
    assert!(
        reply.contains("<Alert><CmdID>2</CmdID><Data>1226</Data>"),
        "{reply}"
    );
    assert!(device.handle(silent).unwrap().is_empty());
}

#[test]
fn an_alert_that_xml_cannot_carry_is_refused_where_it_is_raised() {
    let mut device = Device::new();
    let kind = "Reversed-Domain-Name: com.example";
    let whole = Alert::generic(kind).data("1");
    device.alert(whole).unwrap();
    for (alert, part) in [
        (Alert::generic("a\u{0}"), "type"),
        (Alert::generic(kind).format("in\u{0}t"), "format"),
        (Alert::generic(kind).source_uri("./\u{0}"), "source"),
        (Alert::generic(kind).data("a\u{0}b"), "data"),
    ] {
        let error = device.alert(alert).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the {part} of the alert has the character U+0000, which XML cannot carry: leave it out{}",
                if part == "data" {
                    ", or send the data as base64"
                } else {
                    ""
                }
            )
        );
    }
    let reply = device.handle(b"<SyncBody><Final/></SyncBody>").unwrap();
    let reply = String::from_utf8(reply).unwrap();
    assert_eq!(reply.matches("<Alert>").count(), 1, "{reply}");
}

#[test]
fn a_reply_answers_its_message_and_counts_its_own() {
    let message = |session: &str, id: u32| {
        format!(
            "<SyncML xmlns=\"SYNCML:SYNCML1.1\"><SyncHdr><VerDTD>1.1</VerDTD><VerProto>DM/1.1</VerProto><SessionID>{session}</SessionID>\
             <MsgID>{id}</MsgID><Target><LocURI>device</LocURI></Target><Source><LocURI>https://server</LocURI></Source></SyncHdr>\
             <SyncBody><Get><CmdID>a-b</CmdID><Item><Target><LocURI>./DevInfo/DevId</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>"
        )
    };
    let mut device = demo::device();
    let mut ask = |session: &str, id| {
        let reply = device.handle(message(session, id).as_bytes()).unwrap();
        String::from_utf8(reply).unwrap()
    };
    assert_eq!(
        ask("7", 4),
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>7</SessionID>\
         <MsgID>1</MsgID><Target><LocURI>https://server</LocURI></Target><Source><LocURI>device</LocURI></Source></SyncHdr>\
         <SyncBody><Status><CmdID>1</CmdID><MsgRef>4</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>\
         <Status><CmdID>2</CmdID><MsgRef>4</MsgRef><CmdRef>a-b</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
         <Results><CmdID>3</CmdID><MsgRef>4</MsgRef><CmdRef>a-b</CmdRef><Item><Source><LocURI>./DevInfo/DevId</LocURI></Source>\
         <Data></Data></Item></Results><Final/></SyncBody></SyncML>"
    );
    assert!(ask("7", 5).contains("<MsgID>2</MsgID>"));
    // A message that gets no answer does not count.
    assert_eq!(
        device
            .handle(&message("7", 6).replace("Get>", "Status>").into_bytes())
            .unwrap(),
        b""
    );
    let mut ask = |session: &str, id| {
        let reply = device.handle(message(session, id).as_bytes()).unwrap();
        String::from_utf8(reply).unwrap()
    };
    assert!(ask("7", 7).contains("<MsgID>3</MsgID>"));
    assert!(ask("8", 1).contains("<MsgID>1</MsgID>"));
}

#[test]
fn a_fragment_is_answered_with_an_empty_header() {
    let get =
        b"<Get><CmdID>3</CmdID><Item><Target><LocURI>./Nothing</LocURI></Target></Item></Get>";
    assert_eq!(
        String::from_utf8(demo::device().handle(get).unwrap()).unwrap(),
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef>\
         <Cmd>SyncHdr</Cmd><Data>200</Data></Status><Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Get</Cmd>\
         <Data>404</Data></Status><Final/></SyncBody></SyncML>"
    );
}

#[test]
fn what_is_no_message_is_an_error_and_changes_nothing() {
    let mut device = demo::device();
    let mut out = b"kept".to_vec();
    for bytes in [&b""[..], b"hello", b"<SyncML>", b"<Add><CmdID>1</CmdID>"] {
        assert!(device.handle_into(bytes, &mut out).is_err());
    }
    assert_eq!(out, b"kept");
}

#[test]
fn a_node_is_found_by_its_address_whether_or_not_it_exists() {
    let mut device = demo::device();
    let node = device.node("./Vendor/MSFT/Demo/Items/any/Name").unwrap();
    assert_eq!(node.uri(), "./Device/Vendor/MSFT/Demo/Items/{Item}/Name");
    assert!(device.node("./Vendor/MSFT").is_none());
}

/// Adds, reads or deletes a user's item; gives the statuses and values of the reply.
fn ask(device: &mut Device, verb: &str, path: &str, data: &str) -> Vec<String> {
    let uri = format!("./User/Vendor/MSFT/Demo/{path}");
    let message = format!(
        "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item></{verb}>"
    );
    let reply = device.handle(message.as_bytes()).unwrap();
    let reply = String::from_utf8(reply).unwrap();
    let parts = reply.split("<Data>").skip(2);
    parts
        .filter_map(|part| Some(part.split_once('<')?.0.to_owned()))
        .collect()
}

#[test]
fn what_one_user_stored_no_other_reads() {
    let mut device = demo::device().with_user(Some("CONTOSO\\Megan"));
    assert_eq!(
        ask(&mut device, "Add", "Items/a/Name", "<Data>megan's</Data>"),
        ["200"]
    );
    device.set_user(Some("lee"));
    assert_eq!(ask(&mut device, "Get", "Items/a/Name", ""), ["404"]);
    assert_eq!(ask(&mut device, "Get", "Items", ""), ["200", "Latest"]);
    assert_eq!(
        ask(&mut device, "Add", "Items/a/Name", "<Data>lee's</Data>"),
        ["200"]
    );
    device.set_user(None);
    assert_eq!(ask(&mut device, "Get", "Items/a/Name", ""), ["405"]);
    assert_eq!(
        device.update(|cx| cx.set_text("./User/Vendor/MSFT/Demo/Items/a/Name", "nobody's")),
        Err(csp_runtime::StatusCode::COMMAND_NOT_ALLOWED.into())
    );
    device.set_user(Some("lee"));
    assert_eq!(ask(&mut device, "Delete", "Items/a", ""), ["200"]);
    device.set_user(Some("CONTOSO\\Megan"));
    assert_eq!(
        ask(&mut device, "Get", "Items/a/Name", ""),
        ["200", "megan's"]
    );
    // What was mounted later is apart, too, in any spelling of the root.
    let mut device = device;
    for (name, user) in [("Late", "User"), ("Later", "user"), ("Last", "%55ser")] {
        let table = format!(
            "csp {name}\nroot ./{user}/Vendor/MSFT\n0 0 {name}\n  format chr\n  access Get Replace"
        );
        let late = csp_runtime::Tree::load(&table).unwrap();
        device = device.mount_tree(late).unwrap();
        let late = format!("./User/Vendor/MSFT/{name}");
        device.set_user(Some("CONTOSO\\Megan"));
        device.update(|cx| cx.set_text(&late, "x")).unwrap();
        device.set_user(Some("lee"));
        let found = device.update(|cx| cx.get_text(&late).map(str::to_owned));
        assert_eq!(found, None, "{user}");
    }
}

#[test]
fn a_state_says_whose_it_is_and_is_the_signed_in_users_where_it_does_not() {
    let name = "Vendor/MSFT/Demo/Leaves/Text";
    let own = "./User/Vendor/MSFT/Demo/Leaves/Text";
    let mut device = demo::device().with_user(Some("lee"));
    let megan = format!("./User:CONTOSO%5CMegan%2F1/{name}");
    let lee = format!("./User:lee/{name}");
    let common = format!("./Device/{name}");
    let given = state(&[(own, Some("l")), (&megan, Some("m")), (&common, Some("d"))]);
    device.load_state(&given).unwrap();
    let saved = device.save_state();
    let expected = [(&common, "d"), (&megan, "m"), (&lee, "l")];
    assert_eq!(
        saved,
        state(&expected.map(|(key, value)| (key.as_str(), Some(value))))
    );
    // It is the same whoever is signed in.
    let mut other = demo::device().with_user(None);
    other.load_state(&saved).unwrap();
    assert_eq!(other.save_state(), saved);
    other.set_user(Some("CONTOSO\\Megan/1"));
    assert_eq!(ask(&mut other, "Get", "Leaves/Text", ""), ["200", "m"]);
    assert_eq!(other.save_state(), saved);
    // Another state takes the place of what every user had.
    other.load_state(&state(&[(&lee, Some("l"))])).unwrap();
    assert_eq!(ask(&mut other, "Get", "Leaves/Text", ""), ["404"]);
    assert_eq!(other.save_state().len(), 1);
}

#[test]
fn a_key_that_is_nobodys_is_refused() {
    let mut device = demo::device().with_user(None);
    let uri = "./User/Vendor/MSFT/Demo/Leaves/Text";
    let error = device.load_state(&state(&[(uri, Some("x"))])).unwrap_err();
    assert_eq!(
        error.reason,
        "nobody is signed in whose it could be: say whose it is, `./User:NAME/...`, the name percent-encoded"
    );
    for (uri, reason) in [
        ("./User:a", "no mounted definition has this node"),
        (
            "./User:%zz/Vendor/MSFT/Demo",
            "`%` must be followed by two hexadecimal digits; write a percent sign as `%25`",
        ),
    ] {
        let error = device.load_state(&state(&[(uri, None)])).unwrap_err();
        assert_eq!(error.reason, reason, "{uri}");
        assert!(device.save_state().is_empty());
    }
}

#[test]
fn two_keys_for_one_node_are_refused() {
    let mut device = demo::device().with_user(Some("lee"));
    let name = "Vendor/MSFT/Demo/Leaves/Text";
    for [one, other] in [
        [format!("./User/{name}"), format!("./User:lee/{name}")],
        [format!("./Device/{name}"), format!("./{name}")],
        [format!("./device/{name}"), format!("./{name}")],
        [format!("./{name}"), format!("./{}", name.to_lowercase())],
    ] {
        let both = state(&[(&one, Some("a")), (&other, Some("b"))]);
        let (first, last) = (both.keys().next().unwrap(), both.keys().last().unwrap());
        let error = device.load_state(&both).unwrap_err();
        assert_eq!(error.uri, *last);
        let reason = format!("`{first}` is the same node: keep one of the two");
        assert_eq!(error.reason, reason);
        assert!(device.save_state().is_empty());
    }
}
