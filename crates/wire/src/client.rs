//! Messages from a client to the server: those of the y-websocket protocol and those of `wandel.v1`.

use crate::{
    ControlMessage, WireError,
    lib0::{Reader, Writer},
    limits, tag,
};
use bytes::Bytes;

/// A client id with the key that the server gave out with it. `by` is the author number that was issued together with
/// it: the key covers it, so that an outbox can still be delivered under another session, signed as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    pub client: u64,
    pub by: Option<u64>,
    pub key: [u8; limits::CLIENT_KEY],
}

/// The first message of our own client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientHello {
    /// The newest schema that this client can write.
    pub schema: u32,
    /// What it has: epoch and committed position of its copy; `None` if it has nothing.
    pub has: Option<(u64, u64)>,
    /// Client ids under which it has unsent work.
    pub claims: Vec<Claim>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientMessage {
    /// A state vector; answered with `SyncStep2`.
    SyncStep1(Bytes),
    SyncStep2(Bytes),
    Update(Bytes),
    /// `awareness::decode` reads it.
    Awareness(Bytes),
    QueryAwareness,
    Hello(ClientHello),
    /// An update with its number on this socket: 1, 2, 3, …
    Push {
        seq: u64,
        update: Bytes,
    },
    Control(ControlMessage),
}

impl Claim {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self { client: reader.uint()?, by: reader.option()?, key: reader.array()? })
    }
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.uint(self.client).option(self.by).array(&self.key);
    }
}

impl ClientHello {
    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        let schema = reader.uint32()?;
        let has = if reader.flag()? { Some((reader.uint()?, reader.uint()?)) } else { None };
        let count = reader.count(limits::CLAIMS)?;
        let claims = (0..count).map(|_| Claim::read(reader)).collect::<Result<_, _>>()?;
        Ok(Self { schema, has, claims })
    }
    fn write(&self, writer: &mut Writer) {
        writer.uint(self.schema.into()).flag(self.has.is_some());
        if let Some((epoch, position)) = self.has {
            writer.uint(epoch).uint(position);
        }
        writer.uint(self.claims.len() as u64);
        for claim in &self.claims {
            claim.write(writer);
        }
    }
}

impl ClientMessage {
    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        match reader.uint()? {
            tag::SYNC => match reader.uint()? {
                tag::SYNC_STEP_1 => Ok(Self::SyncStep1(reader.bytes()?)),
                tag::SYNC_STEP_2 => Ok(Self::SyncStep2(reader.bytes()?)),
                tag::SYNC_UPDATE => Ok(Self::Update(reader.bytes()?)),
                other => Err(WireError::UnknownType(other)),
            },
            tag::AWARENESS => Ok(Self::Awareness(reader.bytes()?)),
            tag::QUERY_AWARENESS => Ok(Self::QueryAwareness),
            tag::HELLO => Ok(Self::Hello(ClientHello::read(reader)?)),
            tag::PUSH => Ok(Self::Push { seq: reader.uint()?, update: reader.bytes()? }),
            tag::ROOM => Ok(Self::Control(ControlMessage::read(reader)?)),
            other => Err(WireError::UnknownType(other)),
        }
    }

    /// One message that fills the frame.
    pub fn decode(frame: &Bytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(frame);
        let message = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(message)
    }

    #[must_use]
    pub fn encode(&self) -> Bytes {
        let mut writer = Writer::with_capacity(match self {
            Self::SyncStep1(bytes)
            | Self::SyncStep2(bytes)
            | Self::Update(bytes)
            | Self::Awareness(bytes) => bytes.len() + 8,
            Self::Push { update, .. } => update.len() + 16,
            _ => 64,
        });
        match self {
            Self::SyncStep1(vector) => writer.uint(tag::SYNC).uint(tag::SYNC_STEP_1).bytes(vector),
            Self::SyncStep2(update) => writer.uint(tag::SYNC).uint(tag::SYNC_STEP_2).bytes(update),
            Self::Update(update) => writer.uint(tag::SYNC).uint(tag::SYNC_UPDATE).bytes(update),
            Self::Awareness(payload) => writer.uint(tag::AWARENESS).bytes(payload),
            Self::QueryAwareness => writer.uint(tag::QUERY_AWARENESS),
            Self::Hello(hello) => {
                hello.write(writer.uint(tag::HELLO));
                &mut writer
            }
            Self::Push { seq, update } => writer.uint(tag::PUSH).uint(*seq).bytes(update),
            Self::Control(control) => {
                control.write(writer.uint(tag::ROOM));
                &mut writer
            }
        };
        writer.finish()
    }
}

/// All messages of one frame, at most `limits::MESSAGES_PER_FRAME`; ends after the first error.
#[derive(Debug)]
pub struct ClientMessages<'a> {
    reader: Reader<'a>,
    left: usize,
    begun: bool,
}

impl<'a> ClientMessages<'a> {
    #[must_use]
    pub const fn new(frame: &'a Bytes) -> Self {
        Self { reader: Reader::new(frame), left: limits::MESSAGES_PER_FRAME, begun: false }
    }
}

impl Iterator for ClientMessages<'_> {
    type Item = Result<ClientMessage, WireError>;
    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_empty() && self.begun {
            return None;
        }
        self.begun = true;
        if self.left == 0 {
            self.reader.skip_rest();
            return Some(Err(WireError::TooMany));
        }
        self.left -= 1;
        let message = ClientMessage::read(&mut self.reader);
        if message.is_err() {
            self.reader.skip_rest();
        }
        Some(message)
    }
}
