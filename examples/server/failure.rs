//! Why a message has no answer.

use csp_session::SessionError;

use crate::store::StoreError;

pub(crate) enum Failure {
    /// The message is not for this server, or out of its order.
    Refused(String),
    /// What is kept could not be reached. The message may be sent again.
    Store(StoreError),
}

impl From<&str> for Failure {
    fn from(reason: &str) -> Self {
        Self::Refused(reason.to_owned())
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
