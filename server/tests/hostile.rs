//! Hostile clients: frames that crashed, starved or poisoned yrs, and attempts to write as somebody else. After each, the
//! same room and another one go on, and the document is what it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::Duration;
use support::{Came, Client, Server, Socket, eventually, note};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wandel_board::Board;
use wandel_server::room::RoomsConfig;
use wandel_wire::{
    ClientHello, ClientMessage, ControlMessage, Refusal, ServerMessage, awareness, close, lib0, limits,
};
use yrs::{Map, ReadTxn, Transact, updates::decoder::Decode};

/// An update with `depth` nested lists in one value.
fn nested(client: u64, depth: usize) -> Bytes {
    let mut writer = lib0::Writer::default();
    writer.uint(1).uint(1).uint(client).uint(0);
    // An item of content `Any` under the root `elements`, key `x`.
    writer.byte(0x08 | 0x20).uint(1).text("elements").text("x").uint(1);
    for _ in 0..depth {
        writer.byte(117).uint(1);
    }
    writer.byte(126).uint(0);
    writer.finish()
}

/// Updates that are no update, or do harm as one. `client` is the attacker's own id, `victim` somebody else's.
fn updates(client: u64, victim: u64) -> Vec<(&'static str, Bytes)> {
    let mut forged = lib0::Writer::default();
    forged.uint(1).uint(1).uint(victim).uint(0).byte(0).uint(1_000_000).uint(0);
    let mut future = lib0::Writer::default();
    future.uint(1).uint(1).uint(client).uint(50).byte(4).uint(1).text("elements").text("x").uint(0);
    let mut all_gone = lib0::Writer::default();
    all_gone.uint(0).uint(1).uint(victim).uint(1).uint(0).uint(u64::from(u32::MAX));
    vec![
        ("stored poison", Bytes::from_static(&[0x01, 0x01, 0, 0, 0x02, 0, 0, 0, 0, 0, 0])),
        ("forged clock of 111", Bytes::from_static(&[0x01, 0x01, 0x6f, 0x01, 0x00, 0xc0, 0x84, 0x3d, 0x00])),
        ("forged clock of the victim", forged.finish()),
        ("a gap before", future.finish()),
        ("deletes what is not there", all_gone.finish()),
        ("amplification", Bytes::from_static(&[0xff, 0xff, 0xff, 0x58])),
        ("amplification in clients", Bytes::from_static(&[0xff, 0xff, 0xff, 0xff, 0x0f, 0x01])),
        ("amplification in deletes", Bytes::from_static(&[0x00, 0xff, 0xff, 0xff, 0xff, 0x0f])),
        ("nested 65", nested(client, 65)),
        ("nested 16 kB", nested(client, 8 << 10)),
        ("nested 900 kB", nested(client, 450 << 10)),
        ("empty", Bytes::new()),
        ("zeros", Bytes::from_static(&[0; 64])),
        ("text", Bytes::from_static(b"<script>alert(1)</script>")),
    ]
}

#[tokio::test]
async fn hostile_updates_are_refused_and_everybody_else_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    server.board("b").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut bob = Client::join(&server, "b", "editor.Bob.1").await;
    let count = updates(1, 2).len();
    for index in 0..count {
        for (own, step_2) in [(true, false), (false, false), (false, true)] {
            let mut socket = Socket::open(&server, "a", "editor.Mallory.3", own).await;
            let mut client = 4000 + index as u64;
            if own {
                socket.send(&ClientMessage::Hello(ClientHello::default())).await;
                client = socket
                    .until("hello", |message| match message {
                        ServerMessage::Hello(hello) => Some(hello.claim.client),
                        _ => None,
                    })
                    .await;
            }
            let (name, update) = updates(client, ann.hello.claim.client).swap_remove(index);
            let before =
                server.rooms.read(&board, |board, position| (board.digest(), position)).await.unwrap();
            for _ in 0..limits::REFUSALS_PER_MINUTE {
                let update = update.clone();
                socket
                    .send(&match (own, step_2) {
                        (true, _) => ClientMessage::Push { seq: 1, update },
                        (_, true) => ClientMessage::SyncStep2(update),
                        _ => ClientMessage::Update(update),
                    })
                    .await;
            }
            let mut refusals = Vec::new();
            let code = loop {
                // An honest client may have sent more that builds on what was refused; that is not held against it.
                if own && refusals == vec![Refusal::MissingDependency; limits::REFUSALS_PER_MINUTE] {
                    break close::POLICY;
                }
                match socket.next().await {
                    Came::Message(ServerMessage::Nack { refusal, .. }) => refusals.push(refusal),
                    Came::Message(ServerMessage::Denied(code)) => refusals.push(Refusal::parse(&code)),
                    Came::Message(ServerMessage::Ack { .. }) => panic!("{name} was taken"),
                    Came::Message(_) => {}
                    Came::Closed(code) => break code,
                }
            };
            assert_eq!(
                (refusals.len(), code),
                (limits::REFUSALS_PER_MINUTE, close::POLICY),
                "{name}, own {own}"
            );
            let after =
                server.rooms.read(&board, |board, position| (board.digest(), position)).await.unwrap();
            assert_eq!(after, before, "{name}");
        }
        let label = format!("after {index}");
        ann.save(&label).await;
        bob.save(&label).await;
    }
    assert_eq!(server.labels(&board).await.len(), count);
    let replayed = server.rooms.read(&board, |board, _| board.digest()).await.unwrap();
    assert_eq!(replayed, ann.replica.digest());
}

