//! Making new bytes of old ones.

use rand::{Rng, rngs::StdRng};

/// Numbers at which readers go wrong.
const ODD: [u8; 12] = [0, 1, 2, 3, 4, 0x7f, 0x80, 0x81, 0xc0, 0xfe, 0xff, 117];
/// Pieces that mean something in XML.
const WORDS: [&str; 14] = [
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "&amp;",
    "&#0;",
    "<![CDATA[",
    "]]>",
    "<!--",
    " id=\"a\"",
    " xmlns=\"x\"",
    "<task id=\"a\"/>",
    "-1e309",
];

/// One to eight small changes; sometimes with a piece of another input.
pub fn mutate(bytes: &[u8], other: &[u8], text: bool, rng: &mut StdRng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.random_range(1..=8) {
        let at = rng.random_range(0..=bytes.len());
        match rng.random_range(0..9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.random_range(0..8),
            1 if at < bytes.len() => bytes[at] = ODD[rng.random_range(0..ODD.len())],
            2 if at < bytes.len() => {
                bytes[at] = bytes[at].wrapping_add(rng.random_range(0..5)).wrapping_sub(2)
            }
            3 => bytes.insert(at, ODD[rng.random_range(0..ODD.len())]),
            4 => drop(bytes.drain(at..bytes.len().min(at + rng.random_range(1..9)))),
            5 => bytes.truncate(at),
            6 => {
                let piece = piece(&bytes, rng);
                insert(&mut bytes, at, &piece);
            }
            7 => {
                let piece = piece(other, rng);
                insert(&mut bytes, at, &piece);
            }
            8 if text => insert(&mut bytes, at, WORDS[rng.random_range(0..WORDS.len())].as_bytes()),
            // A number that needs several bytes.
            8 => {
                let value: u64 = rng.random::<u64>() >> rng.random_range(0..64);
                insert(&mut bytes, at, &varint(value));
            }
            _ => {}
        }
    }
    bytes.truncate(1 << 16);
    bytes
}

fn piece(bytes: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let from = rng.random_range(0..=bytes.len());
    let most = (bytes.len() - from).min(if rng.random_bool(0.1) { usize::MAX } else { 40 });
    bytes[from..from + rng.random_range(0..=most)].to_vec()
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
