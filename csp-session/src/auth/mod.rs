//! Authentication: how one end proves who it is, and how the other end asks (OMA DM Security 1.2, Basic and MD5).

mod challenge;
mod credentials;
pub(super) mod digest;
mod proof;

pub(super) use challenge::AuthenticationStatus;
pub use challenge::Challenge;
#[cfg(feature = "serde")]
pub(super) use challenge::ChallengeState;
pub use credentials::{Credentials, Scheme};
#[cfg(feature = "serde")]
pub(super) use proof::ProofState;
pub(super) use proof::{Proof, is_about_credentials};
