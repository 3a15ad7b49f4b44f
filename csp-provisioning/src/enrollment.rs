//! The document as a whole.

use crate::account::Account;
use crate::certificates::Certificates;
use crate::entry::{Characteristic, Entry};
use crate::error::{Fault, ParseError, WriteError};
use crate::node::{Node, Part};
use crate::provider::Provider;
use crate::read;
use crate::write::Writer;

/// The provisioning document of an enrolment. The [front page](crate) shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enrollment {
    /// `CertificateStore`.
    pub certificates: Certificates,
    /// `APPLICATION` with the APPID w7.
    pub account: Account,
    /// `DMClient/Provider/{PROVIDER-ID}`.
    pub provider: Provider,
    /// What else is in the document.
    pub others: Vec<Characteristic>,
}

impl Enrollment {
    /// A document with what Windows requires.
    pub fn new(certificates: Certificates, account: Account) -> Self {
        Self {
            certificates,
            account,
            provider: Provider::default(),
            others: Vec::new(),
        }
    }

    /// The document as XML. Base64 of it is the `BinarySecurityToken` of the answer to a RequestSecurityToken (MS-MDE2).
    ///
    /// # Errors
    ///
    /// A part that Windows requires is empty, or a text cannot be carried by XML.
    pub fn to_xml(&self) -> Result<String, WriteError> {
        let mut writer = Writer::new();
        self.certificates.write(&mut writer);
        self.account.write(&mut writer);
        self.provider.write(&self.account.provider_id, &mut writer);
        for other in &self.others {
            writer.entries(&[Entry::Characteristic(other.clone())]);
        }
        writer.finish()
    }

    /// Reads a document. Its parts may come in any order, `CertificateStore` in several; what there is no field for is kept.
    ///
    /// # Errors
    ///
    /// The text is no XML, something that Windows requires is missing, or something is not what it has to be: the first such place.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Self::read(text).map_err(|fault| fault.in_text(text))
    }

    fn read(text: &str) -> Result<Self, Fault> {
        let mut document = read::read(text)?;
        let account = Account::read(&mut document)?;
        let provider = Provider::read(&mut document, &account.provider_id)?;
        let certificates = Certificates::read(&mut document)?;
        let mut others = Vec::new();
        for part in document.parts {
            match part {
                Part::Parm(parm, offset) => {
                    let message = format!(
                        "the parm `{}` stands in no characteristic: put it into one",
                        parm.name
                    );
                    return Err(Fault::new(offset, message));
                }
                Part::Node(Node { kind, parts, .. }) if kind == "DMClient" && parts.is_empty() => {}
                Part::Node(node) => others.push(node.into_characteristic()),
            }
        }
        Ok(Self {
            certificates,
            account,
            provider,
            others,
        })
    }
}
