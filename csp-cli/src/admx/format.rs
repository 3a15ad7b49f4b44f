//! How the commands of templates write their results.

use clap::ValueEnum;

/// How a result is written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(in crate::admx) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}
