//! The log: to standard output, after the first lines. `WANDEL_LOG` filters (`info` unless told otherwise; a level is for
//! this program alone, because libraries write down what they are given: frames, headers, addresses),
//! `WANDEL_LOG_FORMAT=json` writes a JSON object a line. No personal data goes in; see `http::trace`. Whoever reads the log
//! slowly, or not at all, holds nobody up: lines that find the queue full are dropped.

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Lines that may wait for the reader.
const QUEUE: usize = 4096;

/// Begins to log, until the value is dropped: then what waits is written. A second call changes nothing.
pub fn start() -> WorkerGuard {
    let (writer, guard) =
        NonBlockingBuilder::default().buffered_lines_limit(QUEUE).lossy(true).finish(std::io::stdout());
    let filter = filter(std::env::var("WANDEL_LOG").ok().as_deref());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_ansi(false);
    let builder = builder.with_writer(writer);
    let _started_before = match std::env::var("WANDEL_LOG_FORMAT").as_deref() {
        Ok("json") => builder.json().try_init(),
        _ => builder.try_init(),
    };
    guard
}

fn filter(wanted: Option<&str>) -> EnvFilter {
    let level = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()).unwrap_or("info");
    let alone = !level.contains(['=', ',']);
    let directives = if alone { format!("error,wandel_server={level}") } else { level.to_owned() };
    EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new("error,wandel_server=info"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_for_this_program_alone() {
        for (wanted, expected) in [
            (None, "error,wandel_server=info"),
            (Some(""), "error,wandel_server=info"),
            (Some("trace"), "error,wandel_server=trace"),
            (Some("nonsense"), "error,wandel_server=info"),
            (Some("hyper=debug"), "hyper=debug"),
        ] {
            let mut found: Vec<_> = filter(wanted).to_string().split(',').map(str::to_owned).collect();
            let mut expected: Vec<_> = expected.split(',').map(str::to_owned).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{wanted:?}");
        }
    }
}
