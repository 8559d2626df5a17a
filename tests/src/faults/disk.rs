//! A disk that is really full: a small file system of its own, filled up by the work itself and then by a foreign file; the
//! board only reads, readiness says so, nothing is lost, and when there is room again everything goes on.

use super::{
    client::{Client, Order},
    ledger::Ledger,
    server::House,
};
use anyhow::{Context, Result, bail};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Size of the disk: the server's reserve and its first files fit, not much more.
const SIZE: &str = "size=24m";
const SOON: Duration = Duration::from_secs(30);

struct Mount<'a>(&'a Path);

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = quiet(Command::new("umount").arg(self.0));
    }
}

fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn mount(place: &Path) -> bool {
    quiet(Command::new("mount").args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(place))
}

/// Whether file systems can be mounted here: that needs root and a kernel that lets it.
#[must_use]
pub fn may_mount(folder: &Path) -> bool {
    let place = folder.join("probe");
    std::fs::create_dir_all(&place).is_ok() && mount(&place) && {
        drop(Mount(&place));
        true
    }
}

/// # Errors
/// What went wrong.
pub async fn full_disk(program: &Path, folder: &Path) -> Result<()> {
    let place = folder.join("disk");
    std::fs::create_dir_all(&place)?;
    if !mount(&place) {
        bail!("cannot mount a small disk");
    }
    let _mount = Mount(&place);
    let house = House { program: program.to_owned(), data: place.join("data"), faulty: true };
    let server = house.serve()?;
    let board = house.ask(&["board", "create", "--title", "Full"])?;
    let ticket = house.ask(&["board", "ticket", &board, "--role", "editor", "--hours", "24"])?;
    let url = format!("ws://{}/sync/{board}?ticket={ticket}", server.address);
    let ledger = Ledger::default();
    let client = Client::start(url, "c".into(), Duration::from_millis(2), ledger.clone(), 1);
    client.send(Order::Work(true)).await.ok().context("a client has ended")?;
    until("the first acknowledgement", || ledger.acknowledged() > 20).await?;
    if ready(server.address)? != 200 {
        bail!("not ready although all is well");
    }
    // Somebody else takes all the room there is.
    let hog = place.join("hog");
    fill(&hog)?;
    until("the board only reads", || ready(server.address).is_ok_and(|code| code == 503)).await?;
    fill(&hog)?;
    let then = ledger.acknowledged();
    tokio::time::sleep(Duration::from_millis(700)).await;
    if ready(server.address)? != 503 {
        bail!("ready although the disk is full");
    }
    std::fs::remove_file(&hog)?;
    until("it goes on", || ledger.acknowledged() > then + 20).await?;
    client.send(Order::Work(false)).await.ok().context("a client has ended")?;
    let start = Instant::now();
    let keys = loop {
        let (reply, later) = oneshot::channel();
        client.send(Order::Show(reply)).await.ok().context("a client has ended")?;
        let view = later.await.context("a client has ended")?;
        if view.settled && view.agreed == Some(true) {
            break view.keys;
        }
        if start.elapsed() > SOON {
            bail!("never: client and server agree");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let wrong = ledger.judge(&keys);
    if let Some(first) = wrong.first() {
        bail!("{} things are wrong: {first}", wrong.len());
    }
    server.stop()?;
    house.ask(&["verify"]).map(drop)
}

/// Writes until nothing fits any more.
fn fill(file: &Path) -> Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
    for size in [1 << 16, 1 << 12, 1] {
        let piece = vec![0; size];
        while file.write_all(&piece).is_ok() {}
    }
    Ok(())
}

async fn until(what: &str, mut done: impl FnMut() -> bool) -> Result<()> {
    let start = Instant::now();
    while !done() {
        if start.elapsed() > SOON {
            bail!("never: {what}");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// The status of `/readyz`.
fn ready(address: SocketAddr) -> Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")
}
