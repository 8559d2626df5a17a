//! When a command can be done, and why not: data in the table, decided here and nowhere else. The reasons are message
//! keys. The server decides about rights; this only keeps people from trying in vain.

use crate::{core::Core, order};
use wandel_board::{Element, Kind};
use wandel_process::kind::{FlowKind, GatewayKind, Kind as Process, Position};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// May edit.
    Editor,
    /// Something is selected.
    Any,
    /// Something is selected, and may be edited.
    Some,
    Two,
    Three,
    /// Exactly one is selected.
    One,
    /// Exactly one that can have a label.
    OneLabel,
    /// Exactly one that a next step can follow.
    Source,
    Note,
    /// One shape that can lie elsewhere: not a connector, not a lane.
    Movable,
    /// One that has a size of its own choice.
    Sizable,
    /// A lane or pool.
    Lane,
    /// A sequence flow out of a decision or a step with several exits.
    Exit,
    /// A connector bent by hand.
    Bent,
    HasProcess,
    Undo,
    Redo,
    HasNext,
    HasPrevious,
    Following,
    /// One was chosen by keyboard, so that connecting goes by a list.
    ConnectByList,
    /// One connector was chosen by keyboard: its ends go elsewhere by a list.
    Connection,
    /// One that is a connector or has one.
    HasConnection,
    /// The chosen tool makes something where one clicks.
    Placing,
}

impl When {
    /// # Errors
    /// Why not, as a message key.
    pub fn check(self, core: &Core) -> Result<(), &'static str> {
        match self {
            Self::Always => Ok(()),
            Self::Editor => editor(core),
            Self::Any => some(core, 1),
            Self::Some => editor(core).and_then(|()| some(core, 1)),
            Self::Two => editor(core).and_then(|()| some(core, 2)),
            Self::Three => editor(core).and_then(|()| some(core, 3)),
            Self::One => one(core, |_| true),
            Self::OneLabel => editor(core).and_then(|()| one(core, has_label)),
            Self::Source => editor(core).and_then(|()| one(core, can_continue)),
            Self::Note => editor(core).and_then(|()| {
                some(core, 1)?;
                let notes =
                    core.selected().all(|e| matches!(e.kind, Kind::Note | Kind::Text | Kind::Shape(_)));
                notes.then_some(()).ok_or("why-not-here")
            }),
            Self::Movable => editor(core).and_then(|()| one(core, is_movable)),
            Self::Sizable => editor(core).and_then(|()| one(core, |e| is_sizable(&e.kind))),
            Self::Lane => editor(core)
                .and_then(|()| one(core, |e| matches!(e.kind, Kind::Process(Process::Lane | Process::Pool)))),
            Self::Exit => editor(core).and_then(|()| one(core, |e| is_exit(core, e))),
            Self::Bent => editor(core).and_then(|()| one(core, |e| e.kind.is_connector() && e.via.is_some())),
            Self::HasProcess => {
                editor(core).and_then(|()| core.has_process().then_some(()).ok_or("why-no-process"))
            }
            Self::Undo => editor(core).and_then(|()| core.can_undo().then_some(()).ok_or("why-no-undo")),
            Self::Redo => editor(core).and_then(|()| core.can_redo().then_some(()).ok_or("why-no-redo")),
            Self::HasNext => core.beside(1).map(|_| ()).ok_or("why-not-here"),
            Self::HasPrevious => core.beside(-1).map(|_| ()).ok_or("why-not-here"),
            Self::Following => core.following.is_some().then_some(()).ok_or("why-not-here"),
            Self::ConnectByList => editor(core).and_then(|()| {
                one(core, |e| !e.kind.is_connector())?;
                core.by_keyboard.then_some(()).ok_or("why-not-here")
            }),
            Self::Connection => editor(core).and_then(|()| {
                one(core, |e| e.kind.is_connector())?;
                core.by_keyboard.then_some(()).ok_or("why-not-here")
            }),
            Self::HasConnection => one(core, |e| !order::connections(core.projection(), &e.id).is_empty()),
            Self::Placing => editor(core)
                .and_then(|()| crate::act::make::places(core.tool.id).then_some(()).ok_or("why-not-here")),
        }
    }
}

fn editor(core: &Core) -> Result<(), &'static str> {
    core.editable().then_some(()).ok_or_else(|| core.why_not())
}

fn some(core: &Core, least: usize) -> Result<(), &'static str> {
    if core.selection.len() >= least {
        Ok(())
    } else {
        Err(match least {
            1 => "why-nothing-selected",
            2 => "why-select-two",
            _ => "why-select-three",
        })
    }
}

fn one(core: &Core, is: impl Fn(&Element) -> bool) -> Result<(), &'static str> {
    let element = core.only_selected().ok_or("why-select-one")?;
    is(element).then_some(()).ok_or("why-not-here")
}

/// Has a label that people type in.
#[must_use]
pub fn has_label(element: &Element) -> bool {
    match &element.kind {
        Kind::Stroke | Kind::Depiction | Kind::Definition(_) => false,
        Kind::Note
        | Kind::Text
        | Kind::Shape(_)
        | Kind::Frame
        | Kind::Line
        | Kind::Process(_)
        | Kind::Unknown(_) => true,
    }
}

/// A sequence flow may start here.
#[must_use]
pub fn can_continue(element: &Element) -> bool {
    match element.kind {
        Kind::Process(Process::Event(position, _)) => position != Position::End,
        Kind::Process(kind) => kind.is_flow_node(),
        _ => false,
    }
}

#[must_use]
pub fn is_movable(element: &Element) -> bool {
    !element.kind.is_connector() && element.kind != Kind::Process(Process::Lane)
}

/// Kinds whose size a person chooses; events and gateways have the size of the notation.
#[must_use]
pub const fn is_sizable(kind: &Kind) -> bool {
    match kind {
        Kind::Note | Kind::Text | Kind::Shape(_) | Kind::Frame | Kind::Stroke => true,
        Kind::Line | Kind::Definition(_) | Kind::Depiction | Kind::Unknown(_) => false,
        Kind::Process(kind) => match kind {
            Process::Task(_)
            | Process::Subprocess(_)
            | Process::CallActivity
            | Process::Pool
            | Process::Lane
            | Process::Annotation
            | Process::Group => true,
            Process::Event(..)
            | Process::Gateway(_)
            | Process::DataObject
            | Process::DataInput
            | Process::DataOutput
            | Process::DataStore
            | Process::Flow(_) => false,
        },
    }
}

fn is_exit(core: &Core, element: &Element) -> bool {
    if element.kind != Kind::Process(Process::Flow(FlowKind::Sequence)) {
        return false;
    }
    let Some(from) = element.from.as_ref().and_then(|id| core.projection().get(id)) else { return false };
    match from.kind {
        Kind::Process(Process::Gateway(kind)) => {
            matches!(kind, GatewayKind::Exclusive | GatewayKind::Inclusive | GatewayKind::Complex)
        }
        Kind::Process(kind) => kind.is_activity() && order::exits(core.projection(), &from.id).len() > 1,
        _ => false,
    }
}
