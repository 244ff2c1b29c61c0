//! # product-mismatch (XF102)
//!
//! A product that its factors do not give: workers times iterations, attempts
//! a round times rounds, `8 × 100` beside 900.
//!
//! ## Why it matters
//! The total is the figure that is quoted, and the factors are what was done.
//! One of them was not measured.
//!
//! ## Fires
//! ```report
//! | Test | Ops | Result |
//! |------|-----|--------|
//! | 8 threads x 100 | 900 | PASS |
//! ```
//! ```report
//! - Virtual users: 32
//! - Requests per user: 400
//! - Total requests: 12,900
//! ```
//! ```report
//! We made 3 attempts per round: 273 attempts across 93 rounds.
//! ```
//! ```report
//! | Denomination | Pieces | Amount |
//! |--------------|--------|--------|
//! | 100 | 42 | 4,200 |
//! | 50 | 87 | 4,350 |
//! | 20 | 131 | 2,620 |
//! | 10 | 64 | 650 |
//! ```
//! ```report
//! - Samples per board: 4
//! - Boards: 15
//! - Samples: 64
//! ```
//! ```report
//! # Endurance round 845
//!
//! **Result**: clean in 3 attempts
//!
//! **640 consecutive clean rounds**, 1914 attempts.
//! ```
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Total operations | 4010 (160 ops/round x 25 rounds) |
//! ```
//! ```report
//! 90 pumps in all (4 batches × 20).
//! ```
//! ```report
//! - Marks: 181 (12 pupils × 5 subjects × 3 terms)
//! ```
//! ```report
//! 2,485 parcels on 70 vans (36.5 per van).
//! ```
//! ```report
//! We ran 3 suites with 120 tests each, 350 tests in total.
//! ```
//! ```report
//! - **Set-up**: 8 threads, 30 batches/thread = 250 total
//! ```
//! ```report
//! 80 threads across 4 batches (25 each) were started.
//! ```
//! ```report
//! - safety: PASS (8 threads x 20 iterations, 180/180 operations, no crash)
//! ```
//! ```report
//! - Growth: 3,915 / 1,450 = 2.90x at four pumps
//! ```
//! ```report
//! Each crate holds 960 / 4 = 250 jars.
//! ```
//! ```report
//! Round 1846 is for cleaning (1846 mod 7 = 0).
//! ```
//!
//! ```report
//! The 3 belts were run with 12 loads each (32 loads).
//! ```
//!
//! ## Stays silent
//! ```report
//! | Test | Ops | Throughput |
//! |------|-----|------------|
//! | 8 threads x 100 | 800 | 4,926 ops/s |
//! | Large image (1024x1024) | 80 | 2,418 ops/s |
//! ```
//! ```report
//! | Setup | Throughput |
//! |-------|------------|
//! | 8T x 50 | 4149 ops/s |
//! ```
//! ```report
//! The flag is 0x98. 3 attempts per round gave 279 attempts across 93 rounds.
//! ```
use crate::laws::{self, Laws};
use crate::workers::{self, WORKERS};
use crate::efforts::{self, Effort};
use crate::per_each::{self, PerEach};
use crate::quotients::{self, Quotient};
use crate::{bracket_products, disowned, portions, product_excuses, worded_products};
use crossfoot_kit::prelude::*;
use std::collections::BTreeSet;

