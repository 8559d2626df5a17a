//! The disk alone: what no server that syncs before it answers can be faster than. Edits come at the rate of the clients'
//! and are written to a file as a write-ahead log is written: whatever has come is written and synced in one go.

use anyhow::Result;
use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

/// Bytes of a write: two pages of a database with their heads.
const WRITE: usize = 2 * (4096 + 24);
/// The file is written over from its beginning after so many writes.
const PLACES: u64 = 500;

/// From when an edit came to when it was synced, milliseconds, sorted.
pub struct Waits(Vec<f64>);

impl Waits {
    /// The time that this share of all edits did not exceed.
    pub fn quantile(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
    }
}

/// So many edits a second for some seconds, in a folder.
///
/// # Errors
/// If the folder cannot be written to.
pub fn measure(folder: &Path, rate: f64, seconds: u32) -> Result<Waits> {
    let path = folder.join(format!("wandel-bench-{}-disk", std::process::id()));
    let result = write(
        &File::options().read(true).write(true).create(true).truncate(true).open(&path)?,
        rate,
        seconds,
    );
    std::fs::remove_file(path)?;
    result
}

fn write(file: &File, rate: f64, seconds: u32) -> Result<Waits> {
    let bytes = [0x5a; WRITE];
    // As a log that has been full once: its room on the disk is there already.
    for place in 0..PLACES {
        file.write_all_at(&bytes, place * WRITE as u64)?;
    }
    file.sync_all()?;
    let count = (rate * f64::from(seconds)) as u32;
    let mut waits = Vec::with_capacity(count as usize);
    let (start, mut written, mut place) = (Instant::now(), 0, 0);
    let due = |edit: u32| start + Duration::from_secs_f64(f64::from(edit) / rate);
    while written < count {
        sleep(due(written).saturating_duration_since(Instant::now()));
        let come = (written..count).take_while(|edit| due(*edit) <= Instant::now()).count() as u32;
        file.write_all_at(&bytes, place % PLACES * WRITE as u64)?;
        file.sync_data()?;
        let done = Instant::now();
        waits.extend((written..written + come).map(|edit| (done - due(edit)).as_secs_f64() * 1000.0));
        written += come;
        place += 1;
    }
    waits.sort_by(f64::total_cmp);
    Ok(Waits(waits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_sorted_times() {
        let waits = Waits((0..=100).map(f64::from).collect());
        assert_eq!([0.0, 0.5, 0.99, 1.0].map(|share| waits.quantile(share)), [0.0, 50.0, 99.0, 100.0]);
        assert_eq!(Waits(Vec::new()).quantile(0.5), 0.0);
    }

    #[test]
    fn every_edit_is_waited_for_once() {
        let waits = write(&tempfile(), 2000.0, 1).unwrap();
        assert_eq!(waits.0.len(), 2000);
    }

    fn tempfile() -> File {
        let path = std::env::temp_dir().join(format!("wandel-xtask-{}", std::process::id()));
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        file
    }
}
