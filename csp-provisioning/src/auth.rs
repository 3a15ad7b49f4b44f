//! How each end proves itself to the other: the two `APPAUTH` of an account.

use std::fmt;

use csp_check::{decode_base64, encode_base64};

use crate::entry::Entry;
use crate::error::{Fault, WriteError};
use crate::node::Node;
use crate::write::Writer;

/// How the server proves itself to the device (AAUTHLEVEL `CLIENT`): by a digest, always.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerAuth {
    /// `AAUTHNAME`: the server's name; the PROVIDER-ID where it is not said.
    pub name: Option<String>,
    /// `AAUTHSECRET`: the password.
    pub secret: String,
    /// `AAUTHDATA`: the nonce of its first digest.
    pub nonce: Vec<u8>,
    /// What else is in this `APPAUTH`.
    pub others: Vec<Entry>,
}

/// How the device proves itself to the server (AAUTHLEVEL `APPSRV`).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceAuth {
    /// `AAUTHTYPE`.
    pub scheme: Scheme,
    /// `AAUTHNAME`: the user's name.
    pub name: String,
    /// `AAUTHSECRET`: the password.
    pub secret: String,
    /// `AAUTHDATA`: the nonce of its first digest. Microsoft's examples leave it out beside BASIC; Windows 11 26200 enrols with it alone.
    pub nonce: Option<Vec<u8>>,
    /// What else is in this `APPAUTH`.
    pub others: Vec<Entry>,
}

/// `AAUTHTYPE`: how the device's credentials travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `BASIC`: name and password, readable by everybody on the way.
    Basic,
    /// `DIGEST`: an MD5 digest of name, password and nonce.
    Digest,
}

impl Scheme {
    /// The value of `AAUTHTYPE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "BASIC",
            Self::Digest => "DIGEST",
        }
    }
}

impl ServerAuth {
    /// What the server knows, and the nonce of its first digest: random bytes, which are kept for the first session.
    pub fn new(secret: impl Into<String>, nonce: impl Into<Vec<u8>>) -> Self {
        Self {
            name: None,
            secret: secret.into(),
            nonce: nonce.into(),
            others: Vec::new(),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.node("APPAUTH", |writer| {
            writer.parm("AAUTHLEVEL", Some(SERVER), None);
            writer.parm("AAUTHTYPE", Some(Scheme::Digest.as_str()), None);
            writer.optional("AAUTHNAME", self.name.as_ref(), None);
            writer.required("AAUTHSECRET", &self.secret);
            write_nonce(&self.nonce, SERVER, writer);
            writer.entries(&self.others);
        });
    }

    fn read(mut node: Node) -> Result<Self, Fault> {
        let offset = node.offset_of("AAUTHTYPE");
        if node.require("AAUTHTYPE")? != Scheme::Digest.as_str() {
            return Err(Fault::new(
                offset,
                "a server proves itself by `DIGEST` alone: write that as the AAUTHTYPE for AAUTHLEVEL `CLIENT`",
            ));
        }
        let nonce = read_nonce(&mut node)?;
        Ok(Self {
            name: node.take_text("AAUTHNAME")?,
            secret: node.require("AAUTHSECRET")?,
            nonce: nonce.ok_or_else(|| Fault::new(node.offset, "there is no nonce for AAUTHLEVEL `CLIENT`, and Windows does not enrol without one: add `AAUTHDATA`"))?,
            others: node.rest(),
        })
    }
}

impl DeviceAuth {
    /// A name and a password, sent as a digest for a nonce: random bytes, which are kept for the first session.
    pub fn digest(
        name: impl Into<String>,
        secret: impl Into<String>,
        nonce: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            scheme: Scheme::Digest,
            name: name.into(),
            secret: secret.into(),
            nonce: Some(nonce.into()),
            others: Vec::new(),
        }
    }

