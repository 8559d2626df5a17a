//! What is wrong with a process, a file or a request, as a code and parameters. The sentences are in the message
//! catalogues (`wandel-words`, key `diagnostic-CODE` with dots as dashes); nothing here speaks a human language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable, dotted: `gateway.missing-default`.
    pub code: String,
    pub severity: Severity,
    /// The element meant (our id, or the file's id where no board exists), if it is about one.
    pub element: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Diagnostic {
    #[must_use]
    pub fn new(severity: Severity, code: &str, element: Option<&str>) -> Self {
        Self { code: code.to_owned(), severity, element: element.map(str::to_owned), params: BTreeMap::new() }
    }
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}
