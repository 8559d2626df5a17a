//! Files of a board, kept whole under the hash of their bytes.

use super::SqliteStore;
use crate::store::{Answer, Blob, BoardId, StoreError};
use bytes::Bytes;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

impl SqliteStore {
    pub(super) fn keep_blob(
        &self,
        board: &BoardId,
        media_type: String,
        bytes: Bytes,
    ) -> Answer<'static, String> {
        let board = board.clone();
        let now = self.now();
        self.grow(move |transaction| {
            let id = hex(&Sha256::digest(&bytes)[..16]);
            let done = transaction.execute(
                "INSERT INTO blobs (board, id, media_type, bytes, created)
                 SELECT number, ?2, ?3, ?4, ?5 FROM boards WHERE id = ?1
                 ON CONFLICT (board, id) DO UPDATE SET media_type = excluded.media_type",
                params![board.as_str(), id, media_type, &bytes[..], now],
            )?;
            if done == 0 { Err(StoreError::NotFound) } else { Ok(id) }
        })
    }

    pub(super) fn find_blob(&self, board: &BoardId, id: &str) -> Answer<'static, Option<Blob>> {
        let (board, id) = (board.clone(), id.to_owned());
        self.read(move |connection| {
            let found = connection
                .prepare_cached(
                    "SELECT media_type, bytes FROM blobs
                     WHERE board = (SELECT number FROM boards WHERE id = ?1) AND id = ?2",
                )?
                .query_row([board.as_str(), &id], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))
                .optional()?;
            match found {
                Some((_, bytes)) if hex(&Sha256::digest(&bytes)[..16]) != id => {
                    Err(StoreError::Damaged(board))
                }
                Some((media_type, bytes)) => Ok(Some(Blob { media_type, bytes: bytes.into() })),
                None => Ok(None),
            }
        })
    }

    pub(super) fn list_blobs(&self, board: &BoardId) -> Answer<'static, Vec<String>> {
        let board = board.clone();
        self.read(move |connection| {
            let ids = connection
                .prepare_cached(
                    "SELECT id FROM blobs WHERE board = (SELECT number FROM boards WHERE id = ?1) ORDER BY created, id",
                )?
                .query_map([board.as_str()], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(ids)
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
