//! All rules, one a file. Each looks at the whole model through the context; none depends on another having run.

mod boundary;
mod condition;
mod connected;
mod data;
mod decision;
mod end;
mod engine;
mod event_gateway;
mod event_trigger;
mod flow;
mod form;
mod gateway;
mod implicit;
mod label;
mod link;
mod looping;
mod message_flow;
mod notation;
mod placed;
mod reachable;
mod reference;
mod soundness;
mod start;
mod subprocess;
mod task;
mod timer;
mod user_task;
mod variable;

use super::Context;

/// Runs every rule.
pub fn all(context: &mut Context<'_>) {
    for rule in [
        flow::check,
        reference::check,
        start::check,
        end::check,
        connected::check,
        reachable::check,
        gateway::check,
        condition::check,
        implicit::check,
        event_gateway::check,
        boundary::check,
        placed::check,
        subprocess::check,
        message_flow::check,
        data::check,
        label::check,
        soundness::check,
        user_task::check,
        form::check,
        decision::check,
        variable::check,
        task::check,
        event_trigger::check,
        timer::check,
        link::check,
        looping::check,
        engine::check,
        notation::check,
    ] {
        rule(context);
    }
}
