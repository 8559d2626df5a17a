//! Several people change a board that came from a file, one of them offline, and hear of each other later: all export the
//! same bytes; the file is sound BPMN, with every id once and no reference into nowhere that was not there before; what
//! nobody touched stands in it to the byte. Seeded; `SEEDS=10000 cargo test -p wandel-scene --test replicas` is the long run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wandel_board::{
    Board, Changes, Command, Element, ElementId, Kind, NewElement, Parent, Placement,
    command::End,
    model::{from_model, to_model},
    projection::Meta,
};
use wandel_process::{
    Target, bpmn,
    geometry::{Point, Size},
    kind::{FlowKind, Kind as P, TaskKind},
    property::Value,
};
use wandel_scene::Scene;

/// Files with every id once: others are damaged before anybody touches them.
const FILES: [&str; 12] = [
    "repeated-camunda.bpmn",
    "repeated-zeebe.bpmn",
    "repeated-flowable.bpmn",
    "extensions.bpmn",
    "lanes.bpmn",
    "data.bpmn",
    "every-kind.bpmn",
    "drill-down.bpmn",
    "collaborations.bpmn",
    "vendors.bpmn",
    "latin-1.bpmn",
    "partly-drawn.bpmn",
];
const WORKERS: usize = 4;
const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../process/tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

fn import(bytes: &[u8], rng: &mut StdRng) -> (Vec<u8>, bpmn::Text) {
    let mut board = Board::initial(3, Meta { title: "Probe".into(), ..Meta::default() });
    let mut ids = StdRng::seed_from_u64(7);
    let file = bpmn::read(bytes, "file", &mut || ElementId::random(&mut ids).as_str().to_owned()).unwrap();
    let command = from_model(&file.model, board.projection(), rng);
    board.execute(&command, None, rng).unwrap();
    (board.snapshot(), file.text)
}

fn export(board: &Board, text: &bpmn::Text) -> Vec<u8> {
    let mut scene = Scene::new();
    scene.update(board.projection(), &Changes { all: true, ..Changes::default() });
    let model = to_model(board.projection(), &|id| scene.route(id).to_vec());
    bpmn::write(&model, Target::Generic, &|name| (name == "file").then(|| text.clone())).xml
}

fn is(element: &Element, wanted: impl Fn(P) -> bool) -> bool {
    element.kind.process().is_some_and(wanted)
}

