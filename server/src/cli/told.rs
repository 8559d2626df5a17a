//! Findings and reports as the command line tells them: with the names and lines of the file in hand, in sentences.

use super::failure::Failure;
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};
use wandel_process::{
    Diagnostic, Model, Severity,
    bpmn::{Lines, Text},
    export::Exported,
};
use wandel_words::Words;

/// What a model's elements are called outside of a board, and where in their file they stand.
pub struct Named<'a> {
    names: HashMap<&'a str, &'a str>,
    places: HashMap<&'a str, usize>,
    lines: Option<Lines<'a>>,
}

impl<'a> Named<'a> {
    /// `file`: the one file that all of the model came from, if there is one in hand.
    #[must_use]
    pub fn of(model: &'a Model, file: Option<&'a Text>) -> Self {
        let elements = model.elements.iter().map(|one| (one.id.as_str(), &one.xid, &one.src));
        let processes = model.processes.iter().map(|one| (one.id.as_str(), &one.xid, &one.src));
        let all: Vec<_> = elements.chain(processes).collect();
        Self {
            names: all.iter().filter_map(|(ours, xid, _)| Some((*ours, xid.as_deref()?))).collect(),
            places: all.iter().filter_map(|(ours, _, src)| Some((*ours, src.as_ref()?.start))).collect(),
            lines: file.map(Text::lines),
        }
    }

    #[must_use]
    pub fn told(&self, finding: &'a Diagnostic, words: &Words) -> Told<'a> {
        let element = finding.element.as_deref();
        let said = |name: &str| finding.params.get(name)?.parse::<u32>().ok();
        let place = said("line").zip(said("column")).or_else(|| {
            let start = self.places.get(element?)?;
            self.lines.as_ref().map(|lines| lines.at(*start))
        });
        Told {
            code: &finding.code,
            severity: finding.severity,
            element: element.map(|id| self.names.get(id).copied().unwrap_or(id)),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            params: &finding.params,
            message: words.say_code("diagnostic", &finding.code, &finding.params),
            advice: words
                .has(&format!("diagnostic-{}-do", finding.code.replace('.', "-")))
                .then(|| words.say_code("diagnostic", &format!("{}.do", finding.code), &finding.params)),
        }
    }
}

/// A finding.
#[derive(Serialize)]
pub struct Told<'a> {
    code: &'a str,
    pub severity: Severity,
    /// As the file calls it.
    element: Option<&'a str>,
    /// In the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    params: &'a BTreeMap<String, String>,
    message: String,
    /// What it means and what to do, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

impl Told<'_> {
    /// One line, as compilers write them: editors find the place by it.
    #[must_use]
    pub fn sentence(&self, path: &Path, words: &Words) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let key = if self.element.is_some() { "cli-finding" } else { "cli-finding-whole" };
        let sentence = words.say(
            key,
            &[
                ("severity", severity.into()),
                ("element", self.element.unwrap_or_default().into()),
                ("sentence", self.message.as_str().into()),
                ("code", self.code.into()),
            ],
        );
        match self.line.zip(self.column) {
            Some((line, column)) => format!("{}:{line}:{column}: {sentence}", path.display()),
            None => format!("{}: {sentence}", path.display()),
        }
    }
}

#[derive(Serialize)]
struct ToldReport<'a> {
    target: &'a str,
    taken: usize,
    unchanged: usize,
    translated: Vec<Told<'a>>,
    missing: Vec<Told<'a>>,
    stays: Vec<Told<'a>>,
    /// Names of the files beside the BPMN.
    beside: Vec<&'a str>,
}

/// The report of an export as a JSON file.
///
/// # Errors
/// Nothing that can be said of a report is no JSON.
pub fn report<'a>(exported: &'a Exported, named: &Named<'a>, words: &Words) -> Result<Vec<u8>, Failure> {
    let report = &exported.report;
    let all = |findings: &'a [Diagnostic]| findings.iter().map(|one| named.told(one, words)).collect();
    let told = ToldReport {
        target: &report.target,
        taken: report.taken,
        unchanged: report.unchanged,
        translated: all(&report.translated),
        missing: all(&report.missing),
        stays: all(&report.stays),
        beside: exported.beside.iter().map(|file| file.name.as_str()).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&told).map_err(|_| Failure::new("internal"))?;
    bytes.push(b'\n');
    Ok(bytes)
}
