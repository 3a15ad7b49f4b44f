//! The values of nodes that are policies.

use csp_schema::parse_admx;

use super::wire::{ElementReader, ElementWriter};
use crate::value::{Admx, Payload, ReadValueError, Value, WriteValueError};

/// The value of a policy that has elements: `T` is the generated struct of them. (Not configured is no value at all: Delete the node.)
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Policy<T> {
    /// The policy is on, with a value for each of its elements.
    Enabled(T),
    /// The policy is off.
    Disabled,
}

/// The value of a policy that has no elements. (Not configured is no value at all: Delete the node.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Toggle {
    /// The policy is on.
    Enabled,
    /// The policy is off.
    Disabled,
}

/// The elements of a policy, as generated structs have them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no struct of the elements of a policy",
    note = "a policy's struct stands in its generated module: `Policy::Enabled(csp::X {{ .. }})`; a policy without elements is a `Toggle`"
)]
pub trait Elements: Sized + 'static {
    /// Writes each element.
    fn write(&self, to: &mut ElementWriter);

    /// Reads each element.
    ///
    /// # Errors
    ///
    /// An element that must be there is missing, or one has no value of its kind.
    fn read(from: &ElementReader<'_>) -> ReadElements<Self>;
}

/// What comes of reading the elements of a policy.
pub type ReadElements<T> = Result<T, ReadValueError>;

const PAYLOAD: &str = "`<enabled/>` or `<disabled/>` with the data of a policy";

impl<T: Elements> Value for Policy<T> {
    type Read<'a> = Self;

    fn read(text: &str) -> Result<Self, ReadValueError> {
        let payload = parse_admx(text).map_err(|_| ReadValueError::new(PAYLOAD, text))?;
        if payload.is_enabled {
            T::read(&ElementReader::new(&payload)).map(Self::Enabled)
        } else {
            Ok(Self::Disabled)
        }
    }
}

impl<T: Elements> Policy<T> {
    fn payload(&self) -> Admx {
        match self {
            Self::Enabled(elements) => {
                let mut to = ElementWriter::new();
                elements.write(&mut to);
                to.finish()
            }
            Self::Disabled => Admx::disabled(),
        }
    }
}

impl<T: Elements> Payload<Self> for Policy<T> {
    fn write(&self, out: &mut String) {
        Payload::<Admx>::write(&self.payload(), out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        Payload::<Admx>::check(&self.payload())
    }
}

/// The way past the types.
impl<T: Elements> Payload<Policy<T>> for Admx {
    fn write(&self, out: &mut String) {
        Payload::<Self>::write(self, out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        Payload::<Self>::check(self)
    }
}

impl Value for Toggle {
    type Read<'a> = Self;

    fn read(text: &str) -> Result<Self, ReadValueError> {
        let payload = parse_admx(text).map_err(|_| ReadValueError::new(PAYLOAD, text))?;
        Ok(if payload.is_enabled {
            Self::Enabled
        } else {
            Self::Disabled
        })
    }
}

impl Payload<Self> for Toggle {
    fn write(&self, out: &mut String) {
        out.push_str(match self {
            Self::Enabled => "<enabled/>",
            Self::Disabled => "<disabled/>",
        });
    }
}

impl Payload<Toggle> for Admx {
    fn write(&self, out: &mut String) {
        Payload::<Self>::write(self, out);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        Payload::<Self>::check(self)
    }
}
