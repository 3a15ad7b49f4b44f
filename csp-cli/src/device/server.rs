//! The address of a management server.

use std::fmt;
use std::str::FromStr;

use ureq::http::Uri;

/// The URL of a management server.
#[derive(Clone)]
pub(crate) struct ServerUrl(String);

impl FromStr for ServerUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url: Uri = text.parse().map_err(|error| {
            format!("{error}: a URL is needed as http://127.0.0.1:8080/ is one")
        })?;
        if url.scheme_str() == Some("https") {
            let text = "https is not built in: name a proxy on this machine that speaks it to the server, as http://127.0.0.1:8080/";
            return Err(text.to_owned());
        }
        if url.scheme_str() != Some("http") || url.host().is_none_or(str::is_empty) {
            return Err("a URL is needed as http://127.0.0.1:8080/ is one".to_owned());
        }
        if url
            .authority()
            .is_some_and(|part| part.as_str().contains('@'))
        {
            let text = "a device does not prove itself by its URL: --auth-user and --auth-password are for that";
            return Err(text.to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