/// Something a person does, or `None` where there is nothing to do it to.
fn decide(board: &Board, rng: &mut StdRng) -> Option<Command> {
    let all: Vec<&Element> = board.projection().in_order().collect();
    let mut one = |wanted: &dyn Fn(&Element) -> bool| -> Option<Element> {
        let found: Vec<&&Element> = all.iter().filter(|element| wanted(element)).collect();
        found.choose(rng).map(|element| (**element).clone())
    };
    let is_node = |element: &Element| is(element, P::is_flow_node);
    let (element, other, node) = (one(&|_| true)?, one(&is_node)?, one(&is_node));
    let drawn = one(&|element| is(element, |kind| !kind.is_connector() && kind != P::Lane));
    let flow = one(&|element| is(element, |kind| kind == P::Flow(FlowKind::Sequence)));
    let (pool, lane) = (one(&|e| is(e, |k| k == P::Pool)), one(&|e| is(e, |k| k == P::Lane)));
    let task = one(&|e| e.kind.name().starts_with("task."));
    let field = one(&|e| e.kind.name() == "definition.field");
    let new = |id: ElementId, kind: P, parent: Parent, at: Point| NewElement {
        id,
        kind: Kind::Process(kind),
        parent,
        at,
        size: Size::new(100.0, 80.0),
        label: "Neu".into(),
        from: None,
        to: None,
        via: None,
        properties: Default::default(),
        xid: None,
        src: None,
    };
    let pick = |rng: &mut StdRng, n: u32| rng.random_range(0..n);
    Some(match pick(rng, 14) {
        0 | 1 => Command::Label { id: element.id, text: format!("Name {} & mehr", pick(rng, 100)) },
        2 | 3 => {
            let (x, y) = (f64::from(pick(rng, 120)) - 60.0, f64::from(pick(rng, 80)) - 40.0);
            let drawn = drawn?;
            let at = Point::new(drawn.at.x + x, drawn.at.y + y);
            Command::Place { items: vec![Placement { id: drawn.id, parent: drawn.parent, at, size: None }] }
        }
        4 => {
            let (node, lane) = (node?, lane?);
            let at = Point::new(60.0, 20.0);
            let parent = Parent::Element(lane.id);
            Command::Place { items: vec![Placement { id: node.id, parent, at, size: None }] }
        }
        5 => Command::Delete { ids: vec![element.id], bridge: pick(rng, 2) == 0 },
        6 => {
            let end = if pick(rng, 2) == 0 { End::From } else { End::To };
            Command::Reconnect { id: flow?.id, end, to: other.id }
        }
        7 | 8 => {
            let node = node?;
            let at = Point::new(node.at.x + 160.0, node.at.y + 20.0);
            let (id, way) = (ElementId::random(rng), ElementId::random(rng));
            let step = new(id.clone(), P::Task(TaskKind::User), node.parent.clone(), at);
            let mut way = new(way, P::Flow(FlowKind::Sequence), node.parent, Point::default());
            (way.from, way.to) = (Some(node.id), Some(id));
            Command::Create { elements: vec![step, way], processes: vec![], planes: vec![] }
        }
        9 | 10 => {
            let (property, value) = [
                ("documentation", "Siehe § 3"),
                ("assignee", "demo"),
                ("fill", "#FFE0B2"),
                ("input.mitte", "x + 1"),
                ("input.zeile", "b * 3"),
                ("topic", "anderes"),
            ][pick(rng, 6) as usize];
            let value = (pick(rng, 4) > 0).then(|| Value::Text(value.into()));
            Command::Set { id: task?.id, property: property.into(), value }
        }
        11 => {
            let pool = pool?;
            let mut lane =
                new(ElementId::random(rng), P::Lane, Parent::Element(pool.id.clone()), Point::new(30.0, 0.0));
            lane.size = Size::new(pool.size.w - 30.0, 120.0);
            Command::Create { elements: vec![lane], processes: vec![], planes: vec![] }
        }
        12 => {
            let kind = ["task.service", "task.user", "task.manual"][pick(rng, 3) as usize];
            Command::Turn { id: task?.id, kind: Kind::parse(kind), size: None }
        }
        _ => {
            let mut part = new(ElementId::random(rng), P::Group, field?.parent, Point::default());
            part.kind = Kind::parse("definition.field");
            Command::Create { elements: vec![part], processes: vec![], planes: vec![] }
        }
    })
}

/// Everybody hears everything, in an order of their own.
fn exchange(boards: &mut [Board], rng: &mut StdRng) {
    for to in 0..boards.len() {
        let mut others: Vec<usize> = (0..boards.len()).filter(|from| *from != to).collect();
        if rng.random_bool(0.5) {
            others.reverse();
        }
        for from in others {
            let update = boards[from].diff(&boards[to].state_vector()).unwrap();
            boards[to].apply_remote(&update).unwrap();
        }
    }
}

/// References of BPMN's own that lead nowhere: where, and to what.
fn dangling(doc: &Document<'_>) -> BTreeSet<(String, String)> {
    let own = |node: &Node<'_, '_>| node.tag_name().namespace() == Some(MODEL);
    let ids: BTreeSet<&str> = doc.descendants().filter_map(|node| node.attribute("id")).collect();
    let mut found = BTreeSet::new();
    for node in doc.descendants().filter(|node| own(node) || node.tag_name().name().starts_with("BPMN")) {
        let name = node.tag_name().name();
        let refers = |name: &str| {
            name.ends_with("Ref") && !["structureRef", "implementationRef"].contains(&name)
                || matches!(name, "default" | "bpmnElement" | "incoming" | "outgoing")
        };
        let mut said: Vec<(&str, &str)> = node
            .attributes()
            .filter(|attribute| attribute.namespace().is_none() && refers(attribute.name()))
            .map(|attribute| (attribute.name(), attribute.value()))
            .collect();
        if refers(name)
            && let Some(text) = node.text()
        {
            said.push((name, text));
        }
        for (name, value) in said {
            let value = value.trim();
            let local = value.rsplit(':').next().unwrap();
            if !ids.contains(value) && !ids.contains(local) {
                found.insert((name.to_owned(), value.to_owned()));
            }
        }
    }
    found
}

