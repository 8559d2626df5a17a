//! Makes sure that `web/dist` exists, so that the server compiles before the shell is built. What it puts there is one
//! plain page that says what to run; a real build of the shell replaces it.

use std::{env, fs, path::PathBuf};

const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Wandel</title>\
<h1>Wandel</h1><p>The interface is not built yet. Run <code>cargo xtask build</code> (or <code>cargo xtask run</code>) \
and start the server again.</p></html>\n";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(root) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else { return };
    let dist = root.join("../web/dist");
    let page = dist.join("index.html");
    if page.exists() {
        return;
    }
    if let Err(error) = fs::create_dir_all(&dist).and_then(|()| fs::write(&page, PAGE)) {
        println!("cargo::error=web/dist cannot be made: {error}");
    }
}
