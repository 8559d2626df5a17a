//! Commands one by one: what they make of a small board, what they refuse, and that a refusal leaves no trace.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::*;
use wandel_board::{Command, ElementId, Kind, NewElement, Parent, Placement, command::*};
use wandel_process::geometry::{Point, Size};

#[test]
fn a_new_board_has_its_plane_process_and_meta() {
    let board = board();
    assert_eq!(board.projection().meta().title, "Test");
    assert_eq!(&*board.projection().planes()["board"].of.clone().unwrap(), "p_board");
    assert!(board.projection().processes()["p_board"].executable);
    let again = wandel_board::Board::load(9, &board.snapshot()).unwrap();
    assert_eq!(again.projection(), board.projection());
    assert_eq!(again.digest(), board.digest());
}

#[test]
fn notes_are_made_moved_labelled_and_promoted() {
    let mut b = Desk::new(1);
    let id = b.make("note", Parent::board(), (10.0, 20.0));
    b.run(Command::Place { items: vec![placed(&id, Parent::board(), (100.3, 0.0))] });
    b.run(Command::Label { id: id.clone(), text: "Antrag\r\nprüfen".into() });
    b.run(Command::Turn { id: id.clone(), kind: Kind::parse("task.user"), size: None });
    let e = b.get(&id);
    assert_eq!((&*e.label, e.kind.name().as_str(), e.by), ("Antrag\nprüfen", "task.user", Some(7)));
    assert_eq!((e.at, e.size), (Point::new(130.296_875, 8.0), Size::new(100.0, 80.0)));
}

#[test]
fn deleting_a_step_in_a_chain_bridges_it() {
    let mut b = Desk::new(1);
    let (a, x, y, c) = (b.task(0.0), b.task(1.0), b.task(2.0), b.task(3.0));
    let first = b.flow(&a, &x);
    let (mid, last) = (b.flow(&x, &y), b.flow(&y, &c));
    b.run(Command::Delete { ids: vec![x.clone(), y.clone()], bridge: true });
    assert_eq!(b.get(&first).to, Some(c.clone()));
    for id in [&x, &y, &mid, &last] {
        assert!(b.board.projection().get(id).is_none());
    }
    b.undo();
    assert_eq!(b.get(&first).to, Some(x.clone()));
    assert_eq!(b.get(&last).to, Some(c));
    b.redo();
    assert!(b.board.projection().get(&x).is_none());
    b.check();
}

#[test]
fn lanes_tile_their_pool() {
    let mut b = Desk::new(1);
    let pool = b.make("pool", Parent::board(), (0.0, 0.0));
    assert!(b.get(&pool).text("process").is_some_and(|p| b.board.projection().processes().contains_key(p)));
    let step = b.make("task.user", Parent::Element(pool.clone()), (60.0, 30.0));
    // One lane beside contents: two lanes.
    let lane = b.make("lane", Parent::Element(pool.clone()), (30.0, 140.0));
    let lanes = b.board.projection().children(&Parent::Element(pool.clone())).to_vec();
    assert_eq!(lanes.len(), 2);
    assert_eq!(b.get(&step).parent, Parent::Element(lanes[0].clone()));
    assert_eq!(b.get(&step).origin, Point::new(60.0, 30.0));
    assert_eq!(b.get(&pool).size, Size::new(600.0, 280.0));
    assert_eq!(b.get(&lane).bounds(), wandel_process::Rect::new(30.0, 140.0, 570.0, 140.0));
    // The upper one grows: everything below moves along.
    let low = b.make("task.user", Parent::Element(lane.clone()), (50.0, 30.0));
    let size = Size::new(570.0, 200.0);
    b.run(Command::Place {
        items: vec![Placement {
            id: lanes[0].clone(),
            parent: Parent::Element(pool.clone()),
            at: Point::new(30.0, 0.0),
            size: Some(size),
        }],
    });
    assert_eq!(b.get(&low).origin, Point::new(80.0, 230.0));
    assert_eq!(b.get(&pool).size.h, 340.0);
    // The pool grows upwards: the first lane does, and its contents stay.
    b.run(Command::Place {
        items: vec![Placement {
            id: pool.clone(),
            parent: Parent::board(),
            at: Point::new(-20.0, -40.0),
            size: Some(Size::new(620.0, 380.0)),
        }],
    });
    assert_eq!((b.get(&step).origin, b.get(&low).origin), (Point::new(60.0, 30.0), Point::new(80.0, 230.0)));
    assert_eq!(b.get(&lanes[0]).size, Size::new(590.0, 240.0));
    // The lower one moves up.
    b.run(Command::Place { items: vec![placed(&lane, Parent::Element(pool.clone()), (30.0, -10.0))] });
    assert_eq!(b.get(&lane).at.y, 0.0);
    assert_eq!(b.get(&lanes[0]).at.y, 140.0);
    // A lane goes with what is in it, and the pool closes up; the last one leaves its size.
    b.run(Command::Delete { ids: vec![lane.clone()], bridge: false });
    assert!(b.board.projection().get(&low).is_none());
    assert_eq!(b.get(&pool).size.h, 240.0);
    b.run(Command::Delete { ids: vec![lanes[0].clone()], bridge: false });
    assert_eq!(b.get(&pool).size.h, 240.0);
    for _ in 0..8 {
        b.undo();
    }
    assert_eq!(b.get(&pool).size, Size::new(600.0, 140.0));
    b.check();
}

