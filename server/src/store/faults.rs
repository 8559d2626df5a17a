//! What tests do to commits: hold them, fail them, end the process around them. In production there are none; the
//! server's command line sets them up only from a file named with a hidden option.

use super::StoreError;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where in a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Everything is written, nothing committed.
    BeforeCommit,
    /// Committed and synced, nobody told.
    AfterCommit,
}

type Hook = Arc<dyn Fn(Point) -> Result<(), StoreError> + Send + Sync>;

/// Called on the writer's thread at each point; an error before the commit rolls it back.
#[derive(Clone, Default)]
pub struct Faults(Option<Hook>);

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Faults").field(&self.0.is_some()).finish()
    }
}

impl Faults {
    pub fn new(hook: impl Fn(Point) -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(hook)))
    }

    /// Follows a file, read anew at every commit: `hold` waits until the file is gone or says something else, `fail` fails
    /// the commit as a full disk would, `kill` ends the process before the commit, `kill-after` after it. No file: nothing.
    #[must_use]
    pub fn from_file(path: &Path) -> Self {
        let path: PathBuf = path.to_owned();
        Self::new(move |point| {
            loop {
                let order = fs::read_to_string(&path).unwrap_or_default();
                match (order.trim(), point) {
                    ("hold", Point::BeforeCommit) => std::thread::sleep(Duration::from_millis(5)),
                    ("fail", Point::BeforeCommit) => return Err(StoreError::Full),
                    ("kill", Point::BeforeCommit) | ("kill-after", Point::AfterCommit) => {
                        std::process::abort()
                    }
                    _ => return Ok(()),
                }
            }
        })
    }

    pub(super) fn at(&self, point: Point) -> Result<(), StoreError> {
        self.0.as_ref().map_or(Ok(()), |hook| hook(point))
    }
}
