//! Identities in a board document. Ours, never a file's: `e_` + 11 random base62 characters, so that importing one file
//! twice, or by two people at once, never merges.

use rand::Rng;
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// The key of an element in the root map `elements`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ElementId(Arc<str>);

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl ElementId {
    /// A fresh id from the given source of randomness (65 bits).
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut text = String::with_capacity(13);
        text.push_str("e_");
        for _ in 0..11 {
            text.push(char::from(BASE62[rng.random_range(0..62)]));
        }
        Self(text.into())
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ElementId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}
impl From<String> for ElementId {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}
impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::borrow::Borrow<str> for ElementId {
    fn borrow(&self) -> &str {
        &self.0
    }
}
