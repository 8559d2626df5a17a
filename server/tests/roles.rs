//! Who may send what: every role × every message type, on the raw socket. A viewer writes nothing, whatever the message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use rand::{SeedableRng, rngs::StdRng};
use support::{Came, Client, Server, Socket, note};
use wandel_board::Board;
use wandel_server::room::{Revocation, RoomError};
use wandel_wire::{
    Claim, ClientHello, ClientMessage, ControlMessage, Refusal, RoomMessage, ServerMessage, Slot, awareness,
    close,
};

/// What a message is answered with.
#[derive(Debug, PartialEq)]
enum Answer {
    /// Taken: a raw update is on the board afterwards.
    Written,
    Refused(Refusal),
    /// Something that is no update was understood.
    Served,
    /// Not done; it is said how things stand.
    Unchanged,
    /// Nothing is said and nothing happens.
    Nothing,
    Closed(u16),
}

const STOCK_CLIENT: u64 = 4711;

fn updates(base: &[u8], client: u64, by: Option<u64>) -> Bytes {
    let mut replica = Board::load(client, base).unwrap();
    let mut rng = StdRng::seed_from_u64(client);
    replica.execute(&note(&mut rng, "written"), by, &mut rng).unwrap().update.into()
}

/// One socket, one message, one answer. `role`: of a guest, or `account` for an editor with an account.
async fn ask(server: &Server, role: &str, own: bool, name: &str) -> Answer {
    let id = format!("{role}-{own}-{}", name.replace(' ', "-"));
    let board = server.board(&id).await;
    let room = server.rooms.open(&board).await.unwrap();
    room.execute(note(&mut StdRng::seed_from_u64(8), "there"), None).await.unwrap();
    let (base, there) = server
        .rooms
        .read(&board, |board, _| {
            (board.snapshot(), board.projection().all().next().unwrap().id.as_str().to_owned())
        })
        .await
        .unwrap();
    let ticket = match role {
        "account" => "editor.Rob.1.account".to_owned(),
        "editor" => "editor.Rob.1".to_owned(),
        _ => format!("{role}.Rob."),
    };
    let by = support::principal(&ticket).unwrap().by;
    let mut socket = Socket::open(server, &id, &ticket, own).await;
    let mut client = STOCK_CLIENT;
    let mut claim = Claim { client, by, key: [0; 16] };
    if own && name != "early push" {
        socket.send(&ClientMessage::Hello(ClientHello { schema: 1, has: None, claims: vec![] })).await;
        claim = socket
            .until("hello", |message| match message {
                ServerMessage::Hello(hello) => Some(hello.claim),
                _ => None,
            })
            .await;
        client = claim.client;
    }
    let update = updates(&base, client, by);
    let state = awareness::Entry { client, clock: 1, state: "{}".into() };
    let message = match name {
        "sync step 1" => ClientMessage::SyncStep1(Bytes::from_static(&[0])),
        "sync step 2" => ClientMessage::SyncStep2(update),
        "update" => ClientMessage::Update(update),
        "push" | "early push" => ClientMessage::Push { seq: 1, update },
        "awareness" => ClientMessage::Awareness(awareness::encode([&state].into_iter())),
        "query awareness" => ClientMessage::QueryAwareness,
        "presence" => ClientMessage::Control(ControlMessage::Presence(Slot::default().encode())),
        "claim" => ClientMessage::Control(ControlMessage::Claim(claim)),
        "check" => ClientMessage::Control(ControlMessage::Check { position: 0, digest: [0; 32] }),
        "lock" => ClientMessage::Control(ControlMessage::Lock { elements: vec![there], locked: true }),
        "hello" => ClientMessage::Hello(ClientHello::default()),
        other => panic!("{other}"),
    };
    socket.send(&message).await;
    socket.send(&ClientMessage::SyncStep1(Bytes::from_static(&[0]))).await;
    let mut answer = Answer::Nothing;
    let mut answers = if name == "sync step 1" { 2 } else { 1 };
    while answers > 0 {
        match socket.next().await {
            Came::Closed(code) => {
                answer = Answer::Closed(code);
                break;
            }
            Came::Message(message) => match message {
                ServerMessage::SyncStep2(_) => answers -= 1,
                ServerMessage::Nack { seq: 1, refusal } => answer = Answer::Refused(refusal),
                ServerMessage::Denied(code) => answer = Answer::Refused(Refusal::parse(&code)),
                ServerMessage::Room(
                    RoomMessage::Checked { .. } | RoomMessage::Claimed { accepted: true, .. },
                ) => {
                    answer = Answer::Served;
                }
                ServerMessage::Room(RoomMessage::Locks { .. }) => answer = Answer::Unchanged,
                _ => {}
            },
        }
    }
    if name == "sync step 1" && answer == Answer::Nothing {
        answer = Answer::Served;
    }
    if answer == Answer::Nothing {
        // Committed or not, what was before this command is decided when it is.
        room.execute(note(&mut StdRng::seed_from_u64(9), "after"), None).await.unwrap();
        if name == "lock" {
            let told = |message: &ServerMessage| matches!(message, ServerMessage::Room(RoomMessage::Locks { locked, .. }) if locked.len() == 1);
            assert!(socket.drain().await.iter().any(told), "{role} is not told of the lock");
            answer = Answer::Served;
        }
    }
    if server.labels(&board).await.contains(&"written".to_owned()) {
        assert_eq!(answer, Answer::Nothing, "refused, and yet it is there");
        answer = Answer::Written;
    }
    answer
}

