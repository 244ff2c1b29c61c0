//! Figures of one thing in the order in which they must stand: least, median,
//! higher percentiles, greatest, and a mean between least and greatest.

use crate::extremes::{kind_of, number_beside};
use crossfoot_kit::prelude::*;

/// A figure that says where it stands among those of its thing.
pub struct Ranked {
    pub number: u32,
    name: Name,
}

#[derive(Clone)]
struct Name {
    rank: Rank,
    /// The word that says so.
    word: Span,
    /// What else it says: a latency and a memory have nothing to do with each other.
    of: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq)]
enum Rank {
    /// In tenths of a percent, the least at 0 and the greatest at 1000.
    Percentile(u32),
    Mean,
}

/// Figures that hang together; where others beside them are in order, they are meant so.
pub struct Order {
    pub figures: Vec<Ranked>,
    pub sure: bool,
}

/// Two figures of which the first should not be greater than the second.
pub struct Slip {
    pub less: u32,
    pub greater: u32,
    /// Which of the two stands wrong beside the others.
    pub blamed: u32,
}

/// Nobody prints more of one thing, and each is held against the others.
const MOST: usize = 16;

/// A statement of more words tells of more than one thing.
const LONGEST: usize = 60;

const NAMES: Roles = Roles::MINIMUM.or(Roles::MAXIMUM).or(Roles::MEDIAN).or(Roles::AVERAGE).or(Roles::SPREAD);
/// A limit is nothing that was measured, and neither is a change.
const ASIDE: Roles = Roles::TARGET.or(Roles::DELTA).or(Roles::ANOTHER_RUN).or(Roles::UNIVERSAL);

pub fn told(report: &Report) -> Vec<Order> {
    let mut found = Vec::new();
    if !report.says(Roles::MINIMUM | Roles::MAXIMUM) && !report.says(Roles::SPREAD) {
        return found;
    }
    for table in report.tables().filter(|table| table.columns() > 2) {
        in_rows(report, table, &mut found);
        in_columns(report, table, &mut found);
    }
    in_fields(report, &mut found);
    in_statements(report, &mut found);
    found
}

impl Order {
    /// The pair that is out of order, if one figure put right mends all. `None`
    /// where nothing is wrong or where it may be meant otherwise: of rates some
    /// count percentiles from the top.
    pub fn slip(&self, report: &Report) -> Option<Slip> {
        let pairs = || {
            let each =
                |at: usize| self.figures.get(at + 1..).unwrap_or(&[]).iter().map(move |more| (at, more));
            self.figures.iter().enumerate().flat_map(move |(at, less)| {
                each(at)
                    .filter(move |(_, more)| less.name.rank.is_below(more.name.rank))
                    .map(move |(_, more)| (less, more))
            })
        };
        let is_wrong = |(less, more): &(&Ranked, &Ranked)| {
            report.base_value(less.number).at_most(report.base_value(more.number)) == Outcome::Contradicted
        };
        let wrong: Vec<_> = pairs().filter(is_wrong).collect();
        let right = pairs().count() - wrong.len();
        let (first, last) = (*wrong.first()?, *wrong.last()?);
        let in_all =
            |one: &Ranked| wrong.iter().all(|(less, more)| [less.number, more.number].contains(&one.number));
        let blamed = [last.1, first.0].into_iter().find(|figure| in_all(figure))?.number;
        // The nearest in rank tells it best.
        let (less, greater) = if last.1.number == blamed { last } else { first };
        let may_be_meant = wrong.len() > 1 && wrong.len() > right;
        (!may_be_meant).then_some(Slip { less: less.number, greater: greater.number, blamed })
    }
}

impl Ranked {
    /// The word that says where it stands.
    pub fn name<'r>(&self, report: &'r Report) -> &'r str {
        report.text(self.name.word)
    }
}

impl Rank {
    fn of(text: &str) -> Option<Self> {
        match kind_of(text).filter(|kind| *kind != Roles::MEDIAN) {
            Some(Roles::AVERAGE) => Some(Rank::Mean),
            Some(Roles::MINIMUM) => Some(Rank::Percentile(0)),
            Some(_) => Some(Rank::Percentile(1000)),
            None if is_any(text, &["lowest", "least"]) => Some(Rank::Percentile(0)),
            None if is_any(text, &["med", "median"]) => Some(Rank::Percentile(500)),
            None if is_any(text, &["highest", "greatest"]) => Some(Rank::Percentile(1000)),
            None => percentile(text),
        }
    }

