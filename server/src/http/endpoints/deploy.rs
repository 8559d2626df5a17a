//! `POST /api/boards/{id}/deploy`: hands the board's process, as it is committed and with all files that belong to it, to an
//! engine that the administrator named.

use super::{App, Body, Endpoint, Input, Problem, report::blocking};
use crate::{
    access::Action,
    deploy::{DeployError, Deployed, Parcel},
    export::bpmn,
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use wandel_process::{Severity, check::check, export::NamedFile};

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
) -> Result<Json<Deployed>, Problem> {
    let (board, _) = app.enter(&id, Action::Deploy, &headers).await?;
    let engine = app.engines.get(&request.engine).ok_or(Problem::bad_request("deploy.unknown-engine"))?;
    let target = engine.target;
    let model = app.rooms.read(&board.id, |board, _| bpmn::model(board)).await?;
    let sources = bpmn::sources(&app.store, &board.id, &model).await?;
    let written = blocking(move || {
        let gaps = check(&model, &[target]);
        let gaps: Vec<_> = gaps.into_iter().filter(|gap| gap.severity == Severity::Error).collect();
        if gaps.is_empty() { Ok(bpmn::write(&model, target, &sources)) } else { Err(gaps) }
    });
    let written = written.await?.map_err(|gaps| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "deploy.gaps").with_diagnostics(gaps)
    })?;
    // Ids are letters, digits and hyphens: nothing to escape. What belongs to the process is named after it.
    let name = format!("wandel-{}", board.id.as_str());
    let bpmn = NamedFile { name: format!("{name}.bpmn"), ..written.bpmn };
    let beside = written.beside.into_iter();
    let beside = beside.map(|file| NamedFile { name: format!("{name}-{}", file.name), ..file });
    let files = std::iter::once(bpmn).chain(beside).collect();
    let deployed = app.engines.deploy(engine, Parcel { title: board.title, files }).await;
    match &deployed {
        Ok(done) => tracing::info!(engine = engine.id, processes = done.processes.len(), "deployed"),
        Err(error) => tracing::warn!(engine = engine.id, %error, "not deployed"),
    }
    Ok(Json(deployed?))
}
