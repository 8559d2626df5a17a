//! Routes: the usual cases by example, and what holds for all of them by random boards.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Stage, id, stage};
use proptest::prelude::*;
use std::fmt::Write as _;
use wandel_board::{Changes, Command, Kind, Parent, Placement};
use wandel_process::{
    Kind as Process, Value,
    geometry::{Point, Rect},
};
use wandel_scene::{Anchor, Overrides, Scene};

#[track_caller]
fn check(fixture: &str, flow: &str, expected: &[(f64, f64)]) {
    assert_eq!(stage(fixture).route(flow), expected, "{fixture}");
}

#[test]
fn tasks_are_left_at_the_right_and_entered_at_the_left() {
    let a = "a task.user 0,0,100,80\n";
    check(
        &format!("{a} b task.user 150,0,100,80\n f flow.sequence a -> b"),
        "f",
        &[(100.0, 40.0), (150.0, 40.0)],
    );
    check(
        &format!("{a} b task.user 200,140,100,80\n f flow.sequence a -> b"),
        "f",
        &[(100.0, 40.0), (150.0, 40.0), (150.0, 180.0), (200.0, 180.0)],
    );
    // A little off the middle: straight all the same.
    check(
        &format!("{a} b task.user 150,8,100,80\n f flow.sequence a -> b"),
        "f",
        &[(100.0, 40.0), (150.0, 40.0)],
    );
    // One below the other.
    check(
        &format!("{a} b task.user 0,140,100,80\n f flow.sequence a -> b"),
        "f",
        &[(50.0, 80.0), (50.0, 140.0)],
    );
    // Back: straight if nothing speaks against it, else over the top of what came before.
    check(
        &format!("{a} b task.user -200,0,100,80\n f flow.sequence a -> b"),
        "f",
        &[(0.0, 40.0), (-100.0, 40.0)],
    );
    check(
        &format!("{a} b task.user -200,0,100,80\n e flow.sequence b -> a\n f flow.sequence a -> b"),
        "f",
        &[(50.0, 0.0), (50.0, -20.0), (-150.0, -20.0), (-150.0, 0.0)],
    );
}

#[test]
fn a_line_that_a_file_drew_from_middle_to_middle_ends_at_the_outlines() {
    let shapes =
        "a task.user 0,0,100,80\n b event.end.none 200,22,36,36\n h subprocess.embedded -50,-50,400,300\n";
    let routes: [(&str, &[(f64, f64)]); 4] = [
        // jBPM writes middles; others end a little inside, or a little off.
        ("a -> b docks=50,40,218,40", &[(100.0, 40.0), (200.0, 40.0)]),
        (
            "a -> b via 150,40 160,40 docks=50,40,218,40",
            &[(100.0, 40.0), (150.0, 40.0), (160.0, 40.0), (200.0, 40.0)],
        ),
        ("a -> b docks=99,40,201.5,40", &[(99.0, 40.0), (201.5, 40.0)]),
        // One end within the other: nothing to cut at.
        ("h -> a docks=-20,40,0,40", &[(-20.0, 40.0), (0.0, 40.0)]),
    ];
    for (flow, expected) in routes {
        check(&format!("{shapes} f flow.sequence {flow}"), "f", expected);
    }
}

#[test]
fn decisions_are_left_up_and_down_first() {
    let gate = "g gateway.exclusive 0,15,50,50\n";
    check(
        &format!("{gate} b task.user 100,140,100,80\n f flow.sequence g -> b"),
        "f",
        &[(25.0, 65.0), (25.0, 180.0), (100.0, 180.0)],
    );
    check(
        "a task.user 0,0,100,80\n g gateway.parallel 200,140,50,50\n f flow.sequence a -> g",
        "f",
        &[(100.0, 40.0), (225.0, 40.0), (225.0, 140.0)],
    );
    // Three exits, three corners.
    let three = stage(&format!(
        "{gate} a task.user 150,0,100,80\n b task.user 150,-140,100,80\n c task.user 150,140,100,80
         x flow.sequence g -> a\n y flow.sequence g -> b\n z flow.sequence g -> c"
    ));
    assert_eq!(three.route("x")[0], (50.0, 40.0));
    assert_eq!(three.route("y")[0], (25.0, 15.0));
    assert_eq!(three.route("z")[0], (25.0, 65.0));
}

