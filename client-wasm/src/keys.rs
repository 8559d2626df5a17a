//! Keys as they are written in the table of commands (`Mod+Shift+Z`) and compared with what the keyboard reports.
//! Layouts differ: letters and signs are compared by what they type, digits with Shift by where they are.

use crate::port::Key;

/// True if the pressed key is the one written. `Mod` is Ctrl or ⌘; `Plus` is the sign.
#[must_use]
pub fn matches(written: &str, key: &Key) -> bool {
    let (mut r#mod, mut shift, mut alt) = (false, false, false);
    let mut last = "";
    for part in written.split('+') {
        match part {
            "Mod" => r#mod = true,
            "Shift" => shift = true,
            "Alt" => alt = true,
            other => last = other,
        }
    }
    if r#mod != key.r#mod {
        return false;
    }
    let mut letters = last.chars();
    match (letters.next(), letters.next()) {
        (Some(digit), None) if digit.is_ascii_digit() => {
            let place = key.code.strip_prefix("Digit").or_else(|| key.code.strip_prefix("Numpad"));
            place.is_some_and(|at| at == last) && shift == key.shift && alt == key.alt
        }
        (Some(letter), None) if letter.is_alphabetic() => {
            // With Alt many layouts type another sign; then the place of the key counts.
            let placed = alt && key.code.strip_prefix("Key") == Some(last);
            (placed || key.key.to_lowercase() == last.to_lowercase()) && shift == key.shift && alt == key.alt
        }
        // A sign: which keys make it is the layout's matter (AltGr reports Alt on some systems).
        (Some(_), None) => key.key == last,
        _ => sign(last)
            .map_or_else(|| key.key == last && shift == key.shift && alt == key.alt, |s| key.key == s),
    }
}

fn sign(name: &str) -> Option<&'static str> {
    match name {
        "Plus" => Some("+"),
        "Minus" => Some("-"),
        _ => None,
    }
}

/// True for a shortcut of one letter, sign or digit without Ctrl, ⌘ or Alt, which a person may switch off.
#[must_use]
pub fn is_single(written: &str) -> bool {
    !written.contains("Mod+")
        && !written.contains("Alt+")
        && written.rsplit('+').next().is_some_and(|last| last.chars().count() == 1 || sign(last).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::KeyPhase;

    fn pressed(key: &str, code: &str, r#mod: bool, shift: bool, alt: bool) -> Key {
        Key { phase: KeyPhase::Down, key: key.into(), code: code.into(), shift, alt, r#mod, repeat: false }
    }

    #[test]
    fn written_keys_match_what_layouts_report() {
        for (written, key, expected) in [
            ("Mod+Z", pressed("z", "KeyY", true, false, false), true),
            ("Mod+Z", pressed("Z", "KeyZ", true, true, false), false),
            ("Mod+Shift+Z", pressed("Z", "KeyZ", true, true, false), true),
            ("Shift+1", pressed("!", "Digit1", false, true, false), true),
            ("Shift+1", pressed("1", "Digit1", false, false, false), false),
            ("?", pressed("?", "Minus", false, true, false), true),
            ("Plus", pressed("+", "BracketRight", false, false, false), true),
            ("Mod+Plus", pressed("+", "NumpadAdd", true, false, false), true),
            ("ArrowLeft", pressed("ArrowLeft", "ArrowLeft", false, true, false), false),
            ("Shift+ArrowLeft", pressed("ArrowLeft", "ArrowLeft", false, true, false), true),
            ("N", pressed("n", "KeyN", false, false, false), true),
            ("N", pressed("n", "KeyN", true, false, false), false),
            ("Alt+Shift+H", pressed("Ó", "KeyH", false, true, true), true),
            ("Shift+H", pressed("Ó", "KeyH", false, true, true), false),
            ("Shift+F10", pressed("F10", "F10", false, true, false), true),
        ] {
            assert_eq!(matches(written, &key), expected, "{written} {key:?}");
        }
    }

    #[test]
    fn single_letters_are_told_from_chords() {
        for (written, expected) in [
            ("N", true),
            ("?", true),
            ("Shift+1", true),
            ("Plus", true),
            ("Mod+Z", false),
            ("F2", false),
            ("Enter", false),
        ] {
            assert_eq!(is_single(written), expected, "{written}");
        }
    }
}
