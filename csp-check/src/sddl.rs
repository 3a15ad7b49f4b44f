//! Security descriptors in their text form (MS-DTYP 2.5.1, the security descriptor description language).
//!
//! The grammar is evaluated, and each name in it; which rights make sense for an object is not. What stands in the condition or the claim at the end
//! of an entry (MS-DTYP 2.5.1.1, `conditional-expression` and `attribute-data`) is looked at as far as its parentheses and strings go.

use crate::{Evaluated, ValueError};

/// Evaluates a security descriptor: `O:BAG:SYD:(A;;GA;;;SY)`.
///
/// ```
/// use csp_check::{Evaluated, check_sddl};
///
/// assert_eq!(check_sddl("D:(A;;CC;;;S-1-5-84-0-0-0-0-0)"), Ok(Evaluated::Whole));
/// let error = check_sddl("D:(A;;CC;;;Users)").unwrap_err();
/// assert_eq!(error.offset(), Some(11));
/// assert_eq!(error.to_string(), "`Users` is no SID: write `S-1-..` or a name of two letters, such as `BA`");
/// ```
///
/// # Errors
///
/// The first thing in it that the grammar does not allow.
pub fn check_sddl(text: &str) -> Result<Evaluated, ValueError> {
    let mut reader = Reader {
        text,
        at: 0,
        has_expression: false,
    };
    reader.descriptor()?;
    Ok(if reader.has_expression {
        Evaluated::Partly("the conditions and claims of entries are not evaluated".into())
    } else {
        Evaluated::Whole
    })
}

/// The types of entries, and what follows the SID of each.
const TYPES: [(&str, Tail); 17] = [
    ("A", Tail::Nothing),
    ("D", Tail::Nothing),
    ("OA", Tail::Nothing),
    ("OD", Tail::Nothing),
    ("AU", Tail::Nothing),
    ("AL", Tail::Nothing),
    ("OU", Tail::Nothing),
    ("OL", Tail::Nothing),
    ("ML", Tail::Nothing),
    ("SP", Tail::Nothing),
    ("TL", Tail::Nothing),
    ("FL", Tail::Either),
    ("XA", Tail::Expression),
    ("XD", Tail::Expression),
    ("XU", Tail::Expression),
    ("ZA", Tail::Expression),
    ("RA", Tail::Expression),
];

#[derive(Clone, Copy, PartialEq)]
enum Tail {
    Nothing,
    Expression,
    Either,
}

const ACL_FLAGS: [&str; 4] = ["NO_ACCESS_CONTROL", "AR", "AI", "P"];

const ACE_FLAGS: [&str; 9] = ["CI", "OI", "NP", "IO", "ID", "SA", "FA", "TP", "CR"];

/// Generic, standard, directory, file, registry and mandatory label rights.
const RIGHTS: [&str; 28] = [
    "GA", "GR", "GW", "GX", "RC", "SD", "WD", "WO", "RP", "WP", "CC", "DC", "LC", "SW", "LO", "DT",
    "CR", "FA", "FR", "FW", "FX", "KA", "KR", "KW", "KX", "NR", "NW", "NX",
];

/// The SIDs that have a name of two letters (MS-DTYP 2.5.1.1 `sid-token`; Microsoft's page on SID strings).
const SIDS: [&str; 66] = [
    "AA", "AC", "AN", "AO", "AP", "AS", "AU", "BA", "BG", "BO", "BU", "CA", "CD", "CG", "CN", "CO",
    "CY", "DA", "DC", "DD", "DG", "DU", "EA", "ED", "EK", "ER", "ES", "HA", "HI", "HO", "IS", "IU",
    "KA", "LA", "LG", "LS", "LU", "LW", "ME", "MP", "MU", "NO", "NS", "NU", "OW", "PA", "PO", "PS",
    "PU", "RA", "RC", "RD", "RE", "RM", "RO", "RS", "RU", "SA", "SI", "SO", "SS", "SU", "SY", "UD",
    "WD", "WR",
];

