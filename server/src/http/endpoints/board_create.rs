//! `POST /api/boards`: makes a board, empty or from a template.

use super::{App, Body, Endpoint, Input, Problem, board_rename::clean_title, boards_list::account};
use crate::{
    access::Action,
    export::make::{self, Wish},
    seed::templates,
};
use axum::{Json, extract::State, http::HeaderMap, routing::post};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wandel_board::Command;
use wandel_words::{Language, Words, keys};

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards",
    operation: "createBoard",
    query: &[],
    request: Body::Json("NewBoard"),
    status: 200,
    answer: Body::Json("MadeBoard"),
    codes: &["session.required", "title.invalid"],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    title: Option<String>,
    /// `empty`, or one of `GET /api/templates`.
    template: String,
    lang: Option<String>,
}

#[derive(Serialize)]
struct Made {
    id: String,
}

async fn handle(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Input(new): Input<New>,
) -> Result<Json<Made>, Problem> {
    let account = account(&app, Action::CreateBoard, &headers).await?;
    let language = Language::of_tag(new.lang.as_deref().unwrap_or("de"));
    let title = new.title.as_deref().map(clean_title).transpose()?;
    let ambient = app.accounts.ambient();
    let template = match new.template.as_str() {
        "empty" => None,
        name => {
            let made = templates::of(name, language, &mut ambient.rng()).transpose();
            Some(made.ok_or(Problem::bad_request("bad-request"))?)
        }
    };
    let (title, content) = match template.transpose().map_err(|error| Problem::internal(&error))? {
        None => (title.unwrap_or_else(|| Words::of(language).say(keys::UNTITLED_BOARD, &[])), None),
        Some(template) => {
            let renamed = title.map(|title| Command::Meta { key: "title".into(), value: title.into() });
            let commands = std::iter::once(template.command).chain(renamed).collect();
            (template.title, Some(Command::All { commands }))
        }
    };
    let wish = Wish { title, language, owner: Some(account.id), content };
    let id = make::make(&app.store, ambient, wish).await?;
    Ok(Json(Made { id: id.as_str().to_owned() }))
}
