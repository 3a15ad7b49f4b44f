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
        if !matches!(url.scheme_str(), Some("http" | "https"))
            || url.host().is_none_or(str::is_empty)
        {
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

impl ServerUrl {
    /// Whether the server has to be certified.
    pub(crate) fn is_https(&self) -> bool {
        // Schemes have no case (RFC 3986 3.1).
        let scheme = self.0.split(':').next();
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
