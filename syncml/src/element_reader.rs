//! What the grammar reads from: elements one after the other, with what is in them, in whichever encoding they are.

use std::borrow::Cow;

use super::encoding::Encoding;
use super::error::{Error, ErrorKind};
use super::item::Data;
use super::message::Namespace;

/// The beginning of an element. What its encoding allows to be known of its attributes was checked.
pub(crate) struct OpenElement<'a> {
    pub(crate) name: &'a str,
    pub(crate) prefix: u32,
    /// Where its attributes end, in XML.
    pub(crate) attributes_end: u32,
    /// Where the tag begins.
    pub(crate) offset: u32,
    /// There is no content and no end tag.
    pub(crate) empty: bool,
}

impl<'a> OpenElement<'a> {
    /// The name without its prefix: names are compared by it, because prefixes in the wild are
    /// often bound to nothing.
    pub(crate) fn local(&self) -> &'a str {
        self.name.get(self.prefix as usize..).unwrap_or_default()
    }
}

/// Reads elements within the limits.
pub(crate) trait ElementReader<'a> {
    /// How the message is encoded.
    fn encoding(&self) -> Encoding;

    /// The next root element, or `None` at the end of the input.
    fn root(&mut self) -> Result<Option<OpenElement<'a>>, Error>;

    /// The namespace that a root element is in.
    fn namespace(&self, root: &OpenElement<'a>) -> Result<Namespace, Error>;

    /// The next child element, or `None` when the element ends, for elements without text.
    fn child(&mut self, parent: &OpenElement<'a>) -> Result<Option<OpenElement<'a>>, Error>;

    /// The text of an element. Child elements are skipped.
    fn text(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error>;

    /// Appends text until there is a child element, or the element ends.
    fn text_up_to_child(
        &mut self,
        parent: &OpenElement<'a>,
        text: &mut Cow<'a, str>,
    ) -> Result<Option<OpenElement<'a>>, Error>;

    /// A value: text, the XML between the tags when there is an element in it, or octets where its format is `bin` and
    /// the encoding can carry them.
    fn data(&mut self, parent: &OpenElement<'a>, is_bin: bool) -> Result<Data<'a>, Error>;

    /// A nonce, in base64.
    fn nonce(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error>;

    /// The media type of a value, as it is once it was read.
    fn media_type(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error>;

    /// Passes the content and the end tag of an element, and checks that they are well-formed.
    fn skip(&mut self, parent: &OpenElement<'a>) -> Result<(), Error>;

    /// The attribute `msft:originalerror` of a Status's Data, under any prefix or none.
    fn original_error(&self, data: &OpenElement<'a>) -> Option<Cow<'a, str>>;

    /// Where the next token begins, in bytes.
    fn offset(&self) -> usize;

    /// An error at an offset.
    fn error(&self, kind: ErrorKind, offset: usize, message: impl Into<String>) -> Error;

    /// The text of an element without the whitespace around it.
    fn trimmed(&mut self, parent: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        self.text(parent).map(trim)
    }

    /// An element that says all by being there.
    fn flag(&mut self, open: &OpenElement<'a>) -> Result<bool, Error> {
        self.skip(open).map(|()| true)
    }
}

/// Removes the whitespace around a text.
pub(crate) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    }
}

/// Puts a piece of text behind another; nothing is copied while there is one piece.
pub(crate) fn append<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}
