//! By what devices and the server prove to each other who they are.

use clap::{Args, ValueEnum};
use csp_session::{Challenge, Credentials, Secrets, ServerSession};

/// The credentials of both ends; those that are not given are not asked for.
#[derive(Args)]
pub(crate) struct Proofs {
    /// The name with which a device must prove itself.
    #[arg(long, requires = "password")]
    user: Option<String>,
    /// The password with which a device must prove itself.
    #[arg(long, requires = "user")]
    password: Option<String>,
    /// How a device must prove itself.
    #[arg(long, value_enum, default_value_t = Scheme::Md5, requires = "user")]
    auth_type: Scheme,
    /// The name with which the server proves itself, by MD5, to a device that asks.
    #[arg(long, requires = "server_password")]
    server_user: Option<String>,
    /// The password with which the server proves itself.
    #[arg(long, requires = "server_user")]
    server_password: Option<String>,
    /// Prove the server at once, by the digest of the empty nonce, to a device that gave none yet: some devices take no first contact without it.
    #[arg(long, requires = "server_user")]
    first_contact: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scheme {
    /// A digest of name, password and the server's nonce.
    Md5,
    /// Name and password, readable by everybody on the way.
    Basic,
}

impl Proofs {
    /// A new session with a device that was given this nonce last.
    pub(crate) fn on(&self, mut session: ServerSession, nonce: &[u8]) -> ServerSession {
        if let Some(credentials) = self.of_server(&[]) {
            session = session.with_credentials(credentials);
        }
        if let Some(expected) = self.of_device(nonce) {
            session = session.with_challenge(Challenge::new(expected));
        }
        session
    }

    /// The secrets of a session that goes on: with the nonce that the device was given where it had to prove itself, and the one that it gave where
    /// the server did. Where that is no longer asked for, the session goes on nevertheless, and nobody has what it takes.
    pub(crate) fn secrets(&self, given: Option<&[u8]>, taken: Option<&[u8]>) -> Secrets {
        let nobody = |nonce| Credentials::md5("", "", nonce);
        let mut secrets = Secrets::none();
        if let Some(nonce) = taken {
            let own = self.of_server(nonce);
            secrets = secrets.with_credentials(own.unwrap_or_else(|| nobody(nonce)));
        }
        if let Some(nonce) = given {
            let expected = self.of_device(nonce);
            secrets = secrets.with_challenge(expected.unwrap_or_else(|| nobody(nonce)));
        }
        secrets
    }

    /// What a device has to prove itself with. Without a nonce no digest is taken: the device is given one first.
    fn of_device(&self, nonce: &[u8]) -> Option<Credentials> {
        let (user, password) = self.user.as_ref().zip(self.password.as_ref())?;
        Some(match self.auth_type {
            Scheme::Md5 => Credentials::md5(user, password, nonce),
            Scheme::Basic => Credentials::basic(user, password),
        })
    }

    fn of_server(&self, nonce: &[u8]) -> Option<Credentials> {
        let (user, password) = (self.server_user.as_ref()).zip(self.server_password.as_ref())?;
        let credentials = Credentials::md5(user, password, nonce);
        Some(if self.first_contact {
            credentials.at_first_contact()
        } else {
            credentials
        })
    }
}
