//! A report, prepared once so that rules can ask it anything without reading
//! the text again.

use std::cell::OnceCell;
use std::ops::Range;

use crate::bindings::{self, Node, Quantity, Span, Unit};
use crate::field::{self, Field};
use crate::lexicon::{Extra, Roles};
use crate::scope::Setback;
use crate::table::{self, Layout, Placed, Table, roles_of};
use crate::value::Value;
use crate::words::{self, Word};

/// What a node is; the numbers are the contract's. A kind that is not listed
/// here comes from a later version and is "something else".
pub mod kind {
    pub const DOCUMENT: u8 = 0;
    pub const SECTION: u8 = 1;
    pub const HEADING: u8 = 2;
    pub const PARAGRAPH: u8 = 3;
    pub const SENTENCE: u8 = 4;
    pub const LIST: u8 = 5;
    pub const ITEM: u8 = 6;
    pub const TABLE: u8 = 7;
    pub const ROW: u8 = 8;
    pub const CELL: u8 = 9;
    pub const BLOCK: u8 = 10;
    pub const LINE: u8 = 11;
    pub const QUOTE: u8 = 12;
    pub const FRONT_MATTER: u8 = 13;
    pub const COMMENT: u8 = 14;
    pub const HTML: u8 = 15;
    pub const FIELD: u8 = 16;
    pub const KEY: u8 = 17;
    pub const VALUE: u8 = 18;
    pub const STRONG: u8 = 19;
    pub const EMPHASIS: u8 = 20;
    pub const STRUCK: u8 = 21;
    pub const CODE: u8 = 22;
    pub const LINK: u8 = 23;
    pub const IMAGE: u8 = 24;
    pub const FOOTNOTE: u8 = 25;
    pub const BREAK: u8 = 26;
}

/// What a number is. Those below [`class::ID`] take part in arithmetic.
pub mod class {
    pub const COUNT: u8 = 0;
    pub const MEASUREMENT: u8 = 1;
    pub const PERCENTAGE: u8 = 2;
    pub const MONEY: u8 = 3;
    pub const MULTIPLE: u8 = 4;
    pub const ID: u8 = 16;
    pub const LABEL: u8 = 17;
    pub const VERSION: u8 = 18;
    pub const DATE: u8 = 19;
    pub const TIME: u8 = 20;
    pub const LINE_REFERENCE: u8 = 21;
    pub const SHAPE: u8 = 22;
    pub const HEX: u8 = 23;
    pub const ADDRESS: u8 = 24;
    pub const ORDINAL: u8 = 25;
    pub const LIST_NUMBER: u8 = 26;
    pub const CODE: u8 = 27;
    pub const LINK: u8 = 28;
    pub const YEAR: u8 = 29;
    pub const PHONE: u8 = 30;
    pub const TOO_LARGE: u8 = 31;
    pub const OTHER: u8 = 32;
}

/// What a number is to its mate.
pub mod role {
    pub const ALONE: u8 = 0;
    pub const NUMERATOR: u8 = 1;
    pub const DENOMINATOR: u8 = 2;
    pub const RANGE_START: u8 = 3;
    pub const RANGE_END: u8 = 4;
    pub const VALUE_START: u8 = 5;
    pub const VALUE_END: u8 = 6;
    pub const ERROR: u8 = 7;
}

/// What stands between a number and the next.
pub mod joint {
    pub const NONE: u8 = 0;
    pub const PLUS: u8 = 1;
    pub const MINUS: u8 = 2;
    pub const TIMES: u8 = 3;
    pub const DIVIDE: u8 = 4;
    pub const EQUALS: u8 = 5;
    pub const ARROW: u8 = 6;
    pub const OPENS: u8 = 7;
    pub const AND: u8 = 8;
    pub const VERSUS: u8 = 9;
}

/// Dimensions of units.
pub mod dimension {
    pub const NONE: u8 = 0;
    pub const TIME: u8 = 1;
    pub const BYTES: u8 = 2;
    pub const FREQUENCY: u8 = 3;
    pub const THINGS: u8 = 4;
    pub const MONEY: u8 = 5;
    pub const NAMED: u8 = 12;
}

/// Bits of a number's flags.
pub mod flag {
    pub const LOW_OPEN: u8 = 1;
    pub const HIGH_OPEN: u8 = 2;
    pub const NO_LOW: u8 = 4;
    pub const NO_HIGH: u8 = 8;
    pub const HEDGED: u8 = 16;
    pub const WORD: u8 = 32;
    pub const MARKED: u8 = 64;
}

