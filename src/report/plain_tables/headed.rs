//! Columns under a header without a ruler, as programs print them: every cell begins or ends
//! where its header does.

use super::super::Span;
use super::super::text::{byte, trimmed};
use super::columns::by_gaps;
use super::ruler::ruler;
use super::{PlainRow, PlainTable, is_blank};

/// So many rows show that it is no chance.
const LEAST: usize = 3;

/// The table whose header is line `index`, or else the line up to which none begins.
pub(super) fn table_at(bytes: &[u8], lines: &[Span], index: usize) -> Result<PlainTable, usize> {
    let next = Err(index + 1);
    let Some(mut header) = lines.get(index).and_then(|&line| header(bytes, line)) else { return next };
    let mut rows: Vec<PlainRow> = Vec::new();
    let mut last = index;
    for (at, &line) in lines.iter().enumerate().skip(index + 1) {
        if is_blank(bytes, line) {
            break;
        }
        if ruler(bytes, line).is_some() && !rows.is_empty() {
            continue;
        }
        let cells = by_gaps(bytes, line);
        // The names of the rows often stand under nothing.
        if rows.is_empty() && cells.len() == header.len() + 1 {
            let start = line.start.min(header.first().map_or(line.start, |(cell, _)| cell.start));
            header.insert(0, (Span::new(start, start), Edges::NONE));
        }
        let fits =
            cells.len() == header.len() && !is_tabbed(bytes, line) && is_under(bytes, line, &header, &cells);
        if !fits {
            // Where a row lacks a cell, the rest would be a part of a table.
            if cells.len() > 1 {
                return Err(at);
            }
            break;
        }
        rows.push(PlainRow { at: trimmed(bytes, line), cells, further: Vec::new() });
        last = at;
        if rows.len() == LEAST && !has_numbers(bytes, &rows) {
            return next;
        }
    }
    let (Some(&first), Some(&end)) = (lines.get(index), lines.get(last)) else { return next };
    if rows.len() < LEAST {
        return next;
    }
    let cells = header.iter().map(|(cell, _)| *cell).collect();
    rows.insert(0, PlainRow { at: trimmed(bytes, first), cells, further: Vec::new() });
    let at = trimmed(bytes, Span::new(first.start, end.end));
    Ok(PlainTable { at, rows, lines: (index, last + 1) })
}

/// Where a cell begins and ends, in characters of its line.
#[derive(Clone, Copy, PartialEq)]
struct Edges(u32, u32);

impl Edges {
    /// Over the names of the rows.
    const NONE: Edges = Edges(u32::MAX, u32::MAX);

    fn of(bytes: &[u8], line: Span, cells: &[Span]) -> Vec<Self> {
        let characters = |from: u32, to: u32| {
            let text = bytes.get(from as usize..to as usize).unwrap_or_default();
            text.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
        };
        let (mut place, mut at) = (line.start, 0);
        let mut edges = |cell: &Span| {
            let start = at + characters(place, cell.start);
            at = start + characters(cell.start, cell.end);
            place = cell.end;
            Edges(start, at)
        };
        cells.iter().map(&mut edges).collect()
    }

    fn shares_one(self, other: Self) -> bool {
        // A figure that was corrected by hand may have moved what follows it.
        self == Self::NONE || self.0.abs_diff(other.0) < 2 || self.1.abs_diff(other.1) < 2
    }
}

/// At least two names, none of them a number.
fn header(bytes: &[u8], line: Span) -> Option<Vec<(Span, Edges)>> {
    let named = |cell: &Span| {
        byte(bytes, cell.start as usize).is_ascii_alphabetic() || byte(bytes, cell.start as usize) >= 0x80
    };
    let first = trimmed(bytes, line);
    if !named(&first) || is_tabbed(bytes, line) {
        return None;
    }
    let cells = by_gaps(bytes, line);
    let names = cells.len() > 1 && cells.iter().all(named);
    names.then(|| {
        let edges = Edges::of(bytes, line, &cells);
        cells.into_iter().zip(edges).collect()
    })
}

fn is_under(bytes: &[u8], line: Span, header: &[(Span, Edges)], cells: &[Span]) -> bool {
    let under = |((_, above), own): (&(Span, Edges), Edges)| above.shares_one(own);
    header.len() > 2 && header.iter().zip(Edges::of(bytes, line, cells)).all(under)
}

fn is_tabbed(bytes: &[u8], line: Span) -> bool {
    bytes.get(line.start as usize..line.end as usize).is_some_and(|text| text.contains(&b'\t'))
}

/// One column behind the first holds nothing but numbers.
fn has_numbers(bytes: &[u8], rows: &[PlainRow]) -> bool {
    let columns = rows.first().map_or(0, |row| row.cells.len());
    let number = |cell: Option<&Span>| {
        cell.is_some_and(|cell| {
            let sign = byte(bytes, cell.start as usize);
            sign.is_ascii_digit()
                || matches!(sign, b'+' | b'-' | b'.' | b'$')
                    && byte(bytes, cell.start as usize + 1).is_ascii_digit()
        })
    };
    (1..columns).any(|column| rows.iter().all(|row| number(row.cells.get(column))))
}
