//! Client ids that the server gives out, each with a key. Whoever shows the key may write under the id, today or after a
//! reload; nobody else can, and an id costs nothing until it is used. The key covers the author number that was given
//! with it, so that work kept on a device can be delivered later, by whomever, signed as it was made.

use crate::store::BoardId;
use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::Sha256;
use wandel_wire::{Claim, limits};

/// Makes and checks keys; the secret never leaves the store and this value.
#[derive(Clone)]
pub struct ClientKeys {
    secret: [u8; 32],
}

impl ClientKeys {
    #[must_use]
    pub const fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// A fresh id in the range of issued ones for which `taken` is false.
    pub fn issue(
        &self,
        board: &BoardId,
        epoch: u64,
        by: Option<u64>,
        rng: &mut impl Rng,
        taken: impl Fn(u64) -> bool,
    ) -> Claim {
        loop {
            let client = random_client(rng);
            if !taken(client) {
                return Claim { client, by, key: self.key(board, epoch, client, by) };
            }
        }
    }

    /// Whether the key belongs to the id, the author number, this board and this epoch.
    #[must_use]
    pub fn good(&self, board: &BoardId, epoch: u64, claim: &Claim) -> bool {
        let issued = (limits::FIRST_ISSUED_CLIENT..limits::END_ISSUED_CLIENT).contains(&claim.client);
        issued && self.mac(board, epoch, claim.client, claim.by).verify_truncated_left(&claim.key).is_ok()
    }

    fn key(&self, board: &BoardId, epoch: u64, client: u64, by: Option<u64>) -> [u8; limits::CLIENT_KEY] {
        let whole = self.mac(board, epoch, client, by).finalize().into_bytes();
        let mut key = [0; limits::CLIENT_KEY];
        key.copy_from_slice(&whole[..limits::CLIENT_KEY]);
        key
    }

    fn mac(&self, board: &BoardId, epoch: u64, client: u64, by: Option<u64>) -> Hmac<Sha256> {
        // HMAC takes keys of any length, so this cannot fail.
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.secret)
            .unwrap_or_else(|_| <Hmac<Sha256> as Mac>::new(&Default::default()));
        mac.update(b"wandel client id\0");
        mac.update(&(board.as_str().len() as u64).to_be_bytes());
        mac.update(board.as_str().as_bytes());
        mac.update(&epoch.to_be_bytes());
        mac.update(&client.to_be_bytes());
        mac.update(&by.map_or(0, |by| by.saturating_add(1)).to_be_bytes());
        mac
    }
}

/// A random id in the range of issued ones.
pub(super) fn random_client(rng: &mut impl Rng) -> u64 {
    rng.random_range(limits::FIRST_ISSUED_CLIENT..limits::END_ISSUED_CLIENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::SmallRng};

    #[test]
    fn a_key_is_good_for_what_it_was_made_for_only() {
        let keys = ClientKeys::new([7; 32]);
        let board = BoardId::parse("a").unwrap();
        let mut rng = SmallRng::seed_from_u64(1);
        let claim = keys.issue(&board, 3, Some(5), &mut rng, |_| false);
        assert!(keys.good(&board, 3, &claim));
        let flipped = claim.key.map(|byte| byte ^ 1);
        for (board, epoch, claim) in [
            ("b", 3, claim.clone()),
            ("a", 4, claim.clone()),
            ("a", 3, Claim { client: claim.client ^ 1, ..claim.clone() }),
            ("a", 3, Claim { by: None, ..claim.clone() }),
            ("a", 3, Claim { by: Some(6), ..claim.clone() }),
            ("a", 3, Claim { key: flipped, ..claim.clone() }),
            ("a", 3, Claim { client: 5, ..claim.clone() }),
        ] {
            assert!(!keys.good(&BoardId::parse(board).unwrap(), epoch, &claim), "{board} {epoch} {claim:?}");
        }
        assert!(!ClientKeys::new([8; 32]).good(&board, 3, &claim));
    }

    #[test]
    fn taken_ids_are_not_given_out() {
        let keys = ClientKeys::new([7; 32]);
        let board = BoardId::parse("a").unwrap();
        let first = keys.issue(&board, 1, None, &mut SmallRng::seed_from_u64(1), |_| false).client;
        let other = keys.issue(&board, 1, None, &mut SmallRng::seed_from_u64(1), |id| id == first).client;
        assert_ne!(first, other);
    }
}