fn twice(doc: &Document<'_>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in doc.descendants().filter_map(|node| {
        let own = node.tag_name().namespace() == Some(MODEL) || node.tag_name().name().starts_with("BPMN");
        node.attribute("id").filter(|_| own)
    }) {
        *counts.entry(id).or_default() += 1;
    }
    counts.into_iter().filter(|(_, n)| *n > 1).map(|(id, _)| id.to_owned()).collect()
}

/// Elements and their drawings by id, as they stand in the file.
fn parts<'t>(doc: &'t Document<'_>, text: &'t str) -> HashMap<(String, bool), &'t str> {
    let mut parts = HashMap::new();
    for node in doc.descendants() {
        let drawn = node.attribute("bpmnElement").filter(|_| node.tag_name().name() != "BPMNPlane");
        let id = node.attribute("id").filter(|_| node.tag_name().namespace() == Some(MODEL));
        if let Some(id) = drawn.or(id) {
            parts.entry((id.to_owned(), drawn.is_some())).or_insert(&text[node.range()]);
        }
    }
    parts
}

/// What is as it was for everybody: itself, where it lies, and every connector at it.
fn untouched<'b>(before: &'b Board, after: &Board) -> Vec<&'b Element> {
    let (was, is) = (before.projection(), after.projection());
    let same = |id: &ElementId| is.get(id).is_some_and(|now| was.get(id) == Some(now) && !now.gone);
    // A form is another one with another field in it.
    let forms: BTreeSet<ElementId> = [was, is]
        .iter()
        .flat_map(|board| board.in_order())
        .filter(|element| element.kind.name().starts_with("definition.") && !same(&element.id))
        .flat_map(|element| {
            let of = |id: &ElementId| [was, is].iter().find_map(|board| board.get(id)).cloned();
            std::iter::successors(Some(element.clone()), move |element| match &element.parent {
                Parent::Element(parent) => of(parent),
                Parent::Plane(_) => None,
            })
        })
        .map(|element| element.id)
        .collect();
    let at = |board: &Board, id: &ElementId| -> BTreeSet<ElementId> {
        let ends = |element: &&Element| [&element.from, &element.to].contains(&&Some(id.clone()));
        board.projection().in_order().filter(ends).map(|element| element.id.clone()).collect()
    };
    // The inside of a collapsed subprocess is on a plane of its own, and goes with it.
    let lies = |element: &Element| {
        let mut plane = element.plane.clone();
        for _ in 0..20 {
            let of = was.planes().get(&plane).and_then(|plane| plane.of.clone());
            let Some(holder) = of.and_then(|of| was.get(&ElementId::from(&*of))) else { return true };
            if is.get(&holder.id).is_none_or(|now| now.gone || now.kind != holder.kind) {
                return false;
            }
            plane = holder.plane.clone();
        }
        true
    };
    was.in_order()
        .filter(|element| lies(element))
        .filter(|element| {
            let neighbours = at(before, &element.id);
            let ends = [&element.from, &element.to].into_iter().flatten();
            // What refers to something that went says so no more.
            let named = element.properties.values().filter_map(Value::as_text).map(ElementId::from);
            let refers = named.filter(|id| was.get(id).is_some());
            same(&element.id)
                && neighbours == at(after, &element.id)
                && neighbours.iter().chain(ends).all(same)
                && refers.into_iter().all(|id| same(&id) && !forms.contains(&id))
        })
        .collect()
}

struct Outcome {
    untouched: usize,
    commands: usize,
}

