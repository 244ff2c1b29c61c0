//! What someone sets, and what then comes of it: "Workers: 4 → 8 (1.7x faster)" is no
//! change of the workers by 1.7.

use crossfoot_kit::prelude::*;

/// Whether a number's name says that it is set, and not measured.
pub fn is_setting(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let line = report.line_of(quantity.at);
    let before = report.words_in(Span {
        start: line.start.max(quantity.at.start.saturating_sub(24)),
        end: quantity.at.start,
    });
    let near = before.iter().rev().take(3).take_while(|word| {
        !report.text(Span { start: word.at.end, end: quantity.at.start }).contains(['.', ',', ';', '|'])
    });
    // "Server start: 18 s" was measured, a time-out is set.
    let counts = matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    report.names(index).iter().chain(report.label(index)).chain(near).any(|word| {
        let text = report.text(word.at).to_lowercase();
        let starts = |names: &[&str]| names.iter().any(|name| text.starts_with(name));
        counts && starts(&SETTINGS) || starts(&TIMES)
    })
}

const TIMES: [&str; 3] = ["timeout", "interval", "ttl"];

const SETTINGS: [&str; 27] = [
    "worker",
    "thread",
    "pool",
    "batch",
    "max_conn",
    "connection",
    "replica",
    "core",
    "cpu",
    "shard",
    "partition",
    "instance",
    "pod",
    "node",
    "concurrency",
    "parallelism",
    "chunk",
    "buffer",
    "heap",
    "capacity",
    "setting",
    "depth",
    "fan-out",
    "process",
    "gpu",
    "machine",
    "server",
];
