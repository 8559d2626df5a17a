//! `wandel check IN.bpmn [--target T] --format json|text`: what is wrong with a file, with its lines; ends with 1 if there
//! are errors.

use super::{Exit, Failure, Named, Words, add_beside, read, say, target};
use crate::cli::args::{Check, Findings};
use wandel_process::{Diagnostic, Severity, check};

/// # Errors
/// The file cannot be read.
pub fn check(args: &Check, words: &Words) -> Result<Exit, Failure> {
    let target = target(&args.target)?;
    let mut read = read(&args.input, words)?;
    add_beside(&mut read, &args.with, words)?;
    let named = Named::of(&read.model, Some(&read.text));
    let targets: &[_] = if target.is_engine() { &[target] } else { &[] };
    let findings: Vec<Diagnostic> =
        read.diagnostics.iter().cloned().chain(check::check(&read.model, targets)).collect();
    let told: Vec<_> = findings.iter().map(|finding| named.told(finding, words)).collect();
    match args.format {
        Findings::Json => {
            let text = serde_json::to_string_pretty(&told).map_err(|_| Failure::new("internal"))?;
            say::line(&text);
        }
        Findings::Text => told.iter().for_each(|one| say::line(&one.sentence(&args.input, words))),
    }
    let bad = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if bad { Exit::Found } else { Exit::Done })
}
