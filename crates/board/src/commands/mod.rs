//! Decides commands: one file a command, each turning it into operations on the plan or refusing it. Nothing is written here,
//! and nothing is guessed from geometry but the order of lanes.

mod bend;
mod create;
mod delete;
mod label;
mod lanes;
mod meta;
mod place;
mod reconnect;
mod restore;
mod set;
mod stack;
mod turn;

use crate::{command::Command, edit::Plan, refusal::Refusal};

/// Deepest nesting of `All`.
const DEPTH: usize = 8;

pub(crate) fn decide(plan: &mut Plan, command: &Command) -> Result<(), Refusal> {
    decide_at(plan, command, 0)
}

fn decide_at(plan: &mut Plan, command: &Command, depth: usize) -> Result<(), Refusal> {
    match command {
        Command::Create { elements, processes, planes } => create::decide(plan, elements, processes, planes),
        Command::Place { items } => place::decide(plan, items),
        Command::Turn { id, kind, size } => turn::decide(plan, id, kind, *size),
        Command::Set { id, property, value } => set::decide(plan, id, property, value.as_ref()),
        Command::Edit { id, edits } => plan.edit(id, edits),
        Command::Label { id, text } => label::decide(plan, id, text),
        Command::Reconnect { id, end, to } => reconnect::decide(plan, id, *end, to),
        Command::Bend { id, via } => bend::decide(plan, id, via.as_deref()),
        Command::Delete { ids, bridge } => delete::decide(plan, ids, *bridge),
        Command::Restore { ids } => restore::decide(plan, ids),
        Command::Stack { ids, to } => stack::decide(plan, ids, *to),
        Command::Meta { key, value } => meta::decide(plan, key, value),
        Command::Process { id, key, value } => meta::decide_process(plan, id, key, value.as_ref()),
        Command::All { commands } if depth < DEPTH => {
            commands.iter().try_for_each(|command| decide_at(plan, command, depth + 1))
        }
        Command::All { .. } => Err(Refusal::new("command.too-deep")),
    }?;
    plan.settle();
    Ok(())
}
