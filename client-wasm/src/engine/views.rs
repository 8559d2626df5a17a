//! What the shell is told: sections are made anew only when something they show may have changed, and sent only when
//! they differ from the last time.

use crate::{
    commands::when::When,
    core::Core,
    lists::{inspect, readiness::Meter, tip},
    overlay::{self, Mark},
    presence,
    sync::Sync,
    tools::Tool,
    view::{
        BoardView, CameraView, Editing, ElementView, HistoryView, Output, Person, SaveView, SelectionView,
        Tip, ToolView, ViewPatch,
    },
};
use wandel_board::{Changes, Kind};
use wandel_process::{
    geometry::{Point, Rect},
    kind::Kind as Process,
};
use wandel_scene::Token;

/// The mirror follows the camera once it rests this long, milliseconds.
const REST: f64 = 120.0;
/// Lists are made anew at most this often, milliseconds: somebody is typing, and each letter changes them.
const PACE: f64 = 150.0;
/// So many changed elements are painted first, and listed in a turn of their own, before the checks have theirs.
const MANY: usize = 500;

/// The sections as they were sent last.
#[derive(Default)]
pub(super) struct Views {
    board: Option<BoardView>,
    save: Option<SaveView>,
    tool: Option<ToolView>,
    camera: Option<CameraView>,
    history: Option<HistoryView>,
    selection: Option<SelectionView>,
    people: Option<Vec<Person>>,
    following: Option<Option<String>>,
    editing: Option<Option<Editing>>,
    cursor: Option<&'static str>,
    tip: Option<Option<Tip>>,
    counters: Counters,
    sent: Counters,
    meter: u32,
    counted: Counted,
    /// What the inspector shows, and of what it was made.
    inspected: Option<(u32, bool, ElementView)>,
    tray: usize,
    /// The document changed, and the lists do not know yet; and when they were made anew last.
    listed: bool,
    many: bool,
    raised: Option<f64>,
    /// The camera moved then, and the mirror does not know yet.
    moved: Option<f64>,
    /// What decides on which commands can be done.
    enabled: Option<Vec<bool>>,
}

/// What takes a walk over the whole board, at a revision.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    revision: u32,
    elements: usize,
    content: Rect,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counters {
    commands: u32,
    mirror: u32,
    outline: u32,
    minimap: u32,
    tray: u32,
}

impl Views {
    /// Takes note of a change of the document.
    pub(super) fn note(&mut self, changes: &Changes) {
        self.listed |= changes.all || !changes.elements.is_empty();
        self.many |= changes.elements.len() > MANY;
    }

    /// What the lists say changed, though not the document.
    pub(super) const fn relist(&mut self) {
        self.listed = true;
    }

    /// Milliseconds until lists are to be made anew: after a change, or once the camera rests.
    pub(super) fn wake(&self, now: f64) -> Option<f64> {
        let moved = self.moved.map(|moved| moved + REST);
        let listed = self.listed.then(|| self.raised.map_or(now, |raised| raised + PACE));
        moved.into_iter().chain(listed).map(|at| (at - now).max(0.0)).min_by(f64::total_cmp)
    }

    /// `hand`: the cursor while one pans, whatever the tool.
    pub(super) fn patch(
        &mut self,
        core: &mut Core,
        sync: &Sync,
        tool: &dyn Tool,
        hand: Option<&'static str>,
        meter: &Meter,
        pointer: Option<Point>,
    ) -> Output {
        let mut view = ViewPatch::default();
        if self.counted.revision != core.revision {
            let living = core.projection().in_order().filter(|element| element.kind.has_shape());
            self.counted = Counted {
                revision: core.revision,
                elements: living.count(),
                content: core.scene.content_bounds(&core.plane).unwrap_or_default(),
            };
        }
        let elements = self.counted.elements;
        let meta = core.projection().meta();
        send(
            &mut self.board,
            &mut view.board,
            BoardView {
                title: meta.title.clone(),
                lang: meta.lang.clone(),
                role: core.role,
                targets: meta.targets.clone(),
                empty: elements == 0,
                elements,
            },
        );
        send(&mut self.save, &mut view.save, sync.save());
        let choice = &core.tool;
        let (id, variant, locked) = (choice.id, choice.variant.clone(), choice.locked);
        send(&mut self.tool, &mut view.tool, ToolView { id, variant, locked });
        self.camera(core, &mut view);
        send(
            &mut self.history,
            &mut view.history,
            HistoryView {
                undo: core.editable() && core.can_undo(),
                redo: core.editable() && core.can_redo(),
            },
        );
        let selection = self.selected(core);
        if self.selection.as_ref().map(|before| &before.ids) != Some(&selection.ids) {
            self.counters.mirror += 1;
            self.counters.outline += 1;
        }
        send(&mut self.selection, &mut view.selection, selection);
        send(&mut self.people, &mut view.people, presence::people(core, sync));
        send(&mut self.following, &mut view.following, core.following.clone());
        send(&mut self.editing, &mut view.editing, core.editing());
        send(&mut self.cursor, &mut view.cursor, hand.unwrap_or_else(|| tool.cursor(core)));
        send(&mut self.tip, &mut view.tip, tip::of(core, pointer));
        self.counters(core, sync, meter, &mut view);
        if !core.news.is_empty() {
            view.news = Some(std::mem::take(&mut core.news));
        }
        Output { view, effects: Vec::new(), repaint: core.dirty.board || core.dirty.over }
    }

