//! Where the columns of a plain table stand, and the cells of a line.

use super::super::Span;
use super::super::text::{before, byte, is_space, trimmed};
use super::PlainRow;
use super::ruler::Ruler;

pub(super) enum Columns {
    /// Set apart by bars.
    Bars(usize),
    /// Where each one begins, in characters.
    Starts(Vec<usize>),
    /// Set apart by two spaces or more.
    Gaps(usize),
}

impl Columns {
    pub fn of(bytes: &[u8], line: Span, kind: Ruler, header: Span) -> Option<Self> {
        match kind {
            Ruler::Grid | Ruler::Crossed => {
                let count = by_bars(bytes, header).len();
                (count >= 2).then_some(Columns::Bars(count))
            }
            Ruler::Groups => {
                let text = bytes.get(line.start as usize..line.end as usize)?;
                let starts = (0..text.len())
                    .filter(|&at| !is_space(byte(text, at)) && (at == 0 || is_space(byte(text, at - 1))))
                    .collect();
                Some(Columns::Starts(starts))
            }
            Ruler::Single => {
                let count = by_gaps(bytes, header).len();
                (count >= 2).then_some(Columns::Gaps(count))
            }
        }
    }

    pub fn count(&self) -> usize {
        match self {
            Columns::Bars(count) | Columns::Gaps(count) => *count,
            Columns::Starts(starts) => starts.len(),
        }
    }

    /// The cells of a line, or none if it is no row of this table.
    pub fn row(&self, bytes: &[u8], line: Span) -> Option<PlainRow> {
        let cells = match self {
            Columns::Bars(count) => Some(by_bars(bytes, line)).filter(|cells| cells.len() == *count),
            Columns::Gaps(count) => Some(by_gaps(bytes, line)).filter(|cells| cells.len() == *count),
            Columns::Starts(starts) => by_starts(bytes, line, starts),
        }?;
        Some(PlainRow { at: trimmed(bytes, line), cells, further: Vec::new() })
    }
}

/// Cells between `|` or `│`; those at the ends of the line frame it.
fn by_bars(bytes: &[u8], line: Span) -> Vec<Span> {
    let line = trimmed(bytes, line);
    let mut cells = Vec::new();
    let (mut start, mut at) = (line.start, line.start);
    while at < line.end {
        let length = bar(bytes, at as usize);
        if length == 0 {
            at += 1;
            continue;
        }
        if at > line.start {
            cells.push(trimmed(bytes, Span::new(start, at)));
        }
        at += length;
        start = at;
    }
    if start < line.end {
        cells.push(trimmed(bytes, Span::new(start, line.end)));
    }
    cells
}

/// How long the bar is that stands at `at`; 0 if none does.
pub(in crate::report) fn bar(bytes: &[u8], at: usize) -> u32 {
    match byte(bytes, at) {
        b'|' => 1,
        0xE2 if matches!((byte(bytes, at + 1), byte(bytes, at + 2)), (0x94, 0x82 | 0x83) | (0x95, 0x91)) => 3,
        _ => 0,
    }
}

pub(super) fn by_gaps(bytes: &[u8], line: Span) -> Vec<Span> {
    let line = trimmed(bytes, line);
    let mut cells = Vec::new();
    let (mut start, mut at) = (line.start, line.start);
    while at < line.end {
        let here = byte(bytes, at as usize);
        let gap = here == b'\t' || (here == b' ' && byte(bytes, at as usize + 1) == b' ');
        if !gap {
            at += 1;
            continue;
        }
        cells.push(Span::new(start, at));
        while at < line.end && is_space(byte(bytes, at as usize)) {
            at += 1;
        }
        start = at;
    }
    if start < line.end {
        cells.push(Span::new(start, line.end));
    }
    cells
}

/// Cuts where the columns begin. A word over a border belongs to neither side,
/// and the line to no table.
fn by_starts(bytes: &[u8], line: Span, starts: &[usize]) -> Option<Vec<Span>> {
    let text = std::str::from_utf8(bytes.get(line.start as usize..line.end as usize)?).ok()?;
    let mut borders = Vec::with_capacity(starts.len() + 1);
    let mut characters = text.char_indices();
    let mut count = 0;
    for &start in starts {
        let mut at = text.len();
        for (offset, _) in characters.by_ref() {
            count += 1;
            if count > start {
                at = offset;
                break;
            }
        }
        let inside = at < text.len();
        if inside && at > 0 && !is_space(before(text.as_bytes(), at)) {
            return None;
        }
        borders.push(at);
    }
    // What stands before the first column begins with it.
    if let Some(first) = borders.first_mut() {
        *first = 0;
    }
    borders.push(text.len());
    let cell = |pair: &[usize]| {
        let (from, to) = (pair.first().copied()?, pair.get(1).copied()?);
        let at = Span::new(line.start + from as u32, line.start + to as u32);
        let inner = trimmed(bytes, at);
        Some(if inner.start >= inner.end { Span::new(at.start, at.start) } else { inner })
    };
    borders.windows(2).map(cell).collect()
}
