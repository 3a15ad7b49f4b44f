//! What is refused: each with a kind of its own, a position, and what to do about it.

use syncml::{Error, ErrorKind, Limits, Message};

fn refuse(bytes: &[u8]) -> Error {
    match Message::parse(bytes) {
        Err(error) => error,
        Ok(message) => panic!(
            "accepted {:?} as {message:?}",
            String::from_utf8_lossy(bytes)
        ),
    }
}

/// Input, kind, line and column, and words of the message.
const CASES: &[(&str, ErrorKind, (usize, usize), &str)] = &[
    // No SyncML.
    ("", ErrorKind::NotSyncMl, (1, 1), "no element"),
    (
        "\n<!-- only -->\n",
        ErrorKind::NotSyncMl,
        (3, 1),
        "no element",
    ),
    (
        "<Enforcement/>",
        ErrorKind::NotSyncMl,
        (1, 1),
        "`<Enforcement>` is not SyncML",
    ),
    (
        "<delete></delete>",
        ErrorKind::NotSyncMl,
        (1, 1),
        "case-sensitive, write `Delete`",
    ),
    ("<syncml/>", ErrorKind::NotSyncMl, (1, 1), "write `SyncML`"),
    (
        "<CmdID>1</CmdID>",
        ErrorKind::NotSyncMl,
        (1, 1),
        "`<CmdID>` is a part of SyncML that stands in others",
    ),
    (
        "<SyncML><Get/></SyncML>",
        ErrorKind::NotSyncMl,
        (1, 9),
        "outside of `SyncBody`",
    ),
    (
        "<SyncML><SyncBody/>\n<SyncBody/></SyncML>",
        ErrorKind::NotSyncMl,
        (2, 1),
        "twice",
    ),
    (
        "<SyncML/><SyncML/>",
        ErrorKind::NotSyncMl,
        (1, 10),
        "after the end of the message",
    ),
    (
        "<Get/><SyncBody/>",
        ErrorKind::NotSyncMl,
        (1, 7),
        "beside commands",
    ),
    (
        "<SyncML xmlns='urn:x'/>",
        ErrorKind::Namespace,
        (1, 1),
        "`urn:x` is not SyncML's",
    ),
    (
        "<Get xmlns='syncml:metinf'/>",
        ErrorKind::Namespace,
        (1, 1),
        "use `SYNCML:SYNCML1.2`",
    ),
    // Tags.
    (
        "<Add>\n <Item>\n</Add>",
        ErrorKind::MismatchedTag,
        (3, 1),
        "`</Add>` does not close `<Item>`, which begins at line 2, column 2",
    ),
    (
        "<Add><a:Item></Item></Add>",
        ErrorKind::MismatchedTag,
        (1, 14),
        "put `</a:Item>` before it",
    ),
    (
        "<Add/></Add>",
        ErrorKind::MismatchedTag,
        (1, 7),
        "`</Add>` closes nothing",
    ),
    (
        "<Add><Item><Data><a><b></a></Data></Item></Add>",
        ErrorKind::MismatchedTag,
        (1, 24),
        "`</a>` does not close `<b>`",
    ),
    // Cut off.
    (
        "<Add>\n<Item>",
        ErrorKind::Truncated,
        (2, 7),
        "without `</Item>` for the element that begins at line 2, column 1",
    ),
    (
        "<Add><Item><Data>x",
        ErrorKind::Truncated,
        (1, 19),
        "cut off",
    ),
    (
        "<Add><Item><Data><a>",
        ErrorKind::Truncated,
        (1, 21),
        "without `</a>`",
    ),
    (
        "<Add a='1' ",
        ErrorKind::Truncated,
        (1, 12),
        "inside of the tag that begins at line 1, column 1",
    ),
    ("<Add></Ad", ErrorKind::Truncated, (1, 10), "cut off"),
    (
        "<Add><!-- ",
        ErrorKind::Truncated,
        (1, 6),
        "comment that begins here has no `-->`",
    ),
    ("<Add><![CDATA[ ", ErrorKind::Truncated, (1, 6), "no `]]>`"),
    ("<?xml ", ErrorKind::Truncated, (1, 1), "no `?>`"),
    // Syntax.
    (
        "<Get a=\u{201D}b\u{201D}/>",
        ErrorKind::Syntax,
        (1, 8),
        "typographic quotation mark",
    ),
    (
        "<Get>\n<!\u{2014} x --></Get>",
        ErrorKind::Syntax,
        (2, 1),
        "`<!--`, two hyphens",
    ),
    (
        "<Get a=b/>",
        ErrorKind::Syntax,
        (1, 8),
        "found 'b' where a `\"`",
    ),
    (
        "<Get a/>",
        ErrorKind::Syntax,
        (1, 7),
        "`=` after the attribute's name",
    ),
    ("<Get a='1'b='2'/>", ErrorKind::Syntax, (1, 11), "a space"),
    (
        "<Get a='<'/>",
        ErrorKind::Syntax,
        (1, 9),
        "`<` in an attribute's value",
    ),
    ("<Get a='1/>", ErrorKind::Syntax, (1, 8), "not closed"),
    ("<Get / >", ErrorKind::Syntax, (1, 7), "`>` after `/`"),
    ("<Get><\n/Get>", ErrorKind::Syntax, (1, 6), "write `&lt;`"),
    ("<Get><1/></Get>", ErrorKind::Syntax, (1, 7), "a name"),
    ("<Get><a:/></Get>", ErrorKind::Syntax, (1, 7), "a name"),
    ("<Get><:a/></Get>", ErrorKind::Syntax, (1, 7), "a name"),
    ("<Get><a:b:c/></Get>", ErrorKind::Syntax, (1, 7), "a name"),
    ("<Get><a:1/></Get>", ErrorKind::Syntax, (1, 7), "a name"),
    (
        "<Get><!ELEMENT x></Get>",
        ErrorKind::Syntax,
        (1, 6),
        "neither a comment",
    ),
    (
        "<Get>\n  stray</Get>",
        ErrorKind::Syntax,
        (2, 3),
        "text where only elements may be",
    ),
    (
        "<Get><![CDATA[x]]></Get>",
        ErrorKind::Syntax,
        (1, 6),
        "text where only elements may be",
    ),
    (
        "x<Get/>",
        ErrorKind::Syntax,
        (1, 1),
        "text where only elements may be",
    ),
    (
        "<Add><Item><Data>\n<?xml version='1.0'?><a/></Data></Item></Add>",
        ErrorKind::Syntax,
        (2, 1),
        "escape the document",
    ),
    // Definitions of entities, and what would need them.
    (
        "<!DOCTYPE SyncML [<!ENTITY a 'b'>]><SyncML/>",
        ErrorKind::Doctype,
        (1, 1),
        "remove it",
    ),
    (
        "<SyncML><!doctype x></SyncML>",
        ErrorKind::Doctype,
        (1, 9),
        "not allowed in SyncML",
    ),
    (
        "<Add><CmdID>1&nbsp;</CmdID></Add>",
        ErrorKind::Entity,
        (1, 14),
        "`&nbsp;` is unknown",
    ),
    (
        "<Add><CmdID>a & b</CmdID></Add>",
        ErrorKind::Entity,
        (1, 15),
        "write `&amp;`",
    ),
    (
        "<Add><CmdID>&#0;</CmdID></Add>",
        ErrorKind::Entity,
        (1, 13),
        "`&#0;`",
    ),
    (
        "<Add><CmdID>&#xD800;&#x110000;</CmdID></Add>",
        ErrorKind::Entity,
        (1, 13),
        "`&#xD800;`",
    ),
    (
        "<Add><CmdID>&#+65;</CmdID></Add>",
        ErrorKind::Entity,
        (1, 13),
        "ampersand",
    ),
    (
        "<Add><CmdID>&#99999999999999999999;</CmdID></Add>",
        ErrorKind::Entity,
        (1, 13),
        "unknown",
    ),
    (
        "<Add><Item><Data><a b='&c'/></Data></Item></Add>",
        ErrorKind::Entity,
        (1, 24),
        "ampersand",
    ),
    (
        "<Add><Vendor>&x;</Vendor></Add>",
        ErrorKind::Entity,
        (1, 14),
        "`&x;`",
    ),
    // Characters.
    (
        "<Add>\n\u{E9}\u{1}</Add>",
        ErrorKind::Encoding,
        (2, 2),
        "U+0001",
    ),
    ("<Add>\u{FFFF}</Add>", ErrorKind::Encoding, (1, 6), "U+FFFF"),
];

