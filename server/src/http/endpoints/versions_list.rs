//! `GET /api/boards/{id}/versions`: the named versions of a board, newest first.

use super::{App, Body, Endpoint, Problem, moment};
use crate::{access::Action, store};
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
    path: "/api/boards/{id}/versions",
    operation: "listVersions",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Versions"),
    codes: &[],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
pub(super) struct Version {
    id: String,
    name: String,
    created: String,
    /// What the one who kept it is called now.
    author: Option<String>,
    position: u64,
}

impl From<store::Version> for Version {
    fn from(version: store::Version) -> Self {
        Self {
            id: version.id,
            name: version.name,
            created: moment(version.created),
            author: version.author_name.filter(|name| !name.is_empty()),
            position: version.position,
        }
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<Version>>, Problem> {
    let (board, _) = app.enter(&id, Action::Read, &headers).await?;
    let versions = app.store.versions(&board.id).await?;
    Ok(Json(versions.into_iter().map(Version::from).collect()))
}
