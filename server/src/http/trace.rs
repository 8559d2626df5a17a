//! One line in the log a request: an id, the route's method, the status, the time. No address, no person, no query; a
//! board only as a hash, so that a log can be handed to somebody.

use crate::store::board_hash;
use axum::{extract::Request, http::HeaderValue, middleware::Next, response::Response};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};
use tracing::Instrument;

static COUNT: AtomicU64 = AtomicU64::new(1);

/// The path with a board's id hashed and everything else that could be secret left out.
fn path(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("api"), Some("boards"), Some(board), what) if board != "import" => {
            format!(
                "/api/boards/{}{}",
                board_hash(board),
                what.map(|what| format!("/{what}")).unwrap_or_default()
            )
        }
        (Some(kind @ ("b" | "sync")), Some(board), _, _) => format!("/{kind}/{}", board_hash(board)),
        _ => path.to_owned(),
    }
}

/// Middleware: gives the request an id and logs how it went.
pub async fn log(request: Request, next: Next) -> Response {
    let id = COUNT.fetch_add(1, Ordering::Relaxed);
    let (method, path) = (request.method().clone(), path(request.uri().path()));
    let begun = Instant::now();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    span.in_scope(|| {
        if status >= 500 {
            tracing::warn!(%method, path, status, ms, "answered");
        } else {
            tracing::debug!(%method, path, status, ms, "answered");
        }
    });
    response.headers_mut().insert("x-request-id", HeaderValue::from(id));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_board_and_no_link_in_a_log() {
        for (given, expected) in [
            ("/api/me", "/api/me".to_owned()),
            ("/api/boards/b1/links/l1", format!("/api/boards/{}/links", board_hash("b1"))),
            ("/api/boards/import", "/api/boards/import".to_owned()),
            ("/b/b1", format!("/b/{}", board_hash("b1"))),
            ("/sync/b1", format!("/sync/{}", board_hash("b1"))),
            ("/", "/".to_owned()),
        ] {
            assert_eq!(path(given), expected);
        }
    }
}
