//! A password from standard input: the first line, without its end. Never an argument, which others could see.

use super::failure::Failure;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

/// # Errors
/// Nothing there, or it is not text.
pub async fn from_stdin() -> Result<String, Failure> {
    let mut line = String::new();
    let limit = crate::accounts::password::MAX_BYTES as u64 + 2;
    let read = BufReader::new(tokio::io::stdin().take(limit)).read_line(&mut line).await;
    let password = line.trim_end_matches(['\r', '\n']);
    match read {
        Ok(_) if !password.is_empty() => Ok(password.to_owned()),
        _ => Err(Failure::usage("password.missing")),
    }
}
