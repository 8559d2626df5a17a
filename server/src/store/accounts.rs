//! What the store keeps of people and their rights, behind a trait, a method a use: each is one transaction. Who is allowed to call what is decided elsewhere.

use super::Answer;
use wandel_wire::Role;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    /// Lower case.
    pub email: String,
    pub name: String,
    pub admin: bool,
    pub disabled: bool,
    /// Milliseconds since 1970.
    pub created: i64,
}

/// A share link: a secret in the fragment of an address that gives a role on one board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: String,
    pub board: String,
    pub role: Role,
    pub label: String,
    /// Asks for a pseudonym before letting in.
    pub ask: bool,
    /// Milliseconds since 1970.
    pub created: i64,
    pub expires: Option<i64>,
    /// Subject of who made it; `None`: the command line.
    pub maker: Option<String>,
}

/// What a link gives an account on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub board: String,
    pub role: Role,
    pub link: String,
    /// When the link ends.
    pub expires: Option<i64>,
}

/// A guest to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGuest {
    pub id: String,
    pub board: String,
    pub link: String,
    pub name: String,
    /// Presence colour, 1 to 8.
    pub colour: u8,
    pub expires: i64,
}

/// Somebody with a pseudonym and no account, on one board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    pub id: String,
    pub role: Role,
    pub link: String,
    pub name: String,
    pub colour: u8,
    /// When the right ends: with the cookie or with the link, whichever is earlier.
    pub expires: i64,
}

/// What opens the sockets of a program; made at the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: String,
    pub board: String,
    pub role: Role,
    pub expires: i64,
}

/// Why the first administrator was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUp {
    Done,
    /// There is an administrator already.
    Exists,
    WrongToken,
    EmailTaken,
}

/// Accounts, sessions, links, guests, tickets. `secret` always means the fingerprint; `now` milliseconds since 1970.
pub trait AccountStore: Send + Sync + 'static {
    /// False if the address is taken.
    fn add_account(&self, account: Account, password: String) -> Answer<'_, bool>;
    /// All accounts by address.
    fn accounts(&self) -> Answer<'_, Vec<Account>>;
    fn account(&self, id: &str) -> Answer<'_, Option<Account>>;
    fn account_by_email(&self, email: &str) -> Answer<'_, Option<Account>>;
    /// Id and stored password of an account that may sign in.
    fn password(&self, email: &str) -> Answer<'_, Option<(String, String)>>;
    /// Ends sessions too.
    fn disable_account(&self, id: &str) -> Answer<'_, ()>;
    /// Removes the account, its sessions, memberships and its name everywhere; its boards go to the house.
    fn erase_account(&self, id: &str) -> Answer<'_, ()>;

    fn has_admin(&self) -> Answer<'_, bool>;
    /// The token with which the first administrator can be made; the one before is void.
    fn put_setup(&self, secret: String) -> Answer<'_, ()>;
    /// Uses up the token and makes the administrator.
    fn set_up(&self, secret: String, account: Account, password: String) -> Answer<'_, SetUp>;

    fn open_session(&self, secret: String, account: &str, expires: i64, now: i64) -> Answer<'_, ()>;
    /// The account of a session that is not over, and when it ends.
    fn session(&self, secret: String, now: i64) -> Answer<'_, Option<(Account, i64)>>;
    fn close_session(&self, secret: String) -> Answer<'_, ()>;

    fn add_link(&self, link: Link, secret: String) -> Answer<'_, ()>;
    fn link(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Link>>;
    fn links(&self, board: &str, now: i64) -> Answer<'_, Vec<Link>>;
    /// The ids of all links revoked, with those that its guests had made.
    fn revoke_link(&self, board: &str, id: &str) -> Answer<'_, Vec<String>>;

    fn join_account(&self, board: &str, account: &str, link: &str) -> Answer<'_, ()>;
    fn memberships(&self, account: &str, now: i64) -> Answer<'_, Vec<Membership>>;
    fn membership(&self, board: &str, account: &str, now: i64) -> Answer<'_, Option<Membership>>;

    fn add_guest(&self, guest: NewGuest, secret: String, now: i64) -> Answer<'_, ()>;
    fn update_guest(&self, guest: NewGuest) -> Answer<'_, ()>;
    fn guest(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Guest>>;
    fn guest_by_id(&self, board: &str, id: &str, now: i64) -> Answer<'_, Option<Guest>>;

    fn add_ticket(&self, ticket: Ticket, secret: String, now: i64) -> Answer<'_, ()>;
    fn ticket(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Ticket>>;
}
