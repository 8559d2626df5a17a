//! `wandel layout IN OUT`: lays a file out anew: every shape gets a new place, every flow a new route.

use super::{Exit, Failure, SOURCE, Words, board, read};
use crate::{
    cli::{args::Files, files},
    export::bpmn::{self, Sources},
};
use wandel_process::{Rect, Target, layout, property::names};

/// # Errors
/// A file cannot be read or written.
pub fn layout(args: &Files, words: &Words) -> Result<Exit, Failure> {
    let mut read = read(&args.input, words)?;
    for element in &mut read.model.elements {
        element.bounds = Rect::default();
        element.route.clear();
        element.properties.remove(names::LABEL_AT);
    }
    layout::layout(&mut read.model);
    let board = board(&read)?;
    let sources = Sources::from([(SOURCE.to_owned(), read.text)]);
    files::write(&args.output, &bpmn::write(&bpmn::model(&board), Target::Generic, &sources).bpmn.bytes)?;
    Ok(Exit::Done)
}
