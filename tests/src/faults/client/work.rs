//! What a client does with its document: takes in what comes, does deeds, sends them, and does them anew after a refusal or in a
//! new epoch.

use super::{Client, Unsent};
use crate::faults::{document::Document, ledger::Deed};
use anyhow::{Context, Result, bail};
use rand::Rng;
use tokio::time::Instant;
use wandel_wire::{ClientMessage, Refusal, RoomMessage, ServerHello, ServerMessage};

impl Client {
    pub(super) async fn take(&mut self, message: ServerMessage) -> Result<()> {
        self.heard = Instant::now();
        match message {
            ServerMessage::Hello(hello) => self.greet(hello)?,
            ServerMessage::Events { position, updates } => {
                let document = self.document.as_ref().context("events before the hello")?;
                for update in updates {
                    document.take(&update)?;
                }
                self.move_to(position);
            }
            ServerMessage::Ack { seq, position } => {
                while let Some(unsent) =
                    self.outbox.pop_front_if(|unsent| unsent.seq.is_some_and(|own| own <= seq))
                {
                    self.ledger.acknowledge(&unsent.deed);
                    if let Deed::Set(key) = unsent.deed {
                        self.kept.push(key);
                    }
                }
                self.move_to(position);
            }
            ServerMessage::Nack { refusal, .. } => return self.refused(&refusal),
            ServerMessage::Room(RoomMessage::Checked { position, same })
                if position == self.position && self.outbox.is_empty() =>
            {
                self.agreed = same;
            }
            _ => {}
        }
        self.deliver().await
    }

    fn move_to(&mut self, position: u64) {
        if position > self.position {
            self.position = position;
            self.agreed = None;
        }
    }

    /// Goes on with the document as it is, or begins a new one: first visit, reload, refusal, new epoch.
    fn greet(&mut self, hello: ServerHello) -> Result<()> {
        let other_epoch = self.epoch.is_some_and(|epoch| epoch != hello.epoch);
        if other_epoch {
            self.forget_document();
            self.anew = true;
        }
        if self.document.is_none() {
            let document = Document::new(hello.claim.client);
            if !self.anew {
                for unsent in &self.outbox {
                    document.take(&unsent.update)?;
                }
            }
            self.document = Some(document);
            self.claim = Some(hello.claim);
        }
        self.epoch = Some(hello.epoch);
        self.target = hello.position;
        self.greeted = true;
        Ok(())
    }

    /// Nothing of the document is trusted any more; the work is done anew on a fresh one.
    fn refused(&mut self, refusal: &Refusal) -> Result<()> {
        let expected = [Refusal::ReadOnly, Refusal::NotStored, Refusal::Full, Refusal::MissingDependency];
        if !expected.contains(refusal) {
            self.ledger.complain(format!("{}: refused with {}", self.name, refusal.code()));
        }
        self.forget_document();
        self.anew = true;
        bail!("refused: {}", refusal.code())
    }

    /// Sends what is unsent, as soon as the document is up to date; carries it out anew before if that is needed.
    async fn deliver(&mut self) -> Result<()> {
        if !self.greeted || self.position < self.target {
            return Ok(());
        }
        let (Some(document), Some(claim)) = (&self.document, &self.claim) else { return Ok(()) };
        if self.anew {
            self.anew = false;
            // What a removal was to remove may be gone with the old epoch.
            let there = document.keys();
            self.kept.retain(|key| there.contains(key));
            for unsent in std::mem::take(&mut self.outbox) {
                match document.carry_out(&unsent.deed) {
                    Some(update) => {
                        self.outbox.push_back(Unsent { update, claim: claim.clone(), seq: None, ..unsent })
                    }
                    None => self.ledger.acknowledge(&unsent.deed),
                }
            }
        }
        let mut messages = Vec::new();
        for unsent in self.outbox.iter_mut().filter(|unsent| unsent.seq.is_none()) {
            self.seq += 1;
            unsent.seq = Some(self.seq);
            messages.push(ClientMessage::Push { seq: self.seq, update: unsent.update.clone() });
        }
        for message in messages {
            self.send(message).await?;
        }
        Ok(())
    }

    pub(super) async fn work(&mut self) -> Result<()> {
        let pace = self.pace.mul_f64(self.rng.random_range(0.3..1.7));
        self.act = Instant::now() + pace;
        let (Some(document), Some(claim)) = (&self.document, &self.claim) else { return Ok(()) };
        let deed = if !self.kept.is_empty() && self.rng.random_bool(0.2) {
            Deed::Remove(self.kept.swap_remove(self.rng.random_range(0..self.kept.len())))
        } else {
            self.made += 1;
            Deed::Set(format!("{}.{}", self.name, self.made))
        };
        let Some(update) = document.carry_out(&deed) else {
            bail!("{}: {deed:?} changes nothing", self.name);
        };
        if self.outbox.is_empty() {
            self.heard = Instant::now();
        }
        self.agreed = None;
        self.outbox.push_back(Unsent { deed, update, claim: claim.clone(), seq: None });
        self.deliver().await
    }
}