/// A report with everything that rules ask for: words, tables, fields, and
/// where each node ends.
pub struct Report {
    raw: bindings::Report,
    /// For each node the first one behind its descendants.
    ends: Vec<u32>,
    /// For each node the innermost section that holds it; 0 is the document.
    sections: Vec<u32>,
    hidden: Vec<Span>,
    words: Vec<Word>,
    layouts: Vec<Layout>,
    cells: Vec<Placed>,
    fields: Vec<Field>,
    /// What each number counts.
    nouns: Vec<Span>,
    /// What did not simply pass, once a rule has asked.
    pub(crate) found_setbacks: OnceCell<Vec<Setback>>,
}

impl Report {
    /// Reads the arena once. Everything the rules look up later is laid out
    /// here.
    pub fn prepare(raw: bindings::Report, extra: &[bindings::Word]) -> Self {
        let mut report = Self {
            ends: Vec::new(),
            sections: Vec::new(),
            hidden: words::hidden(&raw.nodes),
            words: Vec::new(),
            layouts: Vec::new(),
            cells: Vec::new(),
            fields: Vec::new(),
            nouns: Vec::new(),
            found_setbacks: OnceCell::new(),
            raw,
        };
        report.words = words::tell_apart(&report.raw.source, &report.hidden, &Extra::new(extra));
        report.nouns = report.raw.quantities.iter().map(|quantity| report.noun_of(quantity)).collect();
        report.find_ends();
        report.find_sections();
        let mut cells = Vec::new();
        report.layouts =
            report.of_kind(kind::TABLE).map(|node| table::lay_out(&report, node, &mut cells)).collect();
        report.cells = cells;
        report.fields = field::collect(&report);
        report
    }

    fn find_ends(&mut self) {
        let nodes = &self.raw.nodes;
        let mut ends: Vec<u32> = (1..=nodes.len() as u32).collect();
        for index in (1..nodes.len()).rev() {
            let (Some(node), Some(end)) = (nodes.get(index), ends.get(index).copied()) else { continue };
            if let Some(parent) = ends.get_mut(node.parent as usize) {
                *parent = (*parent).max(end);
            }
        }
        self.ends = ends;
    }

    fn find_sections(&mut self) {
        let mut sections: Vec<u32> = Vec::with_capacity(self.raw.nodes.len());
        for (index, node) in self.raw.nodes.iter().enumerate() {
            let own = if node.kind == kind::SECTION { Some(index as u32) } else { None };
            sections.push(own.or_else(|| sections.get(node.parent as usize).copied()).unwrap_or(0));
        }
        self.sections = sections;
    }

    // --- the text ---------------------------------------------------------

    pub fn source(&self) -> &str {
        &self.raw.source
    }

    /// The text of a span; empty where it does not fit.
    pub fn text(&self, at: Span) -> &str {
        self.raw.source.get(at.start as usize..at.end as usize).unwrap_or("")
    }

