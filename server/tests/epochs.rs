//! What begins a new epoch: a version brought back, a purge by hand or because too many hands have written; and a board
//! that is set aside because it is damaged, while the others go on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{path::Path, time::Duration};
use support::{Client, Server, Socket, eventually};
use wandel_board::Command;
use wandel_server::{
    room::{Keep, RoomError, RoomsConfig},
    store::{BoardId, BoardStore, Damage, Folder, StoreError},
};
use wandel_wire::{ClientMessage, close};

fn keep(name: &str) -> Keep {
    Keep { name: name.to_owned(), author: Some(1) }
}

/// Changes the file behind the store's back.
fn tamper(folder: &Path, sql: &str) {
    let connection = rusqlite::Connection::open(folder.join("wandel.sqlite")).unwrap();
    assert!(connection.execute(sql, []).unwrap() > 0, "nothing changed: {sql}");
}

/// Until the folder is free again.
async fn stop(server: Server, folder: &Path) {
    server.stop().await;
    eventually("the folder is free", async || Folder::own(folder).is_ok()).await;
}

/// Every byte that the database has on the disk.
fn on_disk(folder: &Path) -> Vec<u8> {
    let read = |name| std::fs::read(folder.join(name)).unwrap_or_default();
    [read("wandel.sqlite"), read("wandel.sqlite-wal")].concat()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[tokio::test]
async fn a_version_comes_back_for_everybody_and_what_was_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("one").await;
    let first = server.rooms.keep_version(&board, keep("First")).await.unwrap();
    ann.save("two").await;
    let mut bob = Client::join(&server, "a", "editor.Bob.2").await;
    let mut stock = Socket::open(&server, "a", "editor.Old.3", false).await;

    let epoch = server.rooms.restore_version(&board, &first.id, keep("Before")).await.unwrap();
    assert_eq!(epoch, ann.hello.epoch + 1);
    assert_eq!(
        (ann.socket.until_closed().await, bob.socket.until_closed().await),
        (close::RESYNC, close::RESYNC)
    );
    assert_eq!(stock.until_closed().await, close::EPOCH);
    assert_eq!(server.labels(&board).await, ["one"]);
    // A stock client that did not hear of it comes back with the old document.
    let mut stale = Socket::open(&server, "a", "editor.Old.3", false).await;
    stale.send(&ClientMessage::SyncStep1(ann.replica.state_vector().into())).await;
    assert_eq!(stale.until_closed().await, close::EPOCH);

    // Somebody with the old document cannot bring the newer state back, not even with the key of an old id.
    let mut late = Client::join(&server, "a", "editor.Bob.2").await;
    assert_eq!((late.hello.epoch, late.labels()), (epoch, vec!["one".to_owned()]));
    late.save("three").await;

    let versions = server.store.versions(&board).await.unwrap();
    let names: Vec<_> = versions.iter().map(|version| version.name.as_str()).collect();
    assert_eq!(names, ["Before", "First"]);
    assert_eq!(versions[1], first);
    server.rooms.restore_version(&board, &versions[0].id, keep("Again")).await.unwrap();
    assert_eq!(server.labels(&board).await, ["one", "two"], "taken back");
    let missing = server.rooms.restore_version(&board, "none", keep("x")).await;
    assert_eq!(missing, Err(RoomError::NotFound));
    assert!(server.store.delete_version(&board, &first.id).await.unwrap());
    assert!(!server.store.delete_version(&board, &first.id).await.unwrap());
}

#[tokio::test]
async fn the_title_comes_back_with_its_version() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let version = server.rooms.keep_version(&board, keep("First")).await.unwrap();
    let rename = Command::Meta { key: "title".into(), value: "Neu".to_owned().into() };
    server.rooms.open(&board).await.unwrap().execute(rename, None).await.unwrap();
    server.rooms.restore_version(&board, &version.id, keep("Before")).await.unwrap();
    assert_eq!(server.store.board(&board).await.unwrap().unwrap().title, "a");
}

#[tokio::test]
async fn a_purge_takes_what_was_deleted_off_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("stays").await;
    ann.save("KANARIENVOGEL").await;
    let projection = ann.replica.projection();
    let secret = projection.in_order().find(|element| &*element.label == "KANARIENVOGEL").unwrap().id.clone();
    let delete = Command::Delete { ids: vec![secret], bridge: false };
    let update = ann.replica.execute(&delete, Some(1), &mut rand::rng()).unwrap().update;
    let seq = ann.push(update.into()).await;
    ann.wait(|client| client.acked >= seq).await;
    assert!(holds(&on_disk(folder.path()), "KANARIENVOGEL"), "or this test shows nothing");

    let epoch = server.rooms.purge(&board).await.unwrap();
    assert_eq!((epoch, ann.socket.until_closed().await), (2, close::RESYNC));
    assert!(!holds(&on_disk(folder.path()), "KANARIENVOGEL"));
    let copy = folder.path().join("copy.sqlite");
    server.store.backup(copy.clone()).await.unwrap();
    assert!(!holds(&std::fs::read(copy).unwrap(), "KANARIENVOGEL"), "nor in a backup");
    let mut again = Client::join(&server, "a", "editor.Ann.1").await;
    assert_eq!((again.labels(), again.replica.clients()), (vec!["stays".to_owned()], 1));
    again.save("and goes on").await;
}

