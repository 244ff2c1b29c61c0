//! Fenced and indented blocks: program source, or what a program printed.

use pulldown_cmark::CodeBlockKind;

use super::blocks::Walker;
use super::inline::Place;
use super::plain_tables::PlainTable;
use super::text::trimmed;
use super::{NodeKind, Span, output, plain_tables};

pub(super) struct Code {
    pub language: String,
    pub at: Span,
    pub lines: Vec<Span>,
}

impl Walker<'_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: Span) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{']).next().unwrap_or("").to_ascii_lowercase()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some(Code { language, at, lines: Vec::new() });
    }

    pub(super) fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let (bytes, source) = (self.bytes(), self.source);
        let is_source = output::is_source(bytes, &code.language, &code.lines);
        self.tree.open(NodeKind::Block, code.at, u32::from(is_source));
        if is_source {
            output::lines(bytes, &code.lines, |line| {
                self.run.begin(Place::Source, line.start);
                self.run.text(trimmed(bytes, line));
                self.run.finish(source, &mut self.tree, &mut self.numbers);
            });
        } else {
            self.output(&code.lines);
        }
        self.close_block();
    }

    /// What a program printed: lines, and the tables among them.
    pub(super) fn output(&mut self, pieces: &[Span]) {
        let bytes = self.bytes();
        let mut lines = Vec::new();
        output::lines(bytes, pieces, |line| lines.push(line));
        let mut tables = Vec::new();
        plain_tables::in_output(bytes, &lines, |table| tables.push(table));
        let mut tables = tables.into_iter().peekable();
        let mut index = 0;
        while let Some(&line) = lines.get(index) {
            if let Some(table) = tables.next_if(|table| table.lines.0 == index) {
                self.plain_table(&table);
                index = table.lines.1;
                continue;
            }
            index += 1;
            let line = unframed(bytes, trimmed(bytes, line));
            if line.is_empty() {
                continue;
            }
            self.line(line);
        }
    }

    fn line(&mut self, line: Span) {
        self.tree.open(NodeKind::Line, line, 0);
        self.run.begin(Place::Line, line.start);
        self.run.text(line);
        self.run.finish(self.source, &mut self.tree, &mut self.numbers);
        self.tree.close();
    }

    pub(super) fn plain_table(&mut self, table: &PlainTable) {
        let source = self.source;
        let introduction = self.introduction();
        self.tree.open(NodeKind::Table, table.at, introduction);
        self.numbers.begin_table();
        for (row, cells) in (0u32..).zip(&table.rows) {
            self.tree.open(NodeKind::Row, cells.at, row);
            for (column, &cell) in (0u32..).zip(&cells.cells) {
                if cell.start >= cells.at.end {
                    continue;
                }
                self.tree.open(NodeKind::Cell, cell, column);
                self.numbers.begin_cell(row, column, cell);
                self.run.begin(Place::Cell, cell.start);
                self.run.text(cell);
                self.run.finish(source, &mut self.tree, &mut self.numbers);
                self.numbers.end_cell();
                self.tree.close();
            }
            for &line in &cells.further {
                self.line(line);
            }
            self.tree.close();
        }
        self.numbers.end_table();
        self.close_block();
    }
}

/// A line without the sides of the box that is drawn around it.
fn unframed(bytes: &[u8], line: Span) -> Span {
    let text = bytes.get(line.start as usize..line.end as usize).unwrap_or(&[]);
    let width = plain_tables::bar(bytes, line.start as usize);
    let side = text.get(..width as usize).unwrap_or(&[]);
    let framed = width > 0 && text.len() >= 2 * side.len() && text.ends_with(side);
    let width = if framed { width } else { 0 };
    trimmed(bytes, Span::new(line.start + width, line.end - width))
}
