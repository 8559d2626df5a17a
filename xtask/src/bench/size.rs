//! What a browser loads before a board can be edited: engine and shell, compressed as the server sends them.

use crate::{paths, setup};
use anyhow::{Context, Result};
use std::{fs, path::Path};

pub fn run() -> Result<()> {
    setup::for_building()?;
    let mut engine = 0;
    let mut shell = 0;
    sizes(&paths::web().join("dist"), &mut engine, &mut shell)?;
    println!("| what a browser loads | brotli, kB |");
    println!("| --- | --- |");
    println!("| engine (WebAssembly) | {:.0} |", engine as f64 / 1000.0);
    println!("| shell (HTML, JavaScript, CSS; without fonts) | {:.0} |", shell as f64 / 1000.0);
    Ok(())
}

fn sizes(folder: &Path, engine: &mut usize, shell: &mut usize) -> Result<()> {
    for entry in fs::read_dir(folder)
        .with_context(|| format!("{} is missing: `cargo xtask build` first", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            sizes(&path, engine, shell)?;
            continue;
        }
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("wasm") => *engine += compressed(&path)?,
            Some("js" | "css" | "html" | "svg") => *shell += compressed(&path)?,
            _ => {}
        }
    }
    Ok(())
}

/// Size after brotli at its best setting, by Node's own implementation.
fn compressed(file: &Path) -> Result<usize> {
    const SCRIPT: &str = "const z=require('zlib'),f=require('fs');\
        console.log(z.brotliCompressSync(f.readFileSync(process.argv[1])).length)";
    let file = file.to_string_lossy().into_owned();
    let text = crate::command::read(crate::command::program("node", ["-e", SCRIPT, &file], &paths::root()));
    text.and_then(|text| text.parse().ok()).with_context(|| format!("cannot compress {file}"))
}
