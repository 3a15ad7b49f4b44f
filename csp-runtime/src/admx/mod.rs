//! ADMX-backed policies, typed: what generated code has for a policy whose template (ADMX file) the generator was given.
//!
//! A policy with elements has a struct with a field for each, all of them public and none with a default. So an element that is left out does not
//! compile, which a device would answer with a mere number (0x82B00001); nor does code that was written before an update of Windows brought another.
//!
//! ```
//! # mod lamps {
//! #     use csp_runtime::__private as rt;
//! #     #[derive(Debug, Clone, PartialEq, Eq)]
//! #     pub struct Dim { pub percent: u32, pub rooms: rt::List, pub note: Option<String> }
//! #     impl rt::Elements for Dim {
//! #         fn write(&self, to: &mut rt::ElementWriter) {
//! #             to.put("Percent", &self.percent);
//! #             to.list("Rooms", "", &self.rooms);
//! #             to.put("Note", &self.note);
//! #         }
//! #         fn read(from: &rt::ElementReader<'_>) -> rt::ReadElements<Self> {
//! #             Ok(Self { percent: from.take("Percent")?, rooms: from.take("Rooms")?, note: from.take("Note")? })
//! #         }
//! #     }
//! # }
//! use csp_runtime::admx::{List, Policy};
//! use csp_runtime::{Payload, Value};
//!
//! let dim = Policy::Enabled(lamps::Dim {
//!     percent: 50,
//!     rooms: List::from(["Hall", "Stairs"]),
//!     note: None,
//! });
//! let mut text = String::new();
//! Payload::<Policy<lamps::Dim>>::write(&dim, &mut text);
//! assert_eq!(
//!     text,
//!     "<enabled/><data id=\"Percent\" value=\"50\"/>\
//!      <data id=\"Rooms\" value=\"1&#xF000;Hall&#xF000;2&#xF000;Stairs\"/><data id=\"Note\" value=\"\"/>"
//! );
//! assert_eq!(Policy::read(&text), Ok(dim));
//! ```
//!
//! A policy without elements is a [`Toggle`]. To no longer configure a policy, delete its node. [`Admx`](crate::value::Admx) is the way past the types: it
//! takes any element by its id, for any of these nodes.
//!
//! | element | Rust | in a payload |
//! | --- | --- | --- |
//! | `boolean` | `bool` | `true`, `false` |
//! | `decimal`, `longDecimal` | `u32`, `u64` | decimal digits |
//! | `text` | `String` where it is required, else `Option<String>` | the text; `None` is an empty one, and an empty one is read as `None` |
//! | `multiText` | `Vec<String>` | the texts, with U+F000 between them |
//! | `list` | [`List`]; [`NamedList`] where a person gives the names | name, value, name, value ..., with U+F000 between them |
//! | `enum` | a type of its own with a constant for each item, which keeps what it does not know | the item's value |
//!
//! Reading takes what devices hand back: elements in any order, ids, `true` and `false` in any letter case, and blanks around what is no text. Data that the
//! policy has no element for is passed over. An element that is missing, or holds no value of its kind, is an error, unless it is one that may be empty.

pub(crate) mod element;
mod item;
mod list;
pub(crate) mod policy;
pub(crate) mod wire;

pub use item::ItemText;
pub use list::{List, NamedList};
pub use policy::{Policy, Toggle};