#[test]
fn what_is_carried_follows() {
    let mut b = Desk::new(1);
    let frame = b.make("frame", Parent::board(), (0.0, 0.0));
    let (x, y) = (b.task_in(&frame, 100.0), b.task_in(&frame, 300.0));
    let flow = b.flow(&x, &y);
    b.run(Command::Bend { id: flow.clone(), via: Some(vec![Point::new(250.0, 90.0)]) });
    b.run(Command::Place {
        items: vec![
            placed(&x, Parent::Element(frame.clone()), (110.0, 5.0)),
            placed(&y, Parent::Element(frame.clone()), (310.0, 5.0)),
        ],
    });
    assert_eq!(b.get(&flow).via.as_deref(), Some(&[Point::new(260.0, 95.0)][..]));
    // Resized from the top left: contents stay.
    b.run(Command::Place {
        items: vec![Placement {
            id: frame.clone(),
            parent: Parent::board(),
            at: Point::new(-10.0, -10.0),
            size: Some(Size::new(650.0, 410.0)),
        }],
    });
    assert_eq!(b.get(&x).origin, Point::new(110.0, 5.0));
    // Moved: contents go along, and what was between them too.
    b.run(Command::Place { items: vec![placed(&frame, Parent::board(), (40.0, 40.0))] });
    assert_eq!(b.get(&x).origin, Point::new(160.0, 55.0));
    assert_eq!(b.get(&flow).origin + b.get(&flow).via.unwrap()[0], Point::new(310.0, 145.0));
    b.check();
}

#[test]
fn stacking_changes_the_order_among_siblings() {
    let mut b = Desk::new(1);
    let ids: Vec<ElementId> = (0..4).map(|i| b.make("note", Parent::board(), (f64::from(i), 0.0))).collect();
    let order = |b: &Desk| -> String {
        b.board
            .projection()
            .in_order()
            .map(|e| ids.iter().position(|id| *id == e.id).unwrap().to_string())
            .collect()
    };
    for (chosen, to, expected) in [
        (vec![0], Stacking::Front, "1230"),
        (vec![0, 3], Stacking::Back, "3012"),
        (vec![3], Stacking::Forward, "0312"),
        (vec![2], Stacking::Backward, "0321"),
        (vec![1], Stacking::Front, "0321"),
        (vec![0, 2], Stacking::Forward, "3102"),
    ] {
        b.run(Command::Stack { ids: chosen.iter().map(|i| ids[*i].clone()).collect(), to });
        assert_eq!(order(&b), expected, "{chosen:?} {to:?}");
    }
    b.check();
}

