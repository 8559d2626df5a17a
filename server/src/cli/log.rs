//! The log: to standard output, after the first lines. `WANDEL_LOG` filters (`info` unless told otherwise),
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
    let filter = EnvFilter::try_from_env("WANDEL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_ansi(false);
    let builder = builder.with_writer(writer);
    let _started_before = match std::env::var("WANDEL_LOG_FORMAT").as_deref() {
        Ok("json") => builder.json().try_init(),
        _ => builder.try_init(),
    };
    guard
}