struct Reader<'a> {
    text: &'a str,
    at: usize,
    has_expression: bool,
}

impl<'a> Reader<'a> {
    /// `[owner] [group] [dacl] [sacl]`, in any order, each once.
    fn descriptor(&mut self) -> Result<(), ValueError> {
        let mut seen: Vec<char> = Vec::new();
        loop {
            self.space();
            let start = self.at;
            let rest = self.rest();
            if rest.is_empty() {
                break;
            }
            let mut chars = rest.chars();
            let part = match (
                chars.next().map(|part| part.to_ascii_uppercase()),
                chars.next(),
            ) {
                (Some(part @ ('O' | 'G' | 'D' | 'S')), Some(':')) => part,
                _ => {
                    return Err(ValueError::at(
                        start,
                        "expected `O:`, `G:`, `D:` or `S:`: owner, group, the list of access or that of auditing",
                    ));
                }
            };
            if seen.contains(&part) {
                return Err(ValueError::at(start, format!("a second `{part}:`")));
            }
            seen.push(part);
            self.at += "O:".len();
            match part {
                'O' | 'G' => self.owner()?,
                _ => self.list()?,
            }
        }
        if seen.is_empty() {
            Err(ValueError::at(0, "a security descriptor is not empty"))
        } else {
            Ok(())
        }
    }

    fn owner(&mut self) -> Result<(), ValueError> {
        self.space();
        let rest = self.rest();
        // `O:` takes as much as can be a SID: `O:BAG:SY` has one of two letters.
        let len = match rest.get(..2) {
            Some("S-" | "s-") => {
                let end =
                    |c: char| !(c.is_ascii_hexdigit() || matches!(c, 'S' | 's' | '-' | 'x' | 'X'));
                let found = rest.find(end).unwrap_or(rest.len());
                // The next part begins with a letter that may be a digit, too: `D:`.
                match rest.get(found..) {
                    Some(next) if next.starts_with(':') => found.saturating_sub(1),
                    _ => found,
                }
            }
            _ => rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at),
        };
        let name = rest.get(..len).unwrap_or_default();
        sid(name, self.at)?;
        self.at += len;
        Ok(())
    }

    /// `[flags] (entry)..`
    fn list(&mut self) -> Result<(), ValueError> {
        self.space();
        while let Some(flag) = ACL_FLAGS.iter().find(|flag| {
            let found = self.rest().get(..flag.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(flag))
        }) {
            self.at += flag.len();
            self.space();
        }
        while self.rest().starts_with('(') {
            self.entry()?;
            self.space();
        }
        Ok(())
    }

    /// `(type;flags;rights;object;inherited object;SID[;expression])`
    fn entry(&mut self) -> Result<(), ValueError> {
        let start = self.at;
        self.at += "(".len();
        let (at, word) = self.field(start)?;
        let Some((_, tail)) = TYPES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
        else {
            let types = TYPES.map(|(name, _)| name).join("`, `");
            return Err(ValueError::at(
                at,
                format!(
                    "`{}` is no type of an entry; they are `{types}`",
                    short(word)
                ),
            ));
        };
        self.separator()?;
        let (at, flags) = self.field(start)?;
        pairs(at, flags, &ACE_FLAGS, "flag")?;
        self.separator()?;
        let (at, rights) = self.field(start)?;
        if !is_number(rights) {
            pairs(at, rights, &RIGHTS, "right")?;
        }
        for _ in 0..2 {
            self.separator()?;
            let (at, object) = self.field(start)?;
            if !(object.is_empty() || is_guid(object)) {
                return Err(ValueError::at(
                    at,
                    format!("`{}` is no GUID", short(object)),
                ));
            }
        }
        self.separator()?;
        let (at, name) = self.field(start)?;
        sid(name, at)?;
        if self.rest().starts_with(';') {
            let at = self.at;
            self.at += ";".len();
            self.space();
            self.expression(start)?;
            if *tail == Tail::Nothing {
                return Err(ValueError::at(
                    at,
                    format!("an entry of type `{word}` ends with its SID"),
                ));
            }
        } else if *tail == Tail::Expression {
            return Err(ValueError::at(
                self.at,
                format!(
                    "an entry of type `{word}` has a condition or a claim in parentheses behind its SID"
                ),
            ));
        }
        self.space();
        if self.rest().starts_with(')') {
            self.at += ")".len();
        } else {
            return Err(ValueError::at(self.at, "expected `)`"));
        }
        Ok(())
    }

    /// What is in parentheses, strings in quotes included.
    fn expression(&mut self, entry: usize) -> Result<(), ValueError> {
        let start = self.at;
        let (mut depth, mut is_quoted) = (0_usize, false);
        for (at, c) in self.rest().char_indices() {
            match c {
                '"' => is_quoted = !is_quoted,
                _ if is_quoted => {}
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                if at == 0 {
                    return Err(ValueError::at(start, "expected `(`"));
                }
                self.at = start + at + c.len_utf8();
                self.has_expression = true;
                return Ok(());
            }
        }
        Err(ValueError::at(entry, "an entry is not closed"))
    }

    /// The text up to the next `;` or parenthesis, without the spaces around, and where it begins.
    fn field(&mut self, entry: usize) -> Result<(usize, &'a str), ValueError> {
        let rest = self.rest();
        let Some(len) = rest.find([';', '(', ')']) else {
            return Err(ValueError::at(entry, "an entry is not closed"));
        };
        let field = rest.get(..len).unwrap_or_default();
        let trimmed = field.trim_start();
        let at = self.at + (field.len() - trimmed.len());
        self.at += len;
        Ok((at, trimmed.trim_end()))
    }

    fn separator(&mut self) -> Result<(), ValueError> {
        if self.rest().starts_with(';') {
            self.at += ";".len();
            Ok(())
        } else {
            Err(ValueError::at(
                self.at,
                "expected `;`: an entry is (type;flags;rights;object;inherited object;SID)",
            ))
        }
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Names of two letters, one after the other.
fn pairs(at: usize, text: &str, names: &[&str], what: &str) -> Result<(), ValueError> {
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
        let pair = rest.get(..end).unwrap_or_default();
        if !names.iter().any(|name| name.eq_ignore_ascii_case(pair)) {
            return Err(ValueError::at(
                at + from,
                format!("`{pair}` is no {what}; they are `{}`", names.join("`, `")),
            ));
        }
        from += end;
    }
    Ok(())
}

