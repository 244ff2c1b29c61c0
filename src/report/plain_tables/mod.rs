//! Tables without Markdown: columns set apart by white space over a ruler,
//! grids of `+---+`, what database shells print.

mod columns;
mod headed;
mod ruler;

use columns::Columns;
pub(super) use columns::bar;
use ruler::{Ruler, of_pipes, ruler};

use super::Span;
use super::text::{before, byte, trimmed};

pub(super) struct PlainTable {
    pub at: Span,
    pub rows: Vec<PlainRow>,
    /// The lines that it takes: from the first to behind the last.
    pub lines: (usize, usize),
}

pub(super) struct PlainRow {
    pub at: Span,
    pub cells: Vec<Span>,
    /// What the cells of a grid go on with in the lines below: text of the
    /// row, and no cells of its own.
    pub further: Vec<Span>,
}

/// The tables that stand outside of fences in the text behind `start`, which
/// begins a line.
pub(super) fn regions(source: &str, start: usize) -> Vec<PlainTable> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut fence: Option<u8> = None;
    let mut at = start;
    while at < bytes.len() {
        let first = first_sign(bytes, at);
        let mut behind = None;
        if may_matter(bytes, first) {
            toggle(&mut fence, bytes, first);
            if fence.is_none() && first - at < 4 && ruler(bytes, line_at(bytes, at)).is_some() {
                let lines = paragraph_around(bytes, start, at);
                tables(bytes, &lines, |table| found.push(table));
                behind = lines.last().map(|line| line.end as usize + 1);
            }
        }
        at = behind.unwrap_or_else(|| line_at(bytes, first).end as usize + 1);
    }
    found
}

/// Whether a fence or a ruler may begin at `at`: two strokes, `+-`, or the lead
/// of a sign that boxes are drawn with.
fn may_matter(bytes: &[u8], at: usize) -> bool {
    let next = byte(bytes, at + 1);
    match byte(bytes, at) {
        sign @ (b'-' | b'=' | b'`' | b'~') => next == sign,
        b'+' => matches!(next, b'-' | b'='),
        0xE2 => matches!(next, 0x94 | 0x95),
        _ => false,
    }
}

/// Opens or closes a fence if one stands at `at`.
fn toggle(fence: &mut Option<u8>, bytes: &[u8], at: usize) {
    let sign = byte(bytes, at);
    if matches!(sign, b'`' | b'~') && byte(bytes, at + 1) == sign && byte(bytes, at + 2) == sign {
        *fence = match *fence {
            None => Some(sign),
            Some(open) if open == sign => None,
            open => open,
        };
    }
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

/// The same among the lines that a program printed, where a header may stand without a ruler.
pub(super) fn in_output(bytes: &[u8], lines: &[Span], mut each: impl FnMut(PlainTable)) {
    let (mut index, mut free, mut hopeless) = (0, 0, 0);
    while let Some(&line) = lines.get(index) {
        let ruled = ruler(bytes, line)
            .or_else(|| of_pipes(bytes, line))
            .map(|kind| table_at(bytes, lines, index, free, kind));
        let table = match ruled {
            Some(table) => table,
            None if index < hopeless => None,
            None => match headed::table_at(bytes, lines, index) {
                Ok(table) => Some(table),
                Err(next) => {
                    hopeless = next;
                    None
                }
            },
        };
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
            if closes_box(bytes, line) {
                break;
            }
            continue;
        }
        let Some(row) = columns.row(bytes, line) else { break };
        let goes_on = kind == Ruler::Grid
            && last + 1 == at
            && lines.get(last).is_some_and(|&line| ruler(bytes, line).is_none())
            && row.cells.first().is_some_and(|cell| cell.is_empty());
        match rows.last_mut() {
            Some(above) if goes_on => {
                above.further.extend(row.cells.into_iter().filter(|cell| !cell.is_empty()));
                above.at.end = row.at.end;
            }
            _ => rows.push(row),
        }
        last = at;
    }
    if rows.len() < 2 || columns.count() < 2 {
        return None;
    }
    let at = Span::new(lines.get(first)?.start, lines.get(last)?.end);
    Some(PlainTable { at: trimmed(bytes, at), rows, lines: (first, last + 1) })
}

/// `└───┴───┘`: what stands below it is another table.
fn closes_box(bytes: &[u8], line: Span) -> bool {
    let line = trimmed(bytes, line);
    let text = bytes.get(line.start as usize..).unwrap_or_default();
    ["└", "╚", "╰", "┗"].iter().any(|corner| text.starts_with(corner.as_bytes()))
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

    fn printed(text: &str) -> Vec<Vec<&str>> {
        let mut lines = Vec::new();
        super::super::output::lines(text.as_bytes(), &[Span::new(0, text.len() as u32)], |line| {
            lines.push(line)
        });
        let mut all = Vec::new();
        in_output(text.as_bytes(), &lines, |table| {
            all.extend(table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.of(text)).collect()));
        });
        all
    }

    #[test]
    fn a_header_without_a_ruler() {
        let text = "Suite   Tests  Passed\ncore      120     118\napi        84      84\n------------\nall sum   204     202\n\nrest  of  it\n";
        assert_eq!(
            printed(text),
            [
                ["Suite", "Tests", "Passed"],
                ["core", "120", "118"],
                ["api", "84", "84"],
                ["all sum", "204", "202"]
            ]
        );
        let nameless = "          before  after\nlost          12      4\nlate           5      5\nαβγ            9      8\n";
        assert_eq!(printed(nameless)[0], ["", "before", "after"]);
        assert_eq!(printed(nameless)[3], ["αβγ", "9", "8"]);
        let pipes = "it printed\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(printed(pipes), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn lines_that_only_look_alike_are_none() {
        for text in [
            // A row lacks a cell.
            "Suite   Tests  Passed\ncore      120     118\napi        84      84\nweb        10      10\nold        10\n",
            // No column of numbers.
            "INFO  start  begun\nINFO  load   words\nINFO  stop   ended\nINFO  all    fine\n",
            // Nothing stands under its name.
            "one  two  three\n  1    2     3\n    4    5    6\n7  8  9\n",
            // Two rows may stand alike by chance.
            "Suite   Tests  Passed\ncore      120     118\napi        84      84\n",
        ] {
            assert!(printed(text).is_empty(), "{text}");
        }
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
