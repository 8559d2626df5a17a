//! A disk that is really full: a small file system of its own (tmpfs in a mount namespace, gone with the server), and a
//! limit on the size of files, which a running process can be given and relieved of. Nobody loses what was acknowledged,
//! boards say that they only read, readiness says so too, and all is well again once there is room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/support.rs"]
#[allow(dead_code)]
mod program;
mod support;

use program::Box as Place;
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};
use support::{Came, Client, eventually};
use wandel_wire::{Refusal, RoomMessage, ServerMessage};

/// How the disk becomes full, and well again.
trait Squeeze {
    /// Arguments before the program's own.
    fn wrap(&self, data: &Path) -> Vec<String>;
    fn fill(&mut self, pid: &str, data: &Path);
    /// Not one byte more.
    fn fill_up(&mut self, pid: &str, data: &Path);
    fn relieve(&mut self, pid: &str);
}

/// A tmpfs of 16 MiB over the data folder, seen by the server alone; filled by another file.
#[derive(Default)]
struct SmallFileSystem(Option<PathBuf>);

impl SmallFileSystem {
    fn is_possible() -> bool {
        let script = "mount -t tmpfs -o size=64k tmpfs /tmp";
        let done = Command::new("unshare").args(["-Urm", "sh", "-c", script]).output();
        done.is_ok_and(|output| output.status.success())
    }
}

impl Squeeze for SmallFileSystem {
    fn wrap(&self, data: &Path) -> Vec<String> {
        let script = format!(
            "export WANDEL_LOG=off; mount -t tmpfs -o size=16m tmpfs '{}' && exec \"$0\" \"$@\"",
            data.display()
        );
        ["unshare", "-Urm", "sh", "-c", &script].map(str::to_owned).to_vec()
    }
    fn fill(&mut self, pid: &str, data: &Path) {
        let path = PathBuf::from(format!("/proc/{pid}/root{}/filler", data.display()));
        let mut file = File::options().create(true).append(true).open(&path).unwrap();
        for size in [1 << 20, 4096, 1] {
            while file.write_all(&vec![1; size]).is_ok() {}
        }
        self.0 = Some(path);
    }
    fn fill_up(&mut self, pid: &str, data: &Path) {
        self.fill(pid, data);
    }
    fn relieve(&mut self, _: &str) {
        fs::remove_file(self.0.take().unwrap()).unwrap();
    }
}

/// No file may grow beyond a size: the system refuses the write, as it would on a full disk, with another error.
struct SmallFiles;

impl SmallFiles {
    fn limit(pid: &str, bytes: &str) {
        let done =
            Command::new("prlimit").args(["--pid", pid, &format!("--fsize={bytes}:unlimited")]).output();
        assert!(done.unwrap().status.success());
    }
}

impl Squeeze for SmallFiles {
    fn wrap(&self, _: &Path) -> Vec<String> {
        // The signal that comes with such a refusal is not what this is about.
        ["sh", "-c", "export WANDEL_LOG=off; trap '' XFSZ; exec \"$0\" \"$@\""].map(str::to_owned).to_vec()
    }
    fn fill(&mut self, pid: &str, data: &Path) {
        let log = fs::metadata(data.join("wandel.sqlite-wal")).unwrap().len();
        Self::limit(pid, &(log + 100_000).to_string());
    }
    fn fill_up(&mut self, pid: &str, _: &Path) {
        Self::limit(pid, "1");
    }
    fn relieve(&mut self, pid: &str) {
        Self::limit(pid, "unlimited");
    }
}

