//! The queue of frames to one socket, bounded in bytes. The room never waits for a socket: at the end of each of its turns it
//! hands what it has queued to the kernel, one write a socket, and what the kernel does not take stays here for the
//! socket's own task. When the queue is full, everything that can be sent again is thrown away and the socket is marked
//! as lagging; once it has drained, the room brings it up to date from the position it had reached.

use super::frame::{Head, Opcode, farewell};
use bytes::Bytes;
use std::{
    collections::VecDeque,
    fmt,
    io::{self, ErrorKind, IoSlice},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{net::tcp::OwnedWriteHalf, sync::Notify, time::Instant};
use wandel_wire::close;

/// Bytes of live frames that may wait for one socket.
pub(super) const LIMIT: usize = 1 << 20;
/// Bytes of whole documents and catch-ups that may wait: more is asked for only by somebody who does not read.
const CATCH: usize = 128 << 20;
/// What a waiting frame costs beside its bytes (which all sockets share).
const OVERHEAD: usize = 64;
/// A lagging socket that does not drain in this time is closed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Frames handed to the socket at once.
const PORTION: usize = 32;
/// Places of an empty queue that are kept; what a burst took beyond them is given back. As many as most sockets ever need: an
/// idle one has been told of all who came after it.
const KEPT: usize = 4;

/// Where an outbox writes. Never waits: an error of the kind `WouldBlock` says that nothing can be taken now.
pub trait Line: Send + Sync {
    /// Takes some of the bytes; answers with how many.
    ///
    /// # Errors
    /// The socket's.
    fn write(&self, bytes: &[IoSlice<'_>]) -> io::Result<usize>;
}

impl Line for OwnedWriteHalf {
    fn write(&self, bytes: &[IoSlice<'_>]) -> io::Result<usize> {
        self.try_write_vectored(bytes)
    }
}

/// What kind of frame it is decides what happens to it when the socket cannot follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of the stream of committed changes; afterwards the receiver is at this position. Thrown away on overflow.
    Stream(u64),
    /// Brings a socket to this position in one go, whatever its size.
    Catch(u64),
    /// Only the latest counts: presence, checks. Thrown away on overflow.
    Passing,
    /// Must arrive, small and rare.
    Control,
}

#[derive(Debug)]
struct Out {
    head: Head,
    frame: Bytes,
    kind: Kind,
}

impl Out {
    const fn len(&self) -> usize {
        self.head.len() + self.frame.len()
    }
}

#[derive(Default)]
struct State {
    line: Option<Arc<dyn Line>>,
    queue: VecDeque<Out>,
    /// Bytes of the first frame that are written already.
    written: usize,
    /// Bytes of live frames in the queue.
    live: usize,
    /// Bytes of catch-ups in the queue.
    catch: usize,
    /// The position that the socket has taken over.
    sent: u64,
    lagging: Option<Instant>,
    /// Lagging, and everything in the queue has been taken: the room may bring it up to date.
    drained: bool,
    close: Option<(u16, &'static str)>,
    /// The close frame is in the queue, or written.
    said: bool,
}

/// How far a write came.
#[derive(Debug, PartialEq, Eq)]
enum Flow {
    Empty,
    Blocked,
    Broken,
}

#[derive(Default)]
pub struct Outbox {
    state: Mutex<State>,
    /// Something was queued since the room's last `flush`.
    fresh: AtomicBool,
    wake: Notify,
    closed: Notify,
}

/// What the socket's writing task should do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing; wait until woken.
    Idle,
    /// Wait until the socket takes something.
    Blocked,
    /// Nothing is left and the room should be asked to bring the socket up to date.
    Drained,
    /// The close frame has been sent: the end.
    Closed(u16, &'static str),
    /// The socket takes nothing any more.
    Broken,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").field("waiting", &self.waiting()).finish_non_exhaustive()
    }
}

impl Outbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says where to write. What was queued before is written by the next `turn`.
    pub fn open(&self, line: Arc<dyn Line>) {
        self.state().line = Some(line);
    }

    /// Lets go of the socket; nothing is written any more.
    pub fn shut(&self) {
        let mut state = self.state();
        state.line = None;
        state.queue = VecDeque::new();
    }

    /// Queues a message for the next `flush`. A lagging socket gets no live frames until it is caught up.
    pub(super) fn push(&self, message: Bytes, kind: Kind) {
        self.queue(Head::new(Opcode::Binary, message.len()), message, kind);
    }

    /// Queues messages that have their heads already (`frame::joined`).
    pub(super) fn push_joined(&self, messages: Bytes, kind: Kind) {
        self.queue(Head::default(), messages, kind);
    }

    fn queue(&self, head: Head, frame: Bytes, kind: Kind) {
        {
            let mut state = self.state();
            if state.close.is_some() {
                return;
            }
            match kind {
                Kind::Stream(_) | Kind::Passing => {
                    if state.lagging.is_some() {
                        return;
                    }
                    state.live += frame.len() + OVERHEAD;
                    state.queue.push_back(Out { head, frame, kind });
                    if state.live > LIMIT {
                        state.keep_only(|kind| matches!(kind, Kind::Control | Kind::Catch(_)));
                        state.lagging = Some(Instant::now());
                        state.drained = false;
                    }
                }
                Kind::Catch(_) => {
                    state.catch += frame.len();
                    if state.catch > CATCH {
                        drop(state);
                        return self.close(close::RESYNC, "socket.too-slow");
                    }
                    state.queue.push_back(Out { head, frame, kind });
                }
                Kind::Control => state.queue.push_back(Out { head, frame, kind }),
            }
        }
        self.fresh.store(true, Ordering::Release);
    }

    /// Hands what was queued to the socket, as much as it takes now; the rest is the socket's task's.
    pub(super) fn flush(&self) {
        if !self.fresh.load(Ordering::Acquire) {
            return;
        }
        let mut state = self.state();
        self.fresh.store(false, Ordering::Release);
        if state.line.is_none() {
            return;
        }
        let flow = state.write();
        let task = flow != Flow::Empty || (state.lagging.is_some() && !state.drained);
        drop(state);
        if task {
            self.wake.notify_one();
        }
    }

    /// Asks the other side for a sign of life.
    pub fn ping(&self) {
        let mut state = self.state();
        if state.close.is_none() {
            let head = Head::new(Opcode::Ping, 0);
            state.queue.push_back(Out { head, frame: Bytes::new(), kind: Kind::Control });
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Answers a ping. While something waits no answer is needed: whoever does not read cannot fill the queue with pings.
    pub fn pong(&self, payload: Bytes) {
        let mut state = self.state();
        if state.close.is_none() && state.queue.is_empty() {
            let head = Head::new(Opcode::Pong, payload.len());
            state.queue.push_back(Out { head, frame: payload, kind: Kind::Control });
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Closes after what is queued as control has been sent; the first reason counts.
    pub fn close(&self, code: u16, reason: &'static str) {
        {
            let mut state = self.state();
            if state.close.is_none() {
                state.close = Some((code, reason));
                state.keep_only(|kind| kind == Kind::Control);
            }
        }
        self.wake.notify_one();
        self.closed.notify_one();
    }

    /// Waits until `close` is called. For one task.
    pub async fn closed(&self) {
        self.closed.notified().await;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state().close.is_some()
    }

    /// If the socket has drained after lagging: takes it back into the stream and says from which position on.
    pub(super) fn recover(&self) -> Option<u64> {
        let mut state = self.state();
        (state.lagging.is_some() && state.drained).then(|| {
            state.lagging = None;
            state.drained = false;
            state.sent
        })
    }

    /// Bytes that wait, and whether the socket is lagging.
    pub(super) fn waiting(&self) -> (usize, bool) {
        let state = self.state();
        (state.live + state.catch, state.lagging.is_some())
    }

    #[cfg(test)]
    fn is_lagging(&self) -> bool {
        self.state().lagging.is_some()
    }

    /// Lagging for longer than one has patience.
    pub(super) fn is_stuck(&self, now: Instant) -> bool {
        self.state().lagging.is_some_and(|since| now.duration_since(since) > PATIENCE)
    }

    /// Writes what waits, and says what is to be done then.
    pub fn turn(&self) -> Turn {
        let mut state = self.state();
        loop {
            match (state.write(), state.close) {
                (Flow::Blocked, _) => return Turn::Blocked,
                (Flow::Broken, _) => return Turn::Broken,
                (Flow::Empty, Some((code, reason))) if state.said => return Turn::Closed(code, reason),
                (Flow::Empty, Some((code, reason))) => {
                    let frame = farewell(code, reason);
                    let head = Head::new(Opcode::Close, frame.len());
                    state.queue.push_back(Out { head, frame, kind: Kind::Control });
                    state.said = true;
                }
                (Flow::Empty, None) if state.lagging.is_some() && !state.drained => {
                    state.drained = true;
                    return Turn::Drained;
                }
                (Flow::Empty, None) => return Turn::Idle,
            }
        }
    }

    /// Waits until there is something to do again. For one task.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }
}

impl State {
    /// Throws the other kinds away, but for a frame of which a part is written.
    fn keep_only(&mut self, keep: impl Fn(Kind) -> bool) {
        let mut begun = self.written > 0;
        self.queue.retain(|out| std::mem::take(&mut begun) || keep(out.kind));
        let bytes = |of: fn(Kind) -> bool, more: usize| {
            self.queue.iter().filter(|out| of(out.kind)).map(|out| out.frame.len() + more).sum()
        };
        let live = bytes(|kind| matches!(kind, Kind::Stream(_) | Kind::Passing), OVERHEAD);
        let catch = bytes(|kind| matches!(kind, Kind::Catch(_)), 0);
        (self.live, self.catch) = (live, catch);
    }

    /// Writes until nothing is left or nothing is taken.
    fn write(&mut self) -> Flow {
        while !self.queue.is_empty() {
            let Some(line) = &self.line else { return Flow::Broken };
            let mut parts = [IoSlice::new(&[]); 2 * PORTION];
            let mut skip = self.written;
            let pieces = self.queue.iter().take(PORTION).flat_map(|out| [out.head.bytes(), &out.frame[..]]);
            let mut count = 0;
            for (part, piece) in parts.iter_mut().zip(pieces) {
                let rest = piece.get(skip..).unwrap_or_default();
                skip = skip.saturating_sub(piece.len());
                *part = IoSlice::new(rest);
                count += 1;
            }
            match line.write(parts.get(..count).unwrap_or_default()) {
                Ok(0) => return Flow::Broken,
                Ok(bytes) => self.wrote(bytes),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Flow::Blocked,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Flow::Broken,
            }
        }
        if self.queue.capacity() > KEPT {
            self.queue.shrink_to(KEPT);
        }
        Flow::Empty
    }

    fn wrote(&mut self, bytes: usize) {
        self.written += bytes;
        while let Some(first) = self.queue.front()
            && self.written >= first.len()
        {
            self.written -= first.len();
            match first.kind {
                Kind::Stream(position) => {
                    self.sent = position;
                    self.live = self.live.saturating_sub(first.frame.len() + OVERHEAD);
                }
                Kind::Passing => self.live = self.live.saturating_sub(first.frame.len() + OVERHEAD),
                Kind::Catch(position) => {
                    self.sent = position;
                    self.catch = self.catch.saturating_sub(first.frame.len());
                }
                Kind::Control => {}
            }
            self.queue.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
