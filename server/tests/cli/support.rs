//! Runs the binary in a temporary folder.

use std::{
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

pub struct Box {
    pub folder: TempDir,
}

#[derive(Debug)]
pub struct Done {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Done {
    /// Ended so, with nothing on standard error but what belongs to the end.
    #[track_caller]
    pub fn exits(self, exit: i32) -> Self {
        assert_eq!(self.exit, exit, "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }
    #[track_caller]
    pub fn line(&self) -> &str {
        assert_eq!(self.out.lines().count(), 1, "{self:?}");
        self.out.trim_end()
    }
}

impl Box {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
    pub fn command(&self, args: &[&str]) -> Command {
        self.command_under(&[], args)
    }
    /// The program started by another one (`sh`, `unshare`), whose arguments come first.
    fn command_under(&self, wrap: &[String], args: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_wandel");
        let mut command = match wrap {
            [] => Command::new(program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        };
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.args(args).current_dir(self.folder.path()).env("WANDEL_LANG", "en");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
    pub fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, "")
    }
    pub fn run_with(&self, args: &[&str], input: &str) -> Done {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // A program that does not read may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Done {
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
    pub fn serve(&self, args: &[&str]) -> Server {
        self.serve_under(&[], args)
    }
    pub fn serve_under(&self, wrap: &[String], args: &[&str]) -> Server {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(args);
        let mut child = self.command_under(wrap, &all).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let address = first.strip_prefix("listening on http://").map(|rest| rest.trim_end().to_owned());
        let address = address.unwrap_or_else(|| {
            let mut err = String::new();
            child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
            panic!("{first:?} {err}")
        });
        Server { child, out, address }
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    pub address: String,
}

impl Server {
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
    pub fn pid(&self) -> String {
        self.child.id().to_string()
    }
    /// Tells it to stop and waits; answers with its exit code and the rest of what it said.
    pub fn stop(mut self) -> (i32, String) {
        assert!(Command::new("kill").args(["-TERM", &self.pid()]).status().unwrap().success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), rest)
    }
    pub fn http(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, String, String) {
        http(&self.address, method, path, headers, body)
    }
}

/// One request over plain HTTP/1.1; answers with status, head and body.
pub fn http(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String, String) {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    // A server that hangs ends the test.
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), head.to_owned(), body.to_owned())
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A small process with one fault: the exclusive gateway has no default and one exit no condition.
pub const FAULTY: &str = include_str!("faulty.bpmn");

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
