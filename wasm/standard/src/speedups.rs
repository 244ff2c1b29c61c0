//! Columns of speedups against one row: what each row should say.

use crate::ranks;
use crossfoot_kit::prelude::*;

/// A printed ratio, the two figures that it is of, and what they give.
pub struct Gain {
    pub pair: (u32, u32),
    /// So many times the second of the pair: of an efficiency without a speedup.
    pub workers: Option<u32>,
    pub printed: u32,
    pub value: Value,
    pub severity: Severity,
}

/// The numbers of a column with the rows that hold them.
pub fn numbers<'r>(report: &Report, table: Table<'r>, column: u32) -> Vec<(u32, Option<u32>)> {
    let number = |row: Row<'r>| row.cell(column).and_then(Cell::number);
    table.rows().map(|row| (row.node, number(row).filter(|number| report.is_arithmetic(*number)))).collect()
}

/// Each row against the baseline above it: the row that prints a speedup of one,
/// or says "baseline" in its place. A table may hold several groups, each with
/// its own.
pub fn of_rows(report: &Report, table: Table<'_>, column: u32) -> Vec<Gain> {
    let mut printed = numbers(report, table, column);
    for (row, (_, own)) in table.rows().zip(printed.iter_mut()) {
        *own = own.filter(|_| !row.cell(column).is_some_and(|cell| names_its_base(report, cell)));
    }
    let bases = bases(report, table, column, &printed);
    let (Some(first), last) = (bases.first(), bases.last()) else { return Vec::new() };
    // A base at the foot may have its rows above it; of two nobody knows.
    if *first > 0 && Some(first) != last {
        return Vec::new();
    }
    let base_of = |row: usize| {
        let above = bases.partition_point(|base| *base < row).checked_sub(1);
        bases.get(above.unwrap_or(0)).copied()
    };
    let mut best: Option<Compared> = None;
    let mut others: Vec<Compared> = Vec::new();
    let mut columns = 0;
    for measured in (1..table.columns()).filter(|other| *other != column) {
        let figures = numbers(report, table, measured);
        let rows: Vec<[u32; 3]> = printed
            .iter()
            .enumerate()
            .filter(|(row, _)| bases.binary_search(row).is_err())
            .filter_map(|(row, (_, printed))| {
                let (figure, base) = (figures.get(row)?.1?, figures.get(base_of(row)?)?.1?);
                (report.dimension(figure) == report.dimension(base)).then_some([figure, base, (*printed)?])
            })
            .collect();
        let is_measured = !rows.is_empty() && is_measured(report, table, measured, &rows);
        columns += u32::from(is_measured);
        for reading in READINGS {
            let held =
                rows.iter().filter(|row| reading.outcome(report, row) != Outcome::Contradicted).count();
            // Where none holds, it is not of how many workers there were.
            let rank = (held, is_measured);
            let is_best = best.as_ref().is_none_or(|best| rank > (best.held, best.is_measured));
            if !is_best && held < 3 {
                continue;
            }
            let compared = Compared { column: measured, rows: rows.clone(), reading, held, is_measured };
            if is_best {
                others.extend(best.replace(compared));
            } else {
                others.push(compared);
            }
        }
    }
    let Some(best) = best else { return Vec::new() };
    let told = best.rows.len();
    let severity = match best.held {
        // Most rows show that this column is the one that was compared.
        2.. if best.held * 2 >= told => Severity::Error,
        held if held == told => Severity::Error,
        // One row, and one column that it can speak of.
        0 | 1 if told <= 2 && columns == 1 => Severity::Warning,
        _ => return Vec::new(),
    };
    let gain = |compared: &Compared, row: &[u32; 3]| {
        let (value, pair) = compared.reading.of(report, row);
        Gain { pair, workers: None, printed: row[2], value, severity }
    };
    let mut gains: Vec<Gain> = best.rows.iter().map(|row| gain(&best, row)).collect();
    // The time and the rate of each row may both show it; a wrong speedup is told once.
    let told = |row: &&[u32; 3]| best.holds(report, row[2]);
    for also in others.iter().filter(|other| other.column != best.column && other.shows_all_but_one()) {
        if !is_of_one_place(report, table, also.column) {
            gains.extend(also.rows.iter().filter(told).map(|row| gain(also, row)));
        }
    }
    gains
}

