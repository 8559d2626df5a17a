//! A new epoch: another document takes the place of this one, and nothing of before is ever merged with it.

use super::{
    Dialect, Keep, RoomError,
    actor::Room,
    compact,
    keys::random_client,
    live::Live,
    versions::{blocking, purged},
};
use crate::store::{NewSnapshot, StoreError};
use bytes::Bytes;
use std::time::Duration;
use tokio::time::Instant;
use wandel_wire::{Refusal, close};

/// After a purge that did not succeed, the next one is tried this much later.
const PURGE_PAUSE: Duration = Duration::from_secs(3600);

impl Room {
    pub(super) async fn renew(&mut self, document: Bytes, before: Option<Keep>) -> Result<u64, RoomError> {
        let client = random_client(&mut self.rng);
        let bytes = document.clone();
        let loaded =
            blocking(move || Live::load(client, std::iter::once(&bytes)).map(|live| live.title().to_owned()));
        let Ok(title) = loaded.await? else {
            return Err(RoomError::Refused(Refusal::Malformed));
        };
        self.settle().await?;
        if let Some(keep) = before {
            self.keep(keep).await?;
        }
        let snapshot =
            NewSnapshot { epoch: self.basis.epoch, position: self.basis.position() + 1, bytes: document };
        let epoch = self.store.raise_epoch(&self.id, snapshot, title).await?;
        self.flush();
        self.reload().await?;
        for member in self.members.values() {
            match member.connection.dialect {
                Dialect::Own => member.connection.revoke(close::RESYNC, "epoch.new"),
                Dialect::Stock => member.connection.revoke(close::EPOCH, "epoch.new"),
            }
        }
        self.config.metrics.renewed();
        Ok(epoch)
    }

    /// Everything is committed: as a version, before it is replaced.
    async fn keep(&mut self, keep: Keep) -> Result<(), RoomError> {
        let basis = self.basis.clone();
        let (epoch, position) = (basis.epoch, basis.position());
        let made = blocking(move || compact::snapshot(&basis)).await?;
        let bytes = made.map_err(|refusal| StoreError::Failed(refusal.code.into_owned()))?;
        let document = NewSnapshot { epoch, position, bytes };
        let version = keep.version(document, &mut self.rng);
        self.store.keep_version(&self.id, version).await?;
        Ok(())
    }

    /// The document made anew under one client id, without what was deleted.
    pub(super) async fn purge(&mut self) -> Result<u64, RoomError> {
        self.settle().await?;
        let (basis, client) = (self.basis.clone(), random_client(&mut self.rng));
        let document = blocking(move || purged(&basis, client)).await??;
        self.renew(document, None).await
    }

    /// So many hands have written that their ids weigh more than the board.
    pub(super) async fn purge_in_quiet(&mut self) {
        let clients = self.live.clients();
        match self.purge().await {
            Ok(epoch) => tracing::info!(board = %self.id.in_logs(), clients, epoch, "purged"),
            Err(error) => {
                tracing::error!(board = %self.id.in_logs(), clients, %error, "not purged");
                self.no_purge_before = Some(Instant::now() + PURGE_PAUSE);
            }
        }
    }
}
