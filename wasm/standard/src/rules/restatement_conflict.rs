//! # restatement-conflict (XF304)
//!
//! The same named figure, told twice with values that cannot be one.
//!
//! ## Why it matters
//! One of them was not updated. Which one gets quoted is chance.
//!
//! ## Fires
//! ```report
//! # Streak: 94 consecutive clean rounds
//!
//! We now count 93 consecutive clean rounds since the fix.
//! ```
//! ```report
//! # Load test
//!
//! **Total requests**: 12,900
//!
//! ## Summary
//!
//! - Total requests: 12,800
//! ```
//! ```report
//! ## Checkout stress test
//!
//! The run sustained 3790.3 req/s.
//!
//! ## Conclusion
//!
//! - **Checkout stress test**: PASS (3,890 req/s)
//! ```
//!
//! ```report
//! **Overall**: 12/15 tests passed
//!
//! | Part | Tests | Passed | Failed |
//! |------|------:|-------:|-------:|
//! | press | 5 | 5 | 0 |
//! | search | 5 | 1 | 4 |
//! | orders | 5 | 3 | 2 |
//! | **Total** | 15 | 9 | 6 |
//! ```
//!
//! ```report
//! With 8 threads the pump sustains 3,600 frames/s.
//!
//! | Threads | frames/s |
//! |---|---|
//! | 1 | 1,000 |
//! | 4 | 3,600 |
//! | 8 | 3,500 |
//! ```
//! ```report
//! The p99 latency of 48 ms stays under the target of 50 ms.
//!
//! | Percentile | Latency |
//! |---|---|
//! | p50 | 12 ms |
//! | p99 | 52 ms |
//! ```
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Clean voyages | 388 |
//! | Threshold exceeded | 129x |
//!
//! ## Verdict
//!
//! **SEAWORTHY** - threshold exceeded by 139x.
//! ```
//!
//! ```report
//! **Wall time**: 1 h 38 min 20 s (6,500 s)
//!
//! The walk took 1,066 s (19.7 min) and passed 1.2M stones (1,304,311).
//! ```
//!
//! ```report
//! ==== 4 failed, 1996 passed in 1140.00s (0:18:00) ====
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Checkout stress test
//!
//! The run sustained 3790.3 req/s.
//!
//! ## Search stress test
//!
//! The run sustained 2,118 req/s.
//!
//! ## Conclusion
//!
//! - **Checkout stress test**: PASS (3790 req/s)
//! ```
//! ```report
//! The streak grew from 93 consecutive clean rounds to 94 consecutive clean rounds.
//! ```
use crate::conversions::{self, Conversion};
use crate::durations;
use crate::excesses::{self, Excess};
use crate::headlines::{self, Headline};
use crate::lookups::{self, Lookup};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF304", "restatement-conflict", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    cumulative(report, ledger);
    of_a_section(report, ledger);
    for told in headlines::told(report) {
        headline(report, &told, ledger);
    }
    for told in lookups::told(report) {
        lookup(report, &told, ledger);
    }
    for told in excesses::told(report) {
        excess(report, &told, ledger);
    }
    for told in conversions::told(report) {
        converted(report, &told, ledger);
    }
}

/// "1,066 s (17.8 min)"
fn converted(report: &Report, told: &Conversion, ledger: &mut Ledger) {
    let Some(again) = report.quantity(told.again) else { return };
    ledger.judge_as(Severity::Warning, told.outcome, again.at, |draft| {
        let clock = if again.class == class::TIME { "s" } else { "" };
        let unit = report.unit(again).map_or(clock, |_| report.text(again.noun));
        let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
        let (figure, printed) = (report.text(durations::span(report, told.figure)), report.printed(told.again));
        let value = told.value.hull();
        draft.message(match told.outcome {
            Outcome::Contradicted => format!("{figure} is {value}{gap}{unit}; the report says {printed}"),
            _ => format!("{figure} is {value}{gap}{unit}; printed {printed}"),
        });
        draft.number(report, told.figure, "figure").number(report, told.again, "in another unit");
        draft.blame(told.again);
    });
}

