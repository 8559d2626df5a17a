//! `wandel user erase EMAIL`: the account is gone and its name with it; what it wrote on boards stays, without a name.

use super::{House, Outcome, Reply};

/// # Errors
/// There is no such account.
pub async fn user_erase(house: &House, email: &str) -> Outcome {
    let revocation = house.accounts.erase_user(email).await?;
    house.rooms.revoke(None, &revocation);
    Ok(Reply::default())
}