#[tokio::test]
async fn many_hands_are_purged_in_a_quiet_minute_and_not_while_somebody_works() {
    let folder = tempfile::tempdir().unwrap();
    let config = RoomsConfig { most_clients: 12, quiet: Duration::from_secs(2), ..RoomsConfig::default() };
    let server = Server::start_with(folder.path(), config).await;
    let board = server.board("a").await;
    let epoch = async || server.store.board(&board).await.unwrap().unwrap().epoch;
    let mut hands = Vec::new();
    for n in 0..14 {
        let mut client = Client::join(&server, "a", &format!("editor.P{n}.{}", n + 1)).await;
        client.save(&format!("{n:02}")).await;
        hands.push(client);
    }
    // Work goes on for longer than the pause: no purge.
    for n in 0..30 {
        hands[0].save(&format!("busy {n:02}")).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(epoch().await, 1);
    let labels = server.labels(&board).await;
    eventually("purged", async || epoch().await == 2).await;
    for hand in &mut hands {
        assert_eq!(hand.socket.until_closed().await, close::RESYNC);
    }
    let again = Client::join(&server, "a", "editor.P0.1").await;
    assert_eq!((again.replica.clients(), again.labels()), (1, labels));
}

#[tokio::test]
async fn far_too_many_hands_do_not_wait_for_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let config = RoomsConfig { most_clients: 4, quiet: Duration::from_secs(3600), ..RoomsConfig::default() };
    let server = Server::start_with(folder.path(), config).await;
    let board = server.board("a").await;
    for n in 0..9 {
        let mut client = Client::join(&server, "a", &format!("editor.P{n}.{}", n + 1)).await;
        client.save(&n.to_string()).await;
    }
    eventually("purged", async || server.store.board(&board).await.unwrap().unwrap().epoch == 2).await;
    assert_eq!(server.labels(&board).await.len(), 9);
}

#[tokio::test]
async fn a_damaged_board_is_set_aside_alone_and_a_version_brings_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let (bad, good): (BoardId, BoardId);
    let version;
    {
        let server = Server::start(folder.path()).await;
        (bad, good) = (server.board("bad").await, server.board("good").await);
        let mut ann = Client::join(&server, "bad", "editor.Ann.1").await;
        ann.save("kept").await;
        version = server.rooms.keep_version(&bad, keep("Good")).await.unwrap();
        ann.save("after").await;
        drop(ann);
        stop(server, folder.path()).await;
    }
    tamper(
        folder.path(),
        "UPDATE log SET bytes = zeroblob(length(bytes))
         WHERE position = 3 AND board = (SELECT number FROM boards WHERE id = 'bad')",
    );
    let server = Server::start(folder.path()).await;
    let mut well = Client::join(&server, "good", "editor.Ann.1").await;
    well.save("before").await;
    let mut refused = Socket::open(&server, "bad", "editor.Ann.1", true).await;
    assert_eq!(refused.until_closed().await, close::NOT_FOUND);
    assert!(matches!(server.rooms.open(&bad).await, Err(RoomError::Quarantined)));
    assert_eq!(server.store.census().await.unwrap().quarantined, 1);
    assert_eq!(server.store.verify().await.unwrap(), [Damage::Board(bad.clone())]);
    well.save("the others go on").await;
    assert_eq!(server.labels(&good).await, ["before", "the others go on"]);

    server.rooms.restore_version(&bad, &version.id, keep("Before")).await.unwrap();
    let mut back = Client::join(&server, "bad", "editor.Ann.1").await;
    assert_eq!(back.labels(), ["kept"]);
    back.save("and on").await;
    assert_eq!(server.store.verify().await.unwrap(), []);
    for client in [well, back] {
        drop(client);
    }
    stop(server, folder.path()).await;

    // A damaged version is no board's end; it is named, and does not come back.
    tamper(folder.path(), "UPDATE versions SET bytes = CAST('no document' AS BLOB)");
    let server = Server::start(folder.path()).await;
    assert_eq!(server.store.verify().await.unwrap(), [Damage::Version(bad.clone(), "Good".to_owned())]);
    let refused = server.rooms.restore_version(&bad, &version.id, keep("Before")).await;
    assert_eq!(refused, Err(RoomError::Store(StoreError::Corrupt)));
    assert_eq!(server.labels(&bad).await, ["and on", "kept"]);
}
