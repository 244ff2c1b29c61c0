//! # fraction-impossible (XF206)
//!
//! A part that is greater than its whole.
//!
//! ## Why it matters
//! Of 160 operations 161 cannot have succeeded: one of the two numbers is not
//! what its name says.
//!
//! ## Fires
//! ```report
//! Storage: 161/160 ops completed
//! ```
//! ```report
//! - Validation protocol: 13 of 12 steps signed
//! ```
//! ```report
//! The audit raised 31 findings in total, of which 35 are fixed.
//! ```
//!
//! ## Stays silent
//! ```report
//! Storage: 160/160 ops completed, trying hard (3/3).
//! ```
//! ```report
//! Passed/failed: 14/2. Screen: 16/9. See docs/12/4 and 12/4/2025. Close the connection on 304/204 responses.
//! ```
use crate::wholes;
use crate::quotients::is_quotient;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF206", "fraction-impossible", judge);

/// Of these a "part" may exceed the "whole".
const RATIO: Roles = Roles::SPEEDUP
    .or(Roles::RATE)
    .or(Roles::BEFORE)
    .or(Roles::AFTER)
    .or(Roles::TARGET)
    .or(Roles::MEASURED)
    .or(Roles::DURATION);

fn judge(report: &Report, ledger: &mut Ledger) {
    some_of_it(report, ledger);
    let notation = is_notation(report);
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if quantity.role != role::NUMERATOR || quantity.class != class::COUNT || !report.is_arithmetic(index)
        {
            continue;
        }
        let whole = quantity.mate;
        if report.count(index).is_none() || report.count(whole).is_none() {
            continue;
        }
        let mut outcome = report.value(index).fits_in(report.value(whole));
        // "960/4 = 240" divides.
        if outcome == Outcome::Contradicted && (is_quotient(report, index) || is_divided(report, index, whole)) {
            continue;
        }
        if outcome == Outcome::Contradicted
            && !is_written_out(report, whole)
            && (notation || !names_its_things(report, whole))
            || outcome == Outcome::Contradicted
                && (says_so(report, index, whole) || is_surpassed(report, index, whole))
        {
            outcome = Outcome::Undecided;
        }
        let end = report.quantity(whole).map_or(quantity.at.end, |whole| whole.at.end);
        ledger.judge(outcome, Span { start: quantity.at.start, end }, |draft| {
            let (part, all) = (report.printed(index), report.printed(whole));
            draft
                .message(match outcome {
                    Outcome::Contradicted => format!("{part} of {all}: the part is greater than the whole"),
                    _ => format!("{part} of {all}"),
                })
                .number(report, index, "part")
                .number(report, whole, "whole")
                .blame(index);
        });
    }
}

/// Several pairs with the greater number first are meant so, whatever they are:
/// won and lost, requests and answers.
fn is_notation(report: &Report) -> bool {
    let mut first = None;
    report.quantities().iter().any(|quantity| {
        if quantity.role != role::NUMERATOR || quantity.class != class::COUNT {
            return false;
        }
        let pair = report.quantity(quantity.mate).map(|whole| (quantity.mantissa, whole.mantissa));
        let over = pair.filter(|(part, all)| part > all && !is_written_out(report, quantity.mate));
        over.is_some() && *first.get_or_insert(over) != over
    })
}

/// "31 findings, of which 35 are fixed".
fn some_of_it(report: &Report, ledger: &mut Ledger) {
    for chosen in report.remembered(wholes::told).iter().filter(|chosen| chosen.sure) {
        for part in &chosen.parts {
            let outcome = report.value(*part).fits_in(report.value(chosen.whole));
            let Some(quantity) = report.quantity(*part) else { continue };
            ledger.judge(outcome, quantity.at, |draft| {
                let (some, all) = (report.printed(*part), report.printed(chosen.whole));
                draft
                    .message(match outcome {
                        Outcome::Contradicted => format!("{some} of {all}: the part is greater than the whole"),
                        _ => format!("{some} of {all}"),
                    })
                    .number(report, *part, "part")
                    .number(report, chosen.whole, "whole")
                    .blame(*part);
            });
        }
    }
}

/// Whether it is written out ("13 of 12"), stands at the head of a cell, a field
/// or an item, or the words say what is counted. Two numbers side by side may
/// be anything: "304/204 responses", "24/7".
fn is_share(report: &Report, whole: u32) -> bool {
    const COUNTED: Roles = Roles::VERDICT
        .or(Roles::PASSED)
        .or(Roles::SKIPPED)
        .or(Roles::TEST)
        .or(Roles::COUNTABLE)
        .or(Roles::OPERATION)
        .or(Roles::ITERATION)
        .or(Roles::ATTEMPT)
        .or(Roles::THREAD)
        .or(Roles::COVERAGE)
        .or(Roles::UNCOVERED);
    let Some(quantity) = report.quantity(whole) else { return false };
    let Some(part) = report.quantity(quantity.mate) else { return false };
    let holder =
        [kind::CELL, kind::VALUE, kind::ITEM].into_iter().find_map(|kind| report.within(quantity.node, kind));
    let begins = holder.is_some_and(|node| {
        let text = report
            .text(report.span(node))
            .trim_start_matches(['-', '+', '[', ']', 'x', 'X', ' ', '*', '_', '`']);
        text.starts_with(report.text(part.at))
    });
    let always = report.printed(quantity.mate) == "24" && report.printed(whole) == "7";
    let status = |code: i64| (100..600).contains(&code);
    let codes = report.count(whole).is_some_and(status) && report.count(quantity.mate).is_some_and(status);
    let behind = Span { start: quantity.at.end, end: report.noun_span(whole).end + 16 };
    let said = roles_of(report.names(whole))
        | report.words_in(behind).first().map_or(Roles::NONE, |word| word.roles);
    begins && !always || said.has(COUNTED) && !codes
}

