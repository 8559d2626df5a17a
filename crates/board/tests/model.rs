//! A process file's model on the board and back again: nothing of it is lost, and importing it twice gives two copies.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use support::*;
use wandel_board::{
    Board, Command, Parent,
    model::{from_model, to_model},
};
use wandel_process::{
    Model,
    geometry::{Point, Rect},
    kind::*,
    model::*,
    property::{Value, names},
};

fn kind(name: &str) -> ElementKind {
    ElementKind::Process(Kind::parse(name).unwrap())
}

fn shape(id: &str, name: &str, owner: &str, bounds: (f64, f64, f64, f64)) -> Element {
    let owner =
        if owner.starts_with("plane") { Owner::Plane(owner.into()) } else { Owner::Element(owner.into()) };
    Element {
        xid: Some(format!("x_{id}")),
        name: format!("Name {id}"),
        bounds: Rect::new(bounds.0, bounds.1, bounds.2, bounds.3),
        src: Some(Span { source: "blob".into(), start: 10, end: 20 }),
        ..Element::new(id, kind(name), owner)
    }
}

fn flow(id: &str, name: &str, ends: (&str, &str), owner: &str, route: &[(f64, f64)]) -> Element {
    Element {
        from: Some(ends.0.into()),
        to: Some(ends.1.into()),
        as_imported: true,
        route: route.iter().map(|(x, y)| Point::new(*x, *y)).collect(),
        ..shape(id, name, owner, (0.0, 0.0, 0.0, 0.0))
    }
}

/// Two pools with lanes that do not tile exactly, a nested lane, a boundary event, a collapsed subprocess on a plane of
/// its own, a black box, an association to a flow, a depiction, definitions and references.
fn sample() -> Model {
    let mut pool = shape("pool", "pool", "plane1", (100.0, 80.0, 600.5, 250.0));
    pool.process = Some("proc".into());
    pool.properties.insert("colour".into(), "3".into());
    let mut gateway = shape("gate", "gateway.exclusive", "lane2", (320.0, 240.0, 50.0, 50.0));
    gateway.properties.insert(names::DEFAULT.into(), "f2".into());
    gateway.properties.insert(
        names::LABEL_AT.into(),
        Value::List(vec![
            Value::Number(12.5),
            Value::Number(-20.0),
            Value::Number(60.0),
            Value::Number(14.0),
        ]),
    );
    let mut message =
        Element::new("msg", ElementKind::Definition(DefinitionKind::Message), Owner::Plane("plane1".into()));
    message.name = "Antrag".into();
    let mut receive = shape("recv", "task.receive", "lane2", (420.0, 225.0, 100.0, 80.0));
    receive.properties.insert(names::REFERENCE.into(), "msg".into());
    receive.properties.insert(names::INTERRUPTING.into(), Value::Bool(false));
    let mut sub = shape("sub", "subprocess.embedded", "lane1", (420.0, 100.0, 100.0, 80.0));
    sub.properties.insert(names::EXPANDED.into(), Value::Bool(false));
    let mut copy = Element::new("copy", ElementKind::Depiction, Owner::Plane("plane1".into()));
    copy.bounds = Rect::new(800.0, 100.0, 100.0, 80.0);
    copy.properties.insert(names::OF.into(), "recv".into());
    Model {
        definitions: Definitions {
            xid: Some("defs".into()),
            name: "Anträge".into(),
            target_namespace: "http://example.org/a".into(),
            src: None,
        },
        processes: vec![Process {
            id: "proc".into(),
            xid: Some("Process_1".into()),
            name: "Antrag".into(),
            executable: true,
            properties: [("version".to_owned(), Value::from("1.2"))].into(),
            src: None,
        }],
        planes: vec![
            Plane { id: "plane1".into(), xid: Some("BPMNPlane_1".into()), name: "Haupt".into(), of: None },
            Plane { id: "plane2".into(), xid: None, name: String::new(), of: Some("sub".into()) },
        ],
        elements: vec![
            pool,
            shape("lane1", "lane", "pool", (130.0, 80.0, 570.5, 120.0)),
            shape("task", "task.user", "lane1", (180.0, 100.0, 100.0, 80.0)),
            shape("timer", "event.boundary.timer", "task", (262.0, 162.0, 36.0, 36.0)),
            sub,
            shape("lane2", "lane", "pool", (130.0, 200.0, 570.0, 130.0)),
            gateway,
            receive,
            shape("black", "pool", "plane1", (100.0, 400.0, 600.0, 60.0)),
            message,
            copy,
            flow(
                "f1",
                "flow.sequence",
                ("task", "gate"),
                "lane1",
                &[(230.0, 180.0), (230.0, 265.0), (320.0, 265.0)],
            ),
            flow("f2", "flow.sequence", ("gate", "recv"), "lane2", &[(370.0, 265.0), (420.0, 265.0)]),
            flow("m1", "flow.message", ("black", "recv"), "plane1", &[(470.0, 400.0), (470.0, 305.0)]),
            shape("note", "annotation", "plane1", (720.0, 200.0, 100.0, 40.0)),
            flow("a1", "flow.association", ("note", "f2"), "plane1", &[(720.0, 220.0), (395.0, 265.0)]),
            shape("inner", "task.script", "plane2", (50.0, 50.0, 100.0, 80.0)),
        ],
    }
}

