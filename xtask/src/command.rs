//! Calling other programs: with the right folder, with output passed through, and with an error that names the command.

use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

/// A program with arguments in a folder.
pub fn program<S: AsRef<OsStr>>(
    name: &str,
    arguments: impl IntoIterator<Item = S>,
    folder: &Path,
) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder);
    command
}

/// Cargo, the one that runs this program.
pub fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    program(&cargo, arguments, &crate::paths::root())
}

pub fn npm<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>, folder: &Path) -> Command {
    program("npm", arguments, folder)
}

fn describe(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Runs with output passed through.
///
/// # Errors
/// If it cannot be started or ends with another code than 0; the message holds the command.
pub fn run(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", describe(&command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", describe(&command));
    }
    Ok(())
}

/// Runs and returns standard output, trimmed; `None` if it cannot be started or fails.
pub fn read(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// True if a program of that name can be started.
pub fn exists(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}
