//! Frames of a WebSocket as a server sends them (RFC 6455, 5.2): a head of two to ten bytes, then the payload as it is. The
//! head is made when a frame is written, so that all receivers share the payload.

use bytes::Bytes;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opcode {
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// What stands before a payload; nothing where the payload has its heads already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    bytes: [u8; 10],
    len: usize,
}

impl Head {
    /// Of a whole message with so many bytes of payload.
    pub fn new(opcode: Opcode, payload: usize) -> Self {
        const LAST: u8 = 0x80;
        let mut bytes = [0; 10];
        bytes[0] = LAST | opcode as u8;
        let len = if let Ok(short) = u8::try_from(payload)
            && short < 126
        {
            bytes[1] = short;
            2
        } else if let Ok(medium) = u16::try_from(payload) {
            bytes[1] = 126;
            bytes[2..4].copy_from_slice(&medium.to_be_bytes());
            4
        } else {
            bytes[1] = 127;
            bytes[2..].copy_from_slice(&(payload as u64).to_be_bytes());
            10
        };
        Self { bytes, len }
    }

    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub const fn len(&self) -> usize {
        self.len
    }
}

/// Several binary messages as they go over a socket, heads and all, in one piece that many sockets can share.
pub(super) fn joined(payloads: &[&Bytes]) -> Bytes {
    let mut all = Vec::with_capacity(payloads.iter().map(|payload| payload.len() + 10).sum());
    for payload in payloads {
        all.extend_from_slice(Head::new(Opcode::Binary, payload.len()).bytes());
        all.extend_from_slice(payload);
    }
    all.into()
}

/// The payload of a close frame.
pub fn farewell(code: u16, reason: &str) -> Bytes {
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend_from_slice(reason.as_bytes());
    payload.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_tungstenite::tungstenite::{
        Message,
        protocol::{Role, WebSocket},
    };

    /// What a client makes of some bytes.
    fn read(bytes: Vec<u8>) -> Vec<Message> {
        struct Line(std::io::Cursor<Vec<u8>>);
        impl std::io::Read for Line {
            fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
                self.0.read(to)
            }
        }
        impl std::io::Write for Line {
            fn write(&mut self, from: &[u8]) -> std::io::Result<usize> {
                Ok(from.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let mut socket = WebSocket::from_raw_socket(Line(std::io::Cursor::new(bytes)), Role::Client, None);
        std::iter::from_fn(|| socket.read().ok()).collect()
    }

    #[test]
    fn a_client_reads_payloads_of_every_length() {
        let payloads: Vec<Bytes> = [0, 1, 125, 126, 65_535, 65_536, 200_000]
            .map(|len| Bytes::from(vec![u8::try_from(len % 251).unwrap(); len]))
            .into();
        let wanted: Vec<Message> = payloads.iter().cloned().map(Message::Binary).collect();
        assert_eq!(read(joined(&payloads.iter().collect::<Vec<_>>()).to_vec()), wanted);
    }

    #[test]
    fn a_client_reads_pings_and_farewells() {
        let mut bytes = Head::new(Opcode::Ping, 0).bytes().to_vec();
        let payload = farewell(4403, "access.ended");
        bytes.extend_from_slice(Head::new(Opcode::Close, payload.len()).bytes());
        bytes.extend_from_slice(&payload);
        let read = read(bytes);
        assert_eq!(read[0], Message::Ping(Bytes::new()));
        let Message::Close(Some(close)) = &read[1] else { panic!("{read:?}") };
        assert_eq!((u16::from(close.code), close.reason.as_str()), (4403, "access.ended"));
    }
}
