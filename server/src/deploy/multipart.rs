//! A form of parts (RFC 7578), as engines take files.

use sha2::{Digest, Sha256};
use wandel_process::export::NamedFile;

/// A form being written.
pub(super) struct Form {
    boundary: String,
    bytes: Vec<u8>,
}

impl Form {
    /// A form for these files. None holds the hash of all, so the boundary is in none.
    pub(super) fn around(files: &[NamedFile]) -> Self {
        let hash = files.iter().fold(Sha256::new(), |hash, file| hash.chain_update(&file.bytes)).finalize();
        let boundary =
            hash.iter().take(16).fold("wandel-".to_owned(), |text, byte| format!("{text}{byte:02x}"));
        Self { boundary, bytes: Vec::new() }
    }

    pub(super) fn text(mut self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), None, value.as_bytes());
        self
    }

    /// Part and file names are ours: nothing to escape.
    pub(super) fn file(mut self, name: &str, file: &NamedFile) -> Self {
        let disposition = format!("name=\"{name}\"; filename=\"{}\"", file.name);
        self.part(&disposition, Some(file.media_type), &file.bytes);
        self
    }

    fn part(&mut self, disposition: &str, kind: Option<&str>, bytes: &[u8]) {
        let kind = kind.map(|kind| format!("Content-Type: {kind}\r\n")).unwrap_or_default();
        let head =
            format!("--{}\r\nContent-Disposition: form-data; {disposition}\r\n{kind}\r\n", self.boundary);
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(bytes);
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// The value of `Content-Type`, and the body.
    pub(super) fn finish(mut self) -> (String, Vec<u8>) {
        self.bytes.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        (format!("multipart/form-data; boundary={}", self.boundary), self.bytes)
    }
}