#[test]
fn every_error_says_what_where_and_what_to_do() {
    for (xml, kind, (line, column), words) in CASES {
        let error = refuse(xml.as_bytes());
        assert_eq!(error.kind(), *kind, "{xml:?}: {error}");
        assert_eq!(
            (error.line(), error.column()),
            (*line, *column),
            "{xml:?}: {error}"
        );
        assert!(error.message().contains(words), "{xml:?}: {error}");
        assert_eq!(
            error.to_string(),
            format!("line {line}, column {column}: {}", error.message())
        );
        assert!(xml.is_char_boundary(error.offset()), "{xml:?}: {error}");
    }
}

#[test]
fn positions_count_characters_and_no_byte_order_mark() {
    let xml = "\u{FEFF}<Add>\u{E9}</Add>";
    let error = refuse(xml.as_bytes());
    assert_eq!((error.line(), error.column(), error.offset()), (1, 6, 8));
    let utf_16: Vec<u8> = "\u{FEFF}<Add>\n\u{E9}x</Add>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = refuse(&utf_16);
    assert_eq!((error.line(), error.column(), error.offset()), (2, 1, 14));
}

#[test]
fn bytes_that_are_no_text() {
    let error = refuse(b"<Add>\n\xC3\xA9 caf\xE9</Add>");
    assert_eq!(
        (error.kind(), error.line(), error.column()),
        (ErrorKind::Encoding, 2, 6)
    );
    assert!(error.message().contains("0xE9"), "{error}");

    let alone: Vec<u8> = [0xFEFF, 0x3C, 0xD800, 0x3E]
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    let error = refuse(&alone);
    assert_eq!(
        (error.kind(), error.line(), error.column()),
        (ErrorKind::Encoding, 1, 2)
    );

    let error = refuse(b"\xFF\xFE<\0A\0d");
    assert_eq!(
        (error.kind(), error.line(), error.column()),
        (ErrorKind::Truncated, 1, 3)
    );

    let error = refuse(b"\xFF\xFE<\0G\0e\0t\0/\0>\0!");
    assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, 7));

    assert_eq!(
        refuse(b"\xFF\xFE\0\0<\0\0\0").kind(),
        ErrorKind::Encoding,
        "UTF-32"
    );
}

