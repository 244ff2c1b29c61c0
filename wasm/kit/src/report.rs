//! A report, prepared once so that rules can ask it anything without reading
//! the text again.

use std::cell::OnceCell;
use std::ops::Range;

use crate::bindings::{self, Node, Quantity, Span, Unit};
use crate::field::{self, Field};
use crate::lexicon::{Extra, Roles};
use crate::marks::Marks;
use crate::scope::Setback;
use crate::table::{self, Layout, Placed, Table, roles_of};
use crate::value::Value;
use crate::words::{self, Word};

/// What a node is; the numbers are the contract's. A kind that is not listed
/// here comes from a later version and is "something else".
///
/// ```
/// use crossfoot_kit::{report::kind, sample};
/// let report = sample::report();
/// assert_eq!(report.of_kind(kind::TABLE).count(), 2);
/// ```
pub mod kind {
    /// The whole; node 0.
    pub const DOCUMENT: u8 = 0;
    /// A heading and all below it; its data is the level.
    pub const SECTION: u8 = 1;
    /// The first child of its section.
    pub const HEADING: u8 = 2;
    /// A paragraph.
    pub const PARAGRAPH: u8 = 3;
    /// A sentence of a paragraph, an item or a quote.
    pub const SENTENCE: u8 = 4;
    /// A list; its data is 1 if it is numbered.
    pub const LIST: u8 = 5;
    /// An item of a list; its data is 1 for an open task, 2 for a ticked one.
    pub const ITEM: u8 = 6;
    /// A table; its data is the node that introduces it.
    pub const TABLE: u8 = 7;
    /// A row; its data is 0 for the header.
    pub const ROW: u8 = 8;
    /// A cell; the low 24 bits of its data are its column.
    pub const CELL: u8 = 9;
    /// A fenced or indented block; its data is 1 for program source.
    pub const BLOCK: u8 = 10;
    /// A line of a block that is output.
    pub const LINE: u8 = 11;
    /// A block quote.
    pub const QUOTE: u8 = 12;
    /// What stands above a report for machines.
    pub const FRONT_MATTER: u8 = 13;
    /// A comment of HTML.
    pub const COMMENT: u8 = 14;
    /// Other HTML.
    pub const HTML: u8 = 15;
    /// `Key: value`, in any dress.
    pub const FIELD: u8 = 16;
    /// The key of a field.
    pub const KEY: u8 = 17;
    /// The value of a field.
    pub const VALUE: u8 = 18;
    /// Bold text.
    pub const STRONG: u8 = 19;
    /// Slanted text.
    pub const EMPHASIS: u8 = 20;
    /// Text that is struck out.
    pub const STRUCK: u8 = 21;
    /// Code within a line.
    pub const CODE: u8 = 22;
    /// A link; its data says where its text ends.
    pub const LINK: u8 = 23;
    /// An image; its data says where its text ends.
    pub const IMAGE: u8 = 24;
    /// What a footnote says.
    pub const FOOTNOTE: u8 = 25;
    /// A line across the page.
    pub const BREAK: u8 = 26;
}

/// What a number is. Those below [`class::ID`] take part in arithmetic.
///
/// ```
/// use crossfoot_kit::{report::class, sample};
/// let report = sample::report();
/// let class = |words| report.quantity(sample::number(words)).unwrap().class;
/// assert_eq!(class("36 readings"), class::COUNT);
/// assert_eq!(class("90 s"), class::MEASUREMENT);
/// assert_eq!(class("75%"), class::PERCENTAGE);
/// ```
pub mod class {
    /// A whole number without a unit of measure.
    pub const COUNT: u8 = 0;
    /// Decimals, a unit of measure, or a suffix that scales.
    pub const MEASUREMENT: u8 = 1;
    /// In percent.
    pub const PERCENTAGE: u8 = 2;
    /// An amount of money.
    pub const MONEY: u8 = 3;
    /// `1.60x`, `8×`.
    pub const MULTIPLE: u8 = 4;
    /// `N=2498`, `Round 269`, `#12`; the first that takes no part in arithmetic.
    pub const ID: u8 = 16;
    /// `A.001`, `P0`.
    pub const LABEL: u8 = 17;
    /// A version.
    pub const VERSION: u8 = 18;
    /// A date; the mantissa counts days from 1970-01-01.
    pub const DATE: u8 = 19;
    /// A time of day; the mantissa counts seconds from midnight.
    pub const TIME: u8 = 20;
    /// The number of a line.
    pub const LINE_REFERENCE: u8 = 21;
    /// `1024x1024`.
    pub const SHAPE: u8 = 22;
    /// Hexadecimal, a hash or a commit.
    pub const HEX: u8 = 23;
    /// An address.
    pub const ADDRESS: u8 = 24;
    /// `1st`, or a place in a running series: `(2/3)`.
    pub const ORDINAL: u8 = 25;
    /// The number of a list item or a heading.
    pub const LIST_NUMBER: u8 = 26;
    /// A figure inside code.
    pub const CODE: u8 = 27;
    /// A figure inside a link or a path.
    pub const LINK: u8 = 28;
    /// A year.
    pub const YEAR: u8 = 29;
    /// A phone number or the like.
    pub const PHONE: u8 = 30;
    /// Too large to hold: the mantissa means nothing.
    pub const TOO_LARGE: u8 = 31;
    /// Another figure that is no quantity.
    pub const OTHER: u8 = 32;
}

