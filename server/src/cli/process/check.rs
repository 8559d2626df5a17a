//! `wandel check IN.bpmn [--target T] --format json|text`: what is wrong with a file; ends with 1 if there are errors.

use super::{Exit, Failure, Words, names, read, say, target};
use crate::cli::args::{Check, Findings};
use serde::Serialize;
use std::collections::BTreeMap;
use wandel_process::{Diagnostic, Severity, check};

#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'a str,
    severity: Severity,
    /// As the file calls it.
    element: Option<&'a str>,
    params: &'a BTreeMap<String, String>,
    message: String,
    /// What it means and what to do, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

/// # Errors
/// The file cannot be read.
pub fn check(args: &Check, words: &Words) -> Result<Exit, Failure> {
    let target = target(&args.target)?;
    let read = read(&args.input, words)?;
    let names = names(&read.model);
    let targets: &[_] = if target.is_engine() { &[target] } else { &[] };
    let findings: Vec<Diagnostic> =
        read.diagnostics.iter().cloned().chain(check::check(&read.model, targets)).collect();
    let findings: Vec<Finding<'_>> = findings.iter().map(|finding| told(finding, &names, words)).collect();
    match args.format {
        Findings::Json => {
            let text = serde_json::to_string_pretty(&findings).map_err(|_| Failure::new("internal"))?;
            say::line(&text);
        }
        Findings::Text => findings.iter().for_each(|finding| say::line(&sentence(finding, words))),
    }
    let bad = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if bad { Exit::Found } else { Exit::Done })
}

/// A finding as it is told outside of a board: with the file's names and a sentence.
pub(super) fn told<'a>(
    finding: &'a Diagnostic,
    names: &std::collections::HashMap<&'a str, &'a str>,
    words: &Words,
) -> Finding<'a> {
    let element = finding.element.as_deref();
    Finding {
        code: &finding.code,
        severity: finding.severity,
        element: element.map(|id| names.get(id).copied().unwrap_or(id)),
        params: &finding.params,
        message: words.say_code("diagnostic", &finding.code, &finding.params),
        advice: words
            .has(&format!("diagnostic-{}-do", finding.code.replace('.', "-")))
            .then(|| words.say_code("diagnostic", &format!("{}.do", finding.code), &finding.params)),
    }
}

fn sentence(finding: &Finding<'_>, words: &Words) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let key = if finding.element.is_some() { "cli-finding" } else { "cli-finding-whole" };
    words.say(
        key,
        &[
            ("severity", severity.into()),
            ("element", finding.element.unwrap_or_default().into()),
            ("sentence", finding.message.as_str().into()),
            ("code", finding.code.into()),
        ],
    )
}
