//! Every numeral of a run: what class it is of, which values it can stand
//! for, what it counts, and what joins it to the next one.

mod attached;
mod bounds;
mod classify;
mod codes;
mod custom;
mod dates;
mod durations;
mod emit;
mod fractions;
mod glued;
mod head;
mod interval;
mod lists;
mod literal;
mod names;
mod naming;
mod nouns;
mod numeral;
mod pairs;
mod powers;
mod ranges;
mod reach;
mod scan;
mod shapes;
mod tables;
mod tail;
mod times;
mod unit_names;
mod units;
mod words;
mod write;
mod years;

use std::cell::OnceCell;

use super::inline::Run;
use super::kinds::{DIGIT, Kinds, NUMBER};
use super::tree::Tree;
use super::{Class, Complaint, NodeKind, Quantity, Span};
pub(super) use names::NUMBERS;
use tables::{Cell, Table};
pub(super) use unit_names::{SPELLED, SYMBOLS};
use units::Units;

/// The numbers of one report, read run by run.
pub(super) struct Numbers<'a> {
    bytes: &'a [u8],
    pub kinds: Kinds,
    /// Whether "1.250" is a thousand and more in this report, once it is asked.
    points_group: OnceCell<bool>,
    pub quantities: Vec<Quantity>,
    units: Units,
    pub complaints: Vec<Complaint>,
    holes: Vec<Hole>,
    table: Option<Table>,
    cell: Option<Cell>,
}

/// A piece of a run in which no figure is a quantity.
#[derive(Clone, Copy, Debug)]
struct Hole {
    at: Span,
    class: Class,
}

impl<'a> Numbers<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            bytes: source.as_bytes(),
            kinds: Kinds::of(source.as_bytes()),
            points_group: OnceCell::new(),
            quantities: Vec::with_capacity(source.len() / 32 + 8),
            units: Units::new(),
            complaints: Vec::new(),
            holes: Vec::new(),
            table: None,
            cell: None,
        }
    }

    fn points_group(&self) -> bool {
        *self.points_group.get_or_init(|| custom::points_group(self.bytes))
    }

    pub fn into_units(self) -> Vec<super::Unit> {
        self.units.table
    }

    /// The numbers of a run whose nodes begin at `first`.
    pub fn read(&mut self, run: &Run, tree: &Tree, first: u32) {
        self.holes.clear();
        for mark in &run.marks {
            let hole = match mark.kind {
                NodeKind::Code => Hole { at: mark.at, class: Class::Code },
                NodeKind::Link | NodeKind::Image => {
                    Hole { at: Span::new(mark.data.max(mark.at.start), mark.at.end), class: Class::Link }
                }
                NodeKind::Comment | NodeKind::Html => Hole { at: mark.at, class: Class::Other },
                _ => continue,
            };
            self.holes.push(hole);
        }
        for &at in &run.footnotes {
            self.holes.push(Hole { at, class: Class::Other });
        }
        if self.holes.len() > 1 {
            self.holes.sort_by_key(|hole| hole.at.start);
        }
        scan::read(self, run, tree, first);
    }

    /// The number of an ordered item, if it has one.
    pub fn list_number(&mut self, item: Span, node: u32) {
        let start = item.start as usize;
        let literal = literal::read(self.bytes, start, item.end as usize, false);
        if literal.end > start {
            emit::plain(
                self,
                Span::new(item.start, literal.end as u32),
                node,
                Class::ListNumber,
                literal.mantissa,
            );
        }
    }

    /// Figures in text that is not read: each word that has one.
    pub fn opaque(&mut self, at: Span, node: u32) {
        let mut here = at.start as usize;
        while let Some(word) = self.word_with_figure(here, at.end as usize) {
            let (mantissa, _) = scan::first_figure(self.bytes, word);
            emit::plain_into(&mut self.quantities, word, node, Class::Other, mantissa);
            here = word.end as usize;
        }
    }

    /// Whether any word of `at` is a number, where it has no figures.
    pub fn has_number_word(&self, at: Span) -> bool {
        let (mut from, end) = (at.start as usize, at.end as usize);
        while let Some(hit) = self.kinds.find(NUMBER, from, end) {
            let word = self.bytes.get(hit..self.kinds.word_end(hit, end)).unwrap_or(&[]);
            if names::may_be_a_number(word) {
                return true;
            }
            from = hit + 1;
        }
        false
    }

    /// The first word from `from` on that has a figure, as far as it lies before `end`.
    fn word_with_figure(&self, from: usize, end: usize) -> Option<Span> {
        let figure = self.kinds.find(DIGIT, from, end)?;
        let word = (self.kinds.word_start(figure, from), self.kinds.word_end(figure, end));
        Some(scan::span(word.0, word.1))
    }
}
