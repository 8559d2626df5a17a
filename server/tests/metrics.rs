//! What the house says about itself: figures that follow what happens, in the form that monitoring reads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bytes::Bytes;
use support::{Client, Server, eventually};
use wandel_server::store::BoardStore;
use wandel_wire::{ClientMessage, Refusal, close};

/// The value of a line, by name and labels exactly as they are written.
fn value(text: &str, line: &str) -> f64 {
    let found = text.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("{line} is not in\n{text}")).parse().unwrap()
}

fn text(server: &Server) -> String {
    server.rooms.metrics().text(&server.rooms.figures()).unwrap()
}

#[tokio::test]
async fn figures_follow_what_happens() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    assert_eq!(value(&text(&server), "wandel_rooms"), 0.0);

    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    let mut bob = Client::join(&server, "a", "editor.Bob.2").await;
    let _stock = support::Socket::open(&server, "a", "viewer.Old.", false).await;
    for n in 0..3 {
        ann.save(&format!("note {n}")).await;
    }
    eventually("the stock client is in", async || {
        value(&text(&server), "wandel_connections{dialect=\"y-websocket\"}") == 1.0
    })
    .await;
    let seen = text(&server);
    for (line, expected) in [
        ("wandel_rooms", 1.0),
        ("wandel_connections{dialect=\"wandel.v1\"}", 2.0),
        ("wandel_commit_seconds_count", 3.0),
        ("wandel_updates_total", 3.0),
        ("wandel_unacknowledged_bytes", 0.0),
        ("wandel_lagging_readers", 0.0),
        ("wandel_read_only_rooms", 0.0),
        ("wandel_log_records", 4.0),
        ("wandel_log_snapshot_ratio", 0.0),
    ] {
        assert_eq!(value(&seen, line), expected, "{line}");
    }
    assert!(value(&seen, "wandel_log_bytes") >= value(&seen, "wandel_update_bytes_total"));
    assert!(seen.ends_with("# EOF\n"), "{seen}");

    // What waits for the disk is seen waiting.
    server.fault.hold();
    let seq = ann.add("held").await;
    eventually("bytes wait", async || value(&text(&server), "wandel_unacknowledged_bytes") > 0.0).await;
    server.fault.go();
    ann.wait(|client| client.acked >= seq).await;

    // A refusal by kind; the third one ends the socket, by code and reason.
    for _ in 0..3 {
        bob.push(Bytes::from_static(&[0xff; 9])).await;
    }
    assert_eq!(bob.refused().await, Refusal::Malformed);
    assert_eq!(bob.socket.until_closed().await, close::POLICY);
    eventually("the end is counted", async || {
        text(&server).contains("wandel_sockets_closed_total{code=\"1008\",reason=\"too-many-refusals\"} 1")
    })
    .await;
    assert_eq!(value(&text(&server), "wandel_refusals_total{code=\"update.malformed\"}"), 3.0);

    server.fault.fail();
    ann.add("lost").await;
    assert_eq!(ann.socket.until_closed().await, close::RESYNC);
    eventually("the room reads only", async || value(&text(&server), "wandel_read_only_rooms") == 1.0).await;
    assert_eq!(value(&text(&server), "wandel_failed_commits_total"), 1.0);
    assert!(!server.store.health().writable);
}

#[tokio::test]
async fn a_reader_that_cannot_follow_is_seen_lagging_and_its_resync_counted() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    server.board("a").await;
    let mut ann = Client::join(&server, "a", "editor.Ann.1").await;
    // Does not read; two megabytes and what the system buffers are too much for it.
    let mut slow = Client::join(&server, "a", "viewer.Slow.").await;
    ann.save("x").await;
    let id = ann.replica.projection().in_order().next().unwrap().id.clone();
    for n in 0.. {
        // The document stays small, the stream does not.
        let command = wandel_board::Command::Set {
            id: id.clone(),
            property: "note".into(),
            value: Some(wandel_process::property::Value::Text(format!("{n} {}", "x".repeat(24 << 10)))),
        };
        let update = ann.replica.execute(&command, Some(1), &mut rand::rng()).unwrap().update;
        let seq = ann.push(update.into()).await;
        ann.wait(|client| client.acked >= seq).await;
        if value(&text(&server), "wandel_lagging_readers") == 1.0 {
            break;
        }
        assert!(n < 2000, "never lagging");
    }
    ann.save("the last").await;
    slow.sees("the last").await;
    let seen = text(&server);
    assert_eq!(value(&seen, "wandel_lagging_readers"), 0.0);
    assert!(value(&seen, "wandel_resyncs_total") >= 1.0);
    // Asked for so that the socket is known to live.
    slow.socket.send(&ClientMessage::SyncStep1(Bytes::from_static(&[0]))).await;
}

#[tokio::test]
async fn boards_are_counted_and_those_set_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let first = server.board("a").await;
    server.board("b").await;
    server.store.quarantine(&first).await.unwrap();
    let census = server.store.census().await.unwrap();
    assert_eq!((census.boards, census.quarantined), (2, 1));
}
