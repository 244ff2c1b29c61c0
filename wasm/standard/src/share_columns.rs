//! Columns of percentages with what they are shares of: two other columns, the
//! row of totals, or what a column comes to.

use crate::counted::is_total;
use crate::in_step;
use crossfoot_kit::prelude::*;

/// A printed percentage with what it is a share of.
#[derive(Clone, Copy)]
pub struct Share {
    pub part: u32,
    pub whole: u32,
    pub percent: u32,
    /// It tells what the part leaves of a hundred: coverage beside misses.
    pub left: bool,
}

pub enum Told {
    Share(Share),
    /// Of a whole that is not printed.
    OfSum {
        part: u32,
        percent: u32,
        sum: Value,
    },
}

impl Told {
    fn holds(&self, report: &Report) -> bool {
        let (value, percent) = match self {
            Self::Share(share) => {
                (report.value(share.part).percent_of(report.value(share.whole)), share.percent)
            }
            Self::OfSum { part, percent, sum } => (report.value(*part).percent_of(*sum), *percent),
        };
        value.equals(report.value(percent)) == Outcome::Holds
    }

    /// The printed percentage.
    pub fn percent(&self) -> u32 {
        match self {
            Self::Share(share) => share.percent,
            Self::OfSum { percent, .. } => *percent,
        }
    }
}

/// A column of percentages with the part and the whole in two others, named or
/// given away by most of the rows.
pub fn told(report: &Report, table: Table<'_>) -> Vec<Told> {
    let columns = table.columns();
    if !(3..=12).contains(&columns) {
        return Vec::new();
    }
    let printed: Vec<Printed<'_>> =
        (1..columns).filter_map(|column| Printed::of(report, table, column)).collect();
    let mut found = Vec::new();
    for column in &printed {
        let Some(law) = column.law else {
            let told = of_pair(report, table, &column.rows, column.percent, false)
                .or_else(|| of_total(report, table, column.percent))
                .unwrap_or_else(|| of_sum(report, table, column.percent));
            let steps =
                if told.is_empty() { in_step::shares(report, table, column.percent) } else { Vec::new() };
            found.extend(told);
            found.extend(steps.into_iter().map(|step| Told::OfSum {
                part: step.count,
                percent: step.figure,
                sum: step.whole,
            }));
            continue;
        };
        // Beside the shares of two columns others may be what is tolerated of them.
        let explains = |other: &&Printed<'_>| other.law == column.law;
        let is_least = printed.iter().filter(explains).all(|other| column.odd <= other.odd);
        if !is_least || of_both(report, &column.rows, (law.part, law.whole)) {
            continue;
        }
        // What was blocked may be no part of the whole: "51 of those that passed or failed".
        if column.odd > 0
            && let Some(told) = of_pair(report, table, &column.rows, column.percent, true)
            && told.iter().all(|told| told.holds(report))
        {
            found.extend(told);
            continue;
        }
        let judged = |(row, share): &(Row<'_>, Share)| {
            !is_total(table, *row)
                || agrees(report, share, law.left)
                || !leaves_out(report, table, share, column.percent)
        };
        found.extend(column.shares().into_iter().filter(judged).map(|(_, share)| Told::Share(share)));
    }
    found
}

/// A column of percentages.
struct Printed<'r> {
    percent: u32,
    rows: Vec<(Row<'r>, u32)>,
    law: Option<Law>,
    /// How many rows do not keep the law.
    odd: usize,
}

/// The columns of which a column of percentages tells the quotient, or what is
/// left of a hundred.
#[derive(Clone, Copy, PartialEq)]
struct Law {
    part: u32,
    whole: u32,
    left: bool,
}

impl<'r> Printed<'r> {
    fn of(report: &Report, table: Table<'r>, percent: u32) -> Option<Self> {
        let number = |row: Row<'r>| {
            let number = row.cell(percent)?.number()?;
            (report.quantity(number)?.class == class::PERCENTAGE).then_some((row, number))
        };
        let rows: Vec<(Row<'r>, u32)> = table.rows().filter_map(number).collect();
        // "+1.32%" is how much it changed, not a share.
        let signed = |number: &u32| report.printed(*number).starts_with(['+', '-', '−']);
        if rows.len() < 3 || rows.iter().any(|(_, number)| signed(number)) {
            return None;
        }
        let law = law(report, table, &rows, percent);
        let mut column = Self { percent, rows, law, odd: 0 };
        column.odd = column.shares().iter().filter(|(_, share)| !agrees(report, share, share.left)).count();
        Some(column)
    }

