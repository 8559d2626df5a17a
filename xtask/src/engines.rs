//! `cargo xtask engines`: exported processes on real engines (SpiffWorkflow, bpmn-engine, Operaton, Camunda 7, CIB seven,
//! Flowable, Zeebe), against the OMG's schemas and the linters. Processes and runners are in `tests/engines`; the packages come by
//! name from their registries, everything runs on loopback.

use crate::{build, command, interchange, paths, progress, progress::step, setup};
use anyhow::{Context, Result};
use clap::Args;
use std::{fs, path::PathBuf};

/// The engines that run on Java, by the names of their folders in `tests/engines/java`.
const JAVA: [&str; 5] = ["operaton", "camunda7", "cibseven", "flowable", "zeebe"];

#[derive(Args, Default)]
#[group(skip)]
pub struct Options {
    /// Only what contains this: spiff, bpmn-engine, operaton, camunda7, cibseven, flowable, zeebe, deploy, schemas, mutants
    #[arg(default_value = "")]
    pub only: String,
    /// Instead: import and export all BPMN files of a folder, and print what is kept and what is lost
    #[arg(long, value_name = "DIR")]
    pub interchange: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub build: build::Tested,
}

/// # Errors
/// If a package cannot be installed or a process takes another path than it should.
pub fn run(options: &Options) -> Result<()> {
    if let Some(folder) = &options.interchange {
        return interchange::run(folder);
    }
    let server = build::all(options.build.into())?;
    let wanted = |name: &str| name.contains(&options.only);
    let folder = paths::tests().join("engines");
    let mut node = command::program("node", ["--test", "--test-concurrency=1"], &folder);
    node.env("WANDEL_SERVER", &server).env("WANDEL_OUT", paths::out());
    fs::create_dir_all(paths::out()).context("cannot make tests/out")?;
    setup::packages(&folder)?;
    if wanted("mutants") {
        node.arg("mutants.test.mjs");
    }
    if wanted("bpmn-engine") {
        node.arg("bpmn-engine.test.mjs");
    }
    if wanted("spiff") || wanted("schemas") {
        node.env("WANDEL_PYTHON", python()?);
    }
    if wanted("spiff") {
        node.arg("spiff.test.mjs");
    }
    if wanted("schemas") {
        node.arg("schemas.test.mjs");
    }
    // What boards are deployed to by the product.
    let deploys = wanted("deploy") || wanted(JAVA[0]);
    let engines: Vec<&str> = JAVA.into_iter().filter(|name| wanted(name)).collect();
    let built = if deploys && engines.is_empty() { vec![JAVA[0]] } else { engines.clone() };
    let built = if built.is_empty() { built } else { on_java(built)? };
    if !built.is_empty() {
        node.env("WANDEL_JARS", jars());
        if deploys && built.contains(&JAVA[0]) {
            node.arg("deploy.test.mjs");
        }
        let engines: Vec<&str> = engines.into_iter().filter(|name| built.contains(name)).collect();
        if !engines.is_empty() {
            node.env("WANDEL_ENGINES", engines.join(",")).arg("run.test.mjs");
            if let Some(home) = setup::newer_java() {
                node.env("WANDEL_JAVA", home.join("bin/java"));
            }
        }
    }
    step("Exported processes on real engines", || command::run(node))
}

fn jars() -> PathBuf {
    paths::target().join("engines/java")
}

/// Builds the applications around the engines that this machine can run; says which it cannot.
fn on_java(mut engines: Vec<&'static str>) -> Result<Vec<&'static str>> {
    if !setup::java(std::env::var_os("CI").is_some()) {
        progress::note(
            "Engines on Java: skipped, there is no Java with Maven here (apt-get install default-jdk-headless maven)",
        );
        return Ok(Vec::new());
    }
    let newer = setup::newer_java();
    if newer.is_none() && engines.contains(&"zeebe") {
        progress::note(
            "Zeebe: skipped, it needs Java 21 or newer with a compiler (JAVA_HOME, or a JDK in /usr/lib/jvm)",
        );
        engines.retain(|name| *name != "zeebe");
    }
    let missing: Vec<&str> = engines.iter().copied().filter(|name| !is_built(name)).collect();
    if !missing.is_empty() {
        step(&format!("{} (Maven)", missing.join(", ")), || {
            let place = format!("-Dwandel.build={}", jars().display());
            let list = missing.join(",");
            let arguments = ["-q", "-B", &place, "--projects", &list, "package"];
            let mut maven = command::program("mvn", arguments, &paths::tests().join("engines/java"));
            if let Some(home) = newer {
                maven.env("JAVA_HOME", home);
            }
            command::run(maven)
        })?;
    }
    Ok(engines)
}

/// True if the application is there and not older than what it is made of.
fn is_built(name: &str) -> bool {
    let changed = |path: &std::path::Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let Some(built) = changed(&jars().join(name).join("engine.jar")) else { return false };
    let project = paths::tests().join("engines/java").join(name);
    let code = fs::read_dir(project.join("src/main/java/wandel")).into_iter().flatten().flatten();
    let files = code.map(|entry| entry.path()).chain([project.join("pom.xml"), project.join("../pom.xml")]);
    files.filter_map(|file| changed(&file)).all(|time| time <= built)
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
