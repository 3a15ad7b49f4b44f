//! Messages that outlive their bytes: `into_owned` for each part of the model.

use std::borrow::Cow;

use super::item::{Data, Item, Meta, MetaRest};
use super::message::{Address, Command, Cred, Header, Message, Response, Verb};

fn text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn boxed<T, U>(part: Option<Box<T>>, own: impl FnOnce(T) -> U) -> Option<Box<U>> {
    part.map(|part| Box::new(own(*part)))
}

impl Message<'_> {
    /// The same message with text of its own.
    pub fn into_owned(self) -> Message<'static> {
        Message {
            header: self.header.into_owned(),
            encoding: self.encoding,
            form: self.form,
            namespace: self.namespace,
            is_final: self.is_final,
            commands: self.commands.into_iter().map(Command::into_owned).collect(),
            items: self.items.into_iter().map(Item::into_owned).collect(),
        }
    }
}

impl Header<'_> {
    /// The same header with text of its own.
    pub fn into_owned(self) -> Header<'static> {
        Header {
            ver_dtd: text(self.ver_dtd),
            ver_proto: text(self.ver_proto),
            session_id: text(self.session_id),
            msg_id: text(self.msg_id),
            target: self.target.into_owned(),
            source: self.source.into_owned(),
            resp_uri: self.resp_uri.map(text),
            no_resp: self.no_resp,
            cred: boxed(self.cred, Cred::into_owned),
            meta: self.meta.into_owned(),
        }
    }
}

impl Address<'_> {
    /// The same address with text of its own.
    pub fn into_owned(self) -> Address<'static> {
        Address {
            uri: text(self.uri),
            name: self.name.map(text),
        }
    }
}

impl Cred<'_> {
    /// The same credentials with text of their own.
    pub fn into_owned(self) -> Cred<'static> {
        Cred {
            meta: self.meta.into_owned(),
            data: text(self.data),
        }
    }
}

impl Verb<'_> {
    /// The same verb with text of its own.
    pub fn into_owned(self) -> Verb<'static> {
        match self {
            Verb::Add => Verb::Add,
            Verb::Alert => Verb::Alert,
            Verb::Atomic => Verb::Atomic,
            Verb::Copy => Verb::Copy,
            Verb::Delete => Verb::Delete,
            Verb::Exec => Verb::Exec,
            Verb::Get => Verb::Get,
            Verb::Replace => Verb::Replace,
            Verb::Results => Verb::Results,
            Verb::Sequence => Verb::Sequence,
            Verb::Status => Verb::Status,
            Verb::Unknown(name) => Verb::Unknown(text(name)),
        }
    }
}

impl Command<'_> {
    /// The same command with text of its own.
    pub fn into_owned(self) -> Command<'static> {
        Command {
            verb: self.verb.into_owned(),
            cmd_id: text(self.cmd_id),
            no_resp: self.no_resp,
            meta: self.meta.into_owned(),
            data: self.data.map(Data::into_owned),
            response: boxed(self.response, Response::into_owned),
            items: self.items,
            end: self.end,
            offset: self.offset,
        }
    }
}

impl Response<'_> {
    /// The same references with text of their own.
    pub fn into_owned(self) -> Response<'static> {
        Response {
            msg_ref: self.msg_ref.map(text),
            cmd_ref: self.cmd_ref.map(text),
            cmd: self.cmd.map(text),
            target_refs: self.target_refs.into_iter().map(text).collect(),
            source_refs: self.source_refs.into_iter().map(text).collect(),
            cred: boxed(self.cred, Cred::into_owned),
            chal: boxed(self.chal, Meta::into_owned),
            original_error: self.original_error.map(text),
        }
    }
}

impl Item<'_> {
    /// The same item with text of its own.
    pub fn into_owned(self) -> Item<'static> {
        Item {
            target: self.target.map(text),
            target_name: self.target_name.map(text),
            source: self.source.map(text),
            source_name: self.source_name.map(text),
            meta: self.meta.into_owned(),
            data: self.data.map(Data::into_owned),
            more_data: self.more_data,
            offset: self.offset,
        }
    }
}

impl Meta<'_> {
    /// The same Meta with text of its own.
    pub fn into_owned(self) -> Meta<'static> {
        Meta {
            format: self.format.map(text),
            kind: self.kind.map(text),
            rest: boxed(self.rest, MetaRest::into_owned),
        }
    }
}

impl MetaRest<'_> {
    /// The same elements with text of their own.
    pub fn into_owned(self) -> MetaRest<'static> {
        MetaRest {
            mark: self.mark.map(text),
            size: self.size.map(text),
            next_nonce: self.next_nonce.map(text),
            max_msg_size: self.max_msg_size.map(text),
            max_obj_size: self.max_obj_size.map(text),
        }
    }
}

impl Data<'_> {
    /// The same data with text of its own.
    pub fn into_owned(self) -> Data<'static> {
        Data {
            text: text(self.text),
            form: self.form,
        }
    }
}
