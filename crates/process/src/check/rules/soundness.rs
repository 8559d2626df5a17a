//! Tokens that get stuck or run double: a parallel join that waits for a branch never taken, a merge that lets two
//! parallel branches through one after the other (van der Aalst's soundness, restricted to what can be shown).
//!
//! The state space of the reduced net is searched up to a bound. What is not decided within it is not claimed: first
//! the search for double tokens is given up, then the one for deadlocks.

use crate::{
    Severity,
    check::{
        Context,
        context::about,
        net::{Net, Rule},
    },
};
use std::collections::{BTreeSet, HashMap};

/// States looked at per scenario; about a millisecond.
const MAX_STATES: usize = 2_000;

/// Places with a token, sorted.
type State = Vec<usize>;

pub fn check(context: &mut Context<'_>) {
    let scopes: Vec<_> = context.graph.scopes.values().cloned().collect();
    for nodes in scopes {
        let Some(net) = Net::new(&context.graph, &nodes) else { continue };
        let mut faults = Vec::new();
        for start in &net.starts {
            let mut state = start.clone();
            state.sort_unstable();
            state.dedup();
            if !search(&net, &state, false, &mut faults) {
                faults.retain(|fault: &Fault| fault.code == "soundness.deadlock");
                search(&net, &state, true, &mut faults);
            }
        }
        faults.sort_by_key(|fault| (fault.transition, fault.trace.len()));
        faults.dedup_by_key(|fault| (fault.code, fault.transition));
        for fault in faults {
            let node = net.transitions[fault.transition].node;
            let trace: Vec<_> =
                fault.trace.iter().map(|step| net.transitions[*step].node.id.as_str()).collect();
            context
                .require(false, || about(Severity::Warning, fault.code, node).with("trace", trace.join(" ")));
        }
    }
}

struct Fault {
    code: &'static str,
    transition: usize,
    /// Transitions fired until then.
    trace: Vec<usize>,
}

/// Plays from one state. `narrow`: only one enabled node a state, which finds all deadlocks (what is enabled stays so
/// until it fires) but not all double tokens. False if the bound was hit.
fn search(net: &Net<'_>, start: &State, narrow: bool, faults: &mut Vec<Fault>) -> bool {
    let mut states: Vec<(State, usize, usize)> = vec![(start.clone(), usize::MAX, usize::MAX)];
    let mut known: HashMap<State, ()> = HashMap::from([(start.clone(), ())]);
    let mut at = 0;
    while at < states.len() {
        let state = states[at].0.clone();
        let marked = |place: &usize| state.binary_search(place).is_ok();
        let mut fired = false;
        let near: BTreeSet<usize> =
            state.iter().flat_map(|place| net.takers[*place].iter().copied()).collect();
        for terminating in [false, true] {
            for index in near.iter().copied() {
                let transition = &net.transitions[index];
                if (transition.rule == Rule::Terminate) != terminating || narrow && fired {
                    continue;
                }
                let consumed: Vec<Vec<usize>> = match transition.rule {
                    Rule::All => {
                        let all = !transition.entries.is_empty() && transition.entries.iter().all(marked);
                        if all { vec![transition.entries.clone()] } else { vec![] }
                    }
                    Rule::Any => transition
                        .entries
                        .iter()
                        .filter(|entry| marked(entry))
                        .map(|entry| vec![*entry])
                        .collect(),
                    Rule::Terminate if transition.entries.iter().any(marked) => vec![state.clone()],
                    Rule::Terminate => vec![],
                };
                for taken in consumed.iter().take(if narrow { 1 } else { usize::MAX }) {
                    fired = true;
                    for given in &transition.alternatives {
                        let mut next: State =
                            state.iter().filter(|place| !taken.contains(place)).copied().collect();
                        if let Some(double) = given.iter().find(|place| next.contains(place)) {
                            if !net.harmless[*double] && !narrow {
                                faults.push(Fault {
                                    code: "soundness.twice",
                                    transition: index,
                                    trace: trace(&states, at, index),
                                });
                            }
                            continue;
                        }
                        next.extend(given);
                        next.sort_unstable();
                        if known.insert(next.clone(), ()).is_none() {
                            states.push((next, at, index));
                        }
                    }
                }
            }
        }
        if !fired {
            for index in near.iter().copied().filter(|index| net.transitions[*index].rule == Rule::All) {
                let mut trace = trace(&states, at, index);
                trace.pop();
                faults.push(Fault { code: "soundness.deadlock", transition: index, trace });
            }
        }
        if states.len() > MAX_STATES {
            return false;
        }
        at += 1;
    }
    true
}

fn trace(states: &[(State, usize, usize)], mut at: usize, last: usize) -> Vec<usize> {
    let mut trace = vec![last];
    while at != usize::MAX {
        let (_, parent, transition) = &states[at];
        if *transition != usize::MAX {
            trace.push(*transition);
        }
        at = *parent;
    }
    trace.reverse();
    trace
}
