//! The data folder: made if absent, owned by one process (a locked file), with a reserve that is given up when the disk
//! is full, because then even deleting needs room.

use crate::store::StoreError;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The database's file name in the folder.
pub const DATABASE: &str = "wandel.sqlite";
const LOCK: &str = "lock";
const RESERVE: &str = "reserve";
/// Room enough to checkpoint a write-ahead log of the usual size.
const RESERVE_BYTES: usize = 4 << 20;

/// An owned data folder. The lock goes with the value.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be (0700) and takes its lock; `StoreError::InUse` if another process has it.
    pub fn own(path: &Path) -> Result<Self, StoreError> {
        make_private(path)?;
        let lock =
            private(OpenOptions::new().create(true).truncate(false).write(true)).open(path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }
    /// Makes the database's file for its owner only (0600), and one that is there already too: SQLite would follow the
    /// process's mask. What SQLite puts beside it takes its rights.
    pub(super) fn keep_database_private(&self) -> Result<(), StoreError> {
        for ending in ["", "-wal", "-shm"] {
            let path = self.path.join(format!("{DATABASE}{ending}"));
            if ending.is_empty() || path.exists() {
                make_private_file(&path)?;
            }
        }
        Ok(())
    }
    /// Sets the reserve aside again if it is not there; `StoreError::Full` if there is no room for it.
    pub fn keep_reserve(&self) -> Result<(), StoreError> {
        let path = self.path.join(RESERVE);
        if fs::metadata(&path).is_ok_and(|found| found.len() == RESERVE_BYTES as u64) {
            return Ok(());
        }
        let result = private(OpenOptions::new().create(true).truncate(true).write(true))
            .open(&path)
            .and_then(|mut file| file.write_all(&vec![0xa5; RESERVE_BYTES]).and_then(|()| file.sync_all()));
        if result.is_err() {
            self.release_reserve();
        }
        result.map_err(Into::into)
    }
    /// Gives the reserve's room to the database.
    pub fn release_reserve(&self) {
        let _ = fs::remove_file(self.path.join(RESERVE));
    }
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}
#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Makes a file for its owner only, or takes an existing one away from everybody else; its content stays.
pub(super) fn make_private_file(path: &Path) -> Result<(), StoreError> {
    let file = private(OpenOptions::new().create(true).truncate(false).write(true)).open(path)?;
    own_only(&file)
}

#[cfg(unix)]
fn own_only(file: &File) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.set_permissions(fs::Permissions::from_mode(0o600))?)
}
#[cfg(not(unix))]
fn own_only(_file: &File) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(unix)]
fn make_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    Ok(fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?)
}
#[cfg(not(unix))]
fn make_private(path: &Path) -> Result<(), StoreError> {
    Ok(fs::create_dir_all(path)?)
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}
