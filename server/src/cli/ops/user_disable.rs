//! `wandel user disable EMAIL`: ends every session and closes every socket of the account; nothing is deleted.

use super::{House, Outcome, Reply};

/// # Errors
/// There is no such account.
pub async fn user_disable(house: &House, email: &str) -> Outcome {
    let revocation = house.accounts.disable_user(email).await?;
    house.rooms.revoke(None, &revocation);
    Ok(Reply::default())
}
