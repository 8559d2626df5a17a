//! The first administrator: made once, with a token that the server prints at its start.

use super::{Account, AccountError, Accounts, SignedIn, clean_email, clean_name, secret};
use crate::store::accounts::SetUp;

/// What the set-up page sends.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    pub token: String,
    pub email: String,
    pub name: String,
    pub password: String,
}

impl Accounts {
    /// Nobody runs the house yet.
    ///
    /// # Errors
    /// The store's.
    pub async fn needs_setup(&self) -> Result<bool, AccountError> {
        Ok(!self.store.has_admin().await?)
    }

    /// A fresh token, if nobody runs the house yet; earlier ones are void.
    ///
    /// # Errors
    /// The store's.
    pub async fn setup_token(&self) -> Result<Option<String>, AccountError> {
        if !self.needs_setup().await? {
            return Ok(None);
        }
        let token = self.ambient.secret();
        self.store.put_setup(secret::fingerprint(&token)).await?;
        Ok(Some(token))
    }

    /// Makes the first administrator and signs them in.
    ///
    /// # Errors
    /// A wrong or used token, an address, a name or a password that does not do.
    pub async fn set_up(&self, first: FirstAdmin) -> Result<SignedIn, AccountError> {
        let now = self.ambient.now();
        self.limits.set_up.take("", now).map_err(AccountError::TooMany)?;
        let (email, name) = (clean_email(&first.email)?, clean_name(&first.name)?);
        let password = self.passwords.hash(first.password, self.ambient.salt()).await?;
        let account =
            Account { id: self.ambient.id(), email, name, admin: true, disabled: false, created: now };
        match self.store.set_up(secret::fingerprint(&first.token), account.clone(), password).await? {
            SetUp::Done => self.open_session(account).await,
            SetUp::Exists => Err(AccountError::SetUpDone),
            SetUp::WrongToken => Err(AccountError::SetUpToken),
            SetUp::EmailTaken => Err(AccountError::EmailTaken),
        }
    }
}
