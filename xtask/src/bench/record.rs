//! What has been measured so far, in a file: a run is minutes of a quiet machine, and should not be lost with the rest.

use super::load::Outcome;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a run was of. Runs with equal keys may be compared.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
pub struct Key {
    server: String,
    protocol: String,
    boards: usize,
    clients: usize,
    seconds: u32,
}

impl Key {
    pub fn new(server: &str, protocol: &str, boards: usize, clients: usize, seconds: u32) -> Self {
        Self { server: server.into(), protocol: protocol.into(), boards, clients, seconds }
    }
}

pub struct Record {
    path: PathBuf,
    runs: Vec<(Key, Outcome)>,
}

impl Record {
    /// With what was written down before, or empty.
    ///
    /// # Errors
    /// If the file is not of this program.
    pub fn open(path: &Path, resume: bool) -> Result<Self> {
        let runs = if resume && path.is_file() {
            serde_json::from_slice(&fs::read(path)?).with_context(|| path.display().to_string())?
        } else {
            Vec::new()
        };
        Ok(Self { path: path.to_owned(), runs })
    }

    /// Writes a run down.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, key: Key, outcome: Outcome) -> Result<()> {
        self.runs.push((key, outcome));
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, serde_json::to_vec(&self.runs)?)
            .with_context(|| self.path.display().to_string())
    }

    pub fn runs(&self, key: &Key) -> Vec<&Outcome> {
        self.runs.iter().filter(|(of, _)| of == key).map(|(_, outcome)| outcome).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_off_measuring_goes_on() {
        let path = std::env::temp_dir().join(format!("wandel-xtask-record-{}", std::process::id()));
        let (own, stock) = (Key::new("wandel", "own", 1, 50, 5), Key::new("wandel", "stock", 1, 50, 5));
        let mut record = Record::open(&path, false).unwrap();
        record.add(own.clone(), Outcome::of([("p50", 0.84)])).unwrap();
        record.add(own.clone(), Outcome::of([("p50", 0.9)])).unwrap();
        let again = Record::open(&path, true).unwrap();
        assert_eq!(again.runs(&own).iter().map(|run| run.get("p50")).collect::<Vec<_>>(), [0.84, 0.9]);
        assert!(again.runs(&stock).is_empty());
        assert!(Record::open(&path, false).unwrap().runs(&own).is_empty());
        std::fs::remove_file(path).unwrap();
    }
}
