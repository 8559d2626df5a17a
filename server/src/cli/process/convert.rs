//! `wandel convert IN.bpmn OUT.bpmn [--target T] [--report FILE.json]`: file → board document → file. Ends with 1 if the
//! report has errors: the file is written all the same. What the target keeps in files of its own stands beside OUT.

use super::{Exit, Failure, Named, SOURCE, Words, add_beside, board, read, target};
use crate::{
    cli::{args::Convert, files, told},
    export::bpmn::{self, Sources},
};

/// # Errors
/// A file cannot be read or written.
pub fn convert(args: &Convert, words: &Words) -> Result<Exit, Failure> {
    let target = target(&args.target)?;
    let mut read = read(&args.input, words)?;
    add_beside(&mut read, &args.with, words)?;
    let board = board(&read)?;
    let text = read.text.clone();
    let sources = Sources::from([(SOURCE.to_owned(), read.text)]);
    let model = bpmn::model(&board);
    let written = bpmn::write(&model, target, &sources);
    files::write(&args.output, &written.bpmn.bytes)?;
    for file in &written.beside {
        files::write(&args.output.with_file_name(&file.name), &file.bytes)?;
    }
    if let Some(path) = &args.report {
        files::write(path, &told::report(&written, &Named::of(&model, Some(&text)), words)?)?;
    }
    Ok(if written.report.has_errors() { Exit::Found } else { Exit::Done })
}
