//! `wandel user add EMAIL [--admin] --password-stdin`: prints the account's address.

use super::{House, Outcome, Reply};

/// # Errors
/// The address is taken or none, the password too short.
pub async fn user_add(
    house: &House,
    email: &str,
    name: Option<&str>,
    admin: bool,
    password: String,
) -> Outcome {
    let account = house.accounts.add_user(email, name, admin, password).await?;
    Ok(Reply::line(account.email))
}
