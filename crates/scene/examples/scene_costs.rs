//! `cargo run --release -p wandel-scene --example scene_costs`: what the scene costs on large boards, as a table. Medians of
//! several runs; nothing is asserted.
#![allow(clippy::unwrap_used)]

use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::{Duration, Instant};
use wandel_board::{
    Board, Changes, Command, ElementId, Kind, NewElement, Parent, Placement, projection::Meta,
};
use wandel_process::{
    geometry::{Point, Rect, Size},
    property::Properties,
};
use wandel_scene::{Anchor, Overrides, Scene, svg};

fn shape(id: &str, kind: &str, x: f64, y: f64, w: f64, h: f64, label: &str) -> NewElement {
    NewElement {
        id: id.into(),
        kind: Kind::parse(kind),
        parent: Parent::board(),
        at: Point::new(x, y),
        size: Size::new(w, h),
        label: label.into(),
        from: None,
        to: None,
        via: None,
        properties: Properties::new(),
        xid: None,
        src: None,
    }
}

/// About `n` elements: tasks, decisions and notes in rows, with flows.
fn board(n: usize) -> (Board, StdRng) {
    let mut rng = StdRng::seed_from_u64(3);
    let mut elements = Vec::new();
    let shapes = n / 2;
    let columns = 50;
    for i in 0..shapes {
        let (x, y) = ((i % columns) as f64 * 170.0, (i / columns) as f64 * 150.0);
        let id = format!("e_{i:011}");
        elements.push(match i % 5 {
            4 => shape(&id, "gateway.exclusive", x, y + 15.0, 50.0, 50.0, "Vollständig?"),
            3 => shape(&id, "note", x, y, 140.0, 96.0, "Warum dreimal dieselben Daten?"),
            _ => shape(&id, "task.user", x, y, 100.0, 80.0, "Unterlagen nachreichen"),
        });
    }
    // Along the rows, from decisions also down, now and then three steps back; never from the end of a row to the next.
    let mut ends = Vec::new();
    for i in (0..shapes).filter(|i| i % 5 != 3) {
        let next = if i % 5 == 2 { i + 2 } else { i + 1 };
        if next < shapes && next / columns == i / columns {
            ends.push((i, next));
        }
        if i % 5 == 4 && i + columns < shapes {
            ends.push((i, i + columns));
        }
        if i % 5 == 4 && i % columns > 10 && rng.random_range(0..3) == 0 {
            ends.push((i, i - 3));
        }
    }
    for (i, (from, to)) in ends.into_iter().enumerate() {
        let mut flow = shape(
            &format!("e_{:011}", 50_000_000 + i),
            "flow.sequence",
            0.0,
            0.0,
            0.0,
            0.0,
            if i % 4 == 0 { "ja" } else { "" },
        );
        flow.from = Some(format!("e_{from:011}").as_str().into());
        flow.to = Some(format!("e_{to:011}").as_str().into());
        elements.push(flow);
    }
    let mut board = Board::initial(1, Meta::default());
    board.execute(&Command::Create { elements, processes: vec![], planes: vec![] }, None, &mut rng).unwrap();
    (board, rng)
}

fn median(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort();
    times[runs / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn main() {
    println!("{:>9}  {:<58}{:>12}", "elements", "what", "median");
    for n in [1_000, 10_000] {
        let (mut board, mut rng) = board(n);
        let all = Changes { all: true, ..Changes::default() };
        let row = |what: &str, time: Duration| println!("{n:>9}  {what:<58}{time:>12.2?}");
        let built = median(5, || timed(|| Scene::new().update(board.projection(), &all)));
        row("build everything (bounds, routes, labels, display lists)", built);
        let mut scene = Scene::new();
        scene.update(board.projection(), &all);
        let view = Rect::new(1000.0, 0.0, 1440.0, 900.0);
        row("visible elements of one screen", median(51, || timed(|| scene.visible("board", view))));
        let p = Point::new(1410.0, 40.0);
        row("hit test", median(51, || timed(|| scene.hit("board", p, 4.0))));
        let id: ElementId = "e_00000000061".into();
        let mut overrides = Overrides::default();
        overrides.bounds.insert(id.clone(), Rect::new(1900.0, 190.0, 100.0, 80.0));
        row(
            "preview of one dragged step",
            median(51, || timed(|| scene.preview(board.projection(), &overrides))),
        );
        let mut k = 0.0;
        let one = median(21, || {
            k += 10.0;
            let items = vec![Placement {
                id: id.clone(),
                parent: Parent::board(),
                at: Point::new(1870.0 + k, 160.0),
                size: None,
            }];
            let changes = board.execute(&Command::Place { items }, None, &mut rng).unwrap().changes;
            timed(|| scene.update(board.projection(), &changes))
        });
        row("update after moving one step", one);
        let typed = median(21, || {
            k += 1.0;
            let command = Command::Label { id: id.clone(), text: format!("Angaben prüfen {k}") };
            let changes = board.execute(&command, None, &mut rng).unwrap().changes;
            timed(|| scene.update(board.projection(), &changes))
        });
        row("update after typing in one label", typed);
        let kind = Kind::parse("flow.sequence");
        let (from, to) = (Anchor::Element("e_00000000000".into()), Anchor::Element("e_00000000497".into()));
        let across =
            median(21, || timed(|| scene.route_between(board.projection(), "board", &from, &to, &kind)));
        row("route of one flow across ten rows of shapes", across);
        let picture = timed(|| svg::paint(&scene, board.projection(), "board", &svg::Options::default()));
        row("SVG of everything", picture);
    }
}