    /// A name and a password, sent as they are. The nonce is not used, and Windows does not enrol without one.
    pub fn basic(
        name: impl Into<String>,
        secret: impl Into<String>,
        nonce: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            scheme: Scheme::Basic,
            ..Self::digest(name, secret, nonce)
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.node("APPAUTH", |writer| {
            writer.parm("AAUTHLEVEL", Some(DEVICE), None);
            writer.parm("AAUTHTYPE", Some(self.scheme.as_str()), None);
            writer.required("AAUTHNAME", &self.name);
            writer.required("AAUTHSECRET", &self.secret);
            match (&self.nonce, self.scheme) {
                (Some(nonce), _) => write_nonce(nonce, DEVICE, writer),
                (None, Scheme::Digest) => writer.fail(WriteError::NoNonce(DEVICE)),
                (None, Scheme::Basic) => {}
            }
            writer.entries(&self.others);
        });
    }

    fn read(mut node: Node) -> Result<Self, Fault> {
        let scheme = node.take("AAUTHTYPE", "`BASIC` or `DIGEST`", |text| {
            let all = [Scheme::Basic, Scheme::Digest];
            all.into_iter().find(|scheme| scheme.as_str() == text)
        })?;
        let scheme = scheme.ok_or_else(|| {
            Fault::new(
                node.offset,
                "this `APPAUTH` has no `AAUTHTYPE`: write `BASIC` or `DIGEST`",
            )
        })?;
        let nonce = read_nonce(&mut node)?;
        if nonce.is_none() && scheme == Scheme::Digest {
            return Err(Fault::new(
                node.offset,
                "there is no nonce for AAUTHLEVEL `APPSRV`, and Windows does not enrol without one: add `AAUTHDATA`",
            ));
        }
        Ok(Self {
            scheme,
            name: node.require("AAUTHNAME")?,
            secret: node.require("AAUTHSECRET")?,
            nonce,
            others: node.rest(),
        })
    }
}

/// What `AAUTHLEVEL` says: whom the credentials are shown to.
const SERVER: &str = "CLIENT";
const DEVICE: &str = "APPSRV";

/// Takes both out of an account.
pub(crate) fn read(account: &mut Node) -> Result<(ServerAuth, DeviceAuth), Fault> {
    let mut of_level = |level: &str| {
        let has_level =
            |node: &Node| node.kind == "APPAUTH" && node.text_of("AAUTHLEVEL") == Some(level);
        let mut nodes = account.take_nodes(has_level).into_iter();
        match (nodes.next(), nodes.next()) {
            (Some(mut node), None) => node.take_parm("AAUTHLEVEL").map(|_| node),
            (_, Some(second)) => Err(Fault::new(
                second.offset,
                format!(
                    "there is a second `APPAUTH` with AAUTHLEVEL `{level}`: keep one of the two"
                ),
            )),
            (None, _) => Err(Fault::new(
                account.offset,
                format!(
                    "there is no `APPAUTH` with AAUTHLEVEL `{level}`, and Windows requires both: add it"
                ),
            )),
        }
    };
    let (server, device) = (of_level(SERVER)?, of_level(DEVICE)?);
    Ok((ServerAuth::read(server)?, DeviceAuth::read(device)?))
}

fn read_nonce(node: &mut Node) -> Result<Option<Vec<u8>>, Fault> {
    node.take("AAUTHDATA", "nonce in base64", |text| {
        decode_base64(text).filter(|nonce| !nonce.is_empty())
    })
}

fn write_nonce(nonce: &[u8], level: &'static str, writer: &mut Writer) {
    if nonce.is_empty() {
        return writer.fail(WriteError::NoNonce(level));
    }
    let mut text = String::new();
    encode_base64(nonce, &mut text);
    writer.parm("AAUTHDATA", Some(&text), None);
}

/// Secrets and nonces are not for logs.
impl fmt::Debug for ServerAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerAuth")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DeviceAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceAuth")
            .field("scheme", &self.scheme)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
