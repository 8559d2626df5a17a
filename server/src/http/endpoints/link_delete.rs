//! `DELETE /api/boards/{id}/links/{link}`: revokes a link, and closes the sockets of everybody who came by it.

use super::{App, Body, Endpoint, Problem};
use crate::access::Action;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::delete,
};
use std::sync::Arc;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "delete",
    path: "/api/boards/{id}/links/{link}",
    operation: "revokeLink",
    query: &[],
    request: Body::None,
    status: 204,
    answer: Body::None,
    codes: &["link.invalid"],
    large: false,
    route: || delete(handle),
};

async fn handle(
    State(app): State<Arc<App>>,
    Path((id, link)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let (board, visitor) = app.enter(&id, Action::Share, &headers).await?;
    for revocation in app.accounts.revoke_link(&board.id, &visitor, &link).await? {
        app.rooms.revoke(Some(&board.id), &revocation);
    }
    Ok(StatusCode::NO_CONTENT)
}
