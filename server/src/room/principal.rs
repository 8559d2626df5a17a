//! Who is on the other side of a socket, as far as a room needs to know.

use wandel_wire::Role;

/// Somebody with a right on one board, found out by `sync::Access`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub role: Role,
    pub name: String,
    /// Index into the presence colours.
    pub colour: u8,
    /// Author number on this board; `None` for those who cannot write.
    pub by: Option<u64>,
    /// Without an account.
    pub guest: bool,
    /// Opaque and stable: the account or guest (`account:…`, `guest:…`, `ticket:…`). A stock client id is bound to it.
    pub subject: String,
    /// What the right rests on, each revocable: link, session, ticket (`link:…`, `session:…`).
    pub grants: Vec<String>,
    /// Milliseconds since 1970; afterwards the socket is closed with 4403.
    pub expires: Option<u64>,
}

/// Whose right ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Everybody's on the board: it is deleted, or closed to all.
    Everybody,
    Subject(String),
    Grant(String),
}

impl Revocation {
    #[must_use]
    pub fn concerns(&self, principal: &Principal) -> bool {
        match self {
            Self::Everybody => true,
            Self::Subject(subject) => principal.subject == *subject,
            Self::Grant(grant) => principal.grants.contains(grant),
        }
    }
}