#[test]
fn every_bound_has_a_kind_and_holds_what_is_at_it() {
    let limits = Limits {
        message_bytes: 200,
        depth: 5,
        elements: 8,
        items: 2,
        id_bytes: 3,
        address_bytes: 5,
    };
    let nested =
        |depth: usize| format!("{}{}", "<Atomic>".repeat(depth), "</Atomic>".repeat(depth));
    let raw = |depth: usize| {
        let (open, close) = ("<a>".repeat(depth), "</a>".repeat(depth));
        format!("<Add><Item><Data>{open}{close}</Data></Item></Add>")
    };
    let header = |inner: &str| format!("<SyncML><SyncHdr>{inner}</SyncHdr></SyncML>");
    let cases = [
        (nested(5), None),
        (nested(6), Some(ErrorKind::TooDeep)),
        (raw(2), None),
        (raw(3), Some(ErrorKind::TooDeep)),
        (format!("<Add>{}</Add>", "<x/>".repeat(7)), None),
        (
            format!("<Add>{}</Add>", "<x/>".repeat(8)),
            Some(ErrorKind::TooManyElements),
        ),
        (format!("<Add>{}</Add>", "<Item/>".repeat(2)), None),
        (
            format!("<Add>{}</Add>", "<Item/>".repeat(3)),
            Some(ErrorKind::TooManyItems),
        ),
        ("<Add><CmdID> 123 </CmdID></Add>".to_owned(), None),
        (
            "<Add><CmdID>1234</CmdID></Add>".to_owned(),
            Some(ErrorKind::IdTooLong),
        ),
        (
            "<SyncML><SyncHdr><MsgID>1234</MsgID></SyncHdr></SyncML>".to_owned(),
            Some(ErrorKind::IdTooLong),
        ),
        (header("<SessionID>123</SessionID>"), None),
        (
            header("<SessionID>1234</SessionID>"),
            Some(ErrorKind::IdTooLong),
        ),
        (header("<Source><LocURI>./123</LocURI></Source>"), None),
        (
            header("<Source><LocURI>./1234</LocURI></Source>"),
            Some(ErrorKind::AddressTooLong),
        ),
        (
            header("<Source><LocName>123456</LocName></Source>"),
            Some(ErrorKind::AddressTooLong),
        ),
        (
            header("<Target><LocURI>./1234</LocURI></Target>"),
            Some(ErrorKind::AddressTooLong),
        ),
        (
            "<Add><Item><Target><LocURI>./1234</LocURI></Target></Item></Add>".to_owned(),
            None,
        ),
        (format!("<Add/>{}", " ".repeat(194)), None),
        (
            format!("<Add/>{}", " ".repeat(195)),
            Some(ErrorKind::TooLarge),
        ),
    ];
    for (xml, kind) in cases {
        let outcome = Message::parse_with(xml.as_bytes(), &limits);
        assert_eq!(
            outcome.as_ref().err().map(Error::kind),
            kind,
            "{xml}: {outcome:?}"
        );
    }
}

#[test]
fn the_default_bounds() {
    let Limits {
        message_bytes,
        depth,
        elements,
        items,
        id_bytes,
        address_bytes,
    } = Limits::default();
    assert_eq!(
        (message_bytes, depth, elements, items),
        (8 << 20, 64, 100_000, 10_000)
    );
    assert_eq!((id_bytes, address_bytes), (256, 4096));
    assert_eq!(
        refuse(&vec![b' '; message_bytes + 1]).kind(),
        ErrorKind::TooLarge
    );
    assert_eq!(
        refuse("<Atomic>".repeat(1_000_000).as_bytes()).kind(),
        ErrorKind::TooDeep
    );
    let items = format!("<Add>{}</Add>", "<Item/>".repeat(items + 1));
    assert_eq!(refuse(items.as_bytes()).kind(), ErrorKind::TooManyItems);
    let commands = "<Get/>".repeat(elements + 1);
    assert_eq!(
        refuse(commands.as_bytes()).kind(),
        ErrorKind::TooManyElements
    );
}

#[test]
fn no_depth_overflows_the_stack() {
    let limits = Limits {
        depth: usize::MAX,
        ..Limits::default()
    };
    for open in ["<Atomic>", "<Add><Item><Data><a>", "<Add><x>"] {
        let xml = open.repeat(100_000);
        let error = Message::parse_with(xml.as_bytes(), &limits).expect_err("it never ends");
        assert!(
            matches!(
                error.kind(),
                ErrorKind::TooDeep | ErrorKind::TooManyElements
            ),
            "{error}"
        );
    }
}
