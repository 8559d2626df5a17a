//! Which rules of a table can hold at once, and for which values none does. Every column is tried at the values its cells
//! name and between them; where a cell says what only an engine knows, nothing is claimed.

use super::{
    ColumnType, Decision,
    unary::{self, Sample, Test},
};

/// Most combinations of values that are tried for gaps.
const MOST: usize = 20_000;

/// Rows, by their number from 0, of rules that can hold at once.
#[must_use]
pub fn overlaps(decision: &Decision<'_>) -> Vec<(usize, usize)> {
    let Some(table) = Tried::new(decision) else { return Vec::new() };
    let mut found = Vec::new();
    for second in 0..table.rows.len() {
        for first in 0..second {
            let both = table.rows[first].iter().zip(&table.rows[second]).all(|(a, b)| match (a, b) {
                (Some(a), Some(b)) => a.iter().zip(b).any(|(a, b)| *a && *b),
                _ => false,
            });
            if both {
                found.push((first, second));
            }
        }
    }
    found
}

/// Values of the columns, in words of FEEL, for which no rule holds; `None` if there are none, or that cannot be said.
#[must_use]
pub fn gap(decision: &Decision<'_>) -> Option<Vec<String>> {
    let table = Tried::new(decision)?;
    let whole = table.rows.iter().all(|row| row.iter().all(Option::is_some));
    let count = table.samples.iter().try_fold(1_usize, |count, samples| count.checked_mul(samples.len()));
    if !whole || table.rows.is_empty() || count.is_none_or(|count| count > MOST) {
        return None;
    }
    let mut at = vec![0; table.samples.len()];
    loop {
        let holds = |row: &Vec<Option<Vec<bool>>>| {
            row.iter().zip(&at).all(|(cell, place)| cell.as_ref().is_some_and(|cell| cell[*place]))
        };
        if !table.rows.iter().any(holds) {
            let kinds = decision.inputs.iter().map(|input| input.kind);
            let named = at.iter().zip(&table.samples).zip(kinds);
            let named = named.map(|((place, samples), kind)| said(&samples[*place], kind));
            return Some(named.collect());
        }
        // The next combination, like an odometer.
        let mut column = 0;
        loop {
            if column == at.len() {
                return None;
            }
            at[column] += 1;
            if at[column] < table.samples[column].len() {
                break;
            }
            at[column] = 0;
            column += 1;
        }
    }
}

fn said(sample: &Sample, kind: ColumnType) -> String {
    match sample {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Sample::Number(number) if kind == ColumnType::Date => unary::day(number.max(0.0) as u32),
        Sample::Number(number) => number.to_string(),
        Sample::Text(Some(text)) => format!("\"{text}\""),
        Sample::Text(None) => "…".into(),
        Sample::Flag(flag) => flag.to_string(),
    }
}

/// Every cell tried at the samples of its column.
struct Tried {
    samples: Vec<Vec<Sample>>,
    /// By rule, by column; `None`: cannot be said.
    rows: Vec<Vec<Option<Vec<bool>>>>,
}

impl Tried {
    /// `None` if a cell cannot be read, or there is nothing to try.
    fn new(decision: &Decision<'_>) -> Option<Self> {
        if decision.inputs.is_empty() {
            return None;
        }
        let tests: Option<Vec<Vec<Test>>> = decision
            .rules
            .iter()
            .map(|rule| decision.inputs.iter().map(|input| unary::parse(input.cell(rule)).ok()).collect())
            .collect();
        let tests = tests?;
        let samples: Vec<Vec<Sample>> = decision
            .inputs
            .iter()
            .enumerate()
            .map(|(column, input)| samples(input.kind, tests.iter().map(|row| &row[column])))
            .collect();
        let rows = tests.iter().map(|row| {
            let cells = row.iter().zip(&samples);
            cells.map(|(test, samples)| samples.iter().map(|sample| test.takes(sample)).collect()).collect()
        });
        let rows = rows.collect();
        Some(Self { samples, rows })
    }
}

/// Values that tell the cells of a column apart.
fn samples<'t>(kind: ColumnType, tests: impl Iterator<Item = &'t Test>) -> Vec<Sample> {
    let values: Vec<&unary::Value> = tests.flat_map(Test::values).collect();
    match kind {
        ColumnType::YesNo => vec![Sample::Flag(true), Sample::Flag(false)],
        ColumnType::Text => {
            let named = values.into_iter().filter_map(|value| match value {
                unary::Value::Text(text) => Some(text.clone()),
                _ => None,
            });
            let named: std::collections::BTreeSet<String> = named.collect();
            named.into_iter().map(Some).chain([None]).map(Sample::Text).collect()
        }
        ColumnType::Number | ColumnType::Date => {
            let mut points: Vec<f64> = values.into_iter().filter_map(unary::Value::number).collect();
            points.sort_by(f64::total_cmp);
            points.dedup();
            let (Some(first), Some(last)) = (points.first(), points.last()) else {
                return vec![Sample::Number(0.0)];
            };
            let mut all = vec![first - 1.0];
            // Between two days that follow each other there is no other.
            let apart = |a: f64, b: f64| kind == ColumnType::Number || b - a > 1.0;
            for (n, point) in points.iter().enumerate() {
                all.push(*point);
                if let Some(next) = points.get(n + 1).filter(|next| apart(*point, **next)) {
                    all.push(point.midpoint(*next));
                }
            }
            all.push(last + 1.0);
            all.into_iter().map(Sample::Number).collect()
        }
    }
}
