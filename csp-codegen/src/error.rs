//! Why a run generated nothing.

use std::fmt;
use std::io;
use std::path::PathBuf;

use ddf::Report;

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the output could not be read or written.
    Io(PathBuf, io::Error),
    /// The definitions have errors. Print the report: it shows each with its place.
    Ddf(Report),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Ddf(report) => f.write_str(report.render().trim_end()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Ddf(_) => None,
        }
    }
}