/// A browser: a cookie and what it asks before it opens its socket.
struct Guest<'a> {
    server: &'a program::Server,
    board: &'a str,
    headers: [(&'static str, String); 3],
}

impl<'a> Guest<'a> {
    /// Joins by a link.
    fn new(server: &'a program::Server, board: &'a str, link: &str, name: &str) -> Self {
        let secret = link.split('#').nth(1).unwrap();
        let origin = ("Origin", format!("http://{}", server.address));
        let kind = ("Content-Type", "application/json".to_owned());
        let mut guest = Self { server, board, headers: [origin, kind, ("Cookie", String::new())] };
        let body = format!(r#"{{"board":"{board}","secret":"{secret}","name":"{name}"}}"#);
        let (status, head, body) = guest.ask("POST", "/api/join", &body);
        assert_eq!(status, 200, "{body}");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        guest.headers[2].1 = cookie.split(';').next().unwrap().to_owned();
        guest
    }
    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String, String) {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.server.http(method, path, &headers, body)
    }
    /// As the page does it.
    async fn open(&self) -> Client {
        let board = format!("/api/boards/{}", self.board);
        assert_eq!(self.ask("GET", &board, "").0, 200);
        let (status, _, body) = self.ask("POST", &format!("{board}/ticket"), "");
        assert_eq!(status, 200, "{body}");
        let ticket = body.split('"').nth(3).unwrap();
        Client::join_at(self.server.address.parse().unwrap(), self.board, ticket).await
    }
}

async fn story(mut squeeze: impl Squeeze) {
    let place = Place::new();
    let data = place.path("d");
    fs::create_dir(&data).unwrap();
    let server = place.serve_under(&squeeze.wrap(&data), &["--data", "d"]);
    let pid = server.pid();
    // Commands find the server's folder where the server has it.
    let inside = format!("/proc/{pid}/root{}", data.display());
    let run = |args: &[&str]| place.run(&[args, &["--data", &inside]].concat());
    let board = run(&["board", "create", "--title", "Full"]).exits(0).line().to_owned();
    let other = run(&["board", "create", "--title", "Other"]).exits(0).line().to_owned();
    let ticket =
        |board: &str| run(&["board", "ticket", board, "--role", "editor"]).exits(0).line().to_owned();
    let (first, second, third, fourth) = (ticket(&board), ticket(&board), ticket(&other), ticket(&other));
    let address = server.address.parse().unwrap();
    let mut ann = Client::join_at(address, &board, &first).await;
    ann.save("before").await;
    let mut elsewhere = Client::join_at(address, &other, &third).await;
    elsewhere.save("before").await;
    assert_eq!(server.http("GET", "/readyz", &[], "").0, 200);
    let link = run(&["board", "link", &board, "--role", "editor"]).exits(0).line().to_owned();
    let known = Guest::new(&server, &board, &link, "Known");
    known.open().await.save("by a guest").await;
    let new = Guest::new(&server, &board, &link, "New");

    squeeze.fill(&pid, &data);
    let mut saved = vec!["before".to_owned(), "by a guest".to_owned()];
    let long = "x".repeat(20_000);
    let mut sent = 0;
    // Until the disk refuses: then the socket ends without an acknowledgement.
    'filling: loop {
        sent += 1;
        assert!(sent < 2000, "never full");
        let label = format!("{sent} {long}");
        let seq = ann.add(&label).await;
        while ann.acked < seq {
            match ann.socket.next().await {
                Came::Message(message) => {
                    // Said before anything was lost to it.
                    if ann.take(message) == Err(Refusal::ReadOnly) {
                        break 'filling;
                    }
                }
                Came::Closed(_) => break 'filling,
            }
        }
        saved.push(label);
    }
    eventually("not ready", async || server.http("GET", "/readyz", &[], "").0 == 503).await;

    // The others are told too, although they did nothing: the banner.
    elsewhere
        .socket
        .until("read-only", |message| match message {
            ServerMessage::Room(RoomMessage::ReadOnly(Some(Refusal::ReadOnly))) => Some(()),
            _ => None,
        })
        .await;
    elsewhere.add("refused").await;
    assert_eq!(elsewhere.refused().await, Refusal::ReadOnly);
    let mut again = Client::join_at(address, &board, &second).await;
    saved.sort();
    assert_eq!(again.labels(), saved, "everything acknowledged, and nothing else");
    again.add("refused too").await;
    assert_eq!(again.refused().await, Refusal::ReadOnly);
    // Opening a board needs no room at all, even for whoever was never there: that one only looks.
    squeeze.fill_up(&pid, &data);
    let mut reader = known.open().await;
    assert_eq!(reader.labels(), saved);
    reader.add("refused too").await;
    assert_eq!(reader.refused().await, Refusal::ReadOnly);
    assert_eq!(new.open().await.labels(), saved);
    // Reading goes on; making room is possible, making more is not.
    run(&["board", "export", &board, "--format", "json", "-o", "out"]).exits(0);
    assert!(program::read(&place.path("out")).contains("before"));
    let refused = run(&["board", "create", "--title", "More"]).exits(3);
    assert!(refused.err.contains("full"), "{}", refused.err);

    squeeze.relieve(&pid);
    // Each board says so on its own.
    for client in [&mut again, &mut elsewhere] {
        let writable = |message| match message {
            ServerMessage::Room(RoomMessage::ReadOnly(None)) => Some(()),
            _ => None,
        };
        client.socket.until("writable again", writable).await;
    }
    eventually("ready", async || server.http("GET", "/readyz", &[], "").0 == 200).await;
    let mut late = Client::join_at(address, &other, &fourth).await;
    late.save("after").await;
    run(&["verify"]).exits(0);
    assert_eq!(server.stop().0, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_file_system() {
    if !SmallFileSystem::is_possible() {
        eprintln!(
            "skipped: a full file system needs `unshare -Urm` and a tmpfs, which this machine does not allow"
        );
        return;
    }
    story(SmallFileSystem::default()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_may_not_grow() {
    story(SmallFiles).await;
}
