//! Messages from the server to a client. Hot ones have functions that write the frame straight from borrowed parts, so
//! that the room encodes once and shares the bytes among all receivers.

use crate::{
    Claim, Person, Refusal, Role, RoomMessage, WireError,
    lib0::{Reader, Writer, uint_len},
    limits, tag,
};
use bytes::Bytes;

/// The first message to our own client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    pub epoch: u64,
    /// The committed position; everything up to it follows in `events` (unless the client has it already).
    pub position: u64,
    pub role: Role,
    /// The document's schema; a client that knows only older ones is read-only.
    pub schema: u32,
    /// The socket's number in the room.
    pub session: u32,
    pub name: String,
    pub colour: u8,
    /// A fresh client id, the person's author number (`by`) and the key of both.
    pub claim: Claim,
    /// One more of the same. The client keeps it for a later start without a server: an id under which something was
    /// sent cannot be used again after a reload, because the local copy may lack what it sent last.
    pub spare: Claim,
    /// Milliseconds since 1970, the server's clock.
    pub time: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerMessage {
    SyncStep1(Bytes),
    SyncStep2(Bytes),
    Update(Bytes),
    Awareness(Bytes),
    /// Auth: permission denied, with the reason's code.
    Denied(String),
    Hello(ServerHello),
    /// Everything up to `seq` is committed. `position`: the client has everything up to there.
    Ack {
        seq: u64,
        position: u64,
    },
    Nack {
        seq: u64,
        refusal: Refusal,
    },
    /// Committed updates of others, in order; afterwards the client has everything up to `position`.
    Events {
        position: u64,
        updates: Vec<Bytes>,
    },
    People(Vec<Person>),
    Room(RoomMessage),
}

impl ServerHello {
    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self {
            epoch: reader.uint()?,
            position: reader.uint()?,
            role: Role::from_wire(reader.uint()?)?,
            schema: reader.uint32()?,
            session: reader.uint32()?,
            name: reader.text()?,
            colour: reader.byte()?,
            claim: Claim::read(reader)?,
            spare: Claim::read(reader)?,
            time: reader.uint()?,
        })
    }
    fn write(&self, writer: &mut Writer) {
        writer.uint(self.epoch).uint(self.position).uint(self.role.to_wire());
        writer.uint(self.schema.into()).uint(self.session.into()).text(&self.name).byte(self.colour);
        self.claim.write(writer);
        self.spare.write(writer);
        writer.uint(self.time);
    }
}

impl ServerMessage {
    /// One message that fills the frame.
    pub fn decode(frame: &Bytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(frame);
        let message = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(message)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        match reader.uint()? {
            tag::SYNC => match reader.uint()? {
                tag::SYNC_STEP_1 => Ok(Self::SyncStep1(reader.bytes()?)),
                tag::SYNC_STEP_2 => Ok(Self::SyncStep2(reader.bytes()?)),
                tag::SYNC_UPDATE => Ok(Self::Update(reader.bytes()?)),
                other => Err(WireError::UnknownType(other)),
            },
            tag::AWARENESS => Ok(Self::Awareness(reader.bytes()?)),
            tag::AUTH => match reader.uint()? {
                tag::AUTH_DENIED => Ok(Self::Denied(reader.text()?)),
                other => Err(WireError::UnknownType(other)),
            },
            tag::HELLO => Ok(Self::Hello(ServerHello::read(reader)?)),
            tag::ACK => Ok(Self::Ack { seq: reader.uint()?, position: reader.uint()? }),
            tag::NACK => Ok(Self::Nack { seq: reader.uint()?, refusal: Refusal::parse(&reader.text()?) }),
            tag::EVENTS => {
                let position = reader.uint()?;
                let count = reader.count(limits::UPDATES_PER_EVENTS)?;
                let updates = (0..count).map(|_| reader.bytes()).collect::<Result<_, _>>()?;
                Ok(Self::Events { position, updates })
            }
            tag::PEOPLE => {
                let count = reader.count(limits::PEOPLE)?;
                let people = (0..count).map(|_| Person::read(reader)).collect::<Result<_, _>>()?;
                Ok(Self::People(people))
            }
            tag::ROOM => Ok(Self::Room(RoomMessage::read(reader)?)),
            other => Err(WireError::UnknownType(other)),
        }
    }

    #[must_use]
    pub fn encode(&self) -> Bytes {
        let mut writer = Writer::default();
        match self {
            Self::SyncStep1(vector) => return sync(tag::SYNC_STEP_1, vector),
            Self::SyncStep2(update) => return sync(tag::SYNC_STEP_2, update),
            Self::Update(update) => return sync(tag::SYNC_UPDATE, update),
            Self::Events { position, updates } => return events(*position, updates),
            Self::Awareness(payload) => {
                writer.uint(tag::AWARENESS).bytes(payload);
            }
            Self::Denied(reason) => {
                writer.uint(tag::AUTH).uint(tag::AUTH_DENIED).text(reason);
            }
            Self::Hello(hello) => hello.write(writer.uint(tag::HELLO)),
            Self::Ack { seq, position } => {
                writer.uint(tag::ACK).uint(*seq).uint(*position);
            }
            Self::Nack { seq, refusal } => {
                writer.uint(tag::NACK).uint(*seq).text(&refusal.code());
            }
            Self::People(people) => {
                writer.uint(tag::PEOPLE).uint(people.len() as u64);
                for person in people {
                    person.write(&mut writer);
                }
            }
            Self::Room(room) => room.write(writer.uint(tag::ROOM)),
        }
        writer.finish()
    }
}

fn sync(step: u64, bytes: &[u8]) -> Bytes {
    let mut writer = Writer::with_capacity(bytes.len() + 2 + uint_len(bytes.len() as u64));
    writer.uint(tag::SYNC).uint(step).bytes(bytes);
    writer.finish()
}

/// The frame of an `Update` for a stock client.
#[must_use]
pub fn update(bytes: &[u8]) -> Bytes {
    sync(tag::SYNC_UPDATE, bytes)
}

/// The frame of a `SyncStep2`.
#[must_use]
pub fn sync_step_2(bytes: &[u8]) -> Bytes {
    sync(tag::SYNC_STEP_2, bytes)
}

/// The frame of `Events`, with exactly the memory it needs.
#[must_use]
pub fn events<B: AsRef<[u8]>>(position: u64, updates: &[B]) -> Bytes {
    let body: usize =
        updates.iter().map(|update| update.as_ref().len() + uint_len(update.as_ref().len() as u64)).sum();
    let mut writer = Writer::with_capacity(1 + uint_len(position) + uint_len(updates.len() as u64) + body);
    writer.uint(tag::EVENTS).uint(position).uint(updates.len() as u64);
    for update in updates {
        writer.bytes(update.as_ref());
    }
    writer.finish()
}
