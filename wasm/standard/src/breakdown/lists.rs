//! A count over a list of its parts: "24 units were tested:" over "22 passed", "1
//! failed", "1 withdrawn".

use super::{Breakdown, Kinship, is_set_out, kinship, said_of};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

pub fn under_statements(report: &Report) -> Vec<Breakdown> {
    report.of_kind(kind::LIST).filter_map(|list| over(report, list)).collect()
}

fn over(report: &Report, list: u32) -> Option<Breakdown> {
    let statement = introduction(report, list)?;
    let items: Vec<Part<'_>> = report.children(list).map(|item| part(report, item)).collect::<Option<_>>()?;
    if items.len() < 2 || report.roles_of(list).has(OPEN.without(Roles::SELECTION)) {
        return None;
    }
    let text = report.text(report.statement_span(statement));
    let of_these = ["of these", "of which", "of those", "of them"].iter().any(|said| {
        text.trim_end_matches(':').get(..said.len()).is_some_and(|start| start.eq_ignore_ascii_case(said))
    });
    let total = if of_these { before(report, statement)? } else { only_count(report, statement)? };
    let names: Vec<&Word> = items.iter().map(|item| item.name).collect();
    let good = items.iter().any(|item| item.said.has(GOOD) && !item.said.has(BAD));
    let judged = good
        && items.iter().all(|item| item.said.has(GOOD | BAD))
        && items.iter().any(|item| item.said.has(BAD));
    let own = if judged { Kinship::Scale } else { kinship::of(report, total, &names) };
    let parts = items.iter().map(|item| item.number).collect();
    let taken = report
        .words_of(statement)
        .iter()
        .any(|word| is_set_out(report.text(word.at)) || word.is(Roles::TOTAL));
    let kinship = match own {
        Kinship::Scale if of_these || taken || text.ends_with(':') => Kinship::Scale,
        _ if of_these => Kinship::Loose,
        // "**Total: 41 tests**" over "Unit tests: 20", "Bench tests: 12", …
        _ if is_total_of(report, statement, total, &names) => Kinship::Kinds,
        _ => return None,
    };
    Some(Breakdown { total, parts, kinship })
}

fn is_total_of(report: &Report, statement: u32, total: u32, names: &[&Word]) -> bool {
    let own = report.head_noun(total).map(|word| word.concept);
    let said = report.words_of(statement).iter().any(|word| word.is(Roles::TOTAL));
    said && names.len() > 2 && own.is_some() && names.iter().all(|word| Some(word.concept) == own)
}

/// "41 are met", "9 are not met", "5 do not apply".
const GOOD: Roles = Roles::PASS.or(Roles::PASSED);
const BAD: Roles =
    Roles::FAIL.or(Roles::FAILED).or(Roles::BLOCKED).or(Roles::NOTED).or(Roles::SKIPPED).or(Roles::NEGATION);

struct Part<'r> {
    number: u32,
    name: &'r Word,
    /// What the item says in its first words.
    said: Roles,
}

/// The last sentence before the list, which announces it.
fn introduction(report: &Report, list: u32) -> Option<u32> {
    let block = report.previous_sibling(list)?;
    let statement = match report.kind(block) {
        kind::PARAGRAPH => report.children(block).last()?,
        kind::SENTENCE | kind::FIELD => block,
        _ => return None,
    };
    let aside = OPEN | Roles::TARGET | Roles::ANOTHER_RUN | Roles::UNIVERSAL;
    (!report.roles_of(statement).has(aside)).then_some(statement)
}

fn only_count(report: &Report, statement: u32) -> Option<u32> {
    let mut numbers = report.quantities_of(statement).filter(|index| report.is_arithmetic(*index));
    let total = numbers.next().filter(|_| numbers.next().is_none())?;
    report.firm_count(total).is_some().then_some(total)
}

/// The last count of the sentence before.
fn before(report: &Report, statement: u32) -> Option<u32> {
    let last = report.previous_sibling(statement)?;
    let numbers = report.quantities_in(report.span(last));
    let mut counts = numbers.filter(|index| report.count_of(*index).is_some());
    let total = counts.next().filter(|_| counts.next().is_none())?;
    report.firm_count(total).is_some().then_some(total)
}

/// The number that an item begins with or that its field holds, and the word
/// for what it counts.
fn part(report: &Report, item: u32) -> Option<Part<'_>> {
    let head = report.item_head(item);
    // In the order of the text; most lists have none.
    let from = report.fields().partition_point(|field| field.key.start < head.start);
    let field = report.fields().get(from).filter(|field| field.key.end <= head.end);
    let within = field.map_or(head, |field| field.value);
    let index = report.quantities_in(within).next().filter(|index| report.firm_count(*index).is_some())?;
    let lead = report.text(Span { start: within.start, end: report.quantity(index)?.at.start });
    let first =
        lead.trim_matches(['-', '*', '+', ' ', '_', '.', ')']).chars().all(|sign| sign.is_ascii_digit());
    let behind =
        || report.words_in(Span { start: report.quantity(index).map_or(0, |q| q.at.end), end: head.end });
    let (name, said) = match field {
        Some(field) => (report.words_in(field.key).last()?, field.roles),
        None => (said_of(report, index)?, roles_of(behind().get(..3).unwrap_or(behind()))),
    };
    first.then_some(Part { number: index, name, said })
}
