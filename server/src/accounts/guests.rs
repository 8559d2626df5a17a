//! Joining by a share link: people with an account become members, everybody else a guest with a pseudonym.

use super::{
    AccountError, Accounts, GUEST_MS, Link, clean_name, cookie, pseudonym, secret, visitor::COLOURS,
};
use crate::{
    access::Role,
    store::{BoardId, BoardRow, accounts::NewGuest},
};
use axum::http::HeaderMap;
use wandel_words::Language;

/// What a link says before anybody joins.
#[derive(Clone, Debug)]
pub struct Preview {
    pub role: Role,
    /// A pseudonym is wanted first.
    pub ask: bool,
}

/// Somebody was let in.
#[derive(Clone, Debug)]
pub struct Joined {
    pub role: Role,
    /// The guest's cookie: its name, its value, and its age in seconds; `None` for an account, or where it stays the same.
    pub cookie: Option<(String, String, i64)>,
}

impl Accounts {
    async fn link_of(&self, board: &BoardId, secret: &str) -> Result<Link, AccountError> {
        let now = self.ambient.now();
        self.limits.join.take(board.as_str(), now).map_err(AccountError::TooMany)?;
        let link = self.store.link(board.as_str(), secret::fingerprint(secret), now).await?;
        link.ok_or(AccountError::LinkInvalid)
    }

    /// What a link gives. People with an account, and guests who are known already, are not asked for a pseudonym.
    ///
    /// # Errors
    /// `LinkInvalid`, for whatever reason; `TooMany`.
    pub async fn preview(
        &self,
        board: &BoardId,
        secret: &str,
        headers: &HeaderMap,
    ) -> Result<Preview, AccountError> {
        let link = self.link_of(board, secret).await?;
        let cookie_name = format!("{}{}", cookie::GUEST_PREFIX, board);
        let guest = match cookie::read(headers, &cookie_name) {
            Some(secret) => self
                .store
                .guest(board.as_str(), secret::fingerprint(&secret), self.ambient.now())
                .await?
                .is_some(),
            None => false,
        };
        let known = guest || self.signed_in(headers).await?.is_some();
        Ok(Preview { role: link.role, ask: link.ask && !known })
    }

    /// Lets somebody in by a link. `name` and `colour`: what a guest wishes; without a name a link that does not ask gives
    /// a made-up one.
    ///
    /// # Errors
    /// `LinkInvalid`, `NameInvalid`, `TooMany`.
    pub async fn join(
        &self,
        board: &BoardRow,
        secret: &str,
        name: Option<&str>,
        colour: Option<u8>,
        language: Language,
        headers: &HeaderMap,
    ) -> Result<Joined, AccountError> {
        let link = self.link_of(&board.id, secret).await?;
        let now = self.ambient.now();
        if let Some(account) = self.signed_in(headers).await? {
            let visitor = self.visitor_of(board, &format!("account:{}", account.id)).await?;
            // A weaker link takes nothing away.
            if visitor.role().is_none_or(|role| role < link.role) {
                self.store.join_account(board.id.as_str(), &account.id, &link.id).await?;
                return Ok(Joined { role: link.role, cookie: None });
            }
            return Ok(Joined { role: visitor.role().unwrap_or(link.role), cookie: None });
        }

        let cookie_name = format!("{}{}", cookie::GUEST_PREFIX, board.id);
        let known = match cookie::read(headers, &cookie_name) {
            Some(secret) => self.store.guest(board.id.as_str(), secret::fingerprint(&secret), now).await?,
            None => None,
        };
        let name = match (name, &known) {
            (Some(name), _) => clean_name(name)?,
            (None, Some(guest)) => guest.name.clone(),
            (None, None) if link.ask => return Err(AccountError::NameInvalid),
            (None, None) => {
                let people = self.store.people(&board.id).await?;
                let taken: Vec<String> = people.into_iter().map(|author| author.name).collect();
                pseudonym::invent(language, &taken, &mut self.ambient.rng())
            }
        };
        let colour = colour.filter(|colour| (1..=COLOURS).contains(colour));
        let expires = (now + GUEST_MS).min(link.expires.unwrap_or(i64::MAX));
        if let Some(guest) = known {
            let stronger = link.role >= guest.role;
            let (role, via, expires) = if stronger {
                (link.role, link.id, expires)
            } else {
                (guest.role, guest.link, guest.expires)
            };
            let colour = colour.unwrap_or(guest.colour);
            let updated = NewGuest {
                id: guest.id,
                board: board.id.as_str().to_owned(),
                link: via,
                name,
                colour,
                expires,
            };
            self.store.update_guest(updated).await?;
            return Ok(Joined { role, cookie: None });
        }
        let id = self.ambient.id();
        let colour = match colour {
            Some(colour) => colour,
            None => self.colour(&board.id, &format!("guest:{id}")).await?,
        };
        let secret = self.ambient.secret();
        let guest =
            NewGuest { id, board: board.id.as_str().to_owned(), link: link.id, name, colour, expires };
        self.store.add_guest(guest, secret::fingerprint(&secret), now).await?;
        // Rounded up, so that the cookie never ends before the right.
        let age = (expires - now + 999) / 1000;
        Ok(Joined { role: link.role, cookie: Some((cookie_name, secret, age)) })
    }
}
