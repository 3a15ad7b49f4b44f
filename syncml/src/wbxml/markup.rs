//! Elements inside of a value, as the XML between its tags.

use super::body::{Decoder, Token};
use super::opaque::Opaque;
use super::tags;
use crate::element_reader::OpenElement;
use crate::error::Error;
use crate::xml::push_text;

/// What a start tag takes beside its name, roughly.
const TAG: usize = 32;

/// Writes the elements of a value from the first one to the end of the value; without a first one, a document.
pub(super) fn write_markup<'a>(
    decoder: &mut Decoder<'a>,
    first: Option<OpenElement<'a>>,
    out: &mut String,
) -> Result<(), Error> {
    let is_document = first.is_none();
    let mut open: Vec<(&str, u8)> = Vec::new();
    let mut is_begun = false;
    let mut token = match first {
        Some(first) => Token::Open(first),
        None => decoder.next()?,
    };
    loop {
        if is_begun && !matches!(token, Token::Close) {
            out.push('>');
            is_begun = false;
        }
        match token {
            Token::Open(element) => {
                // A prefix would stand for nothing: WBXML has no namespaces but those of its pages.
                let name = element.local();
                let around = open.last().map_or(0, |(_, page)| *page);
                let page = decoder.tag_page.unwrap_or(around);
                decoder.count_text(TAG + 2 * name.len(), element.offset as usize)?;
                out.push('<');
                out.push_str(name);
                if page != around && page != 0 {
                    out.push_str(" xmlns=\"");
                    out.push_str(tags::namespace(page));
                    out.push('"');
                }
                if element.empty {
                    out.push_str("/>");
                } else {
                    open.push((name, page));
                    is_begun = true;
                }
            }
            Token::Close => match open.pop() {
                Some(_) if is_begun => {
                    out.push_str("/>");
                    is_begun = false;
                }
                Some((name, _)) => {
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                }
                None => return Ok(()),
            },
            Token::Text(_) | Token::Character(_) | Token::Opaque(_)
                if is_document && open.is_empty() =>
            {
                return Err(decoder.stray());
            }
            Token::Text(text) => push_text(text, out),
            Token::Character(c) => push_text(c.encode_utf8(&mut [0; 4]), out),
            Token::Opaque(bytes) => write_opaque(decoder, bytes, out)?,
            Token::End => return Err(decoder.cut_off()),
        }
        if is_document && open.is_empty() && decoder.is_over()? {
            return Ok(());
        }
        token = decoder.next()?;
    }
}

/// Writes octets inside of markup: their text, or the document or the base64 that they are.
fn write_opaque<'a>(
    decoder: &mut Decoder<'a>,
    bytes: &'a [u8],
    out: &mut String,
) -> Result<(), Error> {
    let offset = decoder.at - bytes.len();
    match decoder.opaque(bytes, offset, false)? {
        Opaque::Text(text) => push_text(text, out),
        Opaque::Octets(octets) => csp_check::encode_base64(octets, out),
        Opaque::Tree => {
            let mut nested = decoder.nested(offset, bytes.len())?;
            write_markup(&mut nested, None, out)?;
            decoder.leave(&nested);
        }
    }
    Ok(())
}
