//! What is read: the grammar, and everything that devices, servers and documentation vary.

use syncml::StatusCode;
use syncml::{Data, Form, Message, Meta, MetaRest, Namespace, Verb};

use crate::check::without_positions;

fn parse(xml: &str) -> Message<'_> {
    Message::parse(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{xml}"))
}

const WHOLE: &str = r#"<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD>
<VerProto>DM/1.2</VerProto><SessionID>0</SessionID><MsgID>7</MsgID><Target><LocURI>device</LocURI>
</Target><Source><LocURI>https://mdm.example.test/</LocURI><LocName>admin</LocName></Source>
<RespURI>https://mdm.example.test/other</RespURI><NoResp/><Cred><Meta>
<Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta>
<Data>Zz6EivR3yeaaENcRN6lpAQ==</Data></Cred><Meta><MaxMsgSize xmlns="syncml:metinf">8192</MaxMsgSize>
<MaxObjSize xmlns="syncml:metinf">many</MaxObjSize></Meta></SyncHdr><SyncBody>
<Replace><CmdID>5</CmdID><NoResp/><Meta><Format xmlns="syncml:metinf">int</Format></Meta>
<Item><Target><LocURI>./A</LocURI><LocName>a</LocName></Target><Source><LocURI>./B</LocURI></Source>
<Meta><Size xmlns="syncml:metinf">12</Size></Meta><Data>70</Data><MoreData/></Item></Replace>
<Final/></SyncBody></SyncML>"#;

#[test]
fn a_whole_message() {
    let message = parse(WHOLE);
    assert_eq!(message.form, Form::Message);
    assert_eq!(message.namespace, Namespace::SyncMl12);
    assert!(message.is_final);

    let header = &message.header;
    assert_eq!((&*header.ver_dtd, &*header.ver_proto), ("1.2", "DM/1.2"));
    assert_eq!((&*header.session_id, &*header.msg_id), ("0", "7"));
    assert_eq!(
        (&*header.target.uri, header.target.name.as_deref()),
        ("device", None)
    );
    assert_eq!(header.source.uri, "https://mdm.example.test/");
    assert_eq!(header.source.name.as_deref(), Some("admin"));
    assert_eq!(
        header.resp_uri.as_deref(),
        Some("https://mdm.example.test/other")
    );
    assert!(header.no_resp);
    assert_eq!(header.meta.max_msg_size(), Some(8192));
    assert_eq!(
        header.meta.max_obj_size(),
        None,
        "what is no number is none"
    );
    let cred = header.cred.as_deref().expect("the header has credentials");
    assert_eq!(cred.meta.kind.as_deref(), Some("syncml:auth-md5"));
    assert_eq!(cred.data, "Zz6EivR3yeaaENcRN6lpAQ==");
    assert!(
        !format!("{message:?}").contains("Zz6EivR3"),
        "credentials reach no log"
    );

    let replace = message.command(0).expect("there is a command");
    assert_eq!((&replace.verb, &*replace.cmd_id), (&Verb::Replace, "5"));
    assert!(replace.no_resp && replace.response.is_none() && replace.data.is_none());
    assert_eq!(replace.meta, Meta::format("int"));
    assert!(WHOLE[replace.offset as usize..].starts_with("<Replace>"));

    let [item] = replace.items() else {
        panic!("there is one item")
    };
    assert_eq!(
        (item.target.as_deref(), item.target_name.as_deref()),
        (Some("./A"), Some("a"))
    );
    assert_eq!(
        (item.source.as_deref(), item.source_name.as_deref()),
        (Some("./B"), None)
    );
    assert_eq!(item.meta.size(), Some(12));
    assert_eq!(item.data, Some(Data::new("70")));
    assert!(item.more_data);
    assert!(WHOLE[item.offset as usize..].starts_with("<Item>"));
}

