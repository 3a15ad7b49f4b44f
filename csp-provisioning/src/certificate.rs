//! One certificate: its bytes, and the thumbprint by which Windows keeps it.

use std::fmt;

use sha1::{Digest, Sha1};

/// A certificate, as DER. Its thumbprint follows from it, so that the two cannot differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
}

/// Why bytes are no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateError {
    /// They are PEM: base64 of the DER between two lines.
    Pem,
    /// They are not one DER sequence, which a certificate is (X.509).
    NotDer,
}

impl Certificate {
    /// A certificate from its DER, which is not looked into: whether the device takes it is between it and whoever signed it.
    ///
    /// # Errors
    ///
    /// The bytes are PEM, or not one DER sequence from their first to their last.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Result<Self, CertificateError> {
        let der = der.into();
        if der.starts_with(b"-----BEGIN") {
            return Err(CertificateError::Pem);
        }
        if is_sequence(&der) {
            Ok(Self { der })
        } else {
            Err(CertificateError::NotDer)
        }
    }

    /// The DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The SHA-1 of the DER in upper-case hexadecimal, which is the certificate's name in the stores of Windows.
    pub fn thumbprint(&self) -> String {
        let digest = Sha1::digest(&self.der);
        digest.iter().map(|byte| format!("{byte:02X}")).collect()
    }
}

/// Whether all of the bytes are one sequence: its tag, its length and so many bytes (X.690, 8.1).
fn is_sequence(der: &[u8]) -> bool {
    let Some((0x30, rest)) = der.split_first().map(|(tag, rest)| (*tag, rest)) else {
        return false;
    };
    let Some((length, rest)) = rest.split_first() else {
        return false;
    };
    match *length {
        length @ ..=0x7F => rest.len() == usize::from(length),
        length @ 0x81..=0x84 => {
            let octets = usize::from(length & 0x7F);
            let content = rest.get(octets..);
            let number = rest
                .iter()
                .take(octets)
                .fold(0_u64, |number, octet| number << 8 | u64::from(*octet));
            content.is_some_and(|content| content.len() as u64 == number)
        }
        _ => false,
    }
}

/// The thumbprint says which one it is.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.thumbprint())
    }
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pem => "the bytes are PEM: decode the base64 between its two lines, and give the DER",
            Self::NotDer => "the bytes are no certificate in DER, which is one sequence from the first to the last",
        })
    }
}

impl std::error::Error for CertificateError {}
