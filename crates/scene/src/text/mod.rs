//! Text measured once, from tables made of the shipped font: widths, runs, line breaks. No shaping, no font files, no
//! browser: canvas, SVG and editor break lines alike because all of them ask here.

mod hyphen;
mod table;
mod wrap;

use crate::item::Run;
use table::{Letter, UNITS, table};
use unicode_segmentation::UnicodeSegmentation;

pub use wrap::{Wrapped, clip, one_line, wrap};

/// The family's name in style sheets.
pub const FAMILY: &str = "Atkinson Hyperlegible Next";

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

/// What stands for one grapheme in a measurement.
#[derive(Clone, Copy)]
enum Sign {
    /// Letters of one shipped face: the first and the last of them, and their advance in units.
    Known { first: Letter, last: Letter, advance: f64 },
    /// No shipped face draws it: fitted to this advance.
    Foreign(f64),
    /// Nothing to be seen: controls, soft hyphens, joiners on their own.
    Nothing,
}

const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn sign(grapheme: &str, weight: u16) -> Sign {
    let table = table();
    let mut found: Option<(Letter, Letter, f64)> = None;
    let mut base = None;
    let mut foreign = false;
    for letter in grapheme.chars() {
        if is_invisible(letter) {
            continue;
        }
        // A no-break space of a kind that the font lacks is as wide as a space.
        let letter = if matches!(letter, '\u{202f}' | '\u{2007}') { ' ' } else { letter };
        let Some(known) = table.find(letter) else {
            foreign = true;
            continue;
        };
        let advance = if is_mark(letter) { 0.0 } else { table.advance(known, weight) };
        base.get_or_insert(advance);
        found = match found {
            None => Some((known, known, advance)),
            Some((first, last, sum)) if last.face == known.face => {
                let kerning = if is_mark(letter) { 0.0 } else { table.kerning(last, known, weight) };
                // A mark does not come between its letter and the next one.
                Some((first, if is_mark(letter) { last } else { known }, sum + advance + kerning))
            }
            Some(other) => {
                foreign = true;
                Some(other)
            }
        };
    }
    match found {
        _ if foreign => Sign::Foreign(base.unwrap_or(UNITS)),
        Some((first, last, advance)) => Sign::Known { first, last, advance },
        None => Sign::Nothing,
    }
}

/// Width of a text in one line, board units; `size` in board units, `weight` 400, 500, 600 or 700. Soft hyphens and
/// controls have no width.
#[must_use]
pub fn width(text: &str, size: f64, weight: u16) -> f64 {
    let table = table();
    let (mut sum, mut before): (f64, Option<Letter>) = (0.0, None);
    let mut add = |sign: Sign| match sign {
        Sign::Known { first, last, advance } => {
            sum += advance + before.map_or(0.0, |before| table.kerning(before, first, weight));
            before = Some(last);
        }
        Sign::Foreign(advance) => {
            sum += advance;
            before = None;
        }
        Sign::Nothing => {}
    };
    if text.is_ascii() {
        // Every letter is a grapheme: no segmentation.
        for letter in text.chars() {
            add(sign(letter.encode_utf8(&mut [0; 4]), weight));
        }
    } else {
        text.graphemes(true).for_each(|grapheme| add(sign(grapheme, weight)));
    }
    sum * size / UNITS
}

/// Splits a line into runs of one face each; the first starts at `x`. Invisible characters are left out.
#[must_use]
pub fn runs(text: &str, x: f64, size: f64, weight: u16) -> Vec<Run> {
    let table = table();
    let mut runs: Vec<Run> = Vec::new();
    let mut current: Option<u8> = None;
    let mut before: Option<Letter> = None;
    let mut at = x;
    for grapheme in text.graphemes(true) {
        let (face, advance, last) = match sign(grapheme, weight) {
            Sign::Nothing => continue,
            Sign::Foreign(advance) => (None, advance, None),
            Sign::Known { first, last, advance } => {
                let kerning = before.map_or(0.0, |before| table.kerning(before, first, weight));
                (Some(first.face), advance + kerning, Some(last))
            }
        };
        let advance = advance * size / UNITS;
        match runs.last_mut() {
            Some(run) if face.is_some() && face == current => {
                run.text.push_str(grapheme);
                run.width += advance;
            }
            _ => runs.push(Run { text: grapheme.to_owned(), x: at, width: advance, fitted: face.is_none() }),
        }
        at += advance;
        current = face;
        before = last;
    }
    for run in &mut runs {
        if run.text.contains(is_invisible) {
            run.text.retain(|letter| !is_invisible(letter) || letter == '\u{200d}');
        }
    }
    runs
}

/// Which of the shipped files draws a letter; `None` if none does.
#[must_use]
pub fn face(letter: char) -> Option<usize> {
    table().find(letter).map(|letter| letter.face as usize)
}

/// The letters of a shipped file as a CSS `unicode-range`.
#[must_use]
pub fn letters(face: usize) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in table().codes(face) {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == code => *end = code,
            _ => ranges.push((code, code)),
        }
    }
    let parts: Vec<String> = ranges
        .into_iter()
        .map(|(a, b)| if a == b { format!("U+{a:X}") } else { format!("U+{a:X}-{b:X}") })
        .collect();
    parts.join(",")
}
