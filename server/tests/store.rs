//! The store by itself: what is acknowledged is there after reopening, damage is noticed and stays with its board, a
//! refused write changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bytes::Bytes;
use rusqlite::Connection;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use wandel_server::store::{
    BoardId, BoardStore, Commit, Damage, NewBoard, NewSnapshot, Options, SqliteStore, StoreError,
    faults::{Faults, Point},
};

fn board(name: &str) -> BoardId {
    BoardId::parse(name).unwrap()
}
fn update(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}
fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open(folder, Options::default()).unwrap()
}
async fn make(store: &SqliteStore, name: &str, updates: &[&str]) {
    let new = NewBoard {
        id: board(name),
        title: name.to_uppercase(),
        owner: None,
        updates: updates.iter().map(|text| update(text)).collect(),
    };
    store.create_board(new).await.unwrap();
}
async fn texts(store: &SqliteStore, name: &str) -> Result<Vec<String>, StoreError> {
    let loaded = store.load(&board(name)).await?;
    Ok(loaded.updates().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect())
}
/// Changes the file behind the store's back.
fn tamper(folder: &Path, sql: &str) {
    let connection = Connection::open(folder.join("wandel.sqlite")).unwrap();
    assert!(connection.execute(sql, []).unwrap() > 0, "nothing changed: {sql}");
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    make(&store, "a", &["1", "2"]).await;
    make(&store, "b", &[]).await;
    assert_eq!(store.append(&board("a"), Commit::new(1, 2, vec![update("3"), update("4")])).await, Ok(4));
    assert_eq!(store.append(&board("b"), Commit::new(1, 0, vec![update("x")])).await, Ok(1));
    for (epoch, after, expected) in [(1, 3, StoreError::Conflict), (2, 4, StoreError::Conflict)] {
        assert_eq!(
            store.append(&board("a"), Commit::new(epoch, after, vec![update("no")])).await,
            Err(expected)
        );
    }
    assert_eq!(
        store.append(&board("none"), Commit::new(1, 0, vec![update("no")])).await,
        Err(StoreError::NotFound)
    );
    let secret = store.secret("keys", [1; 32]).await.unwrap();
    store.close().await;
    assert_eq!(
        store.append(&board("a"), Commit::new(1, 4, vec![update("late")])).await,
        Err(StoreError::Closed)
    );
    drop(store);

    let store = open(folder.path());
    assert_eq!(texts(&store, "a").await.unwrap(), ["1", "2", "3", "4"]);
    assert_eq!(texts(&store, "b").await.unwrap(), ["x"]);
    assert_eq!(store.secret("keys", [2; 32]).await.unwrap(), secret);
    let rows = store.boards().await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.id.as_str(), row.position)).collect::<Vec<_>>(),
        [("b", 1), ("a", 4)]
    );
    assert_eq!(rows[1].title, "A");
}

#[tokio::test]
async fn appends_that_wait_go_into_one_commit_and_keep_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let commits = Arc::new(std::sync::Mutex::new(0));
    let held = Arc::new(AtomicBool::new(false));
    let faults = {
        let (commits, held) = (commits.clone(), held.clone());
        Faults::new(move |point| {
            while point == Point::BeforeCommit && held.load(Ordering::Acquire) {
                std::thread::yield_now();
            }
            *commits.lock().unwrap() += i32::from(point == Point::AfterCommit);
            Ok(())
        })
    };
    let store = SqliteStore::open(folder.path(), Options { faults, ..Options::default() }).unwrap();
    make(&store, "a", &[]).await;
    let before = *commits.lock().unwrap();
    held.store(true, Ordering::Release);
    let waiting: Vec<_> = (0..50)
        .map(|n| {
            let mut append = store.append(&board("a"), Commit::new(1, n, vec![update(&n.to_string())]));
            // Polled once: the job is in the queue, in this order.
            assert!(futures_util::FutureExt::now_or_never(&mut append).is_none());
            append
        })
        .collect();
    held.store(false, Ordering::Release);
    for (n, append) in waiting.into_iter().enumerate() {
        assert_eq!(append.await, Ok(n as u64 + 1));
    }
    assert!(*commits.lock().unwrap() - before <= 2, "one for the first, one for all that waited");
    let expected: Vec<String> = (0..50).map(|n| n.to_string()).collect();
    assert_eq!(texts(&store, "a").await.unwrap(), expected);
}

