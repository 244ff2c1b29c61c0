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
        let mut lines = Lines { starts: vec![0], wide: Vec::new() };
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
        let wide = self.wide.get(from..to).unwrap_or(&[]);
        let surplus: u32 = wide.iter().map(|&(_, more)| u32::from(more)).sum();
        // Characters of four bytes are the ones that take two units.
        let pairs = wide.iter().filter(|&&(_, more)| more == 3).count() as u32;
        let bytes = offset.saturating_sub(start);
        let scalars = bytes.saturating_sub(surplus);
        Columns { line: line as u32, bytes, utf16: scalars + pairs, scalars }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let lines = Lines::of("a\n→ 12\r\nx\ry");
        assert_eq!(lines.position(0), Position { line: 1, column: 1, offset: 0 });
        assert_eq!(lines.position(6), Position { line: 2, column: 3, offset: 6 });
        assert_eq!(lines.position(10).line, 3);
        assert_eq!(lines.position(12), Position { line: 4, column: 1, offset: 12 });
    }
}
