//! `POST /api/boards/{id}/import/preview?theme=`: what is in a BPMN file, before somebody puts it on a board: how much of
//! what, what it looks like, what was noticed. Nothing is kept, so a file that is given up leaves nothing behind.

use super::{
    App, Body, Endpoint, Later, Problem, Query, import::CODES, picture::Parameters, report::blocking,
};
use crate::{
    access::Action,
    export::{import, svg},
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use rand::SeedableRng;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use wandel_board::{Board, Command, Meta};
use wandel_process::Diagnostic;
use wandel_scene::Theme;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "post",
    path: "/api/boards/{id}/import/preview",
    operation: "previewImport",
    query: &["theme"],
    request: Body::File("application/bpmn+xml"),
    status: 200,
    answer: Body::Json("ImportPreview"),
    codes: CODES,
    large: true,
    route: || post(handle),
};

#[derive(Serialize)]
struct Preview {
    diagnostics: Vec<Diagnostic>,
    kinds: BTreeMap<String, usize>,
    picture: String,
}

/// Larger pictures are left out.
const MOST_PICTURE: usize = 4 << 20;

/// The file alone on a board.
fn shown(command: &Command, lang: String, theme: Theme) -> (BTreeMap<String, usize>, String) {
    let mut alone = Board::initial(2, Meta { lang, ..Meta::default() });
    // What the board would refuse, it refuses when the command is carried out.
    if alone.execute_quiet(command, None, &mut rand::rngs::StdRng::seed_from_u64(1)).is_err() {
        return Default::default();
    }
    let mut kinds = BTreeMap::new();
    for element in alone.projection().in_order().filter(|element| element.kind.has_shape()) {
        *kinds.entry(element.kind.name()).or_default() += 1;
    }
    let picture = svg::shown(&alone, theme);
    (kinds, if picture.len() > MOST_PICTURE { String::new() } else { picture })
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    file: Later,
) -> Result<Json<Preview>, Problem> {
    let (board, _) = app.enter(&id, Action::Write, &headers).await?;
    let file = file.read(&app).await?;
    let ambient = app.accounts.ambient().clone();
    let theme = parameters.theme();
    let lang = app.rooms.read(&board.id, |board, _| board.projection().meta().lang.clone()).await?;
    let preview = blocking(move || {
        let alone = Board::initial(2, Meta::default());
        let imported = import::onto(import::open(&file, &ambient)?, "", &alone, &ambient);
        let (kinds, picture) = shown(&imported.command, lang, theme);
        Ok::<_, Problem>(Preview { diagnostics: imported.diagnostics, kinds, picture })
    });
    Ok(Json(preview.await??))
}
