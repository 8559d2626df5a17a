//! What the faults are asked for, and with what. `cargo xtask faults` takes the same words and hands them on; it includes this
//! file, which therefore uses nothing of its crate.

use clap::{Args, ValueEnum};
use std::fmt;

/// A kind of trouble. Each is counted, and a run fails if one that was asked for never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// Everything comes later.
    Delay,
    /// Links break.
    Cut,
    /// Links are dead, and neither side is told.
    HalfOpen,
    /// What the server says arrives at 1 kB a second.
    SlowReader,
    /// `kill -9` at any moment.
    Kill,
    /// The process ends when an update is queued and nothing written.
    KillQueued,
    /// … when everything is written and nothing committed.
    KillWritten,
    /// … when it is committed and nobody told.
    KillCommitted,
    /// … when the room knows; whoever waits may have been told or not.
    KillAnswered,
    /// `kill -9` as soon as a client has an acknowledgement.
    KillOnAck,
    /// Stopped as systemd does, while everybody works.
    Stop,
    /// Commits fail, as on a full disk; then they succeed again.
    FailedCommits,
    /// Commits take their time, and some of them die of it.
    SlowCommits,
    /// A client closes the page and comes back.
    Reload,
    /// A client's device is lost.
    LostDevice,
    /// The server's clock jumps by minutes, hours or days, forwards and backwards.
    Clock,
    /// A backup is put back while clients hold newer work.
    Restore,
    /// The document is made anew, in a new epoch, while everybody works.
    Purge,
    /// A file with a flipped bit, or without its end.
    DamagedFile,
    /// People edit a board made from a file while it is exported, and the server is killed.
    ImportedFile,
    /// A small file system that something else fills up. Needs root.
    FullDisk,
    /// What was not synced is lost. A layer under SQLite does that, in a test of the server.
    PowerCut,
}

impl Kind {
    /// Those that happen to a server with clients at work, in rounds.
    pub const ROUNDS: [Self; 18] = [
        Self::Delay,
        Self::Cut,
        Self::HalfOpen,
        Self::SlowReader,
        Self::Kill,
        Self::KillQueued,
        Self::KillWritten,
        Self::KillCommitted,
        Self::KillAnswered,
        Self::KillOnAck,
        Self::Stop,
        Self::FailedCommits,
        Self::SlowCommits,
        Self::Reload,
        Self::LostDevice,
        Self::Clock,
        Self::Restore,
        Self::Purge,
    ];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_possible_value().map_or(Ok(()), |value| f.write_str(value.get_name()))
    }
}

#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// What everything is drawn from; a failure names the command that shows it again
    #[arg(long)]
    pub seed: Option<u64>,
    /// Rounds of trouble; 500 take some minutes
    #[arg(long, default_value_t = 40)]
    pub loops: usize,
    /// Only these kinds, with commas between; without it all
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub only: Vec<Kind>,
    /// The same as `--only kill`
    #[arg(long, conflicts_with = "only")]
    pub kills: bool,
    /// Damaged files to look at
    #[arg(long, default_value_t = 20)]
    pub files: usize,
    /// Power cuts
    #[arg(long, default_value_t = 12)]
    pub cuts: usize,
}

impl Asked {
    #[must_use]
    pub fn is(&self, kind: Kind) -> bool {
        if self.kills { kind == Kind::Kill } else { self.only.is_empty() || self.only.contains(&kind) }
    }

    /// The same as words of a command line.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(seed) = self.seed {
            words.extend(["--seed".to_owned(), seed.to_string()]);
        }
        for (name, count) in [("--loops", self.loops), ("--files", self.files), ("--cuts", self.cuts)] {
            words.extend([name.to_owned(), count.to_string()]);
        }
        if self.kills {
            words.push("--kills".to_owned());
        }
        if !self.only.is_empty() {
            let only: Vec<String> = self.only.iter().map(Kind::to_string).collect();
            words.extend(["--only".to_owned(), only.join(",")]);
        }
        words
    }
}
