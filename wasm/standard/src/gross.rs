//! "40 warnings before, 12 after, 0 new": none came anew, though the two states differ the
//! other way.

use crossfoot_kit::prelude::*;

const COME: [&str; 14] = [
    "new",
    "newly",
    "introduced",
    "added",
    "additional",
    "neu",
    "neue",
    "nuevos",
    "leak",
    "leaks",
    "leaked",
    "regressions",
    "regression",
    "growth",
];
const GONE: [&str; 11] = [
    "removed",
    "deleted",
    "dropped",
    "fixed",
    "resolved",
    "closed",
    "lost",
    "loss",
    "missing",
    "losses",
    "undelivered",
];

/// Whether the name of a difference speaks only of the way that the states did not go.
pub fn is_other_way(report: &Report, names: &[Word], (before, after): (u32, u32)) -> bool {
    let (then, now) = (report.value(before), report.value(after));
    let is = |known: &[&str]| names.iter().any(|word| report.is_one_of(word, known));
    is(&COME) && now.below(then) == Outcome::Holds || is(&GONE) && then.below(now) == Outcome::Holds
}
