//! Lanes, and the lanes in them.

use super::Builder;
use crate::{
    bpmn::tree::Node,
    kind::Kind,
    model::{Element, Owner},
};
use std::collections::HashMap;

/// Lanes by what they lie in.
pub(super) type Inner<'a> = HashMap<&'a str, Vec<&'a Element>>;

impl<'a> Builder<'a> {
    pub(super) fn in_lane(&self, lane: &Element) -> bool {
        matches!(&lane.owner, Owner::Element(id)
            if self.graph.get(id).is_some_and(|owner| owner.process_kind() == Some(Kind::Lane)))
    }

    pub(super) fn lane(&mut self, lane: &'a Element, all: &Inner<'a>) -> Node {
        let mut node = self.named("lane", lane);
        let members = self.members.get(lane.id.as_str()).cloned().unwrap_or_default();
        let members: Vec<String> = members.iter().map(|member| self.xml_id(&member.id)).collect();
        for member in members {
            node.push(Node::new("flowNodeRef").text(member));
        }
        let inner = all.get(lane.id.as_str()).cloned().unwrap_or_default();
        if !inner.is_empty() {
            let mut set = Node::new("childLaneSet").keyed(format!("laneset:{}", lane.id));
            set.set("id", self.ids.claim(&format!("LaneSet_{}", self.xml_id(&lane.id))));
            for lane in inner {
                set.push(self.lane(lane, all));
            }
            node.push(set);
        }
        node
    }
}
