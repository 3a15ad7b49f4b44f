//! Items and what they hold: Meta and Data.

use std::borrow::Cow;
use std::fmt;

use super::encoding::Encoding;

/// One item of a command: a node, and what to do with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item<'a> {
    /// The LocURI of `Target`, with the whitespace around it removed.
    pub target: Option<Cow<'a, str>>,
    /// The LocName of `Target`.
    pub target_name: Option<Cow<'a, str>>,
    /// The LocURI of `Source`, with the whitespace around it removed.
    pub source: Option<Cow<'a, str>>,
    /// The LocName of `Source`.
    pub source_name: Option<Cow<'a, str>>,
    /// `Meta` of the item alone; see [`Meta::merged`].
    pub meta: Meta<'a>,
    /// `Data`: the value.
    pub data: Option<Data<'a>>,
    /// `MoreData`: the value goes on in the next message.
    pub more_data: bool,
    /// Where the element begins in the input, in bytes (of its UTF-8 form).
    pub offset: u32,
}

impl<'a> Item<'a> {
    /// An item that addresses a node of the recipient, as commands do.
    pub fn target(uri: impl Into<Cow<'a, str>>) -> Item<'a> {
        Item {
            target: Some(uri.into()),
            ..Item::default()
        }
    }

    /// An item that comes from a node of the sender, as Results and alerts do.
    pub fn source(uri: impl Into<Cow<'a, str>>) -> Item<'a> {
        Item {
            source: Some(uri.into()),
            ..Item::default()
        }
    }
}

/// What a value is: the `syncml:metinf` elements that device management uses.
///
/// The others (Anchor, EMI, FieldLevel, Mem, Version) belong to data synchronization; a reader
/// skips them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta<'a> {
    /// `Format`: `chr` when it is missing.
    pub format: Option<Cow<'a, str>>,
    /// `Type`: a MIME type, `text/plain` when it is missing; of an alert, the alert's type.
    pub kind: Option<Cow<'a, str>>,
    /// The rarer elements.
    pub rest: Option<Box<MetaRest<'a>>>,
}

/// The elements of [`Meta`] that only headers, alerts, challenges and large objects have. A nonce
/// has no `Debug`, so that it cannot reach a log by accident.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MetaRest<'a> {
    /// `Mark`: how urgent an alert is.
    pub mark: Option<Cow<'a, str>>,
    /// `Size`: the bytes of a large object, as it is carried.
    pub size: Option<Cow<'a, str>>,
    /// `NextNonce`: the nonce for the next credentials, in base64.
    pub next_nonce: Option<Cow<'a, str>>,
    /// `MaxMsgSize`: the bytes of the largest message that the sender takes.
    pub max_msg_size: Option<Cow<'a, str>>,
    /// `MaxObjSize`: the bytes of the largest object that the sender takes.
    pub max_obj_size: Option<Cow<'a, str>>,
}

impl fmt::Debug for MetaRest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetaRest")
            .field("mark", &self.mark)
            .field("size", &self.size)
            .field("max_msg_size", &self.max_msg_size)
            .field("max_obj_size", &self.max_obj_size)
            .finish_non_exhaustive()
    }
}

impl<'a> Meta<'a> {
    /// A Meta that says the format alone.
    pub fn format(format: impl Into<Cow<'a, str>>) -> Meta<'a> {
        Meta {
            format: Some(format.into()),
            ..Meta::default()
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Meta::default()
    }

    /// `Size`, when it is a number.
    pub fn size(&self) -> Option<u64> {
        number(&self.rest.as_ref()?.size)
    }

    /// `MaxMsgSize`, when it is a number.
    pub fn max_msg_size(&self) -> Option<u64> {
        number(&self.rest.as_ref()?.max_msg_size)
    }

    /// `MaxObjSize`, when it is a number.
    pub fn max_obj_size(&self) -> Option<u64> {
        number(&self.rest.as_ref()?.max_obj_size)
    }

    /// This Meta, completed with what the one around it says: an item's overrides its command's
    /// element by element, not as a whole (MS-MDM).
    pub fn merged(&self, outer: &Meta<'a>) -> Meta<'a> {
        fn or<'a>(
            inner: &Option<Cow<'a, str>>,
            outer: &Option<Cow<'a, str>>,
        ) -> Option<Cow<'a, str>> {
            inner.as_ref().or(outer.as_ref()).cloned()
        }
        let rest = match (&self.rest, &outer.rest) {
            (Some(inner), Some(outer)) => Some(Box::new(MetaRest {
                mark: or(&inner.mark, &outer.mark),
                size: or(&inner.size, &outer.size),
                next_nonce: or(&inner.next_nonce, &outer.next_nonce),
                max_msg_size: or(&inner.max_msg_size, &outer.max_msg_size),
                max_obj_size: or(&inner.max_obj_size, &outer.max_obj_size),
            })),
            (inner, outer) => inner.as_ref().or(outer.as_ref()).cloned(),
        };
        Meta {
            format: or(&self.format, &outer.format),
            kind: or(&self.kind, &outer.kind),
            rest,
        }
    }
}

fn number(text: &Option<Cow<'_, str>>) -> Option<u64> {
    text.as_ref()?.trim().parse().ok()
}

/// The value of an item, or the code of a Status or an Alert.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data<'a> {
    /// The text with entities and CDATA resolved and every other byte kept; of [markup](DataForm::Markup), the XML between the tags as it stands
    /// there; of [octets](DataForm::Octets), their base64.
    pub text: Cow<'a, str>,
    /// What the text is.
    pub form: DataForm,
}

/// What the text of a [`Data`] is, and so how it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataForm {
    /// The value.
    #[default]
    Text,
    /// The value, with XML elements that stand in the Data as they are.
    ///
    /// Markup is in the namespace of the message where it names none itself. Prefixes that were
    /// declared outside of it are not declared in it.
    ///
    /// WBXML carries it as text, which is how it is read back.
    Markup,
    /// Base64 of what WBXML carries as it is, with the Format `bin`. XML carries the base64, with the Format `b64` (OMA DM Tree and Description
    /// 1.2). The Format is the writer's: that of the Meta does not count.
    Octets,
}

impl<'a> Data<'a> {
    /// A value that is text.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Data<'a> {
        Data {
            text: text.into(),
            form: DataForm::Text,
        }
    }

    /// A value that is XML, to be carried unescaped. Most nodes want XML as text instead.
    pub fn from_markup(xml: impl Into<Cow<'a, str>>) -> Data<'a> {
        Data {
            text: xml.into(),
            form: DataForm::Markup,
        }
    }

    /// How many bytes the value has as an encoding carries it, which is what a Size counts: of octets, WBXML carries themselves.
    pub fn carried_bytes(&self, encoding: Encoding) -> usize {
        let is_raw = self.form == DataForm::Octets && encoding != Encoding::Xml;
        let octets = is_raw.then(|| csp_check::decode_base64(&self.text));
        let octets = octets.flatten();
        octets.map_or(self.text.len(), |octets| octets.len())
    }

    /// A value that is octets, from their base64.
    pub fn from_base64(base64: impl Into<Cow<'a, str>>) -> Data<'a> {
        Data {
            text: base64.into(),
            form: DataForm::Octets,
        }
    }
}
