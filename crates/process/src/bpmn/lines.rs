//! Lines and columns of places in a text: what people look for in a file. Counts once, then looks up.

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Lines before the text's first one, and characters of that line before it.
    before: (u32, u32),
}

impl<'t> Lines<'t> {
    /// `lead`: what stands before the text in its file.
    #[must_use]
    pub fn below(text: &'t str, lead: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let last = lead.rfind('\n').map_or(0, |at| at + 1);
        let before = (number(lead.matches('\n').count()), number(lead[last..].chars().count()));
        Self { text, starts: std::iter::once(0).chain(breaks).collect(), before }
    }

    /// Line and column of a byte, from 1; columns count characters.
    #[must_use]
    pub fn at(&self, byte: usize) -> (u32, u32) {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte).max(1) - 1;
        let part = &self.text.as_bytes()[self.starts[line]..byte];
        // Every byte that does not go on with a character begins one.
        let column = part.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.moved(number(line) + 1, number(column) + 1)
    }

    /// A place in the text as one in the file.
    pub(super) const fn moved(&self, line: u32, column: u32) -> (u32, u32) {
        let (lines, columns) = self.before;
        (line.saturating_add(lines), if line == 1 { column.saturating_add(columns) } else { column })
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let lines = Lines::below("äb\r\nc\n", "");
        let found: Vec<_> = [0, 2, 3, 5, 6, 7, 99].map(|byte| lines.at(byte)).into();
        assert_eq!(found, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 1)]);
        let lines = Lines::below("a\nb", "\n\n  ");
        assert_eq!([lines.at(0), lines.at(2)], [(3, 3), (4, 1)]);
    }
}
