//! The guard against hostile bytes: what was seen to kill yrs 0.28.1, garbage, and mutations of honest updates. Nothing panics,
//! nothing refused leaves a trace, and honest updates pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::*;
use wandel_board::{
    Board, Command, Parent,
    guard::{self, Limits},
};
use yrs::{Any, Array, ArrayPrelim, Doc, Map, MapPrelim, Transact, updates::encoder::Encode};

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter_map(|b| char::from(b).to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// `levels` lists in a list, as the value of a key of a root map, under client 111.
fn nested(levels: usize) -> Vec<u8> {
    let mut bytes = hex("01 01 6f 00 28 01 04 6d657461 01 78 01");
    for _ in 0..levels {
        bytes.extend([117, 1]);
    }
    bytes.extend([120, 0]);
    bytes
}

/// `levels` maps within maps, each its own block, under client 111.
fn chain(levels: u32) -> Vec<u8> {
    fn var(bytes: &mut Vec<u8>, mut value: u32) {
        while value > 0x7f {
            bytes.push(value as u8 & 0x7f | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }
    let mut bytes = vec![1];
    var(&mut bytes, levels);
    bytes.extend(hex("6f 00 27 01 05 6f74686572 01 78 01"));
    for level in 1..levels {
        bytes.extend(hex("27 00 6f"));
        var(&mut bytes, level - 1);
        bytes.extend(hex("01 78 01"));
    }
    bytes.push(0);
    bytes
}

/// The board takes a hostile update: refused with this code, unchanged, and still working.
fn refused(desk: &mut Desk, bytes: &[u8], code: &str) {
    let before = (desk.board.digest(), desk.board.snapshot());
    let refusal = desk.board.apply_remote(bytes).expect_err(code);
    assert_eq!(refusal.code, code, "{bytes:02x?}");
    assert!(!desk.board.is_broken());
    assert_eq!((desk.board.digest(), desk.board.snapshot()), before);
}

#[test]
fn what_was_seen_to_kill_is_refused() {
    let mut desk = Desk::new(1);
    desk.make("note", Parent::board(), (0.0, 0.0));
    for (bytes, code) in [
        // Stored poison: content of old JSON with itself as parent; every later snapshot would panic.
        (hex("0101000002000000000000"), "update.malformed"),
        (hex("01010000020103616263000000"), "update.content"),
        // Edit suppression under somebody else's id, with a gap and without.
        (hex("01016f0100c0843d00"), "update.missing"),
        // Amplification.
        (hex("ffffff58"), "update.malformed"),
        (hex("01ffffff580000"), "update.malformed"),
        (hex("00ffffff58"), "update.malformed"),
        (hex("0001010fffffff0f00"), "update.malformed"),
        (hex("01010100 08 ffffffff0f"), "update.malformed"),
        // Empty, cut off, followed by something.
        (vec![], "update.malformed"),
        (hex("01"), "update.malformed"),
        (hex("000000"), "update.malformed"),
        // Blocks of no length, one client twice, flags nobody writes, a subdocument, a type nobody reads.
        (hex("010101000000 00"), "update.malformed"),
        (hex("02 01 01 00 00 01 01 01 00 00 01 00"), "update.malformed"),
        (hex("01 01 01 00 38 01 01 61 01 62 01 78 00"), "update.content"),
        (hex("01 01 01 00 29 01 01 61 01 62 01 78 7600 00"), "update.content"),
        (hex("01 01 01 00 27 01 01 61 01 62 05 00"), "update.content"),
        // A text that is not UTF-8, a parent of a third kind, a reference to what comes later.
        (hex("01 01 01 00 04 01 01 61 01 ff 00"), "update.malformed"),
        (hex("01 01 01 00 04 02 01 61 01 61 00"), "update.malformed"),
        (hex("01 01 01 00 84 01 00 01 61 00"), "update.malformed"),
        // Origins, parents and deletions that nobody has.
        (hex("01 01 01 00 84 ef01 00 01 61 00"), "update.missing"),
        (hex("01 01 01 00 04 00 ef01 00 01 61 00"), "update.missing"),
        (hex("00 01 ef01 01 00 05"), "update.missing"),
        // Deletions unsorted, and past the last clock.
        (hex("00 01 01 02 05 01 00 01"), "update.malformed"),
        (hex("00 01 01 01 feffffff07 05"), "update.malformed"),
    ] {
        refused(&mut desk, &bytes, code);
    }
    desk.make("note", Parent::board(), (0.0, 0.0));
    desk.check();
}

#[test]
fn nesting_is_bounded_without_recursion() {
    let mut desk = Desk::new(1);
    for levels in [65, 8_000, 32_000, 500_000] {
        refused(&mut desk, &nested(levels), "update.too-deep");
        refused(&mut desk, &chain(levels as u32), "update.too-deep");
    }
    desk.board.apply_remote(&nested(60)).unwrap();
    let mut other = Desk::new(2);
    other.board.apply_remote(&chain(15)).unwrap();
    other.check();
}

#[test]
fn nothing_is_put_into_what_holds_nothing() {
    let mut desk = Desk::new(1);
    // A plain value and a block inside it: at once, and one after the other.
    refused(
        &mut desk,
        &hex("01 02 6f 00 28 01 04 6d657461 01 78 01 78 28 00 6f 00 01 79 01 78 00"),
        "update.malformed",
    );
    desk.board.apply_remote(&hex("01 01 6f 00 28 01 04 6d657461 01 78 01 78 00")).unwrap();
    let inside = hex("01 01 70 00 28 00 6f 00 01 79 01 78 00");
    refused(&mut desk, &inside, "update.malformed");
    // What is deleted may have been a map: somebody wrote into it while it was taken away.
    desk.board.apply_remote(&hex("00 01 6f 01 00 01")).unwrap();
    desk.board.apply_remote(&inside).unwrap();
    desk.check();
}

#[test]
fn types_nest_across_updates_no_deeper_either() {
    let mut desk = Desk::new(1);
    let source = Doc::with_client_id(500);
    let root = source.get_or_insert_map("other");
    let mut map = root.insert(&mut source.transact_mut(), "x", MapPrelim::default());
    let mut accepted = 0;
    for _ in 0..40 {
        let before = yrs::ReadTxn::state_vector(&source.transact());
        map = map.insert(&mut source.transact_mut(), "x", MapPrelim::default());
        let update = yrs::ReadTxn::encode_diff_v1(&source.transact(), &before);
        let whole = yrs::ReadTxn::encode_diff_v1(&source.transact(), &Default::default());
        let first = accepted == 0;
        match desk.board.apply_remote(if first { &whole } else { &update }) {
            Ok(_) => accepted += 1,
            Err(refusal) => {
                assert_eq!(refusal.code, "update.too-deep");
                break;
            }
        }
    }
    assert!((10..16).contains(&accepted), "{accepted}");
    // A list of maps is not deep, however long.
    let list = source.get_or_insert_array("list");
    for n in 0..100 {
        list.insert(&mut source.transact_mut(), n, ArrayPrelim::from([Any::from(1.0)]));
    }
    let mut other = Desk::new(3);
    let only_list = Doc::with_client_id(501);
    let list = only_list.get_or_insert_array("list");
    for n in 0..100 {
        list.insert(&mut only_list.transact_mut(), n, MapPrelim::default());
    }
    let whole = yrs::ReadTxn::encode_diff_v1(&only_list.transact(), &Default::default());
    other.board.apply_remote(&whole).unwrap();
    other.check();
}

#[test]
fn only_own_ids_may_write_and_known_blocks_turn_nothing_into_an_accepted_update() {
    let base = Desk::new(1);
    let (mut a, mut b) = (Desk::with(70, &base.board.snapshot()), Desk::with(71, &base.board.snapshot()));
    let server = &mut Desk::with(72, &base.board.snapshot());
    let own = |id: u64| move |client: u64| client == id;
    a.make("note", Parent::board(), (0.0, 0.0));
    b.make("note", Parent::board(), (0.0, 0.0));
    let (from_a, from_b) = (a.board.snapshot(), b.board.snapshot());
    let scanned = |bytes: &[u8]| guard::scan(bytes, &Limits::FRAME).unwrap();
    // What everybody has, and one's own: fine. Somebody else's: not.
    assert_eq!(guard::admit(&server.board, &scanned(&from_a), &own(70)).unwrap().writes, vec![70]);
    let refusal = guard::admit(&server.board, &scanned(&from_a), &own(71)).unwrap_err();
    assert_eq!((refusal.code.as_ref(), refusal.params["client"].as_str()), ("update.foreign-client", "70"));
    server.board.apply_remote(&from_a).unwrap();
    // Now it is known: nothing to do, whoever relays it.
    assert!(guard::admit(&server.board, &scanned(&from_a), &own(71)).unwrap().is_known());
    assert!(!server.board.apply_remote(&from_a).unwrap().document);
    // Known blocks of others beside a forged one of a third.
    let forged = Doc::with_options(yrs::Options { client_id: yrs::ClientID::new(71), ..Default::default() });
    yrs::Update::decode(&from_a).and_then(|update| forged.transact_mut().apply_update(update).ok());
    forged.get_or_insert_map("meta").insert(&mut forged.transact_mut(), "title", "forged");
    let update = yrs::ReadTxn::encode_diff_v1(&forged.transact(), &Default::default());
    assert_eq!(
        guard::admit(&server.board, &scanned(&update), &own(70)).unwrap_err().code,
        "update.foreign-client"
    );
    server.board.apply_remote(&from_b).unwrap();
    server.check();
}

trait DecodeOk: Sized {
    fn decode(bytes: &[u8]) -> Option<Self>;
}
impl DecodeOk for yrs::Update {
    fn decode(bytes: &[u8]) -> Option<Self> {
        yrs::updates::decoder::Decode::decode_v1(bytes).ok()
    }
}

#[test]
fn a_forged_clock_cannot_hide_an_edit() {
    let mut victim = Desk::new(111);
    let server = &mut Desk::new(1);
    let first = victim.board.execute_quiet(
        &Command::Meta { key: "title".into(), value: "A".into() },
        None,
        &mut victim.rng,
    );
    server.board.apply_remote(&first.unwrap().update).unwrap();
    // The same forged block, now without a gap: only ownership can refuse it.
    let forged = hex("01016f0100c0843d00");
    let scan = guard::scan(&forged, &Limits::FRAME).unwrap();
    assert_eq!(scan.inserts[0].client, 111);
    assert_eq!(scan.inserts[0].clocks, 1..1_000_001);
    assert_eq!(
        guard::admit(&server.board, &scan, &|client| client == 7).unwrap_err().code,
        "update.foreign-client"
    );
}

#[test]
fn state_vectors_from_outside_are_read_with_care() {
    let desk = Desk::new(1);
    for bytes in [&[][..], &[1][..], &[0, 0][..], &hex("ffffff58")[..], &hex("01ffffffffffffffffff0100")[..]]
    {
        assert_eq!(desk.board.diff(bytes).unwrap_err().code, "update.malformed");
    }
    assert_eq!(desk.board.diff(&[0]).unwrap(), desk.board.snapshot());
    let everything = desk.board.diff(&desk.board.state_vector()).unwrap();
    assert!(everything.len() < 4);
}

#[test]
fn foreign_shapes_are_kept_and_read_as_defaults() {
    let doc = Doc::with_client_id(900);
    let elements = doc.get_or_insert_map("elements");
    let mut txn = doc.transact_mut();
    elements.insert(&mut txn, "e_notamap", 5.0);
    let odd = elements.insert(&mut txn, "e_odd", MapPrelim::default());
    odd.insert(&mut txn, "kind", "hologram");
    odd.insert(&mut txn, "at", "nowhere");
    odd.insert(&mut txn, "wh", Any::from(vec![f64::NAN, -5.0]));
    odd.insert(&mut txn, "label", "plain");
    odd.insert(&mut txn, "future", MapPrelim::default());
    odd.insert(&mut txn, "p.deep", Any::Map(Default::default()));
    elements.insert(&mut txn, "e_bare", MapPrelim::default());
    drop(txn);
    doc.get_or_insert_map("unknown root").insert(&mut doc.transact_mut(), "k", 1.0);
    let update = yrs::ReadTxn::encode_diff_v1(&doc.transact(), &Default::default());
    let mut desk = Desk::new(1);
    desk.board.apply_remote(&update).unwrap();
    let view = desk.get(&"e_odd".into());
    assert_eq!((view.kind.name().as_str(), &*view.label, view.size.w), ("hologram", "plain", 100.0));
    let codes: Vec<_> = desk.board.projection().diagnostics().iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["document.not-a-map"]);
    // The first edit of a missing or plain label makes the text.
    desk.label(&"e_odd".into(), "plainer");
    desk.label(&"e_bare".into(), "x");
    assert_eq!(&*desk.get(&"e_odd".into()).label, "plainer");
    desk.check();
    let again = Doc::new();
    again.transact_mut().apply_update(yrs::Update::decode(&desk.board.snapshot()).unwrap()).unwrap();
    let map = again.get_or_insert_map("unknown root");
    assert!(map.get(&again.transact(), "k").is_some());
    let odd = again.get_or_insert_map("elements").get(&again.transact(), "e_odd");
    let Some(yrs::Out::YMap(odd)) = odd else { panic!("{odd:?}") };
    for key in ["future", "p.deep"] {
        assert!(odd.get(&again.transact(), key).is_some(), "{key}");
    }
}

fn honest() -> Vec<Vec<u8>> {
    let mut desk = Desk::new(1);
    let mut updates = vec![desk.board.snapshot()];
    let a = desk.task(0.0);
    let b = desk.task(1.0);
    desk.flow(&a, &b);
    updates.push(desk.label(&a, "Antrag prüfen 😀").update);
    updates.push(desk.label(&a, "Antrag 😁 ablehnen").update);
    updates.push(desk.run(Command::Delete { ids: vec![b], bridge: false }).update);
    updates.push(desk.undo().unwrap().update);
    updates.push(desk.board.snapshot());
    updates
}

#[test]
fn honest_updates_pass() {
    for update in honest() {
        let scan = guard::scan(&update, &Limits::FRAME).unwrap();
        assert_eq!(scan.inserts.is_empty() && scan.deletes.is_empty(), update.len() <= 2);
    }
    Board::load(5, honest().last().unwrap()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut desk = Desk::new(1);
        let _ = desk.board.apply_remote(&bytes);
        let _ = desk.board.diff(&bytes);
        let _ = Board::load(2, &bytes);
    }

    #[test]
    fn mutations_of_honest_updates_never_panic(
        which in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut updates = honest();
        let base = updates.remove(0);
        let mut bytes = which.get(&updates).clone();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut board = Board::load(3, &base).unwrap();
        let before = board.digest();
        match board.apply_remote(&bytes) {
            Ok(_) => {
                // Whatever it says, it can be saved, loaded, and read again.
                let copy = Board::load(4, &board.snapshot()).unwrap();
                prop_assert_eq!(copy.projection(), board.projection());
                prop_assert_eq!(board.projection(), &board.project_anew());
            }
            Err(_) if !board.is_broken() => prop_assert_eq!(board.digest(), before),
            Err(_) => {}
        }
    }
}

/// Bytes of an update, written as a hostile client would: well formed, but with references to anything.
#[derive(Clone, Debug)]
struct Forged {
    info: u8,
    refs: [(bool, u8); 2],
    parent: (u8, u8),
    sub: u8,
    content: u8,
}

fn forged() -> impl Strategy<Value = Forged> {
    (
        0..8_u8,
        [(any::<bool>(), any::<u8>()), (any::<bool>(), any::<u8>())],
        (0..6_u8, any::<u8>()),
        0..5_u8,
        0..9_u8,
    )
        .prop_map(|(info, refs, parent, sub, content)| Forged {
            info: info << 5,
            refs,
            parent,
            sub,
            content,
        })
}

/// Writes blocks of client 500 that refer to blocks of client 1 (clocks below `known`) or to each other.
fn forge(blocks: &[Forged], known: u8, deletes: &[(u8, u8)]) -> Vec<u8> {
    let mut bytes = vec![1, blocks.len() as u8, 0xf4, 3, 0];
    let string = |bytes: &mut Vec<u8>, text: &str| {
        bytes.push(text.len() as u8);
        bytes.extend(text.bytes());
    };
    for (clock, block) in blocks.iter().enumerate() {
        let id = |bytes: &mut Vec<u8>, (own, place): (bool, u8)| {
            if own && clock > 0 {
                bytes.extend([0xf4, 3, place % clock as u8]);
            } else {
                bytes.extend([1, place % known]);
            }
        };
        let content = [1, 3, 4, 5, 6, 7, 7, 8, 8][usize::from(block.content)];
        bytes.push(block.info | content);
        for (bit, place) in [(0x80, block.refs[0]), (0x40, block.refs[1])] {
            if block.info & bit != 0 {
                id(&mut bytes, place);
            }
        }
        if block.info & 0xc0 == 0 {
            match block.parent {
                (0, place) => {
                    bytes.push(0);
                    id(&mut bytes, (false, place));
                }
                (1, place) => {
                    bytes.push(0);
                    id(&mut bytes, (true, place));
                }
                (root, _) => {
                    bytes.push(1);
                    string(&mut bytes, ["elements", "meta", "planes", "other"][usize::from(root) - 2]);
                }
            }
            if block.info & 0x20 != 0 {
                string(&mut bytes, ["label", "e_x", "at", "kind", "board"][usize::from(block.sub)]);
            }
        }
        match block.content {
            0 => bytes.push(1),
            1 => string(&mut bytes, "bytes"),
            2 => string(&mut bytes, "t"),
            3 => string(&mut bytes, "{\"a\":[1]}"),
            4 => {
                string(&mut bytes, "bold");
                string(&mut bytes, "true");
            }
            5 => bytes.push(1),
            6 => bytes.push(2),
            7 => bytes.extend([1, 119, 1, b'v']),
            _ => bytes.extend([1, 117, 3, 119, 5, b'b', b'o', b'a', b'r', b'd', 125, 5, 125, 7]),
        }
    }
    let mut ranges: Vec<(u8, u8)> = deletes.iter().map(|(start, len)| (start % known, 1 + len % 3)).collect();
    ranges.sort_unstable();
    let mut end = 0;
    ranges.retain(|(start, len)| {
        let fits = *start >= end && start + len <= known;
        if fits {
            end = start + len;
        }
        fits
    });
    if ranges.is_empty() {
        bytes.push(0);
        return bytes;
    }
    bytes.extend([1, 1, ranges.len() as u8]);
    for (start, len) in ranges {
        bytes.extend([start, len]);
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forged_references_never_panic(
        blocks in prop::collection::vec(forged(), 1..12),
        deletes in prop::collection::vec((any::<u8>(), any::<u8>()), 0..4),
    ) {
        let mut desk = Desk::new(1);
        let (a, b) = (desk.task(0.0), desk.task(1.0));
        desk.flow(&a, &b);
        desk.label(&a, "Antrag");
        let bytes = forge(&blocks, desk.board.clock(1).min(60) as u8, &deletes);
        prop_assert!(!matches!(guard::scan(&bytes, &Limits::FRAME), Err(refusal) if refusal.code == "update.malformed"));
        if desk.board.apply_remote(&bytes).is_ok() {
            desk.check();
            // And the people at the board can go on.
            for id in [&a, &b] {
                if desk.board.projection().get(id).is_some() {
                    let _ = desk.board.execute(&Command::Label { id: id.clone(), text: "weiter".into() }, None, &mut desk.rng);
                    let _ = desk.board.execute(&Command::Delete { ids: vec![id.clone()], bridge: true }, None, &mut desk.rng);
                }
            }
            while desk.undo().is_some() {}
            desk.check();
        }
    }
}

#[test]
fn state_vector_encoding_is_the_one_of_yjs() {
    let desk = Desk::new(1);
    let ours = guard::state_vector(&desk.board.state_vector()).unwrap();
    assert_eq!(ours.encode_v1().len(), desk.board.state_vector().len());
}
