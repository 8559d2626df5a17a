//! `wandel board export ID --format F [--target T] -o FILE [--report FILE.json] [--into FILE]`. With a report it ends with 1 if that has
//! errors, as `convert` does: the file is written all the same.

use super::{Blob, Failure, House, Outcome, Reply};
use crate::{
    cli::told::{self, Named},
    export::{self, ExportError, Format, bpmn},
};

/// # Errors
/// There is no such board, format or target; a report of a format that has none.
pub async fn board_export(
    house: &House,
    id: &str,
    format: &str,
    target: &str,
    report: bool,
    into: Option<Vec<u8>>,
) -> Outcome {
    let format = Format::parse(format, Some(target)).map_err(Failure::from)?;
    let board = house.board(id).await?;
    let mut reply = Reply::default();
    if report {
        let Some(target) = format.target() else { return Err(Failure::usage("export.no-report")) };
        let (model, written) = bpmn::written(&house.rooms, &house.store, &board.id, target).await?;
        let told = told::report(&written, &Named::of(&model, None), &house.words)?;
        reply.found = written.report.has_errors();
        reply.report = Some(Blob(told));
    }
    let bytes = match (into, format) {
        (None, _) => export::write(&house.rooms, &house.store, &board.id, format).await?.bytes,
        (into, Format::Xprozess) => bpmn::in_document(&house.rooms, &house.store, &board.id, into).await?,
        (Some(_), _) => return Err(Failure::usage("export.no-document")),
    };
    reply.file = Some(Blob(bytes));
    Ok(reply)
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Room(error) => error.into(),
            ExportError::UnknownFormat => Self::usage(error.to_string()),
            ExportError::UnknownTarget => {
                let names: Vec<_> = wandel_process::Target::ALL.iter().map(|target| target.name()).collect();
                Self::usage(error.to_string()).with("targets", names.join(", "))
            }
            ExportError::Failed | ExportError::NoDocument | ExportError::NotADocument => {
                Self::new(error.to_string())
            }
        }
    }
}
