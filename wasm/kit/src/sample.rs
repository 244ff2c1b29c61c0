//! A small report to try things on, where there is no crossfoot to read one:
//! in doc tests, unit tests and a debugger. It is there natively only.
//!
//! The examples of this crate ask this report:
//!
#![doc = concat!("~~~markdown\n", include_str!("../sample.md"), "~~~")]
//!
//! Reports of your own are tried with `crossfoot analyzer test`, which reads
//! them as users' reports are read.

use crate::bindings::{self, Detail, Node, Quantity, Rounding, Settings, Span, Unit};
use crate::report::Report;

mod arena;

/// The sample as its author wrote it.
///
/// ```
/// assert!(crossfoot_kit::sample::TEXT.starts_with("# Acceptance"));
/// ```
pub const TEXT: &str = include_str!("../sample.md");

/// The sample as the host hands it over: what [`Guest::inspect`] of a whole
/// analyzer takes.
///
/// [`Guest::inspect`]: crate::bindings::Guest::inspect
///
/// ```
/// let arena = crossfoot_kit::sample::arena();
/// assert_eq!(arena.source, crossfoot_kit::sample::TEXT);
/// assert_eq!(arena.nodes[0].kind, crossfoot_kit::report::kind::DOCUMENT);
/// ```
pub fn arena() -> bindings::Report {
    bindings::Report {
        source: TEXT.into(),
        nodes: arena::NODES.iter().map(node).collect(),
        quantities: arena::QUANTITIES.iter().map(quantity).collect(),
        units: arena::UNITS.iter().map(unit).collect(),
    }
}

/// The sample, prepared for rules: what a rule's function takes.
///
/// ```
/// let report = crossfoot_kit::sample::report();
/// assert_eq!(report.tables().count(), 2);
/// ```
pub fn report() -> Report {
    Report::prepare(arena(), &[])
}

/// The settings of a user who has set nothing, with the whole ledger asked
/// for.
///
/// ```
/// use crossfoot_kit::{sample, setting};
/// let settings = sample::settings();
/// assert_eq!(setting::number_of(&settings, "attempts"), 0);
/// ```
pub fn settings() -> Settings {
    let (detail, rounding) = (Detail::Ledger, Rounding::AnyHabit);
    Settings { detail, rounding, words: Vec::new(), values: Vec::new() }
}

/// Where words stand first in the sample; empty if nowhere.
///
/// ```
/// use crossfoot_kit::sample;
/// let report = sample::report();
/// assert_eq!(report.text(sample::place("24 wet + 11 dry")), "24 wet + 11 dry");
/// ```
pub fn place(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or(TEXT.len());
    let end = TEXT.len().min(start + words.len());
    Span { start: start as u32, end: end as u32 }
}

/// The index of the first number in some words of the sample.
///
/// ```
/// use crossfoot_kit::sample;
/// let report = sample::report();
/// assert_eq!(report.printed(sample::number("24 wet")), "24");
/// ```
pub fn number(words: &str) -> u32 {
    let start = i64::from(place(words).start);
    arena::QUANTITIES.iter().take_while(|[at, ..]| *at < start).count() as u32
}

fn node(&[kind, parent, start, end, data]: &[u32; 5]) -> Node {
    Node { kind: kind as u8, parent, at: Span { start, end }, data }
}

fn quantity(numbers: &[i64; 15]) -> Quantity {
    let &[start, end, node, class, mantissa, low, high, exponent, flags, role, mate, joint, unit, from, to] =
        numbers;
    let span = |start: i64, end: i64| Span { start: start as u32, end: end as u32 };
    Quantity {
        at: span(start, end),
        node: node as u32,
        class: class as u8,
        mantissa,
        low,
        high,
        exponent: exponent as i32,
        flags: flags as u8,
        role: role as u8,
        mate: mate as u32,
        joint: joint as u8,
        unit: unit as u16,
        noun: span(from, to),
    }
}

fn unit(&[dimension, per, factor, divisor]: &[u64; 4]) -> Unit {
    Unit { dimension: dimension as u8, per: per as u8, factor, divisor }
}
