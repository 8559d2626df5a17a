//! The guard before the CRDT. Whatever it lets through leaves a document that can be saved and read again, and that is the
//! same in whichever order it came; whatever it refuses leaves no trace.

use crate::editor::element;
use rand::{SeedableRng, rngs::StdRng};
use std::sync::OnceLock;
use wandel_board::{
    Board, Command, ElementId, Kind, Meta, Parent,
    command::TextEdit,
    guard::{Limits, admit, scan},
};
use wandel_process::Point;

/// What all targets start from, and an update that somebody else makes at the same time.
struct Base {
    snapshot: Vec<u8>,
    meanwhile: Vec<u8>,
    honest: Vec<Vec<u8>>,
}

/// The client id of whoever edits meanwhile.
const MEANWHILE: u64 = 222;

fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut rng = StdRng::seed_from_u64(1);
        let mut board = Board::initial(1 << 33, Meta::default());
        let mut honest = vec![board.snapshot()];
        let first = note(&mut board, &mut rng, "Grüße 😀");
        honest.push(first.1);
        honest.push(note(&mut board, &mut rng, "Antrag prüfen").1);
        let snapshot = board.snapshot();
        honest.push(snapshot.clone());
        let mut other = load(111, &snapshot);
        let edit = TextEdit { at: 2, remove: 3, insert: "zü".into() };
        let edited = other.execute(&Command::Edit { id: first.0.clone(), edits: vec![edit] }, None, &mut rng);
        honest.push(edited.map(|done| done.update).unwrap_or_default());
        honest.push(note(&mut other, &mut rng, "von 111").1);
        let deleted =
            other.execute(&Command::Delete { ids: vec![first.0.clone()], bridge: false }, None, &mut rng);
        honest.push(deleted.map(|done| done.update).unwrap_or_default());
        let mut third = load(MEANWHILE, &snapshot);
        let edit = TextEdit { at: 1, remove: 1, insert: "x".into() };
        let meanwhile = third.execute(&Command::Edit { id: first.0, edits: vec![edit] }, None, &mut rng);
        Base { snapshot, meanwhile: meanwhile.map(|done| done.update).unwrap_or_default(), honest }
    })
}

fn note(board: &mut Board, rng: &mut StdRng, label: &str) -> (ElementId, Vec<u8>) {
    let id = ElementId::random(rng);
    let note = element(id.clone(), Kind::Note, Parent::board(), Point::new(1.5, 2.0), label);
    let command = Command::Create { elements: vec![note], processes: vec![], planes: vec![] };
    let done = board.execute(&command, None, rng);
    (id, done.map(|done| done.update).unwrap_or_default())
}

fn load(client: u64, bytes: &[u8]) -> Board {
    match Board::load(client, bytes) {
        Ok(board) => board,
        Err(refusal) => panic!("what was saved cannot be read: {}", refusal.code),
    }
}

/// # Panics
/// If a promise is broken.
pub fn guard(bytes: &[u8]) -> String {
    let base = base();
    let mut board = load(333, &base.snapshot);
    let before = (board.digest(), board.snapshot());
    let _ = board.diff(bytes);
    let scanned = scan(bytes, &Limits::FRAME);
    if let Ok(scanned) = &scanned {
        let _ = admit(&board, scanned, &|client| client == 111);
    }
    let outcome = match board.apply_remote(bytes) {
        Err(refusal) => {
            assert!(!board.is_broken(), "the guard let through what the CRDT cannot take: {}", refusal.code);
            assert!((board.digest(), board.snapshot()) == before, "{} left a trace", refusal.code);
            return refusal.code.into_owned();
        }
        Ok(changes) => {
            if changes.document {
                "changed"
            } else {
                "nothing new"
            }
        }
    };
    let Ok(scanned) = scanned else { panic!("applied although the scan refuses it") };
    sound(&board);
    // Two may not write under one id; whose it is, the room knows.
    if scanned.inserts.iter().any(|section| section.client == MEANWHILE) {
        return outcome.to_owned();
    }
    // In the other order: refused there or the same everywhere.
    let mut other = load(334, &base.snapshot);
    let first = board.apply_remote(&base.meanwhile);
    let then = other.apply_remote(&base.meanwhile).and_then(|_| other.apply_remote(bytes));
    assert!(!board.is_broken() && !other.is_broken(), "broken by an honest update");
    if first.is_ok() && then.is_ok() {
        sound(&board);
        assert!(board.digest() == other.digest(), "state vectors or deletions differ by order");
        assert!(board.projection() == other.projection(), "what is seen differs by order");
    }
    outcome.to_owned()
}

/// It can be saved and read again, and what is kept in step with it is what it says.
fn sound(board: &Board) {
    let again = load(335, &board.snapshot());
    assert!(again.digest() == board.digest(), "saving changes it");
    assert!(again.projection() == board.projection(), "read again, it looks different");
    assert!(*board.projection() == board.project_anew(), "the projection is not what the document says");
}

/// Honest updates, and the bytes that were seen to poison, starve or crash yrs 0.28.1.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = base().honest.clone();
    seeds.push(base().meanwhile.clone());
    for hex in [
        "0101000002000000000000",
        "01016f0100c0843d00",
        "ffffff58",
        "01ffffff580000",
        "00ffffff58",
        "0001010fffffff0f00",
        "0101010008ffffffff0f",
        "010101000401016101ff00",
        "0101010084ef0100016100",
        "0001ef01010005",
        "000101020501 0001",
        "01016f002801046d65746101780175017801",
        "01016f002701056f746865720178010 0",
        "01026f002801046d65746101780178 28006f000179017800",
        "0000",
    ] {
        seeds.push(bytes_of(hex));
    }
    let mut deep = bytes_of("01016f002801046d657461017801");
    deep.extend([117, 1].repeat(64));
    deep.extend([120, 0]);
    seeds.push(deep);
    seeds
}

pub fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}
