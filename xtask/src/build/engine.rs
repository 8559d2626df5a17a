//! The engine: compiled for the browser, bound with wasm-bindgen (as a library, pinned to the exact version, so that no
//! command-line tool has to be installed), made smaller with binaryen's `wasm-opt` from npm.

use crate::{command, paths, progress, setup};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn build() -> Result<()> {
    let arguments = ["build", "--package", "wandel-client", "--lib", "--target", TARGET, "--profile", "wasm"];
    command::run(command::cargo(arguments))?;
    let compiled = paths::target().join(TARGET).join("wasm/wandel_client.wasm");
    let bytes = fs::read(&compiled).with_context(|| format!("{} is missing", compiled.display()))?;
    let out = paths::web().join("src/lib/engine/pkg");
    let stamp = out.join(".stamp");
    let wanted = setup::hex(&Sha256::digest(&bytes));
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot write {}", out.display()))?;
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(true)
        .out_name("wandel_client")
        .generate(&out)
        .context("wasm-bindgen could not make the bindings")?;
    let bound = out.join("wandel_client_bg.wasm");
    let before = fs::metadata(&bound)?.len();
    optimise(&bound)?;
    progress::note(&format!(
        "{} kB, before optimising {} kB",
        fs::metadata(&bound)?.len() / 1000,
        before / 1000
    ));
    fs::write(stamp, wanted).context("cannot write the stamp of the engine")
}

fn optimise(wasm: &Path) -> Result<()> {
    let tool = paths::web().join("node_modules/binaryen/bin/wasm-opt");
    if !tool.is_file() {
        progress::note(
            "wasm-opt (npm package binaryen) is not there: the engine stays larger than it need be",
        );
        return Ok(());
    }
    let (tool, file) = (tool.to_string_lossy().into_owned(), wasm.to_string_lossy().into_owned());
    let features = [
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ];
    let mut arguments = vec![tool.as_str(), "-Os"];
    arguments.extend(features);
    arguments.extend([file.as_str(), "-o", file.as_str()]);
    command::run(command::program("node", arguments, &paths::web()))
}
