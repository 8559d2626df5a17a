//! `wandel doctor`, the part that looks at the house from inside: folder, disk, records, clock, who may manage. A line a
//! finding, only what is not well; ends with 1 if there is any.

use super::{House, Outcome, Reply};
use crate::store::{BoardStore, Damage};
use std::{os::unix::fs::PermissionsExt, path::Path};

/// A clock that is behind what was stored is wrong; so much may be said by two clocks.
const CLOCK_MS: u64 = 5 * 60 * 1000;

/// # Errors
/// The store's.
pub async fn doctor(house: &House) -> Outcome {
    let mut lines = Vec::new();
    let mut find = |code: &str, params: &[(&str, &str)]| {
        let params: Vec<_> = params.iter().map(|(name, value)| (*name, (*value).into())).collect();
        lines.push(format!(
            "{code}: {}",
            house.words.say(&format!("doctor-{}", code.replace('.', "-")), &params)
        ));
    };
    let folder = house.sqlite.folder();
    for path in [folder.path().to_owned(), folder.database()] {
        if is_open_to_others(&path) {
            find("folder.open", &[("path", &path.display().to_string())]);
        }
    }
    if let Err(error) = BoardStore::probe(&*house.store).await {
        find("disk.refuses", &[("code", &error.code())]);
    }
    for damage in BoardStore::verify(&*house.store).await? {
        match damage {
            Damage::Board(board) => find("board.damaged", &[("board", board.as_str())]),
            Damage::Version(board, name) => {
                find("version.damaged", &[("board", board.as_str()), ("name", &name)]);
            }
        }
    }
    let now = house.sqlite.now();
    let newest = BoardStore::boards(&*house.store).await?.into_iter().map(|board| board.updated).max();
    if newest.is_some_and(|newest| newest > now + CLOCK_MS) {
        find("clock.behind", &[]);
    }
    match house.accounts.needs_setup().await {
        Ok(true) => find("admin.none", &[]),
        Ok(false) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Reply { found: !lines.is_empty(), lines, ..Reply::default() })
}

fn is_open_to_others(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}
