//! # range-count-mismatch (XF201)
//!
//! A stated count that differs from the inclusive range beside it.
//!
//! ## Why it matters
//! An off-by-one streak looks measured and is not: every later report that
//! carries it on inherits the error.
//!
//! ## Fires
//! ```report
//! - Round 176-295: Clean (119 rounds)
//! ```
//! ```report
//! Batches 41 to 60 were released in March (19 batches).
//! ```
//! ```report
//! | Wave | Range | Runs |
//! |---|---|---|
//! | A | Run 101-140 | 41 |
//! ```
//! ```report
//! - Units 449-470: started on Tuesday (21 units)
//! ```
//! ```report
//! # Soak rounds N=412-415
//!
//! 3 rounds: 48 + 63 + 57 pumps, 0 faults
//! ```
//!
//! ```report
//! | Batch | Rounds | Count | Attempts |
//! |-------|--------|------:|---------:|
//! | A | 101–120 | 20 | 31 |
//! | B | 121–135 | 15 | 22 |
//! | C | 136–165 | 25 | 40 |
//! | D | 161–180 | 20 | 27 |
//! ```
//! ```report
//! Round 177-300: 134 consecutive clean.
//! ```
//!
//! ```report
//! | Group | Cases | Clean |
//! |-------|------:|------:|
//! | DR-001 … DR-096 Doors | 96 | 96 |
//! | DR-097 … DR-180 Locks | 84 | 82 |
//! | DR-181 … DR-260 Hinges | 80 | 77 |
//! | DR-261 … DR-323 Bolts | 64 | 64 |
//! | DR-325 … DR-352 Keys | 28 | 28 |
//! ```
//!
//! ```report
//! Gates and hinges, HI-201 to HI-215 (16 parts).
//! ```
//! ```report
//! * Seen: 5 (AN-01 to AN-04)
//! ```
//!
//! ## Stays silent
//! ```report
//! - Round 176-268: Clean (93 rounds)
//! ```
//! ```report
//! Rounds 10-20 each had 3 rounds of review. See lines 10-20 (3 lines changed).
//! ```
//! ```report
//! - Round 1-10: 2 failed rounds, the rest clean
//! ```
//! ```report
//! Children aged 5-9 (12 children) took 3-5 rounds (4 rounds on average).
//! ```
use crate::counted::ids_and_count;
use crate::id_ranges::{self, IdRange};
use crate::range_columns::{self, Ranged};
use crate::titles;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF201", "range-count-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = 0;
    for (index, quantity) in report.quantities().iter().enumerate() {
        let ids = quantity.class == class::ID && quantity.role == role::RANGE_START;
        if !ids && quantity.role != role::VALUE_START {
            continue;
        }
        let statement = report.statement(quantity.node);
        if statement != last || index == 0 {
            last = statement;
            in_statement(report, statement, ledger);
        }
    }
    for ranged in report.tables().flat_map(|table| range_columns::told(report, table)) {
        in_row(report, &ranged, ledger);
    }
    for range in id_ranges::told(report) {
        of_ids(report, &range, ledger);
    }
    if let Some(titled) = titles::told(report) {
        let severity = if titled.leads { Severity::Error } else { Severity::Warning };
        write(report, &titled.members, titled.count, severity, ledger);
    }
}

fn in_statement(report: &Report, statement: u32, ledger: &mut Ledger) {
    if let Some((members, count)) = ids_and_count(report, statement) {
        write(report, &members, count, Severity::Error, ledger);
    }
}

fn in_row(report: &Report, ranged: &Ranged, ledger: &mut Ledger) {
    let (Some(stated), size) = (report.count(ranged.count), ranged.size()) else { return };
    let outcome = Value::whole(size).equals(report.value(ranged.count));
    ledger.judge_as(Severity::Warning, outcome, ranged.at, |draft| {
        let (first, last) = (ranged.first, ranged.last);
        draft.message(match outcome {
            Outcome::Contradicted => {
                format!("{first}–{last} is {size}, both ends included; the report says {stated}")
            }
            _ => format!("{first}–{last} is {size}; printed {stated}"),
        });
        draft.part(ranged.at, "range").number(report, ranged.count, "count").blame(ranged.count);
    });
}

/// "REQ-201 to REQ-215 (16 requirements)".
fn of_ids(report: &Report, range: &IdRange, ledger: &mut Ledger) {
    let Some(stated) = report.count(range.count) else { return };
    let outcome = match Value::whole(range.size).equals(report.value(range.count)) {
        // Some of them may have been withdrawn.
        Outcome::Contradicted if stated < range.size => Outcome::Undecided,
        outcome => outcome,
    };
    ledger.judge_as(Severity::Warning, outcome, range.at, |draft| {
        let (ids, size) = (report.text(range.at), range.size);
        draft.message(match outcome {
            Outcome::Contradicted => format!("{ids} is {size}, both ends included; the report says {stated}"),
            _ => format!("{ids} is {size}; printed {stated}"),
        });
        draft.part(range.at, "range").number(report, range.count, "count").blame(range.count);
    });
}