#[tokio::test]
async fn who_is_known_needs_no_write_to_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let full = Arc::new(AtomicBool::new(false));
    let faults = {
        let full = full.clone();
        Faults::new(move |point| match point {
            Point::BeforeCommit if full.load(Ordering::Acquire) => Err(StoreError::Full),
            _ => Ok(()),
        })
    };
    let store = SqliteStore::open(folder.path(), Options { faults, ..Options::default() }).unwrap();
    make(&store, "a", &[]).await;
    let come = async |subject: &str, name: &str| {
        store.author(&board("a"), subject.to_owned(), name.to_owned(), 1).await
    };
    let ann = come("guest:1", "Ann").await.unwrap();
    full.store(true, Ordering::Release);
    assert_eq!(come("guest:1", "Ann").await, Ok(ann.clone()));
    let renamed = come("guest:1", "Anna").await.unwrap();
    assert_eq!((renamed.by, renamed.name.as_str()), (ann.by, "Anna"), "as long as nothing can be written");
    assert_eq!(
        come("guest:2", "Bob").await,
        Err(StoreError::Full),
        "nobody gets a number that is not stored"
    );
    assert_eq!(store.people(&board("a")).await.unwrap(), [ann]);
}

#[tokio::test]
async fn a_failed_commit_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let fail = Arc::new(AtomicBool::new(false));
    let faults = {
        let fail = fail.clone();
        Faults::new(move |point| match point {
            Point::BeforeCommit if fail.load(Ordering::Acquire) => Err(StoreError::Full),
            _ => Ok(()),
        })
    };
    let store = SqliteStore::open(folder.path(), Options { faults, ..Options::default() }).unwrap();
    make(&store, "a", &["1"]).await;
    let reserve = folder.path().join("reserve");
    assert!(reserve.exists());
    fail.store(true, Ordering::Release);
    assert_eq!(store.append(&board("a"), Commit::new(1, 1, vec![update("2")])).await, Err(StoreError::Full));
    assert!(!store.health().writable);
    assert_eq!(store.probe().await, Err(StoreError::Full));
    assert!(!reserve.exists(), "given up, so that what is there can be put in order");
    assert_eq!(texts(&store, "a").await.unwrap(), ["1"]);
    fail.store(false, Ordering::Release);
    let refused = store.append(&board("a"), Commit::new(1, 1, vec![update("2")])).await;
    assert_eq!(refused, Err(StoreError::Full), "the reserve's room is not for growing");
    // An answer holds for half a second.
    while store.probe().await.is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(store.health().writable && reserve.exists());
    assert_eq!(store.append(&board("a"), Commit::new(1, 1, vec![update("2'")])).await, Ok(2));
    assert_eq!(texts(&store, "a").await.unwrap(), ["1", "2'"]);
}

#[tokio::test]
async fn snapshots_replace_the_log_and_the_one_before_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    make(&store, "a", &["1", "2", "3"]).await;
    let snapshot = |position, text: &str| NewSnapshot { epoch: 1, position, bytes: update(text) };
    store.save_snapshot(&board("a"), snapshot(2, "1+2")).await.unwrap();
    assert_eq!(texts(&store, "a").await.unwrap(), ["1+2", "3"]);
    assert_eq!(store.save_snapshot(&board("a"), snapshot(4, "?")).await, Err(StoreError::Conflict));
    store.append(&board("a"), Commit::new(1, 3, vec![update("4")])).await.unwrap();
    store.save_snapshot(&board("a"), snapshot(4, "1+2+3+4")).await.unwrap();
    assert_eq!(texts(&store, "a").await.unwrap(), ["1+2+3+4"]);
    store.close().await;
    drop(store);

    tamper(folder.path(), "UPDATE snapshots SET bytes = CAST('1+2+3+5' AS BLOB) WHERE position = 4");
    let store = open(folder.path());
    assert_eq!(texts(&store, "a").await.unwrap(), ["1+2", "3", "4"], "back to the one before, and the log");
    assert_eq!(store.raise_epoch(&board("a"), snapshot(4, "clean"), "Clean".to_owned()).await, Ok(2));
    assert_eq!(texts(&store, "a").await.unwrap(), ["clean"]);
    assert_eq!(
        store.append(&board("a"), Commit::new(1, 4, vec![update("old")])).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(store.append(&board("a"), Commit::new(2, 4, vec![update("new")])).await, Ok(5));
}

