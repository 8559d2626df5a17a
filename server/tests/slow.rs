//! A reader that stops reading costs the others nothing, and has everything when it reads again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use support::{Came, Client, Server, Socket};
use wandel_board::Board;
use wandel_wire::{ClientMessage, ServerMessage};

/// More than the kernel and the server's queue keep for one socket.
const UPDATES: usize = 700;
const BYTES: usize = 24 << 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_of_either_dialect_is_caught_up_and_others_are_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut slow = Client::join(&server, "a", "viewer.Slow.").await;
    let mut stock = Socket::open(&server, "a", "viewer.Stock.", false).await;
    let mut replica = Board::new(5);
    stock.send(&ClientMessage::SyncStep1(Bytes::from_static(&[0]))).await;
    loop {
        match stock.next().await {
            Came::Message(ServerMessage::SyncStep2(update)) => {
                replica.apply_remote(&update).unwrap();
                break;
            }
            Came::Message(_) => {}
            Came::Closed(code) => panic!("closed with {code}"),
        }
    }
    // One note, its label replaced again and again: the document stays small, the stream does not.
    ann.save("x").await;
    let id = ann.replica.projection().in_order().next().unwrap().id.clone();
    for n in 0..UPDATES {
        let text =
            format!("{n} {}", char::from(b'a' + u8::try_from(n % 26).unwrap()).to_string().repeat(BYTES));
        let mut rng = rand::rng();
        let command = wandel_board::Command::Set {
            id: id.clone(),
            property: "note".into(),
            value: Some(wandel_process::property::Value::Text(text)),
        };
        let update = ann.replica.execute(&command, Some(1), &mut rng).unwrap().update;
        let seq = ann.push(update.into()).await;
        // The acknowledgement comes, however little the others read.
        ann.wait(|client| client.acked >= seq).await;
    }
    let target = ann.replica.digest();
    let mut frames = 0;
    while slow.replica.digest() != target {
        match slow.socket.next().await {
            Came::Message(message) => {
                frames += usize::from(matches!(message, ServerMessage::Events { .. }));
                slow.take(message).unwrap();
            }
            Came::Closed(code) => panic!("closed with {code}"),
        }
    }
    assert!(frames < UPDATES, "was never behind: {frames} frames");
    while replica.digest() != target {
        match stock.next().await {
            Came::Message(ServerMessage::SyncStep2(update) | ServerMessage::Update(update)) => {
                replica.apply_remote(&update).unwrap();
            }
            Came::Message(_) => {}
            Came::Closed(code) => panic!("closed with {code}"),
        }
    }
    // Both are in the stream again.
    ann.save("last").await;
    slow.sees("last").await;
    assert_eq!(server.rooms.here(&board).len(), 3);
}
