//! Numbers as people and logs write them, and the numbers that stand inside of others.

use std::fmt;

use syncml::StatusCode;

use crate::table;

/// A number of which somebody wants to know the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A status of SyncML.
    Status(StatusCode),
    /// An HRESULT, or a number that is shown like one.
    Error(u32),
}

impl Code {
    /// Reads a status (`404`, `Status 404`), or an error in hexadecimal (`0x87D1FDE8`), in decimal (`2278686184`) or in signed decimal
    /// (`-2016281112`). A word in front, as `HRESULT`, `Error code:` or `Result:`, does not count.
    ///
    /// A small decimal number is a status; other numbers below 0x80000000, which is where errors begin, are read only when the table has them.
    ///
    /// ```
    /// use csp_explain::Code;
    ///
    /// let same = Code::Error(0x87D1_FDE8);
    /// for text in ["0x87d1fde8", "87D1FDE8", "-2016281112", "2278686184", "Error code: 0x87D1FDE8"] {
    ///     assert_eq!(Code::parse(text), Some(same), "{text}");
    /// }
    /// assert_eq!(Code::parse("Status 404").unwrap().to_string(), "404 Not found");
    /// assert_eq!(Code::parse("99999999999"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = without_words(text.trim());
        if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            return hexadecimal(digits);
        }
        match text.strip_prefix('-') {
            Some(digits) => {
                let number = -decimal(digits)?;
                i32::try_from(number)
                    .ok()
                    .map(|number| Self::Error(number as u32))
            }
            None if text.bytes().all(|digit| digit.is_ascii_digit()) => {
                let number = u32::try_from(decimal(text)?).ok()?;
                match number {
                    100..=599 => Some(Self::Status(StatusCode::new(number as u16))),
                    0x8000_0000.. => Some(Self::Error(number)),
                    _ if table::error(number).is_some() => Some(Self::Error(number)),
                    _ if text.len() == 8 => hexadecimal(text),
                    _ => None,
                }
            }
            // Logs leave the prefix out.
            None if text.len() == 8 => hexadecimal(text),
            None => with_its_name(text),
        }
    }

    /// The status that an error wraps: Intune shows status 404 as 0x87D10194.
    pub fn wrapped_status(self) -> Option<StatusCode> {
        let Self::Error(number @ 0x87D1_00C8..=0x87D1_0205) = self else {
            return None;
        };
        Some(StatusCode::new((number & 0xFFFF) as u16))
    }

    /// The Win32 error that an HRESULT wraps: 0x80070005 is error 5.
    pub fn wrapped_win32(self) -> Option<u16> {
        match self {
            Self::Error(number) if number >> 16 == 0x8007 => Some(number as u16),
            _ => None,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(code) => code.fmt(f),
            Self::Error(number) => write!(f, "0x{number:08X}"),
        }
    }
}

/// A status as it is printed: `404 Not found`.
fn with_its_name(text: &str) -> Option<Code> {
    let (digits, name) = text.split_once(' ')?;
    let status = StatusCode::parse(digits)?;
    let is_its = status
        .name()
        .is_some_and(|its| its.eq_ignore_ascii_case(name.trim()));
    is_its.then_some(Code::Status(status))
}

/// The text without the words that people copy along with a number.
fn without_words(text: &str) -> &str {
    const WORDS: [&str; 8] = [
        "SyncML", "Status", "HRESULT", "Error", "Result", "Code", "Win32", "Unknown",
    ];
    let mut rest = text;
    loop {
        let found = WORDS.iter().find_map(|word| {
            let (start, end) = rest.split_at_checked(word.len())?;
            let end = end.trim_start_matches([' ', ':', '=', '(']);
            start.eq_ignore_ascii_case(word).then_some(end)
        });
        match found {
            Some(shorter) => rest = shorter,
            None => return rest.trim_end_matches(['.', ')', ' ']),
        }
    }
}

/// Some logs extend the sign to 64 bits.
fn hexadecimal(digits: &str) -> Option<Code> {
    let digits = match digits.len() {
        16 => digits
            .strip_prefix("FFFFFFFF")
            .or_else(|| digits.strip_prefix("ffffffff"))?,
        _ => digits,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    let is_error = number >= 0x8000_0000 || table::error(number).is_some();
    is_error.then_some(Code::Error(number))
}

fn decimal(digits: &str) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let error = |number| Some(Code::Error(number));
        for (text, code) in [
            ("404", Some(Code::Status(StatusCode::NOT_FOUND))),
            ("status: 404", Some(Code::Status(StatusCode::NOT_FOUND))),
            (
                "SyncML status 599",
                Some(Code::Status(StatusCode::new(599))),
            ),
            ("0x86000002", error(0x8600_0002)),
            ("HRESULT 0X86000002.", error(0x8600_0002)),
            ("0xFFFFFFFF86000002", error(0x8600_0002)),
            ("Unknown Win32 Error code: 0x86000031)", error(0x8600_0031)),
            ("-2046820350", error(0x8600_0002)),
            ("2248146946", error(0x8600_0002)),
            ("86000002", error(0x8600_0002)),
            ("65000", error(65000)),
            ("131328", error(0x20100)),
            ("0x06000007", error(0x0600_0007)),
            ("-1", error(0xFFFF_FFFF)),
            ("404 not Found", Some(Code::Status(StatusCode::NOT_FOUND))),
            ("404 Forbidden", None),
            ("7", None),
            ("0x7", None),
            ("0x", None),
            ("-", None),
            ("--1", None),
            ("+404", None),
            ("4294967296", None),
            ("-2147483649", None),
            ("0x186000002", None),
            ("99999999999999999999999999", None),
            ("", None),
            ("Status", None),
            ("é0000000", None),
        ] {
            assert_eq!(Code::parse(text), code, "{text}");
        }
    }

    #[test]
    fn what_an_error_wraps_is_found() {
        assert_eq!(
            Code::Error(0x87D1_01A9).wrapped_status(),
            Some(StatusCode::PERMISSION_DENIED)
        );
        assert_eq!(Code::Error(0x87D1_FDE8).wrapped_status(), None);
        assert_eq!(Code::Error(0x8007_0534).wrapped_win32(), Some(0x534));
        assert_eq!(Code::Status(StatusCode::OK).wrapped_win32(), None);
    }
}
