//! Why something cannot be mounted.

use csp_schema::TableError;

/// Why a device does not take a CSP, or a mark on one. Nothing that was mounted before is lost by it, but it is a fault of the program or of a
/// definition: whatever served it quietly would serve something else than was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MountError {
    /// A root is mounted already, in whatever spelling. (A tree may hang inside of another: there the longer root wins, as for the areas of Policy.)
    Taken {
        /// The LocURI of the root.
        uri: String,
    },
    /// What is mounted has no node with this LocURI.
    NoSuchNode {
        /// The LocURI as it was given.
        uri: String,
    },
    /// The table of a generated or described CSP cannot be read: it is none of this runtime's.
    ReadValueError(TableError),
    /// The device has 65,535 trees.
    Full,
}

impl std::fmt::Display for MountError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken { uri } => write!(
                f,
                "`{uri}` is mounted already, and the second would never be reached: mount it once, with all of its handlers"
            ),
            Self::NoSuchNode { uri } => write!(
                f,
                "no mounted definition has `{uri}`: correct the LocURI, or mount its definition first"
            ),
            Self::ReadValueError(error) => write!(
                f,
                "{error}: generate the module again, with the generator of this runtime's version"
            ),
            Self::Full => f.write_str("65,535 trees are mounted, and a device holds no more"),
        }
    }
}

impl std::error::Error for MountError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ReadValueError(error) => Some(error),
            _ => None,
        }
    }
}
