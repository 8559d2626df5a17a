//! What the program says in the terminal. A terminal that is gone is no reason to stop.

use std::io::Write;

/// A line on standard output.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _gone = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// A line on standard error.
pub fn error(text: &str) {
    let _gone = writeln!(std::io::stderr().lock(), "{text}");
}
