//! Why a total may be right though its column does not add up to it.

use crate::additive::number;
use crate::counted::LOOSELY;
use crate::statistic_rows::name_of_row;
use crate::{carriers, subtotals};
use crossfoot_kit::prelude::*;

/// Whether something around says why the column does not add up.
pub fn is_excused(
    report: &Report,
    table: Table<'_>,
    cell: Cell<'_>,
    (parts, total): (&[u32], u32),
    sum: Value,
) -> bool {
    let all = report.base_value(total);
    subtotals::is_across(table, total)
        || subtotals::is_chain(table, cell, parts, total)
        || subtotals::may_share(report, table, cell, sum, all)
        || subtotals::is_explained(report, table, sum, total)
        || shows_some(report, table, cell, parts)
        || is_of_more(report, table, cell)
        || is_of_each(report, table, cell)
        || is_one_of_the_parts(report, table, parts, total)
        || is_score(report, table, cell, parts, total)
        || carriers::is_shared(report, table, cell, (parts, total), sum)
        || subtotals_by_answer(report, table, cell, parts, total)
        || is_running(report, table, cell, parts, total)
        || is_otherwise(report, parts, all)
        || are_cases(table)
        || parts.iter().chain([&total]).any(|index| subtotals::is_bracketed(report, *index))
}

/// "Case | Expected | Got": rows that were tried, and one of them is named "total".
fn are_cases(table: Table<'_>) -> bool {
    let says = |known: &[&str]| {
        (1..table.columns()).any(|column| {
            table
                .header(column)
                .is_some_and(|header| matches!(header.words(), [word] if table.report.is_one_of(word, known)))
        })
    };
    says(&["expected"]) && says(&["got", "actual", "received", "returned"]) && {
        let first = table.header(0).map_or(&[][..], Cell::words);
        first.last().is_some_and(|word| {
            table.report.is_one_of(word, &["case", "check", "assertion", "test", "query"])
        })
    }
}

/// Coverage of a package, and some of its files: more in the row of totals than above it
/// in each of the columns.
fn shows_some(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32]) -> bool {
    if table.column(Roles::COVERAGE).is_none() {
        return false;
    }
    let rows: Vec<Row<'_>> = parts
        .iter()
        .filter_map(|part| report.within(report.quantity(*part)?.node, kind::ROW))
        .filter_map(|node| table.rows().find(|row| row.node == node))
        .collect();
    let Some(total) = row_of(table, cell) else { return false };
    let more = |cell: Cell<'_>| {
        let own = number(cell).filter(|own| report.firm_count(*own).is_some())?;
        let column = rows.iter().filter_map(|row| row.cell(cell.column).and_then(number));
        let sum = column.fold(Value::whole(0), |sum, part| sum.add(report.base_value(part)));
        Some(sum.below(report.base_value(own)) == Outcome::Holds)
    };
    let mut columns = total.cells().filter(|cell| cell.column > 0).filter_map(more);
    let first = columns.next();
    first == Some(true) && columns.next() == Some(true) && columns.all(|more| more)
}

/// "Overall (incl. office)"
fn is_of_more(report: &Report, table: Table<'_>, cell: Cell<'_>) -> bool {
    let label = row_of(table, cell).map_or(&[][..], |row| row.label());
    label.iter().any(|word| report.is_one_of(word, &["incl", "including", "inkl", "inklusive", "plus"]))
}

/// The peak of several levels, the last state of several runs, as many on each of the
/// platforms, or the last valuation where not every round had one: the total is one of the
/// parts.
fn is_one_of_the_parts(report: &Report, table: Table<'_>, parts: &[u32], total: u32) -> bool {
    const RUNS: [&str; 14] = [
        "run", "rerun", "re-run", "retry", "attempt", "round", "before", "after", "first", "second", "third",
        "initial", "final", "pass",
    ];
    let same = |part: &u32| report.base_value(*part).equals(report.base_value(total)) == Outcome::Holds;
    let greatest = || {
        let no_less =
            |part: &u32| report.base_value(*part).at_most(report.base_value(total)) != Outcome::Contradicted;
        parts.iter().all(no_less) && parts.iter().any(same)
    };
    let told = |part: &u32| report.count(*part) != Some(0);
    let again = || {
        let is_again = |word: &Word| report.is_one_of(word, &["rerun", "re-run", "retry", "retries"]);
        table.rows().any(|row| row.label().iter().any(is_again))
    };
    let runs = || {
        let labels = table.rows().filter(|row| row.label().iter().any(|word| report.is_one_of(word, &RUNS)));
        labels.count() >= parts.len().min(2) || again()
    };
    // What is far less than the greatest was forgotten, and is no level beside it.
    let beside = |part: &&u32| {
        let twice = report.base_value(**part).times(2);
        told(part) && report.base_value(total).at_most(twice) != Outcome::Contradicted
    };
    parts.iter().any(same)
        && (parts.iter().filter(beside).count() > 1 && greatest()
            || (parts.len() > 2 || parts.len() + 1 < table.rows().len()) && parts.last().is_some_and(same)
            || runs())
}

