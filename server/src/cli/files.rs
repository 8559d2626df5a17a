//! Files named on the command line.

use super::failure::Failure;
use std::{fs, io::Read, path::Path};

/// Largest file read.
const MAX_BYTES: u64 = 16 << 20;

/// # Errors
/// Not there, not readable, too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::file("file.read", path, &error);
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new("file.too-large").with("path", path.display().to_string()));
    }
    Ok(bytes)
}

/// # Errors
/// Not writable.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::file("file.write", path, &error))
}
