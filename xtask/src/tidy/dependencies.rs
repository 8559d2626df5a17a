//! Dependencies run one way: what each part may use of the others, and what it must never know.

use super::File;

/// Package, the packages of ours it may use, and outside packages it must not use.
const ALLOWED: &[(&str, &[&str], &[&str])] = &[
    ("crates/process", &[], &["yrs", "tokio", "rand", "getrandom", "web-sys", "rusqlite"]),
    ("crates/board", &["process"], &["tokio", "web-sys", "rusqlite", "getrandom"]),
    ("crates/scene", &["process", "board"], &["yrs", "tokio", "web-sys", "rusqlite"]),
    ("crates/wire", &[], &["yrs", "tokio", "web-sys"]),
    ("crates/words", &[], &["yrs", "tokio", "web-sys"]),
    ("server", &["process", "board", "scene", "wire", "words"], &["web-sys", "wasm-bindgen"]),
    ("client-wasm", &["process", "board", "scene", "wire"], &["tokio", "rusqlite", "axum"]),
    ("tests", &["wire", "board", "process", "scene"], &[]),
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for (folder, ours, never) in ALLOWED {
        let path = format!("{folder}/Cargo.toml");
        let Some(manifest) = files.iter().find(|file| file.path == path) else {
            findings.push(format!("{path} is missing"));
            continue;
        };
        for name in dependencies(&manifest.text) {
            if let Some(part) = name.strip_prefix("wandel-")
                && !ours.contains(&part)
            {
                findings.push(format!("{path}: must not depend on {name}"));
            }
            if never.contains(&name) {
                findings.push(format!("{path}: must never know {name}"));
            }
        }
    }
    findings
}

/// Names of all dependencies that are not for tests only.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.contains("dependencies]") && !section.contains("dev-dependencies");
        } else if inside
            && let Some(name) = line.split(['=', '.', ' ']).next().filter(|name| !name.is_empty())
        {
            names.push(name);
        }
    }
    names
}
