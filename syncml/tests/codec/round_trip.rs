//! Reading and writing are inverse, and no bytes make the reader panic or accept what is not XML.

use std::borrow::Cow;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use syncml::StatusCode;
use syncml::{
    Address, Command, Cred, Data, ErrorKind, Form, Header, Item, Message, Meta, MetaRest,
    Namespace, Response, Verb, Writer,
};

use crate::check::{check, without_positions};

type Text = Cow<'static, str>;

/// Any text that XML can carry, rich in what is special to it.
fn text() -> BoxedStrategy<Text> {
    const SPECIAL: &str =
        "<>&\"' \t\n\r]-\u{85}\u{A0}\u{2028}\u{E000}\u{F000}\u{FEFF}\u{FFFD}\u{10FFFF}";
    let special = prop::sample::select(SPECIAL.chars().collect::<Vec<_>>());
    let any = any::<char>().prop_map(|c| match c {
        '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => '\u{2026}',
        c => c,
    });
    let piece = prop_oneof![3 => special, 2 => prop::char::range('a', 'z'), 1 => any];
    vec(piece, 0..12)
        .prop_map(|chars| Text::Owned(chars.into_iter().collect()))
        .boxed()
}

/// Text of a field that a reader trims.
fn trimmed() -> BoxedStrategy<Text> {
    text()
        .prop_map(|text| Text::Owned(text.trim_ascii().to_owned()))
        .boxed()
}

fn meta() -> BoxedStrategy<Meta<'static>> {
    let rest = (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
    );
    let rest = rest.prop_map(|(mark, size, next_nonce, max_msg_size, max_obj_size)| {
        let rest = MetaRest {
            mark,
            size,
            next_nonce,
            max_msg_size,
            max_obj_size,
        };
        (rest != MetaRest::default()).then(|| Box::new(rest))
    });
    (
        option::of(trimmed()),
        option::of(trimmed()),
        option::weighted(0.2, rest),
    )
        .prop_map(|(format, kind, rest)| Meta {
            format,
            kind,
            rest: rest.flatten(),
        })
        .boxed()
}

fn cred() -> BoxedStrategy<Option<Box<Cred<'static>>>> {
    option::weighted(
        0.2,
        (meta(), text()).prop_map(|(meta, data)| Box::new(Cred { meta, data })),
    )
    .boxed()
}

fn data() -> BoxedStrategy<Data<'static>> {
    let markup = prop::sample::select(vec![
        "<enabled/>",
        " <a b='&lt;\"' c=\"'\">x<![CDATA[<&]]><!-- y --><c/></a>\n",
        "&amp;<Data><Data/></Data>&#xF000;",
        "<x:y/><\u{E9}/>",
    ]);
    prop_oneof![4 => text().prop_map(Data::new), 1 => markup.prop_map(Data::from_markup)].boxed()
}

fn item() -> BoxedStrategy<Item<'static>> {
    let location = || (option::of(trimmed()), option::weighted(0.1, trimmed()));
    (
        location(),
        location(),
        meta(),
        option::of(data()),
        any::<bool>(),
    )
        .prop_map(
            |((target, target_name), (source, source_name), meta, data, more_data)| Item {
                target,
                target_name,
                source,
                source_name,
                meta,
                data,
                more_data,
                offset: 0,
            },
        )
        .boxed()
}

fn response() -> BoxedStrategy<Response<'static>> {
    let references = (
        option::of(trimmed()),
        option::of(trimmed()),
        option::of(trimmed()),
    );
    let chal = option::weighted(0.2, meta().prop_map(Box::new));
    (
        references,
        vec(trimmed(), 0..3),
        vec(trimmed(), 0..3),
        cred(),
        chal,
    )
        .prop_map(
            |((msg_ref, cmd_ref, cmd), target_refs, source_refs, cred, chal)| Response {
                msg_ref,
                cmd_ref,
                cmd,
                target_refs,
                source_refs,
                cred,
                chal,
                original_error: None,
            },
        )
        .boxed()
}

/// A command with its items and the commands in it.
#[derive(Clone, Debug)]
struct Tree {
    command: Command<'static>,
    items: Vec<Item<'static>>,
    children: Vec<Tree>,
}

