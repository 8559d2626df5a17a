//! Tickets of browsers: each opens one socket, within a minute. Kept in memory and not in the store, so that whoever may read
//! gets in while the disk takes nothing (docs/adr/0033). Bounded for each person and for all together.

use crate::access::Role;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long one is good, milliseconds; by as much the clock may be set back meanwhile.
const LIFE_MS: i64 = 60 * 1000;
/// Of one person on all boards: more sockets than that nobody opens at once. The oldest go.
const OF_ONE: usize = 64;
/// Of all people.
const ALL: usize = 32 << 10;
/// When there are that many, those that have ended are looked for once in this time, milliseconds.
const SWEEP_MS: u64 = 1000;

/// What a ticket says of whoever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    pub board: String,
    /// At most this much, whatever the person has.
    pub role: Role,
    /// Whose.
    pub subject: String,
    /// The session it was asked for in, as a grant: signing out closes the socket.
    pub via: Option<String>,
    /// Milliseconds since 1970.
    pub made: i64,
}

impl Pass {
    const fn is_good(&self, now: i64) -> bool {
        now.abs_diff(self.made) < LIFE_MS.unsigned_abs()
    }
}

#[derive(Default)]
pub struct Passes(Mutex<Table>);

#[derive(Default)]
struct Table {
    /// By the secret's fingerprint.
    passes: HashMap<String, Pass>,
    /// Fingerprints by subject, oldest first; all of them are in `passes`.
    of: HashMap<String, VecDeque<String>>,
    /// When all were looked at last.
    swept: i64,
}

impl Passes {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// There are too many of all people: the time after which some will have ended.
    pub fn add(&self, secret: String, pass: Pass) -> Result<(), Duration> {
        let mut table = self.table();
        if table.passes.len() >= ALL && pass.made.abs_diff(table.swept) >= SWEEP_MS {
            table.swept = pass.made;
            table.forget(|other| !other.is_good(pass.made));
        }
        let own = table.of.get(&pass.subject).map_or(0, VecDeque::len);
        if own >= OF_ONE
            && let Some(oldest) = table.of.get(&pass.subject).and_then(|own| own.front()).cloned()
        {
            table.take(&oldest);
        }
        if table.passes.len() >= ALL {
            return Err(Duration::from_secs(1));
        }
        table.of.entry(pass.subject.clone()).or_default().push_back(secret.clone());
        table.passes.insert(secret, pass);
        Ok(())
    }

    /// Whom a secret lets in on a board. It is used up by that, and by being shown too late; not by another board.
    pub fn show(&self, board: &str, secret: &str, now: i64) -> Option<Pass> {
        let mut table = self.table();
        if table.passes.get(secret)?.board != board {
            return None;
        }
        table.take(secret).filter(|pass| pass.is_good(now))
    }

    /// The session is over.
    pub fn end(&self, session: &str) {
        self.table().forget(|pass| pass.via.as_deref() == Some(session));
    }
}

impl Table {
    fn take(&mut self, secret: &str) -> Option<Pass> {
        let pass = self.passes.remove(secret)?;
        if let Some(own) = self.of.get_mut(&pass.subject) {
            own.retain(|other| other != secret);
            if own.is_empty() {
                self.of.remove(&pass.subject);
            }
        }
        Some(pass)
    }

    fn forget(&mut self, gone: impl Fn(&Pass) -> bool) {
        let secrets: Vec<String> =
            self.passes.iter().filter(|(_, pass)| gone(pass)).map(|(secret, _)| secret.clone()).collect();
        for secret in secrets {
            self.take(&secret);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(subject: &str, made: i64) -> Pass {
        Pass { board: "b".into(), role: Role::Editor, subject: subject.into(), via: None, made }
    }

    #[test]
    fn once_within_a_minute_on_its_board() {
        let passes = Passes::default();
        let hour = 60 * LIFE_MS;
        for (secret, made) in [("a", 0), ("late", 0), ("early", hour), ("back", 1000)] {
            passes.add(secret.into(), pass("ann", made)).unwrap();
        }
        assert_eq!(passes.show("other", "a", 1), None);
        assert_eq!(passes.show("b", "a", 1), Some(pass("ann", 0)));
        assert_eq!(passes.show("b", "a", 1), None, "once");
        assert_eq!(passes.show("b", "late", LIFE_MS), None);
        assert_eq!(passes.show("b", "early", 0), None, "the clock went back by an hour: it does not live on");
        assert!(passes.show("b", "back", 0).is_some(), "a second back is no matter");
        assert_eq!(passes.show("b", "unknown", 1), None);
        let table = passes.table();
        assert!(table.passes.is_empty() && table.of.is_empty());
    }

    #[test]
    fn ends_with_its_session() {
        let passes = Passes::default();
        passes.add("a".into(), Pass { via: Some("session:1".into()), ..pass("ann", 0) }).unwrap();
        passes.add("b".into(), Pass { via: Some("session:2".into()), ..pass("ann", 0) }).unwrap();
        passes.end("session:1");
        assert_eq!(passes.show("b", "a", 1), None);
        assert!(passes.show("b", "b", 1).is_some());
    }

    #[test]
    fn one_person_takes_nothing_from_the_others() {
        let passes = Passes::default();
        passes.add("bob".into(), pass("bob", 0)).unwrap();
        for n in 0..=OF_ONE {
            passes.add(format!("ann{n}"), pass("ann", 0)).unwrap();
        }
        assert_eq!(passes.show("b", "ann0", 1), None, "the oldest of one's own goes");
        assert!(passes.show("b", "ann1", 1).is_some() && passes.show("b", "bob", 1).is_some());
        for n in 0..ALL + 100 {
            let _ = passes.add(format!("x{n}"), pass(&format!("guest{}", n / OF_ONE), 0));
        }
        assert_eq!(passes.table().passes.len(), ALL);
        assert!(passes.add("more".into(), pass("eve", 1)).is_err());
        assert!(passes.add("more".into(), pass("eve", LIFE_MS)).is_ok(), "the old ones have ended");
        assert_eq!(passes.table().passes.len(), 1);
    }
}
