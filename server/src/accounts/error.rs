//! What can go wrong with people and rights, as stable codes.

use super::password::PasswordError;
use crate::store::StoreError;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("email.invalid")]
    EmailInvalid,
    #[error("email.taken")]
    EmailTaken,
    #[error("name.invalid")]
    NameInvalid,
    #[error("password.short")]
    PasswordShort,
    #[error("password.long")]
    PasswordLong,
    /// Wrong address or password; says not which.
    #[error("session.refused")]
    Refused,
    #[error("setup.token")]
    SetUpToken,
    #[error("setup.done")]
    SetUpDone,
    #[error("link.invalid")]
    LinkInvalid,
    /// A link that would give more, or for longer, than its maker has.
    #[error("link.too-much")]
    LinkTooMuch,
    #[error("user.unknown")]
    UnknownUser,
    #[error("too-many")]
    TooMany(Duration),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("internal")]
    Failed,
}

impl From<PasswordError> for AccountError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::TooShort => Self::PasswordShort,
            PasswordError::TooLong => Self::PasswordLong,
            PasswordError::Busy => Self::TooMany(Duration::from_secs(5)),
            PasswordError::Failed => Self::Failed,
        }
    }
}