/// "13 of 12 steps": a share whatever it is of, unless it is of a plan that may
/// be surpassed.
fn is_written_out(report: &Report, whole: u32) -> bool {
    let Some(quantity) = report.quantity(whole) else { return false };
    let Some(part) = report.quantity(quantity.mate) else { return false };
    let between = report.text(Span { start: part.at.end, end: quantity.at.start });
    let plan = |word: &Word| word.is(Roles::TARGET) && !is_settled(report, word);
    between.split_whitespace().next() == Some("of") && !report.names(whole).iter().any(plan)
}

/// Points that are fulfilled or not, and never more than there are.
fn is_settled(report: &Report, word: &Word) -> bool {
    report.is_one_of(word, &["criteria", "criterion", "acceptance", "requirement", "requirements", "specifications"])
}

/// A fraction that says of what it is, and is not a pair ("Passed/failed: 14/2").
fn names_its_things(report: &Report, whole: u32) -> bool {
    let names = report.names(whole);
    let label = report.label(whole);
    let cell = report.quantity(whole).and_then(|quantity| report.within(quantity.node, kind::CELL));
    let header = cell.and_then(|cell| {
        let table = report.table_at(report.parent(report.parent(cell)))?;
        table.header(report.data(cell) & 0xff_ffff)
    });
    if header.is_some_and(|header| header.text().contains(['/', ':'])) {
        return false;
    }
    let pair = match (label.first(), label.last()) {
        (Some(first), Some(last)) => {
            report.text(Span { start: first.at.start, end: last.at.end }).contains(['/', '|', ':'])
        }
        _ => false,
    };
    !names.is_empty()
        && !pair
        && is_share(report, whole)
        && !is_remark(report, whole)
        && !is_called_ratio(report, whole)
        && !names.iter().any(|word| word.is(RATIO) && !is_settled(report, word))
        && !roles_of(label).has(RATIO.without(Roles::MEASURED))
}

/// "10/1 file/dir ratio", "at a ratio of 3/2": the word behind it or before it
/// says that it is none of a whole.
fn is_called_ratio(report: &Report, whole: u32) -> bool {
    const RATIOS: [&str; 6] = ["ratio", "ratios", "proportion", "split", "odds", "mix"];
    let Some(quantity) = report.quantity(whole) else { return false };
    let statement = report.span(report.statement(quantity.node));
    let start = report.quantity(quantity.mate).map_or(quantity.at.start, |part| part.at.start);
    let before = report.words_in(Span { start: statement.start, end: start });
    let behind = report.words_in(Span { start: quantity.at.end, end: statement.end });
    before
        .iter()
        .rev()
        .take(3)
        .chain(behind.iter().take(4))
        .any(|word| report.is_one_of(word, &RATIOS))
}

/// A remark in a listing of commands or code says what is set up, not how it
/// came out.
fn is_remark(report: &Report, whole: u32) -> bool {
    let line = report.quantity(whole).and_then(|quantity| report.within(quantity.node, kind::LINE));
    line.is_some_and(|line| {
        let text = report.text(report.span(line)).trim_start();
        ["#", "//", "--", ";", "/*", "*"].iter().any(|sign| text.starts_with(sign))
    })
}

/// "1750/1000 (175% of the points)": told with the share that it is, it is meant so.
fn says_so(report: &Report, part: u32, whole: u32) -> bool {
    let share = report.value(part).percent_of(report.value(whole));
    let (Some(next), Some(end)) = (report.quantity(whole + 1), report.quantity(whole)) else { return false };
    next.class == class::PERCENTAGE
        && next.at.start.saturating_sub(end.at.end) < 16
        && share.equals(report.value(whole + 1)) != Outcome::Contradicted
}

/// "12/10 (goal exceeded)", "Approvals: 3/2", "42/40 points": got and required.
fn is_surpassed(report: &Report, part: u32, whole: u32) -> bool {
    const OVER: [&str; 14] = [
        "exceeded", "exceeds", "bonus", "extra", "added", "surge", "over", "needed", "required", "beyond", "above",
        "surpassed", "overachieved", "stretch",
    ];
    const SURPASSABLE: [&str; 12] = [
        "approval", "approvals", "pods", "replicas", "points", "interviews", "reviewers", "reviews", "votes",
        "signatures", "quorum", "goal",
    ];
    let Some(quantity) = report.quantity(whole) else { return false };
    let line = report.line_of(quantity.at);
    let behind = report.words_in(Span { start: quantity.at.end, end: line.end.min(quantity.at.end + 60) });
    let excess = report.count(part).zip(report.count(whole)).map(|(part, whole)| part - whole);
    let told = report.quantities_in(Span { start: quantity.at.end, end: line.end.min(quantity.at.end + 40) });
    behind.iter().take(4).any(|word| report.is_one_of(word, &OVER))
        || !is_written_out(report, whole)
            && report.names(whole).iter().chain(report.label(whole)).any(|word| report.is_one_of(word, &SURPASSABLE))
        || told.into_iter().any(|index| excess.is_some() && report.firm_count(index) == excess)
}

/// "64.4 (30,897 / 480)": what the division gives stands before the bracket.
fn is_divided(report: &Report, part: u32, whole: u32) -> bool {
    let Some(before) = part.checked_sub(1) else { return false };
    let opens = report.quantity(before).is_some_and(|before| before.joint == joint::OPENS);
    let quotient = report.value(part).div(report.value(whole));
    opens && quotient.equals(report.value(before)) != Outcome::Contradicted
}
