//! The display list of one element: one file per family of kinds. A kind is drawn by exactly one function, chosen
//! without a wildcard arm.

pub(crate) mod activity;
mod artifact;
mod colours;
mod data;
mod event;
mod flow;
mod gateway;
mod marker;
mod note;
pub(crate) mod outside;
mod path;
pub(crate) mod pool;
mod shape;
mod stroke;
mod words;

use crate::{Item, LabelBox, stage::Stage};
use wandel_board::{Element, Kind};
use wandel_process::{Kind as Process, geometry::Rect, property::names, size::shows_inside};

/// What drawing an element gives.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub items: Vec<Item>,
    pub label: Option<LabelBox>,
    pub outside: Option<Rect>,
}

impl Drawn {
    fn place(&mut self, placed: outside::Placed) {
        self.items.extend(placed.text);
        self.label = Some(placed.label);
        self.outside = placed.outside;
    }
}

/// Shows what is inside it. A call has nothing of its own inside, but files draw the called process within one that is
/// far larger than a task.
pub(crate) fn is_expanded(element: &Element) -> bool {
    match element.kind {
        Kind::Process(Process::Subprocess(_)) => shows_inside(element.flag(names::EXPANDED), element.size),
        Kind::Process(Process::CallActivity) => element.size.w > 200.0 && element.size.h > 120.0,
        _ => false,
    }
}

/// Drawing order: 0 holds things, 1 flows, 2 lies on top.
pub(crate) fn layer(element: &Element) -> u8 {
    match &element.kind {
        Kind::Frame => 0,
        Kind::Process(kind) => match kind {
            Process::Pool | Process::Lane => 0,
            Process::Subprocess(_) | Process::CallActivity => {
                if is_expanded(element) {
                    0
                } else {
                    2
                }
            }
            Process::Flow(_) => 1,
            Process::Task(_)
            | Process::Event(..)
            | Process::Gateway(_)
            | Process::DataObject
            | Process::DataInput
            | Process::DataOutput
            | Process::DataStore
            | Process::Annotation
            | Process::Group => 2,
        },
        Kind::Note
        | Kind::Text
        | Kind::Shape(_)
        | Kind::Stroke
        | Kind::Line
        | Kind::Definition(_)
        | Kind::Depiction
        | Kind::Unknown(_) => 2,
    }
}

pub(crate) fn element(stage: &Stage<'_>, element: &Element) -> Drawn {
    let rect = stage.bounds(&element.id).unwrap_or_default();
    match &element.kind {
        Kind::Note => note::draw(stage, element, rect),
        Kind::Text => note::text(stage, element, rect),
        Kind::Shape(form) => shape::draw(stage, element, *form, rect),
        Kind::Frame => shape::frame(stage, element, rect),
        Kind::Stroke => stroke::draw(element, rect),
        Kind::Line => flow::line(stage, element),
        Kind::Definition(_) => Drawn::default(),
        Kind::Depiction => shape::depiction(stage, element, rect),
        Kind::Unknown(_) => shape::unknown(stage, element, rect),
        Kind::Process(kind) => match kind {
            Process::Task(task) => activity::task(stage, element, *task, rect),
            Process::Subprocess(kind) => activity::subprocess(stage, element, *kind, rect),
            Process::CallActivity => activity::call(stage, element, rect),
            Process::Event(position, trigger) => event::draw(stage, element, *position, *trigger, rect),
            Process::Gateway(kind) => gateway::draw(stage, element, *kind, rect),
            Process::Pool => pool::draw(stage, element, rect),
            Process::Lane => pool::lane(stage, element, rect),
            Process::DataObject => data::object(stage, element, data::Role::Object, rect),
            Process::DataInput => data::object(stage, element, data::Role::Input, rect),
            Process::DataOutput => data::object(stage, element, data::Role::Output, rect),
            Process::DataStore => data::store(stage, element, rect),
            Process::Annotation => artifact::annotation(stage, element, rect),
            Process::Group => artifact::group(stage, element, rect),
            Process::Flow(kind) => flow::draw(stage, element, *kind),
        },
    }
}
