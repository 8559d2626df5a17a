//! Two people in a room: what one does the other sees, in every dialect; joins, catch-up, commands of the server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use rand::{SeedableRng, rngs::StdRng};
use std::time::Duration;
use support::{Came, Client, Server, Socket, eventually, labels, note};
use wandel_board::Board;
use wandel_server::{room::RoomsConfig, store::BoardStore};
use wandel_wire::{
    ClientHello, ClientMessage, ControlMessage, RoomMessage, ServerMessage, Slot, awareness, presence::Cursor,
};

#[tokio::test]
async fn what_one_does_the_other_sees_once_it_is_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut bob = Client::join(&server, "a", "editor.Bob.2").await;
    ann.save("one").await;
    bob.sees("one").await;
    bob.save("two").await;
    ann.sees("two").await;
    assert_eq!(ann.replica.digest(), bob.replica.digest());
    assert_eq!(server.labels(&board).await, ["one", "two"]);
    let author = |label: &str| {
        let element = ann.replica.projection().in_order().find(|element| &*element.label == label);
        element.and_then(|element| element.by)
    };
    assert_eq!((author("one"), author("two")), (Some(1), Some(2)));
    // Positions: everything that a client has, it has by position.
    assert_eq!(ann.position, bob.position);
    let row = wandel_server::store::BoardStore::board(&server.store, &board).await.unwrap().unwrap();
    assert_eq!(row.position, ann.position);
}

#[tokio::test]
async fn a_client_that_has_a_position_gets_the_rest_only() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    for n in 0..5 {
        ann.save(&n.to_string()).await;
    }
    let epoch = ann.hello.epoch;
    for (has, expected) in [
        (Some((epoch, ann.position)), None),
        (Some((epoch, ann.position - 2)), Some(2)),
        (Some((epoch + 1, ann.position - 2)), Some(ann.position)),
        (Some((epoch, ann.position + 9)), Some(ann.position)),
        (None, Some(ann.position)),
    ] {
        let mut socket = Socket::open(&server, "a", "viewer.Vic.", true).await;
        socket.send(&ClientMessage::Hello(ClientHello { schema: 1, has, claims: vec![] })).await;
        let got = socket.drain().await;
        let events: Vec<_> = got
            .iter()
            .filter_map(|message| match message {
                ServerMessage::Events { position, updates } => Some((*position, updates.len() as u64)),
                _ => None,
            })
            .collect();
        assert_eq!(
            events,
            expected.map(|count| (ann.position, count)).into_iter().collect::<Vec<_>>(),
            "{has:?}"
        );
    }
}

#[tokio::test]
async fn rooms_are_let_go_compacted_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let config = RoomsConfig { idle: Duration::ZERO, compact_when_idle: 5, ..RoomsConfig::default() };
    let server = Server::start_with(folder.path(), config).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    for n in 0..20 {
        ann.save(&n.to_string()).await;
    }
    let (digest, claim, has) =
        (ann.replica.digest(), ann.hello.claim.clone(), (ann.hello.epoch, ann.position));
    drop(ann);
    let store = &server.store;
    eventually("compaction and eviction", || async {
        let loaded = wandel_server::store::BoardStore::load(store, &board).await.unwrap();
        loaded.snapshot.is_some() && loaded.tail.is_empty() && server.rooms.here(&board).is_empty()
    })
    .await;
    let mut again = Client::join(&server, "a", "editor.Ann.1").await;
    assert_eq!(again.replica.digest(), digest);
    assert_eq!(again.position, has.1, "positions go on after a compaction");
    again.save("more").await;

    // Work kept on a device is delivered under the id it was made with, by whoever shows the key.
    let mut outbox =
        Board::load(claim.client, &server.rooms.read(&board, |b, _| b.snapshot()).await.unwrap()).unwrap();
    let mut rng = StdRng::seed_from_u64(5);
    let update = outbox.execute(&note(&mut rng, "kept"), claim.by, &mut rng).unwrap().update;
    let mut late = Socket::open(&server, "a", "editor.Zoe.9", true).await;
    late.send(&ClientMessage::Hello(ClientHello { schema: 1, has: Some(has), claims: vec![claim] })).await;
    late.send(&ClientMessage::Push { seq: 1, update: update.into() }).await;
    late.until("ack", |message| match message {
        ServerMessage::Ack { seq: 1, .. } => Some(()),
        ServerMessage::Nack { refusal, .. } => panic!("{refusal:?}"),
        _ => None,
    })
    .await;
    again.sees("kept").await;
}