#[tokio::test]
async fn a_damaged_record_quarantines_its_board_only() {
    for sql in [
        "UPDATE log SET bytes = CAST('X' AS BLOB) WHERE position = 2 AND board = (SELECT number FROM boards WHERE id = 'a')",
        "DELETE FROM log WHERE position = 2 AND board = (SELECT number FROM boards WHERE id = 'a')",
        "DELETE FROM log WHERE position = 3 AND board = (SELECT number FROM boards WHERE id = 'a')",
        "UPDATE log SET board = (SELECT number FROM boards WHERE id = 'a'), position = 4
         WHERE board = (SELECT number FROM boards WHERE id = 'b') AND position = 3",
        "UPDATE boards SET epoch = 2 WHERE id = 'a'",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        make(&store, "a", &["1", "2", "3"]).await;
        make(&store, "b", &["1", "2", "3"]).await;
        make(&store, "c", &["1"]).await;
        store.close().await;
        drop(store);
        tamper(folder.path(), sql);

        let store = open(folder.path());
        assert!(store.verify().await.unwrap().contains(&Damage::Board(board("a"))), "{sql}");
        assert_eq!(store.load(&board("a")).await.unwrap_err(), StoreError::Damaged(board("a")), "{sql}");
        assert!(store.board(&board("a")).await.unwrap().unwrap().quarantined, "{sql}");
        let refused = store.append(&board("a"), Commit::new(1, 3, vec![update("4")])).await;
        assert_eq!(refused, Err(StoreError::Damaged(board("a"))), "{sql}");
        assert_eq!(texts(&store, "c").await.unwrap(), ["1"], "others run: {sql}");
        store.append(&board("c"), Commit::new(1, 1, vec![update("2")])).await.unwrap();
    }
}

#[tokio::test]
async fn one_process_owns_the_folder_and_a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let second = SqliteStore::open(folder.path(), Options::default());
    assert_eq!(second.err(), Some(StoreError::InUse));
    store.close().await;
    drop(store);
    let connection = Connection::open(folder.path().join("wandel.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 10_000).unwrap();
    drop(connection);
    assert_eq!(SqliteStore::open(folder.path(), Options::default()).err(), Some(StoreError::NewerSchema));
}

#[tokio::test]
async fn files_people_and_copies() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    make(&store, "a", &["1"]).await;
    make(&store, "b", &[]).await;
    let (a, b) = (board("a"), board("b"));
    let id = store.put_blob(&a, "application/xml".into(), update("<x/>")).await.unwrap();
    assert_eq!(store.put_blob(&a, "text/xml".into(), update("<x/>")).await.unwrap(), id);
    assert_eq!(store.blob(&a, &id).await.unwrap().unwrap().bytes, update("<x/>"));
    assert_eq!(store.blob(&b, &id).await.unwrap(), None, "a board sees only its own");
    assert_eq!(store.blobs(&a).await.unwrap(), std::slice::from_ref(&id));
    let none = store.put_blob(&board("none"), "x".into(), update("y")).await;
    assert_eq!(none, Err(StoreError::NotFound));

    let ann = store.author(&a, "account:1".into(), "Ann".into(), 3).await.unwrap();
    let bob = store.author(&a, "guest:2".into(), "Bob".into(), 4).await.unwrap();
    let renamed = store.author(&a, "account:1".into(), "Anna".into(), 3).await.unwrap();
    assert_eq!((ann.by, bob.by, renamed.by), (1, 2, 1));
    assert_eq!(store.author(&b, "guest:2".into(), "Bob".into(), 4).await.unwrap().by, 1);
    let names: Vec<_> = store.people(&a).await.unwrap().into_iter().map(|author| author.name).collect();
    assert_eq!(names, ["Anna", "Bob"]);

    let copy = tempfile::tempdir().unwrap();
    store.backup(copy.path().join("wandel.sqlite")).await.unwrap();
    store.append(&a, Commit::new(1, 1, vec![update("2")])).await.unwrap();
    assert_eq!(store.delete_board(&a).await, Ok(true));
    assert_eq!(store.delete_board(&a).await, Ok(false));
    assert_eq!(store.blob(&a, &id).await, Ok(None));
    assert_eq!(store.load(&a).await.unwrap_err(), StoreError::NotFound);
    let copied = open(copy.path());
    assert_eq!(texts(&copied, "a").await.unwrap(), ["1"]);
}

