//! Who somebody is to one board: an account, a guest, or nobody, and how they stand to it.

use super::{Account, AccountError, Accounts, cookie, secret};
use crate::{
    access::{Action, Decision, Principal, Resource, Role, Standing, decide},
    room,
    store::{
        Author, BoardId, BoardRow, StoreError,
        accounts::{Guest, Membership},
    },
};
use axum::http::HeaderMap;

/// How many presence colours there are; they count from 1.
pub const COLOURS: u8 = 8;

/// Somebody in front of a board.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub principal: Principal,
    pub standing: Standing,
    /// `account:ID`, `guest:ID`; `None` for nobody.
    pub subject: Option<String>,
    pub name: String,
    /// Presence colour, 1 to 8.
    pub colour: u8,
    pub guest: bool,
    /// What the right rests on: `link:ID`, `session:…`.
    pub grants: Vec<String>,
    /// When the right ends, milliseconds since 1970.
    pub expires: Option<i64>,
}

impl Visitor {
    const fn nobody() -> Self {
        Self {
            principal: Principal::Anonymous,
            standing: Standing::None,
            subject: None,
            name: String::new(),
            colour: 1,
            guest: false,
            grants: Vec::new(),
            expires: None,
        }
    }
    /// What the table says.
    #[must_use]
    pub const fn may(&self, action: Action) -> Decision {
        decide(self.principal, action, Resource::Board(self.standing))
    }
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        self.standing.role()
    }
}

impl Accounts {
    /// Who the cookies of a request make somebody on a board. Nobody, too, where there is no such board.
    ///
    /// # Errors
    /// The store's.
    pub async fn visitor(
        &self,
        board: Option<&BoardRow>,
        headers: &HeaderMap,
    ) -> Result<Visitor, AccountError> {
        let Some(board) = board else { return Ok(Visitor::nobody()) };
        let now = self.ambient.now();
        let by_account = match self.signed_in(headers).await? {
            Some(account) => {
                let mut visitor = self.account_on(board, &account).await?;
                if let Some(secret) = cookie::read(headers, cookie::SESSION) {
                    visitor.grants.push(format!("session:{}", secret::fingerprint(&secret)));
                }
                Some(visitor)
            }
            None => None,
        };
        if let Some(visitor) = &by_account
            && visitor.standing == Standing::Owner
        {
            return Ok(by_account.unwrap_or_else(Visitor::nobody));
        }
        let name = format!("{}{}", cookie::GUEST_PREFIX, board.id);
        let by_guest = match cookie::read(headers, &name) {
            Some(secret) => {
                self.store.guest(board.id.as_str(), secret::fingerprint(&secret), now).await?.map(guest)
            }
            None => None,
        };
        // The stronger right counts; between equals the account, because it is the same person everywhere.
        Ok([by_account, by_guest]
            .into_iter()
            .flatten()
            .reduce(|a, b| if b.standing > a.standing { b } else { a })
            .unwrap_or_else(Visitor::nobody))
    }

