//! Fractional order keys with jitter: text that sorts bytewise, so that something can always be put between two others
//! and two people who insert at one place hardly ever write the same key. A key is a head letter that says how long its
//! whole part is, the whole part, and a fraction (base 62, never ending in `0`).

use rand::RngCore;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const FIRST: &str = "a0";

fn digit(byte: u8) -> usize {
    DIGITS.binary_search(&byte).unwrap_or_else(|place| place.min(61))
}

/// Length of head and whole part, or `None` for a key that was not made here.
fn whole_len(key: &[u8]) -> Option<usize> {
    let len = match *key.first()? {
        head @ b'a'..=b'z' => usize::from(head - b'a') + 2,
        head @ b'A'..=b'Z' => usize::from(b'Z' - head) + 2,
        _ => return None,
    };
    (key.len() >= len && key.iter().all(u8::is_ascii_alphanumeric)).then_some(len)
}

/// The whole part after (`up`) or before another; `None` when the last or first possible one is reached.
fn step(whole: &[u8], up: bool) -> Option<Vec<u8>> {
    let (carry, fill) = if up { (b'z', b'0') } else { (b'0', b'z') };
    let mut key = whole.to_vec();
    for place in (1..key.len()).rev() {
        if key[place] == carry {
            key[place] = fill;
        } else {
            let next = digit(key[place]);
            key[place] = DIGITS[if up { next + 1 } else { next - 1 }];
            return Some(key);
        }
    }
    let head = key[0];
    let next = match (head, up) {
        (b'z', true) | (b'A', false) => return None,
        (b'Z', true) => b'a',
        (b'a', false) => b'Z',
        (_, true) => head + 1,
        (_, false) => head - 1,
    };
    let len = whole_len(&[&[next][..], &[b'0'; 30]].concat())?;
    key.clear();
    key.push(next);
    key.resize(len, fill);
    Some(key)
}

/// A fraction between two (`None`: no upper bound), without jitter.
fn middle(low: &[u8], high: Option<&[u8]>) -> Vec<u8> {
    let mut key = Vec::new();
    let mut place = 0;
    let mut high = high;
    loop {
        let a = low.get(place).map_or(0, |byte| digit(*byte));
        let b = high.map_or(62, |high| high.get(place).map_or(0, |byte| digit(*byte)));
        if a + 1 < b {
            key.push(DIGITS[a.midpoint(b)]);
            return key;
        }
        key.push(DIGITS[a.min(61)]);
        // One apart: below the upper bound from here on, whatever follows.
        if a < b {
            high = None;
        }
        place += 1;
        if place > low.len() + high.map_or(0, <[u8]>::len) + 1 {
            key.push(b'V');
            return key;
        }
    }
}

fn jitter(rng: &mut dyn RngCore) -> [u8; 3] {
    let bits = rng.next_u32() as usize;
    [DIGITS[bits % 62], DIGITS[bits / 62 % 62], DIGITS[1 + bits / (62 * 62) % 61]]
}

/// A key strictly between two others; `None` stands for the very beginning or end. Keys that leave no room (equal,
/// out of order, or written by another program) give the next best: a key after `low`.
pub fn between(low: Option<&str>, high: Option<&str>, rng: &mut dyn RngCore) -> String {
    let bare = plain(low.map(str::as_bytes), high.map(str::as_bytes));
    let fits = |key: &[u8]| {
        low.is_none_or(|low| low.as_bytes() < key) && high.is_none_or(|high| key < high.as_bytes())
    };
    let tail = jitter(rng);
    let candidates = [
        [&bare[..], &tail[..]].concat(),
        bare,
        [low.unwrap_or(FIRST).as_bytes(), b"0", &tail[..]].concat(),
        [low.unwrap_or(FIRST).as_bytes(), &tail[..]].concat(),
    ];
    let best = candidates.iter().find(|key| fits(key)).unwrap_or(&candidates[3]);
    String::from_utf8_lossy(best).into_owned()
}

fn plain(low: Option<&[u8]>, high: Option<&[u8]>) -> Vec<u8> {
    match (low, high) {
        (None, None) => FIRST.as_bytes().to_vec(),
        (Some(low), None) => match whole_len(low).and_then(|len| step(&low[..len], true)) {
            Some(key) => key,
            None => [low, b"V"].concat(),
        },
        (None, Some(high)) => match whole_len(high) {
            Some(len) => match step(&high[..len], false) {
                Some(key) => key,
                None => [&high[..len], &middle(&[], Some(&high[len..]))[..]].concat(),
            },
            None => middle(&[], Some(high)),
        },
        (Some(low), Some(high)) => match (whole_len(low), whole_len(high)) {
            (Some(a), Some(b)) if low[..a] == high[..b] => {
                [&low[..a], &middle(&low[a..], Some(&high[b..]))[..]].concat()
            }
            (Some(a), Some(_)) => match step(&low[..a], true) {
                Some(key) if key.as_slice() < high => key,
                _ => [&low[..a], &middle(&low[a..], None)[..]].concat(),
            },
            _ => middle(low, Some(high)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::SmallRng};

    proptest! {
        #[test]
        fn every_insertion_lands_where_it_was_meant(places in prop::collection::vec(any::<u16>(), 1..300), seed in any::<u64>()) {
            let mut rng = SmallRng::seed_from_u64(seed);
            let mut keys: Vec<String> = Vec::new();
            for place in places {
                let at = usize::from(place) % (keys.len() + 1);
                let low = at.checked_sub(1).map(|i| keys[i].clone());
                let key = between(low.as_deref(), keys.get(at).map(String::as_str), &mut rng);
                keys.insert(at, key);
            }
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
        }

        #[test]
        fn foreign_keys_never_panic(low in ".{0,6}", high in ".{0,6}", seed in any::<u64>()) {
            let key = between(Some(&low), Some(&high), &mut SmallRng::seed_from_u64(seed));
            prop_assert!(key > low);
        }
    }

    #[test]
    fn appending_stays_short() {
        let mut rng = SmallRng::seed_from_u64(1);
        let mut last = between(None, None, &mut rng);
        let mut first = last.clone();
        for _ in 0..20_000 {
            last = between(Some(&last), None, &mut rng);
            first = between(None, Some(&first), &mut rng);
        }
        assert!(last.len() <= 8 && first.len() <= 8, "{first} {last}");
    }
}
