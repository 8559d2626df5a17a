//! `wandel user list`: a line an account: address, tab, name, tab, `admin`, `member` or `disabled`.

use super::{House, Outcome, Reply};

/// # Errors
/// The store's.
pub async fn user_list(house: &House) -> Outcome {
    let users = house.accounts.users().await?;
    let lines = users
        .into_iter()
        .map(|user| {
            let state = match (user.disabled, user.admin) {
                (true, _) => "disabled",
                (false, true) => "admin",
                (false, false) => "member",
            };
            format!("{}\t{}\t{state}", user.email, user.name)
        })
        .collect();
    Ok(Reply { lines, ..Reply::default() })
}
