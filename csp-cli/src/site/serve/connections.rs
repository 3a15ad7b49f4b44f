//! Connections: how many there may be, and how long each may take for what.

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::guard::Hosts;
use super::progress::Progress;
use super::routes::{self, Served};

/// How many connections there may be at once: so many that one who keeps some open and says nothing keeps nobody else out.
const CONNECTIONS: usize = 512;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(30);

/// How long a connection may last, also one whose other end takes the answers little by little.
const LIFE: Duration = Duration::from_secs(600);

/// Serves for ever.
pub(super) async fn serve<T>(listener: TcpListener, served: Arc<Served>) -> T {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&connections).acquire_owned().await else {
            continue;
        };
        let accepted = listener.accept().await;
        let Some((stream, local)) = accepted
            .ok()
            .and_then(|(stream, _)| stream.local_addr().ok().map(|local| (stream, local)))
        else {
            // For want of file handles, for example, which others give back.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let routes = routes::routes(Arc::clone(&served), Hosts::of(local));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .serve_connection(
                TokioIo::new(Progress::new(stream)),
                TowerToHyperService::new(routes),
            );
        tokio::spawn(async move {
            // What goes wrong with a connection is the other end's affair.
            let _ = timeout(LIFE, connection).await;
            drop(place);
        });
    }
}
