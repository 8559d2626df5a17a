//! `GET /api/boards/{id}/links`: share links that live: an owner sees all, others those they made. Never a secret.

use super::{App, Body, Endpoint, Problem, rfc3339};
use crate::{
    access::{Action, Role},
    accounts::Link,
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde::Serialize;
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/links",
    operation: "listLinks",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Links"),
    codes: &[],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Line {
    id: String,
    role: Role,
    label: String,
    created: String,
    expires: Option<String>,
}

impl From<Link> for Line {
    fn from(link: Link) -> Self {
        Self {
            id: link.id,
            role: link.role,
            label: link.label,
            created: rfc3339(link.created),
            expires: link.expires.map(rfc3339),
        }
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<Line>>, Problem> {
    let (board, visitor) = app.enter(&id, Action::Share, &headers).await?;
    let links = app.accounts.links(&board.id, &visitor).await?;
    Ok(Json(links.into_iter().map(Line::from).collect::<Vec<_>>()))
}
