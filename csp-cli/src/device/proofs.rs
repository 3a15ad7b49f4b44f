//! By what each end proves to the other who it is.

use clap::{Args, ValueEnum};
use csp_session::{Challenge, Credentials, DeviceSession, Secrets};
use serde::{Deserialize, Serialize};

/// The credentials of both ends.
#[derive(Args)]
pub(crate) struct Proofs {
    /// The name with which the device proves itself when the server asks.
    #[arg(long, value_name = "NAME", requires = "auth_password")]
    auth_user: Option<String>,
    /// The password for --auth-user.
    #[arg(long, value_name = "PASSWORD", requires = "auth_user")]
    auth_password: Option<String>,
    /// How the device proves itself.
    #[arg(long, value_enum, default_value_t = Scheme::Md5, requires = "auth_user")]
    auth_type: Scheme,
    /// The name with which the server has to prove itself, by MD5. By default it need not.
    #[arg(long, value_name = "NAME", requires = "server_password")]
    server_user: Option<String>,
    /// The password for --server-user.
    #[arg(long, value_name = "PASSWORD", requires = "server_user")]
    server_password: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scheme {
    /// A digest of name, password and the server's nonce.
    Md5,
    /// Name and password, readable by everybody on the way.
    Basic,
}

/// The nonces that each end gave the other last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nonces {
    /// For the device's credentials.
    device: Vec<u8>,
    /// For the server's credentials.
    server: Vec<u8>,
}

impl Nonces {
    /// Those that a session leaves to the next one.
    pub(crate) fn of(session: &DeviceSession) -> Self {
        Self {
            device: session.nonce().to_vec(),
            server: session
                .challenge()
                .map_or(Vec::new(), |asked| asked.nonce().to_vec()),
        }
    }

    /// Those with which a session goes on: also one of a server that has not proved itself yet, which is for this session alone.
    pub(crate) fn within(session: &DeviceSession) -> Self {
        let secrets = session.secrets();
        let nonce = |of: Option<&Credentials>| of.map_or(Vec::new(), |of| of.nonce().to_vec());
        Self {
            device: nonce(secrets.credentials()),
            server: nonce(secrets.challenge()),
        }
    }
}

impl Proofs {
    /// Whether the server has to prove itself.
    pub(crate) fn ask_server(&self) -> bool {
        self.server_user.is_some()
    }

    /// A new session with them.
    pub(crate) fn on(&self, mut session: DeviceSession, nonces: &Nonces) -> DeviceSession {
        if let Some(credentials) = self.of_device(&nonces.device) {
            session = session.with_credentials(credentials);
        }
        if let Some(expected) = self.of_server(&nonces.server) {
            session = session.with_challenge(Challenge::new(expected));
        }
        session
    }

    /// The secrets of a session that goes on.
    pub(crate) fn secrets(&self, nonces: &Nonces) -> Secrets {
        let mut secrets = Secrets::none();
        if let Some(credentials) = self.of_device(&nonces.device) {
            secrets = secrets.with_credentials(credentials);
        }
        if let Some(expected) = self.of_server(&nonces.server) {
            secrets = secrets.with_challenge(expected);
        }
        secrets
    }

    fn of_device(&self, nonce: &[u8]) -> Option<Credentials> {
        let (user, password) = self.auth_user.as_ref().zip(self.auth_password.as_ref())?;
        Some(match self.auth_type {
            Scheme::Md5 => Credentials::md5(user, password, nonce),
            Scheme::Basic => Credentials::basic(user, password),
        })
    }

    fn of_server(&self, nonce: &[u8]) -> Option<Credentials> {
        let (user, password) = (self.server_user.as_ref()).zip(self.server_password.as_ref())?;
        Some(Credentials::md5(user, password, nonce))
    }
}
