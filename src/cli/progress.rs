//! A bar for work that takes longer than one would like to wait in silence.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long it stays invisible.
const PATIENCE: Duration = Duration::from_millis(500);

/// Appears on a terminal when the work takes longer than half a second, and
/// never in a pipe.
pub struct Progress {
    started: Instant,
    total: u64,
    bar: OnceLock<ProgressBar>,
    shown: bool,
    done: std::sync::atomic::AtomicU64,
}

impl Progress {
    pub fn over(total: usize) -> Self {
        let shown = std::io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        Self {
            started: Instant::now(),
            total: total as u64,
            bar: OnceLock::new(),
            shown,
            done: std::sync::atomic::AtomicU64::new(0),
        }
    }

    pub fn step(&self) {
        if !self.shown {
            return;
        }
        let done = self.done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if self.started.elapsed() >= PATIENCE {
            self.bar.get_or_init(|| bar(self.total)).set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} reports, {eta} left") {
        bar.set_style(style);
    }
    bar
}
