//! Days in the tables of engines. On a board a cell says `date("2027-01-31")`, and a column looks at a variable that holds a day.
//! Seen: the variables of Camunda 7 and Operaton are moments, which no day is equal to, earlier or later than; those of Camunda
//! 8 are texts. A table that says it like the board decides nothing there.

use crate::{
    expression::{self, Expression},
    form::is_day,
};

/// What a variable holds that holds a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// A day, as in FEEL.
    Days,
    /// The moment at which it begins.
    Moments,
    /// A text: `2027-01-31`.
    Texts,
}

const DAY: (&str, &str) = ("date", "");
const MOMENT: (&str, &str) = ("date and time", "T00:00:00");

impl Days {
    /// A cell of the board for an engine.
    #[must_use]
    pub fn cell(self, text: &str) -> String {
        if self == Self::Moments { swap(text, DAY, MOMENT) } else { text.to_owned() }
    }

    /// What a column of days looks at.
    #[must_use]
    pub fn column(self, text: &str) -> String {
        let variable = matches!(expression::parse(text), Some(Expression::Variable(_)));
        if self == Self::Texts && variable { format!("date({})", text.trim()) } else { text.to_owned() }
    }
}

/// A cell as the board says it, whatever engine it was written for.
#[must_use]
pub fn cell(text: &str) -> String {
    swap(text, MOMENT, DAY)
}

/// What a column looks at, as the board says it.
#[must_use]
pub fn column(text: &str) -> &str {
    let inner = text.trim().strip_prefix("date(").and_then(|rest| rest.strip_suffix(')'));
    inner.filter(|inner| matches!(expression::parse(inner), Some(Expression::Variable(_)))).unwrap_or(text)
}

/// Writes days of one function as those of another, outside of texts.
fn swap(text: &str, from: (&str, &str), to: (&str, &str)) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut inside, mut word) = (text, false, false);
    while let Some(c) = rest.chars().next() {
        if !inside
            && !word
            && let Some((day, after)) = day_at(rest, from)
        {
            out.push_str(&format!("{}(\"{day}{}\")", to.0, to.1));
            rest = after;
            continue;
        }
        // A backslash takes the next character along.
        let taken =
            if inside && c == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { c.len_utf8() };
        inside ^= c == '"';
        word = c.is_alphanumeric() || c == '_';
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The day that a text begins with, and what follows.
fn day_at<'t>(text: &'t str, (function, time): (&str, &str)) -> Option<(&'t str, &'t str)> {
    let open = text.strip_prefix(function)?.trim_start().strip_prefix('(')?.trim_start().strip_prefix('"')?;
    let (day, rest) = open.split_at_checked(10).filter(|(day, _)| is_day(day))?;
    Some((day, rest.strip_prefix(time)?.strip_prefix('"')?.trim_start().strip_prefix(')')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (board, seven) in [
            ("> date(\"2027-01-31\")", "> date and time(\"2027-01-31T00:00:00\")"),
            (
                "[date(\"2020-01-01\")..date(\"2027-01-31\"))",
                "[date and time(\"2020-01-01T00:00:00\")..date and time(\"2027-01-31T00:00:00\"))",
            ),
            ("\"date(\\\"2027-01-31\\\")\"", "\"date(\\\"2027-01-31\\\")\""),
            ("update(\"2027-01-31\")", "update(\"2027-01-31\")"),
            ("date(\"2027-02-30\")", "date(\"2027-02-30\")"),
            ("date(\"ä", "date(\"ä"),
            ("\"\\", "\"\\"),
            ("", ""),
        ] {
            assert_eq!(Days::Moments.cell(board), seven);
            assert_eq!(cell(seven), board);
            assert_eq!([Days::Days, Days::Texts].map(|days| days.cell(board)), [board, board]);
        }
        assert_eq!(Days::Moments.cell("date ( \"2027-01-31\" )"), "date and time(\"2027-01-31T00:00:00\")");
        assert_eq!(cell("date and time(\"2027-01-31T10:00:00\")"), "date and time(\"2027-01-31T10:00:00\")");
    }

    #[test]
    fn columns() {
        assert_eq!(Days::Texts.column("case.since"), "date(case.since)");
        assert_eq!(column("date(case.since)"), "case.since");
        for text in ["today()", "a + b", "", "date(today())"] {
            assert_eq!(Days::Texts.column(text), text);
            assert_eq!(column(text), text);
        }
        assert_eq!(Days::Moments.column("since"), "since");
    }
}
