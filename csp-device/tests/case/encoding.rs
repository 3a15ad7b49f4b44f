//! The same requests and replies in either encoding.

use std::borrow::Cow;

use syncml::{Encoding, Limits, wbxml};

/// A request in an encoding.
pub(crate) fn encode(request: &str, encoding: Encoding) -> Result<Vec<u8>, String> {
    if encoding == Encoding::Xml {
        return Ok(request.as_bytes().to_vec());
    }
    let encoded = wbxml::from_xml(request.as_bytes(), &Limits::default());
    let encoded = encoded.map_err(|error| format!("{error}\n{request}"))?;
    Ok(encoded.bytes)
}

/// What is left of a line of a reply in an encoding: WBXML does not carry the HRESULT behind a status.
pub(crate) fn kept(line: &str, encoding: Encoding) -> Cow<'_, str> {
    let hresult = line.find(" 0x").filter(|_| encoding != Encoding::Xml);
    let Some((start, end)) = hresult.map(|at| (at, at + " 0x00000000".len())) else {
        return Cow::Borrowed(line);
    };
    let rest = line.get(end..).unwrap_or_default();
    Cow::Owned(format!("{}{rest}", line.get(..start).unwrap_or_default()))
}