    /// In which order they are gone through, the mean among the middle ones.
    fn place(self) -> u32 {
        match self {
            Rank::Percentile(tenths) => tenths,
            Rank::Mean => 501,
        }
    }

    fn is_below(self, other: Self) -> bool {
        match (self, other) {
            (Rank::Percentile(one), Rank::Percentile(other)) => one < other,
            (Rank::Percentile(0), Rank::Mean) | (Rank::Mean, Rank::Percentile(1000)) => true,
            _ => false,
        }
    }
}

/// "p95", "P99.9".
/// "p95", "p(99.9)", "95th".
pub fn is_percentile(text: &str) -> bool {
    let plain: String =
        text.chars().filter(|sign| !matches!(sign, '(' | ')' | '*' | '_' | ' ' | '`')).collect();
    percentile(&plain).is_some()
}

fn percentile(text: &str) -> Option<Rank> {
    let figures = text.strip_prefix(['p', 'P'])?;
    let (whole, tenth) = figures.split_once('.').unwrap_or((figures, "0"));
    let percent: u32 = whole.parse().ok().filter(|percent| (1..100).contains(percent))?;
    let tenth: u32 = tenth.get(..1)?.parse().ok()?;
    Some(Rank::Percentile(percent * 10 + tenth))
}

/// The one rank that some words name, and what else they say.
fn named(report: &Report, words: &[Word]) -> Option<Name> {
    if !words.iter().any(|word| word.is(NAMES)) {
        return None;
    }
    let mut rank = None;
    let mut of = Vec::new();
    for word in words {
        let own = if word.is(NAMES) { Rank::of(report.text(word.at)) } else { None };
        match own {
            Some(_) if rank.is_some() => return None,
            Some(own) => rank = Some((own, word.at)),
            None if word.is(ASIDE) => return None,
            None => of.push(word.concept),
        }
    }
    let (rank, word) = rank?;
    (of.len() <= 3).then_some(Name { rank, word, of })
}

impl Name {
    fn figure(self, report: &Report, number: u32) -> Option<Ranked> {
        (report.is_firm(number) && report.is_arithmetic(number)).then_some(Ranked { number, name: self })
    }
}

/// Columns by the names of which a row should rise.
fn in_rows(report: &Report, table: Table<'_>, found: &mut Vec<Order>) {
    let names: Vec<_> =
        (1..table.columns()).filter_map(|at| Some((at, named(report, table.header(at)?.words())?))).collect();
    if !(2..=MOST).contains(&names.len()) {
        return;
    }
    let of_row = |row: Row<'_>| -> Vec<Ranked> {
        let cell = |(at, name): &(u32, Name)| name.clone().figure(report, row.cell(*at)?.number()?);
        names.iter().filter_map(cell).collect()
    };
    let rows = table.rows().filter(|row| !failed(report, *row)).map(of_row);
    found.extend(
        rows.flat_map(|row| orders(report, row)).map(|figures| Order { sure: figures.len() > 2, figures }),
    );
}

/// What failed may be measured against a limit that is only called the greatest.
fn failed(report: &Report, row: Row<'_>) -> bool {
    row.cells().any(|cell| matches!(report.cell_verdict(cell.at()), Some(Verdict::Fail)))
}

