//! `wandel board create --title T`: prints the id. The board belongs to the house.

use super::{Failure, House, Outcome, Reply};
use crate::export::make::{self, Wish};

/// # Errors
/// No title.
pub async fn board_create(house: &House, title: &str) -> Outcome {
    let title = title.trim();
    if title.is_empty() || title.chars().count() > 200 || title.chars().any(char::is_control) {
        return Err(Failure::usage("title.invalid"));
    }
    let wish = Wish { title: title.to_owned(), language: house.words.language(), owner: None, content: None };
    let id = make::make(&house.store, &house.ambient, wish).await?;
    Ok(Reply::line(id.as_str()))
}
