//! # percentage-mismatch (XF105)
//!
//! A percentage that the fraction beside it does not give.
//!
//! ## Why it matters
//! The percentage is what is compared with a target, from report to report.
//!
//! ## Fires
//! ```report
//! Assertions held: 32/34 (88%)
//! ```
//! ```report
//! | Ward | Doses checked | Doses | Coverage |
//! |------|---------------|-------|----------|
//! | 3A | 198 | 6424 | 8% |
//! | 3B | 40 | 80 | 50% |
//! | 3C | 33 | 66 | 50% |
//! | 3D | 10 | 100 | 10% |
//! ```
//!
//! ```report
//! |  | Predicted spam | Predicted ham |
//! |---|---|---|
//! | Spam | 712 | 88 |
//! | Ham | 160 | 3,040 |
//!
//! - Accuracy: 95.8%
//! - Recall: 89.0%
//! ```
//!
//! ## Stays silent
//! ```report
//! Assertions held: 40/41 (97.5%), then 32/34 (94%), and 2 of 34 failed (94.1% ok).
//! ```
//! ```report
//! 4/4 pass (12.8% efficiency), 5/5 (99% uptime), 11/20 passing (~85% coverage)
//! ```
use crate::counted::is_total;
use crate::{confusion, rates, shares, wholes};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF105", "percentage-mismatch", judge);

/// A printed percentage with what it is a share of.
struct Share {
    part: u32,
    whole: u32,
    percent: u32,
    /// It tells what the part leaves of a hundred: coverage beside misses.
    left: bool,
}

fn judge(report: &Report, ledger: &mut Ledger) {
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if quantity.joint == joint::DIVIDE {
            divided(report, index, ledger);
        }
        if quantity.role == role::DENOMINATOR && report.is_arithmetic(index) {
            beside(report, quantity.mate, index, ledger);
        }
    }
    for table in report.tables() {
        in_columns(report, table, ledger);
    }
    for chosen in wholes::told(report) {
        for part in chosen.parts {
            if let Some(percent) = wholes::percent_behind(report, part) {
                let share = Share { part, whole: chosen.whole, percent, left: false };
                write(report, &share, chosen.sure, ledger);
            }
        }
    }
    for told in confusion::told(report) {
        of_answers(report, &told, ledger);
    }
    for rate in rates::told(report) {
        of_counts(report, &rate, ledger);
    }
    for index in 0..report.quantities().len() as u32 {
        if report.quantity(index).is_none_or(|quantity| quantity.class != class::PERCENTAGE) {
            continue;
        }
        if let Some((part, whole)) = shares::of_named(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, true, ledger);
        }
        if let Some((part, whole, tied)) = shares::behind_count(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, tied, ledger);
        }
    }
}

/// `Sensitivity: 89.0%` below the counts of hits and misses.
fn of_answers(report: &Report, told: &confusion::Told, ledger: &mut Ledger) {
    let value = told.value(report);
    let outcome = value.equals(report.value(told.printed));
    let Some(quantity) = report.quantity(told.printed) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let matrix = &told.matrix;
        let counts = [matrix.hits, matrix.misses, matrix.alarms, matrix.rejections];
        let names = ["true positives", "false negatives", "false positives", "true negatives"];
        let mut shown = String::new();
        for (index, name) in counts.into_iter().zip(names) {
            shown.push_str(&format!("{} {name}, ", report.printed(index)));
            draft.number(report, index, name);
        }
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{shown}that makes {}; {says} {}", value.hull(), report.printed(told.printed)))
            .number(report, told.printed, "measure")
            .blame(told.printed);
        if let Some(right) = value.single().filter(|_| outcome == Outcome::Contradicted) {
            draft.mend(report, told.printed, right);
        }
    });
}

