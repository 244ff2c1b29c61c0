//! What the header of a table says of the bare numbers below it: their unit,
//! or that they are ids.

use super::super::lexicon::{ID_NOUNS, Lowered};
use super::super::text::{byte, is_space, is_word, trimmed};
use super::super::{Class, Span, Unit};
use super::{Numbers, head, units};

#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Name>,
    row: Name,
}

/// A header or the name of a row. What it says is read when a bare number
/// asks for it, and once.
#[derive(Default)]
struct Name {
    at: Span,
    said: std::cell::OnceCell<Option<Manner>>,
}

impl Name {
    fn of(at: Span) -> Self {
        Self { at, ..Self::default() }
    }

    /// `ids` tells whether it may name ids.
    fn says(&self, bytes: &[u8], ids: impl FnOnce() -> bool) -> Option<Manner> {
        *self.said.get_or_init(|| manner_of(bytes, self.at, ids()))
    }

    fn text<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let at = undressed(bytes, self.at);
        bytes.get(at.start as usize..at.end as usize).unwrap_or(&[])
    }
}

impl Table {
    /// Whether a column is headed "Pass" and counts results, as others beside it do.
    /// The first column numbers the passes of a tool, unless there are but results.
    fn tallies(&self, bytes: &[u8], column: usize) -> bool {
        if !self.columns.get(column).is_some_and(|name| is_pass(name.text(bytes))) {
            return false;
        }
        // No further than people read: each column may ask.
        let headers = || self.columns.iter().take(32).map(|name| name.text(bytes));
        let but_results = || headers().all(|header| is_pass(header) || is_result(header) || is_sum(header));
        headers().any(is_result) && (column > 0 || but_results())
    }
}

pub(super) fn is_pass(header: &[u8]) -> bool {
    header.eq_ignore_ascii_case(b"pass")
}

fn is_result(header: &[u8]) -> bool {
    matches!(
        Lowered::of(header).as_bytes(),
        b"fail"
            | b"fails"
            | b"failed"
            | b"failing"
            | b"failure"
            | b"failures"
            | b"warn"
            | b"warning"
            | b"warnings"
            | b"skip"
            | b"skips"
            | b"skipped"
            | b"blocked"
            | b"flaky"
            | b"tests"
            | b"cases"
    )
}

fn is_sum(header: &[u8]) -> bool {
    matches!(
        Lowered::of(header).as_bytes(),
        b"total" | b"all" | b"sum" | b"error" | b"errors" | b"rate" | b"pass rate" | b"other" | b"unknown"
    )
}

/// The cell being read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    pub at: Span,
    pub is_header: bool,
    column: u32,
}

/// How bare numbers are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Manner {
    Unit {
        unit: Unit,
        noun: Span,
    },
    Percent,
    Id,
    Year,
    /// Only ranges are spoken of: of ids.
    Range,
}

impl Manner {
    pub fn class(self) -> Class {
        match self {
            Manner::Unit { .. } => Class::Measurement,
            Manner::Percent => Class::Percentage,
            Manner::Id | Manner::Range => Class::Id,
            Manner::Year => Class::Year,
        }
    }
}

impl Numbers<'_> {
    pub fn begin_table(&mut self) {
        self.table = Some(Table::default());
    }

    pub fn end_table(&mut self) {
        self.table = None;
        self.cell = None;
    }

    pub fn begin_cell(&mut self, row: u32, column: u32, at: Span) {
        let Some(table) = &mut self.table else { return };
        let is_header = row == 0;
        if is_header {
            table.columns.resize_with(column as usize, Name::default);
            table.columns.push(Name::of(at));
        } else if column == 0 {
            // "Duration (s) | 60": the row's own name carries the unit.
            table.row = Name::of(at);
        }
        self.cell = Some(Cell { at, is_header, column });
    }

    /// What the header above the cell being read, or the name of its row, says.
    pub(super) fn manner_of_cell(&self) -> Option<Manner> {
        let (table, cell) = (self.table.as_ref()?, self.cell.filter(|cell| !cell.is_header)?);
        let column = table.columns.get(cell.column as usize);
        let above = column
            .and_then(|name| name.says(self.bytes, || !table.tallies(self.bytes, cell.column as usize)));
        let beside = || if cell.column == 0 { None } else { table.row.says(self.bytes, || false) };
        // "Range", and what was done in it: the name of the row.
        let names_rows = || {
            let first = table.columns.first().filter(|_| cell.column == 0)?;
            let at = undressed(self.bytes, first.at);
            let text = self.bytes.get(at.start as usize..at.end as usize)?;
            text.eq_ignore_ascii_case(b"range").then_some(Manner::Range)
        };
        above.or_else(beside).or_else(names_rows)
    }

    pub fn end_cell(&mut self) {
        self.cell = None;
    }
}

/// What a header (or a key, or the name of a row) says of bare numbers.
pub(super) fn manner_of(bytes: &[u8], at: Span, ids: bool) -> Option<Manner> {
    let at = undressed(bytes, at);
    if at.is_empty() {
        return None;
    }
    if let Some(manner) = bracketed(bytes, at) {
        return Some(manner);
    }
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    if text.ends_with(b"%") {
        return Some(Manner::Percent);
    }
    if ids {
        if matches!(Lowered::of(text).as_bytes(), b"year" | b"fiscal year") {
            return Some(Manner::Year);
        }
        if let Some(manner) = whole_unit(bytes, at).filter(|_| !is_singular(text)) {
            return Some(manner);
        }
        if names_ids(text) {
            return Some(Manner::Id);
        }
    }
    last_symbol(bytes, at)
}