#[test]
fn refusals_leave_no_trace() {
    let mut b = Desk::new(1);
    let note = b.make("note", Parent::board(), (0.0, 0.0));
    let pool = b.make("pool", Parent::board(), (0.0, 0.0));
    let missing = ElementId::from("e_missing");
    let before = (b.board.snapshot(), b.board.projection().clone());
    let new = |id: &str, parent: Parent| Command::Create {
        elements: vec![NewElement { id: id.into(), parent, ..element("note") }],
        processes: vec![],
        planes: vec![],
    };
    for (command, code) in [
        (new("x", Parent::board()), "element.id"),
        (new(note.as_str(), Parent::board()), "element.exists"),
        (new("e_1", Parent::Element(missing.clone())), "element.missing"),
        (new("e_1", Parent::Plane("other".into())), "plane.missing"),
        (Command::Label { id: missing.clone(), text: "x".into() }, "element.missing"),
        (Command::Turn { id: pool.clone(), kind: Kind::Note, size: None }, "turn.impossible"),
        (
            Command::Place { items: vec![placed(&pool, Parent::Element(pool.clone()), (0.0, 0.0))] },
            "place.within-itself",
        ),
        (
            Command::Place { items: vec![placed(&pool, Parent::Element(note.clone()), (0.0, 0.0))] },
            "place.not-a-container",
        ),
        (Command::Meta { key: "schema".into(), value: 9.0.into() }, "meta.value"),
        (Command::Process { id: "nope".into(), key: "name".into(), value: None }, "process.missing"),
        (
            Command::All {
                commands: vec![
                    new("e_new", Parent::board()),
                    Command::Delete { ids: vec![note.clone()], bridge: false },
                    Command::Label { id: note.clone(), text: "gone".into() },
                ],
            },
            "element.gone",
        ),
    ] {
        let refusal = b.board.execute(&command, None, &mut b.rng).unwrap_err();
        assert_eq!(refusal.code, code, "{command:?}");
        assert_eq!(b.board.projection(), &before.1, "{command:?}");
    }
    assert_eq!(b.board.snapshot(), before.0);
    b.check();
}

#[test]
fn the_tray_gives_back() {
    let mut b = Desk::new(1);
    let (x, y) = (b.task(0.0), b.task(1.0));
    let flow = b.flow(&x, &y);
    b.run(Command::Delete { ids: vec![x.clone(), y.clone()], bridge: false });
    assert_eq!(b.board.projection().gone().count(), 3);
    b.run(Command::Restore { ids: vec![flow.clone(), x.clone()] });
    assert!(b.board.projection().get(&x).is_some() && b.board.projection().get(&flow).is_none());
    b.run(Command::Restore { ids: vec![flow.clone(), y.clone()] });
    assert_eq!(b.get(&flow).from, Some(x));
    b.check();
}

#[test]
fn a_copied_pool_has_a_process_of_its_own() {
    let mut b = Desk::new(1);
    let pool = b.make("pool", Parent::board(), (0.0, 0.0));
    let named = b.get(&pool).text("process").unwrap().to_owned();
    b.run(Command::Process { id: named.clone(), key: "name".into(), value: Some("Antrag".into()) });
    let properties = b.get(&pool).properties;
    let copy = b.create(NewElement { properties: properties.clone(), ..element("pool") });
    let copied = b.get(&copy).text("process").unwrap().to_owned();
    assert_ne!(copied, named);
    assert_eq!(b.board.projection().processes()[&*copied].name, "Antrag");
    // The original gone, its process is free.
    b.run(Command::Delete { ids: vec![pool], bridge: false });
    let moved = b.create(NewElement { properties, ..element("pool") });
    assert_eq!(b.get(&moved).text("process"), Some(named.as_str()));
    // A black box stays one.
    let black = [("process".to_owned(), "".into())].into();
    let black = b.create(NewElement { properties: black, ..element("pool") });
    assert_eq!(b.get(&black).text("process"), None);
    b.check();
}

#[test]
fn turning_keeps_contents_and_places() {
    let mut b = Desk::new(1);
    let frame = b.make("frame", Parent::board(), (10.0, 10.0));
    let sub = b.make("subprocess.embedded", Parent::Element(frame.clone()), (20.0, 20.0));
    let inside = b.make("task.user", Parent::Element(sub.clone()), (30.0, 30.0));
    let attached = b.make("event.boundary.timer", Parent::Element(sub.clone()), (40.0, 182.0));
    b.run(Command::Turn { id: sub.clone(), kind: Kind::parse("task.user"), size: None });
    assert_eq!(
        (b.get(&inside).parent, b.get(&inside).origin),
        (Parent::Element(frame.clone()), Point::new(60.0, 60.0))
    );
    assert_eq!(b.get(&attached).parent, Parent::Element(sub.clone()));
    let place = b.get(&attached).origin;
    b.run(Command::Turn { id: attached.clone(), kind: Kind::parse("event.catch.timer"), size: None });
    assert_eq!((b.get(&attached).parent, b.get(&attached).origin), (Parent::Element(frame), place));
    let back = Command::Turn { id: attached.clone(), kind: Kind::parse("event.boundary.timer"), size: None };
    assert_eq!(b.board.execute(&back, None, &mut b.rng).unwrap_err().code, "turn.needs-host");
    b.undo();
    b.undo();
    assert_eq!(b.get(&inside).parent, Parent::Element(sub));
    b.check();
}
