//! Which characters XML 1.0 allows, and where.

/// Whether XML 1.0 (production 2) can carry the character at all, even as a reference.
pub(super) fn is_xml_char(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// How many bytes are looked at together.
const BLOCK: usize = 32;

/// Whether a byte may begin a character that XML 1.0 cannot carry; 0xEF begins U+FFFE and U+FFFF (and U+F000 of Windows' lists).
const fn is_suspicious(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) | (byte == 0xEF)
}

/// [`is_suspicious`], for one byte at a time.
const IS_SUSPICIOUS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = is_suspicious(byte as u8);
        byte += 1;
    }
    table
};

/// The first character that XML 1.0 cannot carry, and its byte offset.
pub fn first_forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly every text has none. The sum of a block, which fits into a byte, is what the compiler turns into
    // vector code; what is left is short, and so are most texts.
    let blocks = text.as_bytes().chunks_exact(BLOCK);
    let mut rest = blocks.remainder().iter();
    let suspicious = |block: &[u8]| {
        let count = block.iter().map(|&byte| u8::from(is_suspicious(byte)));
        count.sum::<u8>() > 0
    };
    if !rest.any(|&byte| IS_SUSPICIOUS[usize::from(byte)]) && !blocks.clone().any(suspicious) {
        return None;
    }
    text.char_indices().find(|&(_, c)| !is_xml_char(c))
}

/// What to say about a character that XML 1.0 cannot carry.
pub(super) fn forbidden(c: char) -> String {
    format!(
        "the character U+{:04X} is not allowed in XML: remove it, or carry the value in base64",
        u32::from(c)
    )
}

/// The class of a byte that may be part of a name and needs no second look.
pub(super) const PLAIN: u8 = 1;

/// For each byte: 0 if it ends a name, [`PLAIN`], or another class if [`is_name`] has to decide.
pub(super) const NAME_CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte: u8 = 0;
    loop {
        table[byte as usize] = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' => PLAIN,
            b':' | 0x80.. => 2,
            _ => 0,
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Whether the text is a name of XML 1.0 (production 5).
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c,
            ':' | '_'
            | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
