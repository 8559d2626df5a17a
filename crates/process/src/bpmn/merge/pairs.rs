//! Lays two lists of children of one kind beside each other: what is the same, what only changed, what came and went,
//! and what stands where it stood.

use super::identity::{self, Identity};
use crate::bpmn::tree::Node;
use std::collections::{HashMap, HashSet, VecDeque};

/// Longer lists of what has no name are laid beside each other by their numbers.
const MOST: usize = 250_000;

/// For each of `is` its number in `was`, if it was there.
pub fn pairs(was: &[&Node], is: &[&Node]) -> Vec<Option<usize>> {
    let (before, now): (Vec<_>, Vec<_>) = (
        was.iter().map(|node| identity::of(node)).collect(),
        is.iter().map(|node| identity::of(node)).collect(),
    );
    let mut named: HashMap<&Identity, VecDeque<usize>> = HashMap::new();
    for (n, identity) in before.iter().enumerate() {
        if let Some(identity) = identity {
            named.entry(identity).or_default().push_back(n);
        }
    }
    let mut pairs: Vec<Option<usize>> =
        now.iter().map(|identity| named.get_mut(identity.as_ref()?).and_then(VecDeque::pop_front)).collect();
    let nameless = |identities: &[Option<Identity>]| -> Vec<usize> {
        (0..identities.len()).filter(|n| identities[*n].is_none()).collect()
    };
    for (n, at) in equal(was, is, &nameless(&before), &nameless(&now)) {
        pairs[at] = Some(n);
    }
    changed(&before, &now, is, &mut pairs);
    pairs
}

/// The longest run of equal ones among those without names: (number in `was`, number in `is`).
fn equal(was: &[&Node], is: &[&Node], mut before: &[usize], mut now: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let same = |n: usize, at: usize| was[n] == is[at];
    while let ([n, before_rest @ ..], [at, now_rest @ ..]) = (before, now)
        && same(*n, *at)
    {
        found.push((*n, *at));
        (before, now) = (before_rest, now_rest);
    }
    while let ([before_rest @ .., n], [now_rest @ .., at]) = (before, now)
        && same(*n, *at)
    {
        found.push((*n, *at));
        (before, now) = (before_rest, now_rest);
    }
    if before.len().saturating_mul(now.len()) > MOST {
        return found;
    }
    // How long the run is from here on.
    let width = now.len() + 1;
    let mut length = vec![0_u32; (before.len() + 1) * width];
    for (i, n) in before.iter().enumerate().rev() {
        for (j, at) in now.iter().enumerate().rev() {
            length[i * width + j] = if same(*n, *at) {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < before.len() && j < now.len() {
        if same(before[i], now[j]) {
            found.push((before[i], now[j]));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// What is left between the same neighbours is the same with another name or another value.
fn changed(before: &[Option<Identity>], now: &[Option<Identity>], is: &[&Node], pairs: &mut [Option<usize>]) {
    if is.iter().any(|node| identity::is_reference(node.name)) {
        return;
    }
    let loose = |identity: &Option<Identity>| !matches!(identity, Some(Identity::Element(_)));
    let taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    // By the one in front of them.
    let mut left: HashMap<Option<usize>, VecDeque<usize>> = HashMap::new();
    let mut front = None;
    for (n, identity) in before.iter().enumerate() {
        if taken.contains(&n) {
            front = Some(n);
        } else if loose(identity) {
            left.entry(front).or_default().push_back(n);
        }
    }
    let mut front = None;
    for (at, identity) in now.iter().enumerate() {
        match pairs[at] {
            Some(n) => front = Some(n),
            None if loose(identity) => {
                pairs[at] = left.get_mut(&front).and_then(VecDeque::pop_front);
            }
            None => {}
        }
    }
}

/// Which of the second list stand in the order of the first: the most there can be.
pub fn still(pairs: &[Option<usize>]) -> HashSet<usize> {
    // By the length of an ascending row: the smallest last one, and for each the one before it.
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, n) in pairs.iter().enumerate() {
        let Some(n) = n else { continue };
        let place = tails.partition_point(|tail| pairs[*tail].is_some_and(|other| other < *n));
        previous[at] = place.checked_sub(1).map(|place| tails[place]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut still = HashSet::new();
    let mut next = tails.last().copied();
    while let Some(at) = next {
        still.insert(at);
        next = previous[at];
    }
    still
}
