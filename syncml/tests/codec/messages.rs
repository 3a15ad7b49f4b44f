//! Messages that hold anything, for properties.

use std::borrow::Cow;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use syncml::{
    Address, Command, Cred, Data, Form, Header, Item, Message, Meta, MetaRest, Namespace, Response,
    Verb,
};

pub(crate) type Text = Cow<'static, str>;

/// Any text that XML can carry, rich in what is special to it.
pub(crate) fn text() -> BoxedStrategy<Text> {
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

pub(crate) fn message() -> BoxedStrategy<Message<'static>> {
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
