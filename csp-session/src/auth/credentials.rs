//! Credentials: a user, a password, a scheme, and the nonce that is due.

use std::fmt;

use super::digest;
use syncml::{Cred, Meta};

/// Who somebody is, and what proves it. The password and the nonce have no `Debug`, so that they cannot reach a log by accident.
///
/// ```
/// use csp_session::Credentials;
///
/// let server = Credentials::md5("mdm.example.com", "secret", b"Nonce".to_vec());
/// assert_eq!(server.user(), "mdm.example.com");
/// assert!(!format!("{server:?}").contains("secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Credentials {
    scheme: Scheme,
    user: String,
    password: String,
    /// Empty when the other end never gave one.
    #[cfg_attr(feature = "serde", serde(with = "crate::saved::bytes"))]
    pub(super) nonce: Vec<u8>,
    pub(super) at_first_contact: bool,
}

/// How credentials are carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Scheme {
    /// `syncml:auth-basic`: user and password, readable by everybody on the way. Windows takes it only from device to server.
    Basic,
    /// `syncml:auth-md5`: a digest of user, password and a nonce, which Windows asks of servers.
    Md5,
}

impl Scheme {
    /// The Type that names the scheme in a `Cred` and in a `Chal`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "syncml:auth-basic",
            Self::Md5 => "syncml:auth-md5",
        }
    }
}

impl Credentials {
    /// Credentials that are sent as they are.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            scheme: Scheme::Basic,
            user: user.into(),
            password: password.into(),
            nonce: Vec::new(),
            at_first_contact: false,
        }
    }

    /// Credentials that are sent as an MD5 digest with a nonce: the one that the other end gave last, in this session or the one before it; empty
    /// when it never gave one. Without a nonce there is no digest, until a challenge brings one: so a nonce is
    /// [kept](crate::DeviceSession::nonce) from one session to the next, for each direction.
    pub fn md5(
        user: impl Into<String>,
        password: impl Into<String>,
        nonce: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            scheme: Scheme::Md5,
            user: user.into(),
            password: password.into(),
            nonce: nonce.into(),
            at_first_contact: false,
        }
    }

    /// Says that both ends agreed on the empty nonce for the very first contact. Where there is no nonce yet, the credentials are then a digest
    /// for the empty one: once, until a nonce is given.
    ///
    /// A digest for the empty nonce is the same every time. Whoever once got one, by asking for it or by listening, has what it takes to enter as
    /// somebody else: so by default it is neither given nor taken.
    #[must_use]
    pub fn at_first_contact(mut self) -> Self {
        self.at_first_contact = true;
        self
    }

    /// The scheme.
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The user's name, which goes into the `LocName` of the header's `Source`.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The nonce that is due.
    pub fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    /// The `Cred` of the next message.
    pub fn cred(&self) -> Cred<'static> {
        Cred {
            meta: Meta {
                format: Some("b64".into()),
                kind: Some(self.scheme.as_str().into()),
                rest: None,
            },
            data: self.secret().into(),
        }
    }

    /// Takes over the nonce that the other end gave, if it gave one.
    pub(super) fn take(&mut self, nonce: Option<Vec<u8>>) {
        if let Some(nonce) = nonce {
            self.nonce = nonce;
            self.at_first_contact = false;
        }
    }

    /// Whether the empty nonce is the one that is due.
    pub(super) fn is_first_contact(&self) -> bool {
        self.at_first_contact && self.nonce.is_empty()
    }

    /// Whether there is a nonce for a digest, or none is needed.
    pub(super) fn is_ready(&self) -> bool {
        self.scheme == Scheme::Basic || self.at_first_contact || !self.nonce.is_empty()
    }

    /// Whether a `Cred` is this one. Its Type may be missing.
    pub(super) fn fit(&self, cred: &Cred<'_>) -> bool {
        let kind = cred.meta.kind.as_deref();
        self.is_ready()
            && kind.is_none_or(|kind| kind.trim() == self.scheme.as_str())
            && digest::same(cred.data.trim(), &self.secret())
    }

    fn secret(&self) -> String {
        match self.scheme {
            Scheme::Basic => digest::basic(&self.user, &self.password),
            Scheme::Md5 => digest::md5(&self.user, &self.password, &self.nonce),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("scheme", &self.scheme)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}
