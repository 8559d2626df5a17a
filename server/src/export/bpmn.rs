//! A board as BPMN: its process as a model, with the routes that are drawn, and the imported files it goes back into.

use super::{file::ExportError, import, xprozess::Document};
use crate::{
    room::Rooms,
    store::{BoardId, Store},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use wandel_board::{
    Board, Changes,
    model::{place_labels, to_model},
};
use wandel_process::{
    Model, Target,
    bpmn::Text,
    export::{Exported, export_files},
};
use wandel_scene::Scene;

/// Texts of imported files by the name in the spans.
pub type Sources = HashMap<String, Text>;

/// The process on a board.
#[must_use]
pub fn model(board: &Board) -> Model {
    let projection = board.projection();
    let mut scene = Scene::new();
    scene.update(projection, &Changes { all: true, ..Changes::default() });
    let mut model = to_model(projection, &|id| scene.route(id).to_vec());
    place_labels(&mut model, projection, &|id| scene.label_bounds(id));
    model
}

/// Writes a model for a target: all of its files.
#[must_use]
pub fn write(model: &Model, target: Target, sources: &Sources) -> Exported {
    export_files(model, target, &|name| sources.get(name).cloned())
}

/// The imported files that a model refers to, as far as the board has them.
///
/// # Errors
/// The store's.
pub async fn sources(store: &Arc<dyn Store>, board: &BoardId, model: &Model) -> Result<Sources, ExportError> {
    let mut sources = Sources::new();
    for name in names(model) {
        let blob = store.blob(board, name).await.map_err(|_| ExportError::Failed)?;
        if let Some(text) = blob.and_then(|blob| import::text(&blob.bytes)) {
            sources.insert(name.to_owned(), text);
        }
    }
    Ok(sources)
}

/// The process on a board, as it is committed, and what it is written as for a target.
///
/// # Errors
/// There is no such board, or it is damaged.
pub async fn written(
    rooms: &Rooms,
    store: &Arc<dyn Store>,
    board: &BoardId,
    target: Target,
) -> Result<(Model, Exported), ExportError> {
    let model = rooms.read(board, |board, _| self::model(board)).await?;
    let written = files(store, board, model.clone(), target).await?;
    Ok((model, written))
}

/// What the model of a board is written as for a target, with the files that it came from.
///
/// # Errors
/// The store's.
pub async fn files(
    store: &Arc<dyn Store>,
    board: &BoardId,
    model: Model,
    target: Target,
) -> Result<Exported, ExportError> {
    let sources = sources(store, board, &model).await?;
    let work = tokio::task::spawn_blocking(move || write(&model, target, &sources));
    work.await.map_err(|_| ExportError::Failed)
}

/// The process on a board in the XProzess document that it came from, or in the one that is given.
///
/// # Errors
/// `NoDocument` where it came from none; `NotADocument` if what is given is none.
pub async fn in_document(
    rooms: &Rooms,
    store: &Arc<dyn Store>,
    board: &BoardId,
    into: Option<Vec<u8>>,
) -> Result<Vec<u8>, ExportError> {
    let (model, written) = self::written(rooms, store, board, Target::Generic).await?;
    let missing = if into.is_some() { ExportError::NotADocument } else { ExportError::NoDocument };
    let documents = match into {
        Some(bytes) => vec![bytes::Bytes::from(bytes)],
        None => {
            let mut blobs = Vec::new();
            for name in names(&model) {
                let blob = store.blob(board, name).await.map_err(|_| ExportError::Failed)?;
                blobs.extend(blob.map(|blob| blob.bytes));
            }
            blobs
        }
    };
    let work = tokio::task::spawn_blocking(move || {
        let document = documents.iter().find_map(|bytes| Document::open(bytes).ok().flatten());
        document.ok_or(missing)?.with(&written.bpmn.bytes)
    });
    work.await.map_err(|_| ExportError::Failed)?
}

/// The files that a model came from.
fn names(model: &Model) -> BTreeSet<&str> {
    let elements = model.elements.iter().filter_map(|element| element.src.as_ref());
    let processes = model.processes.iter().filter_map(|process| process.src.as_ref());
    let whole = model.definitions.src.iter();
    elements.chain(processes).chain(whole).map(|span| span.source.as_str()).collect()
}
