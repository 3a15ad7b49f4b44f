//! How a handler says no: a status code, with the HRESULT behind it where there is one.

use crate::StatusCode;
use crate::value::WriteValueError;

/// Why a command failed: the status that its sender gets, and the Windows error behind it.
///
/// ```
/// use csp_runtime::{HandlerError, StatusCode};
///
/// let refused = HandlerError::from(StatusCode::FORBIDDEN);
/// assert_eq!(refused.hresult(), None);
/// let denied = HandlerError::from_hresult(0x8007_0005);
/// assert_eq!(denied.status(), StatusCode::PERMISSION_DENIED);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandlerError {
    status: StatusCode,
    hresult: Option<u32>,
}

impl HandlerError {
    /// 500 with `E_INVALIDARG`: what Windows reports for a value that a provider refuses.
    pub const INVALID_VALUE: Self = Self::new(StatusCode::COMMAND_FAILED).with_hresult(0x8007_0057);

    /// A failure with this status and nothing more.
    pub const fn new(status: StatusCode) -> Self {
        Self {
            status,
            hresult: None,
        }
    }

    /// Adds the HRESULT, which the Status carries as `msft:originalerror` (MS-MDM 2.2.7.3).
    #[must_use]
    pub const fn with_hresult(mut self, hresult: u32) -> Self {
        self.hresult = Some(hresult);
        self
    }

    /// The failure that a Windows error means. Microsoft publishes the codes (`cfgmgr2err.h`) and no mapping; this one follows their names.
    /// An error that SyncML has no code for is 500.
    pub const fn from_hresult(hresult: u32) -> Self {
        let status = match hresult {
            0x8600_0002 | 0x8007_0002 | 0x8007_0003 => StatusCode::NOT_FOUND,
            0x8600_0001 | 0x8600_0014 | 0x8600_0018 => StatusCode::UNSUPPORTED_TYPE_OR_FORMAT,
            0x8600_0011 | 0x8600_0015 => StatusCode::COMMAND_NOT_ALLOWED,
            0x8600_0013 => StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED,
            0x8600_0016 | 0x8600_0017 | 0x8007_0005 => StatusCode::PERMISSION_DENIED,
            0x8600_0009 => StatusCode::ATOMIC_ROLL_BACK_FAILED,
            0x0600_0007 => StatusCode::ROLLED_BACK,
            0x8007_00B7 => StatusCode::ALREADY_EXISTS,
            _ => StatusCode::COMMAND_FAILED,
        };
        Self::new(status).with_hresult(hresult)
    }

    /// The status of the command.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The Windows error behind it.
    pub const fn hresult(&self) -> Option<u32> {
        self.hresult
    }
}

impl From<StatusCode> for HandlerError {
    fn from(status: StatusCode) -> Self {
        Self::new(status)
    }
}

/// What a handler returned and no text stands for is the handler's failure.
impl From<WriteValueError> for HandlerError {
    fn from(_: WriteValueError) -> Self {
        Self::new(StatusCode::COMMAND_FAILED)
    }
}

impl std::fmt::Display for HandlerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.status)?;
        match self.hresult {
            Some(hresult) => write!(f, " (0x{hresult:08X})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for HandlerError {}

/// How an Exec went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exec {
    /// It is done: 200.
    Done,
    /// It has begun and an alert will tell its end: 202.
    Accepted,
}

impl Exec {
    /// The status of the command.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Done => StatusCode::OK,
            Self::Accepted => StatusCode::ACCEPTED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_errors_have_the_status_that_their_names_say() {
        for (hresult, status) in [
            (0x8600_0000, 500),
            (0x8600_0001, 415),
            (0x8600_0002, 404),
            (0x8600_0009, 516),
            (0x8600_0011, 405),
            (0x8600_0013, 406),
            (0x8600_0014, 415),
            (0x8600_0015, 405),
            (0x8600_0016, 425),
            (0x8600_0017, 425),
            (0x8600_0018, 415),
            (0x8600_0019, 500),
            (0x8007_0002, 404),
            (0x8007_0005, 425),
            (0x8007_0057, 500),
        ] {
            let error = HandlerError::from_hresult(hresult);
            assert_eq!(error.status().code(), status, "0x{hresult:08X}");
            assert_eq!(error.hresult(), Some(hresult));
        }
        assert_eq!(
            HandlerError::INVALID_VALUE.to_string(),
            "500 Command failed (0x80070057)"
        );
    }
}
