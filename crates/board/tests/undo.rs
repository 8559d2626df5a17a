//! Undo: takes back one's own work and only that, letter by letter, and never leaves something broken behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::plan::{Act, acts};
use support::*;
use wandel_board::{Board, Command, Element, ElementId, Kind, NewElement, Parent, command::*};
use wandel_process::{geometry::Point, property::Value};

/// Two people with the same new board.
fn pair() -> (Desk, Desk) {
    let start = board().snapshot();
    (Desk::with(11, &start), Desk::with(12, &start))
}

fn set(id: &ElementId, value: &str) -> Command {
    Command::Set { id: id.clone(), property: "colour".into(), value: Some(value.into()) }
}

fn colour(desk: &Desk, id: &ElementId) -> Option<String> {
    desk.get(id).text("colour").map(str::to_owned)
}

fn edit(id: &ElementId, at: u32, remove: u32, insert: &str) -> Command {
    Command::Edit { id: id.clone(), edits: vec![TextEdit { at, remove, insert: insert.into() }] }
}

#[test]
fn a_value_returns_only_where_it_is_still_ones_own() {
    // A sets 2, B sets 3 at once; whoever wins, the key never disappears.
    for (first, second) in [(11, 12), (12, 11)] {
        let start = board().snapshot();
        let (mut a, mut b) = (Desk::with(first, &start), Desk::with(second, &start));
        let id = b.make("note", Parent::board(), (0.0, 0.0));
        b.run(set(&id, "1"));
        sync(&mut a, &mut b);
        a.run(set(&id, "2"));
        b.run(set(&id, "3"));
        sync(&mut a, &mut b);
        let won = colour(&a, &id).unwrap();
        let undone = a.undo().is_some();
        let expected = if won == "2" { "1" } else { "3" };
        assert_eq!((undone, colour(&a, &id).as_deref()), (won == "2", Some(expected)), "{first} {second}");
    }
    // A2, B3, A4, undo, undo: B's 3 stays.
    let (mut a, mut b) = pair();
    let id = a.make("note", Parent::board(), (0.0, 0.0));
    sync(&mut a, &mut b);
    a.run(set(&id, "2"));
    sync(&mut a, &mut b);
    b.run(set(&id, "3"));
    sync(&mut a, &mut b);
    a.run(set(&id, "4"));
    a.undo();
    assert_eq!(colour(&a, &id).as_deref(), Some("3"));
    a.undo();
    // The step "2" had no effect left, so the one before it was taken back: the note itself.
    assert!(a.board.projection().get(&id).is_none());
    a.redo();
    assert_eq!(colour(&a, &id).as_deref(), Some("3"));
}

#[test]
fn equal_histories_give_equal_updates() {
    let run = || {
        let (mut a, _) = pair();
        let ids: Vec<_> = (0..6).map(|n| a.task(f64::from(n))).collect();
        for pair in ids.windows(2) {
            a.flow(&pair[0], &pair[1]);
        }
        a.run(Command::Delete { ids, bridge: false });
        a.undo().unwrap().update
    };
    let first = run();
    assert!((0..8).all(|_| run() == first));
}

#[test]
fn deleting_while_somebody_types_and_undoing_loses_nothing() {
    let (mut a, mut b) = pair();
    let id = a.task(0.0);
    a.label(&id, "Antrag");
    sync(&mut a, &mut b);
    a.run(Command::Delete { ids: vec![id.clone()], bridge: false });
    b.run(edit(&id, 6, 0, " prüfen"));
    b.run(edit(&id, 0, 0, "Den "));
    sync(&mut a, &mut b);
    assert!(a.board.projection().get(&id).is_none());
    assert_eq!(&*a.board.projection().any(&id).unwrap().label, "Den Antrag prüfen");
    a.undo();
    sync(&mut a, &mut b);
    assert_eq!(&*b.get(&id).label, "Den Antrag prüfen");
    a.check();
}

