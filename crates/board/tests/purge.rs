//! A purge: looks the same, holds one client id, and what is gone is really gone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::*;
use wandel_board::{Board, Command, Parent};
use yrs::{Doc, Map, ReadTxn, Text, Transact, updates::decoder::Decode};

fn same_to_the_eye(a: &Board, b: &Board) {
    assert!(a.projection().in_order().eq(b.projection().in_order()));
    assert_eq!(a.projection().meta(), b.projection().meta());
    assert_eq!(a.projection().planes(), b.projection().planes());
    assert_eq!(a.projection().processes(), b.projection().processes());
}

#[test]
fn it_looks_the_same_under_one_client_id_and_what_is_gone_is_not_there() {
    let mut first = Desk::new(1);
    let pool = first.make("pool", Parent::board(), (0.0, 0.0));
    let a = first.task_in(&pool, 60.0);
    let b = first.task_in(&pool, 260.0);
    first.flow(&a, &b);
    first.run(Command::Label { id: a.clone(), text: "Antrag prüfen 😀".into() });
    let secret = first.task(5.0);
    first.run(Command::Label { id: secret.clone(), text: "CANARY".into() });
    first.run(Command::Delete { ids: vec![secret.clone()], bridge: false });
    // More hands.
    let mut snapshot = first.board.snapshot();
    for n in 2..8 {
        let mut desk = Desk::with(n, &snapshot);
        desk.task(n as f64);
        snapshot = desk.board.snapshot();
    }
    let before = Board::load(99, &snapshot).unwrap();
    assert!(before.clients() > 6);
    let after = before.purged(1 << 33).unwrap();
    same_to_the_eye(&before, &after);
    assert_eq!((after.clients(), after.has_client(1 << 33)), (1, true));
    assert!(after.projection().any(&secret).is_none());
    let bytes = after.snapshot();
    assert!(!bytes.windows(6).any(|window| window == b"CANARY"), "not a letter is left");
    let again = Board::load(5, &bytes).unwrap();
    same_to_the_eye(&before, &again);
    assert_eq!(again.digest(), after.digest());
    // It goes on: an edit of another client, on the text that came along.
    let mut desk = Desk::with(6, &bytes);
    desk.run(Command::Label { id: a, text: "Antrag ablehnen".into() });
    desk.check();
}

#[test]
fn what_a_living_element_hangs_on_stays() {
    let mut desk = Desk::new(1);
    let pool = desk.make("pool", Parent::board(), (500.0, 300.0));
    let task = desk.task_in(&pool, 60.0);
    // Two people at once: one deletes the pool with all in it, the other makes a step there.
    let mut other = Desk::with(2, &desk.board.snapshot());
    let late = other.task_in(&pool, 260.0);
    desk.run(Command::Delete { ids: vec![pool.clone(), task.clone()], bridge: false });
    desk.board.apply_remote(&other.board.snapshot()).unwrap();
    let place = desk.get(&late).origin;
    let after = desk.board.purged(77).unwrap();
    same_to_the_eye(&desk.board, &after);
    assert_eq!(after.projection().get(&late).unwrap().origin, place);
    assert!(after.projection().any(&pool).is_some_and(|pool| pool.gone));
    assert!(after.projection().any(&task).is_none());
}

#[test]
fn what_this_version_does_not_know_is_kept() {
    let desk = Desk::new(1);
    let doc = Doc::with_client_id(5);
    {
        let elements = doc.get_or_insert_map("elements");
        let (more, list) = (doc.get_or_insert_map("future"), doc.get_or_insert_array("later"));
        let mut txn = doc.transact_mut();
        txn.apply_update(yrs::Update::decode_v1(&desk.board.snapshot()).unwrap()).unwrap();
        more.insert(&mut txn, "answer", 42);
        yrs::Array::push_back(&list, &mut txn, "one");
        let element = elements.insert(&mut txn, "e_future", yrs::MapPrelim::default());
        element.insert(&mut txn, "kind", "hologram");
        element.insert(&mut txn, "p.depth", 3);
        let text = element.insert(&mut txn, "label", yrs::TextPrelim::new("fat"));
        text.format(&mut txn, 0, 2, [("bold".into(), true.into())].into());
        elements.insert(&mut txn, "odd", "no map");
    }
    let bytes = doc.transact().encode_state_as_update_v1(&yrs::StateVector::default());
    let before = Board::load(6, &bytes).unwrap();
    let after = before.purged(77).unwrap();
    same_to_the_eye(&before, &after);
    let read = Doc::new();
    let (elements, more, list) = (
        read.get_or_insert_map("elements"),
        read.get_or_insert_map("future"),
        read.get_or_insert_array("later"),
    );
    read.transact_mut().apply_update(yrs::Update::decode_v1(&after.snapshot()).unwrap()).unwrap();
    let txn = read.transact();
    assert_eq!(more.get(&txn, "answer").unwrap().to_string(&txn), "42");
    assert_eq!(yrs::Array::len(&list, &txn), 1);
    assert!(elements.contains_key(&txn, "odd"));
    let Some(yrs::Out::YMap(element)) = elements.get(&txn, "e_future") else { panic!() };
    let Some(yrs::Out::YText(label)) = element.get(&txn, "label") else { panic!() };
    assert_eq!(label.diff(&txn, yrs::types::text::YChange::identity).len(), 2, "a fat part and a plain one");
}
