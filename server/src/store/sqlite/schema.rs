//! Migrations, in order; one file each in `migrations/`. A database of a newer program is refused. Before an older one is
//! changed, a copy is put beside it.

use super::folder;
use crate::store::StoreError;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};
use std::{fs, io::ErrorKind, path::Path};

const FILES: &[&str] = &[
    include_str!("../migrations/01-boards.sql"),
    include_str!("../migrations/02-accounts.sql"),
    include_str!("../migrations/03-versions.sql"),
    include_str!("../migrations/04-locks.sql"),
    include_str!("../migrations/05-tickets.sql"),
];

/// The number of the newest schema.
pub(super) const fn newest() -> usize {
    FILES.len()
}

/// Brings the database to the newest schema.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let found = usize::try_from(found).map_err(|_| StoreError::NewerSchema)?;
    if found > FILES.len() {
        return Err(StoreError::NewerSchema);
    }
    if found > 0 && found < FILES.len() {
        let copy = path.with_extension(format!("before-{}.sqlite", FILES.len()));
        if !copy.exists() {
            // Under another name until it is whole; into an empty file that only its owner can read.
            let part = copy.with_extension("part");
            match fs::remove_file(&part) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
            folder::make_private_file(&part)?;
            connection.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
            fs::rename(&part, &copy)?;
        }
    }
    Migrations::new(FILES.iter().map(|sql| M::up(sql)).collect())
        .to_latest(connection)
        .map_err(|error| StoreError::Failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_valid_and_a_newer_schema_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Path::new("unused")).unwrap();
        migrate(&mut connection, Path::new("unused")).unwrap();
        connection.pragma_update(None, "user_version", FILES.len() + 1).unwrap();
        assert_eq!(migrate(&mut connection, Path::new("unused")), Err(StoreError::NewerSchema));
    }
}
