//! Tables without Markdown: columns set apart by white space over a ruler,
//! grids of `+---+`, what database shells print.

use super::Span;
use super::text::{before, byte, is_space, trimmed};

pub(super) struct PlainTable {
    pub at: Span,
    pub rows: Vec<PlainRow>,
    /// The lines that it takes: from the first to behind the last.
    pub lines: (usize, usize),
}

pub(super) struct PlainRow {
    pub at: Span,
    pub cells: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ruler {
    /// `+---+---+`, `├───┼───┤`
    Grid,
    /// `---+---`
    Crossed,
    /// `----  ----`
    Groups,
    /// `----------`
    Single,
}

/// The tables that stand outside of fences in the text behind `start`.
pub(super) fn regions(source: &str, start: usize) -> Vec<PlainTable> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = start;
    let mut fence: Option<u8> = None;
    while at < bytes.len() {
        let first = first_sign(bytes, at);
        let sign = byte(bytes, first);
        let next = byte(bytes, first + 1);
        if matches!(sign, b'`' | b'~') && next == sign && byte(bytes, first + 2) == sign {
            fence = match fence {
                None => Some(sign),
                Some(open) if open == sign => None,
                open => open,
            };
        }
        let candidate = fence.is_none()
            && first - at < 4
            && match sign {
                b'-' | b'=' => next == sign,
                b'+' => matches!(next, b'-' | b'='),
                0xE2 => matches!(next, 0x94 | 0x95),
                _ => false,
            };
        if !candidate || ruler(bytes, line_at(bytes, at)).is_none() {
            at = line_at(bytes, at).end as usize + 1;
            continue;
        }
        let lines = paragraph_around(bytes, start, at);
        let end = lines.last().map_or(at, |line| line.end as usize);
        tables(bytes, &lines, |table| found.push(table));
        at = end.max(line_at(bytes, at).end as usize) + 1;
    }
    found
}

/// The tables among the lines of a block or paragraph.
pub(super) fn tables(bytes: &[u8], lines: &[Span], mut each: impl FnMut(PlainTable)) {
    let (mut index, mut free) = (0, 0);
    while let Some(&line) = lines.get(index) {
        let table = ruler(bytes, line).and_then(|kind| table_at(bytes, lines, index, free, kind));
        match table {
            Some(table) => {
                index = table.lines.1;
                free = index;
                each(table);
            }
            None => index += 1,
        }
    }
}

/// The table whose first ruler is line `index`; lines before `free` are taken.
fn table_at(bytes: &[u8], lines: &[Span], index: usize, free: usize, kind: Ruler) -> Option<PlainTable> {
    let says = |index: usize| {
        lines.get(index).is_some_and(|&line| !is_blank(bytes, line) && ruler(bytes, line).is_none())
    };
    let above = index > free && says(index - 1);
    let (first, header) = match kind {
        Ruler::Grid => (index, index + 1),
        _ if above => (index - 1, index - 1),
        // A ruler above the header as well.
        _ => (index, index + 1),
    };
    // Rulers over rulers are no table, and must not be tried one by one to the end.
    if !says(header) {
        return None;
    }
    let body = if header < index { index + 1 } else { header + 1 };
    if header > index && kind != Ruler::Grid && lines.get(body).and_then(|&line| ruler(bytes, line)).is_none()
    {
        return None;
    }
    let columns = Columns::of(bytes, *lines.get(index)?, kind, *lines.get(header)?)?;
    let mut rows = vec![columns.row(bytes, *lines.get(header)?)?];
    let mut last = header.max(index);
    for (at, &line) in lines.iter().enumerate().skip(body) {
        if is_blank(bytes, line) {
            break;
        }
        if ruler(bytes, line).is_some() {
            last = at;
            continue;
        }
        let Some(row) = columns.row(bytes, line) else { break };
        rows.push(row);
        last = at;
    }
    if rows.len() < 2 || columns.count() < 2 {
        return None;
    }
    let at = Span::new(lines.get(first)?.start, lines.get(last)?.end);
    Some(PlainTable { at: trimmed(bytes, at), rows, lines: (first, last + 1) })
}

enum Columns {
    /// Set apart by bars.
    Bars(usize),
    /// Where each one begins, in characters.
    Starts(Vec<usize>),
    /// Set apart by two spaces or more.
    Gaps(usize),
}

