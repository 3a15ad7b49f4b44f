//! What is read, as a model: containers, what a Status refers to, Meta within Meta.

use syncml::StatusCode;
use syncml::{Message, Meta, Verb};

use crate::read::{WHOLE, parse};

#[test]
fn containers_hold_commands() {
    let message = parse(
        "<SyncBody><Sequence><CmdID>1</CmdID><Get><CmdID>2</CmdID><Item/></Get><Atomic><Meta><Format>chr</Format>\
         </Meta><Add><CmdID>4</CmdID><Item/><Item/></Add><Bogus><CmdID> 5 </CmdID>text<Item/></Bogus><Item/>\
         <CmdID>3</CmdID></Atomic></Sequence><Put><CmdID>6</CmdID></Put><Final/></SyncBody>",
    );
    let names = |commands: syncml::Commands<'_, '_>| -> Vec<String> {
        commands
            .map(|command| {
                format!(
                    "{} {} {}",
                    command.verb,
                    command.cmd_id,
                    command.items().len()
                )
            })
            .collect()
    };
    assert_eq!(names(message.top_level()), ["Sequence 1 0", "Put 6 0"]);
    let sequence = message.command(0).expect("there is a command");
    assert_eq!(names(sequence.children()), ["Get 2 1", "Atomic 3 0"]);
    let atomic = message.command(2).expect("there is a command");
    assert_eq!(atomic.meta, Meta::format("chr"));
    assert_eq!(
        names(atomic.children()),
        ["Add 4 2", "Bogus 5 0", "Item  0"]
    );
    assert_eq!(
        atomic
            .children()
            .map(|child| child.index())
            .collect::<Vec<_>>(),
        [3, 4, 5]
    );
    assert!(names(message.command(3).expect("there is a command").children()).is_empty());
    assert_eq!(message.commands[4].verb, Verb::Unknown("Bogus".into()));
    assert_eq!(message.items.len(), 3);
}

/// The vectors are open to everybody; a walk over them ends and meets no command twice.
#[test]
fn a_hand_made_model_cannot_mislead_a_walk() {
    fn count(commands: syncml::Commands<'_, '_>) -> usize {
        commands
            .map(|command| 1 + count(command.children()) + command.items().len())
            .sum()
    }
    let mut message = parse("<Atomic/><Atomic/><Atomic/><Get/><Get/>");
    let ends = [
        [5, 5, 5, 5, 5],
        [2, 9, 1, 0, 0],
        [0; 5],
        [u32::MAX; 5],
        [3, 4, 5, 5, 4],
    ];
    for ends in ends {
        for (command, end) in message.commands.iter_mut().zip(ends) {
            (command.end, command.items) = (end, 3..7);
        }
        assert_eq!(count(message.top_level()), 5, "{ends:?}");
    }
    assert!(message.command(5).is_none());
}

#[test]
fn a_status_and_what_it_refers_to() {
    for attribute in [
        "msft:originalerror=\"0x86000002\" xmlns:msft='http://schemas.microsoft.com/MobileDevice/MDM'",
        "q:originalerror='0x86000002'",
        "a='b' originalerror = '0x8600000&#x32;'",
    ] {
        let xml = format!(
            "<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef></CmdRef><Cmd>Atomic</Cmd><TargetRef>./A</TargetRef>\
             <TargetRef>./B</TargetRef><Chal><Meta><Type>syncml:auth-md5</Type><NextNonce>Tm9uY2U=</NextNonce></Meta>\
             </Chal><Data {attribute}>507</Data><Item><Target><LocURI>./C</LocURI></Target></Item></Status>"
        );
        let message = parse(&xml);
        let status = message.command(0).expect("there is a command");
        assert_eq!(status.status_code(), Some(StatusCode::ATOMIC_FAILED));
        assert_eq!(status.alert_code(), None);
        let response = status
            .command()
            .response
            .as_deref()
            .expect("a Status refers to something");
        assert_eq!(response.msg_ref.as_deref(), Some("1"));
        assert_eq!(
            response.cmd_ref.as_deref(),
            Some(""),
            "present and empty: the command had no CmdID"
        );
        assert_eq!(response.cmd.as_deref(), Some("Atomic"));
        assert_eq!(response.target_refs, ["./A", "./B"]);
        assert!(response.source_refs.is_empty() && response.cred.is_none());
        assert_eq!(response.original_error.as_deref(), Some("0x86000002"));
        let chal = response.chal.as_deref().expect("there is a challenge");
        assert_eq!(chal.kind.as_deref(), Some("syncml:auth-md5"));
        assert_eq!(
            chal.rest
                .as_ref()
                .and_then(|rest| rest.next_nonce.as_deref()),
            Some("Tm9uY2U=")
        );
        assert_eq!(status.items()[0].target.as_deref(), Some("./C"));
    }
    let results = parse("<Results><CmdID>3</CmdID><Item><Source>./A</Source></Item></Results>");
    let response = results.commands[0]
        .response
        .as_deref()
        .expect("a Results refers to something");
    assert_eq!(
        (&response.msg_ref, &response.cmd_ref),
        (&None, &None),
        "the reader applies defaults"
    );
    assert_eq!(results.items[0].source.as_deref(), Some("./A"));
    let odd = parse("<Status><Data>2oo</Data></Status>");
    assert_eq!(odd.commands[0].status_code(), None);
    assert_eq!(
        parse("<Get><MsgRef>1</MsgRef></Get>").commands[0].response,
        None
    );
}

#[test]
fn meta_is_overridden_element_by_element() {
    let message = parse(
        "<Replace><Meta><Format>int</Format><Type>text/plain</Type><Mark>minor</Mark></Meta><Item><Meta>\
         <Format>bool</Format><Size>3</Size></Meta></Item><Item/></Replace>",
    );
    let outer = &message.commands[0].meta;
    let merged = message.items[0].meta.merged(outer);
    assert_eq!(
        (merged.format.as_deref(), merged.kind.as_deref()),
        (Some("bool"), Some("text/plain"))
    );
    let rest = merged.rest.as_deref().expect("there are rarer elements");
    assert_eq!(
        (rest.mark.as_deref(), rest.size.as_deref()),
        (Some("minor"), Some("3"))
    );
    assert_eq!(message.items[1].meta.merged(outer), *outer);
    assert_eq!(outer.merged(&Meta::default()), *outer);
}

#[test]
fn an_owned_message_is_the_same_message() {
    let borrowed = parse(WHOLE);
    let owned: Message<'static> = borrowed.clone().into_owned();
    assert_eq!(owned, borrowed);
}
