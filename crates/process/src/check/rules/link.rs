//! Link events come in pairs: a throwing one and exactly one catching one of the same name in the same process.

use crate::{
    check::{Context, context::about},
    kind::{Kind, Position, Trigger},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let scopes: Vec<_> = context.graph.scopes.values().cloned().collect();
    let severity = context.firm();
    for nodes in scopes {
        let links = |position: Position| {
            nodes
                .iter()
                .copied()
                .filter(move |node| node.process_kind() == Some(Kind::Event(position, Trigger::Link)))
        };
        let name =
            |node: &crate::model::Element| node.text(names::LINK).unwrap_or(&node.name).trim().to_owned();
        for throw in links(Position::Throw) {
            let met = links(Position::Catch).filter(|catch| name(catch) == name(throw)).count() == 1;
            context.require(met, || about(severity, "link.unmatched", throw));
        }
        for catch in links(Position::Catch) {
            let met = links(Position::Throw).any(|throw| name(throw) == name(catch));
            context.require(met, || about(severity, "link.unmatched", catch));
        }
    }
}
