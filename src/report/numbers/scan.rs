//! One pass over the text of a run, stopping at figures and at words that
//! are numbers.

use super::super::inline::{Place, Run};
use super::super::kinds::{ADDRESS, DIGIT, NUMBER, WORD};
use super::super::text::{before, byte, is_word};
use super::super::tree::Tree;
use super::super::{Class, Node, NodeKind, Span};
use super::head::Head;
use super::literal::{self, Literal};
use super::tail::Tail;
use super::{Hole, Numbers, lists, names};

pub(super) struct Reader<'n, 'a, 't> {
    pub(super) numbers: &'n mut Numbers<'a>,
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) place: Place,
    pub(super) nodes: &'t [Node],
    pub(super) first: u32,
    pub(super) around: u32,
    pub(super) cursor: u32,
    /// The next of the holes.
    pub(super) hole: usize,
    /// The sentence, key or value being read.
    pub(super) within: Span,
    /// The last number, and where its unit or noun ends.
    pub(super) pending: Option<(u32, usize)>,
    /// Where the text between the last number and this one ends, if it is not
    /// where the number begins.
    pub(super) joint_end: Option<usize>,
}

/// A numeral with what stands before and behind it.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub literal: Literal,
    pub head: Head,
    pub tail: Tail,
}

pub(super) fn read(numbers: &mut Numbers<'_>, run: &Run, tree: &Tree, first: u32) {
    let bytes = numbers.bytes;
    let before = numbers.quantities.len();
    let mut reader = Reader {
        numbers,
        bytes,
        start: run.at.start as usize,
        end: run.at.end as usize,
        place: run.place,
        nodes: &tree.nodes,
        first,
        around: tree.parent(),
        cursor: first,
        hole: 0,
        within: run.at,
        pending: None,
        joint_end: None,
    };
    if run.place == Place::Source {
        reader.opaque(run.at, Class::Code);
        return;
    }
    reader.scan();
    if numbers.quantities.len() > before + 1 {
        lists::shared_units(&mut numbers.quantities, before);
        lists::of_ids(bytes, &mut numbers.quantities, before);
        lists::of_grades(bytes, &mut numbers.quantities, &mut numbers.units, before);
    }
}

impl Reader<'_, '_, '_> {
    pub(super) fn scan(&mut self) {
        let mut at = self.start;
        while at < self.end {
            let hole = self.next_hole();
            let end = hole.map_or(self.end, |hole| self.end.min(hole.at.start as usize));
            while at < end {
                at = self.next(at, end);
            }
            let Some(hole) = hole else { break };
            self.hole += 1;
            if at < hole.at.end as usize {
                // An address may have gone on into it.
                let rest = Span::new(hole.at.start.max(at as u32), hole.at.end);
                self.opaque(rest, hole.class);
                at = hole.at.end as usize;
            }
        }
    }

    fn next_hole(&self) -> Option<Hole> {
        self.numbers.holes.get(self.hole).copied()
    }

    /// Goes on to the first numeral, number in words or address before `end` and
    /// reads it; gives back where to go on.
    fn next(&mut self, from: usize, end: usize) -> usize {
        let kinds = &self.numbers.kinds;
        let within_a_word = kinds.at(from) & WORD != 0 && is_word(before(self.bytes, from));
        if within_a_word && kinds.at(from) & DIGIT == 0 {
            // What a numeral has left over of a word is a word.
            return self.word(from, kinds.word_end(from, self.end));
        }
        let mut at = from;
        while let Some(hit) = self.numbers.kinds.find(DIGIT | NUMBER | ADDRESS, at, end) {
            let kinds = &self.numbers.kinds;
            let kind = kinds.at(hit);
            let start = kinds.word_start(hit, from);
            at = hit + 1;
            if kind & DIGIT != 0 {
                return match start == hit {
                    true => self.numeral(hit).max(at),
                    false => self.word(start, kinds.word_end(hit, self.end)),
                };
            }
            let stop = if kind & NUMBER == 0 { hit } else { kinds.word_end(hit, self.end) };
            let is_read = match kind & NUMBER == 0 {
                true => start < hit,
                false => start == hit && names::may_be_a_number(self.text(hit, stop - hit)),
            };
            if is_read {
                return self.word(start, stop);
            }
        }
        self.over_the_end(from, end)
    }

    /// A hole may begin within a word, or with the sign behind it.
    fn over_the_end(&mut self, from: usize, end: usize) -> usize {
        let kinds = &self.numbers.kinds;
        let goes_on = end < self.end && kinds.at(end) & (WORD | ADDRESS) != 0;
        let start = if goes_on { kinds.word_start(end, from) } else { end };
        if start == end { end } else { self.word(start, kinds.word_end(end, self.end)) }
    }

    /// A word that does not begin with a figure.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let word = self.text(start, end - start);
        if let Some(figure) = word.iter().position(u8::is_ascii_digit) {
            return self.code(start).unwrap_or_else(|| self.mixed(start, end, start + figure));
        }
        if byte(self.bytes, end) == b':' && self.text(end, 3) == b"://" {
            return self.address(start, end);
        }
        if names::may_be_a_number(word) { self.number_word(start, end) } else { end }
    }

    pub(super) fn text(&self, at: usize, length: usize) -> &[u8] {
        self.bytes.get(at..(at + length).min(self.end)).unwrap_or(&[])
    }

    /// Where looking ahead must end: at the next hole, or with the sentence,
    /// key or value.
    pub(super) fn limit(&self) -> usize {
        let end = self.within.end as usize;
        self.next_hole().map_or(end, |hole| end.min(hole.at.start as usize))
    }

    /// Finds the sentence, key or value that `at` lies in.
    pub(super) fn enter(&mut self, at: usize) {
        let whole = Span::new(self.start as u32, self.end as u32);
        let mut index = self.node_at(at as u32);
        while index >= self.first
            && let Some(node) = self.nodes.get(index as usize)
        {
            if matches!(node.kind, NodeKind::Sentence | NodeKind::Key | NodeKind::Value) {
                self.within = node.at;
                return;
            }
            index = node.parent;
        }
        self.within = whole;
    }

    pub(super) fn one_line(&self) -> bool {
        matches!(self.place, Place::Line | Place::Meta)
    }
}

pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

pub(super) fn first_figure(bytes: &[u8], word: Span) -> (Option<i64>, usize) {
    let mut at = word.start as usize;
    while at < word.end as usize && !byte(bytes, at).is_ascii_digit() {
        at += 1;
    }
    let literal = literal::read(bytes, at, word.end as usize, false);
    (literal.mantissa, at)
}