#[test]
fn loops_run_around_the_corner() {
    check(
        "a task.user 0,0,100,80\n f flow.sequence a -> a",
        "f",
        &[(100.0, 40.0), (120.0, 40.0), (120.0, 100.0), (50.0, 100.0), (50.0, 80.0)],
    );
}

#[test]
fn boundary_events_are_left_outwards() {
    let host = "a task.user 0,0,100,80\n e event.boundary.timer 32,62,36,36 in a\n";
    check(
        &format!("{host} b task.user 150,140,100,80\n f flow.sequence e -> b"),
        "f",
        &[(50.0, 98.0), (50.0, 180.0), (150.0, 180.0)],
    );
    let top = "a task.user 0,0,100,80\n e event.boundary.timer 32,-18,36,36 in a\n";
    check(
        &format!("{top} b task.user 150,-140,100,80\n f flow.sequence e -> b"),
        "f",
        &[(50.0, -18.0), (50.0, -100.0), (150.0, -100.0)],
    );
}

#[test]
fn messages_cross_the_gap_between_pools_upright() {
    let pools = "p pool 0,0,600,200 \"A\"\n q pool 0,300,600,200 \"B\"\n a task.user 100,60,100,80 in p\n";
    check(
        &format!("{pools} b task.user 300,360,100,80 in q\n f flow.message a -> b"),
        "f",
        &[(150.0, 140.0), (150.0, 250.0), (350.0, 250.0), (350.0, 360.0)],
    );
    check(&format!("{pools} f flow.message q -> a"), "f", &[(150.0, 300.0), (150.0, 140.0)]);
}

#[test]
fn a_third_shape_is_avoided() {
    let stage = stage(
        "a task.user 0,0,100,80\n b task.user 400,0,100,80\n c task.user 200,-20,100,120\n f flow.sequence a -> b",
    );
    let route = stage.scene.route(&id("f"));
    assert!(route.len() > 2);
    assert!(!meets(route, Rect::new(200.0, -20.0, 100.0, 120.0).inflate(4.0)), "{route:?}");
}

#[test]
fn bends_set_by_hand_stay_and_are_repaired() {
    let mut stage = stage(
        "a task.user 0,0,100,80\n b task.user 400,200,100,80\n f flow.sequence a -> b via 250,40 250,240",
    );
    assert_eq!(stage.route("f"), [(100.0, 40.0), (250.0, 40.0), (250.0, 240.0), (400.0, 240.0)]);
    // A little down: the line still starts at the height of its bend.
    let mut place = |x: f64, y: f64| {
        let items =
            vec![Placement { id: id("a"), parent: Parent::board(), at: Point::new(x, y), size: None }];
        stage.run(&Command::Place { items });
        stage.route("f")
    };
    assert_eq!(place(0.0, 20.0), [(100.0, 40.0), (250.0, 40.0), (250.0, 240.0), (400.0, 240.0)]);
    // Far down: the bend slides along its line until it stands over the shape again.
    let moved = place(0.0, 300.0);
    assert_eq!(moved[1..], [(250.0, 340.0), (250.0, 240.0), (400.0, 240.0)]);
    assert_eq!(moved[0], (100.0, 340.0));
}

