//! Opening: lock, database, migrations, writer thread, readers.

use super::{
    Folder, Inner, SqliteStore, State, length, maintenance::Probe, readers::Readers, schema, writer::Writer,
};
use crate::store::{StoreError, faults::Faults};
use rusqlite::{Connection, OpenFlags};
use std::{
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    time::{SystemTime, UNIX_EPOCH},
};

/// Milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// How to open the store; the default is for production.
#[derive(Clone)]
pub struct Options {
    pub clock: Clock,
    /// Reading connections.
    pub readers: usize,
    /// What tests do to commits.
    pub faults: Faults,
    /// A registered SQLite file system layer, for tests that cut the power.
    pub vfs: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { clock: Arc::new(system_time), readers: 2, faults: Faults::default(), vfs: None }
    }
}

pub(in crate::store) fn system_time() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

impl SqliteStore {
    /// Opens (or makes) the store in a data folder, brings its schema up to date and takes the folder's lock. Blocks.
    pub fn open(folder: &Path, options: Options) -> Result<Self, StoreError> {
        let folder = Arc::new(Folder::own(folder)?);
        let path = folder.database();
        folder.keep_database_private()?;
        let missing = length::fill_up(&path)?;
        if missing > 0 {
            tracing::error!(missing, "the database's file is too short: boards on its end are damaged");
        }
        let vfs = options.vfs.as_deref();
        let mut connection =
            connect(&path, vfs, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "secure_delete", true)?;
        schema::migrate(&mut connection, &path)?;
        let reserve = folder.keep_reserve();
        if let Err(error) = &reserve {
            tracing::warn!(%error, "no room for the reserve: boards are read-only");
        }
        let writable = AtomicBool::new(reserve.is_ok());
        let state = Arc::new(State { writable, faults: options.faults, folder });
        let readers = (0..options.readers.max(1))
            .map(|_| connect(&path, vfs, OpenFlags::SQLITE_OPEN_READ_ONLY))
            .collect::<Result<Vec<_>, _>>()?;
        let writer = Writer::start(connection, state.clone(), options.clock.clone())?;
        Ok(Self(Arc::new(Inner {
            writer,
            readers: Readers::new(readers),
            state,
            clock: options.clock,
            probe: Probe::default(),
            vfs: options.vfs,
        })))
    }
}

/// A connection with the settings that all of ours have.
pub(super) fn connect(path: &Path, vfs: Option<&str>, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    for (name, value) in [
        ("synchronous", "full"),
        ("foreign_keys", "on"),
        ("temp_store", "memory"),
        ("cache_size", "-1024"),
        ("trusted_schema", "off"),
        ("journal_size_limit", "8388608"),
    ] {
        connection.pragma_update(None, name, value)?;
    }
    Ok(connection)
}
