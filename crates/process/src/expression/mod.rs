//! Conditions and values as a tree: read from the notation people or files wrote them in, printed in the one an engine
//! understands. Comparisons, boolean words and sums over variables are the same in all of them; whatever is more (calls
//! of beans, FEEL's lists) is of one engine and is not read here.

mod parse;
mod print;

pub use parse::parse;

/// How an engine writes expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As on the board: `complete == true && amount > 10`.
    Plain,
    /// The Unified Expression Language, in `${…}`.
    Juel,
    /// FEEL (DMN 1.3, 10.3), after a `=`.
    Feel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
}

/// An expression over the variables of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A variable, or a part of one: `applicant.income`.
    Variable(String),
    /// As written: digits, at most one point.
    Number(String),
    Text(String),
    Bool(bool),
    Null,
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
}

impl Operator {
    /// Binds tighter when higher.
    const fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Divide => 6,
        }
    }
}

impl Expression {
    /// The variables in it, in their order, as often as they stand there.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut found = Vec::new();
        // Depth is bounded by the parser.
        match self {
            Self::Variable(name) => found.push(name.as_str()),
            Self::Not(inner) | Self::Negative(inner) => found.extend(inner.variables()),
            Self::Binary(_, left, right) => {
                found.extend(left.variables());
                found.extend(right.variables());
            }
            Self::Number(_) | Self::Text(_) | Self::Bool(_) | Self::Null => {}
        }
        found
    }
}

/// The text in another notation with its marks; `None` if it says more than can be translated. A text that is in that
/// notation already stays as it is.
#[must_use]
pub fn translate(text: &str, notation: Notation) -> Option<String> {
    let text = text.trim();
    let juel = text.starts_with("${") || text.starts_with("#{");
    let feel = text.starts_with('=') && !text.starts_with("==");
    let marked = match notation {
        Notation::Plain => true,
        Notation::Juel => juel,
        Notation::Feel => feel,
    };
    if marked {
        return Some(text.to_owned());
    }
    match parse(text) {
        Some(expression) => Some(expression.print(notation)),
        // Without marks it is taken for an expression of the engine's own.
        None if !juel && !feel && notation == Notation::Juel => Some(format!("${{{text}}}")),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_notations() {
        for (text, plain, juel, feel) in [
            ("complete == true", "complete == true", "${complete == true}", "=complete = true"),
            ("= complete = true", "complete == true", "${complete == true}", "= complete = true"),
            ("a and not b", "a && !b", "${a && !b}", "=a and not(b)"),
            ("!(a || b) && c", "!(a || b) && c", "${!(a || b) && c}", "=not(a or b) and c"),
            ("${n ge 3}", "n >= 3", "${n ge 3}", "=n >= 3"),
            (
                "x.y != 'a \"b\"'",
                "x.y != \"a \\\"b\\\"\"",
                "${x.y != \"a \\\"b\\\"\"}",
                "=x.y != \"a \\\"b\\\"\"",
            ),
            ("a - (b - c) * -2.5", "a - (b - c) * -2.5", "${a - (b - c) * -2.5}", "=a - (b - c) * -2.5"),
            ("(a == b) == c", "(a == b) == c", "${(a == b) == c}", "=(a = b) = c"),
            ("x == null", "x == null", "${x == null}", "=x = null"),
        ] {
            let parsed = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(parsed.print(Notation::Plain), plain, "{text}");
            assert_eq!(translate(text, Notation::Juel).as_deref(), Some(juel), "{text}");
            assert_eq!(translate(text, Notation::Feel).as_deref(), Some(feel), "{text}");
            // What was printed reads as the same.
            for notation in [Notation::Plain, Notation::Juel, Notation::Feel] {
                assert_eq!(parse(&parsed.print(notation)).as_ref(), Some(&parsed), "{text} {notation:?}");
            }
        }
    }

    #[test]
    fn what_is_of_one_engine_only() {
        assert_eq!(translate("bean.call(x)", Notation::Juel).as_deref(), Some("${bean.call(x)}"));
        assert_eq!(translate("#{bean.call(x)}", Notation::Juel).as_deref(), Some("#{bean.call(x)}"));
        assert_eq!(translate("${bean.call(x)}", Notation::Feel), None);
        assert_eq!(translate("bean.call(x)", Notation::Feel), None);
        assert_eq!(translate("=count(list) > 1", Notation::Juel), None);
        assert_eq!(translate("=count(list) > 1", Notation::Feel).as_deref(), Some("=count(list) > 1"));
        for text in ["", "a ==", "a b", "(a", "a)", "'open", "1.2.3", "a == b == ", "${a", "ä ==", "&&"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    /// Depth is bounded: hostile text costs no stack.
    #[test]
    fn deep_text() {
        for text in
            ["(".repeat(100_000), "!".repeat(100_000), "-".repeat(100_000), "a + ".repeat(100_000) + "a"]
        {
            let _ = parse(&text);
        }
    }
}
