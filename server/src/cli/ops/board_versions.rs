//! `wandel board versions ID`: a line a version, newest first: id, tab, time, tab, name.

use super::{House, Outcome, Reply};
use crate::{http::time::rfc3339, store::BoardStore};

/// # Errors
/// There is no such board.
pub async fn board_versions(house: &House, id: &str) -> Outcome {
    let board = house.board(id).await?;
    let versions = BoardStore::versions(&*house.store, &board.id).await?;
    let time = |ms: u64| rfc3339(i64::try_from(ms).unwrap_or(i64::MAX));
    let line = |version: crate::store::Version| {
        format!("{}\t{}\t{}", version.id, time(version.created), version.name)
    };
    Ok(Reply { lines: versions.into_iter().map(line).collect(), ..Reply::default() })
}