/// "1.09x vs faster", "2.0x over lock-free".
fn names_its_base(report: &Report, cell: Cell<'_>) -> bool {
    let words = cell.words();
    let link =
        words.iter().position(|word| report.is_one_of(word, &["vs", "over", "than", "versus", "against"]));
    let behind = link.and_then(|place| words.get(place + 1..)).unwrap_or_default();
    !behind.is_empty() && !behind.iter().any(|word| word.is(Roles::BASELINE | Roles::BEFORE))
}

/// "p50", "Median": what one speedup is of is not quite that of the rate.
fn is_of_one_place(report: &Report, table: Table<'_>, column: u32) -> bool {
    let words = table.header(column).map_or(&[][..], Cell::words);
    words
        .iter()
        .any(|word| word.is(Roles::MEDIAN | Roles::AVERAGE) || ranks::is_percentile(report.text(word.at)))
}

/// Figures, their bases and what is printed of them, in one reading.
struct Compared {
    column: u32,
    rows: Vec<[u32; 3]>,
    reading: Reading,
    held: usize,
    is_measured: bool,
}

impl Compared {
    /// Too many rows for a coincidence, and one at most that says otherwise.
    fn shows_all_but_one(&self) -> bool {
        self.is_measured && self.held >= 3 && self.held + 1 >= self.rows.len()
    }

    /// Whether a printed ratio is what its row gives.
    fn holds(&self, report: &Report, printed: u32) -> bool {
        let row = self.rows.iter().find(|row| row[2] == printed);
        row.is_some_and(|row| self.reading.outcome(report, row) != Outcome::Contradicted)
    }
}

/// How a figure stands to its base: more is better, or less is, and of a
/// percentage how much less, or how much of it: "74% of the old".
#[derive(Clone, Copy)]
pub enum Reading {
    Grown,
    Quicker,
    Saved,
    Share,
}

const READINGS: [Reading; 4] = [Reading::Grown, Reading::Quicker, Reading::Saved, Reading::Share];

impl Reading {
    /// What it gives, and the pair as it is told.
    fn of(self, report: &Report, [figure, base, printed]: &[u32; 3]) -> (Value, (u32, u32)) {
        let (new, old) = (report.base_value(*figure), report.base_value(*base));
        let percent = report.is_percentage(*printed);
        match self {
            Self::Grown if percent => (old.change(new), (*base, *figure)),
            Self::Grown => (new.div(old), (*figure, *base)),
            Self::Quicker if percent => (new.change(old), (*figure, *base)),
            Self::Quicker => (old.div(new), (*base, *figure)),
            Self::Saved if percent => (Value::whole(0).sub(old.change(new)), (*base, *figure)),
            Self::Share if percent => (new.percent_of(old), (*figure, *base)),
            Self::Saved | Self::Share => (Value::UNKNOWN, (*base, *figure)),
        }
    }

    /// What the reading that fits gives, or else the plain one.
    pub fn best(report: &Report, row: [u32; 3]) -> (Value, (u32, u32)) {
        let fits = |reading: &&Self| reading.outcome(report, &row) != Outcome::Contradicted;
        READINGS.iter().find(fits).unwrap_or(&Self::Grown).of(report, &row)
    }

    fn outcome(self, report: &Report, row: &[u32; 3]) -> Outcome {
        let signed = report.printed(row[2]).starts_with(['+', '-', '−']);
        let of_percent = matches!(self, Self::Saved) || matches!(self, Self::Share) && !signed;
        if matches!(self, Self::Saved | Self::Share) && !(of_percent && report.is_percentage(row[2])) {
            return Outcome::Contradicted;
        }
        self.of(report, row).0.equals(report.value(row[2]))
    }
}