/// What a number is to its mate.
///
/// ```
/// use crossfoot_kit::{report::role, sample};
/// let report = sample::report();
/// let three = report.quantity(sample::number("3 of 4")).unwrap();
/// assert_eq!(three.role, role::NUMERATOR);
/// assert_eq!(report.printed(three.mate), "4");
/// ```
pub mod role {
    /// It has no mate.
    pub const ALONE: u8 = 0;
    /// The 3 of `3/4` and of `3 of 4`.
    pub const NUMERATOR: u8 = 1;
    /// The 4 of `3/4` and of `3 of 4`.
    pub const DENOMINATOR: u8 = 2;
    /// The first of a range of ids.
    pub const RANGE_START: u8 = 3;
    /// The last of a range of ids.
    pub const RANGE_END: u8 = 4;
    /// The lower end of a range of values; both ends carry its hull.
    pub const VALUE_START: u8 = 5;
    /// The upper end of a range of values.
    pub const VALUE_END: u8 = 6;
    /// The e of `a ± e`.
    pub const ERROR: u8 = 7;
}

/// What stands between a number and the next.
///
/// ```
/// use crossfoot_kit::{report::joint, sample};
/// let report = sample::report();
/// let wet = report.quantity(sample::number("24 wet")).unwrap();
/// assert_eq!(wet.joint, joint::PLUS);
/// ```
pub mod joint {
    /// Anything else.
    pub const NONE: u8 = 0;
    /// `+`
    pub const PLUS: u8 = 1;
    /// `-`
    pub const MINUS: u8 = 2;
    /// `×`
    pub const TIMES: u8 = 3;
    /// `÷` or `/`
    pub const DIVIDE: u8 = 4;
    /// `=`
    pub const EQUALS: u8 = 5;
    /// An arrow: before and after.
    pub const ARROW: u8 = 6;
    /// An opening parenthesis.
    pub const OPENS: u8 = 7;
    /// A comma, or "and".
    pub const AND: u8 = 8;
    /// "vs", "against".
    pub const VERSUS: u8 = 9;
}

/// Dimensions of units.
///
/// ```
/// use crossfoot_kit::{report::dimension, sample};
/// let report = sample::report();
/// assert_eq!(report.dimension(sample::number("90 s")).0, dimension::TIME);
/// ```
pub mod dimension {
    /// No unit.
    pub const NONE: u8 = 0;
    /// In seconds.
    pub const TIME: u8 = 1;
    /// In bytes.
    pub const BYTES: u8 = 2;
    /// In hertz.
    pub const FREQUENCY: u8 = 3;
    /// What the noun says: `ops`.
    pub const THINGS: u8 = 4;
    /// An amount of money.
    pub const MONEY: u8 = 5;
    /// In metres.
    pub const LENGTH: u8 = 6;
    /// In grams.
    pub const MASS: u8 = 7;
    /// A temperature, in whatever scale is printed.
    pub const TEMPERATURE: u8 = 8;
    /// In watts.
    pub const POWER: u8 = 9;
    /// In joules.
    pub const ENERGY: u8 = 10;
    /// In litres.
    pub const VOLUME: u8 = 11;
    /// A unit that is known by its name only.
    pub const NAMED: u8 = 12;
}