    /// The line of text around a place.
    pub fn line_of(&self, at: Span) -> Span {
        let bytes = self.raw.source.as_bytes();
        let before = bytes.get(..at.start as usize).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |position| position + 1);
        let behind = bytes.get(at.end as usize..).unwrap_or_default();
        let end = behind.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |p| at.end as usize + p);
        Span { start: start as u32, end: end as u32 }
    }

    /// Whether a place lies in a comment, in markup, in program source, or is
    /// struck out.
    pub fn is_hidden(&self, at: Span) -> bool {
        let next = self.hidden.partition_point(|span| span.end <= at.start);
        self.hidden.get(next).is_some_and(|span| span.start <= at.start)
    }

    // --- nodes ------------------------------------------------------------

    pub fn nodes(&self) -> &[Node] {
        &self.raw.nodes
    }

    pub fn kind(&self, node: u32) -> u8 {
        self.raw.nodes.get(node as usize).map_or(u8::MAX, |node| node.kind)
    }

    pub fn data(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.data)
    }

    pub fn span(&self, node: u32) -> Span {
        self.raw.nodes.get(node as usize).map_or(Span { start: 0, end: 0 }, |node| node.at)
    }

    pub fn parent(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.parent)
    }

    /// All nodes of a kind, in the order of the text.
    pub fn of_kind(&self, kind: u8) -> impl Iterator<Item = u32> {
        let nodes = self.raw.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.kind == kind).map(|(index, _)| index as u32)
    }

    /// The first node behind the descendants of a node.
    pub fn end(&self, node: u32) -> u32 {
        self.ends.get(node as usize).copied().unwrap_or(node + 1)
    }

    /// The descendants of a node.
    pub fn descendants(&self, node: u32) -> Range<u32> {
        node + 1..self.end(node)
    }

    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let end = self.end(node);
        let first = Some(node + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The child behind this one.
    pub fn next_sibling(&self, node: u32) -> Option<u32> {
        let next = self.end(node);
        (next < self.end(self.parent(node))).then_some(next)
    }

    /// The node itself or the nearest of its ancestors that is of the kind.
    pub fn within(&self, node: u32, kind: u8) -> Option<u32> {
        let mut at = node;
        loop {
            if self.kind(at) == kind {
                return Some(at);
            }
            if at == 0 {
                return None;
            }
            at = self.parent(at);
        }
    }

    /// The innermost section that holds a node; 0 is the document.
    pub fn section(&self, node: u32) -> u32 {
        self.sections.get(node as usize).copied().unwrap_or(0)
    }

    /// Whether a section is, or lies in, another.
    pub fn section_within(&self, inner: u32, outer: u32) -> bool {
        outer <= inner && inner < self.end(outer).max(1)
    }

    /// The heading of a section.
    pub fn heading(&self, section: u32) -> Option<u32> {
        self.children(section).next().filter(|child| self.kind(*child) == kind::HEADING)
    }

    // --- words ------------------------------------------------------------

    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words that lie in a span.
    pub fn words_in(&self, at: Span) -> &[Word] {
        let start = self.words.partition_point(|word| word.at.start < at.start);
        let length =
            self.words.get(start..).map_or(0, |rest| rest.partition_point(|word| word.at.start < at.end));
        self.words.get(start..start + length).unwrap_or_default()
    }

    pub fn words_of(&self, node: u32) -> &[Word] {
        self.words_in(self.span(node))
    }

    pub fn roles_in(&self, at: Span) -> Roles {
        roles_of(self.words_in(at))
    }

    /// The word that ends last before a place.
    pub fn word_before(&self, place: u32) -> Option<&Word> {
        let next = self.words.partition_point(|word| word.at.end <= place);
        self.words.get(next.checked_sub(1)?)
    }

    // --- numbers ----------------------------------------------------------

    pub fn quantities(&self) -> &[Quantity] {
        &self.raw.quantities
    }

    pub fn quantity(&self, index: u32) -> Option<&Quantity> {
        self.raw.quantities.get(index as usize)
    }

    /// The indices of the numbers that lie in a span.
    pub fn quantities_in(&self, at: Span) -> Range<u32> {
        let all = &self.raw.quantities;
        let start = all.partition_point(|quantity| quantity.at.start < at.start);
        let length = all.get(start..).map_or(0, |rest| rest.partition_point(|q| q.at.start < at.end));
        start as u32..(start + length) as u32
    }

    pub fn quantities_of(&self, node: u32) -> Range<u32> {
        self.quantities_in(self.span(node))
    }

    /// Whether a number takes part in arithmetic at all.
    pub fn is_arithmetic(&self, index: u32) -> bool {
        self.quantity(index).is_some_and(|q| q.class < class::ID && !self.is_hidden(q.at))
    }

    /// A number as printed.
    pub fn printed(&self, index: u32) -> &str {
        self.quantity(index).map_or("", |quantity| self.text(quantity.at))
    }

    /// The values of a number, in its own unit.
    pub fn value(&self, index: u32) -> Value {
        self.quantity(index).map_or(Value::UNKNOWN, Value::of)
    }

    /// The values of a number in the base unit of its dimension: seconds,
    /// bytes, …
    pub fn base_value(&self, index: u32) -> Value {
        let Some(quantity) = self.quantity(index) else { return Value::UNKNOWN };
        match self.unit(quantity) {
            Some(unit) if unit.divisor != 0 => Value::scaled(quantity, unit.factor, unit.divisor),
            _ => Value::of(quantity),
        }
    }

    pub fn unit(&self, quantity: &Quantity) -> Option<&Unit> {
        self.raw.units.get(usize::from(quantity.unit)).filter(|_| quantity.unit != 0)
    }

    /// The dimension of a number's unit and what it is taken per.
    pub fn dimension(&self, index: u32) -> (u8, u8) {
        let unit = self.quantity(index).and_then(|quantity| self.unit(quantity));
        unit.map_or((0, 0), |unit| (unit.dimension, unit.per))
    }

    /// A whole number that is exactly itself.
    pub fn count(&self, index: u32) -> Option<i64> {
        let quantity = self.quantity(index).filter(|quantity| quantity.class == class::COUNT)?;
        Value::of(quantity).single()?.to_whole()
    }

    /// The words that say what a number counts: those behind it, or else the
    /// key of its field, or else the header of its column.
    pub fn names(&self, index: u32) -> &[Word] {
        let noun = self.noun(index);
        if noun.is_empty() { self.label(index) } else { noun }
    }

    pub fn roles(&self, index: u32) -> Roles {
        roles_of(self.names(index))
    }

    /// The words right behind a number.
    pub fn noun(&self, index: u32) -> &[Word] {
        self.words_in(self.noun_span(index))
    }

    /// Where the words right behind a number lie; empty, and right behind the
    /// number, if there are none.
    pub fn noun_span(&self, index: u32) -> Span {
        self.nouns.get(index as usize).copied().unwrap_or(Span { start: 0, end: 0 })
    }

    /// The noun that the host saw, and if that ends in a word like
    /// "consecutive" or "clean", the words that it describes.
    fn noun_of(&self, quantity: &Quantity) -> Span {
        const DESCRIBING: Roles = Roles::CONSECUTIVE.or(Roles::CLEAN).or(Roles::TOTAL).or(Roles::PASS);
        const COUNTED: Roles =
            Roles::ROUND.or(Roles::ITERATION).or(Roles::TEST).or(Roles::COUNTABLE).or(Roles::ID_NOUN);
        let seen = quantity.noun;
        if seen.start >= seen.end {
            return Span { start: quantity.at.end, end: quantity.at.end };
        }
        let first = self.words.partition_point(|word| word.at.start < seen.start);
        let (mut end, mut open) = (seen.end, true);
        for word in self.words.iter().skip(first).take(6) {
            if word.at.start >= seen.end {
                let gap = self.text(Span { start: end, end: word.at.start });
                if !open || gap != " " {
                    break;
                }
                end = word.at.end;
                if word.is(COUNTED) {
                    return Span { start: seen.start, end };
                }
            }
            open = word.is(DESCRIBING);
        }
        seen
    }

    /// The key of the field, or the header of the column, that holds a number.
    pub fn label(&self, index: u32) -> &[Word] {
        let Some(quantity) = self.quantity(index) else { return &[] };
        let mut node = quantity.node;
        while node != 0 {
            match self.kind(node) {
                kind::VALUE => return self.field_key(self.parent(node)),
                kind::CELL => return self.cell_label(node),
                kind::LINE | kind::SENTENCE | kind::PARAGRAPH | kind::HEADING | kind::KEY => break,
                _ => node = self.parent(node),
            }
        }
        &[]
    }

    fn field_key(&self, field: u32) -> &[Word] {
        let key = self.children(field).find(|child| self.kind(*child) == kind::KEY);
        key.map_or(&[], |key| self.words_of(key))
    }

    /// In a two-column table the first cell of the row, else the header.
    fn cell_label(&self, cell: u32) -> &[Word] {
        let row = self.parent(cell);
        let Some(table) = self.table_at(self.parent(row)) else { return &[] };
        if table.columns() == 2 && self.data(cell) & 0xff_ffff == 1 {
            return self.children(row).next().map_or(&[], |first| self.words_of(first));
        }
        table.header(self.data(cell) & 0xff_ffff).map_or(&[], |header| header.words())
    }

    // --- tables and fields --------------------------------------------------

    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.layouts.iter().map(|layout| Table::new(self, layout))
    }

    /// The table of a node of that kind.
    pub fn table_at(&self, node: u32) -> Option<Table<'_>> {
        self.layouts.iter().map(|layout| Table::new(self, layout)).find(|table| table.node() == node)
    }

    /// Fields, from wherever they come: `Key: value` lines, and the rows of
    /// two-column tables.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    pub(crate) fn placed(&self, range: Range<u32>) -> &[Placed] {
        self.cells.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}
