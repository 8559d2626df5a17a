//! `cargo xtask e2e`: two real browsers against the real server. The journeys are in `tests/browser`.

use crate::{build, command, paths, progress::step, setup};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;

#[derive(Args, Default)]
#[group(skip)]
pub struct Options {
    /// Only test files whose name contains this
    #[arg(default_value = "")]
    pub only: String,
    #[command(flatten)]
    pub build: build::Tested,
}

/// # Errors
/// If Chromium is missing or a journey fails.
pub fn run(options: &Options) -> Result<()> {
    let server = build::all(options.build.into())?;
    setup::for_browser()?;
    let folder = paths::tests().join("browser");
    fs::create_dir_all(paths::out()).context("cannot make tests/out")?;
    let mut files: Vec<String> = fs::read_dir(&folder)
        .context("tests/browser is missing")?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs") && name.contains(&options.only))
        .collect();
    files.sort();
    step("Journeys in the browser", || {
        let mut arguments = vec!["--test".to_owned(), "--test-concurrency=1".to_owned()];
        arguments.extend(files);
        let mut node = command::program("node", arguments, &folder);
        node.env("WANDEL_SERVER", &server).env("WANDEL_OUT", paths::out());
        command::run(node)
    })
}
