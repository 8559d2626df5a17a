//! Files on a real board and back: file → model → document → stored document → model → file. Unchanged, it is the same
//! file to the byte; after one edit only what was edited is different, and undone it is the same file again. Every file of
//! the process crate's fixtures is one case, and every one of the MIWG reference models where they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../../process/tests/support/facts.rs"]
mod facts;

use rand::{SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use wandel_board::{
    Board, Changes, Command, Element, ElementId, Kind, NewElement, Parent, Placement,
    model::{from_model, place_labels, to_model},
    projection::Meta,
};
use wandel_process::{
    Model, Target,
    bpmn::{self, Read},
    geometry::{Point, Size},
    kind::{FlowKind, Kind as P, TaskKind},
};
use wandel_scene::Scene;

/// These draw nothing and come back with a drawing.
const UNDRAWN: [&str; 2] = ["empty-diagram.bpmn", "no-diagram.bpmn"];
/// Elements edited in a file, at most: in a long one every so-and-so-manieth.
const MOST: usize = 3;

fn files() -> Vec<(String, Vec<u8>)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![here.join("../process/tests/fixtures")];
    let miwg = std::env::var_os("MIWG_DIR").map(PathBuf::from);
    let miwg = miwg
        .or_else(|| here.ancestors().map(|above| above.join("shared/data/miwg")).find(|path| path.is_dir()));
    match miwg {
        Some(folder) => folders.push(folder),
        None => println!("skipped: the MIWG reference models are not here (set MIWG_DIR)"),
    }
    let mut files = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "bpmn") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn read(bytes: &[u8], source: &str, rng: &mut StdRng) -> Read {
    bpmn::read(bytes, source, &mut || ElementId::random(&mut *rng).as_str().to_owned()).unwrap()
}

struct Desk {
    board: Board,
    files: Vec<(String, bpmn::Text)>,
    rng: StdRng,
}

impl Desk {
    /// The files on one board, opened from what is stored of it.
    fn with(files: &[&[u8]]) -> Self {
        let mut rng = StdRng::seed_from_u64(11);
        let mut board = Board::initial(3, Meta { title: "Probe".into(), ..Meta::default() });
        let mut texts = Vec::new();
        for (number, bytes) in files.iter().enumerate() {
            let source = format!("file{number}");
            let file = read(bytes, &source, &mut rng);
            let command = from_model(&file.model, board.projection(), &mut rng);
            board.execute(&command, None, &mut rng).unwrap();
            texts.push((source, file.text));
        }
        let board = Board::load(5, &board.snapshot()).unwrap();
        Self { board, files: texts, rng }
    }

    fn model(&self) -> Model {
        let mut scene = Scene::new();
        scene.update(self.board.projection(), &Changes { all: true, ..Changes::default() });
        let mut model = to_model(self.board.projection(), &|id| scene.route(id).to_vec());
        place_labels(&mut model, self.board.projection(), &|id| scene.label_bounds(id));
        model
    }

    fn export(&self) -> Vec<u8> {
        let source =
            |name: &str| self.files.iter().find(|(file, _)| file == name).map(|(_, text)| text.clone());
        bpmn::write(&self.model(), Target::Generic, &source).xml
    }

    /// Takes the last edit back: that gives the file as it was.
    fn undo(&mut self, name: &str, what: &str) {
        assert!(self.board.undo(&mut self.rng).is_some(), "{name}, {what}: nothing to undo");
        assert!(self.export() == self.files[0].1.encode(), "{name}, {what}: undone, the file differs");
    }

    fn run(&mut self, command: &Command) {
        self.board
            .execute(command, None, &mut self.rng)
            .unwrap_or_else(|error| panic!("{error}: {command:?}"));
    }

    /// Some of the elements, over the whole of a file.
    fn some(&self, wanted: impl Fn(&Element) -> bool) -> Vec<Element> {
        let all: Vec<Element> =
            self.board.projection().in_order().filter(|element| wanted(element)).cloned().collect();
        let step = all.len().div_ceil(MOST).max(1);
        all.into_iter().step_by(step).collect()
    }
}

/// What a file says and what its export says differently.
fn changed(before: &bpmn::Text, after: &[u8], rng: &mut StdRng) -> Vec<String> {
    facts::differences(&facts::facts(before), &facts::facts(&read(after, "x", rng).text))
}

fn exports_again_the_same(name: &str, what: &str, bytes: &[u8]) {
    assert!(Desk::with(&[bytes]).export() == bytes, "{name}, {what}: the export of the export differs");
}