fn command(verb: Verb<'static>) -> Command<'static> {
    Command {
        verb,
        cmd_id: Text::Borrowed(""),
        no_resp: false,
        meta: Meta::default(),
        data: None,
        response: None,
        items: 0..0,
        end: 0,
        offset: 0,
    }
}

fn leaf() -> BoxedStrategy<Tree> {
    let verbs = vec![
        Verb::Add,
        Verb::Alert,
        Verb::Copy,
        Verb::Delete,
        Verb::Exec,
        Verb::Get,
        Verb::Replace,
    ];
    let plain = (
        prop::sample::select(verbs),
        trimmed(),
        any::<bool>(),
        meta(),
        option::of(data()),
        vec(item(), 0..4),
    );
    let plain = plain.prop_map(|(verb, cmd_id, no_resp, meta, data, items)| Tree {
        command: Command {
            cmd_id,
            no_resp,
            meta,
            data,
            ..command(verb)
        },
        items,
        children: Vec::new(),
    });
    let status = (
        trimmed(),
        response(),
        trimmed(),
        option::of(text()),
        vec(item(), 0..2),
    )
        .prop_map(|(cmd_id, response, code, original_error, items)| Tree {
            command: Command {
                cmd_id,
                data: Some(Data::new(code)),
                response: Some(Box::new(Response {
                    original_error,
                    ..response
                })),
                ..command(Verb::Status)
            },
            items,
            children: Vec::new(),
        });
    let results = (trimmed(), meta(), response(), vec(item(), 0..4)).prop_map(
        |(cmd_id, meta, response, items)| Tree {
            command: Command {
                cmd_id,
                meta,
                response: Some(Box::new(response)),
                ..command(Verb::Results)
            },
            items,
            children: Vec::new(),
        },
    );
    let unknown = prop::sample::select(vec!["Put", "delete", "Item", "\u{E9}t\u{E9}", "_.-1"]);
    let unknown = (unknown, trimmed()).prop_map(|(name, cmd_id)| Tree {
        command: Command {
            cmd_id,
            ..command(Verb::Unknown(name.into()))
        },
        items: Vec::new(),
        children: Vec::new(),
    });
    prop_oneof![4 => plain, 2 => status, 1 => results, 1 => unknown].boxed()
}

fn tree() -> BoxedStrategy<Tree> {
    leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let verb = prop::sample::select(vec![Verb::Atomic, Verb::Sequence]);
            (verb, trimmed(), any::<bool>(), meta(), vec(inner, 0..4)).prop_map(
                |(verb, cmd_id, no_resp, meta, children)| Tree {
                    command: Command {
                        cmd_id,
                        no_resp,
                        meta,
                        ..command(verb)
                    },
                    items: Vec::new(),
                    children,
                },
            )
        })
        .boxed()
}

fn flatten(tree: Tree, message: &mut Message<'static>) {
    let index = message.commands.len();
    let first = message.items.len() as u32;
    message.items.extend(tree.items);
    let items = first..message.items.len() as u32;
    message.commands.push(Command {
        items,
        ..tree.command
    });
    tree.children
        .into_iter()
        .for_each(|child| flatten(child, message));
    message.commands[index].end = message.commands.len() as u32;
}

fn header() -> BoxedStrategy<Header<'static>> {
    let address =
        || (trimmed(), option::of(trimmed())).prop_map(|(uri, name)| Address { uri, name });
    let ids = (text(), text(), trimmed(), trimmed());
    (
        ids,
        address(),
        address(),
        option::of(text()),
        any::<bool>(),
        cred(),
        meta(),
    )
        .prop_map(
            |(
                (ver_dtd, ver_proto, session_id, msg_id),
                target,
                source,
                resp_uri,
                no_resp,
                cred,
                meta,
            )| Header {
                ver_dtd,
                ver_proto,
                session_id,
                msg_id,
                target,
                source,
                resp_uri,
                no_resp,
                cred,
                meta,
            },
        )
        .boxed()
}

fn message() -> BoxedStrategy<Message<'static>> {
    let namespace = prop::sample::select(vec![
        Namespace::SyncMl12,
        Namespace::SyncMl11,
        Namespace::None,
    ]);
    (
        option::of(header()),
        namespace,
        any::<bool>(),
        vec(tree(), 0..5),
    )
        .prop_map(|(header, namespace, is_final, trees)| {
            let mut message = Message {
                form: if header.is_some() {
                    Form::Message
                } else {
                    Form::Fragment
                },
                header: header.unwrap_or_default(),
                namespace,
                is_final,
                ..Message::default()
            };
            trees
                .into_iter()
                .for_each(|tree| flatten(tree, &mut message));
            message
        })
        .boxed()
}

/// Messages of our own that between them have every construct.
const SEEDS: &[&str] = &[
    "<SyncML xmlns='SYNCML:SYNCML1.1'><SyncHdr><VerDTD>1.2</VerDTD>\
     <SessionID> 1 </SessionID><Source><LocURI>d</LocURI><LocName>n</LocName></Source><Cred><Meta><Type>t</Type></Meta>\
     <Data>x</Data></Cred></SyncHdr><SyncBody xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"><Status>\
     <CmdID>1</CmdID><Data msft:originalerror=\"0x1&#x32;\">404</Data><Chal><Meta><NextNonce>n</NextNonce></Meta></Chal>\
     </Status><Final/></SyncBody></SyncML>",
    "<!-- run --><Atomic><CmdID>1</CmdID><Add><Item><Target>./A</Target><Meta><a:Format>int</a:Format></Meta>\
     <Data> &lt;<![CDATA[ ]]&gt; ]]>&amp;&#xF000; </Data><MoreData/></Item></Add><bogus/></Atomic><?p i?>\n<Exec>\
     <Item><Data>\n<Job id='{1}' x=\"'\"><a>&quot;</a><!-- c --></Job>\n</Data></Item></Exec>",
];