/// Bits of a number's flags.
///
/// ```
/// use crossfoot_kit::{report::flag, sample};
/// let report = sample::report();
/// let least = report.quantity(sample::number("≥ 11.5 l/s")).unwrap();
/// assert_ne!(least.flags & flag::NO_HIGH, 0);
/// ```
pub mod flag {
    /// The lower bound does not belong to it.
    pub const LOW_OPEN: u8 = 1;
    /// The upper bound does not belong to it.
    pub const HIGH_OPEN: u8 = 2;
    /// It has no lower bound: `< 50`.
    pub const NO_LOW: u8 = 4;
    /// It has no upper bound: `170+`.
    pub const NO_HIGH: u8 = 8;
    /// `~`, about, `±`: never enough for an error.
    pub const HEDGED: u8 = 16;
    /// It is written as a word: three.
    pub const WORD: u8 = 32;
    /// The sign of a bound or a hedge was printed.
    pub const MARKED: u8 = 64;
    /// Any that keeps a number from being exactly itself.
    pub(crate) const INEXACT: u8 = LOW_OPEN | HIGH_OPEN | NO_LOW | NO_HIGH | HEDGED;
}

/// A report with everything that rules ask for: words, tables, fields, and
/// where each node ends.
///
/// Nodes and numbers are known by their index in the arena; node 0 is the
/// document. An index that does not exist gives nothing: no text, no words, a
/// value of which nothing is known.
///
/// ```
/// use crossfoot_kit::{report::kind, sample};
/// let report = sample::report();
/// let title = report.of_kind(kind::HEADING).next().unwrap();
/// assert_eq!(report.text(report.span(title)), "# Acceptance of the Mill Lane pumping station");
/// assert_eq!(report.text(report.span(99_999)), "");
/// ```
pub struct Report {
    raw: bindings::Report,
    /// For each node the first one behind its descendants.
    ends: Vec<u32>,
    /// For each node the innermost section that holds it; 0 is the document.
    sections: Vec<u32>,
    hidden: Vec<Span>,
    words: Vec<Word>,
    word_marks: Marks,
    number_marks: Marks,
    layouts: Vec<Layout>,
    cells: Vec<Placed>,
    fields: Vec<Field>,
    /// What each number counts.
    nouns: Vec<Span>,
    /// What did not simply pass, once a rule has asked.
    pub(crate) found_setbacks: OnceCell<Vec<Setback>>,
    /// What it puts between thousands, where it can be told.
    pub(crate) found_separator: OnceCell<Option<Option<char>>>,
}

impl Report {
    /// Reads the arena once. Everything the rules look up later is laid out
    /// here.
    ///
    /// ```
    /// use crossfoot_kit::{bindings, lexicon::Roles, report::Report, sample};
    /// let added = bindings::Word { text: "gasket".into(), role: "test".into() };
    /// let report = Report::prepare(sample::arena(), &[added]);
    /// assert!(report.roles_in(sample::place("gasket")).has(Roles::TEST));
    /// ```
    pub fn prepare(raw: bindings::Report, extra: &[bindings::Word]) -> Self {
        let mut report = Self {
            ends: Vec::new(),
            sections: Vec::new(),
            hidden: words::hidden(&raw.nodes),
            words: Vec::new(),
            word_marks: Marks::default(),
            number_marks: Marks::default(),
            layouts: Vec::new(),
            cells: Vec::new(),
            fields: Vec::new(),
            nouns: Vec::new(),
            found_setbacks: OnceCell::new(),
            found_separator: OnceCell::new(),
            raw,
        };
        report.words = words::tell_apart(&report.raw.source, &report.hidden, &Extra::new(extra));
        let length = report.raw.source.len();
        report.word_marks = Marks::of(length, report.words.iter().map(|word| word.at.start));
        report.number_marks = Marks::of(length, report.raw.quantities.iter().map(|number| number.at.start));
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

    /// The whole text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert!(report.source().ends_with("cold water only.\n"));
    /// ```
    pub fn source(&self) -> &str {
        &self.raw.source
    }

    /// The text of a span; empty where it does not fit.
    ///
    /// ```
    /// use crossfoot_kit::{bindings::Span, sample};
    /// let report = sample::report();
    /// assert_eq!(report.text(Span { start: 2, end: 12 }), "Acceptance");
    /// assert_eq!(report.text(Span { start: 2, end: 99_999 }), "");
    /// ```
    pub fn text(&self, at: Span) -> &str {
        self.raw.source.get(at.start as usize..at.end as usize).unwrap_or("")
    }

    /// The line of text around a place.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.text(report.line_of(sample::place("90 s"))), "- **Run time**: 90 s");
    /// ```
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
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_hidden(sample::place("99 readings")));
    /// assert!(!report.is_hidden(sample::place("36 readings")));
    /// ```
    pub fn is_hidden(&self, at: Span) -> bool {
        let next = self.hidden.partition_point(|span| span.end <= at.start);
        self.hidden.get(next).is_some_and(|span| span.start <= at.start)
    }

