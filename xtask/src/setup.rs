//! What the machine must have. Installs what it can (with apt as root, rustup, npm), else names the command that does.

use crate::{command, paths, progress};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// Programs from the system's packages: what is looked for, and the Debian packages that bring it.
const COMPILER: (&str, &[&str]) = ("cc", &["gcc", "libc6-dev"]);
const MAKE: (&str, &[&str]) = ("make", &["make"]);
const CHROMIUM: (&str, &[&str]) = ("chromium", &["chromium"]);
const PYTHON: (&str, &[&str]) = ("python3", &["python3", "python3-venv"]);
const JAVA: (&str, &[&str]) = ("javac", &["default-jdk-headless"]);
const MAVEN: (&str, &[&str]) = ("mvn", &["maven"]);

/// Rust's wasm target, a C compiler for SQLite and, with make, for the allocator, Node with npm: needed to build at all.
///
/// # Errors
/// If something is missing that cannot be installed from here; the message says what to install.
pub fn for_building() -> Result<()> {
    system(COMPILER)?;
    system(MAKE)?;
    wasm_target()?;
    node()?;
    packages(&paths::web())
}

/// What the browser tests need beside.
///
/// # Errors
/// As `for_building`.
pub fn for_browser() -> Result<()> {
    system(CHROMIUM)?;
    packages(&paths::tests().join("browser"))
}

/// Python for SpiffWorkflow.
///
/// # Errors
/// As `for_building`.
pub fn for_python() -> Result<()> {
    system(PYTHON)
}

/// Java and Maven for the engines that need them: true if they are there (installed now, if `install`).
pub fn java(install: bool) -> bool {
    let there = |name| command::exists(name);
    if there(JAVA.0) && there(MAVEN.0) {
        return true;
    }
    install && system(JAVA).is_ok() && system(MAVEN).is_ok()
}

/// A Java development kit of version 21 or newer: where `JAVA_HOME` says, else among those that Debian keeps together.
#[must_use]
pub fn newer_java() -> Option<std::path::PathBuf> {
    let kept = fs::read_dir("/usr/lib/jvm").into_iter().flatten().flatten().map(|entry| entry.path());
    let homes = std::env::var_os("JAVA_HOME").map(Into::into).into_iter().chain(kept);
    homes.filter(|home| home.join("bin/javac").is_file()).find(|home| {
        let release = fs::read_to_string(home.join("release")).unwrap_or_default();
        let version = release.lines().find_map(|line| line.strip_prefix("JAVA_VERSION=\""));
        let major = version.and_then(|version| version.split(['.', '"']).next()?.parse::<u32>().ok());
        major.is_some_and(|major| major >= 21)
    })
}

/// A program from the system's packages, installed if that is possible.
///
/// # Errors
/// If it is missing and cannot be installed; the message says how.
pub fn system((name, packages): (&str, &[&str])) -> Result<()> {
    if command::exists(name) {
        return Ok(());
    }
    let list = packages.join(" ");
    let root = command::read(command::program("id", ["-u"], &paths::root())).as_deref() == Some("0");
    if !root || !command::exists("apt-get") {
        bail!("`{name}` is missing; install it with: sudo apt-get install {list}");
    }
    progress::step(&format!("Install {list}"), || {
        // A fresh machine has no package list yet; an old one is good enough when updating fails.
        let _ = command::run(command::program("apt-get", ["update", "-qq"], &paths::root()));
        let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
        arguments.extend_from_slice(packages);
        let mut install = command::program("apt-get", arguments, &paths::root());
        install.env("DEBIAN_FRONTEND", "noninteractive");
        command::run(install)
    })
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let root = paths::root();
    let sysroot = command::read(command::program("rustc", ["--print", "sysroot"], &root))
        .context("`rustc` is missing")?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if !command::exists("rustup") {
        bail!(
            "Rust's target {TARGET} is missing; install Rust with rustup, then: rustup target add {TARGET}"
        );
    }
    progress::step("Add Rust's WebAssembly target", || {
        command::run(command::program("rustup", ["target", "add", TARGET], &root))
    })
}

fn node() -> Result<()> {
    let version = command::read(command::program("node", ["--version"], &paths::root()));
    let major = version
        .as_deref()
        .and_then(|text| text.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= 20 && command::exists("npm") => Ok(()),
        Some(_) => {
            bail!("Node.js 20 or newer with npm is needed; {} is installed", version.unwrap_or_default())
        }
        None => bail!("Node.js is missing; install Node.js 20 or newer with npm"),
    }
}

/// `npm ci` in a folder, only when its lock file changed since the last time.
///
/// # Errors
/// If npm fails.
pub fn packages(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let stamp = folder.join("node_modules/.wandel-stamp");
    let wanted = hex(&Sha256::digest(&lock));
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    let name = folder.strip_prefix(paths::root()).unwrap_or(folder).display().to_string();
    progress::step(&format!("npm packages of {name}/"), || {
        command::run(command::npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder))?;
        fs::write(&stamp, &wanted).context("cannot write into node_modules")
    })
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
