//! `wandel board import FILE [--title T]`: makes a board of the house from a BPMN file and prints its id.

use super::{Failure, House, Outcome, Reply};
use crate::export::make::{FileWish, ImportError, make_from_file};
use bytes::Bytes;

/// # Errors
/// The file cannot be read as BPMN; the store's.
pub async fn board_import(house: &House, title: Option<String>, name: &str, file: Vec<u8>) -> Outcome {
    let wish = FileWish {
        title,
        name: name.to_owned(),
        language: house.words.language(),
        owner: None,
        file: Bytes::from(file),
    };
    let made = make_from_file(&house.store, &house.rooms, &house.ambient, wish).await;
    let (id, _) = made.map_err(|error| match error {
        ImportError::File(error) => Failure::new(error.code)
            .with("line", error.line.to_string())
            .with("column", error.column.to_string()),
        ImportError::Room(error) => error.into(),
    })?;
    Ok(Reply::line(id.as_str()))
}
