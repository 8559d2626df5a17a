//! Boards that no program of ours would write, as they go out: nested without end, in circles. Whoever exports one gets files,
//! and the server keeps its stack.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use wandel_board::{Board, Meta, model::to_model};
use wandel_process::{Target, bpmn, check, export::export_files, graph::MAX_DEPTH};
use yrs::{Any, Doc, Map, MapPrelim, OffsetKind, Options, ReadTxn, Transact, updates::decoder::Decode};

/// So many in one another: more than any file is read with, and than would fit on the stack by calls.
const MANY: usize = 800;

fn id(number: usize) -> String {
    format!("e_{number:011}")
}

/// What a client writes that keeps to no rule: elements by number, kind and parent; planes by number and what they show.
fn board(elements: &[(usize, &str, String)], planes: &[(usize, String)]) -> Board {
    let mut board = Board::initial(1 << 33, Meta::default());
    let mut options = Options::with_guid_and_client_id("board".into(), yrs::ClientID::new(7));
    options.offset_kind = OffsetKind::Utf16;
    let doc = Doc::with_options(options);
    let [all, areas] = ["elements", "planes"].map(|name| doc.get_or_insert_map(name));
    let mut txn = doc.transact_mut();
    txn.apply_update(yrs::Update::decode_v1(&board.snapshot()).unwrap()).unwrap();
    let before = txn.state_vector();
    for (number, kind, parent) in elements {
        let map = all.insert(&mut txn, id(*number), MapPrelim::default());
        map.insert(&mut txn, "kind", *kind);
        map.insert(&mut txn, "at", Any::from(vec![parent.as_str().into(), Any::from(8.0), Any::from(8.0)]));
        map.insert(&mut txn, "wh", Any::from(vec![Any::from(100.0), Any::from(80.0)]));
    }
    for (number, of) in planes {
        let map = areas.insert(&mut txn, format!("d_{number}"), MapPrelim::default());
        map.insert(&mut txn, "of", of.as_str());
    }
    let update = txn.encode_diff_v1(&before);
    drop(txn);
    board.apply_remote(&update).unwrap();
    board
}

/// Exports for every target, on a stack as small as that of the server's threads; which elements are in the files.
fn exported(make: impl FnOnce() -> Board + Send + 'static) -> Vec<usize> {
    let work = move || {
        let board = make();
        let model = to_model(board.projection(), &|_| Vec::new());
        let _ = check::check(&model, Target::ALL);
        let each = Target::ALL.iter().map(|target| {
            let written = export_files(&model, *target, &|_| None);
            let mut count = 0_u64;
            let mut fresh = || {
                count += 1;
                format!("e_{count:011}")
            };
            let read = bpmn::read(&written.bpmn.bytes, "again", &mut fresh).unwrap();
            read.model.elements.len()
        });
        each.collect()
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn nested_without_end() {
    for kind in [
        "subprocess.embedded",
        "lane",
        "pool",
        "task.user",
        "frame",
        "definition.field",
        "event.boundary.timer",
    ] {
        let counts = exported(move || {
            let parent = |number: usize| if number == 0 { "board".to_owned() } else { id(number - 1) };
            let elements: Vec<_> = (0..MANY).map(|number| (number, kind, parent(number))).collect();
            board(&elements, &[])
        });
        assert!(counts.iter().all(|count| *count <= MAX_DEPTH + 1), "{kind}: {counts:?}");
    }
}

#[test]
fn planes_that_show_what_lies_on_planes() {
    // Number n lies on the plane of number n - 1; the first one on the board, or on the last plane, or on one that is not.
    for first in ["board".to_owned(), format!("d_{}", MANY - 1), "d_x".to_owned()] {
        let counts = exported(move || {
            let parent =
                |number: usize| if number == 0 { first.clone() } else { format!("d_{}", number - 1) };
            let elements: Vec<_> =
                (0..MANY).map(|number| (number, "subprocess.embedded", parent(number))).collect();
            let planes: Vec<_> = (0..MANY).map(|number| (number, id(number))).collect();
            board(&elements, &planes)
        });
        assert!(counts.iter().all(|count| *count <= MAX_DEPTH), "{counts:?}");
    }
}
