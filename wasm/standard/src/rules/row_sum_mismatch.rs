//! # row-sum-mismatch (XF205)
//!
//! Parts of a row that do not make its total: passed, failed and skipped, or
//! whatever the columns are called, where the other rows add up.
//!
//! ## Why it matters
//! The tests that are missing from the sum are the ones to ask about.
//!
//! ## Fires
//! ```report
//! | Suite | Total | Passed | Failed | Skipped |
//! |-------|-------|--------|--------|---------|
//! | api | 8 | 5 | 0 | 0 |
//! ```
//! ```report
//! Ran 40 tests: 38 passed, 3 failed, 1 skipped.
//! ```
//! ```report
//! | Severity | Open | Mended | Accepted | Total |
//! |----------|------|--------|----------|-------|
//! | high | 1 | 4 | 0 | 5 |
//! | medium | 3 | 7 | 1 | 11 |
//! | low | 6 | 2 | 4 | 13 |
//! ```
//! ```report
//! | Depot | Parcels in | Delivered | Returned |
//! |-------|------------|-----------|----------|
//! | north | 12,400 | 12,310 | 90 |
//! | south | 8,121 | 8,100 | 21 |
//! | west | 4,507 | 4,501 | 5 |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Suite | Total | Passed | Failed | Flaky |
//! |-------|-------|--------|--------|-------|
//! | api | 8 | 5 | 0 | 2 |
//! ```
//! ```report
//! - Total tests: 42
//! - Passed: 38
//! - Failed: 3
//! - Skipped: 1
//! ```
//! ```report
//! | Cell | Cycles | Charged | Discharged |
//! |------|--------|---------|------------|
//! | A1 | 412 | 206 | 206 |
//! | A2 | 388 | 197 | 188 |
//! | A3 | 405 | 201 | 199 |
//! ```
use crate::columns::{Law, Tied, is_held, sum};
use crate::counted::is_total;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF205", "row-sum-mismatch", judge);

const PARTS: Roles = Roles::PASSED.or(Roles::FAILED).or(Roles::SKIPPED).or(Roles::THIRD_OUTCOME);

#[derive(Default)]
struct Tally {
    total: Option<u32>,
    parts: Vec<u32>,
    passed: bool,
    failed: bool,
    skipped: bool,
    /// Outcomes beyond those three, or something counted twice.
    more: bool,
}

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables().filter(|table| table.columns() > 2) {
        if table.column(Roles::PASSED).is_none() || table.column(Roles::TOTAL | Roles::TEST).is_none() {
            by_columns(report, table, ledger);
            continue;
        }
        for row in table.rows() {
            let mut tally = Tally::default();
            for cell in row.cells().filter(|cell| cell.column > 0) {
                let header = table.header_roles(cell.column);
                match cell.number() {
                    Some(number) => tally.add(report, number, header),
                    None => tally.more |= header.has(PARTS) && !cell.text().trim().is_empty(),
                }
            }
            tally.judge(report, row.at(), ledger);
        }
    }
    in_fields(report, ledger);
    in_statements(report, ledger);
}

/// Columns of any name that the rows show to be a whole and its parts.
fn by_columns(report: &Report, table: Table<'_>, ledger: &mut Ledger) {
    let Some((law, named)) = sum::law(report, table) else { return };
    let totals: Vec<u32> = table.rows().filter(|row| is_total(table, *row)).map(|row| row.node).collect();
    let is_total = |tied: &&Tied| totals.contains(&tied.row);
    let broken = law.rows.iter().any(|tied| !is_total(&tied) && !is_held(tied.outcome));
    // A row that is wrong makes the totals below wrong, too.
    for tied in law.rows.iter().filter(|tied| !broken || !is_total(tied)) {
        let Some(at) = report.quantity(tied.result).map(|quantity| quantity.at) else { continue };
        let describe = |draft: &mut Draft| describe_law(report, table, &law, tied, draft);
        match tied.outcome {
            Outcome::Contradicted if !named => {
                ledger.write(Status::Contradicted, Some(Severity::Warning), at, describe);
            }
            outcome => ledger.judge(outcome, at, describe),
        }
    }
}

fn describe_law(report: &Report, table: Table<'_>, law: &Law, tied: &Tied, draft: &mut Draft) {
    let terms: Vec<&str> = tied.parts.iter().map(|part| report.printed(*part)).collect();
    let shown = tied.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
    let (terms, printed) = (terms.join(" + "), report.printed(tied.result));
    let contradicted = tied.outcome == Outcome::Contradicted;
    draft
        .message(format!("{terms} is {}; the row says {printed}", shown.hull()))
        .claim(format!("{terms} = {printed}"));
    for part in &tied.parts {
        draft.number(report, *part, "part");
    }
    draft.number(report, tied.result, "total").blame(tied.result);
    if contradicted {
        let name = |column: &u32| table.header(*column).map_or("", Cell::text).trim();
        let parts: Vec<&str> = law.parts.iter().map(name).collect();
        let held = law.rows.iter().filter(|row| is_held(row.outcome)).count();
        draft.step(format!("in {held} other rows, {} is {}", parts.join(" + "), name(&law.result)));
    }
}

