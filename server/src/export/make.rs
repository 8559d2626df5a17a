//! Makes boards: empty, from a template, or from a file. A new board is one update, written by the server.

use super::import;
use crate::{
    ambient::Ambient,
    room::{RoomError, Rooms},
    store::{BoardId, NewBoard, Store},
};
use bytes::Bytes;
use rand::Rng;
use std::sync::Arc;
use tokio::{runtime::Handle, task::JoinHandle};
use wandel_board::{Board, Command, Meta};
use wandel_process::{
    Diagnostic,
    bpmn::{Read, ReadError},
    property::names,
};
use wandel_words::{Language, Words, keys};

/// A board to be made.
#[derive(Clone, Debug)]
pub struct Wish {
    pub title: String,
    pub language: Language,
    /// Account id; `None`: it belongs to the house.
    pub owner: Option<String>,
    /// What is on it from the start.
    pub content: Option<Command>,
}

/// Makes it and answers with its id.
///
/// # Errors
/// The store's; `RoomError::Command` if the content is refused.
pub async fn make(store: &Arc<dyn Store>, ambient: &Ambient, wish: Wish) -> Result<BoardId, RoomError> {
    let mut rng = ambient.rng();
    let id = BoardId::random(&mut rng);
    let meta = Meta { title: wish.title.clone(), lang: wish.language.tag().to_owned(), ..Meta::default() };
    let content = wish.content;
    let document = tokio::task::spawn_blocking(move || {
        // Below 2^32: an id that nobody was issued; it never writes again.
        let mut board = Board::initial(rng.random_range(2..1 << 32), meta);
        let content = content.unwrap_or_else(|| own_key(&mut rng));
        board.execute_quiet(&content, None, &mut rng)?;
        Ok::<_, wandel_board::Refusal>((board.projection().meta().title.clone(), board.snapshot()))
    });
    let (title, snapshot) = document
        .await
        .map_err(|_| RoomError::Closed)?
        .map_err(|refusal| RoomError::Command(refusal.code.into_owned()))?;
    let board = NewBoard { id: id.clone(), title, owner: wish.owner, updates: vec![Bytes::from(snapshot)] };
    store.create_board(board).await?;
    Ok(id)
}

/// Gives the process of a new board a name that engines know no other by: deployed under one name, a second board would be
/// taken for the next version of the first.
fn own_key(rng: &mut impl Rng) -> Command {
    Command::Process {
        id: wandel_board::BOARD_PROCESS.into(),
        key: format!("p.{}", names::KEY),
        value: Some(format!("Process_{:08x}", rng.random::<u32>()).into()),
    }
}

/// Why a file did not become a board.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0}")]
    File(ReadError),
    #[error(transparent)]
    Room(#[from] RoomError),
}

/// A board that came of a file, and what was noticed on the way.
pub type Imported = Result<(BoardId, Vec<Diagnostic>), ImportError>;

/// A board to be made from a file.
pub struct FileWish {
    /// `None`: what the file calls itself, else `name`.
    pub title: Option<String>,
    /// What to call it if the file has no name; may be empty.
    pub name: String,
    pub language: Language,
    pub owner: Option<String>,
    pub file: Bytes,
}

/// Makes a board from a BPMN file.
///
/// # Errors
/// The file cannot be read; the store's.
pub async fn make_from_file(
    store: &Arc<dyn Store>,
    rooms: &Rooms,
    ambient: &Ambient,
    wish: FileWish,
) -> Imported {
    // Before anything is made: a bad file leaves no board behind.
    let (file, with) = (wish.file.clone(), ambient.clone());
    let read = blocking(move || import::open(&file, &with)).await?;
    let title = wish.title.unwrap_or_else(|| import::name(&read));
    let named =
        [title, wish.name].into_iter().map(|title| title.trim().chars().take(200).collect::<String>());
    let title = named
        .into_iter()
        .find(|title| !title.is_empty())
        .unwrap_or_else(|| Words::of(wish.language).say(keys::UNTITLED_BOARD, &[]));
    let empty = Wish { title, language: wish.language, owner: wish.owner, content: None };
    let id = make(store, ambient, empty).await?;
    match fill(store, rooms, ambient, &id, (wish.file, read)).await {
        Ok(diagnostics) => Ok((id, diagnostics)),
        Err(error) => {
            rooms.delete(&id).await?;
            Err(error)
        }
    }
}

/// The same for somebody who may give up meanwhile (this future is dropped): then no board is left.
///
/// # Errors
/// As above.
pub async fn make_or_nothing(
    store: &Arc<dyn Store>,
    rooms: &Rooms,
    ambient: &Ambient,
    wish: FileWish,
) -> Imported {
    let (store, with, ambient) = (Arc::clone(store), rooms.clone(), ambient.clone());
    let task = tokio::spawn(async move { make_from_file(&store, &with, &ambient, wish).await });
    let mut wanted = Wanted { task: Some(task), rooms: rooms.clone() };
    let Some(task) = &mut wanted.task else { return Err(RoomError::Closed.into()) };
    let made = task.await;
    wanted.task = None;
    made.map_err(|_| RoomError::Closed)?
}

/// A board being made, for as long as somebody waits for it.
struct Wanted {
    task: Option<JoinHandle<Imported>>,
    rooms: Rooms,
}

impl Drop for Wanted {
    fn drop(&mut self) {
        let (Some(task), Ok(runtime)) = (self.task.take(), Handle::try_current()) else { return };
        let rooms = self.rooms.clone();
        runtime.spawn(async move {
            if let Ok(Ok((id, _))) = task.await
                && let Err(error) = rooms.delete(&id).await
            {
                tracing::warn!(%error, "a board that nobody waits for stays");
            }
        });
    }
}

async fn fill(
    store: &Arc<dyn Store>,
    rooms: &Rooms,
    ambient: &Ambient,
    id: &BoardId,
    (file, read): (Bytes, Read),
) -> Result<Vec<Diagnostic>, ImportError> {
    let blob = store.put_blob(id, import::MEDIA_TYPE.to_owned(), file).await.map_err(RoomError::from)?;
    let with = ambient.clone();
    let imported = rooms.read(id, move |board, _| import::onto(read, &blob, board, &with)).await?;
    rooms.open(id).await?.execute(imported.command, None).await?;
    Ok(imported.diagnostics)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, ImportError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ImportError::Room(RoomError::Closed))?.map_err(ImportError::File)
}