/// A stock client is a replica that speaks y-sync.
async fn stock_join(server: &Server, ticket: &str, client: u64) -> (Socket, Board) {
    let mut socket = Socket::open(server, "a", ticket, false).await;
    socket.send(&ClientMessage::SyncStep1(Bytes::from_static(&[0]))).await;
    let entry = awareness::Entry { client, clock: 1, state: r#"{"user":{"name":"Mallory"},"x":1}"#.into() };
    socket.send(&ClientMessage::Awareness(awareness::encode([&entry].into_iter()))).await;
    let mut board = Board::new(client);
    let mut asked = None;
    let update = socket
        .until("SyncStep2", |message| match message {
            ServerMessage::SyncStep1(vector) => {
                asked = Some(vector);
                None
            }
            ServerMessage::SyncStep2(update) => Some(update),
            _ => None,
        })
        .await;
    board.apply_remote(&update).unwrap();
    if let Some(vector) = asked {
        socket.send(&ClientMessage::SyncStep2(board.diff(&vector).unwrap().into())).await;
    }
    (socket, board)
}

#[tokio::test]
async fn stock_clients_and_our_own_work_together() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("ann").await;
    let (mut socket, mut replica) = stock_join(&server, "editor.Stan.2", 77).await;
    assert_eq!(labels(replica.projection()), ["ann"]);
    let mut rng = StdRng::seed_from_u64(1);
    let update = replica.execute(&note(&mut rng, "stan"), Some(2), &mut rng).unwrap().update;
    socket.send(&ClientMessage::Update(update.into())).await;
    ann.sees("stan").await;
    ann.save("ann 2").await;
    ann.save("ann 3").await;
    for _ in 0..2 {
        let update = socket
            .until("Update", |message| match message {
                ServerMessage::Update(update) => Some(update),
                _ => None,
            })
            .await;
        replica.apply_remote(&update).unwrap();
    }
    assert_eq!(labels(replica.projection()), ["ann", "ann 2", "ann 3", "stan"]);

    // Presence both ways; name and author number are what the server knows, not what was claimed.
    let slot = Slot { cursor: Some(Cursor { plane: "board".into(), x: 3.0, y: 4.0 }), ..Slot::default() };
    ann.socket.send(&ClientMessage::Control(ControlMessage::Presence(slot.encode()))).await;
    let ann_client = ann.hello.claim.client;
    let state = socket
        .until("Ann's awareness", |message| match message {
            ServerMessage::Awareness(payload) => {
                let entries = awareness::decode(&payload).unwrap();
                entries.into_iter().find(|entry| entry.client == ann_client).map(|entry| entry.state)
            }
            _ => None,
        })
        .await;
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    assert_eq!((state["user"]["name"].as_str(), state["by"].as_u64()), (Some("Ann"), Some(1)));
    assert_eq!(state["cursor"]["x"].as_f64(), Some(3.0));
    let here = server.rooms.here(&board);
    assert_eq!(here.iter().map(|here| here.name.as_str()).collect::<Vec<_>>(), ["Ann", "Stan"]);

    let (mut second, _) = stock_join(&server, "viewer.Vera.", 78).await;
    second.send(&ClientMessage::QueryAwareness).await;
    let state = second
        .until("Stan's awareness", |message| match message {
            ServerMessage::Awareness(payload) => {
                let entries = awareness::decode(&payload).unwrap();
                entries.into_iter().find(|entry| entry.client == 77).map(|entry| entry.state)
            }
            _ => None,
        })
        .await;
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    assert_eq!((state["user"]["name"].as_str(), state["x"].as_u64()), (Some("Stan"), Some(1)));

    // Relayed awareness of others is dropped without a word, and does not count as anybody's state.
    let relayed = awareness::Entry { client: 77, clock: 99, state: r#"{"x":666}"#.into() };
    second.send(&ClientMessage::Awareness(awareness::encode([&relayed].into_iter()))).await;
    drop(socket);
    let gone = second
        .until("Stan gone", |message| match message {
            ServerMessage::Awareness(payload) => {
                let entries = awareness::decode(&payload).unwrap();
                assert!(!entries.iter().any(|entry| entry.state.contains("666")));
                entries.into_iter().find(|entry| entry.client == 77 && entry.state == "null")
            }
            _ => None,
        })
        .await;
    assert!(gone.clock > 1);
    assert_eq!(second.closed, None);
}

#[tokio::test]
async fn people_come_and_go_and_slots_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let bob = Client::join(&server, "a", "commenter.Bob.2").await;
    let here = ann
        .socket
        .until("Bob", |message| match message {
            ServerMessage::Room(RoomMessage::Here { joined, .. }) => {
                joined.into_iter().find(|here| here.name == "Bob")
            }
            _ => None,
        })
        .await;
    assert_eq!((here.session, here.by), (bob.hello.session, Some(2)));
    assert_ne!(here.colour, ann.hello.colour, "a seat of one's own");
    let mut bob = bob;
    let slot = Slot { selection: vec!["e_1".into()], ..Slot::default() };
    bob.socket.send(&ClientMessage::Control(ControlMessage::Presence(slot.encode()))).await;
    let seen = ann
        .socket
        .until("Bob's slot", |message| match message {
            ServerMessage::Room(RoomMessage::Presence(slots)) => {
                slots.into_iter().find(|(session, _)| *session == bob.hello.session).map(|(_, slot)| slot)
            }
            _ => None,
        })
        .await;
    assert_eq!(Slot::decode(&seen).unwrap(), slot);
    let session = bob.hello.session;
    drop(bob);
    ann.socket
        .until("Bob gone", |message| match message {
            ServerMessage::Room(RoomMessage::Here { left, .. }) => left.contains(&session).then_some(()),
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn the_server_writes_with_commands_and_says_when_they_are_committed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "viewer.Ann.").await;
    let room = server.rooms.open(&board).await.unwrap();
    let mut rng = StdRng::seed_from_u64(3);
    let position = room.execute(note(&mut rng, "server"), Some(7)).await.unwrap();
    assert_eq!(room.position(), position);
    ann.sees("server").await;
    assert_eq!(ann.position, position);
    let gone = wandel_board::Command::Delete { ids: vec!["e_none".into()], bridge: false };
    assert!(room.execute(gone, None).await.is_err());
}

#[tokio::test]
async fn the_title_in_lists_is_committed_together_with_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let room = server.rooms.open(&board).await.unwrap();
    let rename = |title: &str| {
        let rename = wandel_board::Command::Meta { key: "title".into(), value: title.to_owned().into() };
        let room = room.clone();
        async move { room.execute(rename, None).await }
    };
    let listed = async || BoardStore::board(&server.store, &board).await.unwrap().unwrap().title;
    // The moment it is committed, and the last of many that came at once.
    rename("Neu").await.unwrap();
    assert_eq!(listed().await, "Neu");
    for round in 0..20 {
        let titles: Vec<String> = (0..8).map(|n| format!("{round}.{n}")).collect();
        let done = futures_util::future::join_all(titles.iter().map(|title| rename(title))).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let document = server.committed(&board).await.meta().title.clone();
        assert_eq!(listed().await, document);
    }
    // Not stored: neither of them.
    let before = listed().await;
    server.fault.fail();
    assert!(rename("lost").await.is_err());
    server.fault.go();
    assert_eq!((listed().await, &server.committed(&board).await.meta().title), (before.clone(), &before));
}

