//! The certificates of an enrolment: `CertificateStore`.

use csp_check::{decode_base64, encode_base64};

use crate::certificate::Certificate;
use crate::entry::{Characteristic, Entry};
use crate::error::Fault;
use crate::node::{Node, Part};
use crate::write::{BOOLEAN, INTEGER, Writer};

/// What `CertificateStore` brings: who the device trusts, and its own certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificates {
    /// `Root/System`: the roots that the device trusts. Microsoft's clients take at most one.
    pub roots: Vec<Certificate>,
    /// `CA/System`: what stands between a root and the device's certificate. Microsoft's clients take at most one.
    pub intermediates: Vec<Certificate>,
    /// The device's own certificate, whose key the device has already. It is written with the empty `PrivateKeyContainer` that Windows requires.
    pub client: Certificate,
    /// Where the device's own certificate belongs.
    pub store: Store,
    /// `My/WSTEP/Renew`: how the device renews its certificate. Say it only where the server renews any.
    pub renewal: Option<Renewal>,
    /// What else is in `CertificateStore`.
    pub others: Vec<Entry>,
}

/// Where the device's own certificate belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// `My/User`, for an EnrollmentType `Full`.
    User,
    /// `My/System`, for an EnrollmentType `Device`.
    System,
}

/// When and how a device renews its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// `ROBOSupport`: whether it renews without asking anybody.
    pub automatic: bool,
    /// `RenewPeriod`: so many days before the certificate ends.
    pub period_days: Option<u32>,
    /// `RetryInterval`: so many days between two attempts.
    pub retry_days: Option<u32>,
    /// What else is in `Renew`.
    pub others: Vec<Entry>,
}

impl Store {
    /// The characteristic of the store, below `My`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::System => "System",
        }
    }
}

impl Renewal {
    /// A renewal without asking anybody, 60 days before the certificate ends and every 4 days until it is done: what Microsoft's examples have.
    pub const fn automatic() -> Self {
        Self {
            automatic: true,
            period_days: Some(60),
            retry_days: Some(4),
            others: Vec::new(),
        }
    }
}

