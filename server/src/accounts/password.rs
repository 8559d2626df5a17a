//! Passwords: argon2id with 19 MiB, one at a time, so that sign-ins cannot eat the machine. Knows no account; must never
//! log what it is given.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Mutex;

/// Fewest characters of a new password.
pub const MIN_CHARS: usize = 12;
/// Most bytes of any password that is looked at.
pub const MAX_BYTES: usize = 1024;
/// How many checks may wait for their turn; one more is refused.
const MAX_WAITING: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("password.short")]
    TooShort,
    #[error("password.long")]
    TooLong,
    /// Too many wait for a check.
    #[error("password.busy")]
    Busy,
    /// The library refused; says nothing about the password.
    #[error("password.failed")]
    Failed,
}

/// The one gate through which all hashing goes.
#[derive(Clone, Default)]
pub struct Passwords {
    turn: Arc<Mutex<()>>,
    waiting: Arc<AtomicUsize>,
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| PasswordError::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Leaves the queue when the check is over or its caller is gone.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Passwords {
    async fn one_at_a_time<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = Place(Arc::clone(&self.waiting));
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= MAX_WAITING {
            return Err(PasswordError::Busy);
        }
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let result = tokio::task::spawn_blocking(move || {
            let result = work();
            // The turn belongs to the work and not to the request: a caller who hangs up does not start a second one.
            drop((turn, place));
            result
        });
        result.await.map_err(|_| PasswordError::Failed)?
    }

    /// The text to store for a new password. `salt`: 16 random bytes.
    ///
    /// # Errors
    /// Too short, too long, or too many at once.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, PasswordError> {
        if password.chars().count() < MIN_CHARS {
            return Err(PasswordError::TooShort);
        }
        if password.len() > MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        self.one_at_a_time(move || {
            let salt = SaltString::encode_b64(&salt).map_err(|_| PasswordError::Failed)?;
            let hash =
                hasher()?.hash_password(password.as_bytes(), &salt).map_err(|_| PasswordError::Failed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password fits. Without a stored text (no such account) the same work is done, and the answer is no, so
    /// that time does not tell who has an account.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, PasswordError> {
        if password.len() > MAX_BYTES {
            return Ok(false);
        }
        self.one_at_a_time(move || {
            let hasher = hasher()?;
            let Some(stored) = stored else {
                let salt = SaltString::encode_b64(&[0; 16]).map_err(|_| PasswordError::Failed)?;
                let _same_work = hasher.hash_password(password.as_bytes(), &salt);
                return Ok(false);
            };
            let hash = PasswordHash::new(&stored).map_err(|_| PasswordError::Failed)?;
            Ok(hasher.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::default();
        let stored = passwords.hash("a very long wall".into(), [7; 16]).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(passwords.verify("a very long wall".into(), Some(stored.clone())).await, Ok(true));
        assert_eq!(passwords.verify("a very long wal".into(), Some(stored)).await, Ok(false));
        assert_eq!(passwords.verify("a very long wall".into(), None).await, Ok(false));
        assert_eq!(passwords.hash("short".into(), [7; 16]).await, Err(PasswordError::TooShort));
        assert_eq!(passwords.hash("x".repeat(2000), [7; 16]).await, Err(PasswordError::TooLong));
    }

    #[tokio::test]
    async fn a_crowd_is_refused_and_leaves_no_trace() {
        let passwords = Passwords::default();
        passwords.waiting.store(MAX_WAITING, Ordering::Release);
        assert_eq!(passwords.verify("x".into(), None).await, Err(PasswordError::Busy));
        assert_eq!(passwords.waiting.load(Ordering::Acquire), MAX_WAITING);
    }
}