#[test]
fn a_route_of_a_file_stays_until_an_end_moves() {
    let mut stage = stage(
        "a task.user 0,0,100,80\n b task.user 300,100,100,80\n f flow.sequence a -> b via 200,20 200,160 docks=100,20,300,160",
    );
    assert_eq!(stage.route("f"), [(100.0, 20.0), (200.0, 20.0), (200.0, 160.0), (300.0, 160.0)]);
    let place = |name: &str, x: f64, y: f64| Placement {
        id: id(name),
        parent: Parent::board(),
        at: Point::new(x, y),
        size: None,
    };
    // Both together: the whole line goes with them, in the preview as after the drop.
    let mut overrides = Overrides::default();
    overrides.bounds.insert(id("a"), Rect::new(10.0, 50.0, 100.0, 80.0));
    overrides.bounds.insert(id("b"), Rect::new(310.0, 150.0, 100.0, 80.0));
    let preview = stage.scene.preview(stage.projection(), &overrides);
    stage.run(&Command::Place { items: vec![place("a", 10.0, 50.0), place("b", 310.0, 150.0)] });
    let moved = [(110.0, 70.0), (210.0, 70.0), (210.0, 210.0), (310.0, 210.0)];
    assert_eq!(stage.route("f"), moved);
    assert_eq!(preview.routes[&id("f")].as_slice(), stage.scene.route(&id("f")));
    // One of them: its end follows, the bends stay.
    stage.run(&Command::Place { items: vec![place("b", 310.0, 170.0)] });
    assert_eq!(stage.route("f")[1..3], moved[1..3]);
    assert_eq!(stage.route("f")[3], (310.0, 210.0));
}

#[test]
fn an_association_may_end_at_a_flow() {
    let mut stage = stage(
        "a task.user 0,0,100,80\n b task.user 300,0,100,80\n f flow.sequence a -> b\n n annotation 180,100,100,40 \"Frist\"\n x flow.association n -> f",
    );
    let end = |stage: &Stage| *stage.route("x").last().unwrap();
    assert_eq!(end(&stage), (200.0, 40.0));
    let at = Point::new(400.0, 0.0);
    stage.run(&Command::Place {
        items: vec![Placement { id: id("b"), parent: Parent::board(), at, size: None }],
    });
    assert_eq!(end(&stage), (250.0, 40.0));
    same_as_anew(&stage).unwrap();
}

#[test]
fn ends_are_cropped_at_the_outline() {
    let stage = stage("a shape.ellipse 0,0,100,100\n b shape.diamond 200,200,100,100\n f line a -> b");
    let route = stage.scene.route(&id("f"));
    let r = 50.0 - 50.0 / 2.0_f64.sqrt();
    assert!((route[0].x - (100.0 - r)).abs() < 0.1 && (route[0].y - (100.0 - r)).abs() < 0.1, "{route:?}");
    assert!((route[1].x - 225.0).abs() < 0.1 && (route[1].y - 225.0).abs() < 0.1, "{route:?}");
}

#[test]
fn previews_show_what_a_drop_would_give() {
    let mut stage = stage(include_str!("data/demo.txt"));
    let mut overrides = Overrides::default();
    overrides.bounds.insert(id("claim"), Rect::new(664.0, 412.0, 100.0, 80.0));
    overrides.bounds.insert(id("entitled"), Rect::new(799.0, 397.0, 50.0, 50.0));
    let preview = stage.scene.preview(stage.projection(), &overrides);
    let place = |name: &str, x: f64, y: f64| Placement {
        id: id(name),
        parent: Parent::Element(id("l2")),
        at: Point::new(x - 114.0, y - 372.0),
        size: None,
    };
    stage.run(&Command::Place { items: vec![place("claim", 664.0, 412.0), place("entitled", 799.0, 397.0)] });
    assert!(preview.routes.len() >= 4);
    for (id, route) in &preview.routes {
        assert_eq!(route.as_slice(), stage.scene.route(id), "{id}");
    }
    for (id, items) in &preview.items {
        assert_eq!(items.as_slice(), stage.scene.items(id), "{id}");
    }
}

