//! "Not a single message was lost", beside a column that counts some.

use super::{DENYING, Denial, tables_for};
use crossfoot_kit::prelude::*;

const LOST: Spellings<10> = Spellings::of([
    "lost",
    "dropped",
    "missed",
    "rejected",
    "corrupted",
    "corrupt",
    "duplicated",
    "failed",
    "crashed",
    "missing",
]);

pub fn told(report: &Report) -> Vec<Denial> {
    let word = |place: usize| report.words().get(place);
    report.spelled(&LOST).into_iter().filter_map(word).filter_map(|word| denial(report, word)).collect()
}

fn denial(report: &Report, lost: &Word) -> Option<Denial> {
    let statement = report.statement(report.node_at(lost.at.start));
    let whole = report.statement_span(statement);
    if report.kind(statement) != kind::SENTENCE {
        return None;
    }
    let (no, thing) = denied(report, lost, whole.start)?;
    let behind = report.words_in(Span { start: lost.at.end, end: whole.end });
    let aside = Roles::MODAL | Roles::TARGET | Roles::ANOTHER_RUN | Roles::EXCEPT | Roles::SCOPE_WORD;
    // "lost in the second half" is not all of it.
    let narrowed = behind.first().is_some_and(|word| word.at.start - lost.at.end <= 2);
    if narrowed || report.words_in(whole).iter().any(|word| word.is(aside)) {
        return None;
    }
    let cell = tables_for(report, statement).rev().find_map(|table| counted(table, lost, thing))?;
    cell.number().and_then(|index| report.count_of(index)).filter(|count| *count > 0)?;
    Some(Denial { at: Span { start: no, end: lost.at.end }, name: lost.at, counted: cell.at() })
}

/// Where "no messages were lost" begins, and what there is none of.
fn denied<'r>(report: &'r Report, lost: &Word, start: u32) -> Option<(u32, &'r Word)> {
    let before = report.words_in(Span { start, end: lost.at.start });
    let (verb, rest) = before.split_last()?;
    let rest = if report.is_one_of(verb, &["was", "were", "got", "has", "been"]) { rest } else { before };
    let (thing, rest) = rest.split_last()?;
    let (no, rest) = rest.split_last()?;
    let begins = match rest {
        [.., not, a] if report.is_one_of(no, &["single"]) => {
            (report.is_one_of(not, &["not"]) && report.is_one_of(a, &["a"])).then_some(not.at.start)
        }
        _ => DENYING.has(no).then_some(no.at.start),
    };
    Some((begins?, thing))
}

/// The last row of the column of what was lost, in a table that counts the
/// thing, too.
fn counted<'r>(table: Table<'r>, lost: &Word, thing: &Word) -> Option<Cell<'r>> {
    let named = |header: Cell<'_>| matches!(header.words(), [word] if word.concept == lost.concept);
    let column = table.only_column_where(named)?;
    let about = (0..table.columns())
        .filter_map(|column| table.header(column))
        .any(|header| header.words().iter().any(|word| word.concept == thing.concept));
    table.rows().next_back().filter(|_| about)?.cell(column)
}