pub const RULE: Rule = Rule::error("XF102", "product-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for index in 0..report.quantities().len() as u32 {
        let Some(quantity) = report.quantity(index) else { continue };
        if quantity.joint == joint::TIMES {
            written_out(report, index, ledger);
            beside_column(report, index, ledger);
        }
    }
    for told in bracket_products::told(report).into_iter().chain(worded_products::told(report)) {
        let product = told.factors.iter().fold(Value::whole(1), |value, factor| value.mul(report.value(*factor)));
        let outcome = product.equals(report.value(told.result));
        let at = report.statement_span(report.statement_of(told.result));
        ledger.judge_as(told.severity, outcome, at, |draft| {
            describe(report, &told.factors, told.result, outcome, draft);
        });
    }
    for told in quotients::told(report) {
        quotient(report, &told, ledger);
    }
    per_worker(report, ledger);
    let efforts = efforts::told(report);
    across(report, &efforts, ledger);
    for portion in portions::told(report) {
        let product = report.value(portion.each).mul(report.value(portion.groups));
        let outcome = product.equals(report.value(portion.total));
        let known = [portion.each, portion.groups, portion.total];
        let same = report.count(portion.total) == report.count(portion.each)
            || product_excuses::fills_up(report, (portion.each, portion.groups, portion.total))
            || product_excuses::is_bound(report, portion.each)
            || product_excuses::is_made_up(report, &known, portion.total, product);
        let outcome = if outcome == Outcome::Contradicted && same { Outcome::Undecided } else { outcome };
        write(report, &[portion.each, portion.groups], portion.total, outcome, ledger);
    }
    let known: BTreeSet<u32> = efforts.iter().map(|effort| effort.rate).collect();
    for told in per_each::told(report).iter().filter(|told| !known.contains(&told.each)) {
        divided(report, told, ledger);
    }
    for told in per_each::groups(report) {
        let product = report.value(told.groups).mul(report.value(told.each));
        let known = [told.groups, told.each, told.total];
        let outcome = match product.equals(report.value(told.total)) {
            Outcome::Contradicted if product_excuses::is_made_up(report, &known, told.total, product) => {
                Outcome::Undecided
            }
            outcome => outcome,
        };
        write(report, &[told.groups, told.each], told.total, outcome, ledger);
    }
    for laws in report.remembered(laws::of_tables).iter().flatten() {
        in_columns(report, laws, ledger);
    }
}

/// "960 ÷ 4 = 240", "3733 mod 7 = 2".
fn quotient(report: &Report, told: &Quotient, ledger: &mut Ledger) {
    let at = report.quantity(told.result).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    ledger.judge(told.outcome, at, |draft| {
        let (dividend, divisor) = (report.printed(told.dividend), report.printed(told.divisor));
        let says = if told.outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        let (sign, printed) = (told.sign, report.printed(told.result));
        draft
            .message(format!("{dividend} {sign} {divisor} is {}; {says} {printed}", told.value.hull()))
            .number(report, told.dividend, "dividend")
            .number(report, told.divisor, "divisor")
            .number(report, told.result, "result")
            .blame(told.result);
    });
}

/// "2,484 pallets on 78 trucks (31.8 per truck)".
fn divided(report: &Report, told: &PerEach, ledger: &mut Ledger) {
    let at = report.quantity(told.each).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    let severity = if told.sure { Severity::Error } else { Severity::Warning };
    ledger.judge_as(severity, told.outcome, at, |draft| {
        let (total, groups) = (report.printed(told.total), report.printed(told.groups));
        let says = if told.outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{total} ÷ {groups} is {}; {says} {}", told.quotient.hull(), report.printed(told.each)))
            .number(report, told.total, "total")
            .number(report, told.groups, "number of them")
            .number(report, told.each, "of each")
            .blame(told.each);
        for index in [told.total, told.groups] {
            if let Some(quantity) = report.quantity(index) {
                draft.related(quantity.at, report.printed(index).to_owned());
            }
        }
    });
}

/// Columns whose rows, all but one, say that one is the product of two others.
fn in_columns(report: &Report, laws: &Laws, ledger: &mut Ledger) {
    for law in &laws.products {
        for (result, factors) in &law.rows {
            let value =
                factors.iter().fold(Value::whole(1), |value, factor| value.mul(report.value(*factor)));
            let outcome = law.ground.settle(value.equals(report.value(*result)));
            let at = report.statement_span(report.statement_of(*result));
            ledger.judge_as(law.ground.severity(), outcome, at, |draft| {
                describe(report, factors, *result, outcome, draft);
            });
        }
    }
}

