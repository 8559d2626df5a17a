//! The document of one client: a real Yjs document with one map that all clients write into.

use super::ledger::Deed;
use anyhow::{Context, Result, anyhow};
use bytes::Bytes;
use std::collections::BTreeSet;
use wandel_board::Board;
use yrs::{
    ClientID, Doc, Map, MapRef, OffsetKind, Options, ReadTxn, StateVector, Transact, Update,
    updates::{decoder::Decode, encoder::Encode},
};

pub struct Document {
    doc: Doc,
    map: MapRef,
}

impl Document {
    /// An empty document that is written under a client id.
    #[must_use]
    pub fn new(client: u64) -> Self {
        let options = Options {
            client_id: ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        let doc = Doc::with_options(options);
        let map = doc.get_or_insert_map("faults");
        Self { doc, map }
    }

    /// Carries out a deed; `None` if it changes nothing.
    #[must_use]
    pub fn carry_out(&self, deed: &Deed) -> Option<Bytes> {
        let mut transaction = self.doc.transact_mut();
        let before = transaction.state_vector();
        match deed {
            Deed::Set(key) => {
                self.map.insert(&mut transaction, key.as_str(), 1);
            }
            Deed::Remove(key) => {
                self.map.remove(&mut transaction, key)?;
            }
        }
        Some(transaction.encode_state_as_update_v1(&before).into())
    }

    /// Whether a deed is seen to be done.
    #[must_use]
    pub fn shows(&self, deed: &Deed) -> bool {
        let transaction = self.doc.transact();
        match deed {
            Deed::Set(key) => self.map.contains_key(&transaction, key),
            Deed::Remove(key) => !self.map.contains_key(&transaction, key),
        }
    }

    /// Its state vector.
    #[must_use]
    pub fn vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What somebody with this state vector lacks.
    ///
    /// # Errors
    /// If it is none.
    pub fn missing(&self, vector: &[u8]) -> Result<Vec<u8>> {
        let vector = StateVector::decode_v1(vector).context("the server sent no state vector")?;
        Ok(self.doc.transact().encode_state_as_update_v1(&vector))
    }

    /// Takes over what came from the server.
    ///
    /// # Errors
    /// If it is no update.
    pub fn take(&self, update: &[u8]) -> Result<()> {
        let update = Update::decode_v1(update).context("the server sent no update")?;
        self.doc.transact_mut().apply_update(update).map_err(|error| anyhow!("{error}"))
    }

    #[must_use]
    pub fn keys(&self) -> BTreeSet<String> {
        let transaction = self.doc.transact();
        self.map.keys(&transaction).map(str::to_owned).collect()
    }

    /// State vector and delete set as one number, computed as server and browser do.
    ///
    /// # Errors
    /// If the document does not pass as a board.
    pub fn digest(&self) -> Result<[u8; 32]> {
        let whole = self.doc.transact().encode_state_as_update_v1(&StateVector::default());
        let board = Board::load(1, &whole).map_err(|refusal| anyhow!("{}", refusal.code))?;
        Ok(board.digest())
    }
}
