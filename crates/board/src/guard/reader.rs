//! Reads the primitives of lib0 without trusting a length, without recursion, and as strictly as honest writers write.

use crate::refusal::Refusal;

/// Highest client id (JavaScript's safe integers).
const CLIENTS: u64 = (1 << 53) - 1;

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
}

pub(super) const fn malformed() -> Refusal {
    Refusal::new("update.malformed")
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, place: 0 }
    }

    pub const fn left(&self) -> usize {
        self.bytes.len() - self.place
    }

    /// Nothing may follow.
    pub fn end(&self) -> Result<(), Refusal> {
        if self.left() == 0 { Ok(()) } else { Err(malformed()) }
    }

    pub fn u8(&mut self) -> Result<u8, Refusal> {
        let byte = *self.bytes.get(self.place).ok_or_else(malformed)?;
        self.place += 1;
        Ok(byte)
    }

    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Refusal> {
        let end = self.place.checked_add(len).filter(|end| *end <= self.bytes.len()).ok_or_else(malformed)?;
        let taken = &self.bytes[self.place..end];
        self.place = end;
        Ok(taken)
    }

    /// Unsigned, seven bits a byte, below 2^63.
    pub fn var(&mut self) -> Result<u64, Refusal> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(malformed())
    }

    pub fn u32(&mut self) -> Result<u32, Refusal> {
        u32::try_from(self.var()?).map_err(|_| malformed())
    }

    pub fn client(&mut self) -> Result<u64, Refusal> {
        self.var().and_then(|client| if client <= CLIENTS { Ok(client) } else { Err(malformed()) })
    }

    /// A count of things of at least `least` bytes each.
    pub fn count(&mut self, least: usize) -> Result<usize, Refusal> {
        let count = usize::try_from(self.var()?).map_err(|_| malformed())?;
        if count.checked_mul(least).is_some_and(|needed| needed <= self.left()) {
            Ok(count)
        } else {
            Err(malformed())
        }
    }

    pub fn buffer(&mut self) -> Result<&'a [u8], Refusal> {
        let len = self.count(1)?;
        self.take(len)
    }

    pub fn string(&mut self) -> Result<&'a str, Refusal> {
        std::str::from_utf8(self.buffer()?).map_err(|_| malformed())
    }

    /// Signed, six bits and then seven a byte: short enough for both decoders.
    fn signed(&mut self) -> Result<(), Refusal> {
        for _ in 0..8 {
            if self.u8()? < 0x80 {
                return Ok(());
            }
        }
        Err(malformed())
    }

    /// One value with everything inside it, without recursion.
    pub fn any(&mut self, depth: usize) -> Result<(), Refusal> {
        // Values still to read on each level, and whether keys stand before them.
        let mut open: Vec<(usize, bool)> = vec![(1, false)];
        while let Some((left, keyed)) = open.last_mut() {
            if *left == 0 {
                open.pop();
                continue;
            }
            *left -= 1;
            if *keyed {
                self.string()?;
            }
            match self.u8()? {
                120 | 121 | 126 | 127 => {}
                125 => self.signed()?,
                124 => drop(self.take(4)?),
                122 | 123 => drop(self.take(8)?),
                119 => drop(self.string()?),
                116 => drop(self.buffer()?),
                tag @ (117 | 118) => {
                    if open.len() > depth {
                        return Err(Refusal::new("update.too-deep"));
                    }
                    let keyed = tag == 118;
                    open.push((self.count(if keyed { 2 } else { 1 })?, keyed));
                }
                _ => return Err(malformed()),
            }
        }
        Ok(())
    }

    /// JSON in a string: only how deep it nests; whether it is well formed, its parser says.
    pub fn json(&mut self, depth: usize) -> Result<(), Refusal> {
        let (mut level, mut quoted, mut escaped) = (0_usize, false, false);
        for byte in self.string()?.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'[' | b'{' if !quoted => {
                    level += 1;
                    if level > depth {
                        return Err(Refusal::new("update.too-deep"));
                    }
                }
                b']' | b'}' if !quoted => level = level.saturating_sub(1),
                _ => {}
            }
        }
        Ok(())
    }
}
