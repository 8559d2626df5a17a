//! What is acknowledged survives a power cut: the files are taken as they were at the last sync, with and without parts of
//! what came after it, while twenty writers go on. A kill alone proves nothing about the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vfs;

use bytes::Bytes;
use rand::{Rng, SeedableRng, rngs::StdRng};
use rusqlite::{Connection, OpenFlags};
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use wandel_server::store::{
    BoardId, BoardStore, Commit, NewBoard, NewSnapshot, Options, SqliteStore,
    faults::{Faults, Point},
};

const WRITERS: usize = 20;

/// A number from the environment: `cargo xtask faults --only power-cut --seed S --cuts N` sets `WANDEL_SEED` and `WANDEL_CUTS`.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// Says how to have it again when the test fails.
struct Replay {
    seed: u64,
    cuts: usize,
}

impl Drop for Replay {
    fn drop(&mut self) {
        let Self { seed, cuts } = self;
        if std::thread::panicking() {
            eprintln!("again with: cargo xtask faults --only power-cut --seed {seed} --cuts {cuts}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_acknowledged_survives_a_power_cut() {
    let seed = given("WANDEL_SEED").unwrap_or_else(|| StdRng::from_os_rng().random_range(0..1_000_000));
    let cuts = given("WANDEL_CUTS").map_or(6, |cuts| usize::try_from(cuts).unwrap());
    assert!(cuts > 0, "a run without a cut says nothing");
    let replay = Replay { seed, cuts };
    vfs::register();
    let folder = tempfile::tempdir().unwrap();
    let syncs_before_commit = Arc::new(Mutex::new(0));
    let unsynced_commits = Arc::new(Mutex::new(0));
    let faults = {
        let (before, unsynced) = (syncs_before_commit.clone(), unsynced_commits.clone());
        Faults::new(move |point| {
            match point {
                Point::BeforeCommit => *before.lock().unwrap() = vfs::syncs(),
                // Append, sync, and only then the answer.
                Point::AfterCommit => {
                    *unsynced.lock().unwrap() += u32::from(vfs::syncs() == *before.lock().unwrap());
                }
                Point::Queued | Point::Answered => {}
            }
            Ok(())
        })
    };
    let options = Options { vfs: Some(vfs::NAME.into()), faults, ..Options::default() };
    let store = SqliteStore::open(folder.path(), options).unwrap();
    let boards: Vec<BoardId> = (0..WRITERS).map(|n| BoardId::parse(&format!("b{n}")).unwrap()).collect();
    for id in &boards {
        let new = NewBoard { id: id.clone(), title: String::new(), owner: None, updates: vec![] };
        store.create_board(new).await.unwrap();
    }
    let acknowledged: Arc<Mutex<HashSet<(usize, u64)>>> = Arc::default();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (store, id) = (store.clone(), boards[writer].clone());
            let (acknowledged, stop) = (acknowledged.clone(), stop.clone());
            tokio::spawn(async move {
                let mut position = 0;
                while !stop.load(Ordering::Acquire) {
                    let update = Bytes::from(format!("{writer}/{}/{}", position + 1, "x".repeat(200)));
                    position = store.append(&id, Commit::new(1, position, vec![update])).await.unwrap();
                    acknowledged.lock().unwrap().insert((writer, position));
                    if position % 50 == 0 {
                        let bytes = Bytes::from(format!("snapshot {writer} {position}"));
                        store.save_snapshot(&id, NewSnapshot { epoch: 1, position, bytes }).await.unwrap();
                    }
                }
            })
        })
        .collect();
    let mut rng = StdRng::seed_from_u64(replay.seed);
    let mut seen = 0;
    for round in 0..replay.cuts {
        let wanted = seen + rng.random_range(1..300);
        while acknowledged.lock().unwrap().len() < wanted {
            tokio::task::yield_now().await;
        }
        let before = acknowledged.lock().unwrap().clone();
        seen = before.len();
        let rest = tempfile::tempdir().unwrap();
        // Nothing of what was not synced, everything, or some of it.
        let chance = [0.0, 1.0, rng.random_range(0.1..0.9)][round % 3];
        vfs::cut(folder.path(), rest.path(), || rng.random_bool(chance));
        let found = SqliteStore::open(rest.path(), Options::default()).unwrap();
        assert_eq!(found.verify().await.unwrap(), [], "no record is damaged");
        for (writer, id) in boards.iter().enumerate() {
            let last = before.iter().filter(|(by, _)| *by == writer).map(|(_, position)| *position).max();
            let loaded = found.load(id).await.unwrap();
            let position = loaded.position();
            assert!(position >= last.unwrap_or(0), "round {round}, writer {writer}: {position} of {last:?}");
            for record in &loaded.tail {
                let expected = format!("{writer}/{}/", record.position);
                assert!(record.update.starts_with(expected.as_bytes()));
            }
        }
        found.close().await;
    }
    stop.store(true, Ordering::Release);
    for writer in writers {
        writer.await.unwrap();
    }
    println!("{cuts} power cuts from seed {seed}: {seen} acknowledged updates, none lost, none damaged");
    assert_eq!(*unsynced_commits.lock().unwrap(), 0, "every commit was synced before its answer");
    store.close().await;
}

/// The proof that the layer throws away what was not synced: the same with a database that does not sync loses rows.
#[test]
fn without_syncing_rows_are_lost() {
    vfs::register();
    let folder = tempfile::tempdir().unwrap();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection =
        Connection::open_with_flags_and_vfs(folder.path().join("wandel.sqlite"), flags, vfs::NAME).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection
        .execute_batch("CREATE TABLE t (x); PRAGMA wal_checkpoint(truncate); PRAGMA synchronous = off")
        .unwrap();
    for n in 0..100 {
        connection.execute("INSERT INTO t VALUES (?1)", [n]).unwrap();
    }
    let rest = tempfile::tempdir().unwrap();
    vfs::cut(folder.path(), rest.path(), || false);
    let found = Connection::open(rest.path().join("wandel.sqlite")).unwrap();
    let rows: i64 = found.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 0);
}
