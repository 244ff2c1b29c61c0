//! What rules ask of each number, answered once for all of them.

use super::held::{Held, Run, seek};
use super::{Report, class, flag, kind, role};
use crate::bindings::{Quantity, Span};
use crate::lexicon::Roles;
use crate::value::Value;

/// A number, as far as it is looked at before the first rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The words that it is written with.
    pub own: Run,
    /// Where the words right behind it lie.
    pub noun_span: Span,
    pub noun: Run,
    pub label: Run,
    pub statement: u32,
    pub is_arithmetic: bool,
    /// The value of a count that is exactly itself.
    pub count: Option<i64>,
    /// The same, if it is seen and no part of a fraction or range.
    pub count_of: Option<i64>,
}

pub(super) fn all(report: &Report) -> Vec<Known> {
    let mut all = Vec::with_capacity(report.quantities().len());
    let word_at = |index: usize| report.words.get(index).map(|word| word.at.start);
    for quantity in report.quantities() {
        let before = report.words_before(quantity.at.start);
        let behind = seek(before, quantity.at.end, word_at);
        let (noun_span, noun) = match quantity.noun {
            // A unit in the header stands far above the rows.
            seen if seen.start < seen.end && seen.end <= quantity.at.start => {
                noun_of(report, seen, report.words_before(seen.start))
            }
            seen if seen.start < seen.end => noun_of(report, seen, seek(behind, seen.start, word_at)),
            _ => (
                Span { start: quantity.at.end, end: quantity.at.end },
                Run { start: behind as u32, end: behind as u32 },
            ),
        };
        let (count, is_hidden) = (count(quantity), report.is_hidden(quantity.at));
        all.push(Known {
            own: Run { start: before as u32, end: behind as u32 },
            noun_span,
            noun,
            label: label(report, quantity.node),
            statement: report.statement(quantity.node),
            is_arithmetic: quantity.class < class::ID && !is_hidden,
            count,
            count_of: count.filter(|_| !is_hidden && quantity.role == role::ALONE),
        });
    }
    all
}

fn count(quantity: &Quantity) -> Option<i64> {
    if quantity.class != class::COUNT {
        return None;
    }
    if quantity.exponent == 0 && quantity.flags & flag::INEXACT == 0 && quantity.low == quantity.high {
        return Some(quantity.low);
    }
    Value::of(quantity).single()?.to_whole()
}

/// The noun that the host saw, and if that ends in a word like "consecutive" or
/// "clean", the words that it describes. Its first word is the report's `first`.
fn noun_of(report: &Report, seen: Span, first: usize) -> (Span, Run) {
    const DESCRIBING: Roles = Roles::CONSECUTIVE.or(Roles::CLEAN).or(Roles::TOTAL).or(Roles::PASS);
    const COUNTED: Roles =
        Roles::ROUND.or(Roles::ITERATION).or(Roles::TEST).or(Roles::COUNTABLE).or(Roles::ID_NOUN);
    let behind = report.words.get(first..).unwrap_or_default();
    let own = behind.iter().take_while(|word| word.at.start < seen.end).count();
    let noun = |count: usize| Run { start: first as u32, end: (first + count) as u32 };
    let mut end = seen.end;
    let mut open =
        own.checked_sub(1).and_then(|last| behind.get(last)).is_none_or(|last| last.is(DESCRIBING));
    for (count, word) in behind.iter().enumerate().take(MOST_DESCRIBED).skip(own) {
        if !open || report.text(Span { start: end, end: word.at.start }) != " " {
            break;
        }
        end = word.at.end;
        if word.is(COUNTED) {
            return (Span { start: seen.start, end }, noun(count + 1));
        }
        open = word.is(DESCRIBING);
    }
    (seen, noun(own))
}

/// A noun and what it describes have no more words.
const MOST_DESCRIBED: usize = 6;

/// The key of the field, or the header of the column, that holds a node.
fn label(report: &Report, node: u32) -> Run {
    let mut node = node;
    while node != 0 {
        match report.kind(node) {
            kind::VALUE => return field_key(report, report.parent(node)),
            kind::CELL => return cell_label(report, node),
            kind::LINE | kind::SENTENCE | kind::PARAGRAPH | kind::HEADING | kind::KEY => break,
            _ => node = report.parent(node),
        }
    }
    Run::default()
}

fn field_key(report: &Report, field: u32) -> Run {
    let key = report.children(field).find(|child| report.kind(*child) == kind::KEY);
    words_of(report, key)
}

/// In a two-column table the first cell of the row, else the header.
fn cell_label(report: &Report, cell: u32) -> Run {
    let row = report.parent(cell);
    let Some(table) = report.table_at(report.parent(row)) else { return Run::default() };
    let column = report.data(cell) & 0xff_ffff;
    if table.columns() == 2 && column == 1 {
        return words_of(report, report.children(row).next());
    }
    words_of(report, table.header(column).map(|header| header.node))
}

fn words_of(report: &Report, node: Option<u32>) -> Run {
    let held: Option<&Held> = node.and_then(|node| report.held(node));
    held.map_or(Run::default(), |held| held.words)
}
