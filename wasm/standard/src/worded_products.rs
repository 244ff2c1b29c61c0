//! Products told in words: "8 threads, 30 batches/thread = 240 total", "80 threads
//! across 4 batches (20 each)", "8 threads x 20 iterations, 160/160 operations".

use crate::bracket_products::{Product, is_of_each};
use crate::workers::{WORKERS, Work};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Product> {
    let mut found: Vec<Product> =
        report.spelled(&EACH).into_iter().filter_map(|place| each_of(report, place)).collect();
    let mut before = joint::NONE;
    for (index, quantity) in report.quantities().iter().enumerate().map(|(index, one)| (index as u32, one)) {
        // Most numbers have nothing to do with any product, and one glance says so.
        found.extend(match (before, quantity.joint) {
            (joint::TIMES, joint::PLUS..=joint::DIVIDE) => None,
            (joint::AND | joint::TIMES, joint::EQUALS) => equated(report, index),
            (joint::TIMES, _) => worked(report, index),
            (joint::OPENS, _) => of_each(report, index),
            _ => None,
        });
        before = quantity.joint;
    }
    found
}

/// "8 threads, 30 batches/thread = 240 total".
fn equated(report: &Report, each: u32) -> Option<Product> {
    let (groups, result) = (each.checked_sub(1)?, each + 1);
    let last = report.quantity(result)?;
    let ends = !matches!(last.joint, joint::PLUS..=joint::EQUALS) && !is_part(report, result);
    let told = ends && is_of_each(report, each, groups) && are_counts(report, &[groups, each, result]);
    told.then(|| Product { factors: vec![groups, each], result, severity: Severity::Error })
}

const EACH: Spellings<1> = Spellings::of(["each"]);

/// "3 pumps were run with 12 loads each (36 loads)": so many of one thing for each of the
/// others, and in a bracket how many that makes.
fn each_of(report: &Report, place: usize) -> Option<Product> {
    let word = report.words().get(place)?;
    let line = report.line_of(word.at);
    if !report.text(Span { start: word.at.end, end: line.end }).starts_with(" (") {
        return None;
    }
    let each = report.quantities_in(Span { start: line.start, end: word.at.start }).next_back()?;
    let (result, groups) = (each + 1, each.checked_sub(1)?);
    let [one, other, last] = [result, groups, each].map(|index| report.quantity(index));
    let (one, other, last) = (one?, other?, last?);
    let opened = one.at.start.saturating_sub(word.at.end) == 2;
    let end = report.noun_span(result).end.max(one.at.end);
    let closed = report.text(Span { start: end, end: end + 1 }) == ")";
    let statement = report.statement_of(each);
    let within = report.statement_of(groups) == statement && report.statement_of(result) == statement;
    let thing = |index: u32| report.head_noun(index).map(|word| word.concept);
    let alike = thing(result).is_some() && thing(result) == thing(each) && thing(groups) != thing(each);
    let first = groups.checked_sub(1).filter(|first| report.statement_of(*first) == statement);
    let sole =
        first.is_none() && !report.noun(groups).is_empty() && report.noun_span(each).end + 1 == word.at.start;
    let told = opened && closed && within && alike && sole && are_counts(report, &[result, groups, each]);
    let order = other.at.end < last.at.start;
    (told && order).then(|| Product { factors: vec![groups, each], result, severity: Severity::Warning })
}

/// "80 threads across 4 batches (20 each)".
fn of_each(report: &Report, each: u32) -> Option<Product> {
    const ACROSS: Spellings<4> = Spellings::of(["across", "in", "over", "into"]);
    let (result, groups) = (each.checked_sub(2)?, each - 1);
    let end = report.quantity(each)?.at.end;
    if report.text(Span { start: end, end: end + 6 }) != " each)" {
        return None;
    }
    let [one, other, last] = [result, groups, each].map(|index| report.quantity(index));
    let (one, other, last) = (one?, other?, last?);
    let line = report.line_of(last.at);
    let opened = report.text(Span { start: line.start, end: last.at.start }).ends_with('(');
    // "…, and 12 in the hall" adds to them.
    let more = report
        .quantity(each + 1)
        .is_some_and(|next| report.statement(next.node) == report.statement(last.node));
    let close = opened && !more && last.at.start.saturating_sub(report.noun_span(groups).end) <= 3;
    if !close || one.at.start < line.start || report.noun(groups).is_empty() {
        return None;
    }
    let between =
        report.words_in(Span { start: report.noun_span(result).end.max(one.at.end), end: other.at.start });
    // Two people across five shifts are more than two in all of them.
    let fewer = report.value(result).below(report.value(groups)) == Outcome::Holds;
    // 82 pupils in 4 classes are 20.5 each, or 21.
    let off = report.value(groups).mul(report.value(each)).sub(report.value(result)).times(2);
    let many = report.value(groups);
    let rounded =
        off.at_most(many) == Outcome::Holds && Value::whole(0).sub(off).at_most(many) == Outcome::Holds;
    let holds = off.equals(Value::whole(0)) == Outcome::Holds;
    let joined = matches!(between, [word] if ACROSS.has(word)) && !fewer && (holds || !rounded);
    let told = joined && are_counts(report, &[result, groups, each]);
    told.then(|| Product { factors: vec![groups, each], result, severity: Severity::Warning })
}

/// "8 threads x 20 iterations, 160/160 operations": each iteration may do several.
fn worked(report: &Report, each: u32) -> Option<Product> {
    let (workers, part) = (each.checked_sub(1)?, each + 1);
    let (other, last) = (report.quantity(each)?, report.quantity(part)?);
    if last.role != role::NUMERATOR {
        return None;
    }
    let result = last.mate;
    let is = |index: u32, of: Roles| report.noun(index).first().is_some_and(|word| word.is(of));
    let named = is(workers, WORKERS) && is(each, Roles::ITERATION) && is(result, Roles::OPERATION);
    let start = report.noun_span(each).end.max(other.at.end).min(last.at.start);
    let close = matches!(report.text(Span { start, end: last.at.start }), ", " | ": " | " (" | " = ")
        && !is_part(report, last.mate);
    let work = Work { workers, each, total: result };
    let counts = report.count(result).is_some() && are_counts(report, &[workers, each]);
    let told = named && close && counts && work.outcome(report) != Outcome::Undecided;
    told.then(|| Product { factors: vec![workers, each], result, severity: Severity::Warning })
}

/// "= 200 after warm-up", "150 operations (one set-up)": not all of them.
fn is_part(report: &Report, result: u32) -> bool {
    const PART: Spellings<9> = Spellings::of([
        "after",
        "measured",
        "net",
        "without",
        "minus",
        "excluding",
        "plus",
        "except",
        "left",
    ]);
    let Some(quantity) = report.quantity(result) else { return true };
    let end = report.statement_span(report.statement_of(result)).end;
    let behind =
        Span { start: report.noun_span(result).end.max(quantity.at.end), end: end.max(quantity.at.end) };
    report.words_in(behind).iter().take(6).any(|word| PART.has(word))
        || report.text(behind).trim_start().starts_with('(')
}

fn are_counts(report: &Report, numbers: &[u32]) -> bool {
    numbers.iter().all(|index| {
        report.count(*index).is_some()
            && report
                .quantity(*index)
                .is_some_and(|quantity| quantity.role == role::ALONE && quantity.flags == 0)
    })
}
