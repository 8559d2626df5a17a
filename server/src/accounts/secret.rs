//! Secrets that people and programs carry: session cookies, share links, tickets, set-up tokens. Made from the given
//! randomness, shown once; the store keeps only the fingerprint. Must never be logged.

use rand::Rng;
use sha2::{Digest, Sha256};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 24 base62 characters: 142 bits.
const LENGTH: usize = 24;

/// A fresh secret, safe in URLs, cookies and on paper.
#[must_use]
pub fn fresh(rng: &mut impl Rng) -> String {
    text(rng, LENGTH)
}

/// Random base62 text of a length: ids of accounts, links and boards (12 characters: 71 bits).
#[must_use]
pub fn text(rng: &mut impl Rng, length: usize) -> String {
    (0..length).map(|_| char::from(BASE62[rng.random_range(0..62)])).collect()
}

/// What the store keeps of a secret: SHA-256 in hex. The secrets have 142 bits, so neither salt nor stretching is needed.
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn secrets_are_long_and_differ() {
        let mut rng = StdRng::seed_from_u64(1);
        let (a, b) = (fresh(&mut rng), fresh(&mut rng));
        assert_eq!(a.len(), LENGTH);
        assert_ne!(a, b);
        assert!(a.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(fingerprint(&a), fingerprint(&b));
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