/// What may stand before a message.
const PROLOG: &str = "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-16\"?>\n";

/// An edit: where (as a part of the length), how much is removed, and what is put there.
fn edit() -> BoxedStrategy<(f64, usize, &'static [u8])> {
    let pieces: Vec<&'static [u8]> = vec![
        b"",
        b"<",
        b">",
        b"/",
        b"</",
        b"&",
        b";",
        b"\"",
        b"'",
        b"=",
        b" ",
        b":",
        b"-->",
        b"<!--",
        b"<![CDATA[",
        b"]]>",
        b"<?xml?>",
        b"<!DOCTYPE",
        b"<Data>",
        b"</Data>",
        b"<Item>",
        b"<Atomic>",
        b"x",
        b"\0",
        b"\x01",
        b"\xFF",
        b"\xC3",
        "\u{2014}".as_bytes(),
        "\u{201D}".as_bytes(),
        "\u{FEFF}".as_bytes(),
        "\u{FFFF}".as_bytes(),
    ];
    (0.0..1.0, 0..8usize, prop::sample::select(pieces)).boxed()
}

fn mutate(mut bytes: Vec<u8>, edits: &[(f64, usize, &[u8])]) -> Vec<u8> {
    for (at, removed, put) in edits {
        let start = (bytes.len() as f64 * at) as usize;
        let end = (start + removed).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(message in message()) {
        let bytes = message.to_bytes().expect("every text can be carried");
        let read = Message::parse(&bytes).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(&bytes)))
        })?;
        prop_assert_eq!(without_positions(read), message);
    }

    #[test]
    fn what_is_written_is_xml(message in message()) {
        let bytes = message.to_bytes().expect("every text can be carried");
        let xml = std::str::from_utf8(&bytes).expect("what is written is UTF-8");
        match roxmltree::Document::parse(xml) {
            // Raw markup keeps prefixes that are declared outside of it.
            Ok(_) | Err(roxmltree::Error::UnknownNamespace(..)) => {}
            Err(error) => prop_assert!(false, "{error}\n{xml}"),
        }
    }

    /// A reader that turns carriage returns and attributes' white space into something else, as
    /// XML asks, still reads every character.
    #[test]
    fn another_reader_reads_the_same_text(value in text(), error in text()) {
        let response = Response { original_error: Some(error.clone()), ..Response::default() };
        let mut out = Vec::new();
        let mut writer = Writer::fragment(&mut out);
        let mut status = writer.status(1, StatusCode::OK, &response).expect("every text can be carried");
        let item = Item { data: Some(Data::new(value.clone())), ..Item::default() };
        status.item(&item).expect("every text can be carried");
        drop(status);
        writer.finish();
        let xml = std::str::from_utf8(&out).expect("what is written is UTF-8");
        let document = roxmltree::Document::parse(xml).expect("what is written is XML");
        let data: Vec<_> = document.descendants().filter(|node| node.has_tag_name("Data")).collect();
        let [code, data] = data[..] else { panic!("there are two Data elements") };
        let name = ("http://schemas.microsoft.com/MobileDevice/MDM", "originalerror");
        prop_assert_eq!(code.attribute(name), Some(&*error));
        prop_assert_eq!(data.text().unwrap_or_default(), &*value);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in vec(any::<u8>(), 0..64)) {
        check(&bytes);
    }

    #[test]
    fn no_edit_breaks_the_reader(seed in 0..SEEDS.len(), edits in vec(edit(), 1..6)) {
        check(&mutate(format!("{PROLOG}{}", SEEDS[seed]).into_bytes(), &edits));
    }

    /// Another reader agrees on what is XML.
    #[test]
    fn what_is_read_is_xml(seed in 0..SEEDS.len(), edits in vec(edit(), 1..6)) {
        let bytes = mutate(SEEDS[seed].as_bytes().to_vec(), &edits);
        let Ok(xml) = std::str::from_utf8(&bytes) else { return Ok(()) };
        let ours = Message::parse(&bytes);
        // A run of commands has several roots, which XML does not allow: give it one.
        let one_root = format!("<root>{}</root>", xml.trim_start_matches('\u{FEFF}'));
        let theirs = roxmltree::Document::parse(&one_root);
        match (ours.as_ref().map_err(|error| error.kind()), theirs) {
            (Ok(_), Err(error)) => {
                use roxmltree::Error;
                let lenient = matches!(
                    error,
                    Error::UnknownNamespace(..) | Error::DuplicatedAttribute(..) | Error::InvalidComment(..)
                        | Error::InvalidCharacterData(..) | Error::UnexpectedDeclaration(..)
                );
                prop_assert!(lenient, "accepted what is not XML: {error}\n{one_root}");
            }
            (
                Err(ErrorKind::Truncated | ErrorKind::MismatchedTag | ErrorKind::Entity | ErrorKind::Encoding),
                Ok(_),
            ) => prop_assert!(false, "refused what is XML: {}\n{one_root}", ours.expect_err("it was refused")),
            _ => {}
        }
    }
}
