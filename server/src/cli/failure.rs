//! How a command ends: exit codes, and what is said on standard error. Codes and parameters here; the sentences are in the
//! catalogues under `cli-CODE` with dots as dashes.

use crate::{
    accounts::AccountError, config::ConfigError, deploy::EnginesError, room::RoomError, store::StoreError,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, process::ExitCode};
use wandel_words::Words;

/// The exit codes that scripts may rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exit {
    Done,
    /// Did what it was asked and found problems.
    Found,
    /// Wrong use.
    Usage,
    /// Could not.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Usage => 2,
            Exit::Failed => 3,
        })
    }
}

/// Why a command could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub exit: Exit,
    /// Stable and dotted.
    pub code: String,
    pub params: BTreeMap<String, String>,
}

impl Failure {
    /// Exit 3.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, code: code.into(), params: BTreeMap::new() }
    }
    /// Exit 2.
    #[must_use]
    pub fn usage(code: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, ..Self::new(code) }
    }
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
    /// A file that could not be read or written.
    #[must_use]
    pub fn file(code: &'static str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(code).with("path", path.display().to_string()).with("cause", cause(error))
    }
    /// One sentence: from the command line's own, else from those of problems.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        let own = format!("cli-{}", self.code.replace('.', "-"));
        let prefix = if words.has(&own) { "cli" } else { "error" };
        words.say_code(prefix, &self.code, &self.params)
    }
}

/// What the system says, without its number.
fn cause(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = error.code();
        match error {
            StoreError::Failed(cause) => Self::new("store.failed").with("cause", cause),
            StoreError::Damaged(board) => Self::new(code).with("board", board.as_str()),
            StoreError::NotFound => Self::new("board.not-found"),
            _ => Self::new(code),
        }
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Store(error) => error.into(),
            AccountError::EmailInvalid | AccountError::NameInvalid => Self::usage(error.to_string()),
            error => Self::new(error.to_string()),
        }
    }
}

impl From<RoomError> for Failure {
    fn from(error: RoomError) -> Self {
        match error {
            RoomError::Store(error) => error.into(),
            error => Self::new(error.code()),
        }
    }
}

impl From<EnginesError> for Failure {
    fn from(error: EnginesError) -> Self {
        let failure = Self::usage(error.to_string());
        match error {
            EnginesError::Unreadable { path, cause } => {
                failure.with("path", path.display().to_string()).with("cause", cause)
            }
            EnginesError::Malformed { cause } => failure.with("cause", cause),
            EnginesError::Invalid { engine, key } => failure.with("engine", engine).with("key", key),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::usage(error.to_string())
    }
}
