//! Tables as rows and columns.

use std::ops::Range;

use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::report::{Report, kind};
use crate::words::Word;

/// Where a table lies in the report's lists; [`Report::tables`] gives views.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub node: u32,
    header: Range<u32>,
    /// Where the roles of its headers begin.
    roles: u32,
    rows: Vec<(u32, Range<u32>)>,
    columns: u32,
}

/// One cell, as prepared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub node: u32,
    pub column: u32,
}

/// A table with a header row.
///
/// ```
/// use crossfoot_kit::{lexicon::Roles, sample, value::Outcome};
/// let report = sample::report();
/// let table = report.tables().next().unwrap();
/// let target = table.only_column(Roles::TARGET).unwrap();
/// let measured = table.column(Roles::MEASURED).unwrap();
/// for row in table.rows() {
///     let number = |column| report.value(row.cell(column).unwrap().number().unwrap());
///     let missed = number(target).at_most(number(measured)) == Outcome::Contradicted;
///     assert_eq!(missed, row.cell(0).unwrap().text() == "P3");
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Table<'r> {
    /// The report that holds it.
    pub report: &'r Report,
    layout: &'r Layout,
}

/// A row under the header.
///
/// ```
/// let report = crossfoot_kit::sample::report();
/// let table = report.tables().next().unwrap();
/// let row = table.rows().next_back().unwrap();
/// assert_eq!(report.text(row.at()).matches('|').count(), 5);
/// assert_eq!(row.cells().count(), 4);
/// ```
#[derive(Clone, Copy)]
pub struct Row<'r> {
    /// The report that holds it.
    pub report: &'r Report,
    /// Its node in the arena.
    pub node: u32,
    first: u32,
    end: u32,
}

/// A cell of a table.
///
/// ```
/// let report = crossfoot_kit::sample::report();
/// let table = report.tables().next().unwrap();
/// let cell = table.rows().next().unwrap().cell(2).unwrap();
/// assert_eq!(cell.text(), "12.0 l/s");
/// assert_eq!(report.value(cell.number().unwrap()).hull().to_string(), "11.9 to 12.1");
/// ```
#[derive(Clone, Copy)]
pub struct Cell<'r> {
    /// The report that holds it.
    pub report: &'r Report,
    /// Its node in the arena.
    pub node: u32,
    /// Its column, from 0.
    pub column: u32,
}

impl<'r> Table<'r> {
    pub(crate) fn new(report: &'r Report, layout: &'r Layout) -> Self {
        Self { report, layout }
    }

    /// Its node in the arena.
    ///
    /// ```
    /// use crossfoot_kit::report::kind;
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(report.kind(table.node()), kind::TABLE);
    /// ```
    pub fn node(self) -> u32 {
        self.layout.node
    }

    /// Where it stands, header included.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert!(report.text(table.at()).starts_with("| Pump | Target |"));
    /// ```
    pub fn at(self) -> Span {
        self.report.span(self.layout.node)
    }

    /// The node that introduces it ("Results:"), if one does.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// let node = table.introduction().unwrap();
    /// assert_eq!(report.text(report.span(node)), "Flow of each pump:");
    /// ```
    pub fn introduction(self) -> Option<u32> {
        self.report.nodes().get(self.layout.node as usize).map(|node| node.data).filter(|node| *node != 0)
    }

    /// How many columns it has.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.tables().next().unwrap().columns(), 4);
    /// ```
    pub fn columns(self) -> u32 {
        self.layout.columns
    }

