//! What a card of the list of boards shows: the picture and how far the process is, made once for each committed position
//! and kept in a bounded cache.

use super::{bpmn, report, svg};
use crate::{
    room::{RoomError, Rooms},
    store::{BoardId, BoardRow},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use wandel_board::Board;
use wandel_process::check::Stage;
use wandel_scene::Theme;

/// Summaries kept; they are small.
const SUMMARIES: usize = 4096;
/// Bytes of pictures kept; the ones that were asked for longest ago go first.
const PICTURE_BYTES: usize = 8 << 20;

/// How a board is, for a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Living elements that are drawn.
    pub elements: usize,
    /// `None`: there is no process on it.
    pub stage: Option<Stage>,
    pub done: usize,
    pub of: usize,
}

/// Of which state of a board something was made.
type Version = (u64, u64);

struct Picture {
    version: Version,
    used: u64,
    light: Arc<str>,
    dark: Arc<str>,
}

impl Picture {
    fn bytes(&self) -> usize {
        self.light.len() + self.dark.len()
    }
}

#[derive(Default)]
struct Shelf {
    summaries: HashMap<BoardId, (Version, Summary)>,
    pictures: HashMap<BoardId, Picture>,
    bytes: usize,
    clock: u64,
}

impl Shelf {
    fn summary(&self, id: &BoardId, version: Version) -> Option<Summary> {
        self.summaries.get(id).filter(|(of, _)| *of == version).map(|(_, summary)| *summary)
    }

    fn picture(&mut self, id: &BoardId, version: Version, theme: Theme) -> Option<Arc<str>> {
        self.clock += 1;
        let picture = self.pictures.get_mut(id).filter(|picture| picture.version == version)?;
        picture.used = self.clock;
        Some(Arc::clone(if theme == Theme::Dark { &picture.dark } else { &picture.light }))
    }

    fn put(&mut self, id: &BoardId, summary: Summary, mut picture: Picture) {
        if self.summaries.len() >= SUMMARIES {
            self.summaries.clear();
        }
        self.summaries.insert(id.clone(), (picture.version, summary));
        self.clock += 1;
        picture.used = self.clock;
        self.bytes += picture.bytes();
        if let Some(before) = self.pictures.insert(id.clone(), picture) {
            self.bytes -= before.bytes();
        }
        while self.bytes > PICTURE_BYTES {
            let oldest =
                self.pictures.iter().min_by_key(|(_, picture)| picture.used).map(|(id, _)| id.clone());
            let Some(gone) = oldest.and_then(|oldest| self.pictures.remove(&oldest)) else { break };
            self.bytes -= gone.bytes();
        }
    }
}

/// The cache.
#[derive(Default)]
pub struct Pictures {
    shelf: Mutex<Shelf>,
    /// One is made at a time: a list of a hundred boards must not take the machine.
    turn: tokio::sync::Mutex<()>,
}

impl Pictures {
    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A board is gone.
    pub fn forget(&self, id: &BoardId) {
        let mut shelf = self.lock();
        shelf.summaries.remove(id);
        if let Some(picture) = shelf.pictures.remove(id) {
            shelf.bytes -= picture.bytes();
        }
    }

    /// # Errors
    /// The board cannot be loaded.
    pub async fn summary(&self, rooms: &Rooms, row: &BoardRow) -> Result<Summary, RoomError> {
        let look = || self.lock().summary(&row.id, (row.epoch, row.position));
        if let Some(found) = look() {
            return Ok(found);
        }
        let _turn = self.turn.lock().await;
        if let Some(found) = look() {
            return Ok(found);
        }
        Ok(self.make(rooms, row).await?.0)
    }

    /// # Errors
    /// The board cannot be loaded.
    pub async fn picture(&self, rooms: &Rooms, row: &BoardRow, theme: Theme) -> Result<Arc<str>, RoomError> {
        let look = || self.lock().picture(&row.id, (row.epoch, row.position), theme);
        if let Some(found) = look() {
            return Ok(found);
        }
        let _turn = self.turn.lock().await;
        if let Some(found) = look() {
            return Ok(found);
        }
        let (_, light, dark) = self.make(rooms, row).await?;
        Ok(if theme == Theme::Dark { dark } else { light })
    }

    async fn make(&self, rooms: &Rooms, row: &BoardRow) -> Result<(Summary, Arc<str>, Arc<str>), RoomError> {
        let epoch = row.epoch;
        let made = rooms.read(&row.id, move |board, position| {
            let light: Arc<str> = svg::card(board, Theme::Light).into();
            let dark: Arc<str> = svg::card(board, Theme::Dark).into();
            (summary(board), Picture { version: (epoch, position), used: 0, light, dark })
        });
        let (summary, picture) = made.await?;
        let (light, dark) = (Arc::clone(&picture.light), Arc::clone(&picture.dark));
        self.lock().put(&row.id, summary, picture);
        Ok((summary, light, dark))
    }
}

fn summary(board: &Board) -> Summary {
    let elements = report::drawn(board);
    match report::stage(&bpmn::model(board), report::target(board)) {
        Some(reading) => Summary { elements, stage: Some(reading.stage), done: reading.done, of: reading.of },
        None => Summary { elements, stage: None, done: 0, of: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_go_when_there_are_too_many_and_summaries_stay() {
        let mut shelf = Shelf::default();
        let text: Arc<str> = "x".repeat(PICTURE_BYTES / 8).into();
        let id = |n: u64| BoardId::parse(&format!("b{n}")).unwrap();
        let summary = Summary { elements: 1, stage: None, done: 0, of: 0 };
        for n in 0..6 {
            let (light, dark) = (Arc::clone(&text), Arc::clone(&text));
            shelf.put(&id(n), summary, Picture { version: (1, n), used: 0, light, dark });
            let first = shelf.picture(&id(0), (1, 0), Theme::Light);
            assert!(first.is_some(), "asked for again and again, so it stays");
        }
        assert!(shelf.bytes <= PICTURE_BYTES);
        assert!(shelf.picture(&id(1), (1, 1), Theme::Light).is_none());
        assert!(shelf.picture(&id(5), (1, 4), Theme::Dark).is_none(), "of another version");
        assert_eq!(shelf.summary(&id(1), (1, 1)), Some(summary));
    }
}
