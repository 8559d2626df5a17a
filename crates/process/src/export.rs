//! A process as the files a target wants: its BPMN first, then what stands beside it because engines keep it apart.

use crate::{
    Model, Target,
    bpmn::{self, Report, Text},
};

/// A file to be saved or deployed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// ASCII, unique among the files of one export, with its ending; files refer to each other by ids in them, so that a
    /// caller may rename any.
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// All files of an export and what is to be said about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub bpmn: NamedFile,
    /// Forms and decisions, where the target keeps them in files of their own.
    pub beside: Vec<NamedFile>,
    pub report: Report,
}

impl Exported {
    /// All files, the BPMN first.
    pub fn files(&self) -> impl Iterator<Item = &NamedFile> {
        std::iter::once(&self.bpmn).chain(&self.beside)
    }
}

/// Writes a model. `sources` gives an imported file by the name in the spans, or nothing.
#[must_use]
pub fn export_files(model: &Model, target: Target, sources: &dyn Fn(&str) -> Option<Text>) -> Exported {
    let written = bpmn::write(model, target, sources);
    let bpmn =
        NamedFile { name: "process.bpmn".to_owned(), media_type: "application/bpmn+xml", bytes: written.xml };
    Exported { bpmn, beside: written.beside, report: written.report }
}
