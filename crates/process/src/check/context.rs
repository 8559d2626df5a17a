//! What rules work with: the graph, the chosen engines, and where findings go. Counts what was asked, so that a
//! readiness meter can say "7 of 10".

use crate::{
    Diagnostic, Severity, Target,
    graph::{Graph, Scope},
    kind::{Kind, SubprocessKind},
    model::{Element, Model},
    target::Traits,
};
use std::collections::{BTreeSet, HashMap};

/// The state of one check.
#[derive(Debug)]
pub struct Context<'a> {
    pub graph: Graph<'a>,
    /// The chosen engines.
    engines: Vec<Target>,
    findings: Vec<Diagnostic>,
    /// Elements and codes that stand between the model and an engine.
    gaps: BTreeSet<(String, Option<String>)>,
    asked: usize,
    met: usize,
    /// The structure itself has gaps, whatever the engine.
    open: bool,
}

impl<'a> Context<'a> {
    #[must_use]
    pub fn new(model: &'a Model, targets: &[Target]) -> Self {
        Self {
            graph: Graph::new(model),
            engines: targets.iter().copied().filter(|target| target.is_engine()).collect(),
            findings: Vec::new(),
            gaps: BTreeSet::new(),
            asked: 0,
            met: 0,
            open: false,
        }
    }

    /// True if an engine was chosen: only then are its needs findings.
    #[must_use]
    pub const fn engine(&self) -> bool {
        !self.engines.is_empty()
    }

    /// The first of the chosen engines that is so.
    pub fn any_engine(&self, is: impl Fn(&Traits) -> bool) -> Option<Target> {
        self.engines.iter().copied().find(|target| target.traits().is_some_and(&is))
    }

    /// True if the element lies in an event subprocess: what starts there begins beside what runs.
    #[must_use]
    pub fn in_event_subprocess(&self, element: &Element) -> bool {
        let Some(Scope::Subprocess(id)) =
            self.graph.get(&element.id).and_then(|element| self.graph.scope(element))
        else {
            return false;
        };
        let scope = self.graph.get(id).and_then(Element::process_kind);
        scope == Some(Kind::Subprocess(SubprocessKind::Event))
    }

    /// An error where an engine was chosen, else a warning: what a draft may leave open and a definition may not.
    #[must_use]
    pub const fn firm(&self) -> Severity {
        if self.engine() { Severity::Error } else { Severity::Warning }
    }

    /// A finding that is only told. An error is a fault of the structure.
    pub fn tell(&mut self, finding: Diagnostic) {
        self.open |= finding.severity == Severity::Error;
        self.findings.push(finding);
    }

    /// A finding as severe as `firm`: a fault for an engine only.
    pub fn tell_firm(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A requirement of the structure: counted, and a gap if it is not met.
    pub fn require(&mut self, met: bool, finding: impl FnOnce() -> Diagnostic) {
        self.count(met, finding);
        self.open |= !met;
    }

    /// A requirement of the engine: neither counted nor told where none was chosen.
    pub fn need(&mut self, met: bool, finding: impl FnOnce() -> Diagnostic) {
        if self.engine() {
            self.count(met, finding);
        }
    }

    fn count(&mut self, met: bool, finding: impl FnOnce() -> Diagnostic) {
        self.asked += 1;
        if met {
            self.met += 1;
            return;
        }
        let finding = finding();
        self.gaps.insert((finding.code.clone(), finding.element.clone()));
        self.findings.push(finding);
    }

    /// True if the structure has gaps.
    pub(super) const fn open(&self) -> bool {
        self.open
    }

    pub(super) const fn counts(&self) -> (usize, usize) {
        (self.met, self.asked)
    }

    pub(super) fn is_gap(&self, finding: &Diagnostic) -> bool {
        self.gaps.contains(&(finding.code.clone(), finding.element.clone()))
    }

    /// The findings in order, each once.
    pub(super) fn sorted(&mut self) -> Vec<Diagnostic> {
        let order: HashMap<&str, usize> = self
            .graph
            .model
            .elements
            .iter()
            .enumerate()
            .map(|(n, element)| (element.id.as_str(), n))
            .collect();
        let mut findings = std::mem::take(&mut self.findings);
        findings.sort_by_key(|finding| {
            let place = finding.element.as_deref().and_then(|id| order.get(id)).map_or(0, |n| n + 1);
            (std::cmp::Reverse(finding.severity), place)
        });
        let mut seen = BTreeSet::new();
        findings.retain(|finding| {
            seen.insert((finding.code.clone(), finding.element.clone(), finding.params.clone()))
        });
        findings
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.sorted()
    }
}

/// What an engine does not run: an error that names the element and the engine.
#[must_use]
pub fn not_there(code: &str, element: &Element, target: Target) -> Diagnostic {
    about(Severity::Error, code, element).with("target", target.title())
}

/// A finding about an element, with its name as parameter `name`.
#[must_use]
pub fn about(severity: Severity, code: &str, element: &Element) -> Diagnostic {
    Diagnostic::new(severity, code, Some(&element.id)).with("name", element.name.clone())
}
