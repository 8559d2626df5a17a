//! Where things are in the repository. No path of a machine is written here.

use std::path::PathBuf;

/// The repository's top folder.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// Cargo's target folder (honours `CARGO_TARGET_DIR`).
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A built program, of the dev or the release profile.
pub fn built(name: &str, dev: bool) -> PathBuf {
    target().join(if dev { "debug" } else { "release" }).join(name)
}

pub fn web() -> PathBuf {
    root().join("web")
}

pub fn tests() -> PathBuf {
    root().join("tests")
}

/// Pictures, reports and logs that tests leave behind.
pub fn out() -> PathBuf {
    tests().join("out")
}
