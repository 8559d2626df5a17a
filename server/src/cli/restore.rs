//! `wandel restore FILE`: puts a backup in the place of the data, while no server runs. What was there is kept beside it, and
//! every board begins a new epoch, so that no browser brings back what it remembers of the future.

use super::{
    failure::{Exit, Failure},
    house::House,
};
use crate::{
    room::{RoomError, RoomsConfig},
    store::{BoardRow, BoardStore, NewSnapshot, RestoreError, Store, StoreError, faults::Faults},
};
use bytes::Bytes;
use std::{path::Path, sync::Arc};
use wandel_words::Words;

/// # Errors
/// A server runs; the file is not a good backup; the folder does not take it.
pub async fn restore(data: &Path, file: &Path, words: Words) -> Result<Exit, Failure> {
    if let Err(error) = std::fs::File::open(file) {
        return Err(Failure::file("file.read", file, &error));
    }
    let (folder, backup) = (data.to_owned(), file.to_owned());
    let work = tokio::task::spawn_blocking(move || crate::store::restore(&folder, &backup)).await;
    let replaced = work.map_err(|_| Failure::new("internal"))?.map_err(|error| match error {
        RestoreError::NotABackup => {
            Failure::new("restore.not-a-backup").with("path", file.display().to_string())
        }
        RestoreError::Store(StoreError::InUse) => Failure::new("restore.running"),
        RestoreError::Store(error) => Failure::from(error).with("path", data.display().to_string()),
    })?;

    let house = House::open(data, None, Faults::default(), RoomsConfig::default(), words).await?;
    let renewed = renew_all(&house, replaced.epoch).await;
    house.close().await;
    renewed.map(|()| Exit::Done)
}

async fn renew_all(house: &House, above: u64) -> Result<(), Failure> {
    for row in BoardStore::boards(&*house.store).await? {
        renew(&house.store, house, &row, above).await?;
    }
    Ok(())
}

/// Raises a board's epoch above the one given, and at least by one.
async fn renew(store: &Arc<dyn Store>, house: &House, row: &BoardRow, above: u64) -> Result<(), Failure> {
    let read = house
        .rooms
        .read(&row.id, |board, position| {
            (Bytes::from(board.snapshot()), position, board.projection().meta().title.clone())
        })
        .await;
    let (bytes, position, title) = match read {
        Ok(read) => read,
        // Damaged when it was backed up: it stays out of service, and the others come back.
        Err(RoomError::Quarantined) => return Ok(store.lift_epoch(&row.id, above).await?),
        Err(error) => return Err(error.into()),
    };
    let mut epoch = row.epoch;
    loop {
        let snapshot = NewSnapshot { epoch, position, bytes: bytes.clone() };
        epoch = store.raise_epoch(&row.id, snapshot, title.clone()).await?;
        if epoch > above {
            return Ok(());
        }
    }
}
