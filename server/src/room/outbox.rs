//! The queue of frames to one socket, bounded in bytes. The room never waits for a socket: when the queue is full,
//! everything that can be sent again is thrown away and the socket is marked as lagging; once it has drained, the room
//! brings it up to date from the position it had reached.

use bytes::Bytes;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};
use wandel_wire::close;

/// Bytes of live frames that may wait for one socket.
pub(super) const LIMIT: usize = 1 << 20;
/// Bytes of whole documents and catch-ups that may wait: more is asked for only by somebody who does not read.
const CATCH: usize = 128 << 20;
/// What a waiting frame costs beside its bytes (which all sockets share).
const OVERHEAD: usize = 64;
/// A lagging socket that does not drain in this time is closed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Handed to the socket at once.
const PORTION: usize = 64 << 10;
/// Places of an empty queue that are kept; what a burst took beyond them is given back.
const KEPT: usize = 32;

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
    frame: Bytes,
    kind: Kind,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Out>,
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
}

#[derive(Debug, Default)]
pub struct Outbox {
    state: Mutex<State>,
    wake: Notify,
    closed: Notify,
}

/// What the socket's writing task should do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    Send(Vec<Bytes>),
    /// Nothing is left and the room should be asked to bring the socket up to date.
    Drained,
    /// The last thing: send this close frame and end.
    Close(u16, &'static str),
}

impl Outbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a frame. A lagging socket gets no live frames until it is caught up.
    pub(super) fn push(&self, frame: Bytes, kind: Kind) {
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
                    state.queue.push_back(Out { frame, kind });
                    if state.live > LIMIT {
                        state.live = 0;
                        state.queue.retain(|out| matches!(out.kind, Kind::Control | Kind::Catch(_)));
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
                    state.queue.push_back(Out { frame, kind });
                }
                Kind::Control => state.queue.push_back(Out { frame, kind }),
            }
        }
        self.wake.notify_one();
    }

    /// Closes after what is queued as control has been sent; the first reason counts.
    pub fn close(&self, code: u16, reason: &'static str) {
        {
            let mut state = self.state();
            if state.close.is_none() {
                state.close = Some((code, reason));
                state.queue.retain(|out| out.kind == Kind::Control);
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

    /// The next portion of frames; waits until there is something to do.
    pub async fn next(&self) -> Turn {
        loop {
            let waiting = self.wake.notified();
            if let Some(turn) = self.take() {
                return turn;
            }
            waiting.await;
        }
    }

    fn take(&self) -> Option<Turn> {
        let mut state = self.state();
        let mut frames = Vec::new();
        let mut bytes = 0;
        while bytes < PORTION {
            let Some(out) = state.queue.pop_front() else { break };
            bytes += out.frame.len();
            match out.kind {
                Kind::Stream(position) => {
                    state.sent = position;
                    state.live = state.live.saturating_sub(out.frame.len() + OVERHEAD);
                }
                Kind::Passing => state.live = state.live.saturating_sub(out.frame.len() + OVERHEAD),
                Kind::Catch(position) => {
                    state.sent = position;
                    state.catch = state.catch.saturating_sub(out.frame.len());
                }
                Kind::Control => {}
            }
            frames.push(out.frame);
        }
        if state.queue.is_empty() && state.queue.capacity() > 4 * KEPT {
            state.queue.shrink_to(KEPT);
        }
        if !frames.is_empty() {
            return Some(Turn::Send(frames));
        }
        if let Some((code, reason)) = state.close {
            return Some(Turn::Close(code, reason));
        }
        if state.lagging.is_some() && !state.drained {
            state.drained = true;
            return Some(Turn::Drained);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(bytes: usize) -> Bytes {
        Bytes::from(vec![0; bytes])
    }

    #[tokio::test]
    async fn a_full_queue_is_cleared_and_caught_up_once_drained() {
        let outbox = Outbox::default();
        outbox.push(frame(10), Kind::Stream(1));
        assert_eq!(outbox.next().await, Turn::Send(vec![frame(10)]));
        outbox.push(frame(3), Kind::Control);
        for position in 2..=20 {
            outbox.push(frame(100_000), Kind::Stream(position));
        }
        assert!(outbox.is_lagging() && outbox.recover().is_none(), "not drained yet");
        assert_eq!(outbox.next().await, Turn::Send(vec![frame(3)]), "control stays");
        assert_eq!(outbox.next().await, Turn::Drained);
        assert_eq!(outbox.recover(), Some(1), "what the socket has taken");
        outbox.push(frame(5 << 20), Kind::Catch(20));
        outbox.push(frame(7), Kind::Stream(21));
        assert!(!outbox.is_lagging(), "catching up is not bounded");
        assert_eq!(outbox.next().await, Turn::Send(vec![frame(5 << 20)]));
        assert_eq!(outbox.next().await, Turn::Send(vec![frame(7)]));
        outbox.close(4503, "resync");
        outbox.push(frame(1), Kind::Control);
        assert_eq!(outbox.next().await, Turn::Close(4503, "resync"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_socket_that_never_drains_is_stuck() {
        let outbox = Outbox::default();
        outbox.push(frame(LIMIT), Kind::Stream(1));
        assert!(outbox.is_lagging() && !outbox.is_stuck(Instant::now()));
        tokio::time::advance(PATIENCE + Duration::from_secs(1)).await;
        assert!(outbox.is_stuck(Instant::now()));
    }
}
