//! A board from the store: snapshot, log, and the live document made of them on a blocking thread.

use super::{RoomError, basis::Basis, keys, live::Live, locks::Locks};
use crate::store::{BoardId, Store};
use rand::rngs::StdRng;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Snapshot, log and the document made of them.
pub(super) async fn load(
    id: &BoardId,
    store: &Arc<dyn Store>,
    rng: &mut StdRng,
) -> Result<(Basis, Live), RoomError> {
    let basis = Basis::new(store.load(id).await?);
    let client = keys::random_client(rng);
    let (sender, done) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let live = Live::load(client, basis.updates());
        let _ = sender.send((basis, live));
    });
    let (basis, live) = done.await.map_err(|_| RoomError::Closed)?;
    match live {
        Ok(live) => Ok((basis, live)),
        Err(error) => {
            tracing::error!(board = %id.in_logs(), %error, "the log cannot be replayed");
            store.quarantine(id).await?;
            Err(RoomError::Quarantined)
        }
    }
}

/// Who has locked what.
pub(super) async fn locks(id: &BoardId, store: &Arc<dyn Store>) -> Result<Locks, RoomError> {
    let locks = store.locks(id).await?;
    Ok(locks.into_iter().map(|(element, by)| (element.into(), by)).collect())
}
