//! The one thread that writes. It takes what is queued, up to 256 kB of updates, into one transaction and never waits for
//! more; answers go out only after the commit is synced.

use super::{Clock, State, log};
use crate::store::{BoardId, Commit, StoreError, faults::Point};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// Updates of one transaction, in bytes.
const GROUP: usize = 256 << 10;
/// Jobs that may wait; senders wait for a place.
const QUEUE: usize = 1024;

/// Updates for one board's log.
pub(super) struct Append {
    pub board: BoardId,
    pub commit: Commit,
    pub answer: oneshot::Sender<Result<u64, StoreError>>,
}

type Work = Box<dyn FnOnce(&mut Connection, &State) + Send>;

pub(super) enum Job {
    Append(Append),
    Work(Work),
    Close(oneshot::Sender<()>),
}

impl Job {
    pub(super) fn work(work: impl FnOnce(&mut Connection, &State) + Send + 'static) -> Self {
        Self::Work(Box::new(work))
    }
}

pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, state: Arc<State>, clock: Clock) -> Result<Self, StoreError> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(connection, queue, &state, &clock))?;
        Ok(Self { jobs, thread: Mutex::new(Some(thread)) })
    }

    pub(super) async fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.send(job).await.map_err(|_| StoreError::Closed)
    }

    /// Lets the thread finish what is queued and waits for its end.
    pub(super) async fn close(&self) {
        let (done, later) = oneshot::channel();
        if self.send(Job::Close(done)).await.is_ok() {
            let _ = later.await;
        }
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn run(mut connection: Connection, mut queue: mpsc::Receiver<Job>, state: &State, clock: &Clock) {
    let mut next = None;
    while let Some(job) = next.take().or_else(|| queue.blocking_recv()) {
        match job {
            Job::Append(first) => {
                let mut bytes = first.commit.size();
                let mut group = vec![first];
                while bytes < GROUP && next.is_none() {
                    match queue.try_recv() {
                        Ok(Job::Append(more)) => {
                            bytes += more.commit.size();
                            group.push(more);
                        }
                        Ok(other) => next = Some(other),
                        Err(_) => break,
                    }
                }
                append(&mut connection, state, clock(), group);
            }
            Job::Work(work) => work(&mut connection, state),
            Job::Close(done) => {
                queue.close();
                if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "truncate") {
                    tracing::debug!(%error, "checkpoint at the end");
                }
                let _ = done.send(());
            }
        }
    }
}

/// One transaction for the whole group. An append whose position is not the current one is answered `Conflict` and
/// leaves the others alone; so does one that the database cannot carry out. A full disk fails the whole group.
fn append(connection: &mut Connection, state: &State, now: u64, group: Vec<Append>) {
    let result = transact(connection, state, |transaction| {
        state.may_grow()?;
        group.iter().map(|append| log::append(transaction, append, now)).collect::<Result<Vec<_>, _>>()
    });
    match result {
        Ok(results) => {
            for (append, result) in group.into_iter().zip(results) {
                let _ = append.answer.send(result);
            }
            let _ = state.faults.at(Point::Answered);
        }
        // One board's damaged page must not cost the others theirs.
        Err(error @ (StoreError::Failed(_) | StoreError::Corrupt)) if group.len() > 1 => {
            tracing::error!(%error, "commit failed; each by itself");
            for alone in group {
                append(connection, state, now, vec![alone]);
            }
        }
        Err(error) => {
            tracing::error!(%error, "commit failed");
            for append in group {
                let _ = append.answer.send(Err(error.clone()));
            }
        }
    }
}

/// Work, commit, sync; whatever fails is rolled back and nothing of it stays.
pub(super) fn transact<T>(
    connection: &mut Connection,
    state: &State,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let attempt = |connection: &mut Connection| {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        state.faults.at(Point::BeforeCommit)?;
        transaction.commit()?;
        state.faults.at(Point::AfterCommit)?;
        Ok(value)
    };
    let result = attempt(connection);
    if result.is_err() && !connection.is_autocommit() {
        // A commit that failed can leave its transaction open.
        if let Err(error) = connection.execute_batch("ROLLBACK") {
            tracing::error!(%error, "rollback");
        }
    }
    if state.note(&result) {
        // What is in the write-ahead log moves on, and its room is written over from its beginning: enough for letting in
        // who may still read, and for deleting. (It is not given back: others would take it.)
        if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "passive") {
            tracing::debug!(%error, "checkpoint on a full disk");
        }
    }
    result
}
