//! The log: to standard output, after the first lines. `WANDEL_LOG` filters (`info` unless told otherwise),
//! `WANDEL_LOG_FORMAT=json` writes a JSON object a line. No personal data goes in; see `http::trace`.

use tracing_subscriber::EnvFilter;

/// Begins to log. A second call changes nothing.
pub fn start() {
    let filter = EnvFilter::try_from_env("WANDEL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_ansi(false);
    let _started_before = match std::env::var("WANDEL_LOG_FORMAT").as_deref() {
        Ok("json") => builder.json().try_init(),
        _ => builder.try_init(),
    };
}
