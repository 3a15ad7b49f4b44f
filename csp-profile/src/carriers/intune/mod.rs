//! Custom policies of Intune as Microsoft Graph has them: `windows10CustomConfiguration` and its `omaSettings`.

mod json;
mod read;
mod types;
mod write;

pub(super) use read::read;
pub(super) use types::{is_own, kind};
pub(super) use write::write;