/// Inputs that differ from the second one in form and not in meaning.
#[test]
fn leniencies() {
    const GET: &str =
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./A b/c</LocURI></Target></Item></Get>";
    const INT: &str = "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta>\
        <Format xmlns='syncml:metinf'>int</Format><Type xmlns='syncml:metinf'>text/plain</Type></Meta>\
        <Data>4</Data></Item></Replace>";
    const STATUS: &str = "<Status><CmdID>1</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Cmd>Get</Cmd>\
        <TargetRef>./A</TargetRef><SourceRef>./B</SourceRef><Data>200</Data></Status>";
    let cases = [
        (
            "white space around a LocURI and a CmdID, not inside",
            "<Get><CmdID> 1\t</CmdID><Item><Target><LocURI>\r\n  ./A b/c\n </LocURI></Target></Item></Get>",
            GET,
        ),
        (
            "a URI directly in Target",
            "<Get><CmdID>1</CmdID><Item><Target> ./A b/c </Target></Item></Get>",
            GET,
        ),
        (
            "any order of children",
            "<Get><Item><Target><LocURI>./A b/c</LocURI></Target></Item><CmdID>1</CmdID></Get>",
            GET,
        ),
        (
            "comments and processing instructions",
            "<!-- a --><Get><?x y?><CmdID>1<!-- b --></CmdID><Item><!----><Target><LocURI><!-- c -->./A<?p?> b/c\
          </LocURI></Target></Item></Get><!-- d -->",
            GET,
        ),
        (
            "CDATA and entities in a LocURI",
            "<Get><CmdID>&#49;</CmdID><Item><Target><LocURI><![CDATA[./A]]> b&#x2F;c</LocURI></Target></Item></Get>",
            GET,
        ),
        (
            "a prefix that is bound, and one that is not",
            "<s:Get xmlns:s='SYNCML:SYNCML1.2'><s:CmdID>1</s:CmdID><x:Item><s:Target><LocURI>./A b/c</LocURI>\
          </s:Target></x:Item></s:Get>",
            "<Get xmlns='SYNCML:SYNCML1.2'><CmdID>1</CmdID><Item><Target>\
          <LocURI>./A b/c</LocURI></Target></Item></Get>",
        ),
        (
            "elements that nobody knows",
            "<Get><Lang>en</Lang><CmdID>1</CmdID><Vendor><CmdID>9</CmdID></Vendor><Item><SourceParent><LocURI>./x\
          </LocURI></SourceParent><Target><LocURI>./A b/c</LocURI><Vendor/></Target><Field/></Item></Get>",
            GET,
        ),
        (
            "indentation with no-break spaces, as copied from a web page",
            "<Get>\n\u{A0}\u{A0}<CmdID>1</CmdID>\u{A0}<Item><Target>\u{A0}<LocURI>./A b/c</LocURI></Target></Item></Get>",
            GET,
        ),
        (
            "spaces inside of tags",
            "<Get ><CmdID\n>1</CmdID ><Item a = 'b>' c=\"'\"  ><Target><LocURI>./A b/c</LocURI ></Target></Item></Get\t>",
            GET,
        ),
        (
            "Meta children without a namespace",
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format>int</Format>\
          <Type>text/plain</Type></Meta><Data>4</Data></Item></Replace>",
            INT,
        ),
        (
            "Meta children under a prefix that is bound to nothing, or in a misspelled namespace",
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><A:Format>int</A:Format>\
          <Type xmlns='syncml:metinfo'>text/plain</Type></Meta><Data>4</Data></Item></Replace>",
            INT,
        ),
        (
            "white space around Format and Type",
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta><Format> int </Format>\
          <Type>\ntext/plain\n</Type></Meta><Data>4</Data></Item></Replace>",
            INT,
        ),
        (
            "Format and Type directly in Item, after an empty Meta",
            "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Meta/><Format>int</Format>\
          <Type>text/plain</Type><Data>4</Data></Item></Replace>",
            INT,
        ),
        (
            "the order of OMA's own Status samples",
            "<Status><MsgRef>2</MsgRef><CmdRef>3</CmdRef><CmdID>1</CmdID><Cmd>Get</Cmd><Data>200</Data>\
          <TargetRef>./A</TargetRef><SourceRef>./B</SourceRef></Status>",
            STATUS,
        ),
        (
            "a LocURI in TargetRef and SourceRef",
            "<Status><CmdID>1</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Cmd>Get</Cmd><TargetRef><LocURI>./A\
          </LocURI></TargetRef><SourceRef><LocURI>./B</LocURI></SourceRef><Data>200</Data></Status>",
            STATUS,
        ),
        (
            "white space in the fields of a Status",
            "<Status> <CmdID> 1 </CmdID> <MsgRef> 2 </MsgRef> <CmdRef> 3 </CmdRef> <Cmd> Get </Cmd> <TargetRef> ./A \
          </TargetRef> <SourceRef> ./B </SourceRef> <Data>\n200\n</Data> </Status>",
            STATUS,
        ),
    ];
    for (what, lenient, plain) in cases {
        assert_eq!(
            without_positions(parse(lenient)),
            without_positions(parse(plain)),
            "{what}"
        );
    }
}

