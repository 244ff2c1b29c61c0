//! Columns of rates whose headers say what they are of: `| Entity | Matched |
//! Total | Match rate |`. The names tie what few or plain rows cannot show.

use crate::counted::{OUTCOMES, is_total};
use crate::share_columns::{Share, Told};
use crossfoot_kit::prelude::*;

/// Wider tables are data.
const MOST_COLUMNS: u32 = 16;

pub fn told(report: &Report, table: Table<'_>) -> Vec<Told> {
    if table.columns() > MOST_COLUMNS {
        return Vec::new();
    }
    let rates = (1..table.columns()).filter(|column| table.header(*column).is_some_and(is_rate));
    let columns = rates.filter_map(|rate| Columns::of(report, table, rate));
    columns.flat_map(|columns| columns.rates(report, table)).collect()
}

/// What passed, of how many, and the rate.
struct Columns {
    part: u32,
    whole: Whole,
    rate: u32,
}

/// What the parts are of: a column, or what passed and what failed together.
#[derive(Clone, Copy)]
enum Whole {
    Column(u32),
    With(u32),
}

/// One row's rate.
struct Rated<'r> {
    row: Row<'r>,
    part: u32,
    percent: u32,
    /// Where it is printed.
    whole: Option<u32>,
    sum: Value,
}

impl Columns {
    fn of(report: &Report, table: Table<'_>, rate: u32) -> Option<Self> {
        const THINGS: Roles = Roles::TOTAL
            .or(Roles::TEST)
            .or(Roles::ROUND)
            .or(Roles::ITERATION)
            .or(Roles::ATTEMPT)
            .or(Roles::OPERATION);
        let named = table.header(rate)?;
        let part = table.only_column_where(|header| header.column != rate && is_of(report, named, header))?;
        // The number of rounds may stand first, where other tables have names.
        let counts = |column: &u32| {
            let roles = table.header_roles(*column);
            *column != rate
                && *column != part
                && roles.has(THINGS)
                && !roles.has(OUTCOMES | Roles::PERCENTAGE)
                && table.rows().any(|row| number(row, *column).is_some())
        };
        let mut wholes = (0..table.columns()).filter(counts);
        let whole = match (wholes.next(), wholes.next()) {
            (Some(whole), None) => Whole::Column(whole),
            (None, _) => {
                let passed = table.header_roles(part).has(Roles::PASSED);
                let failed = |header: Cell<'_>| header.column != rate && header.roles().has(Roles::FAILED);
                Whole::With(table.only_column_where(failed).filter(|failed| passed && *failed != part)?)
            }
            _ => return None,
        };
        Some(Self { part, whole, rate })
    }

