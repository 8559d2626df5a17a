//! Share links: made, listed, revoked. Nobody gives more than they have, nor for longer.

use super::{AccountError, Accounts, DAY_MS, Link, Visitor, secret};
use crate::{
    access::{Action, Decision, Role},
    room::Revocation,
    store::BoardId,
};

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    pub role: Role,
    pub label: String,
    /// `None`: as long as its maker may come, or for ever.
    pub days: Option<u32>,
    /// Asks for a pseudonym before letting in.
    pub ask: bool,
}

/// Longest label, characters; longest life, days.
const MAX_LABEL: usize = 100;
const MAX_DAYS: u32 = 3660;

impl Accounts {
    /// Makes a link; answers with it and the secret, which nobody can be told again. `maker: None`: the command line.
    ///
    /// # Errors
    /// More than the maker has.
    pub async fn add_link(
        &self,
        board: &BoardId,
        maker: Option<&Visitor>,
        new: NewLink,
    ) -> Result<(Link, String), AccountError> {
        let now = self.ambient.now();
        if maker.is_some_and(|maker| maker.role().is_none_or(|role| role < new.role)) {
            return Err(AccountError::LinkTooMuch);
        }
        let wished = new.days.map(|days| now + i64::from(days.min(MAX_DAYS)) * DAY_MS);
        let end = maker.and_then(|maker| maker.expires);
        let link = Link {
            id: self.ambient.id(),
            board: board.as_str().to_owned(),
            role: new.role,
            label: new.label.chars().filter(|c| !c.is_control()).take(MAX_LABEL).collect(),
            ask: new.ask,
            created: now,
            expires: [wished, end].into_iter().flatten().min(),
            maker: maker.and_then(|maker| maker.subject.clone()),
        };
        let secret = self.ambient.secret();
        self.store.add_link(link.clone(), secret::fingerprint(&secret)).await?;
        Ok((link, secret))
    }

    /// The links that somebody may see: an owner all, others their own.
    ///
    /// # Errors
    /// The store's.
    pub async fn links(&self, board: &BoardId, visitor: &Visitor) -> Result<Vec<Link>, AccountError> {
        let links = self.store.links(board.as_str(), self.ambient.now()).await?;
        Ok(links.into_iter().filter(|link| manages(visitor, link)).collect())
    }

    /// Revokes a link and those that its people made. Returns what sockets to close.
    ///
    /// # Errors
    /// No such link, or none that this visitor may see.
    pub async fn revoke_link(
        &self,
        board: &BoardId,
        visitor: &Visitor,
        id: &str,
    ) -> Result<Vec<Revocation>, AccountError> {
        let links = self.store.links(board.as_str(), self.ambient.now()).await?;
        if !links.iter().any(|link| link.id == id && manages(visitor, link)) {
            return Err(AccountError::LinkInvalid);
        }
        let revoked = self.store.revoke_link(board.as_str(), id).await?;
        Ok(revoked.into_iter().map(|link| Revocation::Grant(format!("link:{link}"))).collect())
    }
}

fn manages(visitor: &Visitor, link: &Link) -> bool {
    visitor.may(Action::ManageLinks) == Decision::Allow
        || (visitor.may(Action::Share) == Decision::Allow
            && visitor.subject.is_some()
            && link.maker == visitor.subject)
}