fn sid(name: &str, at: usize) -> Result<(), ValueError> {
    let is_named = SIDS.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_named || is_sid(name) {
        return Ok(());
    }
    Err(ValueError::at(
        at,
        format!(
            "`{}` is no SID: write `S-1-..` or a name of two letters, such as `BA`",
            short(name)
        ),
    ))
}

/// `S-1-authority-..` (MS-DTYP 2.4.2.1): one part to fifteen of 32 bits behind an authority of 48.
fn is_sid(text: &str) -> bool {
    let Some(rest) = text
        .strip_prefix("S-1-")
        .or_else(|| text.strip_prefix("s-1-"))
    else {
        return false;
    };
    let mut parts = rest.split('-');
    let authority = parts.next().and_then(number);
    let rest: Vec<Option<u64>> = parts.map(number).collect();
    authority.is_some_and(|authority| authority < 1 << 48)
        && (1..=15).contains(&rest.len())
        && rest
            .iter()
            .all(|part| part.is_some_and(|part| part <= u64::from(u32::MAX)))
}

/// A number in decimal, or in hexadecimal behind `0x`.
fn number(text: &str) -> Option<u64> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = hex.map_or((text, 10), |hex| (hex, 16));
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    u64::from_str_radix(digits, radix)
        .ok()
        .filter(|_| is_number)
}

fn is_number(text: &str) -> bool {
    number(text).is_some_and(|mask| mask <= u64::from(u32::MAX))
}

fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

fn short(text: &str) -> &str {
    text.char_indices()
        .nth(60)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}