/// The model with our ids replaced by names, so that two imports compare.
fn named(model: &Model) -> BTreeMap<String, Element> {
    let name = |element: &Element| element.xid.clone().unwrap_or_else(|| format!("{:?}", element.kind));
    let mut ids: BTreeMap<String, String> =
        model.elements.iter().map(|element| (element.id.clone(), name(element))).collect();
    ids.extend(model.planes.iter().enumerate().map(|(n, plane)| (plane.id.clone(), format!("plane{n}"))));
    ids.extend(model.processes.iter().map(|process| (process.id.clone(), process.name.clone())));
    let renamed = |id: &String| ids.get(id).cloned().unwrap_or_else(|| id.clone());
    let elements = model.elements.iter().map(|element| {
        let mut element = element.clone();
        element.id = name(&element);
        element.owner = match &element.owner {
            Owner::Plane(id) => Owner::Plane(renamed(id)),
            Owner::Element(id) => Owner::Element(renamed(id)),
        };
        for id in [&mut element.from, &mut element.to, &mut element.process].into_iter().flatten() {
            *id = renamed(id);
        }
        for value in element.properties.values_mut() {
            if let Value::Text(text) = value {
                *text = renamed(text);
            }
        }
        (element.id.clone(), element)
    });
    elements.collect()
}

fn check(model: &Model, back: &Model) {
    let (before, after) = (named(model), named(back));
    for (id, element) in &before {
        assert_eq!(after.get(id), Some(element), "{id}");
    }
    assert_eq!(after.len(), before.len());
    assert_eq!(back.definitions, model.definitions);
    let facts = |model: &Model| {
        let processes: Vec<_> = model
            .processes
            .iter()
            .map(|p| (p.xid.clone(), p.name.clone(), p.executable, p.properties.clone(), p.src.clone()))
            .collect();
        let planes: Vec<_> = model.planes.iter().map(|p| (p.xid.clone(), p.name.clone())).collect();
        format!("{processes:?} {planes:?}")
    };
    assert_eq!(facts(back), facts(model));
}

fn unrouted(_: &wandel_board::ElementId) -> Vec<Point> {
    vec![]
}

#[test]
fn a_model_comes_back_whole() {
    let mut desk = Desk::new(1);
    let model = sample();
    let command = from_model(&model, desk.board.projection(), &mut desk.rng);
    // As JSON, as the server hands an import to the browser.
    let json = serde_json::to_string(&command).unwrap();
    desk.run(serde_json::from_str(&json).unwrap());
    check(&model, &to_model(desk.board.projection(), &unrouted));
    let order: Vec<_> =
        to_model(desk.board.projection(), &unrouted).elements.iter().map(|e| e.xid.clone()).collect();
    let pool = order.iter().position(|xid| xid.as_deref() == Some("x_pool"));
    assert!(pool < order.iter().position(|xid| xid.as_deref() == Some("x_task")));
    desk.check();
    // One step: taken back as a whole.
    desk.undo();
    assert_eq!(desk.board.projection().in_order().count(), 0);
    assert_eq!(to_model(desk.board.projection(), &unrouted).elements, vec![]);
    desk.redo();
    check(&model, &to_model(desk.board.projection(), &unrouted));
}

