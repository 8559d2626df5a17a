//! The control socket of a running server: `control` in the data folder, for its owner only (0600). One request and one
//! answer a connection, a line of JSON each. Knows how they travel, not what they do.

use super::{
    failure::Failure,
    house::House,
    request::{Outcome, Request},
};
use std::{
    io::ErrorKind,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
};

/// Longest line: a file of 16 MiB in base64 and something around it.
const MAX_LINE: u64 = 24 << 20;
/// Commands that may wait for their answer at the same time.
const MAX_OPEN: usize = 8;

/// Where the socket of a data folder is.
#[must_use]
pub fn path(data: &Path) -> PathBuf {
    data.join("control")
}

/// Asks a running server. `None`: none runs there.
///
/// # Errors
/// One runs and does not answer as it should.
pub async fn ask(data: &Path, request: &Request) -> Result<Option<Outcome>, Failure> {
    let stream = match UnixStream::connect(path(data)).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(Failure::file("control.failed", &path(data), &error)),
    };
    let broken = |_| Failure::new("control.broken");
    let (read, mut write) = stream.into_split();
    let mut line = serde_json::to_vec(request).map_err(|_| Failure::new("control.broken"))?;
    line.push(b'\n');
    write.write_all(&line).await.map_err(broken)?;
    let mut answer = Vec::new();
    BufReader::new(read.take(MAX_LINE)).read_until(b'\n', &mut answer).await.map_err(broken)?;
    serde_json::from_slice(&answer).map(Some).map_err(|_| Failure::new("control.broken"))
}

/// Opens the socket, in place of one that a killed server left behind. The folder's lock is ours, so nobody else listens.
///
/// # Errors
/// The folder takes no socket.
pub fn listen(data: &Path) -> Result<UnixListener, Failure> {
    let path = path(data);
    let failed = |error: std::io::Error| Failure::file("control.failed", &path, &error);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let listener = UnixListener::bind(&path).map_err(failed)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).map_err(failed)?;
    Ok(listener)
}

/// Answers until the task is dropped.
pub async fn serve(listener: UnixListener, house: Arc<House>) {
    let open = Arc::new(tokio::sync::Semaphore::new(MAX_OPEN));
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let house = Arc::clone(&house);
                tokio::spawn(async move {
                    if let Err(error) = answer(stream, &house).await {
                        tracing::debug!(%error, "a command went away");
                    }
                    drop(permit);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "control socket");
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }
    }
}

async fn answer(stream: UnixStream, house: &House) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = Vec::new();
    BufReader::new(read.take(MAX_LINE)).read_until(b'\n', &mut line).await?;
    let outcome: Outcome = match serde_json::from_slice::<Request>(&line) {
        Ok(request) => house.carry_out(request).await,
        Err(_) => Err(Failure::new("control.broken")),
    };
    let mut answer = serde_json::to_vec(&outcome).unwrap_or_default();
    answer.push(b'\n');
    write.write_all(&answer).await?;
    write.shutdown().await
}
