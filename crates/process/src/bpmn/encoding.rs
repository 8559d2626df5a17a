//! Bytes of a file to text and back, in the encoding they are really in: what the declaration says may be another, and a
//! file goes out as it came in. Knows XML's declaration and nothing else of it.

use super::{ReadError, lines::Lines};
use std::ops::Deref;

const LATIN1: [&str; 4] = ["iso-8859-1", "latin1", "iso_8859-1", "l1"];
const ASCII: [&str; 4] = ["us-ascii", "ascii", "iso646-us", "ansi_x3.4-1968"];
/// What Java calls an encoding that has another name everywhere else.
const MAC_ROMAN: [&str; 2] = ["macroman", "mac-roman"];
const BYTE_ORDER_MARK: char = '\u{feff}';

/// How the characters of a file are spelled in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// UTF-8, UTF-16 in its two orders, and what the WHATWG calls legacy.
    Named(&'static encoding_rs::Encoding),
    /// Every byte is the character of its number, up to this one: ISO 8859-1 to the letter, and ASCII.
    Narrow(u8),
}

/// A file as text. Byte positions in it (`Span`) count UTF-8, without a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    text: String,
    form: Form,
    marked: bool,
    /// Blanks before the declaration, where the standard allows none and text copied from a page has them.
    lead: String,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<String> for Text {
    /// Text that will be a file in UTF-8.
    fn from(text: String) -> Self {
        Self { text, form: Form::Named(encoding_rs::UTF_8), marked: false, lead: String::new() }
    }
}

impl Text {
    /// The text of a file: by byte order mark, else by the declared encoding, else UTF-8.
    ///
    /// # Errors
    /// `bpmn.encoding` if the encoding is unknown or the bytes do not fit it.
    pub fn decode(bytes: &[u8]) -> Result<Self, ReadError> {
        let wrong = || ReadError::new("bpmn.encoding", 1, 1);
        let (encoding, mark) = match bytes {
            [0xEF, 0xBB, 0xBF, ..] => (encoding_rs::UTF_8, 3),
            [0xFF, 0xFE, ..] => (encoding_rs::UTF_16LE, 2),
            [0xFE, 0xFF, ..] => (encoding_rs::UTF_16BE, 2),
            [b'<', 0, ..] => (encoding_rs::UTF_16LE, 0),
            [0, b'<', ..] => (encoding_rs::UTF_16BE, 0),
            _ => {
                let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
                let label = declared(&head).unwrap_or("utf-8").to_ascii_lowercase();
                let ascii = ASCII.contains(&label.as_str()) && bytes.is_ascii();
                if ascii || LATIN1.contains(&label.as_str()) {
                    let text = bytes.iter().map(|byte| char::from(*byte)).collect();
                    return Ok(Self::led(text, Form::Narrow(if ascii { 0x7F } else { 0xFF }), false));
                }
                let label = if MAC_ROMAN.contains(&label.as_str()) { "macintosh" } else { label.as_str() };
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(wrong)?;
                // A declaration read as ASCII cannot be UTF-16: such a file lies, and is what it looks like.
                let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
                (if wide { encoding_rs::UTF_8 } else { encoding }, 0)
            }
        };
        let text =
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).ok_or_else(wrong)?;
        Ok(Self::led(text.into_owned(), Form::Named(encoding), mark > 0))
    }

    fn led(text: String, form: Form, marked: bool) -> Self {
        let inner = text.trim_start_matches([' ', '\t', '\r', '\n']);
        if inner.len() == text.len() || !inner.starts_with("<?xml") {
            return Self { text, form, marked, lead: String::new() };
        }
        let lead = text[..text.len() - inner.len()].to_owned();
        Self { text: inner.to_owned(), form, marked, lead }
    }

    /// Places in the file by places in the text.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::below(&self.text, &self.lead)
    }

    /// Another text in the same encoding: a changed file.
    #[must_use]
    pub fn with(&self, text: String) -> Self {
        Self { text, lead: self.lead.clone(), ..*self }
    }

    /// The file's bytes. What does not fit the encoding becomes a character reference.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self.form {
            Form::Narrow(last) => {
                let mut bytes = Vec::with_capacity(self.text.len());
                for c in self.lead.chars().chain(self.text.chars()) {
                    match u8::try_from(u32::from(c)) {
                        Ok(byte) if byte <= last => bytes.push(byte),
                        _ => bytes.extend(format!("&#{};", u32::from(c)).bytes()),
                    }
                }
                bytes
            }
            Form::Named(encoding) => {
                let mark = self.marked.then_some(BYTE_ORDER_MARK);
                let wide = |bytes: fn(u16) -> [u8; 2]| {
                    let mark = mark.into_iter().collect::<String>();
                    mark.encode_utf16()
                        .chain(self.lead.encode_utf16())
                        .chain(self.text.encode_utf16())
                        .flat_map(bytes)
                        .collect()
                };
                if encoding == encoding_rs::UTF_16LE {
                    wide(u16::to_le_bytes)
                } else if encoding == encoding_rs::UTF_16BE {
                    wide(u16::to_be_bytes)
                } else {
                    let mut bytes = mark.map(String::from).unwrap_or_default().into_bytes();
                    bytes.extend_from_slice(self.lead.as_bytes());
                    bytes.extend_from_slice(&encoding.encode(&self.text).0);
                    bytes
                }
            }
        }
    }
}

/// The encoding named in the XML declaration at the start of a text.
fn declared(text: &str) -> Option<&str> {
    let declaration = text.trim_start_matches(BYTE_ORDER_MARK).trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let files: [&[u8]; 11] = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b=\"Prüfung €\"/>".as_bytes(),
            "\u{feff}<a b=\"mit Marke €\"/>".as_bytes(),
            b"<?xml version='1.0' encoding='ISO-8859-1'?><a b=\"Pr\xfcfung \x80\"/>",
            b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a b=\"Pr\xfcfung \x80\"/>",
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><a b=\"sagt es nur €\"/>".as_bytes(),
            &utf16("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b=\"€\"/>", u16::to_le_bytes),
            &utf16("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b=\"€\"/>", u16::to_be_bytes),
            &utf16("<a b=\"ohne Marke €\"/>", u16::to_be_bytes),
            b"<?xml version=\"1.0\" encoding=\"MacRoman\"?><a b=\"Pr\x9ffung\"/>",
            b"<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a b=\"Pr&#252;fung\"/>",
            b"\r\n\t <?xml version='1.0' encoding='ISO-8859-1'?><a b=\"Pr\xfcfung\"/>",
        ];
        for file in files {
            let text = Text::decode(file).unwrap();
            assert!(text.starts_with('<') && text.encode() == file, "{}", &*text);
        }
    }

    #[test]
    fn what_does_not_fit_becomes_a_reference() {
        for (encoding, wanted) in [("ISO-8859-1", "&#8594;\u{fffd}"), ("ascii", "&#8594;&#252;")] {
            let head = format!("<?xml version='1.0' encoding='{encoding}'?>");
            let text = Text::decode(format!("{head}<a/>").as_bytes()).unwrap();
            let bytes = text.with(text.replace("<a/>", "<a b=\"→ü\"/>")).encode();
            assert!(String::from_utf8_lossy(&bytes).contains(wanted), "{encoding}");
        }
    }

    #[test]
    fn wrong_bytes_are_refused() {
        assert!(Text::decode(b"<a b=\"\xFF\"/>").is_err());
        assert!(Text::decode(b"<?xml version='1.0' encoding='klingon'?><a/>").is_err());
    }
}
