//! `GET /api/boards/{id}/versions/{version}/picture.svg?theme=light|dark`: a named version, to look at before it is brought
//! back.

use super::{App, Body, Endpoint, Problem, Query, picture::Parameters, report::blocking};
use crate::{access::Action, export::svg, store::StoreError};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;
use wandel_board::Board;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/versions/{version}/picture.svg",
    operation: "getVersionPicture",
    query: &["theme"],
    request: Body::None,
    status: 200,
    answer: Body::File("image/svg+xml"),
    codes: &["store.corrupt"],
    large: false,
    route: || get(handle),
};

async fn handle(
    State(app): State<Arc<App>>,
    Path((id, version)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    // A version never changes; asked for again each time, because a right may have ended or the version be deleted.
    let tag = format!("\"{version}-{}\"", parameters.letter());
    let document = app.store.version(&board.id, &version).await?.ok_or_else(Problem::not_found)?;
    let caching = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "cookie".to_owned()),
    ];
    if Parameters::is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let theme = parameters.theme();
    let drawn = blocking(move || Board::load(1, &document).map(|board| svg::shown(&board, theme))).await?;
    let picture = drawn.map_err(|_| StoreError::Corrupt)?;
    Ok((caching, super::picture::ALONE, picture).into_response())
}
