//! Processes of other boards that a board's calls name, and those that these call: as far as whoever asks may see them. What
//! they may not see is answered like what is not there.

use super::{App, Problem};
use crate::{
    access::{Action, Decision},
    accounts::Visitor,
    export::bpmn,
    store::BoardRow,
};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use std::collections::{HashMap, HashSet, VecDeque};
use wandel_process::{Diagnostic, Kind, Model, Severity, bpmn::callable, property::names};

/// Most boards that one board takes along.
pub(super) const MOST: usize = 30;

/// A board with a process that is called, and how whoever asks stands to it.
pub(super) struct Called {
    pub row: BoardRow,
    pub visitor: Visitor,
    pub model: Model,
}

/// What is called from a board, directly or by what it calls; boards nearer to it come first.
#[derive(Default)]
pub(super) struct Followed {
    pub boards: Vec<Called>,
    /// Calls that lead nowhere for whoever asks. None of them keeps anything from being exported.
    pub findings: Vec<Diagnostic>,
}

/// A process as a call names it.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Callable {
    pub key: String,
    pub name: String,
}

impl Called {
    pub fn may_deploy(&self) -> bool {
        self.visitor.may(Action::Deploy) == Decision::Allow
    }
}

/// The processes of a board: each under its own name, that of its pool, or the board's title.
pub(super) fn processes(model: &Model, title: &str) -> Vec<Callable> {
    let name = |id: &str| {
        let process = model.processes.iter().find(|process| process.id == id);
        let pools = model.elements.iter().filter(|element| element.process_kind() == Some(Kind::Pool));
        let pools = pools.filter(|pool| pool.process.as_deref() == Some(id)).map(|pool| &pool.name);
        let mut names = process.map(|process| &process.name).into_iter().chain(pools);
        names.find(|name| !name.trim().is_empty()).map_or_else(|| title.to_owned(), Clone::clone)
    };
    callable(model).into_iter().map(|(id, key)| Callable { name: name(id), key }).collect()
}

/// A call of a process on a board.
struct Call {
    /// On the first board only: elsewhere the id says nothing to whoever asks.
    element: Option<String>,
    name: String,
    key: String,
    board: String,
}

fn calls(model: &Model, within: Option<&str>) -> Vec<Call> {
    let steps = model.elements.iter().filter(|element| element.process_kind() == Some(Kind::CallActivity));
    let calls = steps.filter_map(|step| {
        Some(Call {
            element: within.is_none().then(|| step.id.clone()),
            name: within.map_or_else(|| step.name.clone(), |title| format!("{title}: {}", step.name)),
            key: step.text(names::CALLED)?.to_owned(),
            board: step.text(names::CALLED_BOARD)?.to_owned(),
        })
    });
    calls.collect()
}

fn told(code: &'static str, call: Call) -> Diagnostic {
    Diagnostic::new(Severity::Warning, code, call.element.as_deref()).with("name", call.name)
}

/// Follows the calls of a board. Boards that call each other are taken once.
///
/// # Errors
/// The store's, and 429: each board counts as a file. What is not there, not readable or damaged is a finding.
pub(super) async fn follow(
    app: &App,
    headers: &HeaderMap,
    root: &BoardRow,
    model: &Model,
) -> Result<Followed, Problem> {
    let mut followed = Followed::default();
    let keys = |model: &Model| callable(model).into_iter().map(|(_, key)| key).collect::<HashSet<_>>();
    let mut waiting: VecDeque<Call> = calls(model, None).into();
    if waiting.is_empty() {
        return Ok(followed);
    }
    // `None`: not for whoever asks.
    let mut known: HashMap<String, Option<(String, HashSet<String>)>> =
        [(root.id.as_str().to_owned(), Some((root.title.clone(), keys(model))))].into();
    while let Some(call) = waiting.pop_front() {
        if !known.contains_key(&call.board) {
            if followed.boards.len() == MOST {
                followed.findings.push(told("call.too-many", call));
                break;
            }
            let found = visit(app, headers, &call.board).await?;
            known.insert(
                call.board.clone(),
                found.as_ref().map(|called| (called.row.title.clone(), keys(&called.model))),
            );
            if let Some(called) = found {
                waiting.extend(calls(&called.model, Some(&called.row.title)));
                followed.boards.push(called);
            }
        }
        match known.get(&call.board).and_then(Option::as_ref) {
            None => followed.findings.push(told("call.board-missing", call)),
            Some((title, keys)) if !keys.contains(&call.key) => {
                followed.findings.push(told("call.process-missing", call).with("board", title.clone()));
            }
            Some(_) => {}
        }
    }
    Ok(followed)
}

async fn visit(app: &App, headers: &HeaderMap, board: &str) -> Result<Option<Called>, Problem> {
    let (row, visitor) = match app.enter(board, Action::Read, headers).await {
        Ok(entered) => entered,
        Err(problem) if [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&problem.status()) => {
            return Ok(None);
        }
        Err(problem) => return Err(problem),
    };
    // Opening a board costs what a file of it costs.
    app.limits.file(visitor.subject.as_deref().unwrap_or_default(), app.accounts.ambient().now())?;
    let read = app.rooms.read(&row.id, |board, _| bpmn::model(board)).await;
    Ok(read.ok().map(|model| Called { row, visitor, model }))
}
