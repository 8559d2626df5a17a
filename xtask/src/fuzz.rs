//! `cargo xtask fuzz`: random bytes against everything that reads bytes from outside, and random edits in ours and in Yjs.
//! Short runs need nothing beside; `--long` runs libFuzzer where a nightly toolchain and cargo-fuzz are.

use crate::{build, command, paths, progress::step, setup};
use anyhow::{Result, bail};
use clap::Args;

/// Memory that a run may take in all, bytes: what makes yrs allocate without end is found out.
const MEMORY: u64 = 2 << 30;
const TARGETS: [&str; 5] = ["guard", "wire", "bpmn", "dmn", "board"];

#[derive(Args)]
pub struct Options {
    /// Inputs for each target
    #[arg(long, default_value_t = 100_000)]
    inputs: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this one: guard, wire, bpmn, dmn, board
    #[arg(long)]
    target: Option<String>,
    /// Minutes of libFuzzer on each target
    #[arg(long, value_name = "MINUTES")]
    long: Option<u64>,
    #[command(flatten)]
    build: build::Options,
}

impl Options {
    /// The run of some seconds that belongs to the tests.
    pub const fn short(build: build::Options) -> Self {
        Self { inputs: 6_000, seed: 1, target: None, long: None, build }
    }
}

/// # Errors
/// If a promise is broken; the input and the command that shows it again are printed.
pub fn run(options: &Options) -> Result<()> {
    build::drivers(&["fuzz", "replica"], options.build)?;
    let program = |name: &str| paths::built(name, options.build.dev).to_string_lossy().into_owned();
    if let Some(minutes) = options.long {
        return long(&program("fuzz"), minutes, options.target.as_deref());
    }
    step("Random bytes", || {
        let limit = format!("--as={MEMORY}");
        let mut fuzz = if command::exists("prlimit") {
            command::program("prlimit", [limit, program("fuzz")], &paths::root())
        } else {
            command::program(&program("fuzz"), [""; 0], &paths::root())
        };
        fuzz.args(["--inputs", &options.inputs.to_string(), "--seed", &options.seed.to_string()]);
        if let Some(target) = &options.target {
            fuzz.args(["--target", &target.to_lowercase()]);
        }
        command::run(fuzz)
    })?;
    if options.target.is_some() {
        return Ok(());
    }
    let folder = paths::tests().join("browser");
    setup::packages(&folder)?;
    step("Random edits in ours and in Yjs", || {
        let replica = program("replica");
        let seed = options.seed.to_string();
        command::run(command::program("node", ["differential.mjs", &replica, &seed, "300", "5"], &folder))
    })
}

fn long(driver: &str, minutes: u64, only: Option<&str>) -> Result<()> {
    let folder = paths::tests().join("fuzz");
    let version = command::program("cargo", ["+nightly", "fuzz", "--version"], &folder);
    if command::read(version).is_none() {
        bail!(
            "libFuzzer needs: rustup toolchain install nightly, cargo install cargo-fuzz. \
             Without it: cargo xtask fuzz --inputs 10000000"
        );
    }
    command::run(command::program(driver, ["--corpus", "corpus"], &folder))?;
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        step(&format!("libFuzzer: {target}, {minutes} minutes"), || {
            let time = format!("-max_total_time={}", minutes * 60);
            let arguments = ["+nightly", "fuzz", "run", target, "--", &time, "-rss_limit_mb=2048"];
            command::run(command::program("cargo", arguments, &folder))
        })?;
    }
    Ok(())
}