    fn selected(&mut self, core: &Core) -> SelectionView {
        let element = core.only_selected();
        let known = match (&self.inspected, element) {
            (Some((revision, editable, view)), Some(element)) => {
                *revision == core.revision && *editable == core.editable() && view.id == element.id
            }
            _ => false,
        };
        if !known {
            self.inspected =
                element.map(|element| (core.revision, core.editable(), inspect::view(core, element)));
        }
        let bounds = core.selection.iter().filter_map(|id| core.bounds(id)).reduce(Rect::union);
        SelectionView {
            ids: core.selection.clone(),
            r#box: bounds.map(|bounds| core.camera.rect_to_screen(bounds)),
            busy: core.busy,
            element: self.inspected.as_ref().map(|(_, _, view)| view.clone()),
        }
    }

    fn camera(&mut self, core: &Core, view: &mut ViewPatch) {
        let drawn = self.counted.content;
        let shown = core.camera.view();
        let camera =
            CameraView { x: shown.x, y: shown.y, zoom: shown.zoom, drawn: core.camera.rect_to_screen(drawn) };
        if self.camera.is_some() && self.camera != Some(camera) {
            self.moved = Some(core.now);
            self.counters.minimap += 1;
        } else if self.moved.is_some_and(|moved| core.now - moved >= REST) {
            self.moved = None;
            self.counters.mirror += 1;
        }
        send(&mut self.camera, &mut view.camera, camera);
    }

    fn counters(&mut self, core: &Core, sync: &Sync, meter: &Meter, view: &mut ViewPatch) {
        if std::mem::take(&mut self.many) {
            self.raised = Some(core.now - PACE / 2.0);
        }
        if self.listed && self.raised.is_none_or(|raised| core.now - raised >= PACE) {
            self.listed = false;
            self.raised = Some(core.now);
            self.counters.mirror += 1;
            self.counters.outline += 1;
            self.counters.minimap += 1;
            self.counters.tray += 1;
        }
        // What depends on the reading order is only asked for with its key.
        let enabled: Vec<bool> = crate::commands::table::TABLE
            .iter()
            .filter(|entry| !matches!(entry.when, When::HasNext | When::HasPrevious))
            .map(|entry| entry.when.check(core).is_ok())
            .collect();
        if self.enabled.as_ref() != Some(&enabled) {
            self.enabled = Some(enabled);
            self.counters.commands += 1;
        }
        if self.tray != sync.tray().len() {
            self.tray = sync.tray().len();
            self.counters.tray += 1;
        }
        if self.meter != meter.revision() {
            self.meter = meter.revision();
            self.counters.outline += 1;
            view.readiness = Some(meter.readiness().cloned());
            view.problems = Some(meter.problems().to_vec());
        }
        let (now, sent) = (self.counters, self.sent);
        let rose = |now: u32, sent: u32| (now != sent).then_some(now);
        view.commands = rose(now.commands, sent.commands);
        view.mirror = rose(now.mirror, sent.mirror);
        view.outline = rose(now.outline, sent.outline);
        view.minimap = rose(now.minimap, sent.minimap);
        view.tray = rose(now.tray, sent.tray);
        self.sent = now;
    }
}

fn send<T: PartialEq + Clone>(last: &mut Option<T>, section: &mut Option<T>, now: T) {
    if last.as_ref() != Some(&now) {
        *last = Some(now.clone());
        *section = Some(now);
    }
}

/// The line around what is selected.
pub(super) fn selection_marks(core: &Core, marks: &mut Vec<Mark>) {
    for element in core.selected().filter(|element| element.plane == core.plane) {
        if element.kind.is_connector() {
            let points = core.route(&element.id).iter().map(|p| core.camera.to_screen(*p)).collect();
            marks.push(Mark::Line { points, token: Token::Accent, width: 3.0, dashed: false, arrow: false });
            continue;
        }
        let Some(bounds) = core.bounds(&element.id) else { continue };
        let rect = overlay::around(core.camera.rect_to_screen(bounds));
        let square = matches!(element.kind, Kind::Process(Process::Pool | Process::Lane) | Kind::Text);
        let radius = if square { 3.0 } else { 13.0_f64.min(rect.w / 2.0).min(rect.h / 2.0) };
        marks.push(Mark::Outline { rect, radius, token: Token::Accent, width: 1.5, dashed: false });
    }
}