/// Of one threshold a report has one excess.
fn excess(report: &Report, told: &Excess, ledger: &mut Ledger) {
    let outcome = report.value(told.again).equals(report.value(told.first));
    let (here, there) = (report.printed(told.again), report.printed(told.first));
    again(report, (told.again, told.first), outcome, ledger, || match outcome {
        Outcome::Contradicted => format!("exceeded by {here} here, by {there} elsewhere in the report"),
        _ => format!("exceeded by {here} here and by {there} elsewhere"),
    });
}

fn lookup(report: &Report, told: &Lookup, ledger: &mut Ledger) {
    let outcome = report.base_value(told.said).equals(report.base_value(told.cell));
    let (here, there) = (report.printed(told.said), report.printed(told.cell));
    again(report, (told.said, told.cell), outcome, ledger, || match outcome {
        Outcome::Contradicted => format!("{here} here, {there} in its row of the table"),
        _ => format!("{here} here and {there} in its row of the table can be one figure"),
    });
}

fn headline(report: &Report, told: &Headline, ledger: &mut Ledger) {
    let outcome = report.value(told.said).equals(report.value(told.summed));
    let (here, there) = (report.printed(told.said), report.printed(told.summed));
    let all = report.quantity(told.said).map_or("", |said| report.printed(said.mate));
    again(report, (told.said, told.summed), outcome, ledger, || match outcome {
        Outcome::Contradicted => format!("{here} of {all} here, {there} in the row of totals"),
        _ => format!("{here} of {all} here and in the row of totals"),
    });
}

/// A figure that is told again; it may have been written of another run: a warning.
fn again(
    report: &Report,
    (said, stated): (u32, u32),
    outcome: Outcome,
    ledger: &mut Ledger,
    message: impl Fn() -> String,
) {
    let (Some(here), Some(there)) = (report.quantity(said), report.quantity(stated)) else { return };
    ledger.judge_as(Severity::Warning, outcome, here.at, |draft| {
        draft.message(message());
        draft.number(report, said, "restated").number(report, stated, "stated").blame(said);
        draft.related(there.at, "told here".into());
    });
}

// --- figures of which a report has but one -------------------------------------

/// Streaks, wherever they are told, and totals of the whole report.
fn cumulative(report: &Report, ledger: &mut Ledger) {
    let mut told: Vec<Mention> = Vec::new();
    let mut last = u32::MAX;
    for word in report.words_with(Roles::CONSECUTIVE | Roles::TOTAL) {
        let statement = report.statement(report.node_at(word.at.start));
        if statement == last || sets_apart(report, statement) {
            continue;
        }
        last = statement;
        for index in report.quantities_of(statement) {
            told.extend(report.mention(index).filter(|mention| is_of_all(report, mention)));
        }
    }
    let mut done: Vec<u32> = Vec::new();
    for (place, first) in told.iter().enumerate() {
        if done.contains(&first.index) {
            continue;
        }
        for other in told.iter().skip(place + 1) {
            let alike = first.has(Roles::CONSECUTIVE) == other.has(Roles::CONSECUTIVE);
            // Each of two data sets may have an overview of its own.
            let alike = alike && (first.has(Roles::CONSECUTIVE) || are_of_one(report, first, other));
            let told_apart = || is_of_another(report, first, other) || tells_both(report, first, other);
            if alike && first.is_same(other) && apart(report, first.index, other.index) && !told_apart() {
                done.push(other.index);
                write(report, first, other, ledger);
            }
        }
    }
}

