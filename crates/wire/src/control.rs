//! Message 106: room state and control, both ways. The kind is the first number after the message type.

use crate::{
    Claim, Role, WireError,
    lib0::{Reader, Writer},
    limits,
    refusal::Refusal,
};
use bytes::Bytes;

/// From a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlMessage {
    /// One's own slot (`Slot::encode`), at most `limits::PRESENCE` bytes; the latest counts.
    Presence(Bytes),
    /// Shows a client id with its key: from now on this socket may write under it. Answered with `Claimed`.
    Claim(Claim),
    /// "At this position, with nothing unsent, my document has this digest": state vector and delete set, hashed.
    Check { position: u64, digest: [u8; 32] },
    /// Locks elements, so that only oneself may change them, or frees them; at most `limits::SELECTION` ids. For editors
    /// with an account. Everybody is told when it is stored; what is not done is answered with how it stands (`Locks`).
    Lock { elements: Vec<String>, locked: bool },
}

/// Somebody who is here now: one socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// Number of the socket in this room, also the key of its slot.
    pub session: u32,
    /// Author number on this board, if the person may edit or comment.
    pub by: Option<u64>,
    pub name: String,
    /// Index into the presence colours.
    pub colour: u8,
    pub role: Role,
}

/// Who an author number is: the table that message 105 tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub by: u64,
    pub name: String,
    pub colour: u8,
}

/// From the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomMessage {
    /// Slots that changed (or are due again), by session; an empty slot for somebody who shows nothing.
    Presence(Vec<(u32, Bytes)>),
    /// Who came and who left. `whole`: forget the list before.
    Here { whole: bool, joined: Vec<Here>, left: Vec<u32> },
    /// The board takes no changes (`Some`) or takes them again (`None`).
    ReadOnly(Option<Refusal>),
    /// The answer to `Check`: whether the digests agree; `None` when the positions differ, ask again later.
    Checked { position: u64, same: Option<bool> },
    /// The answer to `Claim`.
    Claimed { client: u64, accepted: bool },
    /// Elements that are locked now, each with the author number of the only one who may change it, and elements that are
    /// free now. `whole`: nothing else is locked. After a hello nothing is, until this says so.
    Locks { whole: bool, locked: Vec<(String, u64)>, freed: Vec<String> },
}

impl ControlMessage {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        match reader.uint()? {
            0 => {
                let slot = reader.bytes()?;
                if slot.len() > limits::PRESENCE {
                    return Err(WireError::TooMany);
                }
                Ok(Self::Presence(slot))
            }
            1 => Ok(Self::Claim(Claim::read(reader)?)),
            2 => Ok(Self::Check { position: reader.uint()?, digest: reader.array()? }),
            3 => {
                let locked = reader.flag()?;
                let count = reader.count(limits::SELECTION)?;
                let elements = (0..count).map(|_| reader.text()).collect::<Result<_, _>>()?;
                Ok(Self::Lock { elements, locked })
            }
            other => Err(WireError::UnknownType(other)),
        }
    }
    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Presence(slot) => {
                writer.uint(0).bytes(slot);
            }
            Self::Claim(claim) => {
                writer.uint(1);
                claim.write(writer);
            }
            Self::Check { position, digest } => {
                writer.uint(2).uint(*position).array(digest);
            }
            Self::Lock { elements, locked } => {
                writer.uint(3).flag(*locked).uint(elements.len() as u64);
                for element in elements {
                    writer.text(element);
                }
            }
        }
    }
}

impl Here {
    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self {
            session: reader.uint32()?,
            by: reader.option()?,
            name: reader.text()?,
            colour: reader.byte()?,
            role: Role::from_wire(reader.uint()?)?,
        })
    }
    fn write(&self, writer: &mut Writer) {
        writer.uint(self.session.into()).option(self.by).text(&self.name).byte(self.colour);
        writer.uint(self.role.to_wire());
    }
}

impl Person {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self { by: reader.uint()?, name: reader.text()?, colour: reader.byte()? })
    }
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.uint(self.by).text(&self.name).byte(self.colour);
    }
}

impl RoomMessage {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        match reader.uint()? {
            0 => {
                let count = reader.count(limits::PEOPLE)?;
                let slots =
                    (0..count)
                        .map(|_| Ok((reader.uint32()?, reader.bytes()?)))
                        .collect::<Result<_, WireError>>()?;
                Ok(Self::Presence(slots))
            }
            1 => {
                let whole = reader.flag()?;
                let count = reader.count(limits::PEOPLE)?;
                let joined = (0..count).map(|_| Here::read(reader)).collect::<Result<_, _>>()?;
                let count = reader.count(limits::PEOPLE)?;
                let left = (0..count).map(|_| reader.uint32()).collect::<Result<_, _>>()?;
                Ok(Self::Here { whole, joined, left })
            }
            2 => {
                let code = reader.text()?;
                Ok(Self::ReadOnly((!code.is_empty()).then(|| Refusal::parse(&code))))
            }
            3 => {
                let position = reader.uint()?;
                let same = match reader.byte()? {
                    0 => None,
                    1 => Some(false),
                    2 => Some(true),
                    _ => return Err(WireError::BadValue),
                };
                Ok(Self::Checked { position, same })
            }
            4 => Ok(Self::Claimed { client: reader.uint()?, accepted: reader.flag()? }),
            5 => {
                let whole = reader.flag()?;
                let count = reader.count(limits::LOCKS)?;
                let locked = (0..count)
                    .map(|_| Ok((reader.text()?, reader.uint()?)))
                    .collect::<Result<_, WireError>>()?;
                let count = reader.count(limits::LOCKS)?;
                let freed = (0..count).map(|_| reader.text()).collect::<Result<_, _>>()?;
                Ok(Self::Locks { whole, locked, freed })
            }
            other => Err(WireError::UnknownType(other)),
        }
    }
    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Presence(slots) => {
                writer.uint(0).uint(slots.len() as u64);
                for (session, slot) in slots {
                    writer.uint((*session).into()).bytes(slot);
                }
            }
            Self::Here { whole, joined, left } => {
                writer.uint(1).flag(*whole).uint(joined.len() as u64);
                for here in joined {
                    here.write(writer);
                }
                writer.uint(left.len() as u64);
                for session in left {
                    writer.uint((*session).into());
                }
            }
            Self::ReadOnly(code) => {
                writer.uint(2).text(&code.as_ref().map(Refusal::code).unwrap_or_default());
            }
            Self::Checked { position, same } => {
                writer.uint(3).uint(*position).byte(match same {
                    None => 0,
                    Some(false) => 1,
                    Some(true) => 2,
                });
            }
            Self::Claimed { client, accepted } => {
                writer.uint(4).uint(*client).flag(*accepted);
            }
            Self::Locks { whole, locked, freed } => {
                writer.uint(5).flag(*whole).uint(locked.len() as u64);
                for (element, by) in locked {
                    writer.text(element).uint(*by);
                }
                writer.uint(freed.len() as u64);
                for element in freed {
                    writer.text(element);
                }
            }
        }
    }
}
