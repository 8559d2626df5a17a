//! `wandel restore FILE`: puts a backup in the place of the data, while no server runs. What was there is kept beside it.

use super::failure::Failure;
use std::path::Path;

/// # Errors
/// A server runs; the file is not a good backup; the folder does not take it.
pub async fn restore(data: &Path, file: &Path) -> Result<(), Failure> {
    let (data, file) = (data.to_owned(), file.to_owned());
    let work = tokio::task::spawn_blocking(move || crate::store::restore(&data, &file));
    work.await.map_err(|_| Failure::new("internal"))?.map_err(Failure::from)
}