    /// The rows under the header, from the first to the last.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(table.rows().len(), 3);
    /// ```
    pub fn rows(self) -> impl DoubleEndedIterator<Item = Row<'r>> + ExactSizeIterator {
        let report = self.report;
        self.layout.rows.iter().map(move |(node, cells)| Row {
            report,
            node: *node,
            first: cells.start,
            end: cells.end,
        })
    }

    /// The row of a node.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// let last = table.rows().next_back().unwrap();
    /// assert_eq!(table.row(last.node).unwrap().at(), last.at());
    /// assert!(table.row(table.node()).is_none());
    /// ```
    pub fn row(self, node: u32) -> Option<Row<'r>> {
        let place = self.layout.rows.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        let (node, cells) = self.layout.rows.get(place)?;
        Some(Row { report: self.report, node: *node, first: cells.start, end: cells.end })
    }

    /// The header of a column.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(table.header(2).unwrap().text(), "Measured");
    /// assert!(table.header(4).is_none());
    /// ```
    pub fn header(self, column: u32) -> Option<Cell<'r>> {
        find(self.report, self.layout.header.clone(), column)
    }

    /// What the words of a column's header say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert!(table.header_roles(1).has(Roles::TARGET));
    /// ```
    pub fn header_roles(self, column: u32) -> Roles {
        if column >= self.layout.columns {
            return Roles::NONE;
        }
        self.report.header_roles(self.layout.roles + column)
    }

    /// The first column whose header has one of the roles.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(table.column(Roles::TARGET | Roles::MEASURED), Some(1));
    /// ```
    pub fn column(self, roles: Roles) -> Option<u32> {
        (0..self.layout.columns).find(|column| self.header_roles(*column).has(roles))
    }

    /// The only column whose header has one of the roles.
    ///
    /// Where two columns could be meant, a rule does better to say nothing.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(table.only_column(Roles::TARGET), Some(1));
    /// assert_eq!(table.only_column(Roles::TARGET | Roles::MEASURED), None);
    /// ```
    pub fn only_column(self, roles: Roles) -> Option<u32> {
        let mut found = (0..self.layout.columns).filter(|column| self.header_roles(*column).has(roles));
        found.next().filter(|_| found.next().is_none())
    }

    /// The only column behind the first whose header is as wanted.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap();
    /// assert_eq!(table.only_column_where(|header| header.text() == "Measured"), Some(2));
    /// assert_eq!(table.only_column_where(|_| true), None);
    /// ```
    pub fn only_column_where(self, wanted: impl Fn(Cell<'r>) -> bool) -> Option<u32> {
        let mut found = (1..self.layout.columns).filter(|column| self.header(*column).is_some_and(&wanted));
        found.next().filter(|_| found.next().is_none())
    }
}

impl<'r> Row<'r> {
    /// Where it stands.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// assert!(report.text(row.at()).contains("P1"));
    /// ```
    pub fn at(self) -> Span {
        self.report.span(self.node)
    }

    /// Its cells, from the left.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// let texts: Vec<&str> = row.cells().map(|cell| cell.text()).collect();
    /// assert_eq!(texts, ["P1", "≥ 11.5 l/s", "12.0 l/s", "PASS"]);
    /// ```
    pub fn cells(self) -> impl Iterator<Item = Cell<'r>> {
        let report = self.report;
        report.placed(self.first..self.end).iter().map(move |cell| Cell {
            report,
            node: cell.node,
            column: cell.column,
        })
    }

    /// Its cell in a column; none where the row is cut short.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// assert_eq!(row.cell(3).unwrap().text(), "PASS");
    /// assert!(row.cell(4).is_none());
    /// ```
    pub fn cell(self, column: u32) -> Option<Cell<'r>> {
        find(self.report, self.first..self.end, column)
    }

    /// The words of its first cell: what the row is about.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let table = report.tables().nth(1).unwrap();
    /// let row = table.rows().next().unwrap();
    /// assert_eq!(report.text(row.label()[0].at), "Threads");
    /// ```
    pub fn label(self) -> &'r [Word] {
        self.cell(0).map_or(&[], Cell::words)
    }

    /// What the words of its first cell say.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let row = report.tables().nth(1).unwrap().rows().next().unwrap();
    /// assert!(row.label_roles().has(Roles::THREAD));
    /// ```
    pub fn label_roles(self) -> Roles {
        roles_of(self.label())
    }
}

impl<'r> Cell<'r> {
    /// Where it stands.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let cell = report.tables().next().unwrap().header(0).unwrap();
    /// assert_eq!(report.text(cell.at()).trim(), "Pump");
    /// ```
    pub fn at(self) -> Span {
        self.report.span(self.node)
    }