/// `Passed: 45`, `Total: 50`, `Pass rate: 95%`.
fn of_counts(report: &Report, rate: &rates::Rate, ledger: &mut Ledger) {
    let Some(quantity) = report.quantity(rate.percent) else { return };
    let (outcome, share) = rate.outcome(report);
    let describe = |draft: &mut Draft| {
        let printed = report.printed(rate.percent);
        let counts: Vec<String> = rate.counts().map(|index| report.printed(index).to_owned()).collect();
        let counts = counts.join(" and ");
        draft.message(match outcome {
            Outcome::Contradicted => format!("{counts} make {}%; the report says {printed}", share.hull()),
            _ => format!("{counts} make {}%; printed {printed}", share.hull()),
        });
        draft.number(report, rate.percent, "percentage").blame(rate.percent);
        for index in rate.counts() {
            draft.number(report, index, "count");
            if let Some(count) = report.quantity(index) {
                draft.related(count.at, "counted here".into());
            }
        }
    };
    if outcome == Outcome::Contradicted && !rate.beside {
        ledger.write(Status::Contradicted, Some(Severity::Warning), quantity.at, describe);
    } else {
        ledger.judge(outcome, quantity.at, describe);
    }
}

/// "606 / 607 = 99.8%".
fn divided(report: &Report, part: u32, ledger: &mut Ledger) {
    let joint_of = |index: u32| report.quantity(index).map_or(joint::NONE, |quantity| quantity.joint);
    let alone = |index: u32| {
        report.is_arithmetic(index) && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
    };
    let (whole, percent) = (part + 1, part + 2);
    let begins = part.checked_sub(1).map_or(joint::NONE, joint_of);
    let printed = report.quantity(percent).is_some_and(|quantity| quantity.class == class::PERCENTAGE);
    if printed
        && joint_of(whole) == joint::EQUALS
        && [part, whole, percent].into_iter().all(alone)
        && report.dimension(part) == report.dimension(whole)
        && matches!(begins, joint::NONE | joint::OPENS | joint::AND)
    {
        write(report, &Share { part, whole, percent, left: false }, true, ledger);
    }
}

/// "32/34 (88%)", "88% (32/34)".
fn beside(report: &Report, part: u32, whole: u32, ledger: &mut Ledger) {
    let opens = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.joint == joint::OPENS);
    let percent = |index: &u32| {
        report
            .quantity(*index)
            .is_some_and(|quantity| quantity.class == class::PERCENTAGE && quantity.role == role::ALONE)
    };
    // "204/240 = 85.0%"
    let equated = report.quantity(whole).is_some_and(|quantity| quantity.joint == joint::EQUALS);
    let behind = Some(whole + 1).filter(|index| (opens(whole) || equated) && percent(index));
    let behind = behind.or_else(|| closing(report, whole));
    let before = part.checked_sub(1).filter(|index| opens(*index) && percent(index));
    let Some(percent) = behind.or(before) else { return };
    let Some(quantity) = report.quantity(percent) else { return };
    // "(12.8% efficiency)" is a percentage of something else.
    let own = report.noun(percent);
    let shared = |word: &Word| report.noun(whole).iter().any(|other| other.concept == word.concept);
    let related = own.iter().all(|word| word.is(Roles::PASSED | Roles::FAILED | Roles::TEST) || shared(word));
    let open = report.text(report.line_of(quantity.at));
    let after = open.get((quantity.at.end - report.line_of(quantity.at).start) as usize..).unwrap_or("");
    let closed = before.is_some() || equated || after.starts_with(')') || (related && !own.is_empty());
    write(report, &Share { part, whole, percent, left: false }, related && closed, ledger);
}

/// "41 of 50 applicable criteria are met (82%)": nothing but a few words
/// between.
fn closing(report: &Report, whole: u32) -> Option<u32> {
    let percent = wholes::percent_behind(report, whole)?;
    let quantity = report.quantity(whole)?;
    let between = Span { start: quantity.at.end, end: report.quantity(percent)?.at.start };
    let beyond = Span { start: report.noun_span(whole).end.max(quantity.at.end), ..between };
    let plain = !report.text(between).contains(',') && report.words_in(beyond).len() <= 4;
    (plain && report.kind(report.statement(quantity.node)) != kind::ROW).then_some(percent)
}

