//! Several files as one archive. The same files give the same bytes, whoever packs them and when: no times, no owners, one
//! compression.

use super::file::ExportError;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

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
    use std::io::Read;

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