fn undressed(bytes: &[u8], at: Span) -> Span {
    let mut at = trimmed(bytes, at);
    while at.end > at.start && matches!(byte(bytes, at.end as usize - 1), b'*' | b'_' | b':' | b'`') {
        at.end -= 1;
    }
    while at.start < at.end && matches!(byte(bytes, at.start as usize), b'*' | b'_' | b'`') {
        at.start += 1;
    }
    trimmed(bytes, at)
}

/// "Duration (ms)", "Size [MB]", "Coverage (%)".
fn bracketed(bytes: &[u8], at: Span) -> Option<Manner> {
    let close = at.end as usize - 1;
    let open = match byte(bytes, close) {
        b')' => b'(',
        b']' => b'[',
        _ => return None,
    };
    let text = bytes.get(at.start as usize..close)?;
    let inside = text.iter().rposition(|&byte| byte == open)? + 1 + at.start as usize;
    let unit = bytes.get(inside..close)?;
    if unit == b"%" || unit.starts_with(b"% ") {
        // "n (%)": a count comes first.
        let before = undressed(bytes, Span::new(at.start, inside as u32 - 1));
        let name = bytes.get(before.start as usize..before.end as usize)?;
        let last = name.rsplit(|byte| is_space(*byte)).next().unwrap_or(name);
        let counts = matches!(last, b"n" | b"N" | b"no." | b"No." | b"#");
        return (!counts).then_some(Manner::Percent);
    }
    whole_unit(bytes, Span::new(inside as u32, close as u32))
}

/// The text is a unit and nothing else: "ms", "ops/s", "samples per second".
fn whole_unit(bytes: &[u8], at: Span) -> Option<Manner> {
    let (start, end) = (at.start as usize, at.end as usize);
    let bytes = bytes.get(..end)?;
    let noun = Span::new(at.start, at.end);
    if let Some((unit, behind)) = units::read(bytes, start, end, false) {
        let bare_letter = end - start == 1 && !matches!(byte(bytes, start), b's' | b'h' | b'g' | b'B');
        return (behind == end && !bare_letter).then_some(Manner::Unit { unit, noun });
    }
    let word = units::word_end(bytes, start, end);
    let (per, behind) = units::per(bytes, word, end)?;
    (behind == end && word > start).then_some(Manner::Unit { unit: units::rate(units::THINGS, per), noun })
}

/// "Day", "Min", "Hour": alone over a column it names days, the least of
/// something, or the time of day, and no measure.
fn is_singular(text: &[u8]) -> bool {
    matches!(
        Lowered::of(text).as_bytes(),
        b"second" | b"min" | b"minute" | b"hour" | b"day" | b"week" | b"month" | b"bit" | b"byte" | b"bar"
    )
}

/// "Latency ms", `elapsed_ms`: only symbols that are nothing else.
fn last_symbol(bytes: &[u8], at: Span) -> Option<Manner> {
    let end = at.end as usize;
    let mut start = end;
    while start > at.start as usize
        && (byte(bytes, start - 1).is_ascii_alphabetic() || byte(bytes, start - 1) == b'/')
    {
        start -= 1;
    }
    let before = if start == at.start as usize { 0 } else { byte(bytes, start - 1) };
    let word = bytes.get(start..end)?;
    let known: &[&[u8]] = &[
        b"ms", b"ns", b"us", b"MB", b"KB", b"GB", b"kB", b"MiB", b"KiB", b"GiB", b"MB/s", b"ops/s", b"req/s",
        b"Hz", b"MHz", b"sec", b"secs", b"mg", b"kg", b"mL",
    ];
    if !(before == b'_' || is_space(before) || before == b',') || !known.contains(&word) {
        return None;
    }
    whole_unit(bytes, Span::new(start as u32, at.end))
}

/// "#", "No.", "Round", "Test ID".
pub(super) fn names_ids(text: &[u8]) -> bool {
    if matches!(text, b"#" | b"N" | b"No" | b"No." | b"Nr" | b"Nr." | b"Seq") || text == "№".as_bytes() {
        return true;
    }
    if [b"s/n", b"p/n"].iter().any(|name| text.eq_ignore_ascii_case(*name)) {
        return true;
    }
    let mut start = text.len();
    while start > 0 && is_word(byte(text, start - 1)) {
        start -= 1;
    }
    let last = Lowered::of(text.get(start..).unwrap_or(&[]));
    let alone = head::word_before(text, start).is_none();
    match last.as_bytes() {
        b"id" | b"pid" => true,
        b"number" => !alone || start == 0,
        // A column that is called so holds words, or measures.
        b"analysis" | b"finding" | b"level" | b"method" | b"mode" | b"note" | b"point" | b"property"
        | b"requirement" | b"span" | b"status" | b"volume" => false,
        _ => alone && last.is_in(ID_NOUNS),
    }
}
