//! Which certificate the device shows to the server: `SSLCLIENTCERTSEARCHCRITERIA`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::certificates::Store;

/// `SSLCLIENTCERTSEARCHCRITERIA`: by which subject, and in which store, the device finds the certificate that it shows to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSearch {
    /// The subject of the certificate, as `CN=device 7`. It is percent-encoded when it is written.
    pub subject: String,
    /// Where the certificate is.
    pub store: Store,
}

/// What stands for itself in the value of a query (RFC 3986, "Unreserved Characters").
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl CertificateSearch {
    pub(crate) fn to_text(&self) -> String {
        let subject = utf8_percent_encode(&self.subject, ENCODED);
        format!("Subject={subject}&Stores=My%5C{}", self.store.as_str())
    }

    /// `None` where it says something else, or in another way. Microsoft's examples escape its `&` twice.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (subject, store) = text.strip_prefix("Subject=")?.split_once('&')?;
        let store = store.strip_prefix("amp;").unwrap_or(store);
        let store = decode(store.strip_prefix("Stores=")?)?;
        let store = match store.strip_prefix("My\\")? {
            "User" => Store::User,
            "System" => Store::System,
            _ => return None,
        };
        let subject = decode(subject)?;
        Some(Self { subject, store })
    }
}

fn decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
