//! A measured server while it runs: ours or a peer, on a free port, with a folder of its own, ended on drop.

use super::peer::Kind;
use crate::{command, paths};
use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub struct Server {
    child: Child,
    /// Addresses for clients, one a board, with a ticket where one is needed.
    pub urls: Vec<String>,
    /// `ws://…` address of the server.
    base: String,
    folder: PathBuf,
}

impl Server {
    /// Starts a server with so many boards on it. `peers`: where they are installed.
    ///
    /// # Errors
    /// If it does not start or listen.
    pub fn start(kind: Kind, peers: &Path, boards: usize) -> Result<Self> {
        let folder = kind.data().join(format!("wandel-bench-{}-{}", std::process::id(), kind.id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        if kind.is_ours() { Self::wandel(folder, boards) } else { Self::peer(kind, peers, folder, boards) }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    fn wandel(folder: PathBuf, boards: usize) -> Result<Self> {
        let mut child = wandel(&folder, &["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("our server does not start; `cargo xtask build` first")?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut server = Self { child, urls: Vec::new(), base: String::new(), folder };
        let mut lines = BufReader::new(stdout).lines();
        server.base = loop {
            let line = lines.next().context("our server ended")??;
            if let Some(address) = line.strip_prefix("listening on ") {
                break address.replacen("http", "ws", 1);
            }
        };
        // What it prints later must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        for _ in 0..boards {
            let board = ask(&server.folder, &["board", "create", "--title", "Bench"])?;
            let url = server.board_url(&board)?;
            server.urls.push(url);
        }
        Ok(server)
    }

    /// Ours, without boards.
    ///
    /// # Errors
    /// As `start`.
    pub fn empty() -> Result<Self> {
        Self::start(Kind::Wandel, Path::new(""), 0)
    }

    /// Where its data are, for `ask`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The address of a board of ours for clients that edit.
    ///
    /// # Errors
    /// If there is no such board.
    pub fn board_url(&self, board: &str) -> Result<String> {
        let ticket = ask(&self.folder, &["board", "ticket", board, "--role", "editor", "--hours", "1"])?;
        Ok(format!("{}/sync/{board}?ticket={ticket}", self.base))
    }

    fn peer(kind: Kind, peers: &Path, folder: PathBuf, boards: usize) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = kind
            .command(peers, &folder, port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", kind.name()))?;
        let urls = (0..boards).map(|board| kind.url(port, board)).collect();
        let mut server = Self { child, urls, base: String::new(), folder };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if server.child.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(20) {
                bail!("{} does not listen", kind.name());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// `wandel` with these words on a data folder.
pub fn wandel(data: &Path, words: &[&str]) -> Command {
    let program = paths::built("wandel", false).to_string_lossy().into_owned();
    let data = data.to_string_lossy().into_owned();
    command::program(&program, words.iter().copied().chain(["--data", data.as_str()]), &paths::root())
}

/// What `wandel` prints.
///
/// # Errors
/// If it fails.
pub fn ask(data: &Path, words: &[&str]) -> Result<String> {
    command::read(wandel(data, words)).with_context(|| format!("`wandel {}` failed", words.join(" ")))
}
