//! Boundary events sit on an activity, and wait for something.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, Position, SubprocessKind, Trigger},
    model::Owner,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Event(Position::Boundary, trigger)) = node.process_kind() else { continue };
        let host = match &node.owner {
            Owner::Element(id) => context.graph.get(id).and_then(|host| host.process_kind()),
            Owner::Plane(_) => None,
        };
        context.require(host.is_some_and(Kind::is_activity), || {
            about(Severity::Error, "boundary.without-host", node)
        });
        if matches!(trigger, Trigger::None | Trigger::Terminate | Trigger::Link) {
            context.tell(about(Severity::Error, "boundary.trigger", node));
        }
        if trigger == Trigger::Cancel && host != Some(Kind::Subprocess(SubprocessKind::Transaction)) {
            context.tell(about(Severity::Error, "boundary.cancel", node));
        }
    }
}
