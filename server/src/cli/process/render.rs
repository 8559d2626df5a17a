//! `wandel render IN OUT.svg`: draws a file as a picture.

use super::{Exit, Failure, Words, board, read};
use crate::{
    cli::{args::Files, files},
    export::svg,
};

/// # Errors
/// A file cannot be read or written.
pub fn render(args: &Files, words: &Words) -> Result<Exit, Failure> {
    if args.output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("svg")) {
        return Err(Failure::usage("render.format"));
    }
    let read = read(&args.input, words)?;
    files::write(&args.output, svg::file(&board(&read)?).as_bytes())?;
    Ok(Exit::Done)
}
