//! The reader of BPMN files; what must hold is said where the reader is (`bpmn::probe`).

use wandel_process::bpmn as files;

/// # Panics
/// If a promise is broken.
pub fn bpmn(bytes: &[u8]) -> String {
    match files::probe(bytes) {
        Ok(()) => "read".to_owned(),
        Err(error) => error.code.to_owned(),
    }
}

/// The files that the reader's own tests use.
pub fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/process/tests/fixtures");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    assert!(!seeds.is_empty(), "there are no files in {folder}");
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    seeds.push(bomb.into());
    seeds.push(b"\xff\xfe<\x00".to_vec());
    seeds
}