impl Certificates {
    /// The device's own certificate, and whose it is.
    pub const fn new(client: Certificate, store: Store) -> Self {
        Self {
            roots: Vec::new(),
            intermediates: Vec::new(),
            client,
            store,
            renewal: None,
            others: Vec::new(),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.node("CertificateStore", |writer| {
            for (kind, certificates) in [("Root", &self.roots), ("CA", &self.intermediates)] {
                if certificates.is_empty() {
                    continue;
                }
                writer.node(kind, |writer| {
                    writer.node("System", |writer| {
                        certificates
                            .iter()
                            .for_each(|certificate| write(certificate, writer))
                    });
                });
            }
            writer.node("My", |writer| {
                writer.node(self.store.as_str(), |writer| {
                    write(&self.client, writer);
                    writer.node("PrivateKeyContainer", |_| {});
                });
                let Some(renewal) = &self.renewal else { return };
                writer.node("WSTEP", |writer| {
                    writer.node("Renew", |writer| {
                        writer.optional("ROBOSupport", Some(renewal.automatic), BOOLEAN);
                        writer.optional("RenewPeriod", renewal.period_days, INTEGER);
                        writer.optional("RetryInterval", renewal.retry_days, INTEGER);
                        writer.entries(&renewal.others);
                    });
                });
            });
            writer.entries(&self.others);
        });
    }

    /// Takes the certificates out of a document, whose `CertificateStore` may be in several parts.
    pub(crate) fn read(document: &mut Node) -> Result<Self, Fault> {
        let offset = document.offset;
        let (mut roots, mut intermediates, mut own, mut renewal) =
            (Vec::new(), Vec::new(), Vec::new(), None);
        let mut others = Vec::new();
        for mut part in document.take_nodes(|node| node.kind == "CertificateStore") {
            for (kind, certificates) in [("Root", &mut roots), ("CA", &mut intermediates)] {
                for mut node in part.take_nodes(|node| node.kind == kind) {
                    for mut system in node.take_nodes(|node| node.kind == "System") {
                        read(&mut system, certificates)?;
                        keep(&[kind, "System"], system, &mut others);
                    }
                    keep(&[kind], node, &mut others);
                }
            }
            for mut my in part.take_nodes(|node| node.kind == "My") {
                for store in [Store::User, Store::System] {
                    for node in my.take_nodes(|node| node.kind == store.as_str()) {
                        read_own(node, store, &mut own, &mut others)?;
                    }
                }
                for mut wstep in my.take_nodes(|node| node.kind == "WSTEP") {
                    if let Some(node) = wstep.take_node("Renew")? {
                        renewal = Some(Renewal::read(node)?);
                    }
                    keep(&["My", "WSTEP"], wstep, &mut others);
                }
                keep(&["My"], my, &mut others);
            }
            others.extend(part.rest());
        }
        let mut own = own.into_iter();
        match (own.next(), own.next()) {
            (Some((client, store, _)), None) => Ok(Self {
                roots,
                intermediates,
                client,
                store,
                renewal,
                others,
            }),
            (None, _) => Err(Fault::new(
                offset,
                "there is no certificate of the device: add one to `CertificateStore/My/User`, or to `My/System`",
            )),
            (_, Some((.., offset))) => Err(Fault::new(
                offset,
                "there is a second certificate of the device: keep one of the two",
            )),
        }
    }
}

/// The device's own certificates in a store of its.
fn read_own(
    mut node: Node,
    store: Store,
    own: &mut Vec<(Certificate, Store, usize)>,
    others: &mut Vec<Entry>,
) -> Result<(), Fault> {
    let path = ["My", store.as_str()];
    let mut certificates = Vec::new();
    read(&mut node, &mut certificates)?;
    if !certificates.is_empty() {
        let offset = node.offset;
        let Some(container) = node.take_node("PrivateKeyContainer")? else {
            let message = format!(
                "`My/{}` has no `PrivateKeyContainer`, which Windows requires: add it, empty",
                store.as_str()
            );
            return Err(Fault::new(offset, message));
        };
        if !container.parts.is_empty() {
            let message = "`PrivateKeyContainer` is not empty: the device has its key, and nothing belongs there";
            return Err(Fault::new(container.offset, message));
        }
        let certificates = certificates.into_iter();
        own.extend(certificates.map(|certificate| (certificate, store, offset)));
    }
    keep(&path, node, others);
    Ok(())
}

/// Takes the certificates out of a store.
fn read(store: &mut Node, certificates: &mut Vec<Certificate>) -> Result<(), Fault> {
    let mut left = Vec::new();
    for mut node in store.take_nodes(|node| node.has_parm("EncodedCertificate")) {
        let offset = node.offset_of("EncodedCertificate");
        let text = node.require("EncodedCertificate")?;
        let der = decode_base64(&text).ok_or_else(|| {
            Fault::new(
                offset,
                "`EncodedCertificate` is no base64: write the certificate's DER in base64",
            )
        })?;
        let certificate =
            Certificate::from_der(der).map_err(|error| Fault::new(offset, error.to_string()))?;
        let thumbprint = certificate.thumbprint();
        if node.kind != thumbprint {
            let message = format!(
                "`{}` is not the thumbprint of the certificate in it: write `{thumbprint}`, its SHA-1 in upper-case hexadecimal",
                node.kind
            );
            return Err(Fault::new(node.offset, message));
        }
        certificates.push(certificate);
        if !node.parts.is_empty() {
            left.push(Part::Node(node));
        }
    }
    store.parts.extend(left);
    Ok(())
}

fn write(certificate: &Certificate, writer: &mut Writer) {
    let mut text = String::new();
    encode_base64(certificate.der(), &mut text);
    writer.node(&certificate.thumbprint(), |writer| {
        writer.parm("EncodedCertificate", Some(&text), None);
    });
}

/// Keeps what is left of a node, where it stood.
fn keep(path: &[&str], node: Node, others: &mut Vec<Entry>) {
    if !node.parts.is_empty() {
        others.push(Characteristic::nested(path, node.rest()));
    }
}

impl Renewal {
    fn read(mut node: Node) -> Result<Self, Fault> {
        Ok(Self {
            automatic: node.take_bool("ROBOSupport")?.unwrap_or_default(),
            period_days: node.take_number("RenewPeriod")?,
            retry_days: node.take_number("RetryInterval")?,
            others: node.rest(),
        })
    }
}