    fn shares(&self) -> Vec<(Row<'r>, Share)> {
        let Some(Law { part, whole, left }) = self.law else { return Vec::new() };
        let share = |(row, percent): &(Row<'r>, u32)| {
            let cell = |column: u32| row.cell(column).and_then(Cell::number);
            Some((*row, Share { part: cell(part)?, whole: cell(whole)?, percent: *percent, left }))
        };
        self.rows.iter().filter_map(share).collect()
    }
}

/// `| Received | Missing | Availability |`: the shares are of both together, in
/// every row.
fn of_both(report: &Report, rows: &[(Row<'_>, u32)], (one, other): (u32, u32)) -> bool {
    rows.iter().all(|(row, percent)| {
        let value = |column: u32| row.cell(column).and_then(Cell::number).map(|index| report.value(index));
        let (Some(one), Some(other)) = (value(one), value(other)) else { return false };
        let is = |part: Value| {
            part.percent_of(one.add(other)).equals(report.value(*percent)) != Outcome::Contradicted
        };
        is(one) || is(other)
    })
}

/// A total's share may be of fewer rows than its counts: "94%" of those that
/// have a limit, where a row has counts and "–" for the percentage.
fn leaves_out(report: &Report, table: Table<'_>, share: &Share, percent: u32) -> bool {
    let column_of = |index: u32| {
        let cell = report.within(report.quantity(index)?.node, kind::CELL)?;
        Some(report.data(cell) & 0xff_ffff)
    };
    let Some(whole) = column_of(share.whole) else { return false };
    let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
    let counted = |row: &Row<'_>| number(row, whole).is_some_and(|index| report.count(index) != Some(0));
    table.rows().any(|row| counted(&row) && number(&row, percent).is_none())
}

/// A column of shares of the total row: `| Age | n | % |`.
/// `None` where there is no such row.
fn of_total(report: &Report, table: Table<'_>, percent: u32) -> Option<Vec<Told>> {
    let mut totals = table.rows().filter(|row| is_total(table, *row));
    let (Some(total), None) = (totals.next(), totals.next()) else { return None };
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
        let holds = |(part, printed): &&(u32, u32)| {
            share(*part).equals(report.value(*printed)) != Outcome::Contradicted
        };
        let held = rows.iter().filter(holds).count();
        let telling = rows.iter().filter(holds).filter(|(part, _)| report.count(*part) != Some(0)).count();
        if rows.len() > 2 && telling > 1 && held + 1 >= rows.len() {
            let share = |(part, percent)| Told::Share(Share { part, whole, percent, left: false });
            return Some(rows.into_iter().map(share).collect());
        }
    }
    Some(Vec::new())
}

/// A column of shares of what another comes to, without a row that says it.
fn of_sum(report: &Report, table: Table<'_>, percent: u32) -> Vec<Told> {
    for column in (1..table.columns()).filter(|column| *column != percent) {
        let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
        let counted = |row: Row<'_>| {
            let part = number(&row, column).filter(|part| report.count_of(*part).is_some())?;
            Some((part, number(&row, percent)?))
        };
        let Some(rows) = table.rows().map(counted).collect::<Option<Vec<(u32, u32)>>>() else { continue };
        let sum = rows.iter().fold(Value::whole(0), |sum, (part, _)| sum.add(report.value(*part)));
        let outcome =
            |(part, printed): &(u32, u32)| report.value(*part).percent_of(sum).equals(report.value(*printed));
        let broken = rows.iter().filter(|row| outcome(row) == Outcome::Contradicted).count();
        // Nothing is 0% of whatever there is, and "~81%" may be of anything.
        let holds = |row: &&(u32, u32)| matches!(outcome(row), Outcome::Holds | Outcome::HoldsByHabit);
        let telling = rows.iter().filter(holds).filter(|(part, _)| report.count(*part) != Some(0)).count();
        if rows.len() < 3 || telling < 2 || broken > 1 {
            continue;
        }
        return rows.into_iter().map(|(part, percent)| Told::OfSum { part, percent, sum }).collect();
    }
    Vec::new()
}