    /// Who a subject is on a board now; nobody if the right has ended.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn visitor_of(&self, board: &BoardRow, subject: &str) -> Result<Visitor, AccountError> {
        if let Some(id) = subject.strip_prefix("account:") {
            return match self.store.account(id).await?.filter(|account| !account.disabled) {
                Some(account) => self.account_on(board, &account).await,
                None => Ok(Visitor::nobody()),
            };
        }
        let now = self.ambient.now();
        let found = match subject.strip_prefix("guest:") {
            Some(id) => self.store.guest_by_id(board.id.as_str(), id, now).await?,
            None => None,
        };
        Ok(found.map_or_else(Visitor::nobody, guest))
    }

    async fn account_on(&self, board: &BoardRow, account: &Account) -> Result<Visitor, AccountError> {
        let membership = self.store.membership(board.id.as_str(), &account.id, self.ambient.now()).await?;
        let subject = format!("account:{}", account.id);
        let standing = standing(board, account, membership.as_ref());
        let (mut grants, mut expires) = (Vec::new(), None);
        if let (Standing::Role(_), Some(membership)) = (standing, &membership) {
            grants.push(format!("link:{}", membership.link));
            expires = membership.expires;
        }
        let colour = if standing == Standing::None { 1 } else { self.colour(&board.id, &subject).await? };
        Ok(Visitor {
            principal: if account.admin { Principal::Administrator } else { Principal::Account },
            standing,
            subject: Some(subject),
            name: account.name.clone(),
            colour,
            guest: false,
            grants,
            expires,
        })
    }

    /// The colour of somebody on a board: the one they have there, else the one that fewest have.
    pub(super) async fn colour(&self, board: &BoardId, subject: &str) -> Result<u8, AccountError> {
        let people = self.store.people(board).await?;
        Ok(free_colour(&people, subject))
    }

    /// The author number, for those who may leave something on a board; `None`, too, while none can be kept.
    ///
    /// # Errors
    /// The store's.
    pub async fn author(&self, board: &BoardId, visitor: &Visitor) -> Result<Option<u64>, AccountError> {
        let (Some(subject), Some(role)) = (&visitor.subject, visitor.role()) else { return Ok(None) };
        let (_, author) = self.place(board, subject, &visitor.name, visitor.colour, role).await?;
        Ok(author.map(|author| author.by))
    }

    /// Role and author number of somebody who comes to a board. Whoever has no number yet and cannot be given one, because the
    /// disk takes nothing, may still look.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn place(
        &self,
        board: &BoardId,
        subject: &str,
        name: &str,
        colour: u8,
        role: Role,
    ) -> Result<(Role, Option<Author>), AccountError> {
        if role == Role::Viewer {
            return Ok((role, None));
        }
        match self.store.author(board, subject.to_owned(), name.to_owned(), colour).await {
            Ok(author) => Ok((role, Some(author))),
            Err(StoreError::Full | StoreError::Failed(_)) => Ok((Role::Viewer, None)),
            Err(error) => Err(error.into()),
        }
    }

    /// The visitor as a room knows people; `None` for those who are not let in.
    ///
    /// # Errors
    /// The store's.
    pub async fn principal(
        &self,
        board: &BoardId,
        visitor: &Visitor,
    ) -> Result<Option<room::Principal>, AccountError> {
        let (Some(role), Some(subject)) = (visitor.role(), visitor.subject.clone()) else { return Ok(None) };
        let (role, author) = self.place(board, &subject, &visitor.name, visitor.colour, role).await?;
        Ok(Some(room::Principal {
            role,
            name: visitor.name.clone(),
            colour: visitor.colour,
            by: author.map(|author| author.by),
            guest: visitor.guest,
            subject,
            grants: visitor.grants.clone(),
            expires: visitor.expires.and_then(|expires| u64::try_from(expires).ok()),
        }))
    }
}

fn standing(board: &BoardRow, account: &Account, membership: Option<&Membership>) -> Standing {
    let owns = match &board.owner {
        Some(owner) => *owner == account.id,
        // Made at the command line: it belongs to the house.
        None => account.admin,
    };
    if owns {
        Standing::Owner
    } else {
        membership.map_or(Standing::None, |membership| Standing::Role(membership.role))
    }
}

fn guest(guest: Guest) -> Visitor {
    Visitor {
        principal: Principal::Guest,
        standing: Standing::Role(guest.role),
        subject: Some(format!("guest:{}", guest.id)),
        name: guest.name,
        colour: guest.colour,
        guest: true,
        grants: vec![format!("link:{}", guest.link)],
        expires: Some(guest.expires),
    }
}

/// The colour of a subject among the people of a board, or the one that fewest have.
pub(super) fn free_colour(people: &[Author], subject: &str) -> u8 {
    if let Some(known) = people.iter().find(|author| author.subject == subject) {
        return known.colour.clamp(1, COLOURS);
    }
    let count = |colour: u8| people.iter().filter(|author| author.colour == colour).count();
    (1..=COLOURS).min_by_key(|colour| count(*colour)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(by: u64, colour: u8) -> Author {
        Author { by, subject: format!("guest:{by}"), name: String::new(), colour }
    }

    #[test]
    fn colours_by_seat() {
        assert_eq!(free_colour(&[], "guest:9"), 1);
        assert_eq!(free_colour(&[author(1, 1), author(2, 2)], "guest:9"), 3);
        assert_eq!(free_colour(&[author(1, 1), author(2, 2)], "guest:2"), 2, "keeps its own");
        let full: Vec<_> = (1..=8).map(|n| author(n.into(), n)).collect();
        assert_eq!(free_colour(&full, "guest:9"), 1, "begins again");
    }
}
