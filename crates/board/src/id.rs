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
        Self(random_key("e_", rng).into())
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// True for text that can be the id of an element: everything else in the place of a parent names a plane.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        text.len() > 2 && text.len() <= 64 && text.starts_with("e_") && text.is_ascii()
    }
}

/// A fresh id with another prefix, for processes (`p_`) and planes (`d_`).
pub fn random_key(prefix: &str, rng: &mut impl Rng) -> String {
    let mut text = String::with_capacity(prefix.len() + 11);
    text.push_str(prefix);
    for _ in 0..11 {
        text.push(char::from(BASE62[rng.random_range(0..62)]));
    }
    text
}

impl From<&str> for ElementId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}
impl From<Arc<str>> for ElementId {
    fn from(text: Arc<str>) -> Self {
        Self(text)
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