#[tokio::test]
async fn every_role_and_every_message_in_both_dialects() {
    use Answer::{Closed, Nothing, Refused, Served, Unchanged, Written};
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let forbidden = || Refused(Refusal::Forbidden);
    for role in ["viewer", "commenter", "editor", "account"] {
        let edits = ["editor", "account"].contains(&role);
        let write = || if edits { Written } else { forbidden() };
        for (own, name, expected) in [
            (true, "sync step 1", Served),
            (true, "sync step 2", if edits { Written } else { Nothing }),
            (true, "update", if edits { Written } else { Nothing }),
            (true, "push", write()),
            (true, "early push", Closed(close::POLICY)),
            (true, "awareness", Nothing),
            (true, "query awareness", Nothing),
            (true, "presence", Nothing),
            (true, "claim", Served),
            (true, "check", Served),
            (true, "lock", if role == "account" { Served } else { Unchanged }),
            (true, "hello", Closed(close::POLICY)),
            (false, "sync step 1", Served),
            (false, "sync step 2", write()),
            (false, "update", write()),
            (false, "push", Closed(close::POLICY)),
            (false, "awareness", Nothing),
            (false, "query awareness", Nothing),
            (false, "presence", Closed(close::POLICY)),
            (false, "claim", Closed(close::POLICY)),
            (false, "check", Closed(close::POLICY)),
            (false, "lock", Closed(close::POLICY)),
            (false, "hello", Closed(close::POLICY)),
        ] {
            let answer = ask(&server, role, own, name).await;
            assert_eq!(answer, expected, "{role}, {}, {name}", if own { "own" } else { "stock" });
        }
    }
}

#[tokio::test]
async fn who_is_not_let_in_is_told_with_a_close_code() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    for (board, ticket, expected) in [
        ("a", "nonsense", close::UNAUTHENTICATED),
        ("none", "editor.Ann.1", close::NOT_FOUND),
        ("%2e%2e", "editor.Ann.1", close::NOT_FOUND),
        ("a", "", close::NOT_FOUND),
    ] {
        let mut socket = Socket::open(&server, board, ticket, false).await;
        assert_eq!(socket.until_closed().await, expected, "{board} {ticket}");
    }
    let foreign = Socket::try_open(server.address, "a", "foreign", false).await;
    assert!(foreign.is_err_and(|error| error.to_string().contains("403")));
}

#[tokio::test]
async fn a_revoked_right_ends_at_once_and_nothing_more_counts() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    for revocation in [
        Revocation::Subject("guest:Ann".into()),
        Revocation::Grant("link:editor".into()),
        Revocation::Everybody,
    ] {
        let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
        let mut vic = Client::join(&server, "a", "viewer.Vic.").await;
        ann.save("before").await;
        let late = ann.make_note("late");
        server.rooms.revoke(Some(&board), &revocation);
        let begun = std::time::Instant::now();
        ann.push(late).await;
        assert_eq!(ann.socket.until_closed().await, close::FORBIDDEN);
        assert!(begun.elapsed().as_secs_f64() < 2.0, "the promise is two seconds");
        if revocation == Revocation::Everybody {
            assert_eq!(vic.socket.until_closed().await, close::FORBIDDEN);
        } else {
            vic.socket.drain().await;
        }
        assert!(!server.labels(&board).await.contains(&"late".to_owned()));
    }
    // On another board, nothing happens.
    server.board("b").await;
    let mut ann = Client::join(&server, "b", "editor.Ann.1").await;
    server.rooms.revoke(Some(&board), &Revocation::Everybody);
    ann.save("still here").await;
}

#[tokio::test]
async fn a_deleted_board_is_gone_for_those_who_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    assert_eq!(server.rooms.delete(&board).await, Ok(true));
    assert_eq!(ann.socket.until_closed().await, close::NOT_FOUND);
    assert_eq!(server.rooms.open(&board).await.err(), Some(RoomError::NotFound));
    assert_eq!(server.rooms.delete(&board).await, Ok(false));
}

#[tokio::test]
async fn updates_over_http_pass_the_same_guard() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let ann = Client::join(&server, "a", "editor.Ann.1").await;
    let base = server.rooms.read(&board, |board, _| board.snapshot()).await.unwrap();
    let room = server.rooms.open(&board).await.unwrap();
    let claim = ann.hello.spare.clone();
    let good = updates(&base, claim.client, claim.by);
    let refused = |refusal| Err(RoomError::Refused(refusal));
    let who = |ticket: &str| support::principal(ticket).unwrap();
    let editor = who("editor.Ann.1");
    let bad_key = Claim { key: [0; 16], ..claim.clone() };
    let foreign = updates(&base, 1 << 34, Some(1));
    let forged = updates(&base, claim.client, Some(99));
    for (who, claim, update, expected) in [
        (who("viewer.Vic."), claim.clone(), good.clone(), refused(Refusal::Forbidden)),
        (editor.clone(), bad_key, good.clone(), refused(Refusal::BadKey)),
        (editor.clone(), claim.clone(), foreign, refused(Refusal::ForeignClient)),
        (editor.clone(), claim.clone(), forged, refused(Refusal::ForeignAuthor)),
        (editor.clone(), claim.clone(), Bytes::from_static(b"x"), refused(Refusal::Malformed)),
        (editor.clone(), claim.clone(), good.clone(), Ok(2)),
        (editor.clone(), claim.clone(), good.clone(), Ok(2)),
    ] {
        assert_eq!(room.push(&who, claim, update).await, expected);
    }
    assert_eq!(server.labels(&board).await, ["written"]);
}
