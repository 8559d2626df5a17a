//! The servers that are measured: ours and its peers, each on a free port with a folder of its own, ended on drop.

use crate::{command, paths};
use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Wandel,
    YWebsocketServer,
}

pub struct Server {
    child: Child,
    /// Address for stock clients, with a ticket where one is needed.
    pub url: String,
    folder: PathBuf,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Wandel => "Wandel (committed to disk)",
            Self::YWebsocketServer => "@y/websocket-server 0.1.1 (memory)",
        }
    }

    pub fn start(self) -> Result<Server> {
        let folder = std::env::temp_dir().join(format!("wandel-bench-{}-{}", std::process::id(), self as u8));
        std::fs::create_dir_all(&folder)?;
        match self {
            Self::Wandel => wandel(folder),
            Self::YWebsocketServer => y_websocket_server(folder),
        }
    }
}

impl Server {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn wandel(folder: PathBuf) -> Result<Server> {
    let data = folder.to_string_lossy().into_owned();
    let program = paths::server(false).to_string_lossy().into_owned();
    let arguments = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    let mut child = command::program(&program, arguments, &paths::root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("our server does not start; `cargo xtask build` first")?;
    let stdout = child.stdout.take().context("no standard output")?;
    let mut lines = BufReader::new(stdout).lines();
    let base = loop {
        let line = lines.next().context("our server ended")??;
        if let Some(address) = line.strip_prefix("listening on ") {
            break address.to_owned();
        }
    };
    // What it prints later must go somewhere.
    std::thread::spawn(move || lines.for_each(drop));
    let ask = |words: &[&str]| -> Result<String> {
        let mut arguments = words.to_vec();
        arguments.extend(["--data", &data]);
        command::read(command::program(&program, arguments, &paths::root()))
            .with_context(|| format!("`wandel {}` failed", words.join(" ")))
    };
    let board = ask(&["board", "create", "--title", "Bench"])?;
    let ticket = ask(&["board", "ticket", &board, "--role", "editor", "--hours", "1"])?;
    let url = format!("{}/sync/{board}?ticket={ticket}", base.replacen("http", "ws", 1));
    Ok(Server { child, url, folder })
}

fn y_websocket_server(folder: PathBuf) -> Result<Server> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let script = paths::tests().join("bench/node_modules/.bin/y-websocket-server");
    let mut child = Command::new(script)
        .env("HOST", "127.0.0.1")
        .env("PORT", port.to_string())
        .current_dir(paths::tests().join("bench"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("@y/websocket-server does not start")?;
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if child.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(20) {
            bail!("@y/websocket-server does not listen");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(Server { child, url: format!("ws://127.0.0.1:{port}/bench"), folder })
}