/// The rows that the others are compared with.
fn bases(report: &Report, table: Table<'_>, column: u32, printed: &[(u32, Option<u32>)]) -> Vec<usize> {
    let one = Value::whole(1);
    let is_one =
        |number: u32| !report.is_percentage(number) && report.value(number).equals(one) == Outcome::Holds;
    let says = |cell: Cell<'_>| matches!(cell.words(), [word] if BASE.has(word)) && cell.number().is_none();
    let rows = table.rows().zip(printed).enumerate();
    let is_base = |(_, (row, (_, number))): &(usize, (Row<'_>, &(u32, Option<u32>)))| match number {
        Some(number) => is_one(*number),
        None => row.cell(column).is_some_and(says),
    };
    rows.filter(is_base).map(|(place, _)| place).collect()
}

const BASE: Spellings<5> = Spellings::of(["baseline", "base", "reference", "ref", "control"]);

/// Figures that a speedup can be told of, and not how many workers there were.
fn is_measured(report: &Report, table: Table<'_>, column: u32, rows: &[[u32; 3]]) -> bool {
    const SETTING: Roles = Roles::THREAD.or(Roles::ITERATION).or(Roles::ROUND).or(Roles::EFFICIENCY);
    let header = table.header_roles(column);
    let measured = |[figure, ..]: &[u32; 3]| {
        !matches!(report.dimension(*figure), (dimension::NONE | dimension::THINGS, 0))
    };
    !header.has(SETTING)
        && (header.has(Roles::RATE | Roles::DURATION | Roles::LATENCY) || rows.iter().all(measured))
}

/// "| Mode | 1T | 2T | 16T | Max Scaling |": the last, or the best, of a row
/// against what one worker does.
pub fn across(report: &Report, table: Table<'_>, column: u32) -> Vec<Gain> {
    let workers = |other: u32| table.header(other).and_then(|header| leading_number(header.text()));
    let columns: Vec<(u32, u64)> = (1..table.columns())
        .filter(|other| *other != column)
        .filter_map(|other| Some((other, workers(other)?)))
        .collect();
    let rising = columns.windows(2).all(|pair| matches!(pair, [(_, one), (_, more)] if one < more));
    if columns.len() < 2 || columns.first().is_none_or(|(_, one)| *one != 1) || !rising {
        return Vec::new();
    }
    let mut gains = Vec::new();
    let mut held = 0;
    for row in table.rows() {
        let number = |column: u32| {
            row.cell(column).and_then(Cell::number).filter(|number| report.is_arithmetic(*number))
        };
        let printed = number(column).filter(|number| {
            report.quantity(*number).is_some_and(|quantity| quantity.class == class::MULTIPLE)
        });
        let figures: Option<Vec<u32>> = columns.iter().map(|(column, _)| number(*column)).collect();
        let (Some(printed), Some(figures)) = (printed, figures) else { continue };
        let (Some(one), Some(last)) = (figures.first(), figures.last()) else { continue };
        let value = |index: u32| report.base_value(index);
        let best = figures.iter().copied().reduce(|best, other| {
            if value(best).below(value(other)) == Outcome::Holds { other } else { best }
        });
        let gain = |figure: u32| {
            let value = value(figure).div(value(*one));
            Gain { pair: (figure, *one), workers: None, printed, value, severity: Severity::Warning }
        };
        let fits = |gain: &Gain| gain.value.equals(report.value(printed)) != Outcome::Contradicted;
        let (last, best) = (gain(*last), gain(best.unwrap_or(*last)));
        held += u32::from(fits(&last) || fits(&best));
        gains.push(if fits(&last) { last } else { best });
    }
    // That no row keeps it says that it is of something else.
    if held == 0 && gains.len() > 1 {
        return Vec::new();
    }
    if held > 1 {
        gains.iter_mut().for_each(|gain| gain.severity = Severity::Error);
    }
    gains
}

/// "1T", "16 workers", "8T (ops/s)": how many there are; "10 Gbps" are something else.
fn leading_number(text: &str) -> Option<u64> {
    const WORKERS: [&str; 9] = ["t", "thr", "thread", "worker", "core", "client", "process", "gpu", "node"];
    let text = text.trim();
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let unit = text.get(end..)?.trim_start_matches([' ', '-']).to_lowercase();
    let unit = unit.split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    let singular = unit.strip_suffix("es").or_else(|| unit.strip_suffix('s')).unwrap_or(unit);
    let known = unit.is_empty() || WORKERS.contains(&unit) || WORKERS.contains(&singular);
    text.get(..end)?.parse().ok().filter(|_| known)
}
