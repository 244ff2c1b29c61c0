//! A run is the text of one leaf block: a paragraph, a heading, a cell, a
//! line of output. This file collects what stands in it and lays it into the
//! tree, with the sentences and fields that `sentences` and `fields` find.

use super::kinds::{ADDRESS, COLON, DIGIT, LEADER, NUMBER, STOP, WIDE_COLON};
use super::numbers::Numbers;
use super::text::{byte, trimmed};
use super::tree::Tree;
use super::{NodeKind, Span, fields, sentences};

/// Where a run stands; it decides which dresses of fields are believed and
/// how a bare number is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Prose,
    Heading,
    Item,
    Cell,
    Line,
    /// Front matter: a value that has its field already.
    Meta,
    /// Program source: every figure is code.
    Source,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub kind: NodeKind,
    pub at: Span,
    pub data: u32,
}

#[derive(Default)]
pub(super) struct Run {
    pub at: Span,
    pub place: Place,
    /// Inline nodes in the order in which they begin, those of fields and
    /// sentences not among them.
    pub marks: Vec<Mark>,
    /// Where lines of the run begin, its own start included.
    pub lines: Vec<u32>,
    /// Where those but the last one end.
    pub ends: Vec<u32>,
    /// References to footnotes: figures, and no numbers.
    pub footnotes: Vec<Span>,
    /// The marks that lie in no other one.
    outermost: Vec<Span>,
    /// Fields with their keys and values, and sentences.
    pub wrappers: Vec<Mark>,
    /// Room that was used before, so that none is asked for again.
    pub spare: Vec<Mark>,
    /// Where the marks begin that only dress a key, while fields are looked for.
    pub dresses: Vec<u32>,
    ends_in_tree: Vec<u32>,
    open: Vec<usize>,
    last_end: u32,
    broken: bool,
    is_open: bool,
    is_empty: bool,
}

impl Run {
    /// Room for what most runs hold: it is used for all runs of a report.
    pub fn new() -> Self {
        Self {
            marks: Vec::with_capacity(32),
            lines: Vec::with_capacity(32),
            ends: Vec::with_capacity(32),
            outermost: Vec::with_capacity(32),
            wrappers: Vec::with_capacity(32),
            spare: Vec::with_capacity(32),
            dresses: Vec::with_capacity(8),
            ends_in_tree: Vec::with_capacity(16),
            open: Vec::with_capacity(8),
            ..Self::default()
        }
    }

