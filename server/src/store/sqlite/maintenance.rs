//! Trying the disk, online copies, checking every record.

use super::{SqliteStore, log, open, salvage, writer};
use crate::store::{Answer, Damage, StoreError};
use rusqlite::OpenFlags;
use std::{
    path::{Path, PathBuf},
    sync::atomic::Ordering,
    time::Duration,
};
use tokio::{sync::Mutex, time::Instant};

/// How long an answer holds: whoever asks often, and many rooms together, must not keep the disk busy.
const HOLDS: Duration = Duration::from_millis(500);

/// The last answer of the disk, and when it was given.
#[derive(Default)]
pub(super) struct Probe(Mutex<Option<(Instant, Result<(), StoreError>)>>);

impl SqliteStore {
    /// Succeeds only if the reserve is back too: writing on the reserve's room would fill the disk again at once.
    pub(super) fn try_writing(&self) -> Answer<'static, ()> {
        let this = self.clone();
        Box::pin(async move {
            let mut last = this.0.probe.0.lock().await;
            match &*last {
                Some((at, answer))
                    if at.elapsed() < HOLDS && answer.is_ok() == this.state_health().writable =>
                {
                    answer.clone()
                }
                _ => {
                    let answer = this.try_writing_now().await;
                    *last = Some((Instant::now(), answer.clone()));
                    answer
                }
            }
        })
    }

    fn try_writing_now(&self) -> Answer<'static, ()> {
        let inner = self.0.clone();
        Box::pin(async move {
            let (answer, later) = tokio::sync::oneshot::channel();
            let job = writer::Job::work(move |connection, state| {
                let result = state.folder.keep_reserve().and_then(|()| {
                    writer::transact(connection, state, |transaction| {
                        transaction.execute(
                            "INSERT INTO probe (number, count) VALUES (1, 1)
                             ON CONFLICT (number) DO UPDATE SET count = count + 1",
                            [],
                        )?;
                        Ok(())
                    })
                });
                state.note(&result);
                if result.is_ok() {
                    state.writable.store(true, Ordering::Relaxed);
                }
                let _ = answer.send(result);
            });
            inner.writer.send(job).await?;
            later.await.map_err(|_| StoreError::Closed)?
        })
    }

    /// A consistent copy while everything goes on; refuses to overwrite. The copy is checked: boards that are damaged are
    /// set aside in it, so that it can be restored with the others.
    pub(super) fn copy_to(&self, to: PathBuf) -> Answer<'static, Vec<Damage>> {
        let inner = self.0.clone();
        Box::pin(async move {
            tokio::task::spawn_blocking(move || {
                let result = copy_whole(&inner.state.folder.database(), inner.vfs.as_deref(), &to);
                if result.is_err() {
                    // Half a backup must not be taken for one.
                    let _gone = std::fs::remove_file(&to);
                }
                result
            })
            .await
            .map_err(|error| StoreError::Failed(error.to_string()))?
        })
    }

    pub(super) fn empty_write_ahead_log(&self) -> Answer<'static, ()> {
        let inner = self.0.clone();
        Box::pin(async move {
            let (answer, later) = tokio::sync::oneshot::channel();
            let job = writer::Job::work(move |connection, _| {
                let result = connection.pragma_update(None, "wal_checkpoint", "truncate");
                let _ = answer.send(result.map_err(Into::into));
            });
            inner.writer.send(job).await?;
            later.await.map_err(|_| StoreError::Closed)?
        })
    }

    pub(super) fn find_damaged(&self) -> Answer<'static, Vec<Damage>> {
        self.read(log::damaged)
    }
}

/// See `copy_to`. Blocks.
fn copy_whole(from: &Path, vfs: Option<&str>, to: &Path) -> Result<Vec<Damage>, StoreError> {
    let connection = open::connect(from, vfs, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match connection.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map_err(StoreError::from) {
        Err(StoreError::Corrupt) => {
            tracing::error!("pages cannot be read: copying row by row");
            // In one transaction, so that all of it is of one moment.
            salvage::copy(&*connection.unchecked_transaction()?, to)?;
        }
        result => drop(result?),
    }
    let copy = open::connect(to, None, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let damaged = log::damaged(&copy)?;
    for damage in &damaged {
        if let Damage::Board(board) = damage {
            copy.execute("UPDATE boards SET quarantined = 1 WHERE id = ?1", [board.as_str()])?;
        }
    }
    Ok(damaged)
}
