//! Variable-length integers, byte strings and texts as JavaScript's lib0 writes them. Readers borrow from the frame they
//! read; nothing is allocated before a declared length has been checked against the bytes that are really there.

use bytes::Bytes;

/// The largest integer that JavaScript holds exactly; larger ones are refused on both sides.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Why bytes are not a message. Carries no content of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("wire.truncated")]
    Truncated,
    #[error("wire.number-too-large")]
    NumberTooLarge,
    #[error("wire.not-utf8")]
    NotUtf8,
    #[error("wire.unknown-type")]
    UnknownType(u64),
    #[error("wire.trailing-bytes")]
    TrailingBytes,
    #[error("wire.bad-value")]
    BadValue,
    #[error("wire.too-many")]
    TooMany,
}

/// Reads forward over one frame; slices it hands out share the frame's memory.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    frame: &'a Bytes,
    at: usize,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub const fn new(frame: &'a Bytes) -> Self {
        Self { frame, at: 0 }
    }
    /// Bytes not yet read.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.frame.len().saturating_sub(self.at)
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.remaining() == 0
    }
    pub fn byte(&mut self) -> Result<u8, WireError> {
        let byte = *self.frame.get(self.at).ok_or(WireError::Truncated)?;
        self.at += 1;
        Ok(byte)
    }
    /// A varint of at most 53 bits.
    pub fn uint(&mut self) -> Result<u64, WireError> {
        let mut value = 0_u64;
        for shift in (0..).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift > 49 || (shift == 49 && bits > 0x0f) {
                return Err(WireError::NumberTooLarge);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(value)
    }
    pub fn uint32(&mut self) -> Result<u32, WireError> {
        u32::try_from(self.uint()?).map_err(|_| WireError::NumberTooLarge)
    }
    /// A count of things that take at least one byte each.
    pub fn count(&mut self, most: usize) -> Result<usize, WireError> {
        let count = usize::try_from(self.uint()?).map_err(|_| WireError::NumberTooLarge)?;
        if count > most {
            return Err(WireError::TooMany);
        }
        if count > self.remaining() {
            return Err(WireError::Truncated);
        }
        Ok(count)
    }
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let slice = self.frame.get(self.at..).and_then(|rest| rest.get(..N)).ok_or(WireError::Truncated)?;
        let array = slice.try_into().map_err(|_| WireError::Truncated)?;
        self.at += N;
        Ok(array)
    }
    /// A byte string with its length before it, sharing the frame's memory.
    pub fn bytes(&mut self) -> Result<Bytes, WireError> {
        let length = usize::try_from(self.uint()?).map_err(|_| WireError::NumberTooLarge)?;
        if length > self.remaining() {
            return Err(WireError::Truncated);
        }
        let bytes = self.frame.slice(self.at..self.at + length);
        self.at += length;
        Ok(bytes)
    }
    pub fn text(&mut self) -> Result<String, WireError> {
        let bytes = self.bytes()?;
        std::str::from_utf8(&bytes).map(str::to_owned).map_err(|_| WireError::NotUtf8)
    }
    /// A number as lib0's `writeFloat32` writes it; not finite is refused.
    pub fn float(&mut self) -> Result<f32, WireError> {
        let value = f32::from_be_bytes(self.array()?);
        if value.is_finite() { Ok(value) } else { Err(WireError::BadValue) }
    }
    pub fn flag(&mut self) -> Result<bool, WireError> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(WireError::BadValue),
        }
    }
    /// Zero stands for "none", everything else is one more than the value.
    pub fn option(&mut self) -> Result<Option<u64>, WireError> {
        Ok(self.uint()?.checked_sub(1))
    }
    pub fn skip_rest(&mut self) {
        self.at = self.frame.len();
    }
    /// Everything must have been read.
    pub fn finish(&self) -> Result<(), WireError> {
        if self.is_empty() { Ok(()) } else { Err(WireError::TrailingBytes) }
    }
}

/// Writes one frame.
#[derive(Clone, Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }
    pub fn byte(&mut self, byte: u8) -> &mut Self {
        self.0.push(byte);
        self
    }
    pub fn uint(&mut self, mut value: u64) -> &mut Self {
        while value > 0x7f {
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
        self
    }
    pub fn array(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.uint(bytes.len() as u64).array(bytes)
    }
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }
    pub fn float(&mut self, value: f32) -> &mut Self {
        self.array(&value.to_be_bytes())
    }
    pub fn flag(&mut self, flag: bool) -> &mut Self {
        self.byte(u8::from(flag))
    }
    pub fn option(&mut self, value: Option<u64>) -> &mut Self {
        self.uint(value.map_or(0, |value| value.saturating_add(1)))
    }
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    #[must_use]
    pub fn finish(self) -> Bytes {
        Bytes::from(self.0)
    }
}

/// How many bytes a varint takes.
#[must_use]
pub const fn uint_len(value: u64) -> usize {
    let mut length = 1;
    let mut rest = value >> 7;
    while rest > 0 {
        length += 1;
        rest >>= 7;
    }
    length
}
