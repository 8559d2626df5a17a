//! BPMN out. Plain BPMN goes back into the file it came from, where there is one; an engine's file is always written
//! anew, and the report says what was translated for it and what it does not take.

use super::{
    Text,
    build::{Built, build},
    carry::carry,
    gather::{self, Gathered},
    ids::{Ids, Renamed},
    left::left_behind,
    match_up::{self, Matched},
    merge::merge,
    names,
    originals::{self, Originals},
    print,
    profile::rules,
    source::Source,
};
use crate::{
    Diagnostic, Severity, check,
    export::NamedFile,
    model::{ElementKind, Model},
    order,
    target::Target,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A file and what is to be said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub xml: Vec<u8>,
    pub report: Report,
    /// What the target keeps in files of its own: forms, decision tables.
    pub beside: Vec<NamedFile>,
}

/// What became of the model on its way into the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub target: String,
    /// Elements in the file, and how many of them are as they stood in the imported one.
    pub taken: usize,
    pub unchanged: usize,
    pub renamed: Vec<Renamed>,
    /// What says the same in other words: lanes as groups, ids, defaults.
    pub translated: Vec<Diagnostic>,
    /// What an engine still needs, as the checks tell it; errors first.
    pub missing: Vec<Diagnostic>,
    /// What the file cannot hold and only the board or the imported file keeps.
    pub stays: Vec<Diagnostic>,
}

impl Report {
    /// True if the file would not run, or not be what was meant: its errors are among `missing`.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.missing.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Writes a model. `sources` gives an imported file by the name in the spans (`Read::text`), or nothing.
#[must_use]
pub fn write(model: &Model, target: Target, sources: &dyn Fn(&str) -> Option<Text>) -> Written {
    let mut report = Report { target: target.name().to_owned(), ..Report::default() };
    report.taken =
        model.elements.iter().filter(|element| !matches!(element.kind, ElementKind::Definition(_))).count();
    report.missing = check::readiness(model, target).gaps;
    let rules = rules(target);
    let mut beside = Vec::new();
    let text = if rules.engine { None } else { back_into(model, sources, &mut report, &mut beside) };
    let text = text.unwrap_or_else(|| anew(model, target, sources, &mut report, &mut beside).into());
    Written { xml: text.encode(), report, beside }
}

/// What the elements of a model are called in the file for an engine: its ids and ours.
#[must_use]
pub fn elements_by_id(model: &Model, target: Target) -> HashMap<String, String> {
    let mut model = model.clone();
    order::walk(&mut model);
    let ids = Ids::new(&model, rules(target).engine, &HashSet::new(), HashSet::new());
    let named = model
        .elements
        .iter()
        .filter_map(|element| Some((ids.get(&element.id)?.to_owned(), element.id.clone())));
    named.collect()
}

fn anew(
    model: &Model,
    target: Target,
    sources: &dyn Fn(&str) -> Option<Text>,
    report: &mut Report,
    beside: &mut Vec<NamedFile>,
) -> String {
    let rules = rules(target);
    let mut model = model.clone();
    order::walk(&mut model);
    let mut built = build(&model, rules, rules.space, &HashSet::new(), HashSet::new());
    beside.append(&mut built.beside);
    let mut carried = BTreeMap::new();
    let mut left = Vec::new();
    if rules.engine {
        let texts = originals::texts(&model, sources);
        let files = originals::parse(&texts);
        let originals = Originals::new(&model, target, &files);
        carried = carry(&mut built.root, &model, &originals, rules, &built.renamed);
        left = left_behind(&model, &originals);
    }
    let text = print::document(&built.root, &carried);
    tell(report, built);
    report.stays.extend(left);
    text
}

fn tell(report: &mut Report, built: Built) {
    for renamed in &built.renamed {
        report.translated.push(
            Diagnostic::new(Severity::Info, "export.id-renamed", Some(&renamed.element))
                .with("from", renamed.from.clone())
                .with("to", renamed.to.clone()),
        );
    }
    report.renamed = built.renamed;
    for note in built.notes {
        match note.severity {
            Severity::Error => report.missing.push(note),
            Severity::Warning => report.stays.push(note),
            Severity::Info => report.translated.push(note),
        }
    }
}

/// Into the imported file, or the several files, that the model comes from; `None` if there is none that can be read.
fn back_into(
    model: &Model,
    sources: &dyn Fn(&str) -> Option<Text>,
    report: &mut Report,
    beside: &mut Vec<NamedFile>,
) -> Option<Text> {
    // Several files may be more than is read as one.
    let found = [true, false].into_iter().find_map(|all| {
        let gathered = gather::gather(model, sources, all)?;
        Some((match_up::match_up(&gathered.model, &gathered.text, &gathered.undrawn)?, gathered))
    });
    let (Matched { base, ours, places, matched }, Gathered { text, undrawn, .. }) = found?;
    let mut source = Source::parse(&text)?;
    let space = source.engine().unwrap_or(names::WANDEL);
    let rules = rules(Target::Generic);
    let stood = base.elements.iter().map(|element| &element.id);
    let stood = stood.chain(base.processes.iter().map(|process| &process.id));
    let stood: HashSet<String> = stood.chain(base.planes.iter().map(|plane| &plane.id)).cloned().collect();
    let taken = source.ids();
    let before = build(&base, rules, space, &stood, taken.clone());
    let mut now = build(&ours, rules, space, &matched, taken);
    beside.append(&mut now.beside);
    merge(&mut source, &places, &undrawn, before.root, now.root.clone());
    report.unchanged = matched
        .iter()
        .filter_map(|id| places.get(&format!("s:{id}")).or_else(|| places.get(&format!("d:{id}"))))
        .filter(|start| source.at(**start).is_some_and(|index| source.is_clean(index)))
        .count();
    tell(report, now);
    Some(text.with(source.print()))
}
