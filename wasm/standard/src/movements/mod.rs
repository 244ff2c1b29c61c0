//! Tables of metrics: what each was, what it is, and by how much it moved, told
//! in every row in a measure of its own: "+24%", "2.05x faster", "-920 (-61.4%)".

mod readings;

use crossfoot_kit::prelude::*;
use readings::{are_alike, between, class_of, value};

/// A printed move between two states, and what the states give.
#[derive(Clone, Copy)]
pub struct Movement {
    pub before: u32,
    pub after: u32,
    pub printed: u32,
    pub value: Value,
    pub outcome: Outcome,
    pub severity: Severity,
    /// By how much, and not how many times or percent.
    pub is_difference: bool,
}

/// The movements of all tables of a report.
pub fn told(report: &Report) -> Vec<Movement> {
    let tables = report.tables().filter(|table| (3..=9).contains(&table.columns()));
    tables.flat_map(|table| of_table(report, table)).collect()
}

fn of_table(report: &Report, table: Table<'_>) -> Vec<Movement> {
    let is_change = |column: u32| table.header(column).is_some_and(|header| is_change(report, header));
    let has_figure = |column: u32| {
        table.rows().any(|row| row.cell(column).is_some_and(|cell| figure(report, cell).is_some()))
    };
    let states: Vec<u32> =
        (1..table.columns()).filter(|column| !is_change(*column) && has_figure(*column)).collect();
    let of_change = |change: u32| {
        let pairs = pairs(table, &states, change).into_iter();
        let told = pairs
            .filter_map(|(before, after, tie)| Columns { before, after, change, tie }.told(report, table));
        // What nearly all rows say of two columns, all may say of two others.
        told.min_by_key(|told| told.iter().filter(|told| told.outcome == Outcome::Contradicted).count())
    };
    (1..table.columns()).filter(|column| is_change(*column)).filter_map(of_change).flatten().collect()
}

/// Why two columns are those that a third tells the change of.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    /// The headers say which is which.
    Named,
    /// There are no others.
    Sole,
    /// They stand right before it.
    Next,
}

/// The pairs of columns that a third may tell the change of, the likeliest first.
fn pairs(table: Table<'_>, states: &[u32], change: u32) -> Vec<(u32, u32, Tie)> {
    let only = |wanted: Roles, other: Roles| {
        let roles = |column: &&u32| table.header_roles(**column);
        let mut found = states.iter().filter(|column| roles(column).has(wanted) && !roles(column).has(other));
        found.next().copied().filter(|_| found.next().is_none())
    };
    let named = only(Roles::BEFORE, Roles::AFTER).zip(only(Roles::AFTER, Roles::BEFORE));
    let named = named.filter(|(before, after)| before < after && *after < change);
    let tie = if states.len() == 2 { Tie::Sole } else { Tie::Next };
    let earlier = || states.iter().copied().filter(|column| *column < change).rev();
    let near = earlier().flat_map(|after| {
        earlier().filter(move |before| *before < after).map(move |before| (before, after, tie))
    });
    named.map(|(before, after)| (before, after, Tie::Named)).into_iter().chain(near).collect()
}

/// What was, what is, and what became of it.
struct Columns {
    before: u32,
    after: u32,
    change: u32,
    tie: Tie,
}

/// What a row tells, and whether it shows which columns are meant: from what
/// stayed as it was, or is told as a bound, no one learns it.
struct Moves {
    told: Vec<Movement>,
    shows: bool,
}

impl Moves {
    fn fits(&self) -> bool {
        self.told.iter().all(|told| told.outcome != Outcome::Contradicted)
    }
}

