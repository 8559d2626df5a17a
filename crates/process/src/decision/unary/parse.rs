//! Reads cells. What is read of names and of functions that are not known here is that they are there.

use super::{Atom, Test, Value, days};
use crate::form::is_day;

/// Why a cell cannot be read, and at which of its characters, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellError {
    pub code: &'static str,
    pub at: usize,
}

/// Longest cell that is read, characters.
const LONGEST: usize = 4_000;

/// Reads the test of an input cell.
///
/// # Errors
/// `cell.unexpected`, `cell.open-text`, `cell.bad-number`, `cell.bad-day`, `cell.backwards`, `cell.too-long`.
pub fn parse(text: &str) -> Result<Test, CellError> {
    let chars: Vec<char> = text.chars().collect();
    let mut parser = Parser::over(&chars)?;
    if parser.ended() {
        return Ok(Test::Any);
    }
    let start = parser.at;
    if parser.takes('-') {
        parser.blanks();
        if parser.ended() {
            return Ok(Test::Any);
        }
        // A minus before a number.
        parser.at = start;
    }
    let test = if parser.word() == "not" && parser.opens() {
        let atoms = parser.atoms()?;
        parser.expect(')')?;
        Test::Not(atoms)
    } else {
        parser.at = start;
        Test::Is(parser.atoms()?)
    };
    parser.blanks();
    if parser.ended() { Ok(test) } else { Err(parser.error("cell.unexpected")) }
}

/// Reads what an output cell gives: a literal, or an expression over variables (`expression::parse`); nothing is fine.
///
/// # Errors
/// As `parse`.
pub fn parse_output(text: &str) -> Result<Option<Value>, CellError> {
    let chars: Vec<char> = text.chars().collect();
    let mut parser = Parser::over(&chars)?;
    if parser.ended() {
        return Ok(None);
    }
    let literal = parser.value();
    parser.blanks();
    match literal {
        Ok(value) if parser.ended() => Ok(Some(value)),
        _ if crate::expression::parse(text).is_some() => Ok(Some(Value::Other)),
        Ok(_) => Err(parser.error("cell.unexpected")),
        Err(error) => Err(error),
    }
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
}

