//! What a person sees while a task works: numbered steps with their time, and plain sentences.

use std::io::IsTerminal;
use std::time::Instant;

fn coloured(code: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

pub fn bold(text: &str) -> String {
    coloured("1", text)
}

pub fn red(text: &str) -> String {
    coloured("31", text)
}

pub fn dim(text: &str) -> String {
    coloured("2", text)
}

/// Runs one step under a heading and says how long it took.
///
/// # Errors
/// What the step returns.
pub fn step<T>(name: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    eprintln!("{} {}", bold("▸"), bold(name));
    let start = Instant::now();
    let value = work()?;
    eprintln!("{}", dim(&format!("  {name}: {:.1} s", start.elapsed().as_secs_f64())));
    Ok(value)
}

/// A remark that is not a step.
pub fn note(text: &str) {
    eprintln!("  {text}");
}
