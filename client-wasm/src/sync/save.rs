//! What is saved where, said in one word: derived from the outbox and the link, never from a guess.

use super::{Delivery, Sync};
use crate::view::{SaveState, SaveView};

/// A break shorter than this is not shown, milliseconds.
const SHORT: f64 = 2_000.0;

impl Sync {
    #[must_use]
    pub fn save(&self) -> SaveView {
        let pending = self.outbox.len();
        let (state, code) = self.state(pending);
        SaveView { state, pending, code }
    }

    fn state(&self, pending: usize) -> (SaveState, Option<String>) {
        if let Some(code) = self.link.final_code() {
            return (SaveState::Closed, Some(format!("socket.{code}")));
        }
        if self.outdated {
            return (SaveState::ReloadNeeded, None);
        }
        if !self.ready && self.lost_at.is_none() {
            return (SaveState::Connecting, None);
        }
        if self.connecting() {
            return self.state_without_link(pending);
        }
        if let Some(refusal) = &self.frozen {
            return (self.kept_or_not(SaveState::ReadOnly), Some(refusal.code().into_owned()));
        }
        if pending > 0 {
            let refused = self.outbox.iter().any(|entry| matches!(entry.delivery, Delivery::Refused(_)));
            return (SaveState::Saving, refused.then(|| "outbox.renewing".to_owned()));
        }
        if let Some(last) = self.tray.items().last() {
            return (SaveState::Rejected, Some(last.code.clone()));
        }
        if self.me.as_ref().is_some_and(|me| !me.role.may_edit()) {
            return (SaveState::ReadOnly, None);
        }
        (if self.renewal.is_some() { SaveState::Connecting } else { SaveState::Saved }, None)
    }

    fn state_without_link(&self, pending: usize) -> (SaveState, Option<String>) {
        if self.lost_at.is_none() || self.settles_at().is_some() {
            return (if pending > 0 { SaveState::Saving } else { SaveState::Connecting }, None);
        }
        (self.kept_or_not(SaveState::Offline), None)
    }

    /// Without the server's word, what counts is whether this device has it durably.
    fn kept_or_not(&self, kept: SaveState) -> SaveState {
        let all = self.outbox.iter().all(|entry| entry.stored);
        if all {
            kept
        } else if self.keeper.failing() {
            SaveState::NotKept
        } else {
            SaveState::Saving
        }
    }

    /// When a break will have been long enough to be shown.
    pub(super) fn settles_at(&self) -> Option<f64> {
        if !self.connecting() {
            return None;
        }
        self.lost_at.map(|at| at + SHORT).filter(|settled| self.now < *settled)
    }
}