impl<'a> Parser<'a> {
    /// At the first character that is no blank.
    fn over(chars: &'a [char]) -> Result<Self, CellError> {
        let mut parser = Self { chars, at: 0 };
        if chars.len() > LONGEST {
            return Err(parser.error("cell.too-long"));
        }
        parser.blanks();
        Ok(parser)
    }
    const fn error(&self, code: &'static str) -> CellError {
        CellError { code, at: self.at + 1 }
    }
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }
    const fn ended(&self) -> bool {
        self.at >= self.chars.len()
    }
    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }
    fn takes(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }
    fn expect(&mut self, wanted: char) -> Result<(), CellError> {
        self.blanks();
        if self.takes(wanted) { Ok(()) } else { Err(self.error("cell.unexpected")) }
    }
    fn opens(&mut self) -> bool {
        self.blanks();
        self.takes('(')
    }
    /// Letters, digits, `_` and `.`, as they stand here.
    fn word(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn atoms(&mut self) -> Result<Vec<Atom>, CellError> {
        let mut atoms = vec![self.atom()?];
        loop {
            self.blanks();
            if !self.takes(',') {
                return Ok(atoms);
            }
            atoms.push(self.atom()?);
        }
    }

    fn atom(&mut self) -> Result<Atom, CellError> {
        self.blanks();
        match self.peek() {
            Some('<') => {
                self.at += 1;
                Ok(if self.takes('=') { Atom::LessOrEqual(self.value()?) } else { Atom::Less(self.value()?) })
            }
            Some('>') => {
                self.at += 1;
                Ok(if self.takes('=') {
                    Atom::GreaterOrEqual(self.value()?)
                } else {
                    Atom::Greater(self.value()?)
                })
            }
            Some(open @ ('[' | '(' | ']')) => self.interval(open == '['),
            _ => Ok(Atom::Equal(self.value()?)),
        }
    }

    /// `[a..b]`, and with `(` or `]` before, `)` or `[` behind for ends that do not belong to it.
    fn interval(&mut self, low_in: bool) -> Result<Atom, CellError> {
        let start = self.at;
        self.at += 1;
        let low = self.value()?;
        self.expect('.')?;
        if !self.takes('.') {
            return Err(self.error("cell.unexpected"));
        }
        let high = self.value()?;
        self.blanks();
        let high_in = match self.peek() {
            Some(']') => true,
            Some(')' | '[') => false,
            _ => return Err(self.error("cell.unexpected")),
        };
        self.at += 1;
        let backwards = match (&low, &high) {
            (Value::Number(a), Value::Number(b)) => a > b,
            (Value::Day(a), Value::Day(b)) => a > b,
            _ => false,
        };
        if backwards {
            self.at = start;
            return Err(self.error("cell.backwards"));
        }
        Ok(Atom::Between(low, high, low_in, high_in))
    }

    fn value(&mut self) -> Result<Value, CellError> {
        self.blanks();
        match self.peek() {
            Some('"') => self.text().map(Value::Text),
            Some(c) if c.is_ascii_digit() || c == '-' || c == '.' => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => {
                let word = self.word();
                match word.as_str() {
                    "true" => Ok(Value::Flag(true)),
                    "false" => Ok(Value::Flag(false)),
                    _ if self.peek() == Some('(') => self.call(&word),
                    _ => Ok(Value::Other),
                }
            }
            _ => Err(self.error("cell.unexpected")),
        }
    }

    fn text(&mut self) -> Result<String, CellError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '"' => return Ok(text),
                '\\' => {
                    text.extend(self.peek());
                    self.at += 1;
                }
                c => text.push(c),
            }
        }
        self.at = start;
        Err(self.error("cell.open-text"))
    }

    fn number(&mut self) -> Result<Value, CellError> {
        let start = self.at;
        self.takes('-');
        while let Some(c) = self.peek() {
            // Two points stand between the ends of an interval.
            let point = c == '.' && self.chars.get(self.at + 1).is_some_and(char::is_ascii_digit);
            if !c.is_ascii_digit() && !point {
                break;
            }
            self.at += 1;
        }
        let text: String = self.chars[start..self.at].iter().collect();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Number(number)),
            _ => {
                self.at = start;
                Err(self.error("cell.bad-number"))
            }
        }
    }

    /// `date("…")` is a day; other functions with one text in them are the engine's.
    fn call(&mut self, name: &str) -> Result<Value, CellError> {
        self.at += 1;
        self.blanks();
        let place = self.at;
        if self.peek() != Some('"') {
            return Err(self.error("cell.unexpected"));
        }
        let text = self.text()?;
        self.expect(')')?;
        match name {
            "date" if is_day(&text) => Ok(Value::Day(days(&text))),
            "date" => {
                self.at = place;
                Err(self.error("cell.bad-day"))
            }
            _ => Ok(Value::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::days, *};

    #[test]
    fn cells() {
        let number = |n: f64| Value::Number(n);
        let text = |text: &str| Value::Text(text.into());
        for (cell, wanted) in [
            ("", Test::Any),
            (" - ", Test::Any),
            ("-3", Test::Is(vec![Atom::Equal(number(-3.0))])),
            (" -3, 4.5 ", Test::Is(vec![Atom::Equal(number(-3.0)), Atom::Equal(number(4.5))])),
            ("<= 10", Test::Is(vec![Atom::LessOrEqual(number(10.0))])),
            ("[1..5)", Test::Is(vec![Atom::Between(number(1.0), number(5.0), true, false)])),
            ("]1 .. 5[", Test::Is(vec![Atom::Between(number(1.0), number(5.0), false, false)])),
            ("(0.5..1.5]", Test::Is(vec![Atom::Between(number(0.5), number(1.5), false, true)])),
            ("\"a\",\"b \\\"c\\\"\"", Test::Is(vec![Atom::Equal(text("a")), Atom::Equal(text("b \"c\""))])),
            ("not(\"a\", >3)", Test::Not(vec![Atom::Equal(text("a")), Atom::Greater(number(3.0))])),
            ("true", Test::Is(vec![Atom::Equal(Value::Flag(true))])),
            ("< date(\"2027-01-31\")", Test::Is(vec![Atom::Less(Value::Day(days("2027-01-31")))])),
            ("limit", Test::Is(vec![Atom::Equal(Value::Other)])),
            ("duration(\"P1D\")", Test::Is(vec![Atom::Equal(Value::Other)])),
            ("nothing", Test::Is(vec![Atom::Equal(Value::Other)])),
        ] {
            assert_eq!(parse(cell), Ok(wanted), "{cell}");
        }
    }

    #[test]
    fn cells_that_cannot_be_read() {
        for (cell, code, at) in [
            ("\"open", "cell.open-text", 1),
            ("1,", "cell.unexpected", 3),
            ("[1..", "cell.unexpected", 5),
            ("[5..1]", "cell.backwards", 1),
            ("1 2", "cell.unexpected", 3),
            ("--3", "cell.bad-number", 1),
            ("not(", "cell.unexpected", 5),
            ("date(\"2027-02-30\")", "cell.bad-day", 6),
            (">", "cell.unexpected", 2),
            ("= 3", "cell.unexpected", 1),
            ("1..2", "cell.unexpected", 2),
            ("f(x)", "cell.unexpected", 3),
            ("@", "cell.unexpected", 1),
        ] {
            assert_eq!(parse(cell), Err(CellError { code, at }), "{cell}");
        }
        assert_eq!(parse(&"(".repeat(100_000)).unwrap_err().code, "cell.too-long");
        assert!(parse(&"(".repeat(3_000)).is_err());
    }

    #[test]
    fn outputs() {
        for (cell, fine) in [
            ("", true),
            ("\"a\"", true),
            ("12.5", true),
            ("income * 2", true),
            ("-", false),
            ("\"a", false),
            ("1,2", false),
        ] {
            assert_eq!(parse_output(cell).is_ok(), fine, "{cell}");
        }
    }
}