impl Columns {
    fn told(&self, report: &Report, table: Table<'_>) -> Option<Vec<Movement>> {
        let points = table.header(self.change).is_some_and(|header| says_points(report, header.words()));
        let rows: Vec<Moves> = table.rows().filter_map(|row| self.of_row(report, row, points)).collect();
        let breaks = rows.iter().filter(|row| !row.fits()).count();
        let shown = rows.iter().filter(|row| row.fits() && row.shows).count();
        let severity = match (self.tie, shown, breaks) {
            (Tie::Next, 0..3, _) | (Tie::Next, _, 2..) | (Tie::Sole, 0, _) => return None,
            (_, _, 0) => Severity::Error,
            (_, _, _) if shown >= 2 && breaks * 2 <= shown => Severity::Error,
            (_, 1.., 1) => Severity::Warning,
            (Tie::Named, 0, 1) if rows.len() == 1 => Severity::Warning,
            _ => return None,
        };
        Some(rows.into_iter().flat_map(|row| row.told).map(|told| Movement { severity, ..told }).collect())
    }

    fn of_row(&self, report: &Report, row: Row<'_>, points: bool) -> Option<Moves> {
        let state = |column: u32| row.cell(column).and_then(|cell| figure(report, cell));
        let (before, after) = (state(self.before)?, state(self.after)?);
        if !are_alike(report, before, after) {
            return None;
        }
        let cell = row.cell(self.change)?;
        let printed: Vec<u32> = cell.quantities().filter(|index| report.is_arithmetic(*index)).collect();
        let opens =
            |index: &u32| report.quantity(*index).is_some_and(|quantity| quantity.joint == joint::OPENS);
        let percent = |index: &u32| class_of(report, *index) == class::PERCENTAGE;
        match printed.as_slice() {
            [_] => (),
            [first, second] if opens(first) && percent(second) && !percent(first) => (),
            _ => return None,
        }
        let told: Option<Vec<Movement>> =
            printed.iter().map(|index| between(report, (before, after), *index, points)).collect();
        let differs =
            value(report, before, after).equals(value(report, after, before)) == Outcome::Contradicted;
        let firm = |index: &u32| {
            report
                .quantity(*index)
                .is_some_and(|quantity| quantity.flags & (flag::HEDGED | flag::MARKED) == 0)
        };
        let told = told?;
        let shows = differs
            && told.iter().all(|told| told.outcome != Outcome::Undecided)
            && [before, after].iter().chain(&printed).all(firm);
        (shows || self.tie != Tie::Next).then_some(Moves { told, shows })
    }
}

/// Headers that can only mean what lies between two others.
fn is_change(report: &Report, header: Cell<'_>) -> bool {
    const CHANGES: [&str; 34] = [
        "deviation",
        "abweichung",
        "variance",
        "change",
        "changes",
        "delta",
        "diff",
        "difference",
        "improvement",
        "improvements",
        "gain",
        "saving",
        "savings",
        "reduction",
        "speedup",
        "speed-up",
        "speed up",
        "verbesserung",
        "veränderung",
        "änderung",
        "differenz",
        "einsparung",
        "mejora",
        "cambio",
        "reducción",
        "amélioration",
        "évolution",
        "écart",
        "réduction",
        "melhoria",
        "redução",
        "variação",
        "variazione",
        "Δ",
    ];
    const SIGNS: [&str; 10] = ["Δ", "变化", "變化", "提升", "改善", "降低", "变动", "変化", "削減", "변화"];
    let words = header.words();
    let plain = words.iter().all(|word| !word.is(Roles::TARGET | Roles::AVERAGE));
    plain
        && (words.iter().any(|word| report.is_one_of(word, &CHANGES))
            || SIGNS.contains(&header.text().trim()))
}

/// "Δ (points)", "Change, pp".
fn says_points(report: &Report, words: &[Word]) -> bool {
    words.iter().any(|word| report.is_one_of(word, &["points", "pp", "ppt", "pts", "punkte"]))
}

/// The only number of a cell; of "4/8" how many.
fn figure(report: &Report, cell: Cell<'_>) -> Option<u32> {
    let mut numbers = cell.quantities().filter(|index| report.is_arithmetic(*index));
    let first = numbers.next()?;
    let quantity = report.quantity(first)?;
    match numbers.next() {
        None => Some(first),
        Some(second) if quantity.role == role::NUMERATOR && quantity.mate == second => {
            numbers.next().is_none().then_some(first)
        }
        Some(_) => None,
    }
}
