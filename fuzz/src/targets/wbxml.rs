//! What must be true of WBXML, whatever it is.

use syncml::wbxml::{from_xml, to_xml};
use syncml::{Encoding, Limits, Message, WriteError};

/// Turns WBXML into XML and back, and reads it as a message: what is a message is WBXML, and says the same in either encoding.
pub(super) fn wbxml(bytes: &[u8]) -> String {
    let limits = Limits::default();
    let message = Message::parse(bytes);
    // The input may be XML, which the mutations of others make.
    let xml = match Encoding::of(bytes) {
        Encoding::Xml => from_xml(bytes, &limits).and_then(|wbxml| to_xml(&wbxml.bytes, &limits)),
        Encoding::Wbxml(_) => to_xml(bytes, &limits),
    };
    let xml = match xml {
        Ok(xml) => xml.bytes,
        Err(error) => {
            let is_wbxml = Encoding::of(bytes) != Encoding::Xml;
            assert!(
                !is_wbxml || message.is_err(),
                "a message that is no WBXML: {error}"
            );
            return format!("{:?}", error.kind());
        }
    };
    // A tree is WBXML and no message.
    let Ok(once) = from_xml(&xml, &limits) else {
        assert!(message.is_err(), "a message that is not encoded again");
        return "tree".to_owned();
    };
    let again = |wbxml: &[u8]| {
        let xml = to_xml(wbxml, &limits).unwrap_or_else(|error| panic!("{error}"));
        from_xml(&xml.bytes, &limits).unwrap_or_else(|error| panic!("{error}"))
    };
    let twice = again(&once.bytes);
    assert_eq!(twice.bytes, again(&twice.bytes).bytes);
    let Ok(mut message) = message else {
        return "no message".to_owned();
    };
    for encoding in [Encoding::Xml, Encoding::WBXML] {
        message.encoding = encoding;
        let written = match message.to_bytes() {
            Err(WriteError::NoToken { .. }) => continue,
            written => written.unwrap_or_else(|error| panic!("{error}")),
        };
        let again = |bytes: &[u8]| {
            let read = Message::parse(bytes).unwrap_or_else(|error| panic!("{error}"));
            read.to_bytes().unwrap_or_else(|error| panic!("{error}"))
        };
        // What was markup is its text from then on.
        let rewritten = again(&written);
        assert_eq!(rewritten, again(&rewritten));
    }
    let verbs = message.top_level().take(6);
    let verbs: Vec<String> = verbs
        .map(|command| command.verb.as_str().chars().take(8).collect())
        .collect();
    verbs.join(" ")
}
