//! `POST /api/boards/{id}/import?theme=`: reads a BPMN file for a board. The file is kept; what it becomes is answered as a
//! command, which the browser carries out: one transaction, one undo step of whoever imports. With it what one wants to know
//! before: how much of what, and what it looks like.

use super::{App, Body, Endpoint, Later, Problem, Query, report::blocking};
use crate::{
    access::Action,
    export::{import, svg},
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use rand::SeedableRng;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use wandel_board::{Board, Command, Meta};
use wandel_process::{Diagnostic, bpmn::ReadError};
use wandel_scene::Theme;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/import",
    operation: "importIntoBoard",
    query: &["theme"],
    request: Body::File("application/bpmn+xml"),
    status: 200,
    answer: Body::Json("Imported"),
    codes: &[
        "bpmn.too-large",
        "bpmn.encoding",
        "bpmn.doctype",
        "bpmn.too-deep",
        "bpmn.too-many",
        "bpmn.malformed",
        "bpmn.not-bpmn",
        "too-large",
    ],
    large: true,
    route: || post(handle),
};

#[derive(Serialize)]
struct Imported {
    command: Command,
    diagnostics: Vec<Diagnostic>,
    blob: String,
    kinds: BTreeMap<String, usize>,
    picture: String,
}

/// Larger pictures are left out.
const MOST_PICTURE: usize = 4 << 20;

#[derive(Deserialize)]
struct Parameters {
    theme: Option<String>,
}

/// The file alone on a board.
fn preview(command: &Command, board: &Board, theme: Theme) -> (BTreeMap<String, usize>, String) {
    let lang = board.projection().meta().lang.clone();
    let mut alone = Board::initial(2, Meta { lang, ..Meta::default() });
    // What the board would refuse, it refuses when the command is carried out.
    if alone.execute_quiet(command, None, &mut rand::rngs::StdRng::seed_from_u64(1)).is_err() {
        return Default::default();
    }
    let mut kinds = BTreeMap::new();
    for element in alone.projection().in_order().filter(|element| element.kind.has_shape()) {
        *kinds.entry(element.kind.name()).or_default() += 1;
    }
    let picture = svg::card(&alone, theme);
    (kinds, if picture.len() > MOST_PICTURE { String::new() } else { picture })
}

impl From<ReadError> for Problem {
    /// `detail` is the place: line and column.
    fn from(error: ReadError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.code)
            .with_detail(format!("{}:{}", error.line, error.column))
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    file: Later,
) -> Result<Json<Imported>, Problem> {
    let (board, _) = app.enter(&id, Action::Write, &headers).await?;
    let file = file.read(&app).await?;
    let ambient = app.accounts.ambient().clone();
    // Read before it is kept: what is not BPMN leaves nothing behind.
    let (bytes, mut rng) = (file.clone(), ambient.rng());
    blocking(move || import::read(&bytes, "", &mut rng).map(drop)).await??;
    let blob = app.store.put_blob(&board.id, import::MEDIA_TYPE.to_owned(), file.clone()).await?;
    let source = blob.clone();
    let theme = if parameters.theme.as_deref() == Some("dark") { Theme::Dark } else { Theme::Light };
    let read = app.rooms.read(&board.id, move |board, _| {
        let imported = import::import(&file, &source, board, &ambient)?;
        let shown = preview(&imported.command, board, theme);
        Ok::<_, ReadError>((imported, shown))
    });
    let (imported, (kinds, picture)) = read.await??;
    let import::Imported { command, diagnostics, .. } = imported;
    Ok(Json(Imported { command, diagnostics, blob, kinds, picture }))
}