/// `Total: 8`, `Passed: 5`, … of one list, block or table.
fn in_fields(report: &Report, ledger: &mut Ledger) {
    let mut rest = report.fields();
    while let Some(first) = rest.first() {
        let length = rest.iter().position(|field| field.group != first.group).unwrap_or(rest.len());
        let (group, others) = rest.split_at(length);
        rest = others;
        if !group.iter().any(|field| field.roles.has(Roles::PASSED)) {
            continue;
        }
        let mut tally = Tally::default();
        for field in group {
            let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
            if let (Some(number), None) = (numbers.next(), numbers.next()) {
                tally.add(report, number, field.roles);
            }
        }
        if let Some(last) = group.last() {
            let at = Span { start: first.key.start, end: last.value.end };
            tally.judge(report, at, ledger);
        }
    }
}

/// "40 tests: 38 passed, 1 failed, 1 skipped".
fn in_statements(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    for index in 0..report.quantities().len() as u32 {
        let noun = report.noun(index);
        if !noun.last().is_some_and(|word| word.is(Roles::PASSED)) {
            continue;
        }
        let statement = report.statement_of(index);
        if statement == last || report.kind(statement) == kind::ROW {
            continue;
        }
        last = statement;
        let mut tally = Tally::default();
        for number in report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)) {
            let roles = roles_of(report.noun(number));
            tally.add(report, number, if roles == Roles::NONE { roles_of(report.label(number)) } else { roles });
        }
        tally.judge(report, report.statement_span(statement), ledger);
    }
}

impl Tally {
    fn add(&mut self, report: &Report, number: u32, roles: Roles) {
        if report.count_of(number).is_none() {
            self.more |= roles.has(PARTS) && report.quantity(number).is_some_and(|q| q.class == class::COUNT);
            return;
        }
        let slot = |seen: &mut bool, more: &mut bool| {
            *more |= *seen;
            *seen = true;
        };
        if roles.has(Roles::TOTAL) || (roles.has(Roles::TEST) && !roles.has(PARTS)) {
            self.more |= self.total.is_some_and(|total| report.count(total) != report.count(number));
            self.total = Some(number);
            return;
        }
        if roles.has(Roles::PASSED) && !roles.has(Roles::FAILED) {
            slot(&mut self.passed, &mut self.more);
        } else if roles.has(Roles::FAILED) {
            slot(&mut self.failed, &mut self.more);
        } else if roles.has(Roles::SKIPPED) {
            slot(&mut self.skipped, &mut self.more);
        } else if roles.has(Roles::THIRD_OUTCOME) {
            self.more = true;
        } else {
            return;
        }
        self.parts.push(number);
    }

    fn judge(&self, report: &Report, at: Span, ledger: &mut Ledger) {
        let Some(total) = self.total.filter(|_| self.passed && self.parts.len() > 1) else { return };
        let sum = self.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
        let all = report.value(total);
        let outcome = sum.equals(all);
        let describe = |draft: &mut Draft| self.describe(report, total, sum, outcome, draft);
        let short = sum.fits_in(all) != Outcome::Contradicted;
        match outcome {
            Outcome::Contradicted if self.more => ledger.judge(Outcome::Undecided, at, describe),
            // The missing ones may have been skipped, which the report does not
            // say.
            Outcome::Contradicted if short && !(self.failed && self.skipped) => {
                ledger.write(Status::Contradicted, Some(Severity::Warning), at, describe);
            }
            outcome => ledger.judge(outcome, at, describe),
        }
    }

    fn describe(&self, report: &Report, total: u32, sum: Value, outcome: Outcome, draft: &mut Draft) {
        let mut terms = String::new();
        for part in &self.parts {
            if !terms.is_empty() {
                terms.push_str(" + ");
            }
            terms.push_str(report.printed(*part));
            if let Some(word) = report.names(*part).last() {
                terms.push(' ');
                terms.push_str(report.text(word.at));
            }
            draft.number(report, *part, "part");
        }
        let printed = report.printed(total);
        draft.number(report, total, "total").blame(total).message(match outcome {
            Outcome::Contradicted => format!("{terms} is {}; the total says {printed}", sum.hull()),
            _ => format!("{terms} is {}; total {printed}", sum.hull()),
        });
    }
}
