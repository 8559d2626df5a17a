//! `wandel backup FILE`: a consistent copy of everything, while the server runs. What is damaged is copied as it is, printed
//! as `verify` does, and ends it with 1.

use super::{Failure, House, Outcome};
use crate::store::BoardStore;
use std::{fs::OpenOptions, io::ErrorKind, os::unix::fs::OpenOptionsExt, path::PathBuf};

/// # Errors
/// The file exists already or cannot be written.
pub async fn backup(house: &House, file: PathBuf) -> Outcome {
    // Made empty first, for its owner only: the copy goes into it, and an existing file is never overwritten.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::new("file.exists").with("path", file.display().to_string()));
        }
        Err(error) => return Err(Failure::file("file.write", &file, &error)),
        Ok(_) => {}
    }
    Ok(super::verify::found(BoardStore::backup(&*house.store, file).await?))
}