#[test]
fn the_value_of_data() {
    let cases = [
        ("", Data::new("")),
        (" \n x \t", Data::new(" \n x \t")),
        ("a\u{F000}b&#xF000;c", Data::new("a\u{F000}b\u{F000}c")),
        ("a\r\nb&#xD;&#13;c", Data::new("a\r\nb\r\rc")),
        (
            "&lt;enabled/&gt;&amp;&quot;&apos;",
            Data::new("<enabled/>&\"'"),
        ),
        ("&amp;lt;", Data::new("&lt;")),
        (
            "<![CDATA[<?xml version='1.0'?><a>&amp;</a>]]>",
            Data::new("<?xml version='1.0'?><a>&amp;</a>"),
        ),
        ("a<![CDATA[ b ]]>c<!-- not -->&#100;", Data::new("a b cd")),
        ("<![CDATA[]]>", Data::new("")),
        ("a > b ' \" ]", Data::new("a > b ' \" ]")),
        ("<enabled/>", Data::from_markup("<enabled/>")),
        (
            " <a x='1'>&lt;<b/></a>\n<!-- kept -->",
            Data::from_markup(" <a x='1'>&lt;<b/></a>\n<!-- kept -->"),
        ),
        (
            "t<a/><![CDATA[<]]>",
            Data::from_markup("t<a/><![CDATA[<]]>"),
        ),
        (
            "<Data><Data/></Data>",
            Data::from_markup("<Data><Data/></Data>"),
        ),
        ("\u{1F600}", Data::new("\u{1F600}")),
    ];
    for (inner, data) in cases {
        let xml = format!("<Add><Item><Data>{inner}</Data></Item></Add>");
        assert_eq!(parse(&xml).items[0].data.as_ref(), Some(&data), "{inner:?}");
    }
    assert_eq!(
        parse("<Add><Item><Data/></Item></Add>").items[0].data,
        Some(Data::new(""))
    );
    assert_eq!(parse("<Add><Item/></Add>").items[0].data, None);
}

#[test]
fn only_the_listed_fields_are_trimmed() {
    let message = parse(
        "<SyncML><SyncHdr><VerDTD> 1.2 </VerDTD><SessionID> 1 </SessionID><MsgID> 2 </MsgID>\
         <Source><LocURI> u </LocURI><LocName> n </LocName></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>\
         <Data> 1224 </Data><Item><Meta><Mark> critical </Mark></Meta><Data> user </Data></Item></Alert>\
         </SyncBody></SyncML>",
    );
    assert_eq!(message.header.ver_dtd, " 1.2 ");
    assert_eq!(
        (&*message.header.session_id, &*message.header.msg_id),
        ("1", "2")
    );
    assert_eq!(message.header.source.uri, "u");
    assert_eq!(message.header.source.name.as_deref(), Some("n"));
    let alert = message.command(0).expect("there is a command");
    assert_eq!(alert.data, Some(Data::new(" 1224 ")));
    assert_eq!(alert.alert_code(), Some(1224));
    assert_eq!(alert.items()[0].data, Some(Data::new(" user ")));
    let rest = alert.items()[0].meta.rest.as_deref();
    assert_eq!(
        rest,
        Some(&MetaRest {
            mark: Some(" critical ".into()),
            ..MetaRest::default()
        })
    );
}

