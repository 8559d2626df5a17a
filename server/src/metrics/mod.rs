//! What the house counts about itself, for OpenMetrics. Counters are incremented where things happen; everything that
//! can be asked for (rooms, sockets, bytes) is asked for when somebody looks. No label names a board, a person or an
//! address. Knows neither rooms nor store: they tell it.

mod figures;

pub use figures::Figures;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{borrow::Cow, fmt, time::Duration};

/// Upper bounds of the latency buckets, seconds.
const SECONDS: [f64; 14] =
    [0.000_25, 0.000_5, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.0, 4.0];

/// A label with a stable dotted code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByCode {
    code: Cow<'static, str>,
}

/// Why and how a socket was closed by the server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Closed {
    code: u16,
    reason: &'static str,
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    result: &'static str,
}

/// The counters, and the registry that writes them down.
pub struct Metrics {
    registry: Registry,
    commit_seconds: Histogram,
    updates: Counter,
    update_bytes: Counter,
    failed_commits: Counter,
    refusals: Family<ByCode, Counter>,
    closed: Family<Closed, Counter>,
    catch_ups: Counter,
    snapshots: Family<Ended, Counter>,
    epochs: Counter,
    /// Set when somebody looks.
    asked: figures::Gauges,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("wandel");
        let this = &mut registry;
        let commit_seconds = Histogram::new(SECONDS);
        this.register_with_unit(
            "commit",
            "From handing updates to the store until they are synced",
            Unit::Seconds,
            commit_seconds.clone(),
        );
        let build: Family<[(&'static str, &'static str); 1], Gauge> = Family::default();
        build.get_or_create(&[("version", env!("CARGO_PKG_VERSION"))]).set(1);
        this.register("build", "The version of the program", build);
        let updates = counter(this, "updates", "Committed updates");
        let update_bytes = Counter::default();
        this.register_with_unit("update", "Bytes of committed updates", Unit::Bytes, update_bytes.clone());
        let failed_commits = counter(this, "failed_commits", "Commits that the store refused");
        let catch_ups = counter(this, "resyncs", "Sockets that could not follow and were brought up to date");
        let epochs = counter(this, "epochs", "New epochs begun: restored versions, erasures, purges");
        let (refusals, closed, snapshots) = (Family::default(), Family::default(), Family::default());
        this.register("refusals", "Updates and messages that were refused, by code", refusals.clone());
        this.register("sockets_closed", "Sockets closed by the server", closed.clone());
        this.register("snapshots", "Compactions, by how they ended", snapshots.clone());
        let asked = figures::Gauges::new(this);
        Self {
            registry,
            commit_seconds,
            updates,
            update_bytes,
            failed_commits,
            refusals,
            closed,
            catch_ups,
            snapshots,
            epochs,
            asked,
        }
    }
}

fn counter(registry: &mut Registry, name: &str, help: &str) -> Counter {
    let counter = Counter::default();
    registry.register(name, help, counter.clone());
    counter
}

impl Metrics {
    /// A group of updates is on disk.
    pub fn committed(&self, took: Duration, updates: usize, bytes: usize) {
        self.commit_seconds.observe(took.as_secs_f64());
        self.updates.inc_by(updates as u64);
        self.update_bytes.inc_by(bytes as u64);
    }
    /// The store refused a group.
    pub fn commit_failed(&self) {
        self.failed_commits.inc();
    }
    /// Something was refused. `code`: one of the server's own, so there are few.
    pub fn refused(&self, code: Cow<'static, str>) {
        self.refusals.get_or_create(&ByCode { code }).inc();
    }
    /// A socket was closed with a close code.
    pub fn closed(&self, code: u16, reason: &'static str) {
        self.closed.get_or_create(&Closed { code, reason }).inc();
    }
    /// A socket that lagged was brought up to date.
    pub fn caught_up(&self) {
        self.catch_ups.inc();
    }
    /// A compaction ended.
    pub fn compacted(&self, kept: bool) {
        let result = if kept { "kept" } else { "failed" };
        self.snapshots.get_or_create(&Ended { result }).inc();
    }
    /// A board began a new epoch.
    pub fn renewed(&self) {
        self.epochs.inc();
    }
}
