//! Cells in JUEL, for engines whose tables know no FEEL: each a whole expression over what its column looks at. What only
//! FEEL can say has none.

use super::unary::{self, Atom, Test, Value};
use crate::expression::{self, Expression, Notation};

/// What a column looks at, to stand in an expression; `None` if it is more than JUEL can say.
#[must_use]
pub fn column(text: &str) -> Option<String> {
    let looked_at = expression::parse(text)?;
    let plain = bare(&looked_at);
    Some(if matches!(looked_at, Expression::Variable(_)) { plain } else { format!("({plain})") })
}

/// The test of a cell, with the marks of an expression; empty where anything passes.
#[must_use]
pub fn test(column: &str, cell: &str) -> Option<String> {
    let any = |atoms: &[Atom]| -> Option<String> {
        let all: Option<Vec<String>> = atoms.iter().map(|one| atom(column, one)).collect();
        Some(all?.join(" || "))
    };
    Some(match unary::parse(cell).ok()? {
        Test::Any => String::new(),
        Test::Is(atoms) => format!("${{{}}}", any(&atoms)?),
        Test::Not(atoms) => format!("${{!({})}}", any(&atoms)?),
    })
}

/// What a cell answers, with the marks of an expression; empty where it says nothing.
#[must_use]
pub fn answer(cell: &str) -> Option<String> {
    Some(match unary::parse_output(cell).ok()? {
        None => String::new(),
        Some(Value::Other) => expression::parse(cell)?.print(Notation::Juel),
        Some(said) => format!("${{{}}}", value(&said)?),
    })
}

fn atom(column: &str, atom: &Atom) -> Option<String> {
    // Nothing is neither more nor less there: to JUEL it is 0.
    let compare = |sign: &str, to: &Value| -> Option<String> {
        Some(format!("({column} != null && {column} {sign} {})", value(to)?))
    };
    match atom {
        Atom::Equal(to) => Some(format!("{column} == {}", value(to)?)),
        Atom::Less(to) => compare("<", to),
        Atom::LessOrEqual(to) => compare("<=", to),
        Atom::Greater(to) => compare(">", to),
        Atom::GreaterOrEqual(to) => compare(">=", to),
        Atom::Between(low, high, low_in, high_in) => {
            let (above, below) = (if *low_in { ">=" } else { ">" }, if *high_in { "<=" } else { "<" });
            let (low, high) = (value(low)?, value(high)?);
            Some(format!("({column} != null && {column} {above} {low} && {column} {below} {high})"))
        }
    }
}

fn value(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => bare(&Expression::Text(text.clone())),
        Value::Flag(flag) => flag.to_string(),
        Value::Day(number) => format!("date:toDate('{}')", unary::day(*number)),
        Value::Other => return None,
    })
}

/// Without the marks.
fn bare(expression: &Expression) -> String {
    let marked = expression.print(Notation::Juel);
    let inner = marked.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.map(str::to_owned).unwrap_or(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_as_expressions() {
        for (cell, wanted) in [
            ("", Some("")),
            ("-", Some("")),
            ("< 1000", Some("${(x != null && x < 1000)}")),
            ("[1.5..20)", Some("${(x != null && x >= 1.5 && x < 20)}")),
            ("\"it's\", \"b\"", Some("${x == \"it's\" || x == \"b\"}")),
            ("not(true)", Some("${!(x == true)}")),
            ("> date(\"2027-01-31\")", Some("${(x != null && x > date:toDate('2027-01-31'))}")),
            ("< limit", None),
            ("[5..", None),
        ] {
            assert_eq!(test("x", cell).as_deref(), wanted, "{cell}");
        }
    }

    #[test]
    fn columns_and_answers() {
        assert_eq!(column("income").as_deref(), Some("income"));
        assert_eq!(column("income - rent").as_deref(), Some("(income - rent)"));
        assert_eq!(column("count(children)"), None);
        for (cell, wanted) in [
            ("", Some("")),
            ("300", Some("${300}")),
            ("\"ja\"", Some("${\"ja\"}")),
            ("income * 2", Some("${income * 2}")),
        ] {
            assert_eq!(answer(cell).as_deref(), wanted, "{cell}");
        }
    }
}
