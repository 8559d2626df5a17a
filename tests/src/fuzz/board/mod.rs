//! A board on which somebody wrote whatever they liked, as a Yjs client with an edit right can, exported for every target.
//! Nobody who exports is let down: every file is well-formed, has each id once and no reference into nowhere, is read again by
//! our own reader, and the picture of the board is one.

mod file;
mod scrawl;

use rand::{SeedableRng, rngs::StdRng};
use scrawl::{Scrawl, Start};
use std::{collections::HashMap, sync::OnceLock};
use wandel_board::{BOARD_PLANE, Board, Changes, ElementId, Meta, model};
use wandel_process::{
    Target,
    bpmn::{self, Text},
    check, dmn,
    export::export_files,
    form::js,
};
use wandel_scene::{Scene, svg};

/// Boards to begin with: an empty one, and one of every file that the reader's tests use.
fn starts() -> &'static [Start] {
    static STARTS: OnceLock<Vec<Start>> = OnceLock::new();
    STARTS.get_or_init(|| {
        let empty = Start { snapshot: Board::initial(1 << 33, Meta::default()).snapshot(), text: None };
        let files = super::bpmn::seeds();
        std::iter::once(empty).chain(files.iter().filter_map(|bytes| imported(bytes))).collect()
    })
}

fn imported(bytes: &[u8]) -> Option<Start> {
    let mut rng = StdRng::seed_from_u64(1);
    let mut board = Board::initial(1 << 33, Meta::default());
    let mut fresh = StdRng::seed_from_u64(2);
    let mut fresh = || ElementId::random(&mut fresh).as_str().to_owned();
    // Small ones: what is sought is odd, not large.
    let read = bpmn::read(bytes, "file", &mut fresh).ok().filter(|read| read.model.elements.len() < 60)?;
    let command = model::from_model(&read.model, board.projection(), &mut rng);
    board.execute_quiet(&command, None, &mut rng).ok()?;
    Some(Start { snapshot: board.snapshot(), text: Some(read.text) })
}

/// # Panics
/// If a promise is broken.
pub fn board(bytes: &[u8]) -> String {
    let mut scrawl = Scrawl::new(bytes);
    let start = scrawl.one(starts());
    let Ok(mut board) = Board::load(333, &start.snapshot) else { panic!("what was saved cannot be read") };
    let update = scrawl.update(start);
    if let Err(refusal) = board.apply_remote(&update) {
        assert!(!board.is_broken(), "the guard let through what the CRDT cannot take");
        return refusal.code.into_owned();
    }
    assert!(*board.projection() == board.project_anew(), "the projection is not what the document says");
    let projection = board.projection();
    let mut scene = Scene::new();
    scene.update(projection, &Changes { all: true, ..Changes::default() });
    let picture = svg::paint(&scene, projection, BOARD_PLANE, &svg::Options::default());
    file::well_formed(&picture, "the picture");
    let model = model::to_model(projection, &|id| scene.route(id).to_vec());
    let _ = check::check(&model, Target::ALL);
    let sources = HashMap::from([("file".to_owned(), start.text.clone())]);
    let source = |name: &str| -> Option<Text> { sources.get(name).cloned().flatten() };
    let mut told = Vec::new();
    for target in Target::ALL {
        let written = export_files(&model, *target, &source);
        let anew = *target != Target::Generic || start.text.is_none();
        file::sound(&written.bpmn.bytes, *target, anew);
        for beside in &written.beside {
            read_beside(&beside.name, &beside.bytes);
        }
        let mut names: Vec<&str> = written.files().map(|file| file.name.as_str()).collect();
        assert!(names.iter().all(|name| name.is_ascii() && !name.contains(['/', '\\'])), "{names:?}");
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two files of one name: {names:?}");
        told.push(format!("{}{}", written.beside.len().min(2), u8::from(written.report.has_errors())));
    }
    told.join(" ")
}

fn read_beside(name: &str, bytes: &[u8]) {
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        format!("e_{count:011}")
    };
    if name.ends_with(".dmn") {
        if let Err(error) = dmn::read(bytes, &mut fresh) {
            panic!("{name} cannot be read: {error}");
        }
    } else if let Err(beyond) = js::read(&String::from_utf8_lossy(bytes)) {
        panic!("{name} cannot be read: {} {}", beyond.field, beyond.what);
    }
}

/// Scripts for the scrawler: any bytes are one.
pub fn seeds() -> Vec<Vec<u8>> {
    use rand::Rng;
    let mut rng = StdRng::seed_from_u64(4);
    // Spans that end before they start.
    let turned = super::bytes_of(
        "1b947b0c0ebdc9bb2ad1d2f7db27f70f40ad012822f85b4d2fcdcf8967ec765de2d397a60f991bc1e48898ccbae5b5f731662a8bad57827fbdaa46235795f7225b4d2fcdcf8967ec765dd3176cc190844e14",
    );
    let random = (0..60).map(|number| {
        let mut script: Vec<u8> = (0..rng.random_range(50..2000)).map(|_| rng.random()).collect();
        // Each start a few times.
        script[0] = number;
        script
    });
    std::iter::once(turned).chain(random).collect()
}
