//! Tables as rows and columns.

use std::ops::Range;

use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::report::{Report, kind};
use crate::words::Word;

/// Where a table lies in the report's lists; [`Report::tables`] gives views.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    node: u32,
    header: Range<u32>,
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
#[derive(Clone, Copy)]
pub struct Table<'r> {
    pub report: &'r Report,
    layout: &'r Layout,
}

/// A row under the header.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    pub report: &'r Report,
    pub node: u32,
    first: u32,
    end: u32,
}

/// A cell of a table.
#[derive(Clone, Copy)]
pub struct Cell<'r> {
    pub report: &'r Report,
    pub node: u32,
    pub column: u32,
}

impl<'r> Table<'r> {
    pub(crate) fn new(report: &'r Report, layout: &'r Layout) -> Self {
        Self { report, layout }
    }

    pub fn node(self) -> u32 {
        self.layout.node
    }

    pub fn at(self) -> Span {
        self.report.span(self.layout.node)
    }

    /// The node that introduces it ("Results:"), if one does.
    pub fn introduction(self) -> Option<u32> {
        self.report.nodes().get(self.layout.node as usize).map(|node| node.data).filter(|node| *node != 0)
    }

    pub fn columns(self) -> u32 {
        self.layout.columns
    }

    pub fn rows(self) -> impl DoubleEndedIterator<Item = Row<'r>> + ExactSizeIterator {
        let report = self.report;
        self.layout.rows.iter().map(move |(node, cells)| Row {
            report,
            node: *node,
            first: cells.start,
            end: cells.end,
        })
    }

    /// The header of a column.
    pub fn header(self, column: u32) -> Option<Cell<'r>> {
        find(self.report, self.layout.header.clone(), column)
    }

    /// What the words of a column's header say, taken together.
    pub fn header_roles(self, column: u32) -> Roles {
        self.header(column).map_or(Roles::NONE, Cell::roles)
    }

    /// The first column whose header has one of the roles.
    pub fn column(self, roles: Roles) -> Option<u32> {
        (0..self.layout.columns).find(|column| self.header_roles(*column).has(roles))
    }

    /// The only column whose header has one of the roles.
    pub fn only_column(self, roles: Roles) -> Option<u32> {
        let mut found = (0..self.layout.columns).filter(|column| self.header_roles(*column).has(roles));
        found.next().filter(|_| found.next().is_none())
    }
}

impl<'r> Row<'r> {
    pub fn at(self) -> Span {
        self.report.span(self.node)
    }

    pub fn cells(self) -> impl Iterator<Item = Cell<'r>> {
        let report = self.report;
        report.placed(self.first..self.end).iter().map(move |cell| Cell {
            report,
            node: cell.node,
            column: cell.column,
        })
    }

    pub fn cell(self, column: u32) -> Option<Cell<'r>> {
        find(self.report, self.first..self.end, column)
    }

    /// The words of its first cell: what the row is about.
    pub fn label(self) -> &'r [Word] {
        self.cell(0).map_or(&[], Cell::words)
    }

    /// What the words of its first cell say.
    pub fn label_roles(self) -> Roles {
        roles_of(self.label())
    }
}

impl<'r> Cell<'r> {
    pub fn at(self) -> Span {
        self.report.span(self.node)
    }

    pub fn text(self) -> &'r str {
        self.report.text(self.at())
    }

    pub fn words(self) -> &'r [Word] {
        self.report.words_in(self.at())
    }

    pub fn roles(self) -> Roles {
        roles_of(self.words())
    }

    /// The indices of its numbers.
    pub fn quantities(self) -> Range<u32> {
        self.report.quantities_in(self.at())
    }

    /// The index of its number, if it has but one that takes part in
    /// arithmetic.
    pub fn number(self) -> Option<u32> {
        let mut numbers = self.quantities().filter(|index| self.report.is_arithmetic(*index));
        numbers.next().filter(|_| numbers.next().is_none())
    }
}

/// All roles of some words.
pub fn roles_of(words: &[Word]) -> Roles {
    words.iter().fold(Roles::NONE, |roles, word| roles | word.roles)
}

fn find(report: &Report, cells: Range<u32>, column: u32) -> Option<Cell<'_>> {
    let placed = report.placed(cells);
    // Cells stand in the order of their columns, mostly without a gap.
    let guess = placed.get(column as usize).filter(|cell| cell.column == column);
    let cell = guess.or_else(|| placed.iter().find(|cell| cell.column == column))?;
    Some(Cell { report, node: cell.node, column })
}

/// Lays out the table at `node`, and gives its cells to `cells`.
pub(crate) fn lay_out(report: &Report, node: u32, cells: &mut Vec<Placed>) -> Layout {
    let mut layout = Layout { node, header: 0..0, rows: Vec::new(), columns: 0 };
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
    layout
}
