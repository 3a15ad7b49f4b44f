//! The values of elements: how each Rust type is written into a payload and read from one.

use csp_schema::{ADMX_JOINT, parse_bool, parse_int};

/// The value of one element of a policy.
pub trait Element: Sized {
    /// Appends the value, not escaped.
    fn write(&self, out: &mut String);

    /// Reads a value; the error says what was expected.
    ///
    /// # Errors
    ///
    /// The text is no value of this kind.
    fn read(text: &str) -> Result<Self, &'static str>;

    /// What an element is that a payload does not have; `None` where it must be there.
    fn missing() -> Option<Self> {
        None
    }

    /// Whether what is written is this value and no other.
    ///
    /// # Errors
    ///
    /// Why it is not.
    fn check(&self) -> Result<(), &'static str> {
        Ok(())
    }
}

impl Element for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        parse_bool(text).ok_or("`true` or `false`")
    }
}

/// Reads a number, in whatever form one is written.
///
/// # Errors
///
/// The text is none.
pub fn read_number(text: &str) -> Result<u64, &'static str> {
    let digits = text.trim().parse::<u64>().ok();
    let lenient = || u64::try_from(parse_int(text)?).ok();
    digits.or_else(lenient).ok_or("a number in decimal digits")
}

impl Element for u64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        read_number(text)
    }
}

impl Element for u32 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        Self::try_from(read_number(text)?).map_err(|_| "a number of 32 bits")
    }
}

impl Element for String {
    fn write(&self, out: &mut String) {
        out.push_str(self);
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        Ok(text.to_owned())
    }
}

/// A text that may be left open: its `<data>` is there all the same, and empty.
impl Element for Option<String> {
    fn write(&self, out: &mut String) {
        out.push_str(self.as_deref().unwrap_or_default());
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

/// The texts of a multiText.
impl Element for Vec<String> {
    fn write(&self, out: &mut String) {
        for (at, text) in self.iter().enumerate() {
            if at > 0 {
                out.push(ADMX_JOINT);
            }
            out.push_str(text);
        }
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        Ok(match text {
            "" => Self::new(),
            _ => text.split(ADMX_JOINT).map(str::to_owned).collect(),
        })
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn check(&self) -> Result<(), &'static str> {
        if let [text] = self.as_slice() {
            if text.is_empty() {
                return Err("its only text is empty, and would be read as none");
            }
        }
        if self.iter().any(|text| text.contains(ADMX_JOINT)) {
            Err("one of its texts contains U+F000, which stands between them")
        } else {
            Ok(())
        }
    }
}