#[test]
fn typing_is_taken_back_letter_by_letter_between_others_letters() {
    let (mut a, mut b) = pair();
    let id = a.task(0.0);
    a.label(&id, "....");
    a.board.close_step();
    sync(&mut a, &mut b);
    // A types "abc" one by one, B "XYZ" between them; one step for A.
    for (at, letter, between) in [(0, "a", "X"), (2, "b", "Y"), (4, "c", "Z")] {
        a.run(edit(&id, at, 0, letter));
        sync(&mut a, &mut b);
        b.run(edit(&id, at + 1, 0, between));
        sync(&mut a, &mut b);
    }
    assert_eq!(&*a.get(&id).label, "aXbYcZ....");
    a.board.close_step();
    // A removes B's Y and an own b; that comes back too, with B's letters where they were.
    a.run(edit(&id, 2, 2, ""));
    assert_eq!(&*a.get(&id).label, "aXcZ....");
    sync(&mut a, &mut b);
    b.run(edit(&id, 2, 0, "W"));
    sync(&mut a, &mut b);
    a.undo();
    let label = a.get(&id).label.to_string();
    assert_eq!(label.replace('W', ""), "aXbYcZ....");
    assert!(label.contains('W'));
    a.undo();
    assert_eq!(a.get(&id).label.replace('W', ""), "XYZ....", "only B's letters are left");
    a.redo();
    assert_eq!(a.get(&id).label.replace('W', ""), "aXbYcZ....");
    a.redo();
    assert_eq!(a.get(&id).label.replace('W', ""), "aXcZ....");
    a.undo();
    a.undo();
    a.undo();
    assert_eq!(a.get(&id).label.replace('W', ""), "XYZ");
    sync(&mut a, &mut b);
    a.check();
}

#[test]
fn steps_of_typing_end_where_they_are_closed() {
    let (mut a, _) = pair();
    let id = a.task(0.0);
    let other = a.task(1.0);
    for letter in ["a", "b"] {
        a.run(edit(&id, 9, 0, letter));
    }
    a.board.close_step();
    a.run(edit(&id, 9, 0, "c"));
    a.run(edit(&other, 0, 0, "o"));
    a.run(edit(&id, 9, 0, "d"));
    let mut seen = Vec::new();
    for _ in 0..4 {
        a.undo();
        seen.push(a.get(&id).label.to_string() + "/" + &a.get(&other).label);
    }
    assert_eq!(seen, ["abc/o", "abc/", "ab/", "/"]);
    for _ in 0..4 {
        a.redo();
    }
    assert_eq!(&*a.get(&id).label, "abcd");
}

#[test]
fn a_flow_to_what_is_taken_back_goes_too_and_returns_with_it() {
    let (mut a, mut b) = pair();
    let theirs = b.task(0.0);
    sync(&mut a, &mut b);
    let mine = a.task(1.0);
    sync(&mut a, &mut b);
    let flow = b.flow(&theirs, &mine);
    sync(&mut a, &mut b);
    a.undo();
    sync(&mut a, &mut b);
    assert!(b.board.projection().get(&mine).is_none() && b.board.projection().get(&flow).is_none());
    a.redo();
    assert_eq!(a.get(&flow).to, Some(mine.clone()));
    // Deleted by A, the other end deleted by B meanwhile: the step returns, the flow stays away.
    a.run(Command::Delete { ids: vec![mine.clone()], bridge: false });
    sync(&mut a, &mut b);
    b.run(Command::Delete { ids: vec![theirs], bridge: false });
    sync(&mut a, &mut b);
    a.undo();
    assert!(a.board.projection().get(&mine).is_some() && a.board.projection().get(&flow).is_none());
    a.check();
}

