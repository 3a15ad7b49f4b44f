//! What is answered to which request, and with which headers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use csp_profile::MAX_BYTES;
use csp_site::Page;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answers::Answers;
use super::guard::{Hosts, Refusal};

/// How long the body of a request may take.
const BODY: Duration = Duration::from_secs(30);

/// How many bodies of requests are in memory at once: further ones wait.
const BODIES: usize = 8;

/// What is served.
pub(super) struct Served {
    /// By their paths.
    pub(super) pages: BTreeMap<String, Bytes>,
    pub(super) answers: Arc<Answers>,
    /// A place for each body.
    bodies: Semaphore,
}

impl Served {
    pub(super) fn new(pages: Vec<Page>, answers: Answers) -> Self {
        let pages = pages.into_iter().map(|page| (page.path, page.text.into()));
        Self {
            pages: pages.collect(),
            answers: answers.into(),
            bodies: Semaphore::new(BODIES),
        }
    }
}

/// The routes of one connection.
pub(super) fn routes(served: Arc<Served>, hosts: Hosts) -> Router {
    Router::new()
        .route("/check", post(check))
        .route("/fix", post(fix))
        .fallback(get(page))
        .layer(from_fn_with_state(hosts, guarded))
        .with_state(served)
}

/// Answers whom it may, and says in the headers what browsers may do with the answer.
async fn guarded(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let mut response = match hosts.refuse(request.method(), request.uri(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let policy = format!("{}; frame-ancestors 'none'", csp_site::policy(&path));
    let headers = response.headers_mut();
    headers.extend(
        HeaderValue::from_str(&policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)),
    );
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // Other sites cannot take the definitions as a script of theirs.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn page(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let Some(text) = served.pages.get(path) else {
        let why = "there is no such page: the search of the first one finds every node\n";
        return (StatusCode::NOT_FOUND, why).into_response();
    };
    let media_type = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    // The next run at this address may have other definitions.
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text.clone()).into_response()
}

async fn check(State(served): State<Arc<Served>>, body: Body) -> Response {
    answer(&served, body, Answers::check).await
}

async fn fix(State(served): State<Arc<Served>>, body: Body) -> Response {
    answer(&served, body, Answers::fix).await
}

/// What is answered to a question, away from the thread that serves: a long text takes its time.
async fn answer<Q: DeserializeOwned + Send + 'static>(
    served: &Served,
    body: Body,
    how: fn(&Answers, &Q) -> Result<Value, String>,
) -> Response {
    // The semaphore is never closed.
    let _place = served.bodies.acquire().await;
    let mut response = match asked(body).await {
        Err(refusal) => refusal.into_response(),
        Ok(body) => {
            let answers = Arc::clone(&served.answers);
            let answered = spawn_blocking(move || {
                let asked = serde_json::from_slice(&body)
                    .map_err(|error| format!("the question cannot be read: {error}"))?;
                drop(body);
                how(&answers, &asked)
            });
            match answered.await {
                Ok(Ok(answer)) => {
                    let json = [(header::CONTENT_TYPE, "application/json")];
                    (json, answer.to_string()).into_response()
                }
                Ok(Err(why)) => (StatusCode::BAD_REQUEST, why).into_response(),
                Err(_) => {
                    let why = "csp itself failed; the program's output says how";
                    (StatusCode::INTERNAL_SERVER_ERROR, why).into_response()
                }
            }
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// All of a body, if it comes in time and is no longer than a profile may be.
async fn asked(body: Body) -> Result<Bytes, Refusal> {
    let refused = |status, why: &str| Err((status, why.to_owned()));
    match timeout(BODY, to_bytes(body, MAX_BYTES)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => refused(
            StatusCode::PAYLOAD_TOO_LARGE,
            "this is more than 64 MiB, which a profile may have at most: split it",
        ),
        Err(_) => refused(StatusCode::REQUEST_TIMEOUT, "the text did not come in time"),
    }
}
