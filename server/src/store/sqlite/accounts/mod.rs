//! Rows of people and rights, a file a table, and the trait put together from them. Plain functions over a connection in
//! the caller's transaction; no clock, no randomness, no decision.

mod account;
mod guest;
mod link;
mod member;
mod session;
mod setup;
mod ticket;

use super::SqliteStore;
use crate::store::{
    Answer,
    accounts::{Account, AccountStore, Guest, Link, Membership, NewGuest, SetUp, Ticket},
};

impl AccountStore for SqliteStore {
    fn add_account(&self, account: Account, password: String) -> Answer<'_, bool> {
        self.write(move |db| Ok(account::insert(db, &account, &password)?))
    }
    fn accounts(&self) -> Answer<'_, Vec<Account>> {
        self.read(|db| Ok(account::all(db)?))
    }
    fn account(&self, id: &str) -> Answer<'_, Option<Account>> {
        let id = id.to_owned();
        self.read(move |db| Ok(account::by_id(db, &id)?))
    }
    fn account_by_email(&self, email: &str) -> Answer<'_, Option<Account>> {
        let email = email.to_owned();
        self.read(move |db| Ok(account::by_email(db, &email)?))
    }
    fn password(&self, email: &str) -> Answer<'_, Option<(String, String)>> {
        let email = email.to_owned();
        self.read(move |db| Ok(account::password(db, &email)?))
    }
    fn disable_account(&self, id: &str) -> Answer<'_, ()> {
        let id = id.to_owned();
        self.write(move |db| Ok(account::disable(db, &id)?))
    }
    fn erase_account(&self, id: &str) -> Answer<'_, ()> {
        let id = id.to_owned();
        self.write(move |db| Ok(account::erase(db, &id)?))
    }

    fn has_admin(&self) -> Answer<'_, bool> {
        self.read(|db| Ok(account::has_admin(db)?))
    }
    fn put_setup(&self, secret: String) -> Answer<'_, ()> {
        self.write(move |db| Ok(setup::put(db, &secret)?))
    }
    fn set_up(&self, secret: String, account: Account, password: String) -> Answer<'_, SetUp> {
        self.write(move |db| {
            if account::has_admin(db)? {
                return Ok(SetUp::Exists);
            }
            if !setup::is(db, &secret)? {
                return Ok(SetUp::WrongToken);
            }
            if !account::insert(db, &account, &password)? {
                return Ok(SetUp::EmailTaken);
            }
            setup::clear(db)?;
            Ok(SetUp::Done)
        })
    }

    fn open_session(&self, secret: String, account: &str, expires: i64, now: i64) -> Answer<'_, ()> {
        let account = account.to_owned();
        self.write(move |db| {
            session::delete_expired(db, now)?;
            Ok(session::insert(db, &secret, &account, expires)?)
        })
    }
    fn session(&self, secret: String, now: i64) -> Answer<'_, Option<(Account, i64)>> {
        self.read(move |db| Ok(session::account(db, &secret, now)?))
    }
    fn close_session(&self, secret: String) -> Answer<'_, ()> {
        self.write(move |db| Ok(session::delete(db, &secret)?))
    }

    fn add_link(&self, link: Link, secret: String) -> Answer<'_, ()> {
        self.write(move |db| Ok(link::insert(db, &link, &secret)?))
    }
    fn link(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Link>> {
        let board = board.to_owned();
        self.read(move |db| Ok(link::by_secret(db, &board, &secret, now)?))
    }
    fn links(&self, board: &str, now: i64) -> Answer<'_, Vec<Link>> {
        let board = board.to_owned();
        self.read(move |db| Ok(link::of_board(db, &board, now)?))
    }
    fn revoke_link(&self, board: &str, id: &str) -> Answer<'_, Vec<String>> {
        let (board, id) = (board.to_owned(), id.to_owned());
        self.write(move |db| Ok(link::revoke(db, &board, &id)?))
    }

    fn join_account(&self, board: &str, account: &str, link: &str) -> Answer<'_, ()> {
        let (board, account, link) = (board.to_owned(), account.to_owned(), link.to_owned());
        self.write(move |db| Ok(member::join(db, &board, &account, &link)?))
    }
    fn memberships(&self, account: &str, now: i64) -> Answer<'_, Vec<Membership>> {
        let account = account.to_owned();
        self.read(move |db| Ok(member::of_account(db, &account, now)?))
    }
    fn membership(&self, board: &str, account: &str, now: i64) -> Answer<'_, Option<Membership>> {
        let (board, account) = (board.to_owned(), account.to_owned());
        self.read(move |db| Ok(member::on_board(db, &board, &account, now)?))
    }

    fn add_guest(&self, guest: NewGuest, secret: String, now: i64) -> Answer<'_, ()> {
        self.write(move |db| {
            guest::delete_expired(db, now)?;
            Ok(guest::insert(db, &guest, &secret)?)
        })
    }
    fn update_guest(&self, guest: NewGuest) -> Answer<'_, ()> {
        self.write(move |db| Ok(guest::update(db, &guest)?))
    }
    fn guest(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Guest>> {
        let board = board.to_owned();
        self.read(move |db| Ok(guest::by_secret(db, &board, &secret, now)?))
    }
    fn guest_by_id(&self, board: &str, id: &str, now: i64) -> Answer<'_, Option<Guest>> {
        let (board, id) = (board.to_owned(), id.to_owned());
        self.read(move |db| Ok(guest::by_id(db, &board, &id, now)?))
    }

    fn add_ticket(&self, ticket: Ticket, secret: String, now: i64) -> Answer<'_, ()> {
        self.write(move |db| {
            ticket::delete_expired(db, now)?;
            Ok(ticket::insert(db, &ticket, &secret)?)
        })
    }
    fn ticket(&self, board: &str, secret: String, now: i64) -> Answer<'_, Option<Ticket>> {
        let board = board.to_owned();
        self.read(move |db| Ok(ticket::by_secret(db, &board, &secret, now)?))
    }
}
