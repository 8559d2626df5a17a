//! Text to expression: one grammar that takes the board's own notation, JUEL and the common part of FEEL.

use super::{Expression, Operator};

/// Longer or deeper texts are not conditions that people wrote.
const MAX_LENGTH: usize = 4_000;
const MAX_DEPTH: usize = 64;

/// Reads an expression with or without the marks of a notation; `None` if it is anything else.
#[must_use]
pub fn parse(text: &str) -> Option<Expression> {
    let text = text.trim();
    let bare = match text.strip_prefix("${").or_else(|| text.strip_prefix("#{")) {
        Some(rest) => rest.strip_suffix('}')?,
        None if text.starts_with("==") => return None,
        None => text.strip_prefix('=').unwrap_or(text),
    };
    if bare.len() > MAX_LENGTH {
        return None;
    }
    let mut parser = Parser { tokens: tokens(bare)?, next: 0, depth: 0 };
    let expression = parser.binary(1)?;
    (parser.next == parser.tokens.len()).then_some(expression)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Number(String),
    Text(String),
    Operator(Operator),
    Not,
    Open,
    Close,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut follows = |wanted: char| chars.next_if(|(_, next)| *next == wanted).is_some();
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '+' => Token::Operator(Operator::Plus),
            '-' => Token::Operator(Operator::Minus),
            '*' if !follows('*') => Token::Operator(Operator::Times),
            '/' => Token::Operator(Operator::Divide),
            '=' => {
                follows('=');
                Token::Operator(Operator::Equal)
            }
            '!' if follows('=') => Token::Operator(Operator::Unequal),
            '!' => Token::Not,
            '<' if follows('=') => Token::Operator(Operator::LessOrEqual),
            '<' => Token::Operator(Operator::Less),
            '>' if follows('=') => Token::Operator(Operator::GreaterOrEqual),
            '>' => Token::Operator(Operator::Greater),
            '&' if follows('&') => Token::Operator(Operator::And),
            '|' if follows('|') => Token::Operator(Operator::Or),
            '"' | '\'' => {
                let mut value = String::new();
                loop {
                    match chars.next()?.1 {
                        end if end == c => break,
                        '\\' => value.push(chars.next()?.1),
                        inner => value.push(inner),
                    }
                }
                Token::Text(value)
            }
            c if c.is_ascii_digit() => {
                let mut end = at + 1;
                while chars.next_if(|(_, next)| next.is_ascii_digit() || *next == '.').is_some() {
                    end += 1;
                }
                let number = &text[at..end];
                if number.ends_with('.') || number.matches('.').count() > 1 {
                    return None;
                }
                Token::Number(number.to_owned())
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let mut end = at + 1;
                let inner = |next: &(usize, char)| next.1.is_ascii_alphanumeric() || "_.".contains(next.1);
                while chars.next_if(inner).is_some() {
                    end += 1;
                }
                word(&text[at..end])?
            }
            _ => return None,
        };
        tokens.push(token);
    }
    Some(tokens)
}

fn word(word: &str) -> Option<Token> {
    Some(match word {
        "and" => Token::Operator(Operator::And),
        "or" => Token::Operator(Operator::Or),
        "not" => Token::Not,
        "eq" => Token::Operator(Operator::Equal),
        "ne" => Token::Operator(Operator::Unequal),
        "lt" => Token::Operator(Operator::Less),
        "le" => Token::Operator(Operator::LessOrEqual),
        "gt" => Token::Operator(Operator::Greater),
        "ge" => Token::Operator(Operator::GreaterOrEqual),
        // Words that mean something else somewhere.
        "empty" | "div" | "mod" | "instanceof" | "if" | "then" | "else" | "for" | "in" | "return"
        | "some" | "every" | "satisfies" | "between" | "function" => return None,
        _ if word.split('.').any(str::is_empty) => return None,
        _ => Token::Word(word.to_owned()),
    })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// Operators of at least this strength, from the left.
    fn binary(&mut self, least: u8) -> Option<Expression> {
        self.deeper()?;
        let mut left = self.unary()?;
        let mut links = 0;
        while let Some(Token::Operator(operator)) = self.peek() {
            let operator = *operator;
            let strength = operator.strength();
            if strength < least {
                break;
            }
            links += 1;
            if links > MAX_DEPTH {
                return None;
            }
            self.next += 1;
            let right = self.binary(strength + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Some(left)
    }

    fn unary(&mut self) -> Option<Expression> {
        self.deeper()?;
        let token = self.tokens.get(self.next)?.clone();
        self.next += 1;
        let expression = match token {
            // `not` binds weaker than a comparison as a word, tighter as a sign; brackets make both the same.
            Token::Not => Expression::Not(Box::new(self.unary()?)),
            Token::Operator(Operator::Minus) => Expression::Negative(Box::new(self.unary()?)),
            Token::Open => {
                let inner = self.binary(1)?;
                if self.peek() != Some(&Token::Close) {
                    return None;
                }
                self.next += 1;
                inner
            }
            Token::Word(word) => match word.as_str() {
                "true" => Expression::Bool(true),
                "false" => Expression::Bool(false),
                "null" => Expression::Null,
                // A call.
                _ if self.peek() == Some(&Token::Open) => return None,
                _ => Expression::Variable(word),
            },
            Token::Number(number) => Expression::Number(number),
            Token::Text(text) => Expression::Text(text),
            Token::Operator(_) | Token::Close => return None,
        };
        self.depth -= 1;
        Some(expression)
    }
}
