//! Tickets for sockets: those of browsers, which work once (`passes.rs`), and longer ones of programs, which the store keeps.

use super::{AccountError, Accounts, HOUR_MS, Visitor, passes::Pass, secret};
use crate::{
    access::Role,
    room::Principal,
    store::{BoardRow, accounts::Ticket},
};

/// What a program is called that comes with a ticket of the command line.
const PROGRAM: &str = "wandel";

impl Accounts {
    /// A ticket that opens one socket within a minute, worth what the visitor's right is worth then. Needs no disk.
    ///
    /// # Errors
    /// The visitor has no right; there are too many tickets.
    pub fn browser_ticket(&self, board: &BoardRow, visitor: &Visitor) -> Result<String, AccountError> {
        let (Some(role), Some(subject)) = (visitor.role(), visitor.subject.clone()) else {
            return Err(AccountError::LinkInvalid);
        };
        let via = visitor.grants.iter().find(|grant| grant.starts_with("session:")).cloned();
        let secret = self.ambient.secret();
        let pass = Pass { board: board.id.as_str().to_owned(), role, subject, via, made: self.ambient.now() };
        self.passes.add(secret::fingerprint(&secret), pass).map_err(AccountError::TooMany)?;
        Ok(secret)
    }

    /// A ticket for a program, good for as many sockets as it likes.
    ///
    /// # Errors
    /// The store's.
    pub async fn program_ticket(
        &self,
        board: &BoardRow,
        role: Role,
        hours: u32,
    ) -> Result<String, AccountError> {
        let (now, secret) = (self.ambient.now(), self.ambient.secret());
        let board = board.id.as_str().to_owned();
        let expires = now + i64::from(hours) * HOUR_MS;
        let ticket = Ticket { id: self.ambient.id(), board, role, expires };
        self.store.add_ticket(ticket, secret::fingerprint(&secret), now).await?;
        Ok(secret)
    }

    /// Whom a ticket lets in; `None` if it is used up, over, for another board, or worth nothing any more.
    ///
    /// # Errors
    /// The store's.
    pub async fn show_ticket(
        &self,
        board: &BoardRow,
        secret: &str,
    ) -> Result<Option<Principal>, AccountError> {
        let (secret, now) = (secret::fingerprint(secret), self.ambient.now());
        let Some(pass) = self.passes.show(board.id.as_str(), &secret, now) else {
            return match self.store.ticket(board.id.as_str(), secret, now).await? {
                Some(ticket) => self.program(board, ticket).await.map(Some),
                None => Ok(None),
            };
        };
        let mut visitor = self.visitor_of(board, &pass.subject).await?;
        visitor.grants.extend(pass.via);
        let principal = self.principal(&board.id, &visitor).await?;
        Ok(principal.map(|mut principal| {
            principal.role = principal.role.min(pass.role);
            principal
        }))
    }

    async fn program(&self, board: &BoardRow, ticket: Ticket) -> Result<Principal, AccountError> {
        let subject = format!("ticket:{}", ticket.id);
        let colour = self.colour(&board.id, &subject).await?;
        let (role, author) = self.place(&board.id, &subject, PROGRAM, colour, ticket.role).await?;
        Ok(Principal {
            role,
            name: PROGRAM.to_owned(),
            colour: author.as_ref().map_or(1, |author| author.colour),
            by: author.map(|author| author.by),
            guest: true,
            grants: vec![subject.clone()],
            subject,
            expires: u64::try_from(ticket.expires).ok(),
        })
    }
}
