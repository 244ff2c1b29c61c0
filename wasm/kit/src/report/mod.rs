//! A report, prepared once so that rules can ask it anything without reading
//! the text again.

mod contract;
mod held;
mod known;
mod lines;
mod numbers;
mod reading;
mod remembered;
mod spelled;
mod tree;

use std::cell::OnceCell;
use std::ops::Range;

use crate::bindings::{self, Span};
use crate::field::{self, Field};
use crate::lexicon::{Extra, Roles};
use crate::marks::Marks;
use crate::scope::Setback;
use crate::table::{self, Layout, Placed, Table};
use crate::words::{self, Word};

use held::Kinds;
pub(crate) use held::{Held, Run};
use known::Known;
use remembered::Memory;
use spelled::Index;

pub use contract::{class, dimension, flag, joint, kind, role};

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
    held: Vec<Held>,
    kinds: Kinds,
    known: Vec<Known>,
    hidden: Vec<Span>,
    words: Vec<Word>,
    index: Index,
    word_marks: Marks,
    number_marks: Marks,
    layouts: Vec<Layout>,
    cells: Vec<Placed>,
    /// The roles of all headers, table by table.
    headers: Vec<Roles>,
    fields: Vec<Field>,
    /// What did not simply pass, once a rule has asked.
    pub(crate) found_setbacks: OnceCell<Vec<Setback>>,
    /// Where lines end.
    found_lines: OnceCell<Vec<u32>>,
    /// What it puts between thousands, where it can be told.
    pub(crate) found_separator: OnceCell<Option<Option<char>>>,
    /// Where words like "each" stand among its words.
    pub(crate) found_universals: OnceCell<Vec<u32>>,
    memory: Memory,
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
            held: Vec::new(),
            kinds: Kinds::default(),
            known: Vec::new(),
            hidden: words::hidden(&raw.nodes),
            words: Vec::new(),
            index: Index::default(),
            word_marks: Marks::default(),
            number_marks: Marks::default(),
            layouts: Vec::new(),
            cells: Vec::new(),
            headers: Vec::new(),
            fields: Vec::new(),
            found_setbacks: OnceCell::new(),
            found_lines: OnceCell::new(),
            found_separator: OnceCell::new(),
            found_universals: OnceCell::new(),
            memory: Memory::default(),
            raw,
        };
        report.words = words::tell_apart(&report.raw.source, &report.hidden, &Extra::new(extra));
        report.index = Index::of(&mut report.words);
        let length = report.raw.source.len();
        report.word_marks = Marks::of(length, report.words.iter().map(|word| word.at.start));
        report.number_marks = Marks::of(length, report.raw.quantities.iter().map(|number| number.at.start));
        report.held = held::hold(&report.raw, &report.words);
        report.kinds = Kinds::of(&report.raw.nodes, &mut report.held);
        (report.layouts, report.cells, report.headers) = table::lay_out(&report);
        report.known = known::all(&report);
        report.fields = field::collect(&report);
        report
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
        let ends = self.found_lines.get_or_init(|| lines::ends(&self.raw.source));
        let before = ends.partition_point(|end| *end < at.start);
        let behind = ends.partition_point(|end| *end < at.end);
        let start = before.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |end| end + 1);
        let end = ends.get(behind).copied().unwrap_or(self.raw.source.len() as u32);
        Span { start, end }
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

    // --- tables and fields --------------------------------------------------

    /// Its tables, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let sizes: Vec<_> = report.tables().map(|table| (table.rows().len(), table.columns())).collect();
    /// assert_eq!(sizes, [(3, 4), (2, 2)]);
    /// ```
    pub fn tables(&self) -> impl DoubleEndedIterator<Item = Table<'_>> {
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
        let place = self.layouts.binary_search_by_key(&node, |layout| layout.node).ok()?;
        Some(Table::new(self, self.layouts.get(place)?))
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

    pub(crate) fn header_roles(&self, place: u32) -> Roles {
        self.headers.get(place as usize).copied().unwrap_or_default()
    }

    pub(crate) fn placed(&self, range: Range<u32>) -> &[Placed] {
        self.cells.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}
