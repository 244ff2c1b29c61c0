//! From byte offsets to lines and columns, without keeping the text.

use serde::{Deserialize, Serialize};

use super::Span;

/// Where lines begin and which characters are wider than a byte: all that is
/// needed to tell a position long after the text has been dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    starts: Vec<u32>,
    /// Each character of more than one byte: its offset and its surplus.
    wide: Vec<(u32, u8)>,
    /// For each [`STEP`] of them, what those before it come to: a line may be
    /// as long as a report, and be asked for a place in it a million times.
    sums: Vec<Sum>,
}

const STEP: usize = 64;

/// Surplus bytes, and characters of four bytes, which take two units in UTF-16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sum {
    surplus: u32,
    pairs: u32,
}

impl Sum {
    fn add(&mut self, more: u8) {
        self.surplus = self.surplus.saturating_add(u32::from(more));
        self.pairs += u32::from(more == 3);
    }
}

/// Line and column count from 1, the column in Unicode scalar values; the
/// offset counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
    pub offset: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

/// The same place as editors count it: all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    pub line: u32,
    pub bytes: u32,
    pub utf16: u32,
    pub scalars: u32,
}

impl Lines {
    /// Lines end with LF, CRLF or a lone CR.
    pub fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut lines = Lines { starts: vec![0], ..Lines::default() };
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => lines.starts.push(at as u32 + 1),
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => lines.starts.push(at as u32 + 1),
                0xC0..=0xDF => lines.wide.push((at as u32, 1)),
                0xE0..=0xEF => lines.wide.push((at as u32, 2)),
                0xF0..=0xFF => lines.wide.push((at as u32, 3)),
                _ => {}
            }
        }
        lines.sums = sums(&lines.wide);
        // Kept for as long as the run lasts, of every report.
        lines.starts.shrink_to_fit();
        lines.wide.shrink_to_fit();
        lines
    }

    /// Whether they could be those of a text of so many bytes.
    pub fn fits(&self, length: u32) -> bool {
        let rising = |starts: &[u32]| starts.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
        let after = |pair: &[(u32, u8)]| match pair {
            [(at, more), (next, _)] => u64::from(*next) > u64::from(*at) + u64::from(*more),
            _ => true,
        };
        let inside = |&(at, more): &(u32, u8)| {
            (1..=3).contains(&more) && u64::from(at) + u64::from(more) < u64::from(length)
        };
        self.starts.first() == Some(&0)
            && rising(&self.starts)
            && self.starts.last().is_some_and(|&last| last <= length)
            && self.wide.windows(2).all(after)
            && self.wide.iter().all(inside)
            && self.sums == sums(&self.wide)
    }

    pub fn position(&self, offset: u32) -> Position {
        let columns = self.columns(offset);
        Position { line: columns.line + 1, column: columns.scalars + 1, offset }
    }

    pub fn columns(&self, offset: u32) -> Columns {
        let line = self.starts.partition_point(|&start| start <= offset).max(1) - 1;
        let start = self.starts.get(line).copied().unwrap_or(0);
        let from = self.wide.partition_point(|&(at, _)| at < start);
        let to = self.wide.partition_point(|&(at, _)| at < offset);
        let (before, until) = (self.sum(from), self.sum(to));
        let bytes = offset.saturating_sub(start);
        let scalars = bytes.saturating_sub(until.surplus.saturating_sub(before.surplus));
        let pairs = until.pairs.saturating_sub(before.pairs);
        Columns { line: line as u32, bytes, utf16: scalars + pairs, scalars }
    }

    /// What the first so many wide characters come to.
    fn sum(&self, count: usize) -> Sum {
        let mut sum = self.sums.get(count / STEP).copied().unwrap_or_default();
        let rest = self.wide.get(count / STEP * STEP..count).unwrap_or(&[]);
        rest.iter().for_each(|&(_, more)| sum.add(more));
        sum
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The bytes of a line, counted from 1; its end of line is not trimmed.
    pub fn span(&self, line: u32, length: u32) -> Span {
        let index = line.saturating_sub(1) as usize;
        let start = self.starts.get(index).copied().unwrap_or(length);
        Span::new(start, self.starts.get(index + 1).copied().unwrap_or(length))
    }
}

fn sums(wide: &[(u32, u8)]) -> Vec<Sum> {
    // Most reports have fewer, and need no room for it.
    if wide.len() < STEP {
        return Vec::new();
    }
    let mut sum = Sum::default();
    let mut sums = vec![sum];
    for step in wide.chunks_exact(STEP) {
        step.iter().for_each(|&(_, more)| sum.add(more));
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted one by one, over lines much longer than a step.
    #[test]
    fn places_in_long_lines_are_where_they_are() {
        let text = "→a𝟙é".repeat(100) + "\n" + &"é𝟙".repeat(70);
        let lines = Lines::of(&text);
        assert!(lines.fits(text.len() as u32));
        let (mut line, mut before) = (0, 0);
        for (at, character) in text.char_indices() {
            let until = &text[before..at];
            let columns = lines.columns(at as u32);
            let units = until.chars().map(char::len_utf16).sum::<usize>() as u32;
            let counted = (line, until.chars().count() as u32, units);
            assert_eq!((columns.line, columns.scalars, columns.utf16), counted, "at {at}");
            if character == '\n' {
                (line, before) = (1, at + 1);
            }
        }
    }

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let lines = Lines::of("a\n→ 12\r\nx\ry");
        assert_eq!(lines.position(0), Position { line: 1, column: 1, offset: 0 });
        assert_eq!(lines.position(6), Position { line: 2, column: 3, offset: 6 });
        assert_eq!(lines.position(10).line, 3);
        assert_eq!(lines.position(12), Position { line: 4, column: 1, offset: 12 });
    }
}
