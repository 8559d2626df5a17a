//! The tests of a decision table's cells: FEEL's simple unary tests (DMN 1.3, 10.3.1.2, grammar rules 7–18), as far as
//! numbers, texts, flags and days go; and which values pass them.

mod parse;

pub use parse::{CellError, parse, parse_output};

/// What a cell asks of its column's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `-`, or nothing.
    Any,
    /// One of these.
    Is(Vec<Atom>),
    /// `not(…)`: none of these.
    Not(Vec<Atom>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    Equal(Value),
    Less(Value),
    LessOrEqual(Value),
    Greater(Value),
    GreaterOrEqual(Value),
    /// From, to, and whether each belongs to it.
    Between(Value, Value, bool, bool),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Text(String),
    Flag(bool),
    /// A day, counted from the first of March of the year 0.
    Day(u32),
    /// A name, `null`, a duration, …: known to the engine only.
    Other,
}

/// The number of a day (`2027-01-31`); years begin in March, so that the day a leap year has more comes last.
fn days(day: &str) -> u32 {
    let mut parts = day.split('-').filter_map(|part| part.parse::<u32>().ok());
    let mut part = || parts.next().unwrap_or(1);
    let (year, month, day) = (part(), part(), part());
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.saturating_sub(1), month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1
}

/// The day of a number of `days`.
pub(in crate::decision) fn day(number: u32) -> String {
    // Never too late a year to begin with.
    let mut year = number / 366;
    while (year + 1) * 365 + (year + 1) / 4 - (year + 1) / 100 + (year + 1) / 400 <= number {
        year += 1;
    }
    let rest = number - (year * 365 + year / 4 - year / 100 + year / 400);
    let month = (rest * 5 + 2) / 153;
    let day = rest - (month * 153 + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    format!("{year:04}-{month:02}-{day:02}")
}

/// A value that a column may have, for trying tests on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    Number(f64),
    /// `None`: some text that no cell names.
    Text(Option<String>),
    Flag(bool),
}

impl Test {
    /// Whether a value passes; `None` if only the engine knows.
    #[must_use]
    pub fn takes(&self, sample: &Sample) -> Option<bool> {
        let any = |atoms: &[Atom]| -> Option<bool> {
            let passed: Option<Vec<bool>> = atoms.iter().map(|atom| atom.takes(sample)).collect();
            Some(passed?.contains(&true))
        };
        match self {
            Self::Any => Some(true),
            Self::Is(atoms) => any(atoms),
            Self::Not(atoms) => any(atoms).map(|passed| !passed),
        }
    }

    /// All values that stand in it.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let atoms: &[Atom] = match self {
            Self::Any => &[],
            Self::Is(atoms) | Self::Not(atoms) => atoms,
        };
        atoms
            .iter()
            .flat_map(|atom| match atom {
                Atom::Equal(value)
                | Atom::Less(value)
                | Atom::LessOrEqual(value)
                | Atom::Greater(value)
                | Atom::GreaterOrEqual(value) => [Some(value), None],
                Atom::Between(low, high, _, _) => [Some(low), Some(high)],
            })
            .flatten()
    }
}

impl Value {
    /// Numbers and days as one line to compare on.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Day(day) => Some(f64::from(*day)),
            Self::Text(_) | Self::Flag(_) | Self::Other => None,
        }
    }
}

impl Atom {
    fn takes(&self, sample: &Sample) -> Option<bool> {
        match (self, sample) {
            (Self::Equal(Value::Text(text)), Sample::Text(sample)) => Some(sample.as_ref() == Some(text)),
            (Self::Equal(Value::Flag(flag)), Sample::Flag(sample)) => Some(flag == sample),
            (Self::Between(low, high, low_in, high_in), Sample::Number(sample)) => {
                let (low, high) = (low.number()?, high.number()?);
                let above = *sample > low || *low_in && near(*sample, low);
                let below = *sample < high || *high_in && near(*sample, high);
                Some(above && below)
            }
            (Self::Equal(value), Sample::Number(sample)) => value.number().map(|value| near(*sample, value)),
            (Self::Less(value), Sample::Number(sample)) => value.number().map(|value| *sample < value),
            (Self::Greater(value), Sample::Number(sample)) => value.number().map(|value| *sample > value),
            (Self::LessOrEqual(value), Sample::Number(sample)) => {
                value.number().map(|value| *sample < value || near(*sample, value))
            }
            (Self::GreaterOrEqual(value), Sample::Number(sample)) => {
                value.number().map(|value| *sample > value || near(*sample, value))
            }
            _ => None,
        }
    }
}

/// Samples are the very numbers of the cells, or lie well between them.
fn near(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_there_and_back() {
        for text in ["2027-01-31", "2028-02-29", "2028-03-01", "2000-12-31", "1999-01-01"] {
            assert_eq!(day(days(text)), text);
        }
        assert_eq!(days("2027-03-01") - days("2027-02-28"), 1);
        assert_eq!(days("2028-03-01") - days("2028-02-28"), 2);
    }
}
