//! The account by which the device is managed: `APPLICATION` with the APPID w7.

use crate::auth::{self, DeviceAuth, ServerAuth};
use crate::encoding::Encoding;
use crate::entry::Entry;
use crate::error::Fault;
use crate::node::{Node, Part};
use crate::search::CertificateSearch;
use crate::write::Writer;

const SEARCH: &str = "SSLCLIENTCERTSEARCHCRITERIA";

/// The account by which the device is managed (w7 `APPLICATION`). On the device it is a node of `./SyncML/DMAcc`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// `PROVIDER-ID`: the server's identifier, also in [`Provider`](crate::Provider).
    pub provider_id: String,
    /// `NAME`: what is shown to people.
    pub name: Option<String>,
    /// `ADDR`: the URL to which the device sends its messages.
    pub address: String,
    /// `PROTOVER`: the version of the protocol, as `1.2`.
    pub protocol_version: Option<String>,
    /// `DEFAULTENCODING`: how the device encodes its messages.
    pub encoding: Option<Encoding>,
    /// When the device tries again.
    pub retry: Retry,
    /// Which certificate the device shows to the server.
    pub certificate: Option<CertificateSearch>,
    /// How the server proves itself.
    pub server: ServerAuth,
    /// How the device proves itself.
    pub device: DeviceAuth,
    /// What else is in the `APPLICATION`.
    pub others: Vec<Entry>,
}

/// When the device tries again to reach the server. What is not said is as Windows has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retry {
    /// `CONNRETRYFREQ`: how often it tries; 3 by default.
    pub attempts: Option<u32>,
    /// `INITIALBACKOFFTIME`: milliseconds before the second attempt; 16,000 by default.
    pub first_wait: Option<u32>,
    /// `MAXBACKOFFTIME`: milliseconds between two attempts at most; 86,400,000, a day, by default.
    pub longest_wait: Option<u32>,
    /// `BACKCOMPATRETRYDISABLED`: whether it does not try again as before Windows 8.1.
    pub is_new_only: bool,
}

impl Account {
    /// The account of this PROVIDER-ID at this URL, and how each end proves itself to the other: Windows requires both.
    pub fn new(
        provider_id: impl Into<String>,
        address: impl Into<String>,
        server: ServerAuth,
        device: DeviceAuth,
    ) -> Self {
        Self {
            provider_id: provider_id.into(),
            name: None,
            address: address.into(),
            protocol_version: None,
            encoding: None,
            retry: Retry::default(),
            certificate: None,
            server,
            device,
            others: Vec::new(),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.node("APPLICATION", |writer| {
            writer.parm("APPID", Some("w7"), None);
            writer.required("PROVIDER-ID", &self.provider_id);
            writer.optional("NAME", self.name.as_ref(), None);
            writer.required("ADDR", &self.address);
            writer.optional("PROTOVER", self.protocol_version.as_ref(), None);
            writer.optional("CONNRETRYFREQ", self.retry.attempts, None);
            writer.optional("INITIALBACKOFFTIME", self.retry.first_wait, None);
            writer.optional("MAXBACKOFFTIME", self.retry.longest_wait, None);
            if self.retry.is_new_only {
                writer.parm("BACKCOMPATRETRYDISABLED", None, None);
            }
            let encoding = self.encoding.map(Encoding::as_str);
            writer.optional("DEFAULTENCODING", encoding, None);
            let search = self.certificate.as_ref().map(CertificateSearch::to_text);
            writer.optional(SEARCH, search, None);
            self.server.write(writer);
            self.device.write(writer);
            writer.entries(&self.others);
        });
    }

    /// Takes the account out of a document.
    pub(crate) fn read(document: &mut Node) -> Result<Self, Fault> {
        let is_w7 = |node: &Node| node.kind == "APPLICATION" && node.text_of("APPID") == Some("w7");
        let mut accounts = document.take_nodes(is_w7).into_iter();
        let mut node = match (accounts.next(), accounts.next()) {
            (Some(node), None) => node,
            (_, Some(second)) => {
                return Err(Fault::new(
                    second.offset,
                    "there is a second `APPLICATION` with APPID `w7`: keep one of the two",
                ));
            }
            (None, _) => {
                return Err(Fault::new(
                    document.offset,
                    "there is no `APPLICATION` with APPID `w7`, by which the device is managed: add it",
                ));
            }
        };
        node.take_parm("APPID")?;
        let (server, device) = auth::read(&mut node)?;
        let retry = Retry {
            attempts: node.take_number("CONNRETRYFREQ")?,
            first_wait: node.take_number("INITIALBACKOFFTIME")?,
            longest_wait: node.take_number("MAXBACKOFFTIME")?,
            is_new_only: node.take_parm("BACKCOMPATRETRYDISABLED")?.is_some(),
        };
        let media_types = "`application/vnd.syncml.dm+xml` or `application/vnd.syncml.dm+wbxml`";
        Ok(Self {
            provider_id: node.require("PROVIDER-ID")?,
            name: node.take_text("NAME")?,
            address: node.require("ADDR")?,
            protocol_version: node.take_text("PROTOVER")?,
            encoding: node.take("DEFAULTENCODING", media_types, Encoding::parse)?,
            retry,
            certificate: read_search(&mut node)?,
            server,
            device,
            others: node.rest(),
        })
    }
}

/// The search for a certificate, where it is one by subject and store. Another one stays among the others.
fn read_search(node: &mut Node) -> Result<Option<CertificateSearch>, Fault> {
    let Some((parm, offset)) = node.take_parm(SEARCH)? else {
        return Ok(None);
    };
    let search = parm.value.as_deref().and_then(CertificateSearch::parse);
    if search.is_none() {
        node.parts.push(Part::Parm(parm, offset));
    }
    Ok(search)
}