impl Columns {
    fn of(bytes: &[u8], line: Span, kind: Ruler, header: Span) -> Option<Self> {
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

    fn count(&self) -> usize {
        match self {
            Columns::Bars(count) | Columns::Gaps(count) => *count,
            Columns::Starts(starts) => starts.len(),
        }
    }

    /// The cells of a line, or none if it is no row of this table.
    fn row(&self, bytes: &[u8], line: Span) -> Option<PlainRow> {
        let cells = match self {
            Columns::Bars(count) => Some(by_bars(bytes, line)).filter(|cells| cells.len() == *count),
            Columns::Gaps(count) => Some(by_gaps(bytes, line)).filter(|cells| cells.len() == *count),
            Columns::Starts(starts) => by_starts(bytes, line, starts),
        }?;
        Some(PlainRow { at: trimmed(bytes, line), cells })
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

fn bar(bytes: &[u8], at: usize) -> u32 {
    match byte(bytes, at) {
        b'|' => 1,
        0xE2 if matches!((byte(bytes, at + 1), byte(bytes, at + 2)), (0x94, 0x82 | 0x83) | (0x95, 0x91)) => 3,
        _ => 0,
    }
}

fn by_gaps(bytes: &[u8], line: Span) -> Vec<Span> {
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

fn ruler(bytes: &[u8], line: Span) -> Option<Ruler> {
    let line = trimmed(bytes, line);
    let text = bytes.get(line.start as usize..line.end as usize)?;
    let first = *text.first()?;
    if first == 0xE2 {
        return boxed(text).then_some(Ruler::Grid);
    }
    if text.len() < 5 || !matches!(first, b'-' | b'=' | b'+') {
        return None;
    }
    let (mut crosses, mut groups, mut strokes, mut last) = (0, 0, 0, b' ');
    for &sign in text {
        match sign {
            b'-' | b'=' => {
                strokes += 1;
                groups += usize::from(!matches!(last, b'-' | b'='));
            }
            b'+' => crosses += 1,
            b':' | b' ' => {}
            _ => return None,
        }
        last = sign;
    }
    match (first, crosses, groups) {
        (b'+', 2.., _) if last == b'+' => Some(Ruler::Grid),
        (b'+', ..) => None,
        (_, 1.., _) => Some(Ruler::Crossed),
        (_, 0, 2..) if strokes >= 2 * groups => Some(Ruler::Groups),
        (_, 0, 1) if strokes >= 8 => Some(Ruler::Single),
        _ => None,
    }
}

/// `┌───┬───┐` and its kin: nothing but box drawing that is no bar.
fn boxed(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| {
        text.chars().all(|sign| matches!(sign, '\u{2500}'..='\u{257F}'))
            && text.chars().any(|sign| matches!(sign, '─' | '━' | '═'))
            && text.chars().count() >= 5
    })
}

fn is_blank(bytes: &[u8], line: Span) -> bool {
    trimmed(bytes, line).is_empty()
}

fn first_sign(bytes: &[u8], mut at: usize) -> usize {
    while byte(bytes, at) == b' ' {
        at += 1;
    }
    at
}

/// The line around `at`, its end left out.
fn line_at(bytes: &[u8], at: usize) -> Span {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |length| at + length);
    Span::new(at as u32, end as u32)
}

/// The lines around `at` up to the blank ones.
fn paragraph_around(bytes: &[u8], first: usize, at: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    // One line above is all that a header can take.
    if at > first {
        let mut start = at - 1;
        while start > first && before(bytes, start) != b'\n' {
            start -= 1;
        }
        lines.push(Span::new(start as u32, at as u32 - 1));
    }
    let mut here = at;
    while here < bytes.len() {
        let line = line_at(bytes, here);
        if is_blank(bytes, line) {
            break;
        }
        lines.push(line);
        here = line.end as usize + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<&str>> {
        let mut all = Vec::new();
        for table in regions(text, 0) {
            for row in table.rows {
                all.push(row.cells.iter().map(|cell| cell.of(text)).collect());
            }
        }
        all
    }

    #[test]
    fn columns_over_a_ruler() {
        let text =
            "Name     Count  Time\n-------  -----  ----\nalpha       12   3.4\nβeta                \n\nrest";
        assert_eq!(cells(text), [["Name", "Count", "Time"], ["alpha", "12", "3.4"], ["βeta", "", ""]]);
    }

    #[test]
    fn grids_and_database_shells() {
        let grid = "+----+---+\n| a  | b |\n+====+===+\n| 1  | 2 |\n+----+---+\n";
        assert_eq!(cells(grid), [["a", "b"], ["1", "2"]]);
        let shell = " name | count \n------+-------\n jobs |    12\n(1 row)\n";
        assert_eq!(cells(shell), [["name", "count"], ["jobs", "12"]]);
        let boxes = "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n";
        assert_eq!(cells(boxes), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn one_ruler_under_the_header() {
        let text = "Name          Stmts   Miss  Cover\n---------------------------------\na.py             20      2    90%\n---------------------------------\nTOTAL            20      2    90%\n";
        assert_eq!(cells(text).len(), 3);
        assert_eq!(cells(text)[2], ["TOTAL", "20", "2", "90%"]);
    }

    #[test]
    fn headings_breaks_and_pipe_tables_are_none() {
        for text in [
            "Title\n-----\ntext",
            "a\n\n---\n\nb",
            "a | b\n--- | ---\n1 | 2",
            "```\nx  y\n-----  -----\n1  2\n```",
        ] {
            assert!(cells(text).is_empty(), "{text}");
        }
    }
}
