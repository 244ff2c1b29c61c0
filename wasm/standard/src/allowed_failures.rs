//! Failures beside a good verdict that speak against nothing: so many were allowed, meant to
//! be, or there before.

use crossfoot_kit::prelude::*;

/// Another field of the group says how many may fail, or that it was tried more than once;
/// or the verdict is only that there are none that are new.
pub fn are_allowed(report: &Report, claim: &Field) -> bool {
    const ALLOWS: Spellings<36> = Spellings::of([
        "budget",
        "slo",
        "sla",
        "required",
        "minimum",
        "maximum",
        "allowed",
        "tolerated",
        "tolerance",
        "limit",
        "threshold",
        "attempts",
        "retries",
        "retried",
        "resent",
        "rerun",
        "reruns",
        "known",
        "baseline",
        "accept",
        "acceptance",
        "ac",
        "aql",
        "quarantined",
        "flaky",
        "rows",
        "records",
        "messages",
        "mails",
        "emails",
        "events",
        "documents",
        "imported",
        "loaded",
        "exported",
        "migrated",
    ]);
    let allows = |field: &Field| {
        field.roles.has(Roles::TARGET) || report.words_in(field.key).iter().any(|word| ALLOWS.has(word))
    };
    are_only_new(report, claim) || kin(report, claim).any(allows)
}

/// "PASS, no new failures", "Regression status: PASS".
pub fn are_only_new(report: &Report, claim: &Field) -> bool {
    const NEW: Spellings<4> = Spellings::of(["new", "regression", "regressions", "further"]);
    let value = report.words_in(claim.value);
    let new = |words: &[Word]| words.iter().any(|word| NEW.has(word));
    new(report.words_in(claim.key)) || new(value) && value.iter().any(|word| word.is(Roles::NEGATION))
}

/// "The same 3 tests fail on main", "Both failures are in tests that need a GPU".
pub fn are_accounted_for(report: &Report, section: u32, failed: u32) -> bool {
    const ELSEWHERE: Spellings<16> = Spellings::of([
        "main",
        "master",
        "baseline",
        "base",
        "before",
        "pre-existing",
        "preexisting",
        "unrelated",
        "known",
        "need",
        "needs",
        "require",
        "requires",
        "lacks",
        "upstream",
        "expected",
    ]);
    const THESE: Spellings<8> =
        Spellings::of(["both", "same", "these", "those", "they", "failures", "failing", "them"]);
    let count = report.count(failed);
    let speaks = |statement: u32| {
        let words = report.words_of(statement);
        let counted = report.quantities_of(statement).any(|index| report.count_of(index) == count);
        (counted || words.iter().any(|word| THESE.has(word))) && words.iter().any(|word| ELSEWHERE.has(word))
    };
    let within = report.span(section);
    let inside = |sentence: &u32| {
        let start = report.span(*sentence).start;
        within.start <= start && start < within.end && report.section(*sentence) == section
    };
    let sentences = report.of_kind(kind::SENTENCE).filter(inside);
    sentences.into_iter().any(speaks)
}

/// As many were tried as failed: they were meant to.
pub fn are_all(report: &Report, claim: &Field, failed: u32) -> bool {
    kin(report, claim).any(|field| {
        let mut numbers = report.quantities_in(field.value);
        numbers.any(|index| index != failed && report.count_of(index) == report.count_of(failed))
    })
}

/// The fields beside a claim.
fn kin<'r>(report: &'r Report, claim: &Field) -> impl Iterator<Item = &'r Field> {
    let group = claim.group;
    report.fields().iter().filter(move |field| field.group == group)
}
