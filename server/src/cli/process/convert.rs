//! `wandel convert IN.bpmn OUT.bpmn [--target T] [--report FILE.json]`: file → board document → file. Ends with 1 if the
//! report has errors: the file is written all the same. What the target keeps in files of its own stands beside OUT.

use super::{
    Exit, Failure, SOURCE, Words, board,
    check::{Finding, told},
    names, read, target,
};
use crate::{
    cli::{args::Convert, files},
    export::bpmn::{self, Sources},
};
use serde::Serialize;
use std::collections::HashMap;
use wandel_process::{Diagnostic, export::Exported};

/// The report with the file's names and with sentences.
#[derive(Serialize)]
struct Told<'a> {
    target: &'a str,
    taken: usize,
    unchanged: usize,
    translated: Vec<Finding<'a>>,
    missing: Vec<Finding<'a>>,
    stays: Vec<Finding<'a>>,
    /// Names of the files written beside the BPMN.
    beside: Vec<&'a str>,
}

fn tell<'a>(exported: &'a Exported, names: &HashMap<&'a str, &'a str>, words: &Words) -> Told<'a> {
    let report = &exported.report;
    let all =
        |findings: &'a [Diagnostic]| findings.iter().map(|finding| told(finding, names, words)).collect();
    Told {
        target: &report.target,
        taken: report.taken,
        unchanged: report.unchanged,
        translated: all(&report.translated),
        missing: all(&report.missing),
        stays: all(&report.stays),
        beside: exported.files.iter().skip(1).map(|file| file.name.as_str()).collect(),
    }
}

/// # Errors
/// A file cannot be read or written.
pub fn convert(args: &Convert, words: &Words) -> Result<Exit, Failure> {
    let target = target(&args.target)?;
    let read = read(&args.input, words)?;
    let board = board(&read)?;
    let sources = Sources::from([(SOURCE.to_owned(), read.text)]);
    let model = bpmn::model(&board);
    let written = bpmn::write(&model, target, &sources);
    files::write(&args.output, written.bpmn())?;
    for file in written.files.iter().skip(1) {
        files::write(&args.output.with_file_name(&file.name), &file.bytes)?;
    }
    if let Some(path) = &args.report {
        let report = tell(&written, &names(&model), words);
        let mut report = serde_json::to_vec_pretty(&report).map_err(|_| Failure::new("internal"))?;
        report.push(b'\n');
        files::write(path, &report)?;
    }
    Ok(if written.report.has_errors() { Exit::Found } else { Exit::Done })
}
