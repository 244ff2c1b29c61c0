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
//! ## Stays silent
//! ```report
//! Assertions held: 40/41 (97.5%), then 32/34 (94%), and 2 of 34 failed (94.1% ok).
//! ```
//! ```report
//! 4/4 pass (12.8% efficiency), 5/5 (99% uptime), 11/20 passing (~85% coverage)
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF105", "percentage-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if quantity.role == role::DENOMINATOR && report.is_arithmetic(index) {
            beside(report, quantity.mate, index, ledger);
        }
    }
    for table in report.tables() {
        in_columns(report, table, ledger);
    }
}

/// "32/34 (88%)", "88% (32/34)".
fn beside(report: &Report, part: u32, whole: u32, ledger: &mut Ledger) {
    let opens = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.joint == joint::OPENS);
    let percent = |index: &u32| {
        report.quantity(*index).is_some_and(|quantity| quantity.class == class::PERCENTAGE && quantity.role == role::ALONE)
    };
    let behind = Some(whole + 1).filter(|index| opens(whole) && percent(index));
    let before = part.checked_sub(1).filter(|index| opens(*index) && percent(index));
    let Some(percent) = behind.or(before) else { return };
    let Some(quantity) = report.quantity(percent) else { return };
    // "(12.8% efficiency)" is a percentage of something else.
    let own = report.noun(percent);
    let shared = |word: &Word| report.noun(whole).iter().any(|other| other.concept == word.concept);
    let related = own.iter().all(|word| word.is(Roles::PASSED | Roles::FAILED | Roles::TEST) || shared(word));
    let open = report.text(report.line_of(quantity.at));
    let after = open.get((quantity.at.end - report.line_of(quantity.at).start) as usize..).unwrap_or("");
    let closed = before.is_some() || after.starts_with(')') || (related && !own.is_empty());
    write(report, part, whole, &[percent], related && closed, ledger);
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
        if rows.len() < 3 {
            continue;
        }
        let Some((part, whole)) = law(report, table, &rows, percent) else { continue };
        for (row, number) in &rows {
            let cell = |column: u32| row.cell(column).and_then(Cell::number);
            if let (Some(part), Some(whole)) = (cell(part), cell(whole)) {
                write(report, part, whole, &[*number], true, ledger);
            }
        }
    }
}

/// The two columns whose quotient most of the rows print: at least two rows in
/// three, and at least two of them neither 0% nor 100%.
fn law(report: &Report, table: Table<'_>, rows: &[(Row<'_>, u32)], percent: u32) -> Option<(u32, u32)> {
    for part in 1..table.columns() {
        for whole in (1..table.columns()).filter(|whole| *whole != part && *whole != percent && part != percent) {
            let (mut held, mut telling) = (0, 0);
            for (row, number) in rows {
                let cell = |column: u32| row.cell(column).and_then(Cell::number).filter(|n| report.count_of(*n).is_some());
                let (Some(part), Some(whole)) = (cell(part), cell(whole)) else { continue };
                if agrees(report, part, whole, *number) {
                    held += 1;
                    telling += usize::from(report.count(part) != report.count(whole) && report.count(part) != Some(0));
                }
            }
            if held * 3 >= rows.len() * 2 && telling >= 2 {
                return Some((part, whole));
            }
        }
    }
    None
}

/// As the share, or as what is left of a hundred.
fn agrees(report: &Report, part: u32, whole: u32, percent: u32) -> bool {
    let share = report.value(part).percent_of(report.value(whole));
    let holds = |value: Value| matches!(value.equals(report.value(percent)), Outcome::Holds | Outcome::HoldsByHabit);
    holds(share) || holds(Value::whole(100).sub(share))
}

fn write(report: &Report, part: u32, whole: u32, percent: &[u32], tied: bool, ledger: &mut Ledger) {
    let [percent] = percent else { return };
    let share = report.value(part).percent_of(report.value(whole));
    let mut outcome = share.equals(report.value(*percent));
    if outcome == Outcome::Contradicted {
        let rest = Value::whole(100).sub(share).equals(report.value(*percent));
        outcome = match rest {
            Outcome::Contradicted if tied => Outcome::Contradicted,
            Outcome::Contradicted => Outcome::Undecided,
            other => other,
        };
    }
    if outcome == Outcome::Undecided && !tied {
        return;
    }
    let Some(quantity) = report.quantity(*percent) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let (a, b, printed) = (report.printed(part), report.printed(whole), report.printed(*percent));
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{a} of {b} is {}%; the report says {printed}", share.hull()),
                _ => format!("{a} of {b} is {}%; printed {printed}", share.hull()),
            })
            .number(report, part, "part")
            .number(report, whole, "whole")
            .number(report, *percent, "percentage")
            .claim(format!("{a} of {b} is {printed}"))
            .blame(*percent);
        let decimals = u32::try_from(-quantity.exponent).unwrap_or(0);
        if outcome == Outcome::Contradicted
            && let Some(right) = share.single().and_then(|share| share.printed(decimals))
        {
            draft.fix(format!("write {right}%"), false, vec![(quantity.at, format!("{right}%"))]);
        }
    });
}
