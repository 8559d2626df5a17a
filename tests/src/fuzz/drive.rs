//! A plain driver: seeds, mutations of seeds, and mutations of whatever led to something new. What is drawn depends on the
//! seed only, so that a finding can be had again.

use super::{Target, mutate::mutate};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeMap,
    panic::catch_unwind,
    time::{Duration, Instant},
};

/// So many inputs are kept to go on from.
const KEPT: usize = 2000;

/// What came of it.
pub struct Drive {
    pub inputs: u64,
    /// Outcomes and how often each was seen.
    pub outcomes: BTreeMap<String, u64>,
    pub slowest: Duration,
    /// The input that broke a promise, as small as it could be made, and how it did.
    pub finding: Option<(Vec<u8>, String)>,
}

/// Feeds a target so many inputs, the seeds first.
#[must_use]
pub fn drive(target: Target, seed: u64, inputs: u64) -> Drive {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut kept = target.seeds();
    let seeds = kept.len() as u64;
    let mut result = Drive { inputs: 0, outcomes: BTreeMap::new(), slowest: Duration::ZERO, finding: None };
    for number in 0..inputs.max(seeds) {
        let bytes = match usize::try_from(number) {
            Ok(at) if number < seeds => kept[at].clone(),
            _ => {
                let (one, other) = (rng.random_range(0..kept.len()), rng.random_range(0..kept.len()));
                mutate(&kept[one], &kept[other], matches!(target, Target::Bpmn | Target::Dmn), &mut rng)
            }
        };
        let start = Instant::now();
        result.inputs += 1;
        match feed(target, &bytes) {
            Ok(outcome) => {
                let seen = result.outcomes.entry(outcome).or_default();
                *seen += 1;
                // Rare outcomes are worth going on from.
                if *seen <= 12 && number >= seeds && kept.len() < KEPT {
                    kept.push(bytes);
                }
            }
            Err(complaint) => {
                result.finding = Some(shrink(target, bytes, complaint));
                break;
            }
        }
        result.slowest = result.slowest.max(start.elapsed());
    }
    result
}

fn feed(target: Target, bytes: &[u8]) -> Result<String, String> {
    catch_unwind(|| target.feed(bytes)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    })
}

/// Leaves out what is not needed for the same complaint.
fn shrink(target: Target, mut bytes: Vec<u8>, complaint: String) -> (Vec<u8>, String) {
    let mut size = bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at + size <= bytes.len() {
            let mut shorter = bytes.clone();
            shorter.drain(at..at + size);
            if feed(target, &shorter) == Err(complaint.clone()) {
                bytes = shorter;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    (bytes, complaint)
}