#[tokio::test]
async fn documents_are_compared_by_position_and_digest() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("x").await;
    for (position, digest, expected) in [
        (ann.position, ann.replica.digest(), Some(true)),
        (ann.position, [0; 32], Some(false)),
        (ann.position - 1, ann.replica.digest(), None),
    ] {
        ann.socket.send(&ClientMessage::Control(ControlMessage::Check { position, digest })).await;
        let same = ann
            .socket
            .until("checked", |message| match message {
                ServerMessage::Room(RoomMessage::Checked { same, .. }) => Some(same),
                _ => None,
            })
            .await;
        assert_eq!(same, expected);
    }
}

#[tokio::test]
async fn draining_commits_and_says_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut last = 0;
    for n in 0..50 {
        last = ann.add(&n.to_string()).await;
    }
    ann.wait(|client| client.acked > 0).await;
    server.rooms.drain().await;
    let code = loop {
        match ann.socket.next().await {
            Came::Message(message) => ann.take(message).unwrap(),
            Came::Closed(code) => break code,
        }
    };
    assert_eq!(code, wandel_wire::close::RESTART);
    let acked = ann.acked;
    assert!(acked <= last);
    let kept = server.labels(&board).await;
    assert!(kept.len() as u64 >= acked, "{} of {acked}", kept.len());
    assert!(server.rooms.open(&board).await.is_err(), "nothing opens any more");
}
