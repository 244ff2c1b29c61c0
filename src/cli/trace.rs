//! What `-v` shows. It goes to stderr, where it disturbs no output.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Silent by default; `CROSSFOOT_LOG` takes a filter such as
/// `crossfoot=debug` and wins over `-v`.
pub fn start(verbose: u8) {
    let wanted = std::env::var("CROSSFOOT_LOG").ok().filter(|filter| !filter.is_empty());
    let level = match verbose {
        0 => None,
        1 => Some("crossfoot=debug"),
        _ => Some("crossfoot=trace"),
    };
    let Some(filter) = wanted.as_deref().or(level) else { return };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}