#[test]
fn unchanged_files_come_back_to_the_byte() {
    for (name, bytes) in files() {
        let out = Desk::with(&[&bytes]).export();
        if UNDRAWN.contains(&name.as_str()) {
            let text = read(&bytes, "a", &mut StdRng::seed_from_u64(1)).text;
            let lost: Vec<_> = changed(&text, &out, &mut StdRng::seed_from_u64(2))
                .into_iter()
                .filter(|line| {
                    !(line.ends_with(": new") && (line.contains("drawing of") || line.contains("plane of")))
                })
                .collect();
            assert!(lost.is_empty(), "{name}: {lost:#?}");
        } else {
            assert!(out == bytes, "{name}: changed\n{}", String::from_utf8_lossy(&out));
        }
        exports_again_the_same(&name, "unchanged", &out);
    }
}

/// Where two texts differ, as a range of the first.
fn range(before: &str, after: &str) -> std::ops::Range<usize> {
    let (a, b) = (before.as_bytes(), after.as_bytes());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count().min(most);
    start..a.len() - end
}

#[test]
fn a_new_name_changes_nothing_but_the_name() {
    for (name, bytes) in files().into_iter().filter(|(name, _)| !UNDRAWN.contains(&name.as_str())) {
        let desk = Desk::with(&[&bytes]);
        let nameless = |kind: P| matches!(kind, P::Group | P::Flow(FlowKind::Data | FlowKind::Association));
        for element in desk.some(|element| {
            element.src.is_some() && element.kind.process().is_some_and(|kind| !nameless(kind))
        }) {
            let mut desk = Desk::with(&[&bytes]);
            let same =
                desk.board.projection().in_order().find(|other| other.src == element.src).unwrap().id.clone();
            desk.run(&Command::Label { id: same, text: "neuer \"Name\" & mehr".into() });
            let out = desk.export();
            let text = read(&out, "x", &mut desk.rng).text;
            let part = range(&desk.files[0].1, &text);
            let src = element.src.as_ref().unwrap();
            let what = format!("name of {:?}", element.xid);
            assert!(
                part.start >= src.start && part.end <= src.end && text.contains("neuer"),
                "{name}, {what}: {part:?}"
            );
            exports_again_the_same(&name, &what, &out);
            desk.undo(&name, &what);
        }
    }
}

