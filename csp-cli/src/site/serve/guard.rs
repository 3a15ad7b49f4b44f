//! Whom the site answers: its own pages, opened at an address of its own. A browser sends requests for whatever page is open in it.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

/// The names by which a connection's own end may be called.
#[derive(Clone)]
pub(super) struct Hosts(Vec<String>);

/// Why a request is not answered.
pub(super) type Refusal = (StatusCode, String);

impl Hosts {
    /// Those of the address at which a connection came in.
    pub(super) fn of(local: SocketAddr) -> Self {
        let (ip, port) = (local.ip().to_canonical(), local.port());
        let mut hosts = vec![SocketAddr::new(ip, port).to_string()];
        if ip.is_loopback() {
            hosts.push(format!("localhost:{port}"));
        }
        // Browsers leave out the port that goes without saying.
        let bare: Vec<String> = hosts
            .iter()
            .filter_map(|host| host.strip_suffix(":80").map(str::to_owned))
            .collect();
        hosts.extend(bare);
        Self(hosts)
    }

    /// Why a request is refused, before anything of its body is read.
    pub(super) fn refuse(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<Refusal> {
        // A name that somebody else's server gives out for this address would make their pages those of this site (DNS rebinding).
        // The target can have a name of its own, which goes before Host (RFC 9112, section 3.2.2).
        let is_target = uri
            .authority()
            .is_none_or(|authority| self.have(authority.as_str()));
        let host = only(headers, &header::HOST).filter(|host| is_target && self.have(host));
        let Some(host) = host else {
            let own = self.0.first().map_or("", String::as_str);
            let why = format!("open http://{own}/: under another name nothing is answered\n");
            return Some((StatusCode::FORBIDDEN, why));
        };
        if matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let origin = only(headers, &header::ORIGIN);
        let is_own = origin
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(|origin| origin.eq_ignore_ascii_case(host));
        if !is_own {
            let why = "only the pages of this site are answered\n".to_owned();
            return Some((StatusCode::FORBIDDEN, why));
        }
        // A page of another site cannot send this type unless it is allowed to, which none is.
        let media_type = only(headers, &header::CONTENT_TYPE).unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_json = essence.eq_ignore_ascii_case("application/json");
        (!is_json).then(|| {
            let why = "send an object as application/json\n".to_owned();
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, why)
        })
    }

    fn have(&self, host: &str) -> bool {
        self.0.iter().any(|own| own.eq_ignore_ascii_case(host))
    }
}

/// The value of a header that stands once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}
