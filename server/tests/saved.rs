//! Saved is saved, and nobody sees an edit that can be lost: a held commit, a failing one, and both for everybody who
//! looks: the sender, others, joiners of both dialects, exports.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use rand::{SeedableRng, rngs::StdRng};
use support::{Came, Client, Server, Socket, eventually, labels, note};
use wandel_board::Board;
use wandel_server::{
    room::RoomError,
    store::{BoardId, BoardStore, Commit},
};
use wandel_wire::{ClientHello, ClientMessage, Refusal, RoomMessage, ServerMessage, close};

/// Everything that a newcomer is told, of both dialects, and what an export says.
async fn everybody_else(server: &Server, board: &BoardId) -> Vec<Vec<String>> {
    let mut own = Socket::open(server, board.as_str(), "viewer.New.", true).await;
    own.send(&ClientMessage::Hello(ClientHello { schema: 1, has: None, claims: vec![] })).await;
    let mut seen = Board::new(1);
    for message in own.drain().await {
        if let ServerMessage::Events { updates, .. } = message {
            updates.iter().for_each(|update| drop(seen.apply_remote(update).unwrap()));
        }
    }
    let own_join = labels(seen.projection());

    // A stock client that has nothing, and one that has an older state.
    let mut all = vec![own_join, server.labels(board).await];
    for vector in
        [Bytes::from_static(&[0]), Bytes::from(Board::initial(1 << 33, Default::default()).state_vector())]
    {
        let mut stock = Socket::open(server, board.as_str(), "viewer.Old.", false).await;
        let mut seen =
            Board::initial(1 << 33, wandel_board::Meta { title: "a".into(), ..Default::default() });
        stock.send(&ClientMessage::SyncStep1(vector.clone())).await;
        stock.send(&ClientMessage::SyncStep1(vector)).await;
        let mut steps = 0;
        while steps < 2 {
            match stock.next().await {
                Came::Message(ServerMessage::SyncStep2(update)) => {
                    steps += 1;
                    drop(seen.apply_remote(&update).unwrap());
                }
                Came::Message(ServerMessage::Update(update)) => drop(seen.apply_remote(&update).unwrap()),
                Came::Message(_) => {}
                Came::Closed(code) => panic!("closed with {code}"),
            }
        }
        all.push(labels(seen.projection()));
    }
    all
}

#[tokio::test]
async fn while_a_commit_is_held_nobody_else_has_the_edit_and_the_sender_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut bob = Client::join(&server, "a", "editor.Bob.2").await;
    ann.save("before").await;
    bob.sees("before").await;
    server.fault.hold();
    let first = ann.add("held 1").await;
    let last = ann.add("held 2").await;
    let taken = ann.socket.drain().await;
    assert!(!taken.iter().any(|message| matches!(message, ServerMessage::Ack { .. })), "{taken:?}");
    for seen in everybody_else(&server, &board).await {
        assert_eq!(seen, ["before"]);
    }
    let events = bob.socket.drain().await;
    assert!(!events.iter().any(|message| matches!(message, ServerMessage::Events { .. })), "{events:?}");
    server.fault.go();
    ann.wait(|client| client.acked >= first).await;
    ann.wait(|client| client.acked >= last).await;
    bob.sees("held 2").await;
    for seen in everybody_else(&server, &board).await {
        assert_eq!(seen, ["before", "held 1", "held 2"]);
    }
}

