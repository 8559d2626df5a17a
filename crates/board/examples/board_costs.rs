//! `cargo run --release -p wandel-board --example board_costs` prints what a board of 5,000 elements costs: load, one move, one letter, one update from outside, the guard. Not a test.

use rand::{SeedableRng, rngs::SmallRng};
use std::time::Instant;
use wandel_board::{
    Board, Command, ElementId, Kind, Meta, NewElement, Parent, Placement, command::TextEdit, guard,
};
use wandel_process::geometry::{Point, Size};

const COUNT: usize = 5_000;

fn report(what: &str, times: u32, since: Instant) {
    println!("{what:<44} {:>10.1} µs", since.elapsed().as_secs_f64() * 1e6 / f64::from(times));
}

fn run(board: &mut Board, command: &Command, rng: &mut SmallRng) -> Vec<u8> {
    match board.execute(command, Some(1), rng) {
        Ok(done) => done.update,
        Err(refusal) => {
            println!("refused: {refusal}");
            Vec::new()
        }
    }
}

fn main() {
    let mut rng = SmallRng::seed_from_u64(1);
    let mut board = Board::initial(1 << 33, Meta::default());
    let ids: Vec<ElementId> = (0..COUNT).map(|_| ElementId::random(&mut rng)).collect();
    let elements = ids.iter().enumerate().map(|(n, id)| {
        let connects = n > 1 && n % 2 == 0;
        NewElement {
            id: id.clone(),
            kind: Kind::parse(if connects { "flow.sequence" } else { "task.user" }),
            parent: Parent::board(),
            at: Point::new((n % 70) as f64 * 150.0, (n / 70) as f64 * 120.0),
            size: Size::new(100.0, 80.0),
            label: if connects { String::new() } else { format!("Antrag Nummer {n} prüfen") },
            from: connects.then(|| ids[n - 1].clone()),
            to: connects.then(|| ids[(n + 1) % COUNT].clone()),
            via: None,
            properties: [("groups".to_owned(), "clerk".into())].into(),
            xid: None,
            src: None,
        }
    });
    let create = Command::Create { elements: elements.collect(), processes: vec![], planes: vec![] };
    let start = Instant::now();
    run(&mut board, &create, &mut rng);
    report("create 5,000 elements in one command", 1, start);

    let snapshot = board.snapshot();
    println!("{:<44} {:>10} bytes", "snapshot", snapshot.len());
    let start = Instant::now();
    for _ in 0..5 {
        let _ = guard::scan(&snapshot, &guard::Limits::SNAPSHOT);
    }
    report("scan the snapshot", 5, start);
    let start = Instant::now();
    let mut other = match Board::load(2, &snapshot) {
        Ok(board) => board,
        Err(refusal) => return println!("refused: {refusal}"),
    };
    report("load it", 1, start);
    let best = |what: &str, f: &dyn Fn()| {
        let once = |_| {
            let start = Instant::now();
            f();
            start.elapsed()
        };
        let best = (0..20).map(once).min().unwrap_or_default();
        println!("{what:<44} {:>10.1} µs", best.as_secs_f64() * 1e6);
    };
    best("load it, best of 20", &|| drop(Board::load(3, &snapshot)));
    best("project it anew, best of 20", &|| drop(other.project_anew()));
    best("scan it, best of 20", &|| drop(guard::scan(&snapshot, &guard::Limits::SNAPSHOT)));
    let start = Instant::now();
    let _ = board.snapshot();
    report("encode the snapshot", 1, start);

    let mut updates = Vec::new();
    let start = Instant::now();
    for n in 0..1000_u32 {
        let id = ids[(n as usize * 2 + 1) % COUNT].clone();
        let at = Point::new(f64::from(n), 5.0);
        let items = vec![Placement { id, parent: Parent::board(), at, size: None }];
        updates.push(run(&mut board, &Command::Place { items }, &mut rng));
    }
    report("move one", 1000, start);
    let start = Instant::now();
    for n in 0..1000_u32 {
        let edits = vec![TextEdit { at: n % 5, remove: 0, insert: "x".into() }];
        updates.push(run(&mut board, &Command::Edit { id: ids[1].clone(), edits }, &mut rng));
    }
    report("type one letter", 1000, start);
    let bytes: usize = updates.iter().map(Vec::len).sum();
    println!("{:<44} {:>10} bytes", "an update", bytes / updates.len());
    let start = Instant::now();
    for update in &updates {
        if let Ok(scan) = guard::scan(update, &guard::Limits::FRAME) {
            let _ = guard::admit(&other, &scan, &|_| true);
        }
    }
    report("guard one update", 2000, start);
    let start = Instant::now();
    for update in &updates {
        let _ = other.apply_remote(update);
    }
    report("apply one from outside", 2000, start);
    let start = Instant::now();
    let mut undone = 0;
    while undone < 500 && board.undo(&mut rng).is_some() {
        undone += 1;
    }
    report("undo one", undone.max(1), start);
    let start = Instant::now();
    let digest = other.digest();
    report("digest", 1, start);
    let start = Instant::now();
    let count = other.projection().in_order().count();
    report("all in order", 1, start);
    println!("{count} shown, digest {:02x}{:02x}", digest[0], digest[1]);
}
