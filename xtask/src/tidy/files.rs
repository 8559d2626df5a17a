//! Every module says its purpose first, and no file becomes the place where everything happens.

use super::File;

/// Longer files must be split.
const LONGEST: usize = 600;

pub fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        let rust = file.path.ends_with(".rs");
        let code = rust || [".ts", ".svelte", ".mjs"].iter().any(|ending| file.path.ends_with(ending));
        if rust && !file.path.ends_with("build.rs") && !file.text.starts_with("//!") && !generated(file) {
            findings.push(format!("{}: a module opens with `//!` and its purpose", file.path));
        }
        let lines = file.text.lines().count();
        if code && lines > LONGEST && !generated(file) {
            findings.push(format!("{}: {lines} lines; split what is more than {LONGEST}", file.path));
        }
    }
    findings
}

fn generated(file: &File) -> bool {
    file.text.lines().take(3).any(|line| line.contains("@generated"))
}
