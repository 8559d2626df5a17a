//! `GET /api/templates`: what a board can be made from, besides nothing, in the language of the page.

use super::{App, Body, Endpoint, Problem, boards_list::account, language};
use crate::{access::Action, seed::templates};
use axum::{Json, extract::State, http::HeaderMap, routing::get};
use serde::Serialize;
use std::sync::Arc;
use wandel_words::Words;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/templates",
    operation: "listTemplates",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Templates"),
    codes: &["session.required"],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Line {
    id: &'static str,
    title: String,
    text: String,
}

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Vec<Line>>, Problem> {
    account(&app, Action::ListBoards, &headers).await?;
    let language = language(&headers);
    let words = Words::of(language);
    let say = |id: &str, what: &str| words.say(&format!("template-{id}{what}"), &[]);
    Ok(Json(templates::names().map(|id| Line { id, title: say(id, ""), text: say(id, "-text") }).collect()))
}
