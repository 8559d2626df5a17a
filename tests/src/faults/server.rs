//! The real binary on a data folder: started, asked, stopped, killed.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// The binary and the folder that it works on.
#[derive(Clone)]
pub struct House {
    pub program: PathBuf,
    pub data: PathBuf,
    /// Whether the server looks for `faults`.
    pub faulty: bool,
}

pub struct Running {
    process: Child,
    pub address: SocketAddr,
    /// From the start of the process to the moment it listened.
    pub took: Duration,
}

impl House {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.data).args(words).env("WANDEL_LANG", "en").stdin(Stdio::null());
        command
    }

    /// What `wandel` prints; an error is what it says on standard error.
    ///
    /// # Errors
    /// If it ends with another code than 0.
    pub fn ask(&self, words: &[&str]) -> Result<String> {
        let output = self.command(words).output().context("the server's program")?;
        if !output.status.success() {
            bail!("`wandel {}`: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// A file in which commits find what they have to do (`server/src/store/faults.rs`).
    #[must_use]
    pub fn faults(&self) -> PathBuf {
        self.data.with_extension("faults")
    }

    /// Starts the server and waits until it listens.
    ///
    /// # Errors
    /// If it ends before that; what it said.
    pub fn serve(&self) -> Result<Running> {
        let start = Instant::now();
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        if self.faulty {
            command.arg("--faults").arg(self.faults());
        }
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("the server does not start")?;
        let mut output = BufReader::new(process.stdout.take().context("no standard output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on http://").and_then(|text| text.parse().ok());
        let Some(address) = address else {
            let output = process.wait_with_output()?;
            bail!("the server did not listen: {}", String::from_utf8_lossy(&output.stderr).trim());
        };
        let errors = BufReader::new(process.stderr.take().context("no standard error")?);
        // Whatever it says later is read, so that it never waits for us; panics are passed on.
        std::thread::spawn(move || output.lines().for_each(drop));
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok).filter(|line| line.contains("panicked")) {
                eprintln!("server: {line}");
            }
        });
        Ok(Running { process, address, took: start.elapsed() })
    }
}

impl Running {
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// SIGTERM; the exit code must say that all is well.
    ///
    /// # Errors
    /// If it does not end well within a time that is plenty.
    pub fn stop(mut self) -> Result<()> {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().context("kill")?;
        match self.wait(Duration::from_secs(20)) {
            Some(status) if status.success() => Ok(()),
            Some(status) => bail!("the server ended with {status}"),
            None => bail!("the server does not end"),
        }
    }

    /// Waits for the process to end by itself.
    pub fn wait(&mut self, most: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        while start.elapsed() < most {
            if let Ok(Some(status)) = self.process.try_wait() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// All files of a folder into another; folders in it are left out.
///
/// # Errors
/// If one cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        if path.is_file()
            && let Some(name) = path.file_name()
        {
            std::fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
