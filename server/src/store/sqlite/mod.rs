//! The embedded store: one SQLite file in a data folder that one process owns. WAL with `synchronous=FULL`; one writer
//! thread with group commit; a few reading connections. Nothing outside this folder knows SQL.

mod accounts;
mod blobs;
mod boards;
mod checksum;
mod folder;
mod length;
mod locks;
mod log;
mod maintenance;
mod open;
mod people;
mod readers;
mod restore;
mod salvage;
mod schema;
mod secrets;
mod versions;
mod writer;

pub use folder::Folder;
pub(super) use open::system_time;
pub use open::{Clock, Options};
pub use restore::{Replaced, RestoreError, restore};

use super::{Answer, Health, Store, StoreError, faults::Faults};
use readers::Readers;
use rusqlite::{Connection, Transaction};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use writer::{Job, Writer};

/// The store on SQLite. Cheap to clone.
#[derive(Clone)]
pub struct SqliteStore(Arc<Inner>);

struct Inner {
    writer: Writer,
    readers: Readers,
    state: Arc<State>,
    clock: Clock,
    probe: maintenance::Probe,
    /// Names the file system layer, for further connections.
    vfs: Option<String>,
}

/// What the writer thread and everybody else know together.
#[derive(Debug)]
struct State {
    writable: AtomicBool,
    faults: Faults,
    folder: Arc<Folder>,
}

impl State {
    /// Remembers a refusal of the disk. From then on nothing grows until a probe has set the reserve aside again; its
    /// room is for what makes room, because even deleting takes some. `true`: this is news.
    fn note<T>(&self, result: &Result<T, StoreError>) -> bool {
        let refused = matches!(result, Err(StoreError::Full | StoreError::Failed(_)));
        if refused {
            self.folder.release_reserve();
        }
        refused && self.writable.swap(false, Ordering::Relaxed)
    }

    /// Fails while the disk is full: for everything that makes the data grow.
    fn may_grow(&self) -> Result<(), StoreError> {
        if self.writable.load(Ordering::Relaxed) { Ok(()) } else { Err(StoreError::Full) }
    }
}

impl SqliteStore {
    /// Runs something in a transaction of its own on the writing connection; answers when it is synced.
    pub fn write<T, F>(&self, work: F) -> Answer<'static, T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let inner = self.0.clone();
        Box::pin(async move {
            let (answer, later) = tokio::sync::oneshot::channel();
            let job = Job::work(move |connection, state| {
                let result = writer::transact(connection, state, work);
                let _ = answer.send(result);
            });
            inner.writer.send(job).await?;
            later.await.map_err(|_| StoreError::Closed)?
        })
    }

    /// As `write`, for what makes the data grow: refused while the disk is full.
    fn grow<T, F>(&self, work: F) -> Answer<'static, T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let state = self.0.state.clone();
        self.write(move |transaction| {
            state.may_grow()?;
            work(transaction)
        })
    }

    /// Runs something on a reading connection: sees only what is committed.
    pub fn read<T, F>(&self, work: F) -> Answer<'static, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let inner = self.0.clone();
        Box::pin(async move { inner.readers.run(work).await })
    }

    /// Milliseconds since 1970 by the store's clock.
    #[must_use]
    pub fn now(&self) -> u64 {
        (self.0.clock)()
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.0.state.folder
    }

    fn state_health(&self) -> Health {
        Health { writable: self.0.state.writable.load(Ordering::Relaxed) }
    }

    /// Finishes what is queued and closes the file; later calls answer `StoreError::Closed`.
    pub async fn close(&self) {
        self.0.writer.close().await;
    }
}

impl Store for SqliteStore {}
