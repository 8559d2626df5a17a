//! Intentions with parameters, from menus, palette, inspector and outline: each is handed to what carries it out.

use super::{append, connect, decision, define, form, make, move_to};
use crate::{
    clipboard,
    core::Core,
    port::{ConnectorEnd, Intent, ZoomName, ZoomTo},
};
use wandel_board::{Command, ElementId, command::End};
use wandel_process::geometry::Point;

/// Carries out an intention. What cannot be done is told in the news.
pub fn run(core: &mut Core, intent: Intent) {
    match intent {
        Intent::Tool { tool, variant } => core.choose_tool(tool, variant),
        // The room's matter: `Engine` hands it on.
        Intent::Lock { .. } => {}
        Intent::Select { ids, reveal } => {
            core.select(ids);
            if reveal && let Some(bounds) = core.selection_bounds() {
                let now = core.glide_now();
                core.camera.reveal(bounds.inflate(24.0), now);
            }
        }
        Intent::Set { element, property, value } => {
            core.run(Command::Set { id: element, property, value });
        }
        Intent::Label { element, text } => {
            core.run(Command::Label { id: element, text });
        }
        Intent::Turn { element, kind } => {
            core.run(Command::Turn { id: element, kind, size: None });
        }
        Intent::Append { element, kind, label, branch } => {
            append::run(core, &element, &kind, branch, label.as_deref().unwrap_or_default());
        }
        Intent::Connect { from, to } => {
            if let Some(id) = connect::run(core, &from, &to) {
                core.reveal(&id);
            }
        }
        Intent::Reconnect { element, end, to } => {
            let end = match end {
                ConnectorEnd::From => End::From,
                ConnectorEnd::To => End::To,
            };
            connect::reconnect(core, &element, end, &to);
        }
        Intent::MoveTo { element, lane, before, after } => {
            move_to::run(core, &element, lane.as_ref(), before.as_ref(), after.as_ref());
        }
        Intent::Insert { kind, label } => {
            make::somewhere(core, &kind, label.as_deref().unwrap_or_default());
        }
        Intent::Define { kind, name, code, refer } => {
            define::run(core, &kind, &name, code.as_deref(), refer.as_ref());
        }
        Intent::AddField { step, label, field } => form::add_field(core, &step, &label, &field),
        Intent::MakeDecision { step, input, output } => decision::make(core, &step, &input, &output),
        Intent::AddColumn { table, input, label, field } => {
            decision::add_column(core, &table, input, &label, &field);
        }
        Intent::AddRule { table } => decision::add_rule(core, &table),
        Intent::AddChoice { field, label } => form::add_choice(core, &field, &label),
        Intent::Meta { key, value } => {
            core.run(Command::Meta { key, value });
        }
        Intent::Zoom { to } => zoom(core, &to),
        Intent::LookAt { x, y } => {
            let now = core.glide_now();
            core.camera.look_at(Point::new(x, y), now);
        }
        Intent::Follow { person } => core.following = person,
        Intent::Paste { text } => clipboard::paste(core, &text),
        Intent::Restore { ids } => restore(core, ids),
        // The board knows nothing of it: `act::rejected`.
        Intent::Dismiss { .. } => {}
        Intent::Command { command, reveal } => {
            if core.run(command) && reveal {
                let now = core.glide_now();
                if let Some(bounds) = core.scene.content_bounds(&core.plane) {
                    core.camera.fit(bounds, 1.0, now);
                }
            }
        }
    }
}

fn zoom(core: &mut Core, to: &ZoomTo) {
    let now = core.glide_now();
    match to {
        ZoomTo::Factor(factor) => core.camera.zoom_to(*factor, now),
        ZoomTo::Named(ZoomName::Fit) => {
            crate::commands::run(core, "zoom-fit");
        }
        ZoomTo::Named(ZoomName::Selection) => {
            crate::commands::run(core, "zoom-selection");
        }
    }
}

fn restore(core: &mut Core, ids: Vec<ElementId>) {
    if core.run(Command::Restore { ids: ids.clone() }) {
        core.select(ids);
        if let Some(bounds) = core.selection_bounds() {
            let now = core.glide_now();
            core.camera.reveal(bounds.inflate(24.0), now);
        }
    }
}
