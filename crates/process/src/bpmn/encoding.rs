//! Bytes of a file to text and back, in the encoding that the file declares. Knows XML's declaration and nothing else
//! of it.

use super::ReadError;

const LATIN1: [&str; 4] = ["iso-8859-1", "latin1", "iso_8859-1", "l1"];

/// The text of a file: by byte order mark, else by the declared encoding, else UTF-8.
///
/// # Errors
/// `bpmn.encoding` if the encoding is unknown or the bytes do not fit it.
pub fn decode(bytes: &[u8]) -> Result<String, ReadError> {
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
            if LATIN1.contains(&label.as_str()) {
                return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
            }
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(wrong)?;
            // A declaration read as ASCII cannot be UTF-16: such a file lies, and is what it looks like.
            let encoding = if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
                encoding_rs::UTF_8
            } else {
                encoding
            };
            (encoding, 0)
        }
    };
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).ok_or_else(wrong)?;
    Ok(text.into_owned())
}

/// The bytes of a text in the encoding that its own declaration names; what does not fit becomes a character
/// reference. An unknown encoding is UTF-8, which cannot happen with a text that `decode` returned.
#[must_use]
pub fn encode(text: &str) -> Vec<u8> {
    let label = declared(text).unwrap_or("utf-8").to_ascii_lowercase();
    if LATIN1.contains(&label.as_str()) {
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.chars() {
            match u8::try_from(u32::from(c)) {
                Ok(byte) => bytes.push(byte),
                Err(_) => bytes.extend(format!("&#{};", u32::from(c)).bytes()),
            }
        }
        return bytes;
    }
    if label.starts_with("utf-16") {
        let big = label == "utf-16be";
        let mut bytes = if big { vec![0xFE, 0xFF] } else { vec![0xFF, 0xFE] };
        for unit in text.encode_utf16() {
            bytes.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        return bytes;
    }
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(encoding) => encoding.encode(text).0.into_owned(),
        None => text.as_bytes().to_vec(),
    }
}

/// The encoding named in the XML declaration at the start of a text.
fn declared(text: &str) -> Option<&str> {
    let declaration = text.trim_start_matches('\u{feff}').strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let texts = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b=\"Prüfung €\"/>",
            "<?xml version='1.0' encoding='ISO-8859-1'?><a b=\"Prüfung\"/>",
            "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a b=\"Prüfung €\"/>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b=\"Prüfung €\"/>",
            "<a/>",
        ];
        for text in texts {
            assert_eq!(decode(&encode(text)).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_does_not_fit_becomes_a_reference() {
        let bytes = encode("<?xml version='1.0' encoding='ISO-8859-1'?><a b=\"→\"/>");
        assert!(String::from_utf8_lossy(&bytes).contains("&#8594;"));
    }

    #[test]
    fn wrong_bytes_are_refused() {
        assert!(decode(b"<a b=\"\xFF\"/>").is_err());
        assert!(decode(b"<?xml version='1.0' encoding='klingon'?><a/>").is_err());
    }
}
