//! For tests of files: fixtures, the reference models where they are, reading and writing in short, and a comparison of
//! two files that knows nothing of this crate.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(dead_code)]

pub mod facts;
pub mod sketch;

use std::path::{Path, PathBuf};
use wandel_process::{Model, Target, bpmn};

pub fn fixtures() -> Vec<(String, Vec<u8>)> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

pub fn fixture(name: &str) -> Vec<u8> {
    fixtures().into_iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no fixture {name}")).1
}

/// The reference models of the BPMN Model Interchange Working Group, where there are any: in `MIWG_DIR`, else in
/// `shared/data/miwg` beside one of the folders above.
pub fn miwg() -> Vec<(String, Vec<u8>)> {
    let folder = std::env::var_os("MIWG_DIR").map(PathBuf::from).or_else(|| {
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        above.map(|folder| folder.join("shared/data/miwg")).find(|folder| folder.is_dir())
    });
    match folder {
        Some(folder) if folder.is_dir() => files(&folder),
        _ => {
            println!("skipped: the MIWG reference models are not here (set MIWG_DIR)");
            Vec::new()
        }
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bpmn"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Reads with ids `e_<tag><n>`.
pub fn read(bytes: &[u8], tag: &str) -> bpmn::Read {
    try_read(bytes, tag).unwrap_or_else(|error| panic!("{error}"))
}

pub fn try_read(bytes: &[u8], tag: &str) -> Result<bpmn::Read, bpmn::ReadError> {
    let mut count = 0;
    bpmn::read(bytes, "file", &mut || {
        count += 1;
        format!("e_{tag}{count}")
    })
}

/// Back into its file.
pub fn back(read: &bpmn::Read) -> Vec<u8> {
    written(&read.model, read).xml
}

pub fn written(model: &Model, read: &bpmn::Read) -> bpmn::Written {
    bpmn::write(model, Target::Generic, &|name| (name == "file").then(|| read.text.clone()))
}

/// Without the file it came from.
pub fn anew(model: &Model, target: Target) -> Vec<u8> {
    bpmn::write(model, target, &|_| None).xml
}

/// The element with this id in the file.
pub fn xid<'m>(model: &'m Model, id: &str) -> &'m wandel_process::model::Element {
    model
        .elements
        .iter()
        .find(|element| element.xid.as_deref() == Some(id))
        .unwrap_or_else(|| panic!("no {id}"))
}

pub fn xid_mut<'m>(model: &'m mut Model, id: &str) -> &'m mut wandel_process::model::Element {
    model
        .elements
        .iter_mut()
        .find(|element| element.xid.as_deref() == Some(id))
        .unwrap_or_else(|| panic!("no {id}"))
}