    // --- nodes ------------------------------------------------------------

    /// All nodes, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.nodes()[0].kind, kind::DOCUMENT);
    /// ```
    pub fn nodes(&self) -> &[Node] {
        &self.raw.nodes
    }

    /// What a node is, one of [`kind`](mod@kind).
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.kind(0), kind::DOCUMENT);
    /// ```
    pub fn kind(&self, node: u32) -> u8 {
        self.raw.nodes.get(node as usize).map_or(u8::MAX, |node| node.kind)
    }

    /// What the contract says more of a node, by its kind: a heading's level, a
    /// cell's column, whether a task is done.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let levels: Vec<u32> = report.of_kind(kind::HEADING).map(|node| report.data(node)).collect();
    /// assert_eq!(levels, [1, 2, 2, 2]);
    /// ```
    pub fn data(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.data)
    }

    /// Where a node stands.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// assert_eq!(report.text(report.span(key)), "Date");
    /// ```
    pub fn span(&self, node: u32) -> Span {
        self.raw.nodes.get(node as usize).map_or(Span { start: 0, end: 0 }, |node| node.at)
    }

    /// The node that holds a node; the document holds itself.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// assert_eq!(report.kind(report.parent(key)), kind::FIELD);
    /// assert_eq!(report.parent(0), 0);
    /// ```
    pub fn parent(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.parent)
    }

    /// All nodes of a kind, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.of_kind(kind::TABLE).count(), 2);
    /// ```
    pub fn of_kind(&self, kind: u8) -> impl Iterator<Item = u32> {
        let nodes = self.raw.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.kind == kind).map(|(index, _)| index as u32)
    }

    /// The first node behind the descendants of a node.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.end(0) as usize, report.nodes().len());
    /// ```
    pub fn end(&self, node: u32) -> u32 {
        self.ends.get(node as usize).copied().unwrap_or(node + 1)
    }

    /// The descendants of a node.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap().node();
    /// let cells = report.descendants(table).filter(|node| report.kind(*node) == kind::CELL);
    /// assert_eq!(cells.count(), 16);
    /// ```
    pub fn descendants(&self, node: u32) -> Range<u32> {
        node + 1..self.end(node)
    }

    /// The nodes that a node holds directly, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap().node();
    /// assert!(report.children(table).all(|row| report.kind(row) == kind::ROW));
    /// ```
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let end = self.end(node);
        let first = Some(node + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The child behind this one.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// let value = report.next_sibling(key).unwrap();
    /// assert_eq!(report.kind(value), kind::VALUE);
    /// assert_eq!(report.next_sibling(value), None);
    /// ```
    pub fn next_sibling(&self, node: u32) -> Option<u32> {
        let next = self.end(node);
        (next < self.end(self.parent(node))).then_some(next)
    }

    /// The node itself or the nearest of its ancestors that is of the kind.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let flow = report.quantity(sample::number("12.4 l/s")).unwrap();
    /// assert!(report.within(flow.node, kind::ROW).is_some());
    /// assert!(report.within(flow.node, kind::FIELD).is_none());
    /// ```
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
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.quantity(sample::number("12.4 l/s")).unwrap();
    /// assert!(report.text(report.span(report.section(flow.node))).starts_with("## Flow"));
    /// ```
    pub fn section(&self, node: u32) -> u32 {
        self.sections.get(node as usize).copied().unwrap_or(0)
    }

    /// Whether a section is, or lies in, another.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.section_of(sample::number("12.4 l/s"));
    /// let whole = report.section_of(sample::number("36 readings"));
    /// assert!(report.section_within(flow, whole));
    /// assert!(!report.section_within(whole, flow));
    /// ```
    pub fn section_within(&self, inner: u32, outer: u32) -> bool {
        outer <= inner && inner < self.end(outer).max(1)
    }

    /// The heading of a section.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.section_of(sample::number("12.4 l/s"));
    /// assert_eq!(report.text(report.span(report.heading(flow).unwrap())), "## Flow");
    /// ```
    pub fn heading(&self, section: u32) -> Option<u32> {
        self.children(section).next().filter(|child| self.kind(*child) == kind::HEADING)
    }

    // --- words ------------------------------------------------------------

    /// All words that a reader sees, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.text(report.words()[0].at), "Acceptance");
    /// ```
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How many words begin before a place.
    fn words_before(&self, place: u32) -> usize {
        let start_of = |index: usize| self.words.get(index).map(|word| word.at.start);
        self.word_marks.before(place, self.words.len(), start_of)
    }

    /// The words that lie in a span.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.words_in(sample::place("Mill Lane")).len(), 2);
    /// ```
    pub fn words_in(&self, at: Span) -> &[Word] {
        self.words.get(self.words_before(at.start)..self.words_before(at.end)).unwrap_or_default()
    }

    /// The words that lie in a node.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let last = report.of_kind(kind::HEADING).last().unwrap();
    /// assert_eq!(report.words_of(last).len(), 2);
    /// ```
    pub fn words_of(&self, node: u32) -> &[Word] {
        self.words_in(self.span(node))
    }

    /// What the words in a span say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// assert!(report.roles_in(sample::place("| FAIL |")).has(Roles::FAIL));
    /// ```
    pub fn roles_in(&self, at: Span) -> Roles {
        roles_of(self.words_in(at))
    }

    /// The word that ends last before a place.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let word = report.word_before(sample::place("2 days").start).unwrap();
    /// assert_eq!(report.text(word.at), "about");
    /// ```
    pub fn word_before(&self, place: u32) -> Option<&Word> {
        let begun = self.words.get(..self.words_before(place))?;
        begun.iter().rev().find(|word| word.at.end <= place)
    }

    // --- numbers ----------------------------------------------------------

    /// All numbers, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// for index in 0..report.quantities().len() as u32 {
    ///     assert!(!report.printed(index).is_empty());
    /// }
    /// ```
    pub fn quantities(&self) -> &[Quantity] {
        &self.raw.quantities
    }

    /// A number, by its index.
    ///
    /// ```
    /// use crossfoot_kit::{report::class, sample};
    /// let report = sample::report();
    /// let pumps = report.quantity(sample::number("4\n")).unwrap();
    /// assert_eq!((pumps.class, pumps.mantissa), (class::COUNT, 4));
    /// ```
    pub fn quantity(&self, index: u32) -> Option<&Quantity> {
        self.raw.quantities.get(index as usize)
    }

    /// The indices of the numbers that lie in a span.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let found = report.quantities_in(sample::place("24 wet + 11 dry"));
    /// let printed: Vec<&str> = found.map(|index| report.printed(index)).collect();
    /// assert_eq!(printed, ["24", "11"]);
    /// ```
    pub fn quantities_in(&self, at: Span) -> Range<u32> {
        let all = &self.raw.quantities;
        let start_of = |index: usize| all.get(index).map(|number| number.at.start);
        let before = |place: u32| self.number_marks.before(place, all.len(), start_of) as u32;
        let start = before(at.start);
        start..before(at.end).max(start)
    }

    /// The indices of the numbers that lie in a node.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.quantities_of(0).len(), report.quantities().len());
    /// ```
    pub fn quantities_of(&self, node: u32) -> Range<u32> {
        self.quantities_in(self.span(node))
    }

    /// Whether a number takes part in arithmetic at all.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_arithmetic(sample::number("36 readings")));
    /// assert!(!report.is_arithmetic(sample::number("2026-03-14")));
    /// ```
    pub fn is_arithmetic(&self, index: u32) -> bool {
        self.quantity(index).is_some_and(|q| q.class < class::ID && !self.is_hidden(q.at))
    }

    /// A number as printed.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.printed(sample::number("4,320 litres")), "4,320");
    /// ```
    pub fn printed(&self, index: u32) -> &str {
        self.quantity(index).map_or("", |quantity| self.text(quantity.at))
    }

    /// The values of a number, in its own unit.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let least = report.value(sample::number("≥ 11.5 l/s"));
    /// assert_eq!(least.hull().to_string(), "at least 11.5");
    /// ```
    pub fn value(&self, index: u32) -> Value {
        self.quantity(index).map_or(Value::UNKNOWN, Value::of)
    }

    /// The values of a number in the base unit of its dimension: seconds,
    /// bytes, …
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let days = report.base_value(sample::number("2 days"));
    /// assert_eq!(days.hull().low.unwrap().at.to_string(), "86,400");
    /// ```
    pub fn base_value(&self, index: u32) -> Value {
        let Some(quantity) = self.quantity(index) else { return Value::UNKNOWN };
        match self.unit(quantity) {
            Some(unit) if unit.divisor != 0 => Value::scaled(quantity, unit.factor, unit.divisor),
            _ => Value::of(quantity),
        }
    }

    /// The unit behind a number.
    ///
    /// ```
    /// use crossfoot_kit::{report::dimension, sample};
    /// let report = sample::report();
    /// let run = report.quantity(sample::number("90 s")).unwrap();
    /// assert_eq!(report.unit(run).unwrap().dimension, dimension::TIME);
    /// ```
    pub fn unit(&self, quantity: &Quantity) -> Option<&Unit> {
        self.raw.units.get(usize::from(quantity.unit)).filter(|_| quantity.unit != 0)
    }

    /// The dimension of a number's unit and what it is taken per.
    ///
    /// Only numbers of one dimension can be added or compared.
    ///
    /// ```
    /// use crossfoot_kit::{report::dimension, sample};
    /// let report = sample::report();
    /// assert_eq!(report.dimension(sample::number("90 s")), (dimension::TIME, dimension::NONE));
    /// ```
    pub fn dimension(&self, index: u32) -> (u8, u8) {
        let unit = self.quantity(index).and_then(|quantity| self.unit(quantity));
        unit.map_or((0, 0), |unit| (unit.dimension, unit.per))
    }

    /// A whole number that is exactly itself.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.count(sample::number("36 readings")), Some(36));
    /// assert_eq!(report.count(sample::number("90 s")), None);
    /// ```
    pub fn count(&self, index: u32) -> Option<i64> {
        let quantity = self.quantity(index).filter(|quantity| quantity.class == class::COUNT)?;
        if quantity.exponent == 0 && quantity.flags & flag::INEXACT == 0 && quantity.low == quantity.high {
            return Some(quantity.low);
        }
        Value::of(quantity).single()?.to_whole()
    }

    /// The words that say what a number counts: those behind it, or else the
    /// key of its field, or else the header of its column.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let names = |words| report.names(sample::number(words)).iter().map(|word| report.text(word.at));
    /// assert_eq!(names("36 readings").last(), Some("readings"));
    /// assert_eq!(names("12.4 l/s").last(), Some("s"));
    /// ```
    pub fn names(&self, index: u32) -> &[Word] {
        let noun = self.noun(index);
        if noun.is_empty() { self.label(index) } else { noun }
    }

    /// What those words say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// assert!(report.roles(sample::number("8 |")).has(Roles::THREAD));
    /// ```
    pub fn roles(&self, index: u32) -> Roles {
        roles_of(self.names(index))
    }

    /// The words right behind a number.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let noun = report.noun(sample::number("36 readings"));
    /// assert_eq!(report.text(noun[0].at), "readings");
    /// ```
    pub fn noun(&self, index: u32) -> &[Word] {
        self.words_in(self.noun_span(index))
    }

    /// Where the words right behind a number lie; empty, and right behind the
    /// number, if there are none.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.text(report.noun_span(sample::number("36 readings"))), "readings");
    /// ```
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
        let first = self.words_before(seen.start);
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
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let label = |words| report.text(report.label(sample::number(words))[0].at);
    /// assert_eq!(label("90 s"), "Run time");
    /// assert_eq!(label("12.4 l/s"), "Measured");
    /// ```
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

    /// Its tables, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let sizes: Vec<_> = report.tables().map(|table| (table.rows().len(), table.columns())).collect();
    /// assert_eq!(sizes, [(3, 4), (2, 2)]);
    /// ```
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.layouts.iter().map(|layout| Table::new(self, layout))
    }

    /// The table of a node of that kind.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let node = report.of_kind(kind::TABLE).next().unwrap();
    /// assert_eq!(report.table_at(node).unwrap().columns(), 4);
    /// assert!(report.table_at(0).is_none());
    /// ```
    pub fn table_at(&self, node: u32) -> Option<Table<'_>> {
        self.layouts.iter().map(|layout| Table::new(self, layout)).find(|table| table.node() == node)
    }

    /// Fields, from wherever they come: `Key: value` lines, and the rows of
    /// two-column tables.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let keys: Vec<&str> = report.fields().iter().map(|field| report.text(field.key)).collect();
    /// assert!(keys.contains(&"Pumps") && keys.contains(&"Threads"));
    /// ```
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    pub(crate) fn placed(&self, range: Range<u32>) -> &[Placed] {
        self.cells.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}
