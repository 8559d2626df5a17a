//! The queue on a line that takes as much as a test lets it.

use super::*;

/// Takes so many bytes until it is given more room.
#[derive(Default)]
struct Pipe(Mutex<(usize, Vec<u8>)>);

impl Pipe {
    fn room(&self, bytes: usize) {
        self.0.lock().unwrap().0 = bytes;
    }
    /// What came since, as messages of zeroes: their lengths.
    fn lengths(&self) -> Vec<usize> {
        let bytes = std::mem::take(&mut self.0.lock().unwrap().1);
        let mut rest = &bytes[..];
        let mut lengths = Vec::new();
        while rest.len() > 1 {
            let (len, head) = match rest[1] {
                126 => (usize::from(u16::from_be_bytes([rest[2], rest[3]])), 4),
                127 => (usize::try_from(u64::from_be_bytes(rest[2..10].try_into().unwrap())).unwrap(), 10),
                short => (usize::from(short), 2),
            };
            lengths.push(len);
            rest = &rest[head + len..];
        }
        lengths
    }
}

impl Line for Pipe {
    fn write(&self, bytes: &[IoSlice<'_>]) -> io::Result<usize> {
        let mut pipe = self.0.lock().unwrap();
        let mut taken = 0;
        for part in bytes {
            let some = part.len().min(pipe.0);
            pipe.0 -= some;
            taken += some;
            pipe.1.extend_from_slice(&part[..some]);
        }
        if taken == 0 { Err(ErrorKind::WouldBlock.into()) } else { Ok(taken) }
    }
}

fn frame(bytes: usize) -> Bytes {
    Bytes::from(vec![0; bytes])
}

fn outbox() -> (Outbox, Arc<Pipe>) {
    let (outbox, pipe) = (Outbox::default(), Arc::new(Pipe::default()));
    outbox.open(pipe.clone());
    (outbox, pipe)
}

#[tokio::test]
async fn what_the_socket_takes_is_written_at_once_and_the_rest_in_order() {
    let (outbox, pipe) = outbox();
    pipe.room(150_000);
    for bytes in [5, 300, 140_000] {
        outbox.push(frame(bytes), Kind::Stream(bytes as u64));
    }
    assert!(pipe.lengths().is_empty(), "nothing before the end of the turn");
    outbox.flush();
    assert_eq!(outbox.turn(), Turn::Idle);
    assert_eq!(pipe.lengths(), [5, 300, 140_000]);
    pipe.room(100);
    outbox.push(frame(80), Kind::Stream(1));
    outbox.push(frame(80), Kind::Stream(2));
    outbox.flush();
    // The task is woken, and waits for the socket.
    outbox.woken().await;
    assert_eq!(outbox.turn(), Turn::Blocked);
    pipe.room(100);
    assert_eq!(outbox.turn(), Turn::Idle);
    assert_eq!(pipe.lengths(), [80, 80]);
}

#[tokio::test]
async fn a_full_queue_is_cleared_and_caught_up_once_drained() {
    let (outbox, pipe) = outbox();
    pipe.room(60);
    outbox.push(frame(10), Kind::Stream(1));
    outbox.flush();
    assert_eq!(pipe.lengths(), [10]);
    outbox.push(frame(100), Kind::Stream(2));
    outbox.push(frame(3), Kind::Control);
    outbox.flush();
    for position in 3..=20 {
        outbox.push(frame(100_000), Kind::Stream(position));
    }
    assert!(outbox.is_lagging() && outbox.recover().is_none(), "not drained yet");
    pipe.room(1000);
    assert_eq!(outbox.turn(), Turn::Drained);
    assert_eq!(pipe.lengths(), [100, 3], "what was begun is ended, and control stays");
    assert_eq!(outbox.recover(), Some(2), "what the socket has taken");
    outbox.push(frame(5 << 20), Kind::Catch(20));
    outbox.push(frame(7), Kind::Stream(21));
    assert!(!outbox.is_lagging(), "catching up is not bounded");
    pipe.room(6 << 20);
    assert_eq!(outbox.turn(), Turn::Idle);
    assert_eq!(pipe.lengths(), [5 << 20, 7]);
    outbox.close(4503, "resync");
    outbox.push(frame(1), Kind::Control);
    assert_eq!(outbox.turn(), Turn::Closed(4503, "resync"));
    assert_eq!(pipe.lengths(), ["..".len() + "resync".len()]);
}

#[tokio::test]
async fn pings_of_somebody_who_does_not_read_wait_for_nothing() {
    let (outbox, pipe) = outbox();
    for _ in 0..1000 {
        outbox.pong(frame(125));
    }
    assert_eq!(outbox.turn(), Turn::Blocked);
    pipe.room(1 << 20);
    assert_eq!(outbox.turn(), Turn::Idle);
    assert_eq!(pipe.lengths(), [125]);
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_never_drains_is_stuck() {
    let (outbox, _) = outbox();
    outbox.push(frame(LIMIT), Kind::Stream(1));
    assert!(outbox.is_lagging() && !outbox.is_stuck(Instant::now()));
    tokio::time::advance(PATIENCE + Duration::from_secs(1)).await;
    assert!(outbox.is_stuck(Instant::now()));
}
