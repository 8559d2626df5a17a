//! Accounts as the one who runs the house sees them: add, list, disable, erase.

use super::{Account, AccountError, Accounts, clean_email, clean_name};
use crate::room::Revocation;

impl Accounts {
    /// # Errors
    /// The address is taken, or something does not do.
    pub async fn add_user(
        &self,
        email: &str,
        name: Option<&str>,
        admin: bool,
        password: String,
    ) -> Result<Account, AccountError> {
        let email = clean_email(email)?;
        let local = email.split('@').next().unwrap_or_default();
        let name = match name {
            Some(name) => clean_name(name)?,
            None => clean_name(&local.chars().take(super::MAX_NAME).collect::<String>())?,
        };
        let password = self.passwords.hash(password, self.ambient.salt()).await?;
        let account = Account {
            id: self.ambient.id(),
            email,
            name,
            admin,
            disabled: false,
            created: self.ambient.now(),
        };
        if self.store.add_account(account.clone(), password).await? {
            Ok(account)
        } else {
            Err(AccountError::EmailTaken)
        }
    }

    /// # Errors
    /// The store's.
    pub async fn users(&self) -> Result<Vec<Account>, AccountError> {
        Ok(self.store.accounts().await?)
    }

    async fn user(&self, email: &str) -> Result<Account, AccountError> {
        self.store.account_by_email(&email.trim().to_lowercase()).await?.ok_or(AccountError::UnknownUser)
    }

    /// Ends every session. Returns what sockets to close.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn disable_user(&self, email: &str) -> Result<Revocation, AccountError> {
        let account = self.user(email).await?;
        self.store.disable_account(&account.id).await?;
        Ok(Revocation::Subject(format!("account:{}", account.id)))
    }

    /// Removes the account and its name everywhere. Returns what sockets to close.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn erase_user(&self, email: &str) -> Result<Revocation, AccountError> {
        let account = self.user(email).await?;
        self.store.erase_account(&account.id).await?;
        Ok(Revocation::Subject(format!("account:{}", account.id)))
    }
}
