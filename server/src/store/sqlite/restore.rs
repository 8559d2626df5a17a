//! A backup in the place of the data. Needs the folder's lock, so no server can run. What was there is kept beside it.

use super::{
    folder::{DATABASE, Folder, make_private_file},
    log, open, schema,
};
use crate::store::{Damage, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What the data folder had before, and where it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The highest epoch of any board: those of the restored boards must lie above it.
    pub epoch: u64,
    /// Where it was put; `None`: there was nothing.
    pub kept: Option<PathBuf>,
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    #[error("restore.not-a-backup")]
    NotABackup,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for RestoreError {
    fn from(error: io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<rusqlite::Error> for RestoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Checks a backup, record by record, and puts it in the place of the database. Nobody stays signed in. Blocks.
///
/// # Errors
/// `InUse`: a server runs. `NotABackup`, `Damaged`, `NewerSchema`: nothing was changed.
pub fn restore(folder: &Path, backup: &Path) -> Result<Replaced, RestoreError> {
    let own = Folder::own(folder)?;
    let database = own.database();
    let fresh = folder.join("restoring.sqlite");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    fs::copy(backup, &fresh)?;
    // Whatever rights the backup has, its copy is for the owner only.
    make_private_file(&fresh)?;
    let checked = check(&fresh);
    if checked.is_err() {
        let _left_over = fs::remove_file(&fresh);
    }
    checked?;
    fs::File::open(&fresh)?.sync_all()?;

    let mut replaced = Replaced::default();
    if database.exists() {
        replaced.epoch = newest_epoch(&database).unwrap_or(0);
        let kept = (1..).map(|n| folder.join(format!("before-restore-{n}"))).find(|path| !path.exists());
        let kept = kept.ok_or(RestoreError::NotABackup)?;
        fs::create_dir(&kept)?;
        for ending in ["", "-wal", "-shm"] {
            let name = format!("{DATABASE}{ending}");
            match fs::rename(folder.join(&name), kept.join(&name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        replaced.kept = Some(kept);
    }
    fs::rename(&fresh, &database)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(replaced)
}

fn check(path: &Path) -> Result<(), RestoreError> {
    let connection = match open::connect(path, None, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        // Not even a database.
        Err(StoreError::Failed(_)) => return Err(RestoreError::NotABackup),
        opened => opened?,
    };
    let version = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    let found = version.map_err(|_| RestoreError::NotABackup)?;
    let found = usize::try_from(found).map_err(|_| RestoreError::NotABackup)?;
    if found == 0 {
        return Err(RestoreError::NotABackup);
    }
    if found > schema::newest() {
        return Err(StoreError::NewerSchema.into());
    }
    let sound: String = connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if sound != "ok" {
        return Err(RestoreError::NotABackup);
    }
    // What was set aside before the backup was made comes back set aside; other damage happened to the backup.
    for damage in log::damaged(&connection)? {
        let Damage::Board(board) = &damage else { continue };
        let known: bool = connection.query_row(
            "SELECT quarantined FROM boards WHERE id = ?1",
            [board.as_str()],
            |row| row.get(0),
        )?;
        if !known {
            return Err(StoreError::Damaged(board.clone()).into());
        }
    }
    // Who was signed out since the backup stays so. (Schema 1 knew no accounts.)
    if found > 1 {
        connection.execute_batch("DELETE FROM session; DELETE FROM ticket;")?;
    }
    Ok(())
}

fn newest_epoch(database: &Path) -> Option<u64> {
    let connection = Connection::open(database).ok()?;
    connection.query_row("SELECT coalesce(max(epoch), 0) FROM boards", [], |row| row.get(0)).ok()
}
