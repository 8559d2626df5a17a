//! A BPMN file, an XProzess document with one in it, an archive of a process with its tables and forms, or a file of one of
//! those, as a command for a board. The file itself is kept as a blob of the board, whole, because what the board does not
//! show comes back from there.

use super::{
    bundle::{self, Bundle},
    xprozess::Document,
};
use crate::ambient::Ambient;
use rand::RngCore;
use wandel_board::{Board, Command, ElementId, command::MOST_CREATED, model::from_model};
use wandel_process::{
    Diagnostic,
    bpmn::{self, Read, ReadError, Text},
    dmn,
};

/// The media type that files are kept under.
pub const MEDIA_TYPE: &str = "application/bpmn+xml";

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    pub command: Command,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file. `source`: the id of its blob, for the spans.
///
/// # Errors
/// It cannot be read at all.
pub fn read(bytes: &[u8], source: &str, rng: &mut impl RngCore) -> Result<Read, ReadError> {
    let mut rng = rng;
    if let Some(bundle) = Bundle::open(bytes)? {
        return bundle.read(source, &mut rng);
    }
    if bundle::is_form(bytes) {
        return bundle::alone(bytes, &mut rng);
    }
    let mut fresh = || ElementId::random(&mut rng).as_str().to_owned();
    let Some(document) = Document::open(bytes)? else {
        return match bpmn::read(bytes, source, &mut fresh) {
            // A file of decision tables comes onto a board as well.
            Err(error) if error.code == "bpmn.not-bpmn" => {
                let (model, diagnostics) = dmn::read(bytes, &mut fresh).map_err(|_| error)?;
                Ok(Read { model, diagnostics, text: Text::decode(bytes)? })
            }
            read => read,
        };
    };
    let mut read = bpmn::read(document.model(), source, &mut fresh)?;
    read.diagnostics.extend(document.diagnostics());
    Ok(read)
}

/// The BPMN of a file that was imported, as text: what the spans point into.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<Text> {
    if let Ok(Some(bundle)) = Bundle::open(bytes) {
        return bundle.process().and_then(|process| Text::decode(process).ok());
    }
    match Document::open(bytes) {
        Ok(Some(document)) => Text::decode(document.model()).ok(),
        _ => Text::decode(bytes).ok(),
    }
}

/// Reads a file that a board could take: once, before it is kept anywhere.
///
/// # Errors
/// It cannot be read at all, or holds more than a board takes at once.
pub fn open(bytes: &[u8], ambient: &Ambient) -> Result<Read, ReadError> {
    let read = read(bytes, "", &mut ambient.rng())?;
    // One more for what the file says of itself.
    if read.model.elements.len() >= MOST_CREATED {
        return Err(ReadError { code: "bpmn.too-many", line: 1, column: 1 });
    }
    Ok(read)
}

/// The command that puts a file on a board, below what is there. `source`: the id of its blob, for the spans.
#[must_use]
pub fn onto(mut read: Read, source: &str, board: &Board, ambient: &Ambient) -> Imported {
    read.model.came_from(source);
    let command = from_model(&read.model, board.projection(), &mut ambient.rng());
    Imported { command, diagnostics: read.diagnostics }
}

/// The name of a file's first pool, else of its first process, else its own; may be empty.
#[must_use]
pub fn name(read: &Read) -> String {
    let pools = read
        .model
        .elements
        .iter()
        .filter(|element| element.process_kind() == Some(wandel_process::Kind::Pool));
    let names = pools.map(|pool| &pool.name).chain(read.model.processes.iter().map(|process| &process.name));
    let mut names = names.chain(std::iter::once(&read.model.definitions.name));
    names.find(|name| !name.trim().is_empty()).cloned().unwrap_or_default()
}