#[test]
fn a_process_without_pools_becomes_the_boards() {
    let mut desk = Desk::new(1);
    let mut model = sample();
    model.planes.truncate(1);
    model.planes[0].of = Some("proc".into());
    model.elements = vec![
        shape("start", "event.start.none", "plane1", (0.0, 22.0, 36.0, 36.0)),
        shape("task", "task.user", "plane1", (100.0, 0.0, 100.0, 80.0)),
        flow("f", "flow.sequence", ("start", "task"), "plane1", &[(36.0, 40.0), (100.0, 40.0)]),
    ];
    let command = from_model(&model, desk.board.projection(), &mut desk.rng);
    desk.run(command);
    let back = to_model(desk.board.projection(), &unrouted);
    check(&model, &back);
    assert_eq!(back.planes[0].of, Some(back.processes[0].id.clone()));
    // A second import goes below what is there.
    let command = from_model(&model, desk.board.projection(), &mut desk.rng);
    desk.run(command);
    let tasks: Vec<_> = desk
        .board
        .projection()
        .in_order()
        .filter(|e| e.kind.name() == "task.user")
        .map(|e| e.origin.y)
        .collect();
    assert_eq!(tasks, vec![0.0, 160.0]);
    desk.check();
}

#[test]
fn two_people_import_one_file_at_once_and_get_two_copies() {
    let (mut a, mut b) = (Desk::new(1), Desk::new(2));
    let model = sample();
    for desk in [&mut a, &mut b] {
        let command = from_model(&model, desk.board.projection(), &mut desk.rng);
        desk.run(command);
    }
    sync(&mut a, &mut b);
    assert_eq!(a.board.projection(), b.board.projection());
    assert_eq!(a.board.digest(), b.board.digest());
    let back = to_model(a.board.projection(), &unrouted);
    assert_eq!(back.elements.len(), 2 * model.elements.len());
    for id in ["x_pool", "x_task", "x_f1"] {
        assert_eq!(back.elements.iter().filter(|e| e.xid.as_deref() == Some(id)).count(), 2);
    }
    a.check();
}

#[test]
fn untidy_lanes_of_a_file_keep_their_places_until_somebody_changes_them() {
    let mut desk = Desk::new(1);
    let command = from_model(&sample(), desk.board.projection(), &mut desk.rng);
    desk.run(command);
    let find = |board: &Board, xid: &str| {
        board.projection().in_order().find(|e| e.xid.as_deref() == Some(xid)).unwrap().clone()
    };
    let (pool, lane) = (find(&desk.board, "x_pool"), find(&desk.board, "x_lane2"));
    assert_eq!(lane.size.w, 570.0);
    let mut size = lane.size;
    size.h = 160.0;
    desk.run(Command::Place {
        items: vec![wandel_board::Placement {
            id: lane.id,
            parent: Parent::Element(pool.id),
            at: lane.at,
            size: Some(size),
        }],
    });
    assert_eq!(find(&desk.board, "x_lane1").size, find(&desk.board, "x_lane2").size.with_h(120.0));
    assert_eq!(find(&desk.board, "x_pool").size.h, 280.0);
    desk.check();
}

trait WithH {
    fn with_h(self, h: f64) -> Self;
}
impl WithH for wandel_process::Size {
    fn with_h(self, h: f64) -> Self {
        Self::new(self.w, h)
    }
}

#[test]
fn the_route_of_a_file_stays_until_one_end_moves() {
    let mut desk = Desk::new(1);
    let model = sample();
    let command = from_model(&model, desk.board.projection(), &mut desk.rng);
    desk.run(command);
    let find = |desk: &Desk, xid: &str| {
        desk.board.projection().in_order().find(|e| e.xid.as_deref() == Some(xid)).unwrap().clone()
    };
    let route = |desk: &Desk| {
        let model = to_model(desk.board.projection(), &unrouted);
        model.elements.into_iter().find(|e| e.xid.as_deref() == Some("x_f1")).unwrap().route
    };
    let pool = find(&desk, "x_pool");
    desk.run(Command::Place { items: vec![placed(&pool.id, Parent::board(), (110.0, 90.0))] });
    assert_eq!(route(&desk)[0], Point::new(240.0, 190.0));
    let task = find(&desk, "x_task");
    desk.run(Command::Place { items: vec![placed(&task.id, task.parent.clone(), (60.0, 30.0))] });
    assert_eq!(route(&desk), vec![]);
    desk.undo();
    assert_eq!(route(&desk).len(), 3);
    desk.check();
}
