//! How often one person may ask for what costs something: changes, and files that are made for them. (Signing in and joining
//! have limits of their own; sockets too.)

use super::Problem;
use crate::accounts::limit::Limit;
use std::time::Duration;

pub struct Limits {
    /// Whatever changes something.
    changes: Limit,
    /// Files of a whole board.
    files: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            changes: Limit::new(300, Duration::from_millis(200)),
            files: Limit::new(60, Duration::from_secs(1)),
        }
    }
}

impl Limits {
    /// # Errors
    /// 429, with the time until the next one.
    pub fn change(&self, subject: &str, now: i64) -> Result<(), Problem> {
        self.changes.take(subject, now).map_err(|wait| Problem::too_many("too-many", wait))
    }
    /// # Errors
    /// 429, with the time until the next one.
    pub fn file(&self, subject: &str, now: i64) -> Result<(), Problem> {
        self.files.take(subject, now).map_err(|wait| Problem::too_many("too-many", wait))
    }
}
