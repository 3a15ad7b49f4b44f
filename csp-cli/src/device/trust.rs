//! Which authorities may certify the server of an https URL.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ureq::tls::{PemItem, RootCerts, parse_pem};

use super::server::ServerUrl;
use crate::error::CommandError;

/// Whose certificates are believed.
#[derive(Args)]
pub(crate) struct Trust {
    /// The authorities, as PEM, by which the server of an https URL has to be certified, in place of the public ones (those that Mozilla trusts).
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

impl Trust {
    /// The authorities, as the library takes them.
    ///
    /// # Errors
    ///
    /// The file cannot be read, there is no certificate in it, or none is looked at.
    pub(crate) fn roots(&self, server: &ServerUrl) -> Result<RootCerts, CommandError> {
        match &self.ca {
            Some(_) if !server.is_https() => {
                let text = format!("--ca is for https, and nobody certifies {server}");
                Err(CommandError::Other(text, ExitCode::from(2)))
            }
            Some(path) => read(path),
            None => Ok(RootCerts::WebPki),
        }
    }
}

fn read(path: &Path) -> Result<RootCerts, CommandError> {
    let pem = fs::read(path).map_err(|error| CommandError::io(path, &error))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        let item = item.map_err(|error| CommandError::at(path, error))?;
        if let PemItem::Certificate(certificate) = item {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        let advice =
            "there is no certificate in it, which begins with `-----BEGIN CERTIFICATE-----`";
        return Err(CommandError::at(path, advice));
    }
    Ok(RootCerts::from(certificates))
}
