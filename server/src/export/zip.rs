//! Several files as one archive. The same files give the same bytes, whoever packs them and when: no times, no owners, one
//! compression. And files out of an archive of somebody's, with caps; names in it are never used as paths.

use super::file::ExportError;
use std::io::{Cursor, Read, Write};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Entries of an archive that is read, and bytes of all of them; more is no process.
const MOST_ENTRIES: usize = 100;
pub const MOST_BYTES: u64 = 64 << 20;

/// A file out of an archive.
pub struct Entry {
    /// Its place in the archive.
    pub number: usize,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Why an archive cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Damaged,
    TooLarge,
}

/// The files of an archive whose names are wanted. `left`: bytes that may still come out, of this and of others.
///
/// # Errors
/// It is no archive, or more than any process needs.
pub fn unpack(
    archive: &[u8],
    left: &mut u64,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(|_| Unreadable::Damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unreadable::TooLarge);
    }
    let mut found = Vec::new();
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(|_| Unreadable::Damaged)?;
        let name = entry.name().map_err(|_| Unreadable::Damaged)?.into_owned();
        if !wanted(&name) {
            continue;
        }
        // What an archive says of its sizes may be a lie.
        let mut bytes = Vec::new();
        entry.take(*left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let rest = left.checked_sub(bytes.len() as u64);
        *left = rest.unwrap_or(0);
        if rest.is_none() {
            return Err(Unreadable::TooLarge);
        }
        found.push(Entry { number, name, bytes });
    }
    Ok(found)
}

/// Packs files by their names, in their order.
///
/// # Errors
/// More than an archive without extensions holds (4 GiB), or a name twice.
pub fn pack<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, ExportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options).map_err(|_| ExportError::Failed)?;
        archive.write_all(bytes).map_err(|_| ExportError::Failed)?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|_| ExportError::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_out_again() {
        let text = "<a/>".repeat(1000);
        let files: [(&str, &[u8]); 2] = [("process.bpmn", text.as_bytes()), ("form.form", b"{}")];
        let packed = pack(files).unwrap();
        assert_eq!(packed, pack(files).unwrap());
        assert!(packed.len() < 600, "compressed: {}", packed.len());
        // No time of day, which would be another tomorrow: the first of January 1980, as the format counts.
        assert_eq!(packed[10..14], [0, 0, 0x21, 0]);
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        for (name, bytes) in files {
            let mut out = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut out).unwrap();
            assert_eq!(out, bytes);
        }
        assert!(pack([("a", &b"1"[..]), ("a", b"2")]).is_err());
    }
}