    pub fn begin(&mut self, place: Place, start: u32) {
        self.at = Span::new(start, start);
        self.place = place;
        self.marks.clear();
        self.lines.clear();
        self.lines.push(start);
        self.ends.clear();
        self.outermost.clear();
        self.wrappers.clear();
        self.footnotes.clear();
        self.open.clear();
        self.last_end = start;
        self.broken = false;
        self.is_open = true;
        self.is_empty = true;
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Text, or any inline piece without children of interest.
    pub fn text(&mut self, at: Span) {
        if self.is_empty {
            // The marks of a heading or a quote are no part of its text.
            self.is_empty = false;
            self.at = at;
            self.lines.clear();
            self.lines.push(at.start);
        } else if self.broken {
            self.lines.push(at.start);
        }
        self.broken = false;
        self.last_end = self.last_end.max(at.end);
        self.at.end = self.at.end.max(at.end);
    }

    pub fn mark(&mut self, kind: NodeKind, at: Span, data: u32) {
        self.text(at);
        if self.outermost.last().is_none_or(|outer| outer.end <= at.start) {
            self.outermost.push(at);
        }
        self.marks.push(Mark { kind, at, data });
    }

    pub fn open(&mut self, kind: NodeKind, at: Span) {
        self.open.push(self.marks.len());
        self.mark(kind, at, 0);
        self.last_end = at.start + 1;
    }

    pub fn close(&mut self, at: Span) {
        if let Some(mark) = self.open.pop().and_then(|index| self.marks.get_mut(index))
            && matches!(mark.kind, NodeKind::Link | NodeKind::Image)
        {
            mark.data = self.last_end.min(at.end);
        }
        self.last_end = at.end;
    }

    pub fn footnote(&mut self, at: Span) {
        self.text(at);
        self.footnotes.push(at);
    }

    pub fn line_break(&mut self) {
        self.broken = true;
        self.ends.push(self.at.end);
    }

    /// The outermost inline node that `at` lies inside of.
    pub fn outer(&self, at: u32) -> Option<Span> {
        let index = self.outermost.partition_point(|outer| outer.end <= at);
        self.outermost.get(index).filter(|outer| outer.start < at).copied()
    }

    pub fn is_marked(&self, at: u32) -> bool {
        self.outer(at).is_some()
    }

    /// The inline node that begins at `at`.
    pub fn mark_at(&self, at: u32) -> Option<&Mark> {
        let index = self.marks.partition_point(|mark| mark.at.start < at);
        self.marks.get(index).filter(|mark| mark.at.start == at)
    }

    /// Ends the run: its nodes go into the tree, its numbers to `numbers`.
    pub fn finish(&mut self, source: &str, tree: &mut Tree, numbers: &mut Numbers<'_>) {
        self.is_open = false;
        self.at = trimmed(source.as_bytes(), self.at);
        if self.at.is_empty() {
            return;
        }
        let (bytes, kinds) = (source.as_bytes(), &numbers.kinds);
        let seen = kinds.of_all(self.at);
        let is_prose = matches!(self.place, Place::Prose | Place::Item);
        let may_lead = match self.place {
            Place::Prose | Place::Item => seen & (DIGIT | LEADER) == DIGIT | LEADER,
            Place::Line => seen & DIGIT != 0,
            _ => false,
        };
        if may_lead
            || (seen & (COLON | WIDE_COLON) != 0
                && (is_prose || matches!(self.place, Place::Cell | Place::Line)))
        {
            fields::find(bytes, kinds, self);
        }
        if is_prose && seen & STOP == 0 && self.wrappers.is_empty() {
            sentences::push(bytes, self.at, &mut self.wrappers);
        } else if is_prose {
            sentences::find(bytes, kinds, self);
        }
        let first = tree.nodes.len() as u32;
        if !(self.wrappers.is_empty() && self.marks.is_empty()) {
            self.lay(tree);
        }
        let figures = seen & (DIGIT | ADDRESS) != 0;
        if figures || (seen & NUMBER != 0 && numbers.has_number_word(self.at)) {
            numbers.read(self, tree, first);
        }
    }

    /// Puts marks and wrappers into the tree, outer before inner.
    fn lay(&mut self, tree: &mut Tree) {
        if !self.wrappers.is_empty() {
            self.wrappers.append(&mut self.marks);
            std::mem::swap(&mut self.wrappers, &mut self.marks);
            self.marks.sort_by_key(|mark| (mark.at.start, u32::MAX - mark.at.end, rank(mark.kind)));
        }
        let depth = tree.depth();
        let mut ends = std::mem::take(&mut self.ends_in_tree);
        for mark in &self.marks {
            while ends.last().is_some_and(|&end| end <= mark.at.start) {
                ends.pop();
                tree.close();
            }
            // What would reach out of the node around it ends with that node.
            let end = ends.last().map_or(mark.at.end, |&outer| mark.at.end.min(outer));
            if tree.depth() >= depth + super::tree::MAX_DEPTH || mark.at.start >= end {
                continue;
            }
            tree.open(mark.kind, Span::new(mark.at.start, end), mark.data);
            ends.push(end);
        }
        for _ in ends.drain(..) {
            tree.close();
        }
        self.ends_in_tree = ends;
    }
}

/// Of nodes with the same extent, those that hold come before those held.
fn rank(kind: NodeKind) -> u8 {
    match kind {
        NodeKind::Field => 0,
        NodeKind::Key | NodeKind::Value => 1,
        NodeKind::Sentence => 2,
        _ => 3,
    }
}

/// The inside of a strong or emphasised piece, or of inline code.
pub(super) fn inside(bytes: &[u8], mark: &Mark) -> Span {
    let Span { mut start, mut end } = mark.at;
    let sign = byte(bytes, start as usize);
    // Only its own signs: behind them another piece may begin.
    let most = match mark.kind {
        NodeKind::Strong => 2,
        NodeKind::Code => u32::MAX,
        _ => 1,
    };
    let mut taken = 0;
    while start < end && taken < most && byte(bytes, start as usize) == sign {
        start += 1;
        taken += 1;
    }
    while end > start && taken > 0 && byte(bytes, end as usize - 1) == sign {
        end -= 1;
        taken -= 1;
    }
    trimmed(bytes, Span::new(start, end))
}