/// Everything that moves when an element does: what lies in it, what sits on it.
fn carried(desk: &Desk, id: &ElementId) -> BTreeSet<ElementId> {
    let board = desk.board.projection();
    let mut all = BTreeSet::from([id.clone()]);
    loop {
        let inside = board.in_order().filter(|element| match &element.parent {
            Parent::Element(parent) => all.contains(parent),
            Parent::Plane(_) => false,
        });
        let more: Vec<ElementId> =
            inside.map(|element| element.id.clone()).filter(|id| !all.contains(id)).collect();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// Connectors with an end in a set, connectors at those included.
fn connected(desk: &Desk, ids: &BTreeSet<ElementId>) -> BTreeSet<ElementId> {
    let mut all = ids.clone();
    loop {
        let more: Vec<ElementId> = desk
            .board
            .projection()
            .in_order()
            .filter(|element| [&element.from, &element.to].into_iter().flatten().any(|end| all.contains(end)))
            .map(|element| element.id.clone())
            .filter(|id| !all.contains(id))
            .collect();
        if more.is_empty() {
            return all.difference(ids).cloned().collect();
        }
        all.extend(more);
    }
}

fn xids(desk: &Desk, ids: &BTreeSet<ElementId>) -> BTreeSet<String> {
    let found = ids.iter().filter_map(|id| desk.board.projection().get(id));
    found.map(|element| element.xid.as_deref().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_new_place_changes_nothing_but_places() {
    for (name, bytes) in files().into_iter().filter(|(name, _)| !UNDRAWN.contains(&name.as_str())) {
        let desk = Desk::with(&[&bytes]);
        let moves = |kind: P| !kind.is_connector() && kind != P::Lane;
        let boundary = |element: &Element| element.kind.name().starts_with("event.boundary");
        let all = desk.some(|element| element.kind.process().is_some_and(moves) && !boundary(element));
        for element in all {
            let mut desk = Desk::with(&[&bytes]);
            let id =
                desk.board.projection().in_order().find(|other| other.src == element.src).unwrap().id.clone();
            let element = desk.board.projection().get(&id).unwrap().clone();
            let moved = carried(&desk, &id);
            let edges = connected(&desk, &moved);
            let allowed: BTreeSet<String> =
                xids(&desk, &moved).union(&xids(&desk, &edges)).cloned().collect();
            let item = Placement {
                id,
                parent: element.parent.clone(),
                at: Point::new(element.at.x + 10.0, element.at.y + 20.0),
                size: None,
            };
            desk.run(&Command::Place { items: vec![item] });
            let out = desk.export();
            let what = format!("place of {:?}", element.xid);
            let differences = changed(&desk.files[0].1, &out, &mut desk.rng);
            let wrong: Vec<_> = differences
                .iter()
                .filter(|line| {
                    let drawing = line.strip_prefix("drawing of ").and_then(|rest| rest.split_once(": "));
                    // What was not drawn, and had not even an id, is now.
                    let first =
                        line.starts_with("plane of ") && line.ends_with(": new") || element.xid.is_none();
                    !first && drawing.is_none_or(|(id, _)| !allowed.contains(id.trim_end_matches('+')))
                })
                .collect();
            assert!(wrong.is_empty() && !differences.is_empty(), "{name}, {what}: {wrong:#?}");
            exports_again_the_same(&name, &what, &out);
            desk.undo(&name, &what);
        }
    }
}

#[test]
fn deleting_takes_out_nothing_but_what_is_deleted() {
    for (name, bytes) in files().into_iter().filter(|(name, _)| !UNDRAWN.contains(&name.as_str())) {
        let desk = Desk::with(&[&bytes]);
        let all = desk.some(|element| {
            element.kind.process().is_some_and(|kind| kind.is_flow_node() || kind.is_connector())
        });
        for element in all {
            let mut desk = Desk::with(&[&bytes]);
            let id =
                desk.board.projection().in_order().find(|other| other.src == element.src).unwrap().id.clone();
            let inside = carried(&desk, &id);
            let edges = connected(&desk, &inside);
            let gone = xids(&desk, &inside.union(&edges).cloned().collect());
            desk.run(&Command::Delete { ids: vec![id], bridge: false });
            let out = desk.export();
            let what = format!("without {:?}", element.xid);
            let differences = changed(&desk.files[0].1, &out, &mut desk.rng);
            // What referred to it does so no more; drawings go with it. Nothing else that has an id goes, nothing comes.
            let wrong: Vec<_> = differences
                .iter()
                .filter(|line| {
                    let (key, rest) = line.split_once(": ").unwrap();
                    let id = key.strip_prefix("drawing of ").unwrap_or(key).trim_end_matches('+');
                    let within = |id: &str| inner(&desk.files[0].1, &gone, id);
                    match rest {
                        "gone" if key.starts_with("plane of ") => false,
                        "gone" => !(gone.contains(id) || within(id)),
                        "new" => true,
                        rest => {
                            !(gone.contains(id)
                                || gone.iter().any(|id| rest.contains(id.as_str()))
                                || within(id))
                        }
                    }
                })
                .collect();
            assert!(wrong.is_empty() && out != bytes, "{name}, {what}: {wrong:#?}");
            exports_again_the_same(&name, &what, &out);
            desk.undo(&name, &what);
        }
    }
}

/// Whether an id stands inside of an element that is gone, or is drawn only there.
fn inner(text: &str, gone: &BTreeSet<String>, id: &str) -> bool {
    gone.iter().filter(|gone| !gone.is_empty()).any(|gone| {
        let Some(start) = text.find(&format!("id=\"{gone}\"")).and_then(|at| text[..at].rfind('<')) else {
            return false;
        };
        let name = text[start + 1..].split([' ', '\n', '\r', '\t', '>']).next().unwrap();
        let end = text[start..].find(&format!("</{name}>")).map_or(text.len(), |end| start + end);
        text[start..end].contains(&format!("\"{id}\""))
    }) || text.contains(&format!("dataObject id=\"{id}\""))
        || text.contains(&format!("dataStore id=\"{id}\""))
}

#[test]
fn what_is_added_comes_in_addition() {
    for (name, bytes) in files().into_iter().filter(|(name, _)| !UNDRAWN.contains(&name.as_str())) {
        let desk = Desk::with(&[&bytes]);
        let node = |kind: P| kind.is_flow_node();
        for element in desk.some(|element| element.kind.process().is_some_and(node)) {
            let mut desk = Desk::with(&[&bytes]);
            let before =
                desk.board.projection().in_order().find(|other| other.src == element.src).unwrap().clone();
            // A boundary event is no place to put something beside.
            let beside = match &before.parent {
                Parent::Element(host) if before.kind.name().starts_with("event.boundary") => {
                    desk.board.projection().get(host).unwrap().clone()
                }
                _ => before.clone(),
            };
            let new = |id: &str, kind: P| NewElement {
                id: id.into(),
                kind: Kind::Process(kind),
                parent: beside.parent.clone(),
                at: Point::new(beside.at.x + 200.0, beside.at.y + 100.0),
                size: Size::new(100.0, 80.0),
                label: "Neu".into(),
                from: None,
                to: None,
                via: None,
                properties: Default::default(),
                xid: None,
                src: None,
            };
            let task = new("e_00000000new", P::Task(TaskKind::User));
            let mut flow = new("e_0000000flow", P::Flow(FlowKind::Sequence));
            flow.from = Some(before.id.clone());
            flow.to = Some(task.id.clone());
            desk.run(&Command::Create { elements: vec![task, flow], processes: vec![], planes: vec![] });
            let out = desk.export();
            let what = format!("after {:?}", element.xid);
            let xid = element.xid.as_deref().unwrap_or_default();
            let differences = changed(&desk.files[0].1, &out, &mut desk.rng);
            let new = |key: &str| key.contains("00000new") || key.contains("00000flow");
            let wrong: Vec<_> = differences
                .iter()
                .filter(|line| {
                    let (key, rest) = line.split_once(": ").unwrap();
                    let refers = rest.contains("/outgoing=") || rest.contains("/flowNodeRef=");
                    // What had no id gets one when something refers to it; what was not drawn is.
                    let named = xid.is_empty() || rest == "new" && key.starts_with("plane of ");
                    !(rest == "new" && new(key) || refers && rest.contains("00000") || named)
                })
                .collect();
            let comes = differences.iter().filter(|line| line.ends_with(": new")).count();
            assert!(wrong.is_empty() && comes >= 3, "{name}, {what}: {wrong:#?} of {differences:#?}");
            exports_again_the_same(&name, &what, &out);
            desk.undo(&name, &what);
        }
    }
}

/// Files that have nothing in common, files with the same ids, and one file twice: the first is as it was, and what only the
/// file knows of the others is there as well, under whatever id.
#[test]
fn several_files_on_one_board_come_back_as_one() {
    let file = |name: &str| files().into_iter().find(|(file, _)| file == name).unwrap().1;
    for (first, second) in [
        ("extensions.bpmn", "vendors.bpmn"),
        ("vendors.bpmn", "extensions.bpmn"),
        ("latin-1.bpmn", "utf-16.bpmn"),
        ("everything-at-the-root.bpmn", "data.bpmn"),
        ("lanes.bpmn", "inner-namespaces.bpmn"),
        ("inner-namespaces.bpmn", "lanes.bpmn"),
        ("vendors.bpmn", "vendors.bpmn"),
        ("two-loose-processes.bpmn", "vendors.bpmn"),
        ("vendors.bpmn", "two-loose-processes.bpmn"),
        ("no-diagram.bpmn", "vendors.bpmn"),
        ("vendors.bpmn", "no-diagram.bpmn"),
        ("default-namespace-inside.bpmn", "counted-prefixes.bpmn"),
        ("counted-prefixes.bpmn", "swapped-prefixes.bpmn"),
        ("windows-1252.bpmn", "workbench.bpmn"),
        ("pools.bpmn", "collaborations.bpmn"),
        ("collaborations.bpmn", "pools.bpmn"),
        ("collaborations.bpmn", "collaborations.bpmn"),
    ] {
        let desk = Desk::with(&[&file(first), &file(second)]);
        let out = desk.export();
        let what = format!("{first} and {second}");
        let after = facts::facts(&read(&out, "x", &mut StdRng::seed_from_u64(3)).text);
        let lost = |n: usize| -> Vec<String> {
            facts::differences(&facts::facts(&desk.files[n].1), &after)
                .into_iter()
                .filter(|line| !line.ends_with(": new") && !line.contains(": nothing -> "))
                .filter(|line| !line.starts_with("drawing of") && !line.starts_with("plane of"))
                .collect()
        };
        let whole = if lost(0).is_empty() { 0 } else { 1 };
        assert!(lost(whole).is_empty(), "{what}: {:#?}", lost(0));
        let (before, other) = (facts::facts(&desk.files[whole].1), 1 - whole);
        // Everything that the board does not know of the other: as often as before and once more for the first file.
        let foreign = |facts: &facts::Facts| {
            // Of two files that become one there is one of each attribute; processes stay two.
            let own = |fact: &&std::collections::BTreeMap<String, String>| fact["type"] != "definitions";
            let all = facts.values().filter(own).flat_map(|fact| {
                // What is called something, or says something, stays that.
                let said = fact["type"] == "collaboration";
                fact.iter().filter(move |(name, _)| {
                    name.contains("/extensionElements")
                        || name.starts_with("@{")
                        || name.contains("Specification")
                        || said && (name.starts_with("/documentation") || *name == "@name")
                })
            });
            let mut counts = std::collections::BTreeMap::new();
            all.for_each(|fact| *counts.entry((fact.0.clone(), fact.1.clone())).or_insert(0) += 1);
            counts
        };
        let now = foreign(&after);
        let mut wanted = foreign(&before);
        foreign(&facts::facts(&desk.files[other].1))
            .into_iter()
            .for_each(|(fact, n)| *wanted.entry(fact).or_insert(0) += n);
        let missing: Vec<_> = wanted.iter().filter(|(fact, n)| now.get(fact).unwrap_or(&0) < *n).collect();
        assert!(missing.is_empty(), "{what}: {missing:#?}");
        exports_again_the_same("two files", &what, &out);
    }
}
