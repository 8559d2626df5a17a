//! The three ways of speaking that the measured servers need: that of y-websocket providers, ours, and Hocuspocus', which
//! puts the document's name before every message and wants a word of greeting first.

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message;
use wandel_wire::{
    ClientMessage, ServerMessage,
    lib0::{Reader, Writer},
    tag,
};

/// How a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Protocol {
    /// As y-websocket providers do.
    Stock,
    /// `wandel.v1`.
    Own,
    /// As Hocuspocus' own provider does.
    Hocuspocus,
}

/// A protocol on one socket.
pub struct Wire {
    pub protocol: Protocol,
    /// Name of the document, in front of every message of Hocuspocus.
    document: String,
}

/// A frame as the socket takes it.
pub fn binary(bytes: Bytes) -> Message {
    Message::Binary(bytes)
}

impl Wire {
    /// `url`: its last part is the document's name.
    #[must_use]
    pub fn new(protocol: Protocol, url: &str) -> Self {
        let path = url.split('?').next().unwrap_or_default();
        Self { protocol, document: path.rsplit('/').next().unwrap_or_default().to_owned() }
    }

    /// What has to be said before anything else.
    #[must_use]
    pub fn greetings(&self) -> Vec<Bytes> {
        if self.protocol != Protocol::Hocuspocus {
            return Vec::new();
        }
        let mut writer = Writer::default();
        // Authentication, a token, and one that nobody checks.
        writer.text(&self.document).uint(tag::AUTH).uint(0).text("bench");
        vec![writer.finish()]
    }

    /// A message as a frame.
    #[must_use]
    pub fn frame(&self, message: &ClientMessage) -> Bytes {
        let bytes = message.encode();
        if self.protocol != Protocol::Hocuspocus {
            return bytes;
        }
        let mut writer = Writer::with_capacity(self.document.len() + bytes.len() + 4);
        writer.text(&self.document).array(&bytes);
        writer.finish()
    }

    /// What a frame says, if it is something that this program knows.
    #[must_use]
    pub fn message(&self, frame: &Bytes) -> Option<ServerMessage> {
        if self.protocol != Protocol::Hocuspocus {
            return ServerMessage::decode(frame).ok();
        }
        let mut reader = Reader::new(frame);
        reader.bytes().ok()?;
        ServerMessage::decode(&frame.slice(frame.len() - reader.remaining()..)).ok()
    }
}