#[test]
fn the_connect_tool_shows_the_route_it_will_get() {
    let stage = stage("a task.user 0,0,100,80\n b task.user 200,140,100,80");
    let kind = Kind::Process(Process::Flow(wandel_process::kind::FlowKind::Sequence));
    let between = |to: &Anchor| {
        stage.scene.route_between(stage.projection(), "board", &Anchor::Element(id("a")), to, &kind)
    };
    let expected = [(100.0, 40.0), (150.0, 40.0), (150.0, 180.0), (200.0, 180.0)];
    let points = |route: Vec<Point>| route.iter().map(|p| (p.x, p.y)).collect::<Vec<_>>();
    assert_eq!(points(between(&Anchor::Element(id("b")))), expected);
    let ghost = Anchor::Ghost { kind: kind.clone(), bounds: Rect::new(200.0, -140.0, 100.0, 80.0) };
    assert_eq!(points(between(&ghost)).last(), Some(&(200.0, -100.0)));
    assert_eq!(points(between(&Anchor::Free(Point::new(300.0, 40.0)))), [(100.0, 40.0), (300.0, 40.0)]);
}

fn meets(route: &[Point], rect: Rect) -> bool {
    route.windows(2).any(|pair| Rect::spanned(pair[0], pair[1]).inflate(0.01).intersects(rect))
}

const KINDS: [(&str, f64, f64); 6] = [
    ("task.user", 100.0, 80.0),
    ("gateway.exclusive", 50.0, 50.0),
    ("event.catch.timer", 36.0, 36.0),
    ("task.service", 100.0, 80.0),
    ("data.object", 36.0, 50.0),
    ("note", 160.0, 96.0),
];

/// Shapes in the cells of a grid that leaves room between all of them, and flows between some.
fn board() -> impl Strategy<Value = String> {
    let shapes = prop::collection::btree_map((0..7_u8, 0..6_u8), (0..KINDS.len(), 0..3_u8, 0..3_u8), 4..24);
    (shapes, prop::collection::vec((0..64_usize, 0..64_usize), 1..24)).prop_map(|(shapes, flows)| {
        let mut text = String::new();
        let mut nodes = Vec::new();
        for ((column, row), (kind, dx, dy)) in shapes {
            let (kind, w, h) = KINDS[kind];
            let x = f64::from(column) * 230.0 + f64::from(dx) * 10.0;
            let y = f64::from(row) * 170.0 + f64::from(dy) * 10.0;
            text += &format!("s{column}{row} {kind} {x},{y},{w},{h}\n");
            if kind.starts_with("task") || kind.starts_with("gateway") || kind.starts_with("event") {
                nodes.push(format!("s{column}{row}"));
            }
        }
        for (i, (a, b)) in flows.into_iter().enumerate() {
            if !nodes.is_empty() {
                let (a, b) = (&nodes[a % nodes.len()], &nodes[b % nodes.len()]);
                text += &format!("f{i} flow.sequence {a} -> {b}\n");
            }
        }
        text
    })
}