/// Rows by the names of which a column should rise.
fn in_columns(report: &Report, table: Table<'_>, found: &mut Vec<Order>) {
    let names: Vec<_> = table.rows().filter_map(|row| Some((row, named(report, row.label())?))).collect();
    if !(2..=MOST).contains(&names.len()) || names.iter().any(|(row, _)| failed(report, *row)) {
        return;
    }
    for at in 1..table.columns() {
        if table.header_roles(at).has(ASIDE) {
            continue;
        }
        let cell = |(row, name): &(Row<'_>, Name)| name.clone().figure(report, row.cell(at)?.number()?);
        let column = names.iter().filter_map(cell).collect();
        found.extend(orders(report, column).into_iter().map(|figures| Order { figures, sure: false }));
    }
}

/// `Min: 12 ms`, `Median: 20 ms`, … of one list, block or table.
fn in_fields(report: &Report, found: &mut Vec<Order>) {
    for group in report.fields().chunk_by(|one, other| one.group == other.group) {
        let figure = |field: &Field| {
            let name = named(report, report.words_in(field.key))?;
            let mut numbers = report.quantities_in(field.value);
            let number = numbers.next().filter(|_| numbers.next().is_none())?;
            name.figure(report, number)
        };
        let figures = group.iter().filter_map(figure).collect();
        found.extend(orders(report, figures).into_iter().map(|figures| Order { figures, sure: false }));
    }
}

/// "min 12, median 20, p99 41 ms", or items that begin so.
fn in_statements(report: &Report, found: &mut Vec<Order>) {
    let mut figures: Vec<Ranked> = Vec::new();
    let mut around = u32::MAX;
    let mut close = |figures: &mut Vec<Ranked>| {
        let figures = orders(report, std::mem::take(figures));
        found.extend(figures.into_iter().map(|figures| Order { figures, sure: false }));
    };
    for word in report.words_with(NAMES) {
        let node = report.node_at(word.at.start);
        // Keys were looked at with their fields.
        if report.within(node, kind::TABLE).is_some() || report.within(node, kind::KEY).is_some() {
            continue;
        }
        let Some(figure) = beside(report, word, node) else { continue };
        let own = holder(report, word, node);
        // "Cached: p95 12 ms. Uncached: p50 41 ms" are two things.
        let apart = figures.last().and_then(|last| report.quantity(last.number)).is_some_and(|last| {
            let gap = report.text(Span { start: last.at.end.min(word.at.start), end: word.at.start });
            gap.contains(". ") || gap.contains("; ") && gap.contains(':')
        });
        if own != around || apart || figures.iter().any(|other| other.name.rank == figure.name.rank) {
            close(&mut figures);
        }
        around = own;
        figures.push(figure);
    }
    close(&mut figures);
}

/// What a word and those like it stand in: its statement, or the list whose
/// items they begin.
fn holder(report: &Report, word: &Word, node: u32) -> u32 {
    let statement = report.statement(node);
    let item = report.within(node, kind::ITEM);
    let leads = item.filter(|item| {
        let before = Span { start: report.span(*item).start, end: word.at.start };
        report.text(before).trim_matches(['-', '*', '+', ' ', '_']).is_empty()
    });
    leads.map_or(statement, |item| report.parent(item))
}

/// The number right behind the word.
fn beside(report: &Report, word: &Word, node: u32) -> Option<Ranked> {
    let rank = Rank::of(report.text(word.at))?;
    let at = report.statement_span(report.statement(node));
    let number = number_beside(report, word, at)?;
    let name = Name { rank, word: word.at, of: Vec::new() };
    let meant =
        report.words_in(at).len() <= LONGEST && !report.roles_in(at).has(ASIDE.without(Roles::UNIVERSAL));
    name.figure(report, number).filter(|_| meant)
}

/// The figures of each thing, where there are two of one unit at least.
fn orders(report: &Report, mut figures: Vec<Ranked>) -> Vec<Vec<Ranked>> {
    let mut found: Vec<Vec<Ranked>> = Vec::new();
    let class = |number: u32| report.quantity(number).map(|quantity| quantity.class == class::PERCENTAGE);
    figures.sort_by_key(|figure| figure.name.rank.place());
    for figure in figures {
        let is_alike = |other: &Ranked| {
            other.name.of == figure.name.of
                && report.dimension(other.number) == report.dimension(figure.number)
                && class(other.number) == class(figure.number)
        };
        match found.iter_mut().find(|group| group.first().is_some_and(is_alike)) {
            Some(group) if group.iter().any(|other| other.name.rank == figure.name.rank) => {}
            Some(group) => group.push(figure),
            None => found.push(vec![figure]),
        }
    }
    found.retain(|group| group.len() > 1);
    found
}
