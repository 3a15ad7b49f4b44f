//! Where the site is served.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;

use crate::error::CommandError;

/// An address of this machine, with a port.
#[derive(Clone, Copy)]
pub(crate) struct Address(pub(super) SocketAddr);

impl Default for Address {
    /// One that this machine alone reaches, always the same, so that links to it hold.
    fn default() -> Self {
        Self((Ipv4Addr::LOCALHOST, 8010).into())
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = text.parse();
        let advice = "write an address and a port as 127.0.0.1:8010; port 0 takes any that is free";
        address.map(Self).map_err(|_| advice.to_owned())
    }
}

impl Address {
    /// Why nothing is served there.
    pub(super) fn refused(self, error: &io::Error) -> CommandError {
        let advice =
            "name another address of this machine, or port 0, which takes any that is free";
        CommandError::new(format_args!(
            "cannot serve at {}: {error}; {advice}",
            self.0
        ))
    }
}
