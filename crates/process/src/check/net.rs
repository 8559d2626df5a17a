//! The token game of one process or subprocess, reduced: steps with one entry and one exit vanish, what is left are
//! splits and joins over places. Knows nothing of findings; `rules/soundness.rs` plays it.
//!
//! Left out on purpose, so that nothing is claimed that does not hold: non-interrupting boundary events (they add
//! tokens by design) and event subprocesses. Inclusive joins, complex gateways and conditional flows out of steps make
//! a net undecided.

use crate::{
    graph::Graph,
    kind::{GatewayKind, Kind, Position, SubprocessKind, Trigger},
    model::Element,
    property::names,
};
use std::collections::HashMap;

/// How a node takes and gives tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any one token in, one of `alternatives` out.
    Any,
    /// A token on every entry.
    All,
    /// Takes everything away.
    Terminate,
}

#[derive(Clone, Debug)]
pub struct Transition<'a> {
    pub node: &'a Element,
    pub rule: Rule,
    pub entries: Vec<usize>,
    /// Each alternative is a set of places that get a token; an end has one empty alternative.
    pub alternatives: Vec<Vec<usize>>,
}

#[derive(Clone, Debug, Default)]
pub struct Net<'a> {
    pub transitions: Vec<Transition<'a>>,
    /// Initial places, one scenario a start.
    pub starts: Vec<Vec<usize>>,
    /// Places that only ends follow: several tokens are no harm there.
    pub harmless: Vec<bool>,
    /// Transitions by the places they take from.
    pub takers: Vec<Vec<usize>>,
}

/// Inclusive splits have 2ⁿ − 1 outcomes; more exits are left undecided.
const MAX_INCLUSIVE: usize = 6;

impl<'a> Net<'a> {
    /// The net of the nodes of one scope; `None` if its behaviour cannot be decided this way.
    #[must_use]
    pub fn new(graph: &Graph<'a>, nodes: &[&'a Element]) -> Option<Self> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for node in nodes {
            for flow in graph.outgoing(&node.id) {
                let next = places.len();
                places.entry(&flow.id).or_insert(next);
            }
        }
        let mut links = HashMap::new();
        for node in nodes {
            if node.process_kind() == Some(Kind::Event(Position::Catch, Trigger::Link)) {
                // Two targets of one name are a fault of the model's; a token goes to either.
                let place = places.len() + links.len();
                links.entry(link_name(node)).or_insert(place);
            }
        }
        let count = places.len() + links.len();
        let mut net = Self { harmless: vec![false; count], ..Self::default() };
        for node in nodes {
            net.add(graph, node, &places, &links)?;
        }
        net.reduce();
        net.takers = vec![Vec::new(); count];
        for (index, transition) in net.transitions.iter().enumerate() {
            for entry in &transition.entries {
                if net.takers[*entry].last() != Some(&index) {
                    net.takers[*entry].push(index);
                }
            }
        }
        Some(net)
    }

    fn add(
        &mut self,
        graph: &Graph<'a>,
        node: &'a Element,
        places: &HashMap<&str, usize>,
        links: &HashMap<&str, usize>,
    ) -> Option<()> {
        let kind = node.process_kind()?;
        let place = |flow: &&Element| places.get(flow.id.as_str()).copied();
        let mut entries: Vec<_> = graph.incoming(&node.id).iter().filter_map(place).collect();
        let mut exits: Vec<_> = graph
            .outgoing(&node.id)
            .iter()
            .filter(|flow| flow.to.as_deref().is_some_and(|to| graph.get(to).is_some()))
            .filter_map(place)
            .collect();
        let each = |exits: &[usize]| exits.iter().map(|exit| vec![*exit]).collect::<Vec<_>>();
        let (rule, alternatives) = match kind {
            Kind::Subprocess(SubprocessKind::Event) => return Some(()),
            Kind::Event(Position::Boundary, _) => return Some(()),
            Kind::Event(Position::Start, _) => {
                self.starts.push(exits);
                return Some(());
            }
            Kind::Event(Position::End, Trigger::Terminate | Trigger::Error | Trigger::Cancel) => {
                (Rule::Terminate, vec![vec![]])
            }
            Kind::Event(Position::End, _) => {
                for entry in &entries {
                    self.harmless[*entry] = true;
                }
                (Rule::Any, vec![vec![]])
            }
            Kind::Event(Position::Throw, Trigger::Link) => {
                (Rule::Any, vec![links.get(link_name(node)).copied().into_iter().collect()])
            }
            Kind::Gateway(GatewayKind::Parallel) => (Rule::All, vec![exits]),
            Kind::Gateway(GatewayKind::Exclusive | GatewayKind::EventBased) => (Rule::Any, each(&exits)),
            Kind::Gateway(GatewayKind::Inclusive) => {
                if entries.len() > 1 || exits.len() > MAX_INCLUSIVE {
                    return None;
                }
                (Rule::Any, subsets(&exits))
            }
            Kind::Gateway(GatewayKind::Complex) => return None,
            _ => {
                if kind == Kind::Event(Position::Catch, Trigger::Link) {
                    entries.extend(links.get(link_name(node)).copied());
                }
                if graph.outgoing(&node.id).iter().any(|flow| flow.text(names::CONDITION).is_some()) {
                    return None;
                }
                exits.sort_unstable();
                let mut alternatives = vec![exits];
                for event in graph.boundary(&node.id) {
                    let compensation =
                        event.process_kind() == Some(Kind::Event(Position::Boundary, Trigger::Compensation));
                    if event.flag(names::INTERRUPTING) != Some(false) && !compensation {
                        alternatives.push(graph.outgoing(&event.id).iter().filter_map(place).collect());
                    }
                }
                (Rule::Any, alternatives)
            }
        };
        let alternatives = if alternatives.is_empty() { vec![vec![]] } else { alternatives };
        self.transitions.push(Transition { node, rule, entries, alternatives });
        Some(())
    }

    /// Takes out what only passes a token on. A place renamed once is renamed everywhere by one walk at the end.
    fn reduce(&mut self) {
        let mut next: Vec<usize> = (0..self.harmless.len()).collect();
        self.transitions.retain(|transition| {
            let [entry] = transition.entries.as_slice() else { return true };
            let [alternative] = transition.alternatives.as_slice() else { return true };
            let [exit] = alternative.as_slice() else { return true };
            if transition.rule == Rule::Terminate || entry == exit {
                return true;
            }
            // A ring of steps alone would rename in a circle; such a ring is never reached by a start.
            if walk(&next, *exit) == *entry {
                return true;
            }
            next[*entry] = *exit;
            false
        });
        // What followed at once was a step, not an end.
        for place in 0..next.len() {
            if next[place] != place {
                let last = walk(&next, place);
                self.harmless[last] = false;
            }
        }
        let rename = |place: &mut usize| *place = walk(&next, *place);
        for transition in &mut self.transitions {
            transition.entries.iter_mut().for_each(rename);
            transition.alternatives.iter_mut().flatten().for_each(rename);
        }
        self.starts.iter_mut().flatten().for_each(rename);
    }
}

/// The last name of a place.
fn walk(next: &[usize], mut place: usize) -> usize {
    while next[place] != place {
        place = next[place];
    }
    place
}

fn link_name(node: &Element) -> &str {
    node.text(names::LINK).unwrap_or(&node.name)
}

/// All subsets but the empty one.
fn subsets(exits: &[usize]) -> Vec<Vec<usize>> {
    (1..1_usize << exits.len())
        .map(|mask| {
            exits.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, exit)| *exit).collect()
        })
        .collect()
}
