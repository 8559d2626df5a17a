//! Signing in and out.

use super::{Account, AccountError, Accounts, SESSION_MS, cookie, secret};
use crate::{room::Revocation, store::accounts::Membership};
use axum::http::HeaderMap;

/// A fresh session: the account, and the cookie's value.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: Account,
    pub secret: String,
    /// Seconds.
    pub age: i64,
}

impl Accounts {
    /// Checks a password and opens a session.
    ///
    /// # Errors
    /// `Refused` for whatever is wrong, `TooMany` after ten in a row.
    pub async fn sign_in(&self, email: &str, password: String) -> Result<SignedIn, AccountError> {
        let email = email.trim().to_lowercase();
        let now = self.ambient.now();
        // Limited by address, known or not, and not by where it comes from: an office shares one address on the network.
        self.limits.sign_in.take(&email, now).map_err(AccountError::TooMany)?;
        let (id, stored) = self.store.password(&email).await?.unzip();
        if !self.passwords.verify(password, stored).await? {
            return Err(AccountError::Refused);
        }
        self.limits.sign_in.forgive(&email);
        let account = match id {
            Some(id) => self.store.account(&id).await?.ok_or(AccountError::Refused)?,
            None => return Err(AccountError::Refused),
        };
        self.open_session(account).await
    }

    pub(super) async fn open_session(&self, account: Account) -> Result<SignedIn, AccountError> {
        let now = self.ambient.now();
        let secret = self.ambient.secret();
        self.store.open_session(secret::fingerprint(&secret), &account.id, now + SESSION_MS, now).await?;
        Ok(SignedIn { account, secret, age: SESSION_MS / 1000 })
    }

    /// Who is signed in, by the session cookie.
    ///
    /// # Errors
    /// The store's.
    pub async fn signed_in(&self, headers: &HeaderMap) -> Result<Option<Account>, AccountError> {
        let Some(secret) = cookie::read(headers, cookie::SESSION) else { return Ok(None) };
        let session = self.store.session(secret::fingerprint(&secret), self.ambient.now()).await?;
        Ok(session.map(|(account, _)| account))
    }

    /// Boards that an account was let in to.
    ///
    /// # Errors
    /// The store's.
    pub async fn joined(&self, account: &Account) -> Result<Vec<Membership>, AccountError> {
        Ok(self.store.memberships(&account.id, self.ambient.now()).await?)
    }

    /// Ends the session of the cookie. Returns what sockets to close, if there was one.
    ///
    /// # Errors
    /// The store's.
    pub async fn sign_out(&self, headers: &HeaderMap) -> Result<Option<Revocation>, AccountError> {
        let Some(secret) = cookie::read(headers, cookie::SESSION) else { return Ok(None) };
        let fingerprint = secret::fingerprint(&secret);
        self.store.close_session(fingerprint.clone()).await?;
        let grant = format!("session:{fingerprint}");
        self.passes.end(&grant);
        Ok(Some(Revocation::Grant(grant)))
    }
}
