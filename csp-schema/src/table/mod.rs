//! The text form of a schema table, which generated code holds: [`Tree::load`](crate::Tree::load) reads it, [`Tree::to_table`](crate::Tree::to_table) writes it.
//!
//! The table is an outline of lines. `csp` names the CSP and `root` says where the next root hangs. A line that begins with a number begins a
//! node: its depth, its class and its name. The lines after it are its facts, a key and a text each, indented for the eye; what is not there has the DDF's default.
//!
//! ```text
//! csp Lamp
//! root ./Device/Vendor/Contoso
//! 0 0 Lamp
//!   access Get
//! 1 1 Brightness
//!   format int
//!   access Get Replace
//!   description How bright the lamp is, in percent.
//!   allowed range 0..100
//! ```
//!
//! Which lines there are is part of what a generator and a runtime agree on: with a new one, the number of `__private::ABI_2` goes up.
//!
//! A backslash escapes itself (`\\`), a line break (`\n`, `\r`), a space at either end of a text (`\s`) and any character by its number (`\u{f000}`).

mod elements;
mod read;
mod text;
mod write;

pub(crate) use read::read;
pub use text::{TableText, is_shapeless};

/// A text that is not a schema table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: &'static str,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {} of the schema table: {}",
            self.line, self.message
        )
    }
}

impl std::error::Error for TableError {}