/// A column of percentages with the part and the whole in two others, named or
/// given away by most of the rows.
fn in_columns(report: &Report, table: Table<'_>, ledger: &mut Ledger) {
    let columns = table.columns();
    if !(3..=12).contains(&columns) {
        return;
    }
    for percent in 1..columns {
        let rows: Vec<(Row<'_>, u32)> = table
            .rows()
            .filter_map(|row| {
                let number = row.cell(percent)?.number()?;
                (report.quantity(number)?.class == class::PERCENTAGE).then_some((row, number))
            })
            .collect();
        // "+1.32%" is how much it changed, not a share.
        let signed = |number: &u32| report.printed(*number).starts_with(['+', '-', '−']);
        if rows.len() < 3 || rows.iter().any(|(_, number)| signed(number)) {
            continue;
        }
        let Some((part, whole, left)) = law(report, table, &rows, percent) else {
            if !of_total(report, table, percent, ledger) {
                of_sum(report, table, percent, ledger);
            }
            continue;
        };
        for (row, number) in &rows {
            let cell = |column: u32| row.cell(column).and_then(Cell::number);
            if let (Some(part), Some(whole)) = (cell(part), cell(whole)) {
                write(report, &Share { part, whole, percent: *number, left }, true, ledger);
            }
        }
    }
}

/// A column of shares of the total row: `| Age | n | % |`.
/// Says whether there is such a row.
fn of_total(report: &Report, table: Table<'_>, percent: u32, ledger: &mut Ledger) -> bool {
    let mut totals = table.rows().filter(|row| is_total(table, *row));
    let (Some(total), None) = (totals.next(), totals.next()) else { return false };
    for column in (1..table.columns()).filter(|column| *column != percent) {
        let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
        let Some(whole) = number(&total, column).filter(|whole| report.count_of(*whole).is_some()) else {
            continue;
        };
        let rows: Vec<(u32, u32)> = table
            .rows()
            .filter(|row| row.node != total.node)
            .filter_map(|row| Some((number(&row, column)?, number(&row, percent)?)))
            .filter(|(part, _)| report.count_of(*part).is_some())
            .collect();
        let share = |part: u32| report.value(part).percent_of(report.value(whole));
        let held = rows
            .iter()
            .filter(|(part, printed)| share(*part).equals(report.value(*printed)) != Outcome::Contradicted);
        let held = held.count();
        if rows.len() > 2 && held > 1 && held + 1 >= rows.len() {
            for (part, printed) in rows {
                write(report, &Share { part, whole, percent: printed, left: false }, true, ledger);
            }
            return true;
        }
    }
    true
}

/// A column of shares of what another comes to, without a row that says it.
fn of_sum(report: &Report, table: Table<'_>, percent: u32, ledger: &mut Ledger) {
    for column in (1..table.columns()).filter(|column| *column != percent) {
        let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
        let counted = |row: Row<'_>| {
            let part = number(&row, column).filter(|part| report.count_of(*part).is_some())?;
            Some((part, number(&row, percent)?))
        };
        let Some(rows) = table.rows().map(counted).collect::<Option<Vec<(u32, u32)>>>() else { continue };
        let sum = rows.iter().fold(Value::whole(0), |sum, (part, _)| sum.add(report.value(*part)));
        let outcome = |part: u32, printed: u32| report.value(part).percent_of(sum).equals(report.value(printed));
        let held = rows.iter().filter(|(part, printed)| outcome(*part, *printed) != Outcome::Contradicted).count();
        if rows.len() < 4 || held + 1 < rows.len() {
            continue;
        }
        for (part, printed) in rows {
            let Some(quantity) = report.quantity(printed) else { continue };
            let (share, found) = (report.value(part).percent_of(sum), outcome(part, printed));
            // The whole is not printed: it may be another than what the rows make.
            ledger.judge_as(Severity::Warning, found, quantity.at, |draft| {
                let (some, said) = (report.printed(part), report.printed(printed));
                let says = if found == Outcome::Contradicted { "the report says" } else { "printed" };
                draft
                    .message(format!("{some} of {} in the column is {}%; {says} {said}", sum.hull(), share.hull()))
                    .number(report, part, "part")
                    .number(report, printed, "percentage")
                    .claim(format!("{some} is {said}"))
                    .blame(printed);
            });
        }
        return;
    }
}

