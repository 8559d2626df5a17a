//! `wandel board export ID --format F [--target T] -o FILE`.

use super::{Blob, Failure, House, Outcome, Reply};
use crate::export::{self, ExportError, Format};

/// # Errors
/// There is no such board, format or target.
pub async fn board_export(house: &House, id: &str, format: &str, target: &str) -> Outcome {
    let format = Format::parse(format, Some(target)).map_err(Failure::from)?;
    let board = house.board(id).await?;
    let file = export::write(&house.rooms, &house.store, &board.id, format).await?;
    Ok(Reply { file: Some(Blob(file.bytes)), ..Reply::default() })
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
            ExportError::Failed => Self::new(error.to_string()),
        }
    }
}
