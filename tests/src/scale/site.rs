//! The server that is measured, with its boards, and what it takes of the machine.

use crate::{
    faults::{House, Running},
    load::{Outcome, Plan, Protocol, run as load, usage},
};
use anyhow::Result;
use std::{path::Path, time::Duration};
use tokio::time::sleep;

/// A server that has used no processor for so long is at rest.
const REST: Duration = Duration::from_millis(1500);
/// Waited for at most, however busy it is.
const MOST: u32 = 40;

pub struct Site {
    house: House,
    server: Running,
}

impl Site {
    pub fn new(program: &Path, folder: &Path) -> Result<Self> {
        let house = House { program: program.to_owned(), data: folder.join("data"), faulty: false };
        let server = house.serve()?;
        Ok(Self { house, server })
    }

    /// The address of a new board, with a ticket to edit it. Not the same after a restart: see `at`.
    pub fn board(&self) -> Result<Board> {
        let id = self.house.ask(&["board", "create", "--title", "Scale"])?;
        let ticket = self.house.ask(&["board", "ticket", &id, "--role", "editor", "--hours", "24"])?;
        Ok(Board { id, ticket })
    }

    pub fn at(&self, Board { id, ticket }: &Board) -> String {
        format!("ws://{}/sync/{id}?ticket={ticket}", self.server.address)
    }

    pub fn restart(self) -> Result<Self> {
        let Self { house, server } = self;
        server.stop()?;
        let server = house.serve()?;
        Ok(Self { house, server })
    }

    pub fn stop(self) -> Result<()> {
        self.server.stop()
    }

    /// Resident memory in MB.
    pub fn memory(&self) -> Result<f64> {
        Ok(usage(self.server.id())?.rss)
    }

    /// The most that was resident at any time, in MB.
    pub fn peak(&self) -> Result<f64> {
        Ok(usage(self.server.id())?.peak)
    }

    /// CPU seconds since the start.
    pub fn cpu(&self) -> Result<f64> {
        Ok(usage(self.server.id())?.cpu)
    }

    /// Waits until it does nothing more by itself (compaction).
    pub async fn rest(&self) -> Result<()> {
        for _ in 0..MOST {
            let before = self.cpu()?;
            sleep(REST).await;
            if self.cpu()? - before < 0.02 {
                break;
            }
        }
        Ok(())
    }

    /// So many clients on each address, each with so many edits a second.
    pub async fn load(&self, urls: Vec<String>, clients: usize, rate: f64, seconds: f64) -> Result<Outcome> {
        load(&Plan { urls, protocol: Protocol::Own, clients, rate, seconds, pid: self.server.id() }).await
    }

    /// Bytes of the database and its log.
    pub fn disk(&self) -> u64 {
        let size = |name: &str| std::fs::metadata(self.house.data.join(name)).map_or(0, |file| file.len());
        size("wandel.sqlite") + size("wandel.sqlite-wal")
    }
}

#[derive(Clone)]
pub struct Board {
    id: String,
    ticket: String,
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The line under a table: what one more costs, from the first and the last row.
pub fn slope(what: &str, per: f64, count: [f64; 2], figures: &[(&str, [f64; 2])]) {
    let slopes: Vec<String> = figures
        .iter()
        .map(|(name, [first, last])| {
            let each = (last - first) / (count[1] - count[0]) * per;
            format!("{name} {each:+.3}")
        })
        .collect();
    println!("\nPer {what}: {}", slopes.join(", "));
}