/// A streak; or a total that stands where a report speaks of the whole.
fn is_of_all(report: &Report, mention: &Mention) -> bool {
    let Some(quantity) = report.quantity(mention.index) else { return false };
    if quantity.role != role::ALONE || report.within(quantity.node, kind::CELL).is_some() {
        return false;
    }
    if mention.has(Roles::CONSECUTIVE) {
        return mention.kind == Kind::Count;
    }
    let section = report.section(quantity.node);
    let level = report.data(section);
    let top = section == 0
        || (level == 1
            && report.of_kind(kind::SECTION).filter(|other| report.data(*other) == 1).count() == 1);
    // "23 total" below "203 total": the lines count different things, and say not which.
    let named = report.names(mention.index).iter().any(|word| !word.is(Roles::TOTAL));
    let own = !is_of_a_point(report, quantity.node);
    own && named && mention.has(Roles::TOTAL) && (top || report.reach(section) != section)
}

/// Below a point of a list, where it speaks of that point: "- Pens", "  - Total: 28"; or
/// in a list with a line of its own above it: "**Before the move**:".
fn is_of_a_point(report: &Report, node: u32) -> bool {
    let Some(list) = report.within(node, kind::ITEM).map(|item| report.parent(item)) else { return false };
    let above = report.previous_sibling(list).filter(|above| report.kind(*above) == kind::PARAGRAPH);
    let led = above.is_some_and(|above| report.text(report.span(above)).trim_end_matches(['*', ' ']).ends_with(':'));
    led || report.kind(report.parent(list)) == kind::ITEM
}

/// Whether what one total speaks of is a part of what the other does.
fn are_of_one(report: &Report, one: &Mention, other: &Mention) -> bool {
    let reach = |mention: &Mention| {
        report.reach(report.quantity(mention.index).map_or(0, |quantity| report.section(quantity.node)))
    };
    let (one, other) = (reach(one), reach(other));
    report.section_within(one, other) || report.section_within(other, one)
}

/// "(Linux)" and "(Windows)", "Service A: …" and "Service B: …", "Summary of run 2".
fn is_of_another(report: &Report, one: &Mention, other: &Mention) -> bool {
    let bracket = |mention: &Mention| {
        let at = report.statement_span(report.statement_of(mention.index));
        let end = report.noun_span(mention.index).end;
        let behind = report.text(Span { start: end.min(at.end), end: at.end });
        let inner = behind.trim_start_matches(['*', '_', ' ', '€', '$']).strip_prefix('(')?.split(')').next()?;
        inner.contains(char::is_alphabetic).then_some(inner)
    };
    let label = |mention: &Mention| {
        let statement = report.statement_of(mention.index);
        report.within(statement, kind::ITEM)?;
        let at = report.statement_span(statement);
        let start = report.quantity(mention.index)?.at.start;
        let words = report.words_in(Span { start: at.start, end: start });
        report.text(Span { start: at.start, end: start }).contains(':').then_some(words)
    };
    let sibling = match (label(one), label(other)) {
        (Some([a, .., b]), Some([c, .., d])) => a.concept == c.concept && b.concept != d.concept,
        _ => false,
    };
    let run = |mention: &Mention| {
        let heading = report.heading(report.section(report.quantity(mention.index)?.node))?;
        let words = report.words_of(heading);
        words.iter().any(|word| report.is_one_of(word, &["run", "pass", "part", "phase"])).then_some(heading)
    };
    let brackets = matches!((bracket(one), bracket(other)), (Some(one), Some(other)) if one != other);
    brackets || sibling || run(other).is_some_and(|heading| Some(heading) != run(one))
}

/// "12 in this audit, 40 since 2020": the second statement tells the first's figure, too.
fn tells_both(report: &Report, one: &Mention, other: &Mention) -> bool {
    let statement = report.statement_of(other.index);
    let same = |index: u32| {
        index != other.index && report.count(index).is_some() && report.count(index) == report.count(one.index)
    };
    report.quantities_of(statement).any(same)
}

/// The two stand in different statements.
fn apart(report: &Report, one: u32, other: u32) -> bool {
    report.statement_of(one) != report.statement_of(other)
}

