//! Locked elements: who may lock, what a lock keeps from whom in either dialect, and that it outlives the room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use rand::{SeedableRng, rngs::StdRng};
use support::{Client, Server, Socket};
use wandel_board::{Board, Command, ElementId};
use wandel_server::{
    room::{Keep, RoomError},
    store::{BoardId, BoardStore},
};
use wandel_wire::{ClientHello, ClientMessage, ControlMessage, Refusal, RoomMessage, ServerMessage, close};

const ANN: &str = "editor.Ann.1.account";
const BOB: &str = "editor.Bob.2.account";
const GUEST: &str = "editor.Gus.3";

/// What somebody was told last: whole, locked with whose lock it is, freed.
type Told = (bool, Vec<(String, u64)>, Vec<String>);

fn lock(ids: &[&ElementId], locked: bool) -> ClientMessage {
    let elements = ids.iter().map(|id| id.as_str().to_owned()).collect();
    ClientMessage::Control(ControlMessage::Lock { elements, locked })
}

async fn told(socket: &mut Socket) -> Told {
    socket
        .until("locks", |message| match message {
            ServerMessage::Room(RoomMessage::Locks { whole, locked, freed }) => Some((whole, locked, freed)),
            _ => None,
        })
        .await
}

/// Somebody who comes, and which locks there are.
async fn arrives(server: &Server, ticket: &str) -> (Socket, Told) {
    let mut socket = Socket::open(server, "a", ticket, true).await;
    let hello = ClientHello { schema: wandel_board::SCHEMA, has: None, claims: Vec::new() };
    socket.send(&ClientMessage::Hello(hello)).await;
    let told = told(&mut socket).await;
    (socket, told)
}

fn held(id: &ElementId, by: u64) -> Told {
    (false, vec![(id.as_str().to_owned(), by)], Vec::new())
}

fn free(id: &ElementId) -> Told {
    (false, Vec::new(), vec![id.as_str().to_owned()])
}

fn labelled(board: &Board, label: &str) -> ElementId {
    board.projection().in_order().find(|element| &*element.label == label).unwrap().id.clone()
}

fn relabel(client: &mut Client, id: &ElementId, text: &str) -> Bytes {
    let command = Command::Label { id: id.clone(), text: text.to_owned() };
    let by = client.hello.claim.by;
    client.replica.execute(&command, by, &mut StdRng::seed_from_u64(1)).unwrap().update.into()
}

/// A board on which Ann has made two notes and locked the first.
async fn locked(server: &Server) -> (BoardId, Client, ElementId, ElementId) {
    let board = server.board("a").await;
    let mut ann = Client::join(server, "a", ANN).await;
    ann.save("fixed").await;
    ann.save("loose").await;
    let (fixed, loose) = (labelled(&ann.replica, "fixed"), labelled(&ann.replica, "loose"));
    ann.socket.send(&lock(&[&fixed], true)).await;
    assert_eq!(told(&mut ann.socket).await, held(&fixed, 1));
    (board, ann, fixed, loose)
}

#[tokio::test]
async fn only_who_locked_an_element_changes_it_and_the_log_holds_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let (board, mut ann, fixed, loose) = locked(&server).await;
    let mut bob = Client::join(&server, "a", BOB).await;
    let before = server.store.load(&board).await.unwrap().position();

    // The lock keeps off a new label, and a deletion together with something that would be allowed.
    let update = relabel(&mut bob, &fixed, "mine");
    bob.push(update).await;
    assert_eq!(bob.refused().await, Refusal::Locked);
    let mut guest = Client::join(&server, "a", GUEST).await;
    let delete = Command::Delete { ids: vec![loose.clone(), fixed.clone()], bridge: false };
    let done = guest.replica.execute(&delete, Some(3), &mut StdRng::seed_from_u64(2)).unwrap();
    guest.push(done.update.into()).await;
    assert_eq!(guest.refused().await, Refusal::Locked);
    assert_eq!(server.labels(&board).await, ["fixed", "loose"]);
    assert_eq!(server.store.load(&board).await.unwrap().position(), before, "nothing is logged");

    // What is not locked goes on, beside it and after it; and Ann herself changes what she locked.
    let mut bob = Client::join(&server, "a", BOB).await;
    let update = relabel(&mut bob, &loose, "moved on");
    let seq = bob.push(update).await;
    bob.wait(|bob| bob.acked >= seq).await;
    let update = relabel(&mut ann, &fixed, "still hers");
    let seq = ann.push(update).await;
    ann.wait(|ann| ann.acked >= seq).await;
    assert_eq!(server.labels(&board).await, ["moved on", "still hers"]);
}

