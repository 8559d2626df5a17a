//! How far the process is, and what is missing: the process domain's checks, on the board's model, a moment after the
//! last change, so that typing and dragging never wait for them.

use crate::{
    core::Core,
    view::{Problem, Readiness, Stage},
};
use wandel_board::ElementId;
use wandel_process::{Diagnostic, Target, check};

/// Quiet before checking, and the longest that a check is put off, milliseconds.
const QUIET: f64 = 150.0;
const LATEST: f64 = 1_000.0;

#[derive(Default)]
pub struct Meter {
    /// The board's revision that was checked, and the one seen last.
    checked: u32,
    seen: u32,
    /// When the first and the last change since the check were seen.
    first: Option<f64>,
    last: f64,
    revision: u32,
    readiness: Option<Readiness>,
    problems: Vec<Problem>,
}

impl Meter {
    /// Checks if it is time.
    pub fn update(&mut self, core: &Core) {
        if core.revision == self.checked {
            return;
        }
        if core.revision != self.seen {
            self.seen = core.revision;
            self.last = core.now;
            self.first.get_or_insert(core.now);
        }
        if self.due(core.now) <= 0.0 || self.checked == 0 {
            self.check(core);
        }
    }

    fn due(&self, now: f64) -> f64 {
        let latest = self.first.map_or(0.0, |first| first + LATEST);
        (self.last + QUIET).min(latest) - now
    }

    /// Milliseconds until the next check, if one is due.
    #[must_use]
    pub fn wake(&self, now: f64) -> Option<f64> {
        (self.seen != self.checked).then(|| self.due(now).max(0.0))
    }

    fn check(&mut self, core: &Core) {
        self.checked = core.revision;
        self.first = None;
        let projection = core.projection();
        let targets: Vec<Target> =
            projection.meta().targets.iter().filter_map(|name| Target::parse(name)).collect();
        let target = targets.first().copied().unwrap_or(Target::Operaton);
        let model = wandel_board::model::to_model(projection, &|id| core.scene.route(id).to_vec());
        let any = model.elements.iter().any(|e| {
            e.process_kind().is_some_and(|kind| kind.is_flow_node() || kind == wandel_process::Kind::Pool)
        });
        let (readiness, problems) = if any {
            let (findings, meter) = check::assess(&model, target);
            let list: Vec<Problem> = findings.into_iter().map(|finding| problem(core, finding)).collect();
            let stage = match meter.stage {
                check::Stage::Sketched => Stage::Sketched,
                check::Stage::Modelled => Stage::Modelled,
                check::Stage::Executable => Stage::Executable,
            };
            let gaps = meter.gaps.len();
            let target = target.name().to_owned();
            (Some(Readiness { stage, done: meter.done, of: meter.of, gaps, target }), list)
        } else {
            (None, Vec::new())
        };
        if readiness != self.readiness || problems != self.problems || self.revision == 0 {
            self.readiness = readiness;
            self.problems = problems;
            self.revision += 1;
        }
    }

    /// Rises with every change of what was found.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }
    #[must_use]
    pub const fn readiness(&self) -> Option<&Readiness> {
        self.readiness.as_ref()
    }
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

fn problem(core: &Core, finding: Diagnostic) -> Problem {
    let element = finding.element.map(ElementId::from);
    let label = element.as_ref().and_then(|id| core.get(id)).map(|e| e.label.to_string()).unwrap_or_default();
    Problem { code: finding.code, severity: finding.severity, element, label, params: finding.params }
}
