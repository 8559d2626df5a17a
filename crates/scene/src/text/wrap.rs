//! Breaking a label into lines: at blanks; behind hyphens and slashes; inside a word only if it is wider than a whole
//! line, at its soft hyphens, then by the rules of the language, at last between graphemes. Never smaller type. An ellipsis
//! only where a shape that does not grow has no room for more lines (`clip`).

use super::{Lang, hyphen, width};
use unicode_segmentation::UnicodeSegmentation;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped {
    /// As drawn: without blanks at its end and without soft hyphens, with the hyphen of a broken word.
    pub text: String,
    pub width: f64,
}

/// Lines no wider than `max` (a single grapheme that is wider gets its own). At least one line, empty for an empty
/// text. `\n` always breaks.
#[must_use]
pub fn wrap(text: &str, max: f64, size: f64, weight: u16, lang: Lang) -> Vec<Wrapped> {
    let mut wrapper =
        Wrapper { max: max.max(1.0), size, weight, lang, lines: Vec::new(), line: String::new() };
    for paragraph in text.split('\n') {
        for (i, word) in paragraph.split([' ', '\t']).enumerate() {
            wrapper.word(word, i > 0);
        }
        wrapper.end();
    }
    wrapper.lines
}

/// The first `most` lines; what is left out is told by an ellipsis at the end of the last one.
#[must_use]
pub fn clip(mut lines: Vec<Wrapped>, most: usize, max: f64, size: f64, weight: u16) -> Vec<Wrapped> {
    let most = most.max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.pop() {
            lines.push(shortened(last.text.trim_end_matches('-'), max, size, weight));
        }
    }
    lines
}

/// A text in one line; if it is wider than `max`, its beginning and an ellipsis.
#[must_use]
pub fn one_line(text: &str, max: f64, size: f64, weight: u16) -> Wrapped {
    let text: String =
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| *c != '\u{ad}').collect();
    let whole = width(&text, size, weight);
    if whole <= max + 0.01 { Wrapped { text, width: whole } } else { shortened(&text, max, size, weight) }
}

/// As much of a text as fits before an ellipsis.
fn shortened(text: &str, max: f64, size: f64, weight: u16) -> Wrapped {
    let mut text = text.trim_end();
    loop {
        let shown = format!("{text}…");
        let wide = width(&shown, size, weight);
        let Some((cut, _)) = text.grapheme_indices(true).next_back().filter(|_| wide > max + 0.01) else {
            return Wrapped { text: shown, width: wide };
        };
        text = text[..cut].trim_end();
    }
}

/// Where a word ends on a line.
struct Cut {
    /// Byte offset.
    to: usize,
    /// Bytes not drawn behind it.
    skip: usize,
    hyphen: bool,
}

struct Wrapper {
    max: f64,
    size: f64,
    weight: u16,
    lang: Lang,
    lines: Vec<Wrapped>,
    line: String,
}

impl Wrapper {
    fn width(&self, text: &str) -> f64 {
        width(text, self.size, self.weight)
    }

    fn fits(&self, text: &str) -> bool {
        // A hair of tolerance, so that a box made to measure holds its text.
        self.width(text) <= self.max + 0.01
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text: String = line.trim_end().chars().filter(|c| *c != '\u{ad}').collect();
        let width = self.width(&text);
        self.lines.push(Wrapped { text, width });
    }

    /// Adds a word, behind a blank if the line has something already and `blank` is set.
    fn word(&mut self, word: &str, blank: bool) {
        let gap = if blank && !(self.line.is_empty() && word.is_empty()) { " " } else { "" };
        let joined = if self.line.is_empty() { word.to_owned() } else { format!("{}{gap}{word}", self.line) };
        if self.fits(&joined) {
            self.line = joined;
            return;
        }
        if self.fits(word) && !self.line.is_empty() {
            // Still a better place: behind a hyphen inside the word.
            let lead = format!("{}{gap}", self.line);
            if let Some(cut) = self.at_joint(word, &lead) {
                self.line = format!("{lead}{}", &word[..cut]);
                self.end();
                self.line = word[cut..].to_owned();
                return;
            }
            self.end();
            self.line = word.to_owned();
            return;
        }
        self.split(word, gap);
    }

    /// The last place behind a hyphen or slash up to which the word fits behind `lead`.
    fn at_joint(&self, word: &str, lead: &str) -> Option<usize> {
        joints(word).filter(|cut| self.fits(&format!("{lead}{}", &word[..*cut]))).last()
    }

    /// A word wider than a line.
    fn split(&mut self, word: &str, gap: &str) {
        let breaks = hyphen::breaks(word, self.lang);
        let mut done = 0;
        let mut lead = if self.line.is_empty() { String::new() } else { format!("{}{gap}", self.line) };
        while done < word.len() {
            let rest = &word[done..];
            let all = format!("{lead}{rest}");
            if self.fits(&all) {
                self.line = all;
                return;
            }
            let cut = self.cut(word, done, &breaks, &lead).or_else(|| {
                // On a line of its own it must go on somehow.
                lead.is_empty().then(|| Cut { to: done + self.graphemes(rest), skip: 0, hyphen: false })
            });
            match cut {
                Some(cut) => {
                    let hyphen = if cut.hyphen { "-" } else { "" };
                    self.line = format!("{lead}{}{hyphen}", &word[done..cut.to]);
                    done = cut.to + cut.skip;
                }
                None => self.line.clone_from(&lead),
            }
            self.end();
            lead.clear();
        }
    }

    /// The best place up to which the rest of a word fits behind `lead`: a joint, a soft hyphen, else by the language.
    fn cut(&self, word: &str, done: usize, breaks: &[hyphen::Break], lead: &str) -> Option<Cut> {
        if let Some(cut) = self.at_joint(&word[done..], lead) {
            return Some(Cut { to: done + cut, skip: 0, hyphen: false });
        }
        let fits = |to: usize| to > done && self.fits(&format!("{lead}{}-", &word[done..to]));
        let soft = word.match_indices('\u{ad}').map(|(at, _)| at).rfind(|at| fits(*at));
        if let Some(to) = soft {
            return Some(Cut { to, skip: '\u{ad}'.len_utf8(), hyphen: true });
        }
        let room = self.max - self.width(lead);
        let breaks: Vec<&hyphen::Break> = breaks.iter().filter(|b| fits(b.at)).collect();
        // A seam of a compound is better than a syllable, unless it leaves half of the room empty.
        let good = |b: &&&hyphen::Break| {
            b.rank == hyphen::Rank::Seam && self.width(&word[done..b.at]) >= room * 0.45
        };
        let best = breaks.iter().rev().find(good).or(breaks.last())?;
        Some(Cut { to: best.at, skip: 0, hyphen: true })
    }

    /// How many bytes of graphemes fit on a line: at least one grapheme.
    fn graphemes(&self, word: &str) -> usize {
        let mut cut = 0;
        for (at, grapheme) in word.grapheme_indices(true) {
            let end = at + grapheme.len();
            if cut > 0 && !self.fits(&word[..end]) {
                break;
            }
            cut = end;
        }
        cut
    }
}

/// Places behind hyphens, dashes and slashes inside a word (not behind a leading or trailing one).
fn joints(word: &str) -> impl Iterator<Item = usize> + '_ {
    word.char_indices()
        .filter(|(_, letter)| matches!(letter, '-' | '\u{2010}' | '–' | '—' | '/' | '\u{200b}'))
        .map(|(at, letter)| at + letter.len_utf8())
        .filter(move |cut| {
            *cut < word.len() && word[..*cut].chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
        })
}
