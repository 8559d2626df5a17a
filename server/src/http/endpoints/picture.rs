//! `GET /api/boards/{id}/picture.svg?theme=light|dark`: the board as a small picture, for cards.

use super::{App, Body, Endpoint, Problem, Query};
use crate::access::Action;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;
use wandel_scene::Theme;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/picture.svg",
    operation: "getPicture",
    query: &["theme", "v"],
    request: Body::None,
    status: 200,
    answer: Body::File("image/svg+xml"),
    codes: &["board.quarantined"],
    large: false,
    route: || get(handle),
};

#[derive(Deserialize)]
pub(super) struct Parameters {
    theme: Option<String>,
}

impl Parameters {
    pub(super) fn theme(&self) -> Theme {
        if self.theme.as_deref() == Some("dark") { Theme::Dark } else { Theme::Light }
    }

    /// The theme in a tag.
    pub(super) fn letter(&self) -> char {
        if self.theme() == Theme::Dark { 'd' } else { 'l' }
    }

    /// The browser has the picture with this tag already.
    pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
        let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        known.is_some_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag))
    }
}

/// Opened as a page of its own, a picture may do nothing at all.
pub(super) const ALONE: [(HeaderName, &str); 2] = [
    (header::CONTENT_TYPE, "image/svg+xml"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox",
    ),
];

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    let tag = format!("\"{}-{}-{}\"", board.epoch, board.position, parameters.letter());
    let caching = [
        (header::ETAG, tag.clone()),
        // Asked for again each time, and answered with 304 while nothing changed: a right may have ended.
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "cookie".to_owned()),
    ];
    if Parameters::is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let picture = app.pictures.picture(&app.rooms, &board, parameters.theme()).await?;
    Ok((caching, ALONE, picture.to_string()).into_response())
}
