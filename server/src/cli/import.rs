//! `wandel board import FILE…`: each file a board, its id on a line. One that cannot be read is said and the others go on.

use super::{
    args::BoardImport,
    failure::{Exit, Failure},
    files, print,
    request::{Blob, Request},
    run, say,
};
use std::path::Path;
use wandel_words::Words;

/// # Errors
/// A title for several files; why the only file was not imported.
pub async fn import(data: &Path, args: BoardImport, words: Words) -> Result<Exit, Failure> {
    if args.files.len() > 1 && args.title.is_some() {
        return Err(Failure::usage("import.one-title"));
    }
    let alone = args.files.len() == 1;
    let mut exit = Exit::Done;
    for file in &args.files {
        match one(data, file, args.title.clone(), &words).await {
            Ok(made) => exit = if exit == Exit::Done { made } else { exit },
            Err(failure) if alone => return Err(failure),
            Err(failure) => {
                say::error(&failure.say(&words));
                exit = Exit::Failed;
            }
        }
    }
    Ok(exit)
}

async fn one(data: &Path, file: &Path, title: Option<String>, words: &Words) -> Result<Exit, Failure> {
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let request = Request::BoardImport { title, name, file: Blob(files::read(file)?) };
    let reply = run::run(data, request, Words::of(words.language())).await;
    // Of a file that cannot be read: which, and where.
    let reply = reply.map_err(|failure| match failure.params.get("line").cloned() {
        Some(line) => Failure::new("bpmn.unreadable")
            .with("path", file.display().to_string())
            .with("line", line)
            .with("problem", failure.say(words)),
        None => failure,
    })?;
    Ok(print(&reply))
}
