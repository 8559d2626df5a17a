//! `cargo xtask ci`: what must hold before anything lands. Installs what a bare Debian machine with Rust, Node and a
//! network lacks, then format, lints, house rules, and the README's own test command.

use crate::{build, command, paths, progress::step, setup, test, tidy};
use anyhow::Result;

const WASM: &str = "wasm32-unknown-unknown";

/// # Errors
/// At the first part that fails.
pub fn run() -> Result<()> {
    setup::for_building()?;
    step("Format", || command::run(command::cargo(["fmt", "--all", "--check"])))?;
    tidy::run()?;
    // The bindings first: the shell's types come from them.
    build::bindings()?;
    step("Format, types and lints of the shell", || {
        command::run(command::npm(["run", "check", "--silent"], &paths::web()))?;
        command::run(command::npm(["run", "lint", "--silent"], &paths::web()))
    })?;
    step("Clippy", || {
        let all = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        command::run(command::cargo(all))?;
        let wasm =
            ["clippy", "--quiet", "--package", "wandel-client", "--target", WASM, "--", "-D", "warnings"];
        command::run(command::cargo(wasm))
    })?;
    test::run(&test::Options::default())
}
