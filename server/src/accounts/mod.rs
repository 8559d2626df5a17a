//! People and their rights: accounts, sessions, share links, guests, tickets. Finds out who somebody is and how they stand
//! to a board; what that allows is decided in `access`. Knows cookies and secrets, no routes and no SQL.

pub mod cookie;
mod door;
mod error;
mod guests;
pub mod limit;
mod links;
mod passes;
pub mod password;
mod pseudonym;
pub mod secret;
mod setup;
mod sign_in;
mod tickets;
mod users;
mod visitor;

pub use error::AccountError;
pub use guests::{Joined, Preview};
pub use links::NewLink;
pub use setup::FirstAdmin;
pub use sign_in::SignedIn;
pub use visitor::Visitor;

pub use crate::store::accounts::{Account, Link};
use crate::{ambient::Ambient, config::PublicUrl, store::Store};
use limit::Limit;
use passes::Passes;
use password::Passwords;
use std::{sync::Arc, time::Duration};

/// How long a browser stays signed in without coming by.
const SESSION_MS: i64 = 30 * DAY_MS;
/// How long a guest stays a guest, if the link does not end sooner.
const GUEST_MS: i64 = 90 * DAY_MS;
pub(crate) const DAY_MS: i64 = 24 * HOUR_MS;
pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;

/// Longest name of a person, characters.
pub const MAX_NAME: usize = 40;

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    store: Arc<dyn Store>,
    ambient: Ambient,
    passwords: Passwords,
    limits: Arc<Limits>,
    passes: Arc<Passes>,
    public: Option<PublicUrl>,
}

struct Limits {
    /// By e-mail address.
    sign_in: Limit,
    /// All uses of the set-up token together.
    set_up: Limit,
    /// By board.
    join: Limit,
}

impl Accounts {
    #[must_use]
    pub fn new(store: Arc<dyn Store>, ambient: Ambient, public: Option<PublicUrl>) -> Self {
        let limits = Limits {
            sign_in: Limit::new(10, Duration::from_secs(30)),
            set_up: Limit::new(10, Duration::from_secs(30)),
            // A class of thirty joins at once; so does everybody after a power cut.
            join: Limit::new(300, Duration::from_millis(200)),
        };
        Self {
            store,
            ambient,
            passwords: Passwords::default(),
            limits: Arc::new(limits),
            passes: Arc::default(),
            public,
        }
    }

    #[must_use]
    pub const fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// The configured public address.
    #[must_use]
    pub fn public(&self) -> Option<&PublicUrl> {
        self.public.as_ref()
    }

    /// Cookies are for https only.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public.as_ref().is_some_and(PublicUrl::is_https)
    }
}

/// A name as it may be kept: trimmed, 1 to 40 characters, nothing invisible that could imitate another.
pub(crate) fn clean_name(name: &str) -> Result<String, AccountError> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(hidden) {
        return Err(AccountError::NameInvalid);
    }
    Ok(name)
}

/// An address as it is kept: lower case, one `@` with something on both sides, no blanks, at most 254 bytes.
pub(crate) fn clean_email(email: &str) -> Result<String, AccountError> {
    let email = email.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@').ok_or(AccountError::EmailInvalid)?;
    let bad = local.is_empty()
        || local.contains('@')
        || domain.is_empty()
        || domain.starts_with('.')
        || domain.ends_with('.')
        || email.len() > 254
        || email.chars().any(|c| c.is_whitespace() || c.is_control());
    if bad { Err(AccountError::EmailInvalid) } else { Ok(email) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses() {
        assert_eq!(clean_name("  Amira   Y. ").unwrap(), "Amira Y.");
        for bad in ["", "   ", "a\u{202E}b", "a\u{200B}", &"x".repeat(41)] {
            assert_eq!(clean_name(bad), Err(AccountError::NameInvalid), "{bad:?}");
        }
        assert_eq!(clean_email(" Katrin@Example.ORG ").unwrap(), "katrin@example.org");
        assert_eq!(clean_email("admin@localhost").unwrap(), "admin@localhost");
        for bad in ["", "katrin", "@example.org", "katrin@", "a b@example.org", "a@b@c", "a@.org", "a@org."] {
            assert_eq!(clean_email(bad), Err(AccountError::EmailInvalid), "{bad:?}");
        }
    }
}
