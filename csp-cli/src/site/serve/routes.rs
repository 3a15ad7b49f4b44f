//! What is answered to which request, and with which headers.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use csp_profile::MAX_BYTES;
use csp_site::Page;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answers::Answers;
use super::guard::{Hosts, Refusal};
use super::question;

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
    bodies: Arc<Semaphore>,
}

impl Served {
    pub(super) fn new(pages: Vec<Page>, answers: Answers) -> Self {
        let pages = pages.into_iter().map(|page| (page.path, page.text.into()));
        Self {
            pages: pages.collect(),
            answers: answers.into(),
            bodies: Arc::new(Semaphore::new(BODIES)),
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

async fn answer<Q: DeserializeOwned + 'static>(
    served: &Served,
    body: Body,
    how: fn(&Answers, &Q) -> Result<Value, String>,
) -> Response {
    let answered = answered(served, body, how).await;
    let mut response = match answered {
        Ok(answer) => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            (json, answer.to_string()).into_response()
        }
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is answered to a question, away from the thread that serves: a long text takes its time.
async fn answered<Q: DeserializeOwned + 'static>(
    served: &Served,
    body: Body,
    how: fn(&Answers, &Q) -> Result<Value, String>,
) -> Result<Value, Refusal> {
    if body.size_hint().lower() > MAX_BYTES as u64 {
        return Err(too_long());
    }
    // The semaphore is never closed.
    let place = Arc::clone(&served.bodies).acquire_owned().await.ok();
    let body = asked(body).await?;
    let answers = Arc::clone(&served.answers);
    let (sender, receiver) = oneshot::channel();
    spawn_blocking(move || {
        // Who asked can be gone when its turn comes. Until then the body has its place all the same.
        if !sender.is_closed() {
            let answer = question::read(&body).and_then(|asked| how(&answers, &asked));
            let _ = sender.send(answer);
        }
        drop((body, place));
    });
    match receiver.await {
        Ok(answer) => answer.map_err(|why| (StatusCode::BAD_REQUEST, why)),
        Err(_) => {
            let why = "csp itself failed; the program's output says how";
            Err((StatusCode::INTERNAL_SERVER_ERROR, why.to_owned()))
        }
    }
}

/// All of a body, if it comes in time and is no longer than a profile may be.
async fn asked(body: Body) -> Result<Bytes, Refusal> {
    match timeout(BODY, to_bytes(body, MAX_BYTES)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) => {
            let mut causes = successors(error.source(), |&error| error.source());
            if causes.any(|cause| cause.is::<hyper::Error>()) {
                let why = "the body does not come as its head says";
                return Err((StatusCode::BAD_REQUEST, why.to_owned()));
            }
            Err(too_long())
        }
        Err(_) => {
            let why = "the text did not come in time";
            Err((StatusCode::REQUEST_TIMEOUT, why.to_owned()))
        }
    }
}

fn too_long() -> Refusal {
    let most = MAX_BYTES >> 20;
    let why = format!("this is more than {most} MiB, which a profile may have at most: split it");
    (StatusCode::PAYLOAD_TOO_LARGE, why)
}