/// `| Present | Missing | Coverage |`: shares of what two columns are together,
/// in all rows but one.
fn of_pair(
    report: &Report,
    table: Table<'_>,
    rows: &[(Row<'_>, u32)],
    percent: u32,
    with_totals: bool,
) -> Option<Vec<Told>> {
    let number = |row: &Row<'_>, column: u32| {
        row.cell(column)?.number().filter(|index| report.firm_count(*index).is_some())
    };
    let columns = || (1..table.columns()).filter(|column| *column != percent);
    for (part, rest) in columns().flat_map(|one| columns().map(move |other| (one, other))) {
        let shares: Option<Vec<(u32, u32, Value)>> = rows
            .iter()
            .filter(|(row, _)| part != rest && (with_totals || !is_total(table, *row)))
            .map(|(row, printed)| {
                let (part, rest) = (number(row, part)?, number(row, rest)?);
                Some((part, *printed, report.value(part).add(report.value(rest))))
            })
            .collect();
        let Some(shares) = shares else { continue };
        let holds = |share: &&(u32, u32, Value)| {
            let (part, printed, sum) = **share;
            report.value(part).percent_of(sum).equals(report.value(printed)) == Outcome::Holds
        };
        let held = shares.iter().filter(holds).count();
        // All of it, or nothing, is what any whole would give.
        let plain = |share: &&(u32, u32, Value)| {
            let (part, _, sum) = **share;
            report.count(part) != Some(0) && report.value(part).equals(sum) == Outcome::Contradicted
        };
        let telling = shares.iter().filter(holds).filter(plain).count();
        if held >= 3 && held + 1 >= shares.len() && telling >= 2 {
            let told = |(part, percent, sum)| Told::OfSum { part, percent, sum };
            return Some(shares.into_iter().map(told).collect());
        }
    }
    None
}

/// The two columns whose quotient most of the rows print: at least two rows in
/// three, and at least two of them neither 0% nor 100%.
fn law(report: &Report, table: Table<'_>, rows: &[(Row<'_>, u32)], percent: u32) -> Option<Law> {
    // The figures of each column, looked up once.
    let plain = |index: &u32| report.is_firm(*index) && report.is_amount(*index);
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
    let measured =
        |columns: &[Option<u32>]| columns.iter().flatten().any(|index| report.count_of(*index).is_none());
    // What nearly all rows say of two columns, all may say of two others; what is
    // left of a hundred comes second.
    let mut best: Option<(usize, Law)> = None;
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
                        // Next to nothing of much leaves 100.0%, whatever both are.
                        let printed = report.value(*percent);
                        let trivial = printed.equals(Value::whole(100)) != Outcome::Contradicted
                            || printed.equals(Value::whole(0)) != Outcome::Contradicted;
                        telling += usize::from(!trivial);
                    }
                }
                // Of measured figures two may agree by chance.
                let figures = measured(parts) || measured(wholes);
                let enough = match (figures, left, says) {
                    (true, true, _) if held < rows.len() => 4,
                    (true, _, false) => 3,
                    _ => 2,
                };
                let is_more = best.is_none_or(|(most, law)| match (law.left, left) {
                    (false, true) => false,
                    (true, false) => true,
                    _ => held > most,
                });
                if is_more && held * 3 >= rows.len() * 2 && telling >= enough {
                    let law = Law { part: *part, whole: *whole, left };
                    if held == rows.len() && !left {
                        return Some(law);
                    }
                    best = Some((held, law));
                }
            }
        }
    }
    best.map(|(_, law)| law)
}

/// As the share, or as what is left of a hundred.
fn agrees(report: &Report, share: &Share, left: bool) -> bool {
    let value = report.value(share.part).percent_of(report.value(share.whole));
    let value = if left { Value::whole(100).sub(value) } else { value };
    matches!(value.equals(report.value(share.percent)), Outcome::Holds | Outcome::HoldsByHabit)
}