#[tokio::test]
async fn nobody_writes_as_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("ann").await;
    let mallory = Client::join(&server, "a", "editor.Mallory.3").await;
    let base = server.rooms.read(&board, |board, _| board.snapshot()).await.unwrap();
    let mut rng = StdRng::seed_from_u64(1);
    let mut make = |client: u64, by: u64| -> Bytes {
        let mut replica = Board::load(client, &base).unwrap();
        replica.execute(&note(&mut rng, "forged"), Some(by), &mut rng).unwrap().update.into()
    };
    let own = mallory.hello.claim.client;
    // An unissued id, the victim's id going on where she is, and her signature under one's own id.
    for (update, expected) in [
        (make(own + 1, 3), Refusal::ForeignClient),
        (make(ann.hello.claim.client, 3), Refusal::ForeignClient),
        (make(own, 1), Refusal::ForeignAuthor),
    ] {
        let mut socket = Client::join(&server, "a", "editor.Mallory.3").await;
        if expected == Refusal::ForeignAuthor {
            let claim = mallory.hello.claim.clone();
            socket.socket.send(&ClientMessage::Control(ControlMessage::Claim(claim))).await;
        }
        socket.push(update).await;
        assert_eq!(socket.refused().await, expected);
    }
    // What the board's own commands never do: changing who made something, taking it out, putting something else in its
    // place, another schema.
    type Act = fn(&mut yrs::TransactionMut, &yrs::MapRef, &yrs::MapRef, &str);
    let element = ann.replica.projection().in_order().next().unwrap().id.clone();
    let acts: [(Act, Refusal); 4] = [
        (
            |transaction, elements, _, id| {
                let yrs::Out::YMap(map) = elements.get(transaction, id).unwrap() else { panic!("no map") };
                map.insert(transaction, "by", 3);
            },
            Refusal::ForeignAuthor,
        ),
        (|transaction, elements, _, id| drop(elements.remove(transaction, id)), Refusal::Shape),
        (
            |transaction, elements, _, id| {
                let _ = elements.insert(transaction, id, "gone");
            },
            Refusal::Shape,
        ),
        (
            |transaction, _, meta, _| {
                let _ = meta.insert(transaction, "schema", 99);
            },
            Refusal::Shape,
        ),
    ];
    for (act, expected) in acts {
        let mut mallory = Client::join(&server, "a", "editor.Mallory.3").await;
        let doc = yrs::Doc::with_client_id(mallory.hello.claim.client);
        let (elements, meta) = (doc.get_or_insert_map("elements"), doc.get_or_insert_map("meta"));
        let update: Bytes = {
            let mut transaction = doc.transact_mut();
            transaction.apply_update(yrs::Update::decode_v1(&base).unwrap()).unwrap();
            let before = transaction.state_vector();
            act(&mut transaction, &elements, &meta, element.as_str());
            transaction.encode_diff_v1(&before).into()
        };
        mallory.push(update).await;
        assert_eq!(mallory.refused().await, expected);
    }
    ann.save("goes on").await;
    assert_eq!(server.labels(&board).await, ["ann", "goes on"]);
    let by = server.committed(&board).await.any(&element).unwrap().by;
    assert_eq!(by, Some(1));
}

