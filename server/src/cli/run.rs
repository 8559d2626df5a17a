//! Carries a request out: through the control socket of a server that runs on the data folder, or by opening the folder.

use super::{
    control,
    failure::Failure,
    house::House,
    request::{Outcome, Request},
};
use crate::{room::RoomsConfig, store::faults::Faults};
use std::path::Path;
use wandel_words::Words;

/// # Errors
/// Why not, as a code.
pub async fn run(data: &Path, request: Request, words: Words) -> Outcome {
    if let Some(outcome) = control::ask(data, &request).await? {
        return outcome;
    }
    if !data.exists() && matches!(request, Request::Verify | Request::Doctor | Request::Backup { .. }) {
        return Err(Failure::new("data.missing").with("path", data.display().to_string()));
    }
    let house = House::open(data, None, Faults::default(), RoomsConfig::default(), words).await?;
    let outcome = house.carry_out(request).await;
    house.close().await;
    outcome
}
