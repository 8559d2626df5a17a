//! `cargo xtask engines`: exported processes on real engines (SpiffWorkflow, bpmn-engine, Operaton). Scenarios and
//! runners are in `tests/engines`; the packages come by name from their registries, everything runs on loopback.

use crate::{build, command, interchange, paths, progress, progress::step, setup};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;

#[derive(Args, Default)]
#[group(skip)]
pub struct Options {
    /// Only engines whose name contains this: spiff, bpmn-engine, operaton
    #[arg(default_value = "")]
    pub only: String,
    /// Instead: import and export all BPMN files of a folder, and print what is kept and what is lost
    #[arg(long, value_name = "DIR")]
    pub interchange: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub build: build::Options,
}

/// # Errors
/// If a package cannot be installed or a process takes another path than it should.
pub fn run(options: &Options) -> Result<()> {
    if let Some(folder) = &options.interchange {
        return interchange::run(folder);
    }
    let server = build::all(options.build)?;
    let wanted = |name: &str| name.contains(&options.only);
    let folder = paths::tests().join("engines");
    let mut node = command::program("node", ["--test", "--test-concurrency=1"], &folder);
    node.env("WANDEL_SERVER", &server).env("WANDEL_OUT", paths::out());
    fs::create_dir_all(paths::out()).context("cannot make tests/out")?;
    setup::packages(&folder)?;
    if options.only.is_empty() {
        node.arg("mutants.test.mjs");
    }
    if wanted("bpmn-engine") {
        node.arg("bpmn-engine.test.mjs");
    }
    if wanted("spiff") {
        node.env("WANDEL_PYTHON", python()?).arg("spiff.test.mjs");
    }
    if wanted("operaton") {
        if setup::java(std::env::var_os("CI").is_some()) {
            node.env("WANDEL_OPERATON", operaton()?).arg("operaton.test.mjs");
        } else {
            progress::note(
                "Operaton: skipped, there is no Java with Maven here (apt-get install default-jdk-headless maven)",
            );
        }
    }
    step("Exported processes on real engines", || command::run(node))
}

/// A virtual environment with SpiffWorkflow; returns its interpreter.
fn python() -> Result<std::path::PathBuf> {
    setup::for_python()?;
    let folder = paths::target().join("engines/python");
    let interpreter = folder.join("bin/python");
    let requirements = paths::tests().join("engines/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("tests/engines/requirements.txt is missing")?;
    let stamp = folder.join(".wandel-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(interpreter);
    }
    step("SpiffWorkflow", || {
        let place = folder.to_string_lossy().into_owned();
        command::run(command::program("python3", ["-m", "venv", "--clear", &place], &paths::root()))?;
        let (python, list) =
            (interpreter.to_string_lossy().into_owned(), requirements.to_string_lossy().into_owned());
        let arguments = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", &list];
        command::run(command::program(&python, arguments, &paths::root()))?;
        fs::write(&stamp, &wanted).context("cannot write the stamp")
    })?;
    Ok(interpreter)
}

/// The Spring Boot application around Operaton; returns the jar.
fn operaton() -> Result<std::path::PathBuf> {
    let project = paths::tests().join("engines/operaton");
    let build = paths::target().join("engines/operaton");
    let jar = build.join("operaton.jar");
    if jar.is_file() {
        return Ok(jar);
    }
    step("Operaton (Maven)", || {
        let folder = format!("-Dwandel.build={}", build.display());
        command::run(command::program("mvn", ["-q", "-B", &folder, "package"], &project))
    })?;
    Ok(jar)
}