#[tokio::test]
async fn stock_clients_and_uploads_are_kept_off_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let (board, ann, fixed, _) = locked(&server).await;
    let base = server.rooms.read(&board, |board, _| board.snapshot()).await.unwrap();
    let write = |client: u64| -> Bytes {
        let command = Command::Label { id: fixed.clone(), text: "mine".into() };
        let mut replica = Board::load(client, &base).unwrap();
        replica.execute(&command, None, &mut StdRng::seed_from_u64(client)).unwrap().update.into()
    };
    let mut stock = Socket::open(&server, "a", "editor.Old.4", false).await;
    stock.send(&ClientMessage::Update(write(4711))).await;
    let denied = stock
        .until("denied", |message| match message {
            ServerMessage::Denied(code) => Some(code),
            _ => None,
        })
        .await;
    assert_eq!(denied, "element.locked");
    let room = server.rooms.open(&board).await.unwrap();
    let claim = ann.hello.spare.clone();
    let update = write(claim.client);
    let bob = support::principal(BOB).unwrap();
    let refused = room.push(&bob, claim.clone(), update.clone()).await;
    assert_eq!(refused, Err(RoomError::Refused(Refusal::Locked)));
    let ann = support::principal(ANN).unwrap();
    assert!(room.push(&ann, claim, update).await.is_ok());
    assert_eq!(server.labels(&board).await, ["loose", "mine"]);
}

#[tokio::test]
async fn editors_with_an_account_lock_and_everybody_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let (_, mut ann, fixed, loose) = locked(&server).await;
    let (mut guest, there) = arrives(&server, GUEST).await;
    assert_eq!(there, (true, held(&fixed, 1).1, Vec::new()));

    // No right: it is answered with how things stand, and nobody else hears of it.
    for (ticket, who) in [(GUEST, "guest"), ("viewer.Vic.", "viewer"), ("editor.Nan.", "nobody")] {
        let (mut socket, _) = arrives(&server, ticket).await;
        socket.send(&lock(&[&loose], true)).await;
        assert_eq!(told(&mut socket).await, free(&loose), "{who} locks");
        socket.send(&lock(&[&fixed], false)).await;
        assert_eq!(told(&mut socket).await, held(&fixed, 1), "{who} frees");
    }
    // Nor can a lock be taken over, or laid on what is not there.
    let (mut bob, _) = arrives(&server, BOB).await;
    bob.send(&lock(&[&fixed], true)).await;
    assert_eq!(told(&mut bob).await, held(&fixed, 1));
    let nothing = ElementId::from("e_nothing");
    bob.send(&lock(&[&nothing], true)).await;
    assert_eq!(told(&mut bob).await, free(&nothing));

    // Taken away by another editor, and laid anew.
    bob.send(&lock(&[&fixed], false)).await;
    for socket in [&mut ann.socket, &mut bob, &mut guest] {
        assert_eq!(told(socket).await, free(&fixed));
    }
    bob.send(&lock(&[&fixed, &loose], true)).await;
    let both = vec![(fixed.as_str().to_owned(), 2), (loose.as_str().to_owned(), 2)];
    for socket in [&mut ann.socket, &mut bob, &mut guest] {
        assert_eq!(told(socket).await, (false, both.clone(), Vec::new()));
    }
}

#[tokio::test]
async fn a_lock_outlives_the_server_and_a_new_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let (board, _, fixed, _) = locked(&server).await;
    let keep = |name: &str| Keep { name: name.to_owned(), author: Some(1) };
    let version = server.rooms.keep_version(&board, keep("First")).await.unwrap();
    server.stop().await;
    support::eventually("the folder is free", async || {
        wandel_server::store::Folder::own(folder.path()).is_ok()
    })
    .await;
    let server = Server::start(folder.path()).await;
    server.rooms.restore_version(&board, &version.id, keep("Before")).await.unwrap();
    let mut bob = Client::join(&server, "a", BOB).await;
    let update = relabel(&mut bob, &fixed, "mine");
    bob.push(update).await;
    assert_eq!(bob.refused().await, Refusal::Locked);
}

#[tokio::test]
async fn a_lock_that_could_not_be_stored_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", ANN).await;
    ann.save("loose").await;
    let loose = labelled(&ann.replica, "loose");
    server.fault.fail();
    ann.socket.send(&lock(&[&loose], true)).await;
    assert_eq!(ann.socket.until_closed().await, close::RESYNC);
    server.fault.go();
    let mut bob = Client::join(&server, "a", BOB).await;
    assert!(
        bob.socket
            .drain()
            .await
            .iter()
            .all(|message| { !matches!(message, ServerMessage::Room(RoomMessage::Locks { .. })) })
    );
}
