//! Places for files without diagrams: nothing overlaps, lanes hold what is theirs, flows go to the right, and the same
//! file is laid out the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::{fixture, read, sketch::sketch, xid};
use wandel_process::{
    Model, Point, Rect,
    kind::{FlowKind, Kind, Position},
    layout,
    model::{Element, Owner},
    size::HEADER,
};

fn shapes(model: &Model) -> impl Iterator<Item = &Element> {
    model.elements.iter().filter(|element| element.process_kind().is_some_and(|kind| !kind.is_connector()))
}

/// Siblings keep their distance; what is owned lies inside, boundary events on the edge.
fn tidy(model: &Model) -> Result<(), String> {
    let all: Vec<&Element> = shapes(model).collect();
    for element in &all {
        let b = element.bounds;
        if b.w <= 0.0 || b.h <= 0.0 || [b.x, b.y, b.w, b.h].iter().any(|n| !n.is_finite()) {
            return Err(format!("{} has no place: {b:?}", element.id));
        }
        let boundary = matches!(element.process_kind(), Some(Kind::Event(Position::Boundary, _)));
        if let Owner::Element(owner) = &element.owner
            && let Some(owner) = model.element(owner)
        {
            let held = if boundary { owner.bounds.intersects(b) } else { owner.bounds.encloses(b) };
            if !held {
                return Err(format!("{} {b:?} not in {} {:?}", element.id, owner.id, owner.bounds));
            }
        }
    }
    let solid =
        |element: &Element| !matches!(element.process_kind(), Some(Kind::Event(Position::Boundary, _)));
    // Nodes of a pool stand in one frame, whatever lane they lie in; what is in no lane still lies over one.
    let frame = |element: &Element| {
        let mut owner = element.owner.clone();
        while let Owner::Element(id) = &owner
            && let Some(lane) = model.element(id)
            && lane.process_kind() == Some(Kind::Lane)
        {
            owner = lane.owner.clone();
        }
        owner
    };
    let lane = |element: &Element| element.process_kind() == Some(Kind::Lane);
    for (n, a) in all.iter().enumerate() {
        for b in &all[n + 1..] {
            let apart = if lane(a) || lane(b) {
                lane(a) && lane(b) && a.owner == b.owner
            } else {
                frame(a) == frame(b)
            };
            // Lanes share an edge.
            let overlap = a.bounds.inflate(-0.5).intersects(b.bounds.inflate(-0.5));
            if apart && solid(a) && solid(b) && overlap {
                return Err(format!("{} {:?} overlaps {} {:?}", a.id, a.bounds, b.id, b.bounds));
            }
        }
    }
    Ok(())
}

#[test]
fn pools_lanes_subprocesses_and_boundary_events() {
    let model = read(&fixture("no-diagram.bpmn"), "a").model;
    tidy(&model).unwrap();
    let at = |id: &str| xid(&model, id).bounds;
    assert_eq!(at("LA").x, at("Pool").x + HEADER);
    assert_eq!(at("LA").bottom(), at("LB").y, "lanes tile their pool");
    assert_eq!((at("LA").y, at("LB").bottom()), (at("Pool").y, at("Pool").bottom()));
    assert_eq!(at("Other").w, at("Pool").w, "pools end together");
    assert_eq!(at("Timer").centre().y, at("B").bottom());
    for (from, to) in [("S", "A"), ("A", "G"), ("G", "B"), ("B", "J"), ("J", "Sub"), ("Sub", "E")] {
        assert!(at(from).right() + 40.0 <= at(to).x, "{from} left of {to}");
    }
    assert_eq!(at("S").centre().y, at("A").centre().y, "the main path is straight");
    // The same again.
    assert_eq!(model, read(&fixture("no-diagram.bpmn"), "a").model);
}

/// What is drawn stays; what is not finds a place beside it.
#[test]
fn what_is_drawn_stays() {
    let mut model = sketch("s:event.start.none a:task.user b:task.user e:event.end.none | s>a a>b b>e");
    model.elements[1].bounds = Rect::new(300.0, 200.0, 100.0, 80.0);
    assert!(layout::layout(&mut model));
    assert_eq!(model.elements[1].bounds, Rect::new(300.0, 200.0, 100.0, 80.0));
    tidy(&model).unwrap();
    let before = model.clone();
    assert!(!layout::layout(&mut model), "nothing is left to do");
    assert_eq!(model, before);
}

#[test]
fn routes_dock_on_the_edges() {
    let task = |x: f64, y: f64| Rect::new(x, y, 100.0, 80.0);
    let from = task(0.0, 0.0);
    let kind = Kind::parse("task.user").unwrap();
    for x in [-400.0, -150.0, 0.0, 30.0, 150.0, 400.0] {
        for y in [-300.0, -120.0, 0.0, 120.0, 300.0] {
            let to = task(x, y);
            if from.inflate(1.0).intersects(to) {
                continue;
            }
            let route = wandel_process::route::simple(from, kind, to, kind);
            let on_edge =
                |rect: Rect, point: Point| rect.contains(point) && !rect.inflate(-0.5).contains(point);
            assert!(on_edge(from, route[0]), "{x} {y}: {route:?}");
            assert!(on_edge(to, *route.last().unwrap()), "{x} {y}: {route:?}");
            for pair in route.windows(2) {
                assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{x} {y}: {route:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any graph over any lanes, subprocesses and hosts gets a tidy layout.
    #[test]
    fn any_graph_is_laid_out(
        nodes in proptest::collection::vec((0_usize..6, 0_usize..5), 1..24),
        flows in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..40),
    ) {
        let kinds = ["task.user", "event.catch.none", "gateway.exclusive", "subprocess.embedded", "data.object", "annotation"];
        let mut text = String::from("q:pool(process=p) l<q:lane m<q:lane k<m:lane h<m:lane ");
        for (n, (kind, place)) in nodes.iter().enumerate() {
            // Into a lane, the pool, or the last subprocess before.
            let owner = match place {
                0 => "l".to_owned(),
                1 => "k".to_owned(),
                2 => "h".to_owned(),
                3 => "q".to_owned(),
                _ => (0..n).rev().find(|m| nodes[*m].0 == 3).map_or("l".to_owned(), |m| format!("n{m}")),
            };
            text.push_str(&format!("n{n}<{owner}:{} ", kinds[*kind]));
            if *kind == 0 && *place == 0 {
                text.push_str(&format!("b{n}<n{n}:event.boundary.timer "));
            }
        }
        text.push('|');
        for (from, to) in &flows {
            let (from, to) = (from.index(nodes.len()), to.index(nodes.len()));
            text.push_str(&format!(" n{from}>n{to}"));
        }
        let mut model = sketch(&text);
        for flow in &mut model.elements {
            if flow.process_kind() == Some(Kind::Flow(FlowKind::Sequence)) {
                flow.owner = Owner::Element("q".into());
            }
        }
        layout::layout(&mut model);
        if let Err(fault) = tidy(&model) {
            prop_assert!(false, "{fault}\n{text}");
        }
    }
}