#[tokio::test]
async fn a_stock_id_belongs_to_one_person_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let say = |client: u64| {
        let entry = awareness::Entry { client, clock: 1, state: "{}".into() };
        ClientMessage::Awareness(awareness::encode([&entry].into_iter()))
    };
    let mut stan = Socket::open(&server, "a", "editor.Stan.2", false).await;
    stan.drain().await;
    stan.send(&say(77)).await;
    let mut replica =
        Board::load(77, &server.rooms.read(&board, |b, _| b.snapshot()).await.unwrap()).unwrap();
    let mut rng = StdRng::seed_from_u64(7);
    let mut write = |replica: &mut Board, label: &str| -> ClientMessage {
        let update = replica.execute(&note(&mut rng, label), Some(2), &mut rng).unwrap().update;
        ClientMessage::Update(update.into())
    };
    let first = write(&mut replica, "stan");
    stan.send(&first).await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.sees("stan").await;

    // While he is there and answers, nobody gets his id, not even himself on a second socket.
    for ticket in ["editor.Mallory.3", "editor.Stan.2"] {
        let mut rival = Socket::open(&server, "a", ticket, false).await;
        let mut copy = Board::load(77, &replica.snapshot()).unwrap();
        let forged = write(&mut copy, "forged");
        rival.send(&forged).await;
        let mut answered = false;
        let code = loop {
            tokio::select! {
                biased;
                came = rival.next() => match came {
                    Came::Closed(code) => break code,
                    Came::Message(ServerMessage::Denied(code)) => {
                        assert_eq!(code, "client.leased");
                        answered = true;
                    }
                    Came::Message(_) => {}
                },
                // Reading answers the pings.
                _ = stan.next() => {}
            }
        };
        assert_eq!((answered, code), (true, close::POLICY), "{ticket}");
    }
    // After he has left, it is still his, also in a room that was loaded anew.
    drop(stan);
    support::eventually("Stan gone", || async { server.rooms.here(&board).len() == 1 }).await;
    drop(ann);
    let server = {
        server.stop().await;
        Server::start(folder.path()).await
    };
    let mut rival = Socket::open(&server, "a", "editor.Mallory.3", false).await;
    let mut copy = Board::load(77, &replica.snapshot()).unwrap();
    rival.send(&write(&mut copy, "forged")).await;
    let code = rival
        .until("refusal", |message| match message {
            ServerMessage::Denied(code) => Some(code),
            _ => None,
        })
        .await;
    assert_eq!(code, "update.foreign-client");
    let mut back = Socket::open(&server, "a", "editor.Stan.2", false).await;
    back.send(&write(&mut replica, "stan again")).await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.sees("stan again").await;
    assert!(!ann.labels().contains(&"forged".to_owned()));
}

#[tokio::test]
async fn only_the_first_http_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let mut stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(8), stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 "), "{answer:?}");
}

#[tokio::test]
async fn large_frames_close_their_socket_only() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let big = |bytes: usize| Bytes::from(vec![7; bytes]);
    let cases = [
        ("viewer.Vic.", false, ClientMessage::Update(big(limits::FRAME))),
        ("viewer.Vic.", false, ClientMessage::SyncStep2(big(limits::FRAME + 1))),
        ("editor.Eve.2", true, ClientMessage::Push { seq: 1, update: big(limits::FRAME) }),
        ("editor.Eve.2", true, ClientMessage::SyncStep2(big(limits::FRAME + 1))),
        ("editor.Eve.2", false, ClientMessage::Update(big(limits::FRAME))),
        ("editor.Eve.2", false, ClientMessage::SyncStep2(big(limits::SYNC_STEP_2 + 1000))),
    ];
    for (ticket, own, message) in cases {
        let mut socket = Socket::open(&server, "a", ticket, own).await;
        socket.send(&message).await;
        assert_eq!(socket.until_closed().await, close::TOO_LARGE, "{ticket} {own}");
    }
    // A stock editor's first SyncStep2 may be larger than a frame, once.
    let mut socket = Socket::open(&server, "a", "editor.Eve.2", false).await;
    socket.send(&ClientMessage::SyncStep2(big(limits::FRAME + 1))).await;
    let denied = |message| match message {
        ServerMessage::Denied(code) => Some(code),
        _ => None,
    };
    assert_eq!(socket.until("refusal", denied).await, "update.malformed");
    socket.send(&ClientMessage::SyncStep2(big(limits::FRAME + 1))).await;
    assert_eq!(socket.until_closed().await, close::TOO_LARGE);
    ann.save("goes on").await;
}