/// `8 × 100 = 800`.
fn written_out(report: &Report, first: u32, ledger: &mut Ledger) {
    if first > 0
        && report.quantity(first - 1).is_some_and(|before| {
            before.joint != joint::NONE && before.joint != joint::OPENS && before.joint != joint::AND
        })
    {
        return;
    }
    let mut product = Value::whole(1);
    let mut last = first;
    loop {
        let Some(quantity) = report.quantity(last) else { return };
        if quantity.class != class::SHAPE && !report.is_arithmetic(last) || !plain(report, last) {
            return;
        }
        product = product.mul(report.base_value(last));
        match quantity.joint {
            joint::TIMES => last += 1,
            joint::EQUALS => break,
            _ => return,
        }
    }
    let result = last + 1;
    if !report.is_arithmetic(result) || !plain(report, result) {
        return;
    }
    let ends = report
        .quantity(result)
        .is_some_and(|quantity| !matches!(quantity.joint, joint::PLUS..=joint::EQUALS));
    if ends {
        let factors: Vec<u32> = (first..result).collect();
        let mut outcome = product.equals(report.base_value(result));
        // "8,192 × 272 = 2,176 KB": the unit of a factor is left unsaid.
        let measured = |index: u32| {
            !matches!(report.dimension(index).0, dimension::NONE | dimension::THINGS | dimension::NAMED)
        };
        if outcome == Outcome::Contradicted
            && measured(result)
            && !factors.iter().any(|factor| measured(*factor))
        {
            outcome = Outcome::Undecided;
        }
        // "60 min × 2 × 4,500 l/min = 540 m³": what is per something takes units along.
        if outcome == Outcome::Contradicted && factors.iter().any(|factor| is_per(report, *factor)) {
            outcome = Outcome::Undecided;
        }
        if outcome == Outcome::Contradicted && (is_otherwise(report, result) || is_scaled(report, result, product)) {
            outcome = Outcome::Undecided;
        }
        // "28 days × 18 = 504 handovers": 18 are so many a day, and the bare
        // numbers multiply.
        if outcome == Outcome::Contradicted && !measured(result) {
            let bare = factors.iter().fold(Value::whole(1), |value, factor| value.mul(report.value(*factor)));
            outcome = bare.equals(report.value(result));
        }
        // "2 testers × 5 days = 80 h": a day of work has eight of them.
        let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
        let days = |index: u32| report.dimension(index).0 == dimension::TIME && unit(index) != unit(result);
        let of_work = factors.iter().any(|factor| days(*factor)) && report.dimension(result).0 == dimension::TIME;
        // "3 people × 4 h = 1.5 person-days"
        let lost = !measured(result) && factors.iter().any(|factor| measured(*factor));
        let said = || {
            disowned::is_disowned(report, result) || disowned::is_strung_together(report, &factors, result)
        };
        if outcome == Outcome::Contradicted && (lost || of_work || said()) {
            outcome = Outcome::Undecided;
        }
        write(report, &factors, result, outcome, ledger);
    }
}

/// "= 1.5 g per day", "= 16 TB usable", "= 8.6 m² without the door".
fn is_otherwise(report: &Report, result: u32) -> bool {
    const OTHER: [&str; 14] = [
        "per", "usable", "net", "netto", "nutzbar", "raw", "without", "short", "ohne", "effective", "each", "left", "after", "available",
    ];
    let Some(quantity) = report.quantity(result) else { return false };
    let line = report.line_of(quantity.at);
    let behind = report.words_in(Span { start: quantity.at.end, end: line.end.min(quantity.at.end + 40) });
    let measured = !matches!(report.dimension(result).0, dimension::NONE | dimension::THINGS | dimension::NAMED);
    let net = ["usable", "net", "netto", "nutzbar", "effective"];
    let other = |word: &Word| report.is_one_of(word, &net) || measured && report.is_one_of(word, &OTHER);
    behind.iter().take(3).any(other) || measured && is_per(report, result)
}

