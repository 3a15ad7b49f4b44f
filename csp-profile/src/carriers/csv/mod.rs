//! Tables with a row for each setting: the columns that we write, and those of other tools that say the same.

mod columns;
mod read;
mod write;

pub(super) use read::{is_table, read};
pub(super) use write::write;