    /// The rates of all rows; none if more than a row in three is of something else.
    fn rates(&self, report: &Report, table: Table<'_>) -> Vec<Told> {
        let rows: Vec<Rated<'_>> = table.rows().filter_map(|row| self.rated(report, row)).collect();
        // A total's rate may be of fewer rows than its counts.
        let gap = |row: Row<'_>| number(row, self.part).is_some() && number(row, self.rate).is_none();
        let has_gap = table.rows().any(gap);
        let breaks = rows.iter().filter(|rated| !rated.agrees(report)).count();
        if rows.len() > 1 && breaks * 2 > rows.len() || breaks > 1 && breaks * 3 > rows.len() {
            return Vec::new();
        }
        let is_told = |rated: &&Rated<'_>| {
            rated.agrees(report)
                || !(self.is_of_others(report, table, rated) || has_gap && is_total(table, rated.row))
        };
        rows.iter().filter(is_told).map(Rated::told).collect()
    }

    fn rated<'r>(&self, report: &Report, row: Row<'r>) -> Option<Rated<'r>> {
        let counted = |column: u32| number(row, column).filter(|index| report.firm_count(*index).is_some());
        let (part, percent) = (counted(self.part)?, number(row, self.rate)?);
        let (whole, sum) = match self.whole {
            Whole::Column(column) => {
                let whole = counted(column)?;
                (Some(whole), report.value(whole))
            }
            Whole::With(failed) => (None, report.value(part).add(report.value(counted(failed)?))),
        };
        let plain = report.is_firm(percent)
            && report.quantity(percent)?.class == class::PERCENTAGE
            && !report.printed(percent).starts_with(['+', '-', '−'])
            && report.value(part).at_most(sum) == Outcome::Holds;
        plain.then_some(Rated { row, part, percent, whole, sum })
    }

    /// What was skipped may be a part of it or not: 8 of the 16 that ran.
    fn is_of_others(&self, report: &Report, table: Table<'_>, rated: &Rated<'_>) -> bool {
        let further = |column: u32| {
            let roles = table.header_roles(column);
            let others = roles.has(Roles::SKIPPED | Roles::THIRD_OUTCOME) && column != self.part;
            Some(report.value(number(rated.row, column).filter(|_| others)?))
        };
        let fits = |whole: Value| {
            let share = report.value(rated.part).percent_of(whole);
            share.equals(report.value(rated.percent)) != Outcome::Contradicted
        };
        let all = (1..table.columns()).filter_map(further).fold(Value::whole(0), Value::add);
        let each = (1..table.columns()).filter_map(further).chain([all]);
        let wholes = each.flat_map(|other| [rated.sum.sub(other), rated.sum.add(other)]);
        let failed =
            table.only_column_where(|header| header.column != self.rate && header.roles().has(Roles::FAILED));
        let judged = failed.and_then(|failed| number(rated.row, failed));
        wholes.chain(judged.map(|failed| report.value(rated.part).add(report.value(failed)))).any(fits)
    }
}

impl Rated<'_> {
    fn agrees(&self, report: &Report) -> bool {
        let share = report.value(self.part).percent_of(self.sum);
        share.equals(report.value(self.percent)) != Outcome::Contradicted
    }

    fn told(&self) -> Told {
        let (part, percent) = (self.part, self.percent);
        match self.whole {
            Some(whole) => Told::Share(Share { part, whole, percent, left: false }),
            None => Told::OfSum { part, percent, sum: self.sum },
        }
    }
}

fn number(row: Row<'_>, column: u32) -> Option<u32> {
    row.cell(column).and_then(Cell::number)
}

fn is_rate(header: Cell<'_>) -> bool {
    header.roles().has(Roles::PERCENTAGE) || {
        let text = header.text().trim_matches(['*', ' ']).to_lowercase();
        text.ends_with("rate")
            || text.ends_with('率')
            || text == "accuracy"
            || text.starts_with("tau")
            || text.starts_with("tax")
    }
}

/// "Matched" is what a match rate counts; "correct", what an accuracy does.
fn is_of(report: &Report, rate: Cell<'_>, header: Cell<'_>) -> bool {
    const NAMED: [(&str, &str); 3] =
        [("accuracy", "correct"), ("completion", "completed"), ("completion", "done")];
    let (roles, text) = (rate.roles(), rate.text().to_lowercase());
    let passes = text.contains("pass") || text.contains("success") || is_bare(&text);
    if header.roles().has(Roles::PASSED) {
        return passes;
    }
    if header.roles().has(Roles::FAILED) {
        return roles.has(Roles::FAILED) || text.contains("fail");
    }
    let said = |word: &Word| report.text(word.at).to_lowercase();
    let name = header.words().first().map(said).unwrap_or_default();
    rate.words().iter().map(said).any(|word| have_one_stem(&word, &name))
        || NAMED.contains(&(text.trim_matches(['*', ' ']), name.as_str()))
}

/// "Rate" alone, in some languages.
fn is_bare(text: &str) -> bool {
    matches!(
        text.trim_matches(['*', ' ']),
        "rate"
            | "%"
            | "taux"
            | "taxa"
            | "tasa"
            | "quote"
            | "taux de réussite"
            | "taxa de sucesso"
            | "tasa de éxito"
    )
}

/// "Quarantine" and "quarantined"; "hit" and "hits".
fn have_one_stem(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    common >= 5 || common >= 3 && common == shorter
}