#[test]
fn an_end_returns_only_to_what_is_there_and_a_promotion_only_where_nothing_hangs_on_it() {
    let (mut a, mut b) = pair();
    let (x, y, z) = (b.task(0.0), b.task(1.0), b.task(2.0));
    let flow = b.flow(&x, &z);
    let note = b.make("note", Parent::board(), (0.0, 90.0));
    sync(&mut a, &mut b);
    a.run(Command::Reconnect { id: flow.clone(), end: End::From, to: y.clone() });
    a.run(Command::Turn { id: note.clone(), kind: Kind::parse("task.user"), size: None });
    sync(&mut a, &mut b);
    b.run(Command::Delete { ids: vec![x], bridge: false });
    let theirs = b.flow(&z, &note);
    sync(&mut a, &mut b);
    assert!(a.undo().is_none());
    assert_eq!(a.get(&flow).from, Some(y.clone()), "x is gone");
    assert_eq!(a.get(&note).kind.name(), "task.user", "B has connected it");
    assert_eq!(a.get(&theirs).to, Some(note.clone()));
    a.check();
    // Nobody connected it: the note is a note again, where and as large as it was.
    let (mut a, mut b) = pair();
    let note = b.make("note", Parent::board(), (0.0, 90.0));
    sync(&mut a, &mut b);
    let before = a.get(&note);
    a.run(Command::Turn { id: note.clone(), kind: Kind::parse("task.user"), size: None });
    b.run(edit(&note, 0, 0, "x"));
    sync(&mut a, &mut b);
    a.undo();
    let after = a.get(&note);
    assert_eq!(
        (after.kind.clone(), after.bounds(), &*after.label),
        (before.kind.clone(), before.bounds(), "x")
    );
}

#[test]
fn lanes_of_a_pool_that_is_taken_back_go_and_steps_in_it_stay() {
    let (mut a, mut b) = pair();
    let pool = a.make("pool", Parent::board(), (100.0, 50.0));
    sync(&mut a, &mut b);
    let lane = b.make("lane", Parent::Element(pool.clone()), (30.0, 0.0));
    let step = b.make("task.user", Parent::Element(lane.clone()), (60.0, 20.0));
    let place = b.get(&step).origin;
    sync(&mut a, &mut b);
    a.undo();
    sync(&mut a, &mut b);
    assert!(b.board.projection().get(&lane).is_none());
    assert_eq!((b.get(&step).origin, b.get(&step).parent), (place, Parent::board()));
    a.redo();
    sync(&mut a, &mut b);
    assert_eq!(b.get(&step).parent, Parent::Element(lane));
    a.check();
}

/// What can be compared between two boards: everything of an element but its order, its label and what is derived.
fn facts(element: &Element) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("kind", element.kind.name()),
        ("place", format!("{:?} {:?}", element.parent, element.at)),
        ("size", format!("{:?}", element.size)),
        ("gone", element.gone.to_string()),
        ("ends", format!("{:?} {:?}", element.from, element.to)),
        ("via", format!("{:?}", element.via)),
        ("properties", format!("{:?}", element.properties)),
    ])
}

fn all(board: &Board) -> BTreeMap<ElementId, Element> {
    board
        .projection()
        .in_order()
        .chain(board.projection().gone())
        .map(|e| (e.id.clone(), e.clone()))
        .collect()
}

/// An act of one of two people; their values never coincide, so that who wrote something can be told.
fn own_command(desk: &mut Desk, act: &Act, person: usize) -> Option<Command> {
    let mark = ["a", "b"][person];
    let act = match act {
        // Things whose effects reach beyond the keys they write are tried in tests of their own.
        Act::Make { kind, parent, at } => {
            Act::Make { kind: [0, 1, 2, 5, 6, 7][usize::from(*kind) % 6], parent: *parent, at: *at }
        }
        Act::Place { ids, parent, at, .. } => {
            Act::Place { ids: ids.clone(), parent: *parent, at: *at, size: None }
        }
        Act::Stack { .. } | Act::Title(_) | Act::Restore { .. } | Act::Label { .. } | Act::Turn { .. } => {
            return None;
        }
        // Who moves both ends of a bent flow moves its bends with them.
        Act::Bend { .. } => return None,
        Act::Delete { ids, .. } => Act::Delete { ids: ids.clone(), bridge: false },
        act => act.clone(),
    };
    let mut command = support::plan::command(desk, &act)?;
    match &mut command {
        Command::Create { elements, .. } => elements.iter_mut().for_each(|new| new.label.clear()),
        Command::Set { property, value, .. } => {
            *property = "colour".into();
            *value = value.as_ref().map(|value| Value::Text(format!("{mark}{value:?}")));
        }
        Command::Place { items } => {
            items.iter_mut().for_each(|item| item.at.x += [0.0, 0.5][person]);
        }
        Command::Bend { via: Some(via), .. } => via.iter_mut().for_each(|p| p.x += [0.0, 0.5][person]),
        _ => {}
    }
    Some(command)
}

