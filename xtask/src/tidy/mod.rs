//! `cargo xtask tidy`: the house rules a compiler does not check. One rule a file; each returns sentences, one a finding.

mod colours;
mod dependencies;
mod files;
mod forbidden;
mod messages;

use crate::{paths, progress::step};
use anyhow::{Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A text file of the repository: path relative to the top, and content.
pub struct File {
    pub path: String,
    pub text: String,
}

/// # Errors
/// If a rule is broken; every finding is printed first.
pub fn run() -> Result<()> {
    step("House rules", || {
        let files = tracked()?;
        let rules = [dependencies::check, files::check, forbidden::check, colours::check, messages::check];
        let findings: Vec<String> = rules.iter().flat_map(|rule| rule(&files)).collect();
        for finding in &findings {
            eprintln!("  {finding}");
        }
        if findings.is_empty() { Ok(()) } else { bail!("{} house rules are broken", findings.len()) }
    })
}

/// All text files that git knows or would take.
fn tracked() -> Result<Vec<File>> {
    let root = paths::root();
    let list =
        crate::command::program("git", ["ls-files", "--cached", "--others", "--exclude-standard"], &root);
    let Some(list) = crate::command::read(list) else { bail!("git does not list the files here") };
    Ok(list.lines().filter_map(|path| read(&root.join(path), path)).collect())
}

fn read(file: &Path, path: &str) -> Option<File> {
    Some(File { path: path.to_owned(), text: fs::read_to_string(PathBuf::from(file)).ok()? })
}