/// A statement that speaks of another time.
fn sets_apart(report: &Report, statement: u32) -> bool {
    let elsewhere = Roles::ANOTHER_RUN | Roles::TARGET | Roles::MODAL | Roles::EXCEPT | Roles::DERIVED;
    report.words_of(statement).iter().any(|word| word.is(elsewhere) || THEN.has(word))
}

const THEN: Spellings<18> = Spellings::of([
    "opens",
    "needs",
    "added",
    "before",
    "until",
    "was",
    "were",
    "reset",
    "restarted",
    "longest",
    "record",
    "yet",
    "next",
    "approaching",
    "nearing",
    "toward",
    "towards",
    "almost",
]);

// --- what a summary says of a section ------------------------------------------

/// A field of a summary that names another section: its figures are that
/// section's.
fn of_a_section(report: &Report, ledger: &mut Ledger) {
    for field in report.fields() {
        if report.kind(field.node) != kind::FIELD || report.quantities_in(field.value).is_empty() {
            continue;
        }
        let own = report.section(field.node);
        if report.reach(own) == own {
            continue;
        }
        let Some(section) = named_section(report, field, own) else { continue };
        for index in report.quantities_in(field.value) {
            let Some(told) = report.mention(index) else { continue };
            if matches!(told.kind, Kind::Rate | Kind::Count) && !sets_apart(report, field.node) {
                against_section(report, &told, section, ledger);
            }
        }
    }
}

/// The only section whose heading has all words of a key, of which there must
/// be two at least.
fn named_section(report: &Report, field: &Field, own: u32) -> Option<u32> {
    let key = report.words_in(field.key);
    if key.len() < 2 {
        return None;
    }
    let named = |section: &u32| {
        *section != own
            && report.heading(*section).is_some_and(|heading| {
                let words = report.words_of(heading);
                key.iter().all(|word| words.iter().any(|other| other.concept == word.concept))
            })
    };
    let mut sections = report.of_kind(kind::SECTION).filter(named);
    sections.next().filter(|_| sections.next().is_none())
}

fn against_section(report: &Report, told: &Mention, section: u32, ledger: &mut Ledger) {
    let mut first: Option<Mention> = None;
    for index in report.quantities_of(section) {
        let Some(mention) = report.mention(index) else { continue };
        if mention.kind != told.kind || mention.concept != told.concept {
            continue;
        }
        match &first {
            None => first = Some(mention),
            Some(known) if report.told(known).equals(report.told(&mention)) != Outcome::Contradicted => {}
            Some(_) => return,
        }
    }
    let Some(first) = first.filter(|first| first.is_same(told)) else { return };
    let near = |one: &Mention, other: &Mention| {
        report.told(one).at_most(report.told(other).times(2)) != Outcome::Contradicted
    };
    // "We added 12 tests", "120 on each of two platforms", "the first hour sent 10,000"
    let part = tells_both(report, &first, told) || !near(told, &first) || !near(&first, told);
    if !part && !sets_apart(report, report.statement_of(first.index)) {
        write(report, &first, told, ledger);
    }
}

fn write(report: &Report, first: &Mention, other: &Mention, ledger: &mut Ledger) {
    let (Some(there), Some(here)) = (report.quantity(first.index), report.quantity(other.index)) else {
        return;
    };
    let outcome = report.told(first).equals(report.told(other));
    ledger.judge(outcome, here.at, |draft| {
        let name = report.names(other.index);
        let name = match (name.first(), name.last()) {
            (Some(first), Some(last)) => report.text(Span { start: first.at.start, end: last.at.end }),
            _ => "the figure",
        };
        let (before, now) = (report.printed(first.index), report.printed(other.index));
        draft.message(match outcome {
            Outcome::Contradicted => format!("{name}: {now} here, {before} elsewhere in the report"),
            _ => format!("{name}: {now} here and {before} elsewhere can be one figure"),
        });
        draft.number(report, other.index, "restated").number(report, first.index, "stated");
        draft.related(there.at, "told here first".into());
    });
}