#[tokio::test]
async fn garbage_of_every_kind_crashes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let board = server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut rng = StdRng::seed_from_u64(11);
    let honest = ann.make_note("honest");
    for round in 0..150 {
        let mut socket = Socket::open(&server, "a", "editor.Mallory.3", round % 2 == 0).await;
        if round % 2 == 0 {
            socket.send(&ClientMessage::Hello(ClientHello::default())).await;
        }
        for _ in 0..6 {
            // Honest bytes with something changed, or nothing but noise, in messages of every type.
            let mut payload =
                if rng.random_bool(0.7) { honest.to_vec() } else { vec![0; rng.random_range(0..60)] };
            for _ in 0..rng.random_range(1..4) {
                if !payload.is_empty() {
                    let at = rng.random_range(0..payload.len());
                    payload[at] = rng.random();
                }
            }
            let payload = Bytes::from(payload);
            let message = match rng.random_range(0..8) {
                0 => ClientMessage::SyncStep1(payload),
                1 => ClientMessage::SyncStep2(payload),
                2 => ClientMessage::Update(payload),
                3 => ClientMessage::Awareness(payload),
                4 => ClientMessage::Control(ControlMessage::Presence(payload)),
                _ => ClientMessage::Push { seq: rng.random_range(0..9), update: payload },
            };
            let mut frame = message.encode().to_vec();
            if rng.random_bool(0.2) {
                let at = rng.random_range(0..frame.len());
                frame[at] = rng.random();
            }
            socket.send_bytes(frame.into()).await;
        }
    }
    ann.push(honest).await;
    ann.wait(|client| client.acked == 1).await;
    let digest = server.rooms.read(&board, |board, _| board.digest()).await.unwrap();
    // Whatever of it was well-formed by chance came under nobody's id, and Ann has what the server has.
    ann.socket.send(&ClientMessage::Control(ControlMessage::Check { position: ann.position, digest })).await;
    assert_eq!(ann.replica.digest(), digest);
}

#[tokio::test]
async fn a_flood_of_presence_is_told_at_its_pace() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut mallory = Client::join(&server, "a", "viewer.Mallory.").await;
    let begun = std::time::Instant::now();
    let slot = |n: u32| {
        let selection = vec![format!("e_{n}")];
        wandel_wire::Slot { selection, ..Default::default() }.encode()
    };
    for n in 0..1000 {
        mallory.socket.send(&ClientMessage::Control(ControlMessage::Presence(slot(n)))).await;
    }
    let too_large = Bytes::from(vec![0; limits::PRESENCE + 1]);
    mallory.socket.send(&ClientMessage::Control(ControlMessage::Presence(too_large))).await;
    let mut told = 0;
    ann.socket
        .until("the last slot", |message| match message {
            ServerMessage::Room(wandel_wire::RoomMessage::Presence(slots)) => {
                told += 1;
                slots.iter().any(|(_, bytes)| *bytes == slot(999)).then_some(())
            }
            _ => None,
        })
        .await;
    let most = begun.elapsed().as_secs_f64() * f64::from(limits::PRESENCE_PER_SECOND) * 1.1 + 2.0;
    assert!(f64::from(told) <= most, "{told} of at most {most}");
    ann.save("goes on").await;
}

#[tokio::test]
async fn one_person_cannot_take_all_places_and_a_board_has_so_many() {
    let folder = tempfile::tempdir().unwrap();
    let config = RoomsConfig { sockets_of_one: 3, sockets: 5, ..RoomsConfig::default() };
    let server = Server::start_with(folder.path(), config).await;
    server.board("a").await;
    let hello = ClientMessage::Hello(ClientHello::default());
    let mut mallory = Vec::new();
    for own in [true, false, true] {
        mallory.push(Socket::open(&server, "a", "editor.Mallory.3", own).await);
    }
    mallory[2].send(&hello).await;
    mallory[2].drain().await;
    for own in [true, false] {
        let mut refused = Socket::open(&server, "a", "editor.Mallory.3", own).await;
        refused.send(&hello).await;
        assert_eq!(refused.until_closed().await, close::POLICY);
    }
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    ann.save("goes on").await;
    let _bob = Client::join(&server, "a", "editor.Bob.2").await;
    let mut full = Socket::open(&server, "a", "editor.Eve.4", true).await;
    assert_eq!(full.until_closed().await, close::POLICY);
    // Who leaves makes room.
    drop(mallory);
    eventually("room again", async || server.rooms.figures().own == 2).await;
    Client::join(&server, "a", "editor.Eve.4").await.save("in").await;
}