#[test]
fn forms_and_namespaces() {
    use Form::{Fragment, Message as Whole};
    const GET: &str = "<Get><CmdID>1</CmdID></Get>";
    let cases = [
        (
            "<SyncML><SyncHdr><MsgID>1</MsgID></SyncHdr><SyncBody>{}</SyncBody></SyncML>",
            Whole,
            Namespace::None,
        ),
        (
            "<SyncML xmlns='SYNCML:SYNCML1.1'><SyncHdr/><SyncBody>{}</SyncBody></SyncML>",
            Fragment,
            Namespace::SyncMl11,
        ),
        (
            "<SyncML xmlns='SYNCML:SYNCML1.2'><SyncBody>{}</SyncBody></SyncML>",
            Fragment,
            Namespace::SyncMl12,
        ),
        (
            "<s:SyncML xmlns='urn:other' xmlns:s='SYNCML:SYNCML1.2'><s:SyncBody>{}</s:SyncBody></s:SyncML>",
            Fragment,
            Namespace::SyncMl12,
        ),
        (
            "<s:SyncML><s:SyncHdr> <!-- empty --> </s:SyncHdr><SyncBody>{}</SyncBody></s:SyncML>",
            Fragment,
            Namespace::None,
        ),
        (
            "<SyncBody xmlns='SYNCML:SYNCML1.2'>{}</SyncBody>",
            Fragment,
            Namespace::SyncMl12,
        ),
        (
            "\n<?xml version='1.0' encoding='utf-16'?>\n<SyncBody xmlns=''>{}</SyncBody>\n",
            Fragment,
            Namespace::None,
        ),
        ("{}", Fragment, Namespace::None),
    ];
    for (around, form, namespace) in cases {
        let xml = around.replace("{}", GET);
        let message = parse(&xml);
        assert_eq!(
            (message.form, message.namespace),
            (form, namespace),
            "{xml}"
        );
        assert_eq!(message.commands.len(), 1, "{xml}");
        assert!(!message.is_final, "{xml}");
    }
    let run = parse("<Get/><!-- and --><Add><Item/><Item/></Add><delete/><Final></Final>");
    let verbs: Vec<_> = run
        .top_level()
        .map(|command| command.verb.to_string())
        .collect();
    assert_eq!(verbs, ["Get", "Add", "delete"]);
    assert!(run.is_final);
    let empty = parse("<SyncML><SyncHdr/></SyncML>");
    assert!(empty.commands.is_empty() && empty.form == Fragment);
}

#[test]
fn encodings() {
    let xml = "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<Add><Item><Data>\u{E9}\u{1F600}</Data></Item></Add>";
    let utf_16 = |unit: fn(u16) -> [u8; 2], bom: &str| -> Vec<u8> {
        format!("{bom}{xml}")
            .encode_utf16()
            .flat_map(unit)
            .collect()
    };
    let inputs = [
        xml.as_bytes().to_vec(),
        format!("\u{FEFF}{xml}").into_bytes(),
        utf_16(u16::to_le_bytes, "\u{FEFF}"),
        utf_16(u16::to_be_bytes, "\u{FEFF}"),
        utf_16(u16::to_le_bytes, ""),
        utf_16(u16::to_be_bytes, ""),
    ];
    for bytes in inputs {
        let message = Message::parse(&bytes).expect("every encoding is read");
        assert_eq!(
            message.items[0].data,
            Some(Data::new("\u{E9}\u{1F600}")),
            "{bytes:?}"
        );
    }
}

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
