//! The tables of Markdown.

use pulldown_cmark::Alignment;

use super::blocks::Walker;
use super::inline::Place;
use super::text::{byte, trimmed};
use super::{NodeKind, Span};

pub(super) struct TableBeingRead {
    pub alignments: Vec<Alignment>,
    pub row: u32,
    pub column: u32,
    /// Rows that the parser made up are not in the text.
    pub in_row: bool,
}

impl Walker<'_> {
    pub(super) fn open_table(&mut self, alignments: &[Alignment], at: Span) {
        let introduction = self.introduction();
        self.tree.open(NodeKind::Table, at, introduction);
        self.numbers.begin_table();
        self.table =
            Some(TableBeingRead { alignments: alignments.to_vec(), row: 0, column: 0, in_row: false });
    }

    /// The block right before, if it is a paragraph or a heading of the same
    /// parent; of a paragraph its last sentence.
    pub(super) fn introduction(&self) -> u32 {
        let Some((block, depth)) = self.last_block else { return 0 };
        let is_near = depth == self.tree.depth() + 1;
        let Some(node) = self.tree.nodes.get(block as usize).filter(|_| is_near) else { return 0 };
        match node.kind {
            NodeKind::Heading => block,
            NodeKind::Paragraph => {
                let behind = (block as usize + 1)..self.tree.nodes.len();
                behind
                    .rev()
                    .find(|&index| {
                        self.tree.nodes.get(index).is_some_and(|child| {
                            child.parent == block
                                && matches!(child.kind, NodeKind::Sentence | NodeKind::Field)
                        })
                    })
                    .map_or(block, |index| index as u32)
            }
            _ => 0,
        }
    }

    pub(super) fn open_row(&mut self, at: Span) {
        let Some(table) = &mut self.table else { return };
        let row = table.row;
        table.row += 1;
        table.column = 0;
        table.in_row = !at.is_empty();
        if table.in_row {
            self.tree.open(NodeKind::Row, at, row);
        }
    }

    pub(super) fn close_row(&mut self) {
        if let Some(table) = &mut self.table
            && std::mem::take(&mut table.in_row)
        {
            self.tree.close();
        }
    }

    pub(super) fn open_cell(&mut self, at: Span) {
        let bytes = self.bytes();
        let Some(table) = &mut self.table else { return };
        let column = table.column;
        table.column += 1;
        let inner = trimmed(bytes, at);
        let at = if inner.is_empty() { Span::new(at.start, at.start) } else { inner };
        let row = self.tree.nodes.get(self.tree.parent() as usize).map_or(at, |row| row.at);
        // Cells that the parser made up to fill a short row are not in the text.
        let made_up =
            !table.in_row || at.start >= row.end || (at.is_empty() && byte(bytes, at.start as usize) != b'|');
        if made_up {
            return;
        }
        let alignment = match table.alignments.get(column as usize) {
            Some(Alignment::Left) => 1,
            Some(Alignment::Center) => 2,
            Some(Alignment::Right) => 3,
            _ => 0,
        };
        self.tree.open(NodeKind::Cell, at, column | (alignment << 24));
        self.numbers.begin_cell(table.row.saturating_sub(1), column, at);
        self.run.begin(Place::Cell, at.start);
    }

    pub(super) fn close_cell(&mut self) {
        let parent = self.tree.parent();
        if self.tree.nodes.get(parent as usize).is_some_and(|node| node.kind == NodeKind::Cell) {
            self.tree.close();
            self.numbers.end_cell();
        }
    }
}
