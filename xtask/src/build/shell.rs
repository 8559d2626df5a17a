//! The shell: `npm run build` in `web/`, skipped when nothing it is made of has changed.

use crate::{command, paths, setup};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub fn build() -> Result<()> {
    let web = paths::web();
    let mut files = Vec::new();
    for folder in ["src", "public", "vite-plugins"] {
        collect(&web.join(folder), &mut files)?;
    }
    collect(&paths::root().join("crates/words/messages"), &mut files)?;
    for name in ["index.html", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json"] {
        files.push(web.join(name));
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        if let Ok(bytes) = fs::read(file) {
            hash.update(file.to_string_lossy().as_bytes());
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    let wanted = setup::hex(&hash.finalize());
    let stamp = web.join("node_modules/.wandel-shell-stamp");
    if web.join("dist/index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    command::run(command::npm(["run", "build", "--silent"], &web))?;
    fs::write(stamp, wanted).context("cannot write the stamp of the shell")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.file_name().is_some_and(|name| name != ".stamp") {
            files.push(path);
        }
    }
    Ok(())
}