fn write(report: &Report, members: &Members, count: u32, severity: Severity, ledger: &mut Ledger) {
    let (Some(stated), Some(size)) = (report.count(count), members.count()) else { return };
    let outcome = match Value::whole(size).equals(Value::whole(stated)) {
        Outcome::Contradicted if is_band(report, members) => Outcome::Undecided,
        // "All 8 editions (1771-1860)" came out in these years.
        Outcome::Contradicted if are_years(members) && stated.saturating_mul(2) < size => Outcome::Undecided,
        Outcome::Contradicted if stated == size - 1 && is_half_open(report, members, count) => Outcome::Undecided,
        Outcome::Contradicted if stated < size && is_some_of_it(report, count, size - stated) => Outcome::Undecided,
        outcome => outcome,
    };
    let at = report.statement_span(report.statement_of(count));
    ledger.judge_as(severity, outcome, at, |draft| {
        let noun = report.head_noun(count).map_or("", |word| report.text(word.at));
        let sum = if let [(first, last)] = members.ranges.as_slice() {
            format!("{first}–{last} is {size}")
        } else {
            format!("{} make {size}", members.spelled())
        };
        draft.message(if outcome != Outcome::Contradicted {
            format!("{sum}; printed {stated}")
        } else {
            format!("{sum} {noun}, both ends included; the report says {stated}")
        });
        for number in members.numbers.clone() {
            draft.number(report, number, "id");
        }
        draft.number(report, count, "count").blame(count);
        if outcome == Outcome::Contradicted {
            let apart = report.statement(report.node_at(members.at.start)) != report.statement_of(count);
            if apart {
                draft.related(members.at, "these are the ids".into());
            }
            draft.mend(report, count, Ratio::whole(size));
        }
    });
}

/// "Strong (65-79)" beside rows "Very strong (80+)" and "Weak (<35)": a band of a scale.
fn is_band(report: &Report, members: &Members) -> bool {
    let Some(row) = report.within(report.node_at(members.at.start), kind::ROW) else { return false };
    let open = |index: u32| {
        report.quantity(index).is_some_and(|quantity| {
            let label = report.within(quantity.node, kind::CELL).is_some_and(|cell| report.data(cell) & 0xff_ffff == 0);
            label && quantity.flags & flag::MARKED != 0 && quantity.role == role::ALONE
        })
    };
    report.quantities_of(report.parent(row)).any(open)
}

fn are_years(members: &Members) -> bool {
    let years = |year: i64| (1500..2100).contains(&year);
    matches!(*members.ranges.as_slice(), [(first, last)] if years(first) && years(last))
}

/// "100-500", "500-1000": where the next one begins this one ends, and does not hold it.
fn is_half_open(report: &Report, members: &Members, count: u32) -> bool {
    let [(first, last)] = *members.ranges.as_slice() else { return false };
    // "Seeds 0..100"
    if first == 0 {
        return true;
    }
    let holder = report.parent(report.statement_of(count));
    report.quantities_of(holder).filter(|index| !members.numbers.contains(index)).any(|index| {
        report.quantity(index).is_some_and(|other| match other.role {
            role::RANGE_START | role::VALUE_START => other.mantissa == last,
            role::RANGE_END | role::VALUE_END => other.mantissa == first,
            _ => false,
        })
    })
}

/// "Tests 1-40 ran on host A (38 tests passed)", "18 clean rounds, 2 with warnings": the words
/// choose, or the rest is told beside.
fn is_some_of_it(report: &Report, count: u32, rest: i64) -> bool {
    let statement = report.statement_of(count);
    let beside = report
        .quantities_of(statement)
        .any(|index| index != count && report.firm_count(index).is_some_and(|other| other == rest));
    let end = report.noun_span(count).end;
    let line = report.line_of(Span { start: end, end });
    let behind = report.words_in(Span { start: end, end: line.end.max(end) });
    let chooses = |word: &Word| {
        word.at.start <= end + 1 && (word.is(Roles::PASS | Roles::PASSED) || report.is_one_of(word, &["valid", "answered", "completed", "usable"]))
    };
    let noun = report.noun(count);
    let inner = noun.len() > 1 && noun.last().is_some_and(|word| word.is(Roles::PASSED) || report.is_one_of(word, &["valid", "answered", "completed", "usable"]));
    beside || inner || behind.first().is_some_and(chooses)
}
