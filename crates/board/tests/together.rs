//! Convergence: whatever several people do, in whatever order they hear of it, all see the same board in the end, and the board
//! kept up to date equals the one read from scratch. Stored plans of failures are replayed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::plan::{Crowd, Step, steps};

fn check(people: u8, steps: &[Step]) {
    let mut crowd = Crowd::new(people);
    crowd.run(steps);
    crowd.check();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_people_converge(plan in prop::collection::vec(steps(2), 1..80)) {
        check(2, &plan);
    }

    #[test]
    fn four_people_converge(plan in prop::collection::vec(steps(4), 1..80)) {
        check(4, &plan);
    }
}

/// `tests/plans/*.json`: `{ "people": n, "steps": [ … ] }`, as a failing case prints them.
#[test]
fn stored_plans_converge() {
    #[derive(serde::Deserialize)]
    struct Plan {
        people: u8,
        steps: Vec<Step>,
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let plan: Plan = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let run = std::panic::catch_unwind(|| check(plan.people, &plan.steps));
        assert!(run.is_ok(), "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}