fn fresh(stage: &Stage) -> Scene {
    let mut scene = Scene::new();
    scene.update(stage.projection(), &Changes { all: true, ..Changes::default() });
    scene
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_route_is_square_and_free(text in board()) {
        let stage = stage(&text);
        let again = fresh(&stage);
        for flow in stage.projection().in_order().filter(|e| e.kind.is_connector()) {
            let route = stage.scene.route(&flow.id);
            prop_assert_eq!(route, again.route(&flow.id), "not the same twice");
            prop_assert!(route.len() >= 2);
            for pair in route.windows(2) {
                prop_assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{:?}", route);
            }
            let ends = [&flow.from, &flow.to].map(|end| stage.scene.bounds(end.as_ref().unwrap()).unwrap());
            for (end, p) in ends.iter().zip([route[0], route[route.len() - 1]]) {
                // On the middle of a side, or beside it on a straight side.
                let on = end.contains(p) && !end.inflate(-0.01).contains(p);
                prop_assert!(on, "{:?} is not on {:?}", p, end);
            }
            for other in stage.projection().in_order().filter(|e| !e.kind.is_connector()) {
                let body = stage.scene.bounds(&other.id).unwrap().inflate(-1.0);
                prop_assert!(!meets(route, body), "{} runs through {}: {:?}\n{}", flow.id, other.id, route, text);
            }
        }
    }

    #[test]
    fn an_update_gives_what_building_anew_gives(text in board(), moves in prop::collection::vec((0..64_usize, 0..7_u8, 0..6_u8, 0..4_u8), 1..8)) {
        let mut stage = stage(&text);
        for (which, column, row, what) in moves {
            let shapes: Vec<_> = stage.projection().in_order().map(|e| e.id.clone()).collect();
            if shapes.is_empty() {
                break;
            }
            let element = shapes[which % shapes.len()].clone();
            let at = Point::new(f64::from(column) * 230.0 + 30.0, f64::from(row) * 170.0 + 90.0);
            let command = match what {
                0 => Command::Delete { ids: vec![element], bridge: false },
                1 => Command::Label { id: element, text: "Vollständig geprüft?".into() },
                _ if stage.projection().get(&element).unwrap().kind.is_connector() => {
                    Command::Label { id: element, text: "nein".into() }
                }
                _ => Command::Place { items: vec![Placement { id: element, parent: Parent::board(), at, size: None }] },
            };
            stage.run(&command);
        }
        same_as_anew(&stage)?;
    }

    #[test]
    fn lanes_and_pools_are_kept_up_to_date_too(moves in prop::collection::vec((0..64_usize, -3..4_i8, -3..4_i8, 0..8_u8), 1..10)) {
        let mut stage = stage(include_str!("data/demo.txt"));
        for (which, dx, dy, what) in moves {
            let ids: Vec<_> = stage.projection().in_order().map(|e| e.id.clone()).collect();
            let element = stage.projection().get(&ids[which % ids.len()]).unwrap().clone();
            let id = element.id.clone();
            let at = element.at + Point::new(f64::from(dx) * 30.0, f64::from(dy) * 30.0);
            let command = match what {
                0 => Command::Delete { ids: vec![id], bridge: true },
                1 => Command::Label { id, text: "Geprüft und für gut befunden".into() },
                2 => Command::Set { id, property: "colour".into(), value: Some(Value::Text("5".into())) },
                3 => Command::Set { id, property: "default".into(), value: Some(Value::Text("e_yes1".into())) },
                _ if element.kind.is_connector() => Command::Bend { id, via: Some(vec![Point::new(500.0, 200.0)]) },
                _ => Command::Place { items: vec![Placement { id, parent: element.parent, at, size: None }] },
            };
            // What the board refuses changes nothing.
            if let Ok(executed) = stage.board.execute(&command, None, &mut stage.rng) {
                stage.scene.update(stage.board.projection(), &executed.changes);
            }
        }
        same_as_anew(&stage)?;
    }
}

fn same_as_anew(stage: &Stage) -> Result<(), TestCaseError> {
    let anew = fresh(stage);
    for element in stage.projection().in_order() {
        prop_assert_eq!(stage.scene.route(&element.id), anew.route(&element.id), "{}", element.id);
        prop_assert_eq!(stage.scene.items(&element.id), anew.items(&element.id), "{}", element.id);
        prop_assert_eq!(stage.scene.extent(&element.id), anew.extent(&element.id));
        prop_assert_eq!(stage.scene.rank(&element.id), anew.rank(&element.id));
    }
    prop_assert_eq!(stage.scene.all("board"), anew.all("board"));
    let view = Rect::new(200.0, 100.0, 500.0, 400.0);
    prop_assert_eq!(stage.scene.visible("board", view), anew.visible("board", view));
    Ok(())
}

/// A file may hang any number of flows on one shape. Comparing each with each would take minutes here.
#[test]
fn a_crowd_at_a_shape_does_not_cost_its_square() {
    let mut board = String::from(
        "p pool 0,0,600,140\nq pool 0,300,600,140\na task.user 700,0,100,80\nb task.user 700,300,100,80",
    );
    for n in 0..10_000 {
        let _ = write!(board, "\nm{n} flow.message p -> q\ns{n} flow.sequence a -> b");
    }
    let stage = stage(&board);
    for name in ["m0", "m9999", "s0", "s9999"] {
        assert!(stage.route(name).len() >= 2, "{name}");
    }
}