/// The two columns whose quotient most of the rows print: at least two rows in
/// three, and at least two of them neither 0% nor 100%.
fn law(report: &Report, table: Table<'_>, rows: &[(Row<'_>, u32)], percent: u32) -> Option<(u32, u32, bool)> {
    // The figures of each column, looked up once.
    let plain = |index: &u32| {
        report.quantity(*index).is_some_and(|quantity| {
            quantity.role == role::ALONE
                && quantity.flags & (flag::HEDGED | flag::MARKED) == 0
                && matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY)
                && report.is_arithmetic(*index)
        })
    };
    let counts = |column: u32| -> Vec<Option<u32>> {
        let cell = |row: &Row<'_>| row.cell(column)?.number().filter(plain);
        rows.iter().map(|(row, _)| cell(row)).collect()
    };
    let columns: Vec<(u32, Vec<Option<u32>>)> = (1..table.columns())
        .filter(|column| *column != percent)
        .map(|column| (column, counts(column)))
        .filter(|(_, counts)| counts.iter().flatten().count() > 1)
        .collect();
    let says = table.header_roles(percent).has(Roles::PERCENTAGE | Roles::SPREAD | Roles::HIGHER_BETTER);
    let measured = |columns: &[Option<u32>]| columns.iter().flatten().any(|index| report.count_of(*index).is_none());
    for (part, parts) in &columns {
        for (whole, wholes) in columns.iter().filter(|(whole, _)| whole != part) {
            for left in [false, true] {
                let (mut held, mut telling) = (0, 0);
                for (((part, whole), (_, percent)), seen) in parts.iter().zip(wholes).zip(rows).zip(1..) {
                    // A third may fail, and no more.
                    if (seen - 1 - held) * 3 > rows.len() {
                        break;
                    }
                    let (Some(part), Some(whole)) = (*part, *whole) else { continue };
                    if report.dimension(part) != report.dimension(whole) {
                        break;
                    }
                    if agrees(report, &Share { part, whole, percent: *percent, left }, left) {
                        held += 1;
                        let (few, many) = (report.value(part), report.value(whole));
                        let trivial = few.equals(many) != Outcome::Contradicted
                            || few.equals(Value::whole(0)) != Outcome::Contradicted;
                        telling += usize::from(!trivial);
                    }
                }
                // Of measured figures two may agree by chance.
                let enough = if !says && (measured(parts) || measured(wholes)) { 3 } else { 2 };
                if held * 3 >= rows.len() * 2 && telling >= enough {
                    return Some((*part, *whole, left));
                }
            }
        }
    }
    None
}

/// As the share, or as what is left of a hundred.
fn agrees(report: &Report, share: &Share, left: bool) -> bool {
    let value = report.value(share.part).percent_of(report.value(share.whole));
    let value = if left { Value::whole(100).sub(value) } else { value };
    matches!(value.equals(report.value(share.percent)), Outcome::Holds | Outcome::HoldsByHabit)
}

/// Judges a share; or, where the column tells it so, what a part leaves of a
/// hundred.
fn write(report: &Report, share: &Share, tied: bool, ledger: &mut Ledger) {
    let &Share { part, whole, percent, left } = share;
    let share = report.value(part).percent_of(report.value(whole));
    let rest = Value::whole(100).sub(share);
    let printed = report.value(percent);
    let mut complement = left;
    let mut outcome = if left { rest } else { share }.equals(printed);
    if outcome == Outcome::Contradicted {
        let other = if left { share } else { rest }.equals(printed);
        complement = (other != Outcome::Contradicted) != left;
        outcome = match other {
            Outcome::Contradicted if tied => Outcome::Contradicted,
            Outcome::Contradicted => Outcome::Undecided,
            other => other,
        };
    }
    if outcome == Outcome::Undecided && !tied {
        return;
    }
    let Some(quantity) = report.quantity(percent) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let (a, b, printed) = (report.printed(part), report.printed(whole), report.printed(percent));
        let (verb, value) = if complement { ("leaves", rest) } else { ("is", share) };
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{a} of {b} {verb} {}%; {says} {printed}", value.hull()))
            .number(report, part, "part")
            .number(report, whole, "whole")
            .number(report, percent, "percentage")
            .claim(format!("{a} of {b} is {printed}"))
            .blame(percent);
        if outcome == Outcome::Contradicted
            && let Some(right) = value.single()
        {
            draft.mend(report, percent, right);
        }
    });
}
