//! "No critical issues remain open", `Blockers: 0`: a grade of which there is
//! none, beside a table that counts some.

use super::{DENYING, Denial, tables_for};
use crate::breakdown::{GRADED, grade};
use crossfoot_kit::prelude::*;

/// What is not done with yet.
const OPEN: Spellings<8> =
    Spellings::of(["open", "remain", "remains", "remaining", "unresolved", "outstanding", "left", "unfixed"]);

pub fn told(report: &Report) -> Vec<Denial> {
    let grave = |word: &&Word| grade(word).is_some_and(|grade| grade < 2);
    let graded = report.spelled(&GRADED).into_iter().filter_map(|place| report.words().get(place));
    graded.filter(grave).filter_map(|word| denial(report, word)).collect()
}

fn denial(report: &Report, graded: &Word) -> Option<Denial> {
    let statement = report.statement(report.node_at(graded.at.start));
    let whole = report.statement_span(statement);
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    let aside = Roles::MODAL | Roles::TARGET | Roles::ANOTHER_RUN | Roles::EXCEPT | Roles::SELECTION;
    let words = report.words_in(whole);
    if words.iter().any(|word| word.at != graded.at && word.is(aside)) || words.len() > 12 {
        return None;
    }
    let at = spoken(report, graded, whole).or_else(|| counted(report, graded, statement))?;
    // Of several tables the last tells how it came out.
    let cell = tables_for(report, statement).rev().find_map(|table| still_open(table, graded))?;
    cell.number().and_then(|index| report.count_of(index)).filter(|count| *count > 0)?;
    Some(Denial { at, name: graded.at, counted: cell.at() })
}

/// "No critical issues remain open": nothing is left of them.
fn spoken(report: &Report, graded: &Word, whole: Span) -> Option<Span> {
    let no = report.word_before(graded.at.start).filter(|word| word.at.start >= whole.start)?;
    let denies = DENYING.has(no) && graded.at.start == no.at.end + 1;
    let behind = report.words_in(Span { start: graded.at.end, end: whole.end });
    let last = behind.iter().take(6).rev().find(|word| OPEN.has(word))?;
    denies.then_some(Span { start: no.at.start, end: last.at.end })
}

/// `Blockers: 0`, `Critical left: 0`.
fn counted(report: &Report, graded: &Word, statement: u32) -> Option<Span> {
    let at = report.statement_span(statement);
    let mut numbers = report.quantities_in(at);
    let none = numbers.next().filter(|_| numbers.next().is_none())?;
    let key = report.words_in(Span { start: at.start, end: report.quantity(none)?.at.start });
    let said = report.text(Span { start: graded.at.end, end: report.quantity(none)?.at.start });
    let named = key.first().is_some_and(|word| word.at == graded.at) && key.len() <= 3 && said.contains(':');
    (named && report.firm_count(none) == Some(0)).then_some(at)
}

/// How many of that grade a table counts as open, if it has one such column.
fn still_open<'r>(table: Table<'r>, graded: &Word) -> Option<Cell<'r>> {
    let column =
        table.only_column_where(|header| header.words().first().is_some_and(|word| OPEN.has(word)))?;
    let same = |word: &Word| word.concept == graded.concept;
    let own = |row: &Row<'_>| row.label().len() <= 2 && row.label().iter().any(same);
    let mut rows = table.rows().filter(own);
    rows.next().filter(|_| rows.next().is_none())?.cell(column)
}
