//! What a chosen engine does not run, by its traits: elements that are refused there, or would be passed over in silence.

use crate::{
    Severity,
    check::{
        Context,
        context::{about, not_there},
    },
    graph::Scope,
    kind::{GatewayKind, Kind, Position, SubprocessKind, TaskKind, Trigger},
    model::Element,
    property::names,
    target::Traits,
};

pub fn check(context: &mut Context<'_>) {
    if !context.engine() {
        return;
    }
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(kind) = node.process_kind() else { continue };
        if let Some((code, lacks)) = trait_of(context, node, kind) {
            let lacking = context.any_engine(lacks);
            context.need(lacking.is_none(), || match lacking {
                Some(target) => not_there(code, node, target),
                None => about(Severity::Error, code, node),
            });
        }
        correlation(context, node, kind);
    }
    starts(context);
}

/// Where a process begins by hand or at a time: once, for some engines. Two by hand are told by the rule `start`.
fn starts(context: &mut Context<'_>) {
    let Some(target) = context.any_engine(|engine| !engine.several_starts) else { return };
    let scopes: Vec<_> = context.graph.scopes.iter().map(|(scope, nodes)| (*scope, nodes.clone())).collect();
    for (_, nodes) in scopes.iter().filter(|(scope, _)| !matches!(scope, Scope::Subprocess(_))) {
        let alone = nodes.iter().filter_map(|node| match node.process_kind() {
            Some(Kind::Event(Position::Start, trigger @ (Trigger::None | Trigger::Timer))) => {
                Some((node, trigger))
            }
            _ => None,
        });
        let mut by_hand = false;
        for (n, (node, trigger)) in alone.enumerate() {
            let told = trigger == Trigger::None && by_hand;
            by_hand |= trigger == Trigger::None;
            if n > 0 && !told {
                context.need(false, || not_there("engine.several-starts", node, target));
            }
        }
    }
}

type Lacks = fn(&Traits) -> bool;

/// What an element asks of an engine beyond what all of them do.
fn trait_of(context: &Context<'_>, node: &Element, kind: Kind) -> Option<(&'static str, Lacks)> {
    Some(match kind {
        Kind::Subprocess(SubprocessKind::Transaction) | Kind::Event(_, Trigger::Cancel) => {
            ("engine.transaction", |engine| !engine.transactions)
        }
        Kind::Event(Position::Start, Trigger::Conditional) if !context.in_event_subprocess(node) => {
            ("engine.conditional", |engine| !engine.conditional_starts)
        }
        Kind::Event(_, Trigger::Conditional) => ("engine.conditional", |engine| !engine.conditional_events),
        // Of a whole process nothing is undone: who called it cannot ask for that.
        Kind::Event(Position::Start, Trigger::Compensation) if !in_nested(context, node) => {
            ("engine.compensation-start", |_| true)
        }
        Kind::Event(Position::Start, Trigger::Compensation) => {
            ("engine.compensation-start", |engine| !engine.compensation_starts)
        }
        Kind::Event(_, Trigger::Link) => ("engine.link", |engine| !engine.link_events),
        Kind::Event(Position::End, Trigger::Message) => {
            ("engine.end-event", |engine| engine.silent_ends.contains(&Trigger::Message))
        }
        Kind::Event(Position::End, Trigger::Signal) => {
            ("engine.end-event", |engine| engine.silent_ends.contains(&Trigger::Signal))
        }
        Kind::Event(Position::End, Trigger::Compensation) => {
            ("engine.end-event", |engine| engine.silent_ends.contains(&Trigger::Compensation))
        }
        // Seen: its database refuses what it does then.
        Kind::Task(_)
            if node.flag(names::COMPENSATION) == Some(true) && node.text(names::TOPIC).is_some() =>
        {
            ("engine.undone-by-worker", |engine| !engine.undone_by_workers)
        }
        Kind::Subprocess(_) | Kind::CallActivity if node.flag(names::COMPENSATION) == Some(true) => {
            ("engine.undone-by-scope", |engine| !engine.undone_by_scopes)
        }
        Kind::Task(TaskKind::Receive) => {
            let after = context.graph.incoming(&node.id).iter().any(|flow| {
                let from = flow.from.as_deref().and_then(|from| context.graph.get(from));
                from.and_then(Element::process_kind) == Some(Kind::Gateway(GatewayKind::EventBased))
            });
            if !after {
                return None;
            }
            ("engine.receive-after-events", |engine| !engine.receive_after_events)
        }
        _ => return None,
    })
}

/// True if what the element lies in lies in a subprocess again.
fn in_nested(context: &Context<'_>, node: &Element) -> bool {
    let scope = |id: &str| context.graph.get(id).and_then(|element| context.graph.scope(element));
    let Some(Scope::Subprocess(outer)) = scope(&node.id) else { return false };
    matches!(scope(outer), Some(Scope::Subprocess(_)))
}

/// Which case a message is for, where the engine decides that by a key.
fn correlation(context: &mut Context<'_>, node: &Element, kind: Kind) {
    let Some(target) = context.any_engine(|engine| engine.correlation) else { return };
    let waits = match kind {
        Kind::Task(TaskKind::Receive)
        | Kind::Event(Position::Catch | Position::Boundary, Trigger::Message) => true,
        // A message that begins a case belongs to none yet; one that begins an event subprocess does.
        Kind::Event(Position::Start, Trigger::Message) => context
            .graph
            .get(&node.id)
            .and_then(|node| context.graph.scope(node))
            .is_some_and(|scope| matches!(scope, Scope::Subprocess(_))),
        _ => false,
    };
    let Some(message) = node.text(names::REFERENCE).and_then(|id| context.graph.get(id)).filter(|_| waits)
    else {
        return;
    };
    let met = [node, message].iter().any(|element| element.text(names::CORRELATION).is_some());
    context.need(met, || not_there("engine.missing-correlation", node, target));
}
