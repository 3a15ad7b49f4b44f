//! The server's connections: how many there may be, and how long each may take for what.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use csp_examples::{MAX_BODY, lines};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use syncml::Encoding;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::failure::Failure;
use crate::key::Key;
use crate::management::Server;
use crate::store::{self, Pool};

/// How many connections there may be at once. So many bodies of `MAX_BODY` bytes are in memory at most.
const CONNECTIONS: usize = 64;

/// How many requests' time a connection may last. It ends also one whose other end does not take the answers.
const REQUESTS: u32 = 20;

/// What the handler of a connection's requests needs.
#[derive(Clone)]
struct Connection {
    server: Arc<Server>,
    pool: Arc<Pool>,
    /// The session of the message that came last.
    spoke: Arc<Mutex<Option<Key>>>,
    time_limit: Duration,
}

/// Serves for ever. Heads and bodies of requests have to come within `time_limit` each.
pub(crate) async fn serve(
    listener: TcpListener,
    server: Arc<Server>,
    pool: Arc<Pool>,
    time_limit: Duration,
) -> Result<(), Box<dyn Error>> {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = Arc::clone(&connections).acquire_owned().await?;
        let Ok((stream, _)) = listener.accept().await else {
            // For want of file handles, for example, which others give back.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        // At whatever path devices were told: clients that others wrote have their own.
        let routes = Router::new().fallback(post(handle));
        let routes = routes.with_state(Connection {
            server: Arc::clone(&server),
            pool: Arc::clone(&pool),
            spoke: Arc::default(),
            time_limit,
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(time_limit)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
        tokio::spawn(async move {
            // What goes wrong with a connection is the other end's affair.
            let _ = timeout(time_limit * REQUESTS, connection).await;
            drop(place);
        });
    }
}

async fn handle(State(connection): State<Connection>, headers: HeaderMap, body: Body) -> Response {
    if !is_taken(&headers) {
        let (xml, wbxml) = (Encoding::Xml.media_type(), Encoding::WBXML.media_type());
        let reason = format!("send a message of SyncML as {xml} or as {wbxml}");
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, reason).into_response();
    }
    let body = match timeout(connection.time_limit, to_bytes(body, MAX_BODY as usize)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => {
            let close = [(header::CONNECTION, "close")];
            return (StatusCode::REQUEST_TIMEOUT, close).into_response();
        }
    };
    let (server, spoke) = (connection.server, connection.spoke);
    let answered = connection.pool.with(move |store| {
        let mut spoke = spoke.lock().unwrap_or_else(PoisonError::into_inner);
        server.answer(store, &body, &mut spoke)
    });
    match answered
        .await
        .unwrap_or_else(|error| Err(Failure::Store(error)))
    {
        Ok(answer) => {
            let media_type = Encoding::of(&answer).media_type();
            ([(header::CONTENT_TYPE, media_type)], answer).into_response()
        }
        Err(Failure::Refused(reason)) => {
            let reason = lines::clean(&reason).to_string();
            println!("refused: {reason}");
            (StatusCode::BAD_REQUEST, reason).into_response()
        }
        Err(Failure::Store(error)) => {
            println!("failed: {}", lines::clean(&store::in_words(&*error)));
            let again = [(header::RETRY_AFTER, "1")];
            let reason = "what is kept cannot be reached: send the message again";
            (StatusCode::SERVICE_UNAVAILABLE, again, reason).into_response()
        }
    }
}

/// Whether the body is said to be a message. Where nothing is said, its bytes tell (RFC 9110, "Content-Type").
fn is_taken(headers: &HeaderMap) -> bool {
    let Some(media_type) = headers.get(header::CONTENT_TYPE) else {
        return true;
    };
    let media_type = media_type.to_str().unwrap_or_default();
    Encoding::from_media_type(media_type).is_some()
}