/// Letters of the alphabet of one person, each used once.
struct Letters(u32);

impl Letters {
    fn next(&mut self) -> String {
        self.0 += 1;
        char::from_u32(self.0).map(String::from).unwrap_or_default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// After A has undone everything, the board is what it would be without A's commands, wherever B did not build on
    /// them; no letter of B's is lost, none of A's is left, and nothing is broken.
    #[test]
    fn undoing_everything_is_never_having_been_there(plan in prop::collection::vec((0..2_usize, acts()), 1..60)) {
        let (mut a, mut b) = pair();
        let base = a.board.snapshot();
        let mut alphabets = [Letters(0x4e00), Letters(0xac00)];
        let (mut typed, mut removed) = (BTreeSet::new(), BTreeSet::new());
        // B's commands with what they changed, and whether that went by it.
        let mut theirs: Vec<(Command, BTreeSet<(ElementId, bool)>)> = Vec::new();
        let living = |desk: &Desk| -> BTreeSet<ElementId> {
            desk.board.projection().in_order().map(|e| e.id.clone()).collect()
        };
        let seen = |desk: &Desk, before: &BTreeSet<ElementId>, ids: BTreeSet<ElementId>| -> BTreeSet<(ElementId, bool)> {
            let went = |id: &ElementId| before.contains(id) && desk.board.projection().get(id).is_none();
            ids.into_iter().map(|id| (id.clone(), went(&id))).collect()
        };
        for (person, act) in &plan {
            let (desk, other) = if *person == 0 { (&mut a, &mut b) } else { (&mut b, &mut a) };
            if matches!(act, Act::Undo | Act::Redo | Act::Close) {
                if *person == 0 {
                    match act {
                        Act::Undo => drop(desk.undo()),
                        Act::Redo => drop(desk.redo()),
                        _ => desk.board.close_step(),
                    }
                    sync(&mut a, &mut b);
                }
                continue;
            }
            let Some(mut command) = own_command(desk, act, *person) else { continue };
            if let Command::Edit { edits, .. } = &mut command {
                edits[0].insert = (0..edits[0].insert.len().min(3)).map(|_| alphabets[*person].next()).collect();
            }
            let label = |desk: &Desk, command: &Command| match command {
                Command::Edit { id, .. } => desk.board.projection().any(id).map(|e| e.label.to_string()),
                _ => None,
            };
            let before = label(desk, &command);
            let there = living(desk);
            let Ok(done) = desk.board.execute(&command, Some(*person as u64), &mut desk.rng) else { continue };
            if *person == 1 {
                if let (Some(before), Some(after)) = (before, label(desk, &command)) {
                    typed.extend(after.chars().filter(|c| !before.contains(*c)));
                    removed.extend(before.chars().filter(|c| !after.contains(*c)));
                }
                if done.changes.document {
                    theirs.push((command, seen(desk, &there, done.changes.elements.clone())));
                }
            }
            if done.changes.document {
                other.board.apply_remote(&done.update).unwrap();
            }
        }
        while a.undo().is_some() {}
        sync(&mut a, &mut b);
        same(a.board.projection(), b.board.projection(), "A and B");

        // The same without A. What comes out differently for a command of B's was built on A's work.
        let mut alone = Desk::with(12, &base);
        let (now, mut built_on) = (all(&a.board), BTreeSet::new());
        for (command, changed) in &theirs {
            let mine = |id: &ElementId| now.get(id).is_none_or(|e| e.by == Some(0)) || built_on.contains(id);
            let held = |parent: &Parent| matches!(parent, Parent::Element(id) if mine(id));
            let leaning: Vec<ElementId> = match command {
                Command::Create { elements, .. } => elements
                    .iter()
                    .filter(|new| held(&new.parent) || [&new.from, &new.to].into_iter().flatten().any(mine))
                    .map(|new| new.id.clone())
                    .collect(),
                Command::Place { items } => {
                    items.iter().filter(|item| held(&item.parent)).map(|item| item.id.clone()).collect()
                }
                Command::Reconnect { id, to, .. } if mine(to) => vec![id.clone()],
                _ => vec![],
            };
            built_on.extend(leaning);
            let there = living(&alone);
            match alone.board.execute(command, Some(1), &mut alone.rng) {
                Ok(done) => {
                    let here = seen(&alone, &there, done.changes.elements);
                    built_on.extend(here.symmetric_difference(changed).map(|(id, _)| id.clone()));
                }
                Err(_) => built_on.extend(changed.iter().map(|(id, _)| id.clone())),
            }
        }
        let without = all(&alone.board);
        for (id, element) in &now {
            if element.by == Some(0) {
                prop_assert!(element.gone, "{id} of A's is still there");
            } else if let Some(other) = without.get(id) {
                // Connected to or lying in something of A's: built on it.
                let leans = |of: &Element| {
                    let held = |id: &ElementId| now.get(id).is_none_or(|e| e.by == Some(0) || built_on.contains(id));
                    matches!(&of.parent, Parent::Element(id) if held(id))
                        || [&of.from, &of.to].into_iter().flatten().any(held)
                };
                if !built_on.contains(id) && !leans(element) && !leans(other) {
                    prop_assert_eq!(facts(element), facts(other), "{}", id);
                }
            }
        }
        // Letters: all of B's that B did not remove, none of A's.
        let left: BTreeSet<char> = now.values().filter(|e| e.by == Some(1)).flat_map(|e| e.label.chars()).collect();
        let expected: BTreeSet<char> = typed.difference(&removed).copied().collect();
        let on_mine: BTreeSet<char> = now.values().filter(|e| e.by == Some(0)).flat_map(|e| e.label.chars()).collect();
        for letter in &expected {
            prop_assert!(left.contains(letter) || on_mine.contains(letter), "B's {letter} is lost");
        }
        prop_assert!(left.iter().all(|c| !('\u{4e00}'..'\u{ac00}').contains(c)), "letters of A's are left: {left:?}");
        prop_assert!(left.iter().all(|c| !removed.contains(c)), "B's removals came back");
        // Nothing broken: mandatory keys, and no flow without its ends.
        complete(&a.board);
        for element in a.board.projection().in_order().filter(|e| e.kind.is_connector()) {
            prop_assert!(element.from.is_some() && element.to.is_some(), "{element:?}");
        }
        a.check();
    }

    /// Undoing everything and redoing everything, alone: there and back again.
    #[test]
    fn redoing_everything_brings_everything_back(plan in prop::collection::vec(acts(), 1..40)) {
        let (mut a, _) = pair();
        for act in plan.iter().filter(|act| !matches!(act, Act::Undo | Act::Redo)) {
            if let Some(command) = support::plan::command(&mut a, act) {
                let _ = a.board.execute(&command, Some(0), &mut a.rng);
            }
        }
        let before = all(&a.board);
        let mut steps = 0;
        while a.undo().is_some() {
            steps += 1;
        }
        prop_assert_eq!(a.board.projection().in_order().count(), 0);
        for _ in 0..steps {
            a.redo();
        }
        let after = all(&a.board);
        for (id, element) in &before {
            prop_assert_eq!((facts(element), &element.label), (facts(&after[id]), &after[id].label), "{}", id);
        }
        a.check();
    }
}

#[test]
fn the_imported_file_is_one_step() {
    let (mut a, _) = pair();
    let elements: Vec<NewElement> = (0..50)
        .map(|n| NewElement {
            id: ElementId::random(&mut a.rng),
            at: Point::new(f64::from(n), 0.0),
            ..element("note")
        })
        .collect();
    a.run(Command::Create { elements, processes: vec![], planes: vec![] });
    assert!(a.board.can_undo() && !a.board.can_redo());
    a.undo();
    assert_eq!(a.board.projection().in_order().count(), 0);
    assert!(!a.board.can_undo() && a.board.can_redo());
}
