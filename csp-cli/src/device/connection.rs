//! The way to the server: a message goes out by HTTP POST, and the answer comes back (OMA DM HTTP Binding).

use std::io::Read as _;
use std::time::{Duration, Instant};

use csp_session::lines;
use syncml::Encoding;
use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

use super::bounds::Deadline;
use super::outcome::Outcome;
use super::server::ServerUrl;

/// What observed Windows says that it takes, in its words.
const ACCEPT: &str =
    "application/vnd.syncml.dm+xml, application/vnd.syncml.dm+wbxml, application/octet-stream";

/// What observed Windows calls itself.
const USER_AGENT: &str = "MSFT OMA DM Client/1.2.0.1";

/// The bytes that are shown of the body of an answer that is no success.
const REASON: u64 = 200;

/// A connection to one server, and to no other: redirects are not followed, and the proxies of the environment are not used.
pub(crate) struct Connection {
    agent: Agent,
    server: String,
    max_body: u64,
}

impl Connection {
    /// A connection that takes answers of so many bytes, over https from a server that one of these authorities certified.
    pub(crate) fn new(server: &ServerUrl, roots: RootCerts, max_body: usize) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Self {
            agent: config.new_agent(),
            server: server.to_string(),
            max_body: max_body as u64,
        }
    }

    /// Sends a message, and gives the answer, if it is there in time.
    pub(crate) fn post(&self, message: &[u8], deadline: Deadline) -> Result<Vec<u8>, Outcome> {
        let left = (deadline.at).saturating_duration_since(Instant::now());
        // For the library no time at all is none that is bounded.
        let left = left.max(Duration::from_millis(1));
        let request = self
            .agent
            .post(&self.server)
            .config()
            .timeout_global(Some(left))
            .build()
            .header("Accept-Charset", "UTF-8")
            .content_type(Encoding::of(message).media_type());
        let outcome = |error| outcome(error, deadline);
        let mut response = request.send(message).map_err(outcome)?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(header::LOCATION);
            let to = to.map_or("elsewhere".into(), |to| {
                String::from_utf8_lossy(to.as_bytes())
            });
            let text = format!(
                "it sends the device to {}, which is not followed",
                lines::clean(&to)
            );
            return Err(Outcome::Http(status.as_u16(), text));
        }
        if !status.is_success() {
            return Err(Outcome::Http(status.as_u16(), reason(&mut response)));
        }
        let media_type = media_type(&response)?;
        let body = response.body_mut().with_config().limit(self.max_body);
        let body = body.read_to_vec().map_err(outcome)?;
        if body.is_empty() {
            return Err(Outcome::Unusable("it is empty".to_owned()));
        }
        // Which version of WBXML it is does not matter.
        let found = Encoding::of(&body).media_type();
        match media_type {
            Some(said) if said.media_type() != found => Err(Outcome::Unusable(format!(
                "its Content-Type says {}, and it is {found}",
                said.media_type()
            ))),
            _ => Ok(body),
        }
    }
}

/// What the answer says that it is. One that says nothing, or that it is bytes, is looked at.
fn media_type(response: &Response<Body>) -> Result<Option<Encoding>, Outcome> {
    let Some(said) = response.headers().get(header::CONTENT_TYPE) else {
        return Ok(None);
    };
    let said = String::from_utf8_lossy(said.as_bytes());
    let essence = said.split(';').next().unwrap_or_default().trim();
    match Encoding::from_media_type(&said) {
        None if !essence.eq_ignore_ascii_case("application/octet-stream") => {
            Err(Outcome::Unusable(format!(
                "its Content-Type is {}, where application/vnd.syncml.dm+xml or application/vnd.syncml.dm+wbxml is expected",
                lines::clean(&said)
            )))
        }
        encoding => Ok(encoding),
    }
}

/// How the body begins of an answer that is no success: there the server says why.
fn reason(response: &mut Response<Body>) -> String {
    let mut text = Vec::new();
    // What of it does not come is not missed.
    let _ = response
        .body_mut()
        .as_reader()
        .take(REASON)
        .read_to_end(&mut text);
    lines::clean(String::from_utf8_lossy(&text).trim())
}

/// Why there is no answer.
fn outcome(error: Error, deadline: Deadline) -> Outcome {
    match error {
        Error::Timeout(_) => deadline.outcome(),
        Error::BodyExceedsLimit(most) => Outcome::Unusable(format!(
            "it is larger than {most} bytes, the most that a device takes"
        )),
        Error::Io(error) if is_timeout(&error) => deadline.outcome(),
        error => Outcome::NoAnswer(explained(&error)),
    }
}

/// What the library says, and what to do where its certificates are not enough.
fn explained(error: &Error) -> String {
    let text = lines::clean(&error.to_string());
    // The library's own words for it: its error type is that of another crate.
    if text.contains("invalid peer certificate: UnknownIssuer") {
        format!("{text}; --ca names the authority that certified it")
    } else {
        text
    }
}

/// While a body is read, errors of the library come as those of input.
fn is_timeout(error: &std::io::Error) -> bool {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>());
    matches!(inner, Some(Error::Timeout(_))) || error.kind() == std::io::ErrorKind::TimedOut
}
