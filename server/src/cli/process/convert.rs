//! `wandel convert IN.bpmn OUT.bpmn [--target T] [--report FILE.json]`: file → board document → file. Ends with 1 if the
//! report has errors: the file is written all the same.

use super::{Exit, Failure, SOURCE, Words, board, read, target};
use crate::{
    cli::{args::Convert, files},
    export::bpmn::{self, Sources},
};

/// # Errors
/// A file cannot be read or written.
pub fn convert(args: &Convert, words: &Words) -> Result<Exit, Failure> {
    let target = target(&args.target)?;
    let read = read(&args.input, words)?;
    let board = board(&read)?;
    let sources = Sources::from([(SOURCE.to_owned(), read.text)]);
    let written = bpmn::write(&bpmn::model(&board), target, &sources);
    files::write(&args.output, &written.xml)?;
    if let Some(path) = &args.report {
        let mut report = serde_json::to_vec_pretty(&written.report).map_err(|_| Failure::new("internal"))?;
        report.push(b'\n');
        files::write(path, &report)?;
    }
    Ok(if written.report.has_errors() { Exit::Found } else { Exit::Done })
}