#[tokio::test]
async fn a_file_that_was_cut_off_costs_the_boards_on_its_end_only() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..40).map(|n| format!("b{n:02}")).collect();
    {
        let store = open(folder.path());
        let long = "x".repeat(3000);
        for name in &names {
            make(&store, name, &[&long, &long]).await;
        }
        store.close().await;
    }
    let path = folder.path().join("wandel.sqlite");
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length - 5 * 4096).unwrap();
    drop(file);

    let store = open(folder.path());
    let mut damaged = Vec::new();
    for name in &names {
        match texts(&store, name).await {
            Ok(texts) => assert_eq!(texts.len(), 2),
            Err(error) => {
                assert_eq!(error, StoreError::Damaged(board(name)));
                damaged.push(Damage::Board(board(name)));
            }
        }
    }
    assert!((1..=5).contains(&damaged.len()), "{damaged:?}");
    assert_eq!(store.verify().await.unwrap(), damaged);
    assert_eq!(store.census().await.unwrap().quarantined, damaged.len());
    // The others go on, and new ones can be made.
    let well = names.iter().find(|name| !damaged.contains(&Damage::Board(board(name)))).unwrap();
    store.append(&board(well), Commit::new(1, 2, vec![update("3")])).await.unwrap();
    make(&store, "new", &["1"]).await;
    assert_eq!(texts(&store, "new").await.unwrap(), ["1"]);

    // A backup takes all that can be read, and comes back.
    let secret = store.secret("keys", [3; 32]).await.unwrap();
    let copy = folder.path().join("copy.sqlite");
    std::fs::write(&copy, "").unwrap();
    assert_eq!(store.backup(copy.clone()).await.unwrap(), damaged);
    store.close().await;
    let elsewhere = tempfile::tempdir().unwrap();
    wandel_server::store::restore(elsewhere.path(), &copy).unwrap();
    let store = open(elsewhere.path());
    assert_eq!(store.verify().await.unwrap(), damaged);
    assert_eq!(store.boards().await.unwrap().len(), names.len() + 1);
    assert_eq!(texts(&store, well).await.unwrap().len(), 3);
    assert_eq!(texts(&store, "new").await.unwrap(), ["1"]);
    assert_eq!(store.secret("keys", [4; 32]).await.unwrap(), secret);
}

#[tokio::test]
async fn an_older_schema_is_copied_before_it_is_changed_and_a_newer_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = open(folder.path());
        make(&store, "a", &["1"]).await;
        store.close().await;
    }
    // As an earlier version left it.
    tamper_all(
        folder.path(),
        "DROP TABLE locks; ALTER TABLE ticket ADD COLUMN subject TEXT; ALTER TABLE ticket ADD COLUMN via TEXT;
         ALTER TABLE ticket ADD COLUMN once INTEGER NOT NULL; CREATE INDEX ticket_subject ON ticket (subject);
         PRAGMA user_version = 3;",
    );
    let store = open(folder.path());
    assert_eq!(texts(&store, "a").await.unwrap(), ["1"]);
    assert_eq!(store.locks(&board("a")).await.unwrap(), []);
    store.close().await;
    drop(store);
    let copy = folder.path().join("wandel.before-5.sqlite");
    let before = Connection::open(&copy).unwrap();
    let version: i64 = before.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 3);
    let title: String = before.query_row("SELECT title FROM boards", [], |row| row.get(0)).unwrap();
    assert_eq!(title, "A");

    tamper_all(folder.path(), "PRAGMA user_version = 999;");
    let refused = SqliteStore::open(folder.path(), Options::default());
    assert!(matches!(refused, Err(StoreError::NewerSchema)));
}

fn tamper_all(folder: &Path, sql: &str) {
    Connection::open(folder.join("wandel.sqlite")).unwrap().execute_batch(sql).unwrap();
}
