//! The real binary is killed in the middle of twenty writers' work, several times: nothing that was acknowledged is gone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};
use support::{Came, Client};
use wandel_wire::ServerMessage;

const WRITERS: usize = 20;
const ROUNDS: usize = 3;

struct Running {
    process: Child,
    address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn wandel(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wandel"));
    command.arg("--data").arg(data);
    command
}

fn serve(data: &Path) -> Running {
    let mut process = wandel(data)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    let address =
        line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).parse();
    // Whatever it says later is read, so that it never waits for us.
    std::thread::spawn(move || output.lines().for_each(drop));
    Running { process, address: address.unwrap() }
}

fn say(data: &Path, arguments: &[&str]) -> String {
    let output = wandel(data).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let board = say(data, &["board", "create", "--title", "Killed"]);
    let ticket = say(data, &["board", "ticket", &board, "--role", "editor"]);
    let acknowledged: Arc<Mutex<HashSet<String>>> = Arc::default();
    for round in 0..ROUNDS {
        let mut server = serve(data);
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let (board, ticket) = (board.clone(), ticket.clone());
            let acknowledged = acknowledged.clone();
            let address = server.address;
            writers.push(tokio::spawn(async move {
                let mut client = Client::join_at(address, &board, &ticket).await;
                let mut sent: Vec<String> = Vec::new();
                loop {
                    while sent.len() as u64 <= client.acked + 3 {
                        let label = format!("{round}.{writer}.{}", sent.len());
                        client.add(&label).await;
                        sent.push(label);
                    }
                    match client.socket.next().await {
                        Came::Message(message @ ServerMessage::Ack { .. }) => {
                            let before = client.acked;
                            client.take(message).unwrap();
                            let confirmed = sent
                                [usize::try_from(before).unwrap()..usize::try_from(client.acked).unwrap()]
                                .to_vec();
                            acknowledged.lock().unwrap().extend(confirmed);
                        }
                        // The others' changes are not applied here, so that the writers write.
                        Came::Message(_) => {}
                        Came::Closed(_) => return,
                    }
                }
            }));
        }
        let wanted = acknowledged.lock().unwrap().len() + 200;
        while acknowledged.lock().unwrap().len() < wanted {
            tokio::task::yield_now().await;
        }
        server.process.kill().unwrap();
        server.process.wait().unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
    }
    let server = serve(data);
    let client = Client::join_at(server.address, &board, &ticket).await;
    let found: HashSet<String> = client.labels().into_iter().collect();
    let acknowledged = acknowledged.lock().unwrap();
    let lost: Vec<_> = acknowledged.difference(&found).collect();
    assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), acknowledged.len());
}
