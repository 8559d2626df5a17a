//! What tests do to commits and to the clock: hold commits, fail them, end the process around them, jump. In production there
//! is nothing of it; the server's command line sets it up only from a file named with a hidden option.

use super::{Clock, StoreError};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where on the way of an update into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Applied in the room and handed to the writer, nothing written.
    Queued,
    /// Everything is written, nothing committed.
    BeforeCommit,
    /// Committed and synced, nobody told.
    AfterCommit,
    /// The room knows; whoever waits may have been told or not.
    Answered,
}

type Hook = Arc<dyn Fn(Point) -> Result<(), StoreError> + Send + Sync>;

/// Called at each point; an error before the commit rolls it back.
#[derive(Clone, Default)]
pub struct Faults {
    hook: Option<Hook>,
    clock: Option<Clock>,
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Faults").field(&self.hook.is_some()).finish()
    }
}

impl Faults {
    pub fn new(hook: impl Fn(Point) -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        Self { hook: Some(Arc::new(hook)), clock: None }
    }

    /// Follows a file, read anew at every point: `hold` waits until the file is gone or says something else, `fail` fails
    /// the commit as a full disk would, `kill` ends the process before the commit, `kill-after` after it, `kill-queued` and
    /// `kill-answered` before and after all that. No file: nothing. A file beside it with the ending `clock` says by how
    /// many milliseconds the clock is wrong.
    #[must_use]
    pub fn from_file(path: &Path) -> Self {
        let path: PathBuf = path.to_owned();
        let wrong = path.with_extension("clock");
        let clock = move || {
            let by: i64 =
                fs::read_to_string(&wrong).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
            super::system_time().saturating_add_signed(by)
        };
        let faults = Self::new(move |point| {
            loop {
                let order = fs::read_to_string(&path).unwrap_or_default();
                match (order.trim(), point) {
                    ("hold", Point::BeforeCommit) => std::thread::sleep(Duration::from_millis(5)),
                    ("fail", Point::BeforeCommit) => return Err(StoreError::Full),
                    ("kill", Point::BeforeCommit)
                    | ("kill-after", Point::AfterCommit)
                    | ("kill-queued", Point::Queued)
                    | ("kill-answered", Point::Answered) => std::process::abort(),
                    _ => return Ok(()),
                }
            }
        });
        Self { clock: Some(Arc::new(clock)), ..faults }
    }

    /// The clock, right or wrong: milliseconds since 1970.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock.clone().unwrap_or_else(|| Arc::new(super::system_time))
    }

    pub(super) fn at(&self, point: Point) -> Result<(), StoreError> {
        self.hook.as_ref().map_or(Ok(()), |hook| hook(point))
    }
}
