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

    /// Archives made to hurt, each by a small change of a good one: what is in a name, a size or a number is believed of nobody.
    #[test]
    fn hostile_archives_are_refused_or_read_within_bounds() {
        use Unreadable::Damaged;
        let file = b"<definitions/>".repeat(20);
        let good = pack([("a.bpmn", &file[..])]).unwrap();
        let directory = good.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        let end = good.windows(4).position(|bytes| bytes == b"PK\x05\x06").unwrap();
        // The same field before the file and in the directory.
        let with = |before: usize, after: usize, value: &[u8]| {
            let mut bytes = good.clone();
            for at in [before, directory + after] {
                bytes[at..at + value.len()].copy_from_slice(value);
            }
            bytes
        };
        let counted = |count: u16, entries: &[u8]| {
            let mut bytes = [&good[..directory], entries, &good[end..]].concat();
            let at = directory + entries.len();
            for place in [8, 10] {
                bytes[at + place..at + place + 2].copy_from_slice(&count.to_le_bytes());
            }
            bytes[at + 12..at + 16].copy_from_slice(&u32::try_from(entries.len()).unwrap().to_le_bytes());
            bytes
        };
        let entry = &good[directory..end];
        let named = |name: &[u8; 6]| with(30, 46, name);
        let huge = 0xffff_fff0_u32.to_le_bytes();
        for (what, bytes, expected) in [
            ("as it was", good.clone(), Ok("a.bpmn")),
            ("without its end", good[..good.len() - 10].to_vec(), Err(Damaged)),
            ("encrypted", with(6, 8, &[1]), Err(Damaged)),
            ("in a way of packing that nobody knows", with(8, 10, &[99]), Err(Damaged)),
            ("with another sum", with(14, 16, &[1, 2, 3, 4]), Err(Damaged)),
            ("longer than it is, packed", with(18, 20, &huge), Ok("a.bpmn")),
            ("longer than it is, unpacked", with(22, 24, &huge), Ok("a.bpmn")),
            ("a name that leads elsewhere", named(b"../../"), Ok("../../")),
            ("a name with a zero in it", named(b"a\0bpmn"), Ok("a\0bpmn")),
            ("more entries than there are", counted(9, entry), Err(Damaged)),
            // Under one name only one of them can be had.
            ("as many entries as there can be", counted(65_534, &entry.repeat(65_534)), Ok("a.bpmn")),
        ] {
            let mut left = MOST_BYTES;
            let found = unpack(&bytes, &mut left, |_| true);
            let names = found.map(|found| found.into_iter().map(|entry| entry.name).collect::<Vec<_>>());
            assert_eq!(names, expected.map(|name: &str| vec![name.to_owned()]), "{what}");
        }
        // What comes out of several entries is counted together, whatever they share in the archive.
        let zeros = vec![0; 1 << 20];
        let one = pack([("a.bpmn", &zeros[..])]).unwrap();
        let directory = one.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        let end = one.windows(4).position(|bytes| bytes == b"PK\x05\x06").unwrap();
        let entries: Vec<u8> = (b'a'..=b'z')
            .flat_map(|letter| {
                let mut entry = one[directory..end].to_vec();
                entry[46] = letter;
                entry
            })
            .collect();
        let mut bytes = [&one[..directory], &entries, &one[end..]].concat();
        let at = directory + entries.len();
        bytes[at + 8..at + 12].copy_from_slice(&[26, 0, 26, 0]);
        bytes[at + 12..at + 16].copy_from_slice(&u32::try_from(entries.len()).unwrap().to_le_bytes());
        let mut left = 10 << 20;
        assert!(unpack(&bytes, &mut left, |_| true).is_err());
        assert_eq!(left, 0);
    }
}
