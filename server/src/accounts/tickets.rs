//! Tickets for sockets: single-use ones of browsers, longer ones of programs.

use super::{AccountError, Accounts, HOUR_MS, Visitor, secret};
use crate::{
    access::Role,
    room::Principal,
    store::{BoardRow, accounts::Ticket},
};

/// How long a browser's ticket is good.
const BROWSER_MS: i64 = 60 * 1000;
/// What a program is called that comes with a ticket of the command line.
const PROGRAM: &str = "wandel";

impl Accounts {
    /// A ticket that opens one socket within a minute, worth what the visitor's right is worth then.
    ///
    /// # Errors
    /// The visitor has no right.
    pub async fn browser_ticket(&self, board: &BoardRow, visitor: &Visitor) -> Result<String, AccountError> {
        let (Some(role), Some(subject)) = (visitor.role(), visitor.subject.clone()) else {
            return Err(AccountError::LinkInvalid);
        };
        let via = visitor.grants.iter().find(|grant| grant.starts_with("session:")).cloned();
        self.ticket(board, role, Some(subject), via, true, BROWSER_MS).await
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
        self.ticket(board, role, None, None, false, i64::from(hours) * HOUR_MS).await
    }

    async fn ticket(
        &self,
        board: &BoardRow,
        role: Role,
        subject: Option<String>,
        via: Option<String>,
        once: bool,
        life: i64,
    ) -> Result<String, AccountError> {
        let (now, secret) = (self.ambient.now(), self.ambient.secret());
        let board = board.id.as_str().to_owned();
        let ticket = Ticket { id: self.ambient.id(), board, role, subject, via, once, expires: now + life };
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
        let shown = self
            .store
            .show_ticket(board.id.as_str(), secret::fingerprint(secret), self.ambient.now())
            .await?;
        let Some(ticket) = shown else { return Ok(None) };
        let Some(subject) = &ticket.subject else {
            let subject = format!("ticket:{}", ticket.id);
            let by = if ticket.role == Role::Viewer {
                None
            } else {
                let colour = self.colour(&board.id, &subject).await?;
                Some(self.store.author(&board.id, subject.clone(), PROGRAM.to_owned(), colour).await?)
            };
            return Ok(Some(Principal {
                role: ticket.role,
                name: PROGRAM.to_owned(),
                colour: by.as_ref().map_or(1, |author| author.colour),
                by: by.map(|author| author.by),
                guest: true,
                grants: vec![subject.clone()],
                subject,
                expires: u64::try_from(ticket.expires).ok(),
            }));
        };
        let mut visitor = self.visitor_of(board, subject).await?;
        visitor.grants.extend(ticket.via.clone());
        let principal = self.principal(&board.id, &visitor).await?;
        Ok(principal.map(|mut principal| {
            principal.role = principal.role.min(ticket.role);
            principal
        }))
    }
}