#[tokio::test]
async fn a_failed_commit_was_never_seen_and_the_board_reads_only_until_the_disk_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut bob = Client::join(&server, "a", "editor.Bob.2").await;
    ann.save("before").await;
    bob.sees("before").await;
    let room = server.rooms.open(&board).await.unwrap();
    server.fault.fail();
    let lost = ann.make_note("lost");
    ann.push(lost.clone()).await;
    for client in [&mut ann, &mut bob] {
        // Nothing but the end comes: no acknowledgement, no event.
        let code = loop {
            match client.socket.next().await {
                Came::Closed(code) => break code,
                Came::Message(message @ (ServerMessage::Ack { .. } | ServerMessage::Events { .. })) => {
                    panic!("{message:?}")
                }
                Came::Message(_) => {}
            }
        };
        assert_eq!(code, close::RESYNC);
    }
    for seen in everybody_else(&server, &board).await {
        assert_eq!(seen, ["before"]);
    }
    assert!(!server.store.health().writable);
    let mut rng = StdRng::seed_from_u64(1);
    let refused = room.execute(note(&mut rng, "no"), None).await;
    assert_eq!(refused, Err(RoomError::Refused(Refusal::ReadOnly)));

    // Whoever comes now is told, and told again when it is over; what was refused meanwhile does not count against anybody.
    let mut again = Client::join(&server, "a", "editor.Ann.1").await;
    for n in 0..5 {
        again.add(&format!("refused {n}")).await;
        assert_eq!(again.refused().await, Refusal::ReadOnly);
    }
    server.fault.go();
    again
        .socket
        .until("writable again", |message| match message {
            ServerMessage::Room(RoomMessage::ReadOnly(None)) => Some(()),
            _ => None,
        })
        .await;
    let mut after = Client::join(&server, "a", "editor.Ann.1").await;
    after.save("after").await;

    // The outbox of the one whose commit failed: under its old id, shown with its key, it goes through.
    let mut retry = Socket::open(&server, "a", "editor.Ann.1", true).await;
    let claims = vec![ann.hello.claim.clone()];
    retry.send(&ClientMessage::Hello(ClientHello { schema: 1, has: None, claims })).await;
    retry.send(&ClientMessage::Push { seq: 1, update: lost }).await;
    retry
        .until("ack", |message| match message {
            ServerMessage::Ack { seq: 1, .. } => Some(()),
            ServerMessage::Nack { refusal, .. } => panic!("{refusal:?}"),
            _ => None,
        })
        .await;
    assert_eq!(server.labels(&board).await, ["after", "before", "lost"]);
}

#[tokio::test]
async fn a_board_with_a_damaged_record_is_closed_and_others_run() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    server.board("b").await;
    Client::join(&server, "a", "editor.Ann.1").await.save("x").await;
    server.stop().await;
    let connection = rusqlite::Connection::open(folder.path().join("wandel.sqlite")).unwrap();
    let sql = "UPDATE log SET bytes = x'0000' WHERE position = 2";
    assert_eq!(connection.execute(sql, []).unwrap(), 1);
    drop(connection);

    let server = Server::start(folder.path()).await;
    let mut refused = Socket::open(&server, "a", "editor.Ann.1", true).await;
    assert_eq!(refused.until_closed().await, close::NOT_FOUND);
    let mut bob = Client::join(&server, "b", "editor.Bob.1").await;
    bob.save("runs").await;
}

#[tokio::test]
async fn bytes_that_cannot_be_replayed_quarantine_their_board() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    // Stored poison: well kept by the store, and of no use to the document.
    let poison = Bytes::from_static(&[0x01, 0x01, 0, 0, 0x02, 0, 0, 0, 0, 0, 0]);
    server.store.append(&board, Commit::new(1, 1, vec![poison])).await.unwrap();
    assert_eq!(server.rooms.open(&board).await.err(), Some(RoomError::Quarantined));
    assert!(server.store.board(&board).await.unwrap().unwrap().quarantined);
}

#[tokio::test]
async fn a_new_epoch_sends_everybody_back_to_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("old").await;
    let mut stock = Socket::open(&server, "a", "editor.Stan.2", false).await;
    stock.drain().await;
    let room = server.rooms.open(&board).await.unwrap();
    assert_eq!(
        room.renew(Bytes::from_static(b"no"), None).await,
        Err(RoomError::Refused(Refusal::Malformed))
    );
    let fresh = Board::initial(1 << 33, Default::default()).snapshot();
    let epoch = room.renew(fresh.into(), None).await.unwrap();
    assert!(epoch > ann.hello.epoch);
    assert_eq!(ann.socket.until_closed().await, close::RESYNC);
    assert_eq!(stock.until_closed().await, close::EPOCH);
    let mut again = Client::join(&server, "a", "editor.Ann.1").await;
    assert_eq!((again.hello.epoch, again.labels()), (epoch, vec![]));
    // An id of the old epoch is worth nothing any more.
    let mut late = Socket::open(&server, "a", "editor.Ann.1", true).await;
    let has = Some((ann.hello.epoch, ann.position));
    let claims = vec![ann.hello.claim.clone()];
    let update = ann.make_note("late");
    late.send(&ClientMessage::Hello(ClientHello { schema: 1, has, claims })).await;
    late.send(&ClientMessage::Push { seq: 1, update }).await;
    let refusal = late
        .until("nack", |message| match message {
            ServerMessage::Nack { refusal, .. } => Some(refusal),
            _ => None,
        })
        .await;
    assert_eq!(refusal, Refusal::ForeignClient);
    again.save("new").await;
    let row = || async { server.store.board(&board).await.unwrap().unwrap() };
    eventually("the new log", || async { row().await.position == again.position }).await;
    assert_eq!(server.labels(&board).await, ["new"]);
}
