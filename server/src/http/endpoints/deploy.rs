//! `POST /api/boards/{id}/deploy`: hands the board's process, as it is committed and with all files that belong to it, to an
//! engine that the administrator named; before it those of other boards that it calls, as far as whoever asks may deploy them.

use super::{App, Body, Endpoint, Input, Problem, report::blocking};
use crate::{
    access::Action,
    deploy::{Definition, DeployError, Deployed, Engine, Parcel},
    export::bpmn,
    http::called::{Called, Followed, follow},
    store::BoardRow,
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc, time::Duration};
use wandel_process::{Diagnostic, Model, Severity, Target, check::check, export::NamedFile};

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/deploy",
    operation: "deployBoard",
    query: &[],
    request: Body::Json("DeployRequest"),
    status: 200,
    answer: Body::Json("Deployed"),
    codes: &[
        "deploy.unknown-engine",
        "deploy.gaps",
        "deploy.unreachable",
        "deploy.not-allowed",
        "deploy.refused",
        "deploy.not-an-engine",
        "deploy.busy",
        "board.quarantined",
    ],
    large: false,
    route: || post(handle),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    engine: String,
    #[serde(default = "yes")]
    called: bool,
}

const fn yes() -> bool {
    true
}

/// What came of a board and of those that are called from it.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    deployed: Deployed,
    called: Vec<Line>,
    left: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    processes: Vec<Definition>,
}

impl From<DeployError> for Problem {
    fn from(error: DeployError) -> Self {
        let status = match &error {
            DeployError::Busy => return Self::too_many("deploy.busy", Duration::from_secs(5)),
            DeployError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::BAD_GATEWAY,
        };
        let problem = Self::coded(status, error.to_string());
        match error.detail() {
            Some(detail) => problem.with_detail(detail),
            None => problem,
        }
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Input(request): Input<Request>,
) -> Result<Json<Answer>, Problem> {
    let (board, _) = app.enter(&id, Action::Deploy, &headers).await?;
    let engine = app.engines.get(&request.engine).ok_or(Problem::bad_request("deploy.unknown-engine"))?;
    let model = app.rooms.read(&board.id, |board, _| bpmn::model(board)).await?;
    let followed =
        if request.called { follow(&app, &headers, &board, &model).await? } else { Followed::default() };
    let names = model.elements.iter().map(|element| (element.id.clone(), element.name.clone())).collect();
    let parcel = parcel(&app, &board, model, engine.target).await?.map_err(|gaps| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "deploy.gaps").with_diagnostics(gaps)
    })?;
    let mut called = Vec::new();
    let mut left = followed.findings;
    // What is called comes before what calls it. A board that cannot go now keeps nobody else's from going: the engine may
    // have it already.
    for other in followed.boards.into_iter().rev() {
        match beside(&app, engine, other).await? {
            Ok(line) => called.push(line),
            Err(finding) => left.push(finding),
        }
    }
    let elements = parcel.elements.clone();
    let sent = send(&app, engine, parcel).await.map_err(|error| named(error, &elements, &names));
    Ok(Json(Answer { deployed: sent?, called, left }))
}

/// A refusal with the elements that the engine names, as people know them.
fn named(error: DeployError, elements: &HashMap<String, String>, names: &HashMap<String, String>) -> Problem {
    let DeployError::Refused(refusal) = &error else { return error.into() };
    let faults = refusal.faults.iter().filter_map(|fault| {
        let element = elements.get(&fault.element)?;
        let name = names.get(element).filter(|name| !name.trim().is_empty()).unwrap_or(&fault.element);
        let finding = Diagnostic::new(Severity::Error, "deploy.refused-at", Some(element));
        Some(finding.with("name", name.clone()).with("said", fault.said.clone()))
    });
    let faults = faults.collect();
    Problem::from(error).with_diagnostics(faults)
}

/// Deploys a board that is called; what keeps it from going is a finding.
async fn beside(app: &App, engine: &Engine, called: Called) -> Result<Result<Line, Diagnostic>, Problem> {
    let title = called.row.title.clone();
    let told = |code| Diagnostic::new(Severity::Warning, code, None).with("board", title.clone());
    if !called.may_deploy() {
        return Ok(Err(told("called.not-allowed")));
    }
    let Ok(parcel) = parcel(app, &called.row, called.model, engine.target).await? else {
        return Ok(Err(told("called.gaps")));
    };
    match send(app, engine, parcel).await {
        Ok(done) => Ok(Ok(Line { title, processes: done.processes })),
        Err(DeployError::Refused(refusal)) => Ok(Err(told("called.refused").with("said", refusal.said))),
        Err(error) => Err(error.into()),
    }
}

/// A board as an engine takes it, or the errors that keep it from running.
async fn parcel(
    app: &App,
    board: &BoardRow,
    model: Model,
    target: Target,
) -> Result<Result<Parcel, Vec<Diagnostic>>, Problem> {
    let sources = bpmn::sources(&app.store, &board.id, &model).await?;
    let written = blocking(move || {
        let gaps = check(&model, &[target]);
        let gaps: Vec<_> = gaps.into_iter().filter(|gap| gap.severity == Severity::Error).collect();
        if !gaps.is_empty() {
            return Err(gaps);
        }
        Ok((bpmn::write(&model, target, &sources), wandel_process::bpmn::elements_by_id(&model, target)))
    });
    let (written, elements) = match written.await? {
        Ok(written) => written,
        Err(gaps) => return Ok(Err(gaps)),
    };
    // Ids are letters, digits and hyphens: nothing to escape. What belongs to the process is named after it.
    let name = format!("wandel-{}", board.id.as_str());
    let bpmn = NamedFile { name: format!("{name}.bpmn"), ..written.bpmn };
    let beside = written.beside.into_iter();
    let beside = beside.map(|file| NamedFile { name: format!("{name}-{}", file.name), ..file });
    Ok(Ok(Parcel {
        title: board.title.clone(),
        files: std::iter::once(bpmn).chain(beside).collect(),
        elements,
    }))
}

async fn send(app: &App, engine: &Engine, parcel: Parcel) -> Result<Deployed, DeployError> {
    let deployed = app.engines.deploy(engine, parcel).await;
    match &deployed {
        Ok(done) => tracing::info!(engine = engine.id, processes = done.processes.len(), "deployed"),
        Err(error) => tracing::warn!(engine = engine.id, %error, "not deployed"),
    }
    deployed
}