    /// What it says, as printed.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let cell = report.tables().next().unwrap().header(1).unwrap();
    /// assert_eq!(cell.text(), "Target");
    /// ```
    pub fn text(self) -> &'r str {
        self.report.text(self.at())
    }

    /// The words in it.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// assert_eq!(row.cell(3).unwrap().words().len(), 1);
    /// ```
    pub fn words(self) -> &'r [Word] {
        self.report.words_of(self.node)
    }

    /// What its words say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// assert!(row.cell(3).unwrap().roles().has(Roles::PASS));
    /// ```
    pub fn roles(self) -> Roles {
        roles_of(self.words())
    }

    /// The indices of its numbers.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// let printed: Vec<&str> = row.cell(2).unwrap().quantities().map(|index| report.printed(index)).collect();
    /// assert_eq!(printed, ["12.0"]);
    /// ```
    pub fn quantities(self) -> Range<u32> {
        self.report.quantities_of(self.node)
    }

    /// The index of its number, if it has but one that takes part in
    /// arithmetic.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let row = report.tables().next().unwrap().rows().next().unwrap();
    /// assert_eq!(report.printed(row.cell(2).unwrap().number().unwrap()), "12.0");
    /// assert_eq!(row.cell(3).unwrap().number(), None);
    /// ```
    pub fn number(self) -> Option<u32> {
        let mut numbers = self.quantities().filter(|index| self.report.is_arithmetic(*index));
        numbers.next().filter(|_| numbers.next().is_none())
    }
}

/// All roles of some words.
///
/// ```
/// use crossfoot_kit::{lexicon::Roles, sample, table::roles_of};
/// let report = sample::report();
/// let words = report.words_in(sample::place("3 of 4 pumps passed"));
/// assert!(roles_of(words).has(Roles::PASS));
/// ```
pub fn roles_of(words: &[Word]) -> Roles {
    words.iter().fold(Roles::NONE, |roles, word| roles | word.roles)
}

fn find(report: &Report, cells: Range<u32>, column: u32) -> Option<Cell<'_>> {
    let cell = placed_at(report.placed(cells), column)?;
    Some(Cell { report, node: cell.node, column })
}

fn placed_at(cells: &[Placed], column: u32) -> Option<&Placed> {
    // Cells stand in the order of their columns, mostly without a gap.
    let guess = cells.get(column as usize).filter(|cell| cell.column == column);
    guess.or_else(|| cells.iter().find(|cell| cell.column == column))
}

/// All tables of a report, and what the headers of each say.
pub(crate) fn lay_out(report: &Report) -> (Vec<Layout>, Vec<Placed>, Vec<Roles>) {
    let some = report.of_kind(kind::TABLE).next().map_or(0, |_| report.nodes().len() / 4);
    let (mut cells, mut headers) = (Vec::with_capacity(some), Vec::with_capacity(some / 4));
    let layouts = report.of_kind(kind::TABLE).map(|node| one(report, node, &mut cells, &mut headers));
    (layouts.collect(), cells, headers)
}

fn one(report: &Report, node: u32, cells: &mut Vec<Placed>, headers: &mut Vec<Roles>) -> Layout {
    let mut layout =
        Layout { node, header: 0..0, roles: headers.len() as u32, rows: Vec::with_capacity(8), columns: 0 };
    for row in report.children(node) {
        if report.kind(row) != kind::ROW {
            continue;
        }
        let first = cells.len() as u32;
        for cell in report.children(row) {
            if report.kind(cell) == kind::CELL {
                let column = report.data(cell) & 0xff_ffff;
                layout.columns = layout.columns.max(column + 1);
                cells.push(Placed { node: cell, column });
            }
        }
        let range = first..cells.len() as u32;
        if report.data(row) == 0 {
            layout.header = range;
        } else {
            layout.rows.push((row, range));
        }
    }
    let header = cells.get(layout.header.start as usize..layout.header.end as usize).unwrap_or_default();
    for column in 0..layout.columns {
        let cell = placed_at(header, column);
        headers.push(cell.map_or(Roles::NONE, |cell| roles_of(report.words_of(cell.node))));
    }
    layout
}
