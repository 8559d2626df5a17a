//! `GET /api/templates/{id}/picture.svg?theme=light|dark`: what a board made from a template looks like, for cards.

use super::{
    App, Body, Endpoint, Problem, Query,
    boards_list::account,
    language,
    picture::{ALONE, Parameters},
    report::blocking,
};
use crate::{access::Action, ambient::Ambient, export::svg, seed::templates};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/templates/{id}/picture.svg",
    operation: "getTemplatePicture",
    query: &["theme"],
    request: Body::None,
    status: 200,
    answer: Body::File("image/svg+xml"),
    codes: &["session.required"],
    large: false,
    route: || get(handle),
};

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    account(&app, Action::ListBoards, &headers).await?;
    let language = language(&headers);
    // It is the same as long as the program is.
    let tag = format!("\"{}-{}-{}\"", env!("CARGO_PKG_VERSION"), language.tag(), parameters.letter());
    let caching = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::VARY, "cookie, accept-language".to_owned()),
    ];
    if Parameters::is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let (theme, ambient) = (parameters.theme(), Ambient::clone(app.accounts.ambient()));
    let drawn = blocking(move || {
        let made = templates::board(&id, language, &mut ambient.rng());
        made.map(|board| board.map(|board| svg::card(&board, theme)))
    });
    let picture = drawn.await?.map_err(|error| Problem::internal(&error))?.ok_or_else(Problem::not_found)?;
    Ok((caching, ALONE, picture).into_response())
}
