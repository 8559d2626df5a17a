//! Names that engines accept, out of what people write.

/// German letters spelled out, other accents left off where that is usual.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' | 'Æ' => out.push_str("Ae"),
            'Ö' | 'Ø' | 'Œ' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' | 'ẞ' => out.push_str("ss"),
            'á' | 'à' | 'â' | 'å' | 'ã' | 'ą' | 'ă' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ı' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ő' => out.push('o'),
            'ú' | 'ù' | 'û' | 'ů' | 'ű' => out.push('u'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'š' | 'ś' | 'ş' | 'ș' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ł' => out.push('l'),
            'ř' => out.push('r'),
            'ť' | 'ț' | 'ţ' => out.push('t'),
            'ğ' => out.push('g'),
            'ď' | 'đ' => out.push('d'),
            'ý' => out.push('y'),
            'Ç' | 'Č' | 'Ć' => out.push('C'),
            'Ł' => out.push('L'),
            'Š' | 'Ş' | 'Ś' => out.push('S'),
            'Ž' | 'Ż' | 'Ź' => out.push('Z'),
            'İ' => out.push('I'),
            c => out.push(c),
        }
    }
    out
}

/// The name of a variable out of a label: "Angaben vollständig" gives `angabenVollstaendig`. What is a name already stays;
/// empty if there is no letter or digit in it.
#[must_use]
pub fn variable(label: &str) -> String {
    let plain = ascii(&label.replace('\u{ad}', ""));
    let plain = plain.trim();
    if is_variable(plain) {
        return plain.to_owned();
    }
    let mut name = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
    {
        let mut letters = word.chars();
        let first = letters.next();
        let lower = name.is_empty();
        name.extend(first.map(|c| if lower { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() }));
        name.push_str(letters.as_str());
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    name
}

/// True for a name that every engine takes for a variable.
#[must_use]
pub fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        for (label, wanted) in [
            ("Einkommen", "Einkommen"),
            ("Angaben vollständig", "angabenVollstaendig"),
            ("Fläche (m²)", "flaecheM"),
            ("2. Mahnung", "_2Mahnung"),
            ("Nr.", "nr"),
            ("Ein\u{ad}kommen", "Einkommen"),
            (" → ", ""),
        ] {
            assert_eq!(variable(label), wanted, "{label}");
        }
    }
}
