//! The processes of a file: which there are, and what stands in each.

use super::{Builder, Home, Node, lane::Inner};
use crate::{
    graph::Scope,
    kind::{FlowKind, Kind},
    model::{Element, Owner},
    property::names as p,
};
use std::collections::HashSet;

impl<'a> Builder<'a> {
    /// The processes to be written, with their ids in the file.
    pub(super) fn process_ids(&mut self) -> Vec<(Scope<'a>, String)> {
        let model = self.model();
        let inside: HashSet<Scope<'a>> = self
            .inside
            .keys()
            .filter_map(|home| if let Home::Scope(scope) = home { Some(*scope) } else { None })
            .collect();
        let of_planes = model.planes.iter().filter_map(|plane| plane.of.as_deref());
        let of_pools = model.elements.iter().filter_map(|element| element.process.as_deref());
        let shown: HashSet<&str> = of_planes.chain(of_pools).collect();
        let mut used: Vec<Scope<'a>> = Vec::new();
        for process in &model.processes {
            let scope = Scope::Process(process.id.as_str());
            // An empty process is no definition for an engine, and no news for anybody else unless a file had it.
            let kept = shown.contains(process.id.as_str()) || process.src.is_some();
            if inside.contains(&scope) || !self.rules.engine && kept {
                used.push(scope);
            }
        }
        let known: HashSet<Scope<'a>> = used.iter().copied().collect();
        let mut others: Vec<_> = inside
            .into_iter()
            .filter(|scope| !known.contains(scope) && !matches!(scope, Scope::Subprocess(_)))
            .collect();
        others.sort_unstable();
        used.extend(others);
        used.into_iter()
            .map(|scope| {
                let id = match scope {
                    Scope::Process(id) => match self.ids.get(id) {
                        Some(id) => id.to_owned(),
                        None => self.ids.claim("Process_1"),
                    },
                    Scope::Pool(pool) => {
                        let tail = self.xml_id(pool);
                        let tail = tail.strip_prefix("Participant_").unwrap_or(&tail).to_owned();
                        self.ids.claim(&format!("Process_{tail}"))
                    }
                    Scope::Plane(_) | Scope::Subprocess(_) => self.ids.claim("Process_1"),
                };
                (scope, id)
            })
            .collect()
    }

    pub(super) fn process(&mut self, scope: Scope<'a>, id: &str) -> Node {
        let key = match scope {
            Scope::Process(id) | Scope::Pool(id) | Scope::Plane(id) | Scope::Subprocess(id) => id,
        };
        let process = if let Scope::Process(id) = scope { self.model().process(id) } else { None };
        let mut node = Node::new("process").keyed(format!("process:{key}")).with("id", id);
        let pool = if let Scope::Pool(id) = scope { self.graph.get(id) } else { None };
        let name = process.map(|process| process.name.as_str()).or(pool.map(|pool| pool.name.as_str()));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            node.set("name", name);
        }
        // A board where nobody said which process shall run means all of them.
        let chosen = self.model().processes.iter().any(|process| process.executable);
        let executable = process.is_some_and(|process| process.executable) || self.rules.engine && !chosen;
        node.set("isExecutable", if executable { "true" } else { "false" });
        let days = process
            .and_then(|process| process.properties.get(p::TIME_TO_LIVE))
            .and_then(crate::Value::as_text);
        if !self.rules.engine || self.rules.time_to_live.is_some() {
            self.own(&mut node, "historyTimeToLive", days.or(self.rules.time_to_live));
        }
        let documentation = process.and_then(|process| process.properties.get(p::DOCUMENTATION));
        if let Some(text) = documentation.and_then(crate::Value::as_text).filter(|text| !text.is_empty()) {
            node.push(Node::new("documentation").text(text));
        }
        self.contents(&mut node, scope, key);
        node
    }

    /// Lanes, flow nodes, flows and artifacts of a process or subprocess.
    pub(super) fn contents(&mut self, node: &mut Node, scope: Scope<'a>, key: &str) {
        let home = Home::Scope(scope);
        let inside = self.inside.get(&home).cloned().unwrap_or_default();
        let (lanes, inside): (Vec<_>, Vec<_>) =
            inside.into_iter().partition(|element| element.process_kind() == Some(Kind::Lane));
        self.io(node, key, &inside);
        if !lanes.is_empty() {
            let top: Vec<_> = lanes.iter().copied().filter(|lane| !self.in_lane(lane)).collect();
            let mut set = Node::new("laneSet").keyed(format!("laneset:{key}"));
            set.set("id", self.ids.claim(&format!("LaneSet_{}", self.xml_id(key))));
            let mut inner = Inner::new();
            for lane in &lanes {
                if let Owner::Element(outer) = &lane.owner {
                    inner.entry(outer).or_default().push(lane);
                }
            }
            for lane in top {
                set.push(self.lane(lane, &inner));
            }
            node.push(set);
        } else if self.stands_beside_pools(scope) {
            // Viewers that are built on bpmn-js show a process that is no pool's only if it has a set of lanes.
            let set = Node::new("laneSet").keyed(format!("laneset:{key}"));
            node.push(set.with("id", self.ids.claim(&format!("LaneSet_{}", self.xml_id(key)))));
        }
        for rank in 0..3 {
            for element in &inside {
                let Some(kind) = element.process_kind() else { continue };
                let place = match kind {
                    Kind::Flow(FlowKind::Sequence) => 1,
                    Kind::Flow(FlowKind::Association) | Kind::Annotation | Kind::Group => 2,
                    // Inside the activities they belong to, or in the process' own data.
                    Kind::Flow(_) | Kind::DataInput | Kind::DataOutput | Kind::Pool | Kind::Lane => continue,
                    _ => 0,
                };
                if place == rank {
                    self.element(node, element, kind);
                }
            }
        }
    }

    /// A process of ours that lies on a board with pools, in none of them.
    fn stands_beside_pools(&self, scope: Scope<'a>) -> bool {
        let ours = match scope {
            Scope::Process(id) => self.model().process(id).is_none_or(|process| process.src.is_none()),
            Scope::Plane(_) => true,
            Scope::Pool(_) | Scope::Subprocess(_) => false,
        };
        let pools = || {
            self.model().elements.iter().filter(|element| {
                element.process_kind() == Some(Kind::Pool) && self.homes.contains_key(element.id.as_str())
            })
        };
        let shown =
            |pool: &Element| matches!((scope, &pool.process), (Scope::Process(id), Some(of)) if id == of);
        ours && pools().next().is_some() && !pools().any(shown)
    }
}
