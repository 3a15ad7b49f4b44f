//! What is read: the grammar, and everything that devices, servers and documentation vary.

use syncml::{Data, Form, Message, Meta, MetaRest, Namespace, Verb};

use crate::check::without_positions;

pub(crate) fn parse(xml: &str) -> Message<'_> {
    Message::parse(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{xml}"))
}

pub(crate) const WHOLE: &str = r#"<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD>
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
