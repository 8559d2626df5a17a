//! `GET /api/boards`: the boards of an account: its own, those it joined, and, for who runs the house, those without an
//! owner. The newest change first.

use super::{App, Body, Endpoint, Present, Problem, moment, present, role_name};
use crate::{
    access::{Action, Decision, Principal, Resource, Role, Standing, decide},
    accounts::Account,
    export::pictures::Summary,
    store::BoardRow,
};
use axum::{Json, extract::State, http::HeaderMap, routing::get};
use serde::Serialize;
use std::{collections::HashMap, sync::Arc};
use wandel_process::check::Stage;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards",
    operation: "listBoards",
    query: &[],
    request: Body::None,
    status: 200,
    answer: Body::Json("Boards"),
    codes: &["session.required"],
    large: false,
    route: || get(handle),
};

#[derive(Serialize)]
struct Boards {
    boards: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    role: &'static str,
    created: String,
    updated: String,
    elements: usize,
    stage: Option<Stage>,
    done: usize,
    of: usize,
    here: Vec<Present>,
    picture: String,
}

/// The account of a request that may do something in the house.
pub(super) async fn account(app: &App, action: Action, headers: &HeaderMap) -> Result<Account, Problem> {
    let account = app.accounts.signed_in(headers).await?;
    let principal = match &account {
        None => Principal::Anonymous,
        Some(account) if account.admin => Principal::Administrator,
        Some(_) => Principal::Account,
    };
    match (decide(principal, action, Resource::House), account) {
        (Decision::Allow, Some(account)) => {
            if action != Action::ListBoards {
                let subject = format!("account:{}", account.id);
                app.limits.change(&subject, app.accounts.ambient().now())?;
            }
            Ok(account)
        }
        (Decision::SignIn, _) | (Decision::Allow, None) => Err(Problem::sign_in()),
        (Decision::Refuse, _) => Err(Problem::forbidden()),
        (Decision::Hide, _) => Err(Problem::not_found()),
    }
}

async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Boards>, Problem> {
    let account = account(&app, Action::ListBoards, &headers).await?;
    let joined = app.accounts.joined(&account).await?;
    let joined: HashMap<&str, Role> =
        joined.iter().map(|member| (member.board.as_str(), member.role)).collect();
    let mut boards = Vec::new();
    for row in app.store.boards().await? {
        let owner = row.owner.as_ref().map_or(account.admin, |owner| *owner == account.id);
        let joined = joined.get(row.id.as_str()).map_or(Standing::None, |role| Standing::Role(*role));
        let role = role_name(if owner { Standing::Owner } else { joined });
        if let Some(role) = role {
            boards.push(line(&app, row, role).await);
        }
    }
    Ok(Json(Boards { boards }))
}

async fn line(app: &App, row: BoardRow, role: &'static str) -> Line {
    // A board that cannot be read is listed all the same: its title is known, and it can be deleted.
    let summary = app.pictures.summary(&app.rooms, &row).await;
    let Summary { elements, stage, done, of } =
        summary.unwrap_or(Summary { elements: 0, stage: None, done: 0, of: 0 });
    Line {
        title: row.title,
        role,
        created: moment(row.created),
        updated: moment(row.updated),
        elements,
        stage,
        done,
        of,
        here: present(app.rooms.here(&row.id)),
        picture: format!("/api/boards/{}/picture.svg?v={}-{}", row.id, row.epoch, row.position),
        id: row.id.as_str().to_owned(),
    }
}