fn run(name: &str, seed: u64, files: &mut HashMap<String, (Vec<u8>, bpmn::Text)>) -> Outcome {
    let (snapshot, text) = files
        .entry(name.to_owned())
        .or_insert_with(|| import(&fixture(name), &mut StdRng::seed_from_u64(11)))
        .clone();
    let mut rng = StdRng::seed_from_u64(seed);
    let people = rng.random_range(2..=3);
    let first = Board::load(50, &snapshot).unwrap();
    let mut boards: Vec<Board> = (0..people).map(|n| Board::load(100 + n, &snapshot).unwrap()).collect();
    let mut commands = 0;
    for _ in 0..rng.random_range(1..=3) {
        for board in &mut boards {
            for _ in 0..rng.random_range(0..=3) {
                if rng.random_bool(0.1) {
                    board.undo(&mut rng);
                } else if let Some(command) = decide(board, &mut rng) {
                    // What is not allowed is refused, as it is to people.
                    commands += usize::from(board.execute(&command, None, &mut rng).is_ok());
                }
            }
        }
        // The last one is offline until the end.
        let online = boards.len() - 1;
        exchange(&mut boards[..online], &mut rng);
    }
    exchange(&mut boards, &mut rng);
    exchange(&mut boards, &mut rng);
    let what = format!("{name}, seed {seed}");
    let out = export(&boards[0], &text);
    for board in &boards[1..] {
        assert!(board.digest() == boards[0].digest(), "{what}: not the same document");
        assert!(export(board, &text) == out, "{what}: not the same file");
    }
    let stored = Board::load(9, &boards[0].snapshot()).unwrap();
    assert!(export(&stored, &text) == out, "{what}: stored, another file");
    let (again, now) = import(&out, &mut StdRng::seed_from_u64(1));
    assert!(
        export(&Board::load(4, &again).unwrap(), &now) == out,
        "{what}: the export of the export differs"
    );
    let (before, after) = (Document::parse(&text).unwrap(), Document::parse(&now).unwrap());
    assert!(twice(&after).is_empty(), "{what}: twice {:?}", twice(&after));
    let (old, new) = (dangling(&before), dangling(&after));
    let lost: Vec<_> = new.difference(&old).collect();
    assert!(lost.is_empty(), "{what}: into nowhere {lost:?}");
    let (was, is) = (parts(&before, &text), parts(&after, &now));
    // What refers to something that went does so no more, known to the board or not.
    let went: Vec<&String> =
        was.keys().filter(|key| !key.1 && !is.contains_key(*key)).map(|key| &key.0).collect();
    let refers = |text: &str| {
        let said = |id: &String| [format!("\"{id}\""), format!(">{id}<"), format!(":{id}<")];
        went.iter().flat_map(|id| said(id)).any(|said| text.contains(&said))
    };
    let mut count = 0;
    for element in untouched(&first, &boards[0]) {
        let Some(xid) = element.xid.as_deref().filter(|_| element.src.is_some()) else { continue };
        // What stands only for others goes with the last of them.
        if ["dataObject", "dataStore", "category"].contains(&element.text("tag").unwrap_or_default()) {
            continue;
        }
        // Of what others lie in, the start tag.
        let holds = is_holder(element);
        for drawn in [false, true] {
            let key = (xid.to_owned(), drawn);
            let own = |text: &str| {
                let end = if holds && !drawn {
                    text.find('>').map_or(text.len(), |end| end + 1)
                } else {
                    text.len()
                };
                text[..end].to_owned()
            };
            let (was, is) = (was.get(&key).map(|text| own(text)), is.get(&key).map(|text| own(text)));
            if was.as_ref().is_some_and(|was| refers(was)) && is.is_some() {
                continue;
            }
            assert!(was == is, "{what}: {xid} was\n{was:?}\nand is\n{is:?}");
        }
        count += 1;
    }
    Outcome { untouched: count, commands }
}

fn is_holder(element: &Element) -> bool {
    is(element, |kind| matches!(kind, P::Pool | P::Lane | P::Subprocess(_)))
}

#[test]
fn all_export_the_same_sound_file() {
    let seeds = std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(200);
    let from = std::env::var("FROM").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let part = |first: u64| {
        let mut files = HashMap::new();
        let seeds = (from..from + seeds).skip(usize::try_from(first).unwrap()).step_by(WORKERS);
        seeds.map(|seed| run(FILES[usize::try_from(seed).unwrap() % FILES.len()], seed, &mut files)).fold(
            Outcome { untouched: 0, commands: 0 },
            |sum, one| Outcome {
                untouched: sum.untouched + one.untouched,
                commands: sum.commands + one.commands,
            },
        )
    };
    let (untouched, commands) = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS as u64).map(|first| scope.spawn(move || part(first))).collect();
        workers.into_iter().fold((0, 0), |sum, worker| {
            let outcome = worker.join().unwrap();
            (sum.0 + outcome.untouched, sum.1 + outcome.commands)
        })
    });
    println!("{seeds} seeds, {commands} commands, {untouched} elements untouched and to the byte");
    assert!(untouched > 0 && commands > 0);
}

/// Seeds of long runs that found something.
#[test]
fn what_was_found_once() {
    // A flow to what lay in a collapsed subprocess that somebody else deleted.
    run("drill-down.bpmn", 1795, &mut HashMap::new());
}
