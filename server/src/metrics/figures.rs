//! What is asked for when somebody looks: how many rooms and sockets there are and what waits in them.

use super::Metrics;
use prometheus_client::{
    encoding::text::encode,
    metrics::{family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};
use std::{fmt, sync::atomic::AtomicU64};

/// The house at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Boards that are live.
    pub rooms: usize,
    /// Rooms that take no changes at the moment.
    pub read_only: usize,
    /// Sockets of our own clients, and of stock ones.
    pub own: usize,
    pub stock: usize,
    /// Sockets that cannot follow.
    pub lagging: usize,
    /// Bytes that wait for sockets; what several share is counted for each.
    pub outgoing_bytes: usize,
    /// Bytes of updates that are applied and not committed.
    pub unacknowledged_bytes: usize,
    pub log_records: usize,
    pub log_bytes: usize,
    pub snapshot_bytes: usize,
    pub boards: usize,
    pub quarantined: usize,
    /// The last attempt to store something succeeded.
    pub writable: bool,
}

type Share = Gauge<f64, AtomicU64>;

pub(super) struct Gauges {
    rooms: Gauge,
    read_only: Gauge,
    connections: Family<[(&'static str, &'static str); 1], Gauge>,
    lagging: Gauge,
    outgoing: Gauge,
    unacknowledged: Gauge,
    log_records: Gauge,
    log: Gauge,
    snapshot: Gauge,
    ratio: Share,
    boards: Gauge,
    quarantined: Gauge,
    writable: Gauge,
    memory: Gauge,
}

impl Gauges {
    pub fn new(registry: &mut Registry) -> Self {
        let connections = Family::default();
        registry.register("connections", "Sockets in rooms, by dialect", connections.clone());
        let ratio = Share::default();
        registry.register(
            "log_snapshot_ratio",
            "Bytes of logs to bytes of snapshots in memory",
            ratio.clone(),
        );
        let plain = |registry: &mut Registry, name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let bytes = |registry: &mut Registry, name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register_with_unit(name, help, Unit::Bytes, gauge.clone());
            gauge
        };
        Self {
            connections,
            ratio,
            rooms: plain(registry, "rooms", "Boards that are live"),
            read_only: plain(registry, "read_only_rooms", "Live boards that take no changes at the moment"),
            lagging: plain(registry, "lagging_readers", "Sockets that cannot follow"),
            outgoing: bytes(registry, "outgoing", "Bytes that wait for sockets"),
            unacknowledged: bytes(registry, "unacknowledged", "Bytes of updates that wait for a commit"),
            log_records: plain(registry, "log_records", "Updates after the snapshots of live boards"),
            log: bytes(registry, "log", "Bytes of the logs of live boards"),
            snapshot: bytes(registry, "snapshot", "Bytes of the snapshots of live boards"),
            boards: plain(registry, "boards", "Boards"),
            quarantined: plain(
                registry,
                "quarantined_boards",
                "Boards set aside because a record is damaged",
            ),
            writable: plain(registry, "store_writable", "1 if the last attempt to store something succeeded"),
            memory: bytes(
                registry,
                "resident",
                "Resident memory of the process, 0 where the system does not tell",
            ),
        }
    }

    fn set(&self, figures: &Figures) {
        let set = |gauge: &Gauge, value: usize| {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        };
        set(&self.rooms, figures.rooms);
        set(&self.read_only, figures.read_only);
        for (dialect, count) in [("wandel.v1", figures.own), ("y-websocket", figures.stock)] {
            set(&self.connections.get_or_create(&[("dialect", dialect)]), count);
        }
        set(&self.lagging, figures.lagging);
        set(&self.outgoing, figures.outgoing_bytes);
        set(&self.unacknowledged, figures.unacknowledged_bytes);
        set(&self.log_records, figures.log_records);
        set(&self.log, figures.log_bytes);
        set(&self.snapshot, figures.snapshot_bytes);
        #[allow(clippy::cast_precision_loss)]
        let ratio = figures.log_bytes as f64 / figures.snapshot_bytes.max(1) as f64;
        self.ratio.set(if figures.snapshot_bytes == 0 { 0.0 } else { ratio });
        set(&self.boards, figures.boards);
        set(&self.quarantined, figures.quarantined);
        set(&self.writable, usize::from(figures.writable));
        set(&self.memory, resident().unwrap_or(0));
    }
}

/// Resident memory of this process, bytes.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

impl Metrics {
    /// Everything as OpenMetrics text.
    ///
    /// # Errors
    /// The text could not be written.
    pub fn text(&self, figures: &Figures) -> Result<String, fmt::Error> {
        self.asked.set(figures);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
