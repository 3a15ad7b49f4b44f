//! What stands before everything that is kept: what it is and in which form, so that something else, or another version's, is not taken for it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The form that is written, and the only one that is read. A change of anything that is kept is another.
const FORM: u32 = 1;

/// Writes what it is, the form, and the thing itself.
pub(crate) fn serialize<T: Serialize, S: Serializer>(
    what: &str,
    thing: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    (what, FORM, thing).serialize(serializer)
}

/// Reads what [`serialize`] wrote. The thing itself is looked at only where it is one of these, in this form.
pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    what: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    let thing = PhantomData;
    deserializer.deserialize_tuple(3, Kept { what, thing })
}

struct Kept<T> {
    what: &'static str,
    thing: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Kept<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a saved {}", self.what)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<T, A::Error> {
        let what = self.what;
        let cut_off = || A::Error::custom(format_args!("a saved {what} that is cut off"));
        let found: String = parts.next_element()?.ok_or_else(cut_off)?;
        if found != what {
            let found: String = found.chars().take(60).collect();
            return Err(A::Error::custom(format_args!(
                "this is {found:?}, no saved {what}"
            )));
        }
        let form: u32 = parts.next_element()?.ok_or_else(cut_off)?;
        if form != FORM {
            return Err(A::Error::custom(format_args!(
                "the {what} was saved in form {form}, and this version reads form {FORM}: let the version that saved it go on with it, or begin another"
            )));
        }
        parts.next_element()?.ok_or_else(cut_off)
    }
}