/// "4000 × 3000 = 12 MP": thousands or millions of something that no list knows.
fn is_scaled(report: &Report, result: u32, product: Value) -> bool {
    let named = !report.noun(result).is_empty()
        || report.quantity(result).is_some_and(|quantity| {
            let behind = report.text(Span { start: quantity.at.end, end: quantity.at.end + 3 });
            behind.trim_start().starts_with(char::is_alphabetic)
        });
    let printed = report.base_value(result);
    named && [1_000, 1_000_000, 1_000_000_000].iter().any(|scale| product.equals(printed.times(*scale)) != Outcome::Contradicted)
}

/// "312 TFLOP/s": a stroke in the unit, whether it is known or not.
fn is_per(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let behind = report.text(Span { start: quantity.at.end, end: report.line_of(quantity.at).end });
    let unit = behind.trim_start().split([' ', ',', ')', '=', '×']).next().unwrap_or_default();
    unit.contains('/') || report.dimension(index).1 != 0
}

fn is_one_of_several(report: &Report, index: u32) -> bool {
    let node = report.quantity(index).map_or(0, |quantity| quantity.node);
    report.within(node, kind::CELL).is_some_and(|cell| report.quantities_of(cell).count() > 1)
}

/// No money, no percentages: they hide a factor.
fn plain(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| {
        matches!(quantity.class, class::COUNT | class::SHAPE | class::MEASUREMENT | class::MULTIPLE)
            && quantity.role == role::ALONE
    })
}

/// A row's label says `8 threads x 100`, another cell of the row how many that
/// made.
fn beside_column(report: &Report, first: u32, ledger: &mut Ledger) {
    let second = first + 1;
    let (Some(a), Some(b)) = (report.quantity(first), report.quantity(second)) else { return };
    let counts = |quantity: &Quantity| matches!(quantity.class, class::COUNT | class::SHAPE);
    if !counts(a) || !counts(b) || b.joint == joint::TIMES || b.joint == joint::EQUALS {
        return;
    }
    let Some(cell) =
        report.within(a.node, kind::CELL).filter(|cell| report.within(b.node, kind::CELL) == Some(*cell))
    else {
        return;
    };
    let row = report.parent(cell);
    let Some(table) = report.table_at(report.parent(row)) else { return };
    let Some(row) = table.rows().find(|candidate| candidate.node == row) else { return };
    let product = Value::of(a).mul(Value::of(b));
    let shape = a.class == class::SHAPE;
    let workers = report.noun(first).iter().any(|word| word.is(WORKERS));
    let mut results = row.cells().filter(|other| other.node != cell).filter_map(|other| {
        let header = table.header_roles(other.column);
        let wanted = header.has(Roles::OPERATION | Roles::THREAD | Roles::ITERATION | Roles::TOTAL);
        let number = other.number().filter(|number| report.count_of(*number).is_some())?;
        (wanted && !header.has(Roles::RATE | Roles::DURATION | Roles::LATENCY)).then_some((number, header))
    });
    let (Some((result, header)), None) = (results.next(), results.next()) else { return };
    let mut outcome = product.equals(report.value(result));
    // A bare `4x20` may be a shape, and a label without workers may count
    // something else than the column.
    let tied = workers && header.has(Roles::OPERATION | Roles::ITERATION | Roles::TOTAL);
    if outcome == Outcome::Contradicted && (shape || !tied) {
        outcome = Outcome::Undecided;
    }
    if outcome == Outcome::Undecided && shape {
        return;
    }
    write(report, &[first, second], result, outcome, ledger);
}

