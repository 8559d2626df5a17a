//! Writing XML: numbers short, colours resolved, everything a person typed escaped.

use crate::{Theme, Token};

pub(super) struct Writer {
    text: String,
    theme: Theme,
}

/// At most two decimals, without zeros at the end.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // No "-0".
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

impl Writer {
    pub(super) const fn new(theme: Theme) -> Self {
        Self { text: String::new(), theme }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Markup of this crate.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Text of people: escaped, and without what XML 1.0 forbids.
    pub(super) fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.text.push(' '),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                _ => self.text.push(c),
            }
        }
    }

    pub(super) fn number(&mut self, name: &str, value: f64) {
        self.text.push_str(&format!(" {name}=\"{}\"", number(value)));
    }

    /// A colour as `#RRGGBB`, transparency beside it.
    pub(super) fn colour(&mut self, name: &str, token: Token) {
        let value = token.value(self.theme);
        self.text.push_str(&format!(" {name}=\"#{:06X}\"", value >> 8));
        let alpha = value & 0xFF;
        if alpha < 0xFF {
            self.number(&format!("{name}-opacity"), f64::from(alpha) / 255.0);
        }
    }
}
