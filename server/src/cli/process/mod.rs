//! Commands on process files that need no house: file → board document → something. What a board does with a file, these
//! do too, because they go the same way.

mod check;
mod convert;
mod layout;
mod render;

pub use check::check;
pub use convert::convert;
pub use layout::layout;
pub use render::render;

use super::{
    failure::{Exit, Failure},
    files, say,
    told::Named,
};
use crate::{
    ambient::Ambient,
    export::{bundle, import},
};
use std::path::{Path, PathBuf};
use wandel_board::{Board, Meta, model::from_model};
use wandel_process::{
    Target,
    bpmn::{Read, ReadError},
};
use wandel_words::Words;

/// The name of the one file in its spans.
const SOURCE: &str = "file";

fn target(name: &str) -> Result<Target, Failure> {
    Ok(crate::export::file::target_of(Some(name))?)
}

fn ambient() -> Result<Ambient, Failure> {
    Ambient::system().map_err(|_| Failure::new("randomness"))
}

fn read(path: &Path, words: &Words) -> Result<Read, Failure> {
    let bytes = files::read(path)?;
    import::read(&bytes, SOURCE, &mut ambient()?.rng()).map_err(|error| unreadable(path, &error, words))
}

/// Adds the decision tables and forms of further files: steps find them by what they are called there.
fn add_beside(read: &mut Read, paths: &[PathBuf], words: &Words) -> Result<(), Failure> {
    for path in paths {
        let bytes = files::read(path)?;
        let added = bundle::add(read, &bytes, &mut ambient()?.rng());
        added.map_err(|error| unreadable(path, &error, words))?;
    }
    Ok(())
}

fn unreadable(path: &Path, error: &ReadError, words: &Words) -> Failure {
    let none: [(&String, &String); 0] = [];
    Failure::new("bpmn.unreadable")
        .with("path", path.display().to_string())
        .with("line", error.line.to_string())
        .with("problem", words.say_code("error", error.code, none))
}

/// A file as a board of its own.
fn board(read: &Read) -> Result<Board, Failure> {
    let mut rng = ambient()?.rng();
    let mut board = Board::initial(2, Meta { title: import::name(read), ..Meta::default() });
    let command = from_model(&read.model, board.projection(), &mut rng);
    let done = board.execute_quiet(&command, None, &mut rng);
    done.map(|_| board).map_err(|refusal| Failure::new(refusal.code))
}
