//! The reader of BPMN files: what it reads can be checked, and written for every target so that it is read again.

use wandel_process::{Target, bpmn as files, check};

/// # Panics
/// If a promise is broken.
pub fn bpmn(bytes: &[u8]) -> String {
    let read = match read(bytes) {
        Ok(read) => read,
        Err(error) => return error.code.to_owned(),
    };
    let _ = check::check(&read.model, Target::ALL);
    let source = |name: &str| (name == "file").then(|| read.text.clone());
    let back = files::write(&read.model, Target::Generic, &source);
    let anew = files::write(&read.model, Target::Operaton, &|_| None);
    for (way, written) in [("into its file", back), ("anew", anew)] {
        if let Err(error) = self::read(&written.xml) {
            panic!("written {way}, it cannot be read: {error}");
        }
    }
    format!("{} elements", read.model.elements.len().next_power_of_two())
}

fn read(bytes: &[u8]) -> Result<files::Read, files::ReadError> {
    let mut count = 0;
    files::read(bytes, "file", &mut || {
        count += 1;
        format!("e_{count}")
    })
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