/// `Threads: 32`, `Iterations per thread: 400`, and a total somewhere in the
/// same section.
fn per_worker(report: &Report, ledger: &mut Ledger) {
    for share in workers::told(report) {
        let product = report.value(share.workers).mul(report.value(share.each));
        let known = [share.workers, share.each, share.total];
        let outcome = match share.outcome(report) {
            Outcome::Contradicted
                if product_excuses::is_made_up(report, &known, share.total, product)
                    || product_excuses::fills_up(report, (share.each, share.workers, share.total))
                    || product_excuses::is_bound(report, share.each) =>
            {
                Outcome::Undecided
            }
            outcome => outcome,
        };
        write(report, &[share.workers, share.each], share.total, outcome, ledger);
    }
}

/// "273 attempts across 93 rounds", where it is said how many attempts a round
/// takes.
fn across(report: &Report, efforts: &[Effort], ledger: &mut Ledger) {
    for effort in efforts {
        let product = report.value(effort.rate).mul(report.value(effort.groups));
        let outcome = match product.equals(report.value(effort.total)) {
            Outcome::Contradicted
                if is_told_apart(report, effort, product)
                    || product_excuses::fills_up(report, (effort.rate, effort.groups, effort.total))
                    || product_excuses::is_bound(report, effort.rate) =>
            {
                Outcome::Undecided
            }
            outcome => outcome,
        };
        let factors = [effort.rate, effort.groups];
        if outcome != Outcome::Contradicted || effort.stated {
            write(report, &factors, effort.total, outcome, ledger);
            continue;
        }
        // Other rounds may have had another number of attempts; but then the
        // report should say so.
        let at = report.statement_span(report.statement_of(effort.total));
        ledger.write(Status::Contradicted, Some(Severity::Warning), at, |draft| {
            describe(report, &factors, effort.total, outcome, draft);
            draft.step("the report shows that number for itself only; the others may differ".into());
        });
    }
}

/// "3 attempts per round, plus 21 retries": what is missing is told beside it.
fn is_told_apart(report: &Report, effort: &Effort, product: Value) -> bool {
    let missing = report.value(effort.total).sub(product);
    let known = [effort.rate, effort.groups, effort.total];
    let statements = [report.statement_of(effort.rate), report.statement_of(effort.total)];
    statements.iter().flat_map(|statement| report.quantities_of(*statement).take(32)).any(|index| {
        !known.contains(&index)
            && report.firm_count(index).is_some_and(|count| count > 0)
            && report.value(index).equals(missing) == Outcome::Holds
    })
}

fn write(report: &Report, factors: &[u32], result: u32, outcome: Outcome, ledger: &mut Ledger) {
    let at = report.statement_span(report.statement_of(result));
    ledger.judge(outcome, at, |draft| describe(report, factors, result, outcome, draft));
}

fn describe(report: &Report, factors: &[u32], result: u32, outcome: Outcome, draft: &mut Draft) {
    let mut product = Value::whole(1);
    let mut terms = String::new();
    for factor in factors {
        product = product.mul(report.value(*factor));
        if !terms.is_empty() {
            terms.push_str(" × ");
        }
        terms.push_str(report.printed(*factor));
        let unit = report.text(report.noun_span(*factor));
        // In a cell of several numbers the header names none of them.
        let own = !report.noun(*factor).is_empty() || !is_one_of_several(report, *factor);
        if let Some(word) = report.head_noun(*factor).filter(|_| own) {
            terms.push(' ');
            terms.push_str(if unit.contains('/') { unit } else { report.text(word.at) });
        }
        draft.number(report, *factor, "factor");
    }
    let printed = report.printed(result);
    draft.number(report, result, "product").blame(result).message(if outcome == Outcome::Holds {
        format!("{terms} is {}; printed {printed}", product.hull())
    } else {
        format!("{terms} is {}; the report says {printed}", product.hull())
    });
    let own = report.statement_of(result);
    for factor in factors {
        if report.statement_of(*factor) != own
            && let Some(quantity) = report.quantity(*factor)
        {
            draft.related(quantity.at, "this is a factor".into());
        }
    }
    if outcome == Outcome::Contradicted
        && let Some(right) = product.single()
    {
        draft.mend(report, result, right);
    }
}