/// "Overall 93" among scores of 92, 98 and 90 is their mean.
fn is_score(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32], total: u32) -> bool {
    const SCORES: [&str; 14] = [
        "score",
        "scores",
        "rating",
        "ratings",
        "grade",
        "grades",
        "note",
        "mark",
        "marks",
        "stars",
        "bewertung",
        "punkte",
        "puntuación",
        "risk",
    ];
    let all = report.base_value(total);
    let below = |part: &u32| report.base_value(*part).at_most(all) == Outcome::Holds;
    let above = |part: &u32| all.at_most(report.base_value(*part)) == Outcome::Holds;
    let header = table.header(cell.column).map_or(&[][..], Cell::words);
    let loosely = || row_of(table, cell).is_some_and(|row| row.label().iter().any(|word| LOOSELY.has(word)));
    let scored = header.iter().any(|word| report.is_one_of(word, &SCORES));
    (scored || loosely()) && parts.iter().any(below) && parts.iter().any(above)
}

/// "Total billable" over a column of yes and no.
fn subtotals_by_answer(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32], total: u32) -> bool {
    let qualified =
        row_of(table, cell).is_some_and(|row| row.label().iter().any(|word| !word.is(Roles::TOTAL)));
    let answered = |column: u32| {
        let mut sum = Value::whole(0);
        let mut told = false;
        for row in table.rows() {
            let Some(part) =
                row.cell(cell.column).and_then(number).filter(|part| parts.binary_search(part).is_ok())
            else {
                continue;
            };
            let yes = row.cell(column).and_then(crate::targets::answer) == Some(Verdict::Pass);
            told |= yes;
            sum = if yes { sum.add(report.base_value(part)) } else { sum };
        }
        told && sum.equals(report.base_value(total)) != Outcome::Contradicted
    };
    qualified
        && table.columns() <= 16
        && (1..table.columns()).filter(|column| *column != cell.column).any(answered)
}

/// "CPU per pod"
fn is_of_each(report: &Report, table: Table<'_>, cell: Cell<'_>) -> bool {
    let words = table.header(cell.column).map_or(&[][..], Cell::words);
    words.len() > 2
        && words.iter().skip(1).any(|word| report.is_one_of(word, &["per", "each", "pro", "par", "por"]))
}

/// "Tests in total" after each phase, beside "Added": the last one stands for all.
fn is_running(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32], total: u32) -> bool {
    let (Some(last), Some(all)) = (parts.last().and_then(|last| report.count(*last)), report.count(total))
    else {
        return false;
    };
    let grown = parts.len() > 2 && parts.is_sorted_by(|one, next| report.count(*one) <= report.count(*next));
    let added = last > report.count(parts[0]).unwrap_or_default();
    let near = all.abs_diff(last) <= last.unsigned_abs() / 10;
    table.header_roles(cell.column).has(Roles::TOTAL) && grown && added && near
}

/// Flaky tests are among those that passed, and a discount is taken away.
fn is_otherwise(report: &Report, parts: &[u32], all: Value) -> bool {
    const AMONG: Spellings<12> = Spellings::of([
        "flaky",
        "retried",
        "rerun",
        "quarantined",
        "slow",
        "reruns",
        "retries",
        "overdue",
        "late",
        "new",
        "known",
        "skipped",
    ]);
    const TAKEN: Spellings<29> = Spellings::of([
        "discount",
        "voucher",
        "rebate",
        "refund",
        "refunds",
        "credit",
        "deduction",
        "deductions",
        "less",
        "costs",
        "expenses",
        "withdrawals",
        "outgoings",
        "rabatt",
        "skonto",
        "nachlass",
        "abzug",
        "gutschrift",
        "anzahlung",
        "remise",
        "rabais",
        "avoir",
        "acompte",
        "descuento",
        "rebaja",
        "sconto",
        "sold",
        "removed",
        "deleted",
    ]);
    let says = |part: &u32, is: &dyn Fn(&Word) -> bool| {
        name_of_row(report, *part).is_some_and(|name| report.words_of(name).iter().any(is))
    };
    // "logs*", and the footnote says why it is not in the total.
    let noted = |part: &u32| {
        let text = name_of_row(report, *part)
            .map_or("", |name| report.text(report.span(name)))
            .trim_matches([' ', '|']);
        !text.starts_with('*') && text.ends_with(['*', '†', '¹', '²'])
    };
    let told = |taken: Value, among: Value, part: &u32| {
        let value = report.base_value(*part);
        match () {
            () if noted(part) || says(part, &|word| AMONG.has(word)) => among,
            () if says(part, &|word| TAKEN.has(word)) => taken.sub(value),
            () => taken.add(value),
        }
    };
    let sum = parts.iter().fold(Value::whole(0), |sum, part| told(sum, sum, part));
    sum.equals(all) != Outcome::Contradicted
}

pub fn row_of<'r>(table: Table<'r>, cell: Cell<'r>) -> Option<Row<'r>> {
    table.rows().find(|row| row.cell(cell.column).is_some_and(|own| own.node == cell.node))
}
