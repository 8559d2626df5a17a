//! Timers: they say when, in ISO 8601 or as an expression, and the value fits its kind.

use crate::{
    Severity,
    check::{Context, context::about},
    kind::{Kind, Position, Trigger},
    property::names,
};

pub fn check(context: &mut Context<'_>) {
    let nodes: Vec<_> = context.graph.nodes().collect();
    for node in nodes {
        let Some(Kind::Event(position, Trigger::Timer)) = node.process_kind() else { continue };
        let Some(value) = node.text(names::TIMER) else {
            context.need(false, || about(Severity::Error, "event.missing-timer", node));
            continue;
        };
        context.need(true, || about(Severity::Error, "event.missing-timer", node));
        let kind = node.text(names::TIMER_KIND).unwrap_or("duration");
        let value = value.trim();
        let expression = value.starts_with("${") || value.starts_with("#{") || value.starts_with('=');
        let valid = expression
            || match kind {
                "duration" => is_duration(value),
                "date" => is_date(value),
                "cycle" => is_cycle(value),
                _ => false,
            };
        let severity = context.firm();
        context.require(valid, || {
            about(severity, "event.timer-invalid", node).with("value", value).with("kind", kind)
        });
        // A cycle on an intermediate event would fire once only; some engines refuse it, there and where it interrupts.
        let strict = context.any_engine(|engine| !engine.interrupting_cycles).is_some();
        let ends_what_runs = position == Position::Boundary
            || position == Position::Start && context.in_event_subprocess(node);
        let once = position == Position::Catch
            || strict && ends_what_runs && node.flag(names::INTERRUPTING) != Some(false);
        if kind == "cycle" && once {
            let severity = if strict { Severity::Error } else { Severity::Warning };
            context.need(false, || about(severity, "event.timer-cycle", node));
        }
    }
}

/// ISO 8601 duration: `P1Y2M3DT4H5M6S`, `P2W`, at least one part, fractions in the last.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let dates = parts(date, "YMWD");
    let times = time.map_or(Some(0), |time| parts(time, "HMS").filter(|count| *count > 0));
    matches!((dates, times), (Some(a), Some(b)) if a + b > 0)
}

/// How many numbers with units, in the order of `units`; `None` if it is anything else.
fn parts(text: &str, units: &str) -> Option<usize> {
    let (mut rest, mut units, mut count) = (text, units, 0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let unit = rest[digits..].chars().next()?;
        let place = units.find(unit)?;
        rest[..digits].replace(',', ".").parse::<f64>().ok()?;
        units = &units[place + 1..];
        rest = &rest[digits + 1..];
        count += 1;
    }
    Some(count)
}

/// ISO 8601 date, with time or without: `2026-11-30`, `2026-11-30T08:00:00+01:00`.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    let numbers = |text: &str, separator: char, widths: &[usize]| {
        let parts: Vec<_> = text.split(separator).collect();
        parts.len() == widths.len()
            && parts
                .iter()
                .zip(widths)
                .all(|(part, width)| part.len() == *width && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let zone = |time: &str| time.find(['Z', '+', '-']).map_or(time.len(), |at| at);
    let in_range = |text: &str, range: std::ops::RangeInclusive<u32>| {
        text.parse::<u32>().is_ok_and(|value| range.contains(&value))
    };
    numbers(date, '-', &[4, 2, 2])
        && in_range(&date[5..7], 1..=12)
        && in_range(&date[8..10], 1..=31)
        && time.is_none_or(|time| {
            let clock = time[..zone(time)].split('.').next().unwrap_or_default();
            let offset = time[zone(time)..].trim_start_matches(['+', '-']);
            (numbers(clock, ':', &[2, 2]) || numbers(clock, ':', &[2, 2, 2]))
                && in_range(&clock[..2], 0..=24)
                && in_range(&clock[3..5], 0..=59)
                && (offset.is_empty()
                    || offset == "Z"
                    || numbers(offset, ':', &[2, 2])
                    || numbers(offset, ':', &[4])
                    || numbers(offset, ':', &[2]))
        })
}

/// ISO 8601 repetition (`R3/PT10H`, `R/2026-01-01/P1D`) or a cron expression of six or seven fields.
fn is_cycle(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('R') {
        let mut parts = rest.split('/');
        let count = parts.next().unwrap_or_default();
        let parts: Vec<_> = parts.collect();
        return count.bytes().all(|b| b.is_ascii_digit())
            && (1..=3).contains(&parts.len())
            && parts.iter().any(|part| is_duration(part))
            && parts.iter().all(|part| is_duration(part) || is_date(part));
    }
    let fields: Vec<_> = text.split_whitespace().collect();
    matches!(fields.len(), 6 | 7)
        && fields
            .iter()
            .all(|field| field.bytes().all(|b| b.is_ascii_alphanumeric() || b"*,-/?#".contains(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_8601() {
        for (text, duration, date, cycle) in [
            ("P14D", true, false, false),
            ("PT30M", true, false, false),
            ("P1Y2M3DT4H5M6.5S", true, false, false),
            ("P2W", true, false, false),
            ("P", false, false, false),
            ("PT", false, false, false),
            ("P1H", false, false, false),
            ("P1D1M", false, false, false),
            ("14 Tage", false, false, false),
            ("2026-11-30", false, true, false),
            ("2026-11-30T08:00:00+01:00", false, true, false),
            ("2026-11-30T08:00Z", false, true, false),
            ("2026-13-30", false, false, false),
            ("30.11.2026", false, false, false),
            ("2026-11-30Tä", false, false, false),
            ("R3/PT10H", false, false, true),
            ("R/2026-01-01T00:00:00Z/P1D", false, false, true),
            ("0 0 9 ? * MON-FRI", false, false, true),
            ("R/", false, false, false),
            ("PäD", false, false, false),
        ] {
            assert_eq!((is_duration(text), is_date(text), is_cycle(text)), (duration, date, cycle), "{text}");
        }
    }
}
