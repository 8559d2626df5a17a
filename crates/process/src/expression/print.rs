//! Expression to text, with as few brackets as the notation allows.

use super::{Expression, Notation, Operator};

impl Expression {
    /// The expression with the marks of the notation.
    #[must_use]
    pub fn print(&self, notation: Notation) -> String {
        let mut out = String::new();
        self.write(notation, 0, &mut out);
        match notation {
            Notation::Plain => out,
            Notation::Juel => format!("${{{out}}}"),
            Notation::Feel => format!("={out}"),
        }
    }

    fn write(&self, notation: Notation, around: u8, out: &mut String) {
        match self {
            Self::Variable(text) | Self::Number(text) => out.push_str(text),
            Self::Text(text) => {
                out.push('"');
                out.push_str(&text.replace('\\', "\\\\").replace('"', "\\\""));
                out.push('"');
            }
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Null => out.push_str("null"),
            Self::Not(inner) if notation == Notation::Feel => {
                out.push_str("not(");
                inner.write(notation, 0, out);
                out.push(')');
            }
            Self::Not(inner) => {
                out.push('!');
                inner.write(notation, 9, out);
            }
            Self::Negative(inner) => {
                out.push('-');
                inner.write(notation, 9, out);
            }
            Self::Binary(operator, left, right) => {
                let strength = operator.strength();
                let bracket = strength < around;
                if bracket {
                    out.push('(');
                }
                // Comparisons do not chain: brackets on both sides say what is meant.
                let compares = u8::from(strength == 4);
                left.write(notation, strength + compares, out);
                out.push_str(operator.sign(notation));
                right.write(notation, strength + 1, out);
                if bracket {
                    out.push(')');
                }
            }
        }
    }
}

impl Operator {
    const fn sign(self, notation: Notation) -> &'static str {
        let feel = matches!(notation, Notation::Feel);
        match self {
            Self::Or if feel => " or ",
            Self::Or => " || ",
            Self::And if feel => " and ",
            Self::And => " && ",
            Self::Equal if feel => " = ",
            Self::Equal => " == ",
            Self::Unequal => " != ",
            Self::Less => " < ",
            Self::LessOrEqual => " <= ",
            Self::Greater => " > ",
            Self::GreaterOrEqual => " >= ",
            Self::Plus => " + ",
            Self::Minus => " - ",
            Self::Times => " * ",
            Self::Divide => " / ",
        }
    }
}
