//! The text of an open document, kept in step with the client's by its edits.

use lsp_types::{Position, TextDocumentContentChangeEvent};

use super::encoding::Encoding;

#[derive(Clone, Debug)]
pub struct Document {
    pub version: i32,
    text: String,
    /// Where each line begins. Kept up to date edit by edit: reading a long
    /// text anew for each of a thousand edits would take seconds.
    starts: Vec<usize>,
}

impl Document {
    pub fn new(version: i32, text: String) -> Self {
        let mut starts = vec![0];
        starts.extend(line_starts(&text, 0, text.len()));
        Self { version, text, starts }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// A change without a range replaces everything. A range that reaches
    /// beyond the text is cut, as the protocol demands.
    pub fn apply(&mut self, change: TextDocumentContentChangeEvent, encoding: Encoding) {
        let Some(range) = change.range else {
            *self = Document::new(self.version, change.text);
            return;
        };
        let start = self.offset(range.start, encoding);
        let end = self.offset(range.end, encoding).max(start);
        self.replace(start, end, &change.text);
    }

    fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let Some(&start) = self.starts.get(position.line as usize) else { return self.text.len() };
        let end = self.starts.get(position.line as usize + 1).copied().unwrap_or(self.text.len());
        start + column(self.text.get(start..end).unwrap_or(""), position.character, encoding)
    }

    fn replace(&mut self, start: usize, end: usize, text: &str) {
        // A line end right behind the edit may have been half of CR LF, or may
        // become so; those beyond it cannot have changed.
        let first = self.starts.partition_point(|&line| line < start).saturating_sub(1);
        let rest = self.starts.partition_point(|&line| line < end + 2);
        self.text.replace_range(start..end, text);
        let moved = |line: usize| line - end + start + text.len();
        let from = self.starts.get(first).copied().unwrap_or(0);
        let to = self.starts.get(rest).map_or(self.text.len(), |&line| moved(line));
        let mut fresh: Vec<usize> = line_starts(&self.text, from, to).collect();
        // The line end before a line that stays is found again by the reading.
        if rest < self.starts.len() {
            fresh.pop_if(|line| *line == to);
        }
        self.starts.iter_mut().skip(rest).for_each(|line| *line = moved(*line));
        let from = (first + 1).min(rest);
        self.starts.splice(from..rest, fresh);
    }
}

/// The byte that a position points at, in a text that is asked only once.
pub fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(line) = position.line.checked_sub(1) else { return column_in(text, 0, position, encoding) };
    match line_starts(text, 0, text.len()).nth(line as usize) {
        Some(start) => column_in(text, start, position, encoding),
        None => text.len(),
    }
}

fn column_in(text: &str, start: usize, position: Position, encoding: Encoding) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or(rest);
    start + column(line, position.character, encoding)
}

/// A position beyond its line is taken as the end of the line, and one inside
/// a character as its beginning.
fn column(line: &str, wanted: u32, encoding: Encoding) -> usize {
    let line = line.trim_end_matches(['\n', '\r']);
    let mut passed = 0;
    for (at, character) in line.char_indices() {
        passed += encoding.width(character);
        if passed > wanted as usize {
            return at;
        }
    }
    line.len()
}

/// Where lines begin behind the line ends in `from..to`.
fn line_starts(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (from..to)
        .filter(move |&at| match bytes.get(at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use lsp_types::Range;
    use proptest::prelude::*;

    use super::*;

    fn change(range: Option<Range>, text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent { range, range_length: None, text: text.into() }
    }

    fn range(from: (u32, u32), to: (u32, u32)) -> Option<Range> {
        Some(Range { start: Position::new(from.0, from.1), end: Position::new(to.0, to.1) })
    }

    #[test]
    fn edits_land_where_the_client_meant_them() {
        let cases = [
            (Encoding::Utf16, "a😀b\nc", range((0, 3), (0, 4)), "X", "a😀X\nc"),
            (Encoding::Utf8, "a😀b\nc", range((0, 5), (0, 6)), "X", "a😀X\nc"),
            (Encoding::Utf32, "a😀b\nc", range((0, 2), (0, 3)), "X", "a😀X\nc"),
            (Encoding::Utf16, "a\r\nb", range((0, 1), (1, 0)), "", "ab"),
            (Encoding::Utf16, "a\r\nb", range((0, 9), (0, 9)), "!", "a!\r\nb"),
            (Encoding::Utf16, "a", range((9, 9), (9, 9)), "!", "a!"),
            (Encoding::Utf16, "a", range((0, 1), (0, 0)), "!", "a!"),
            (Encoding::Utf16, "a", None, "whole", "whole"),
            (Encoding::Utf8, "é", range((0, 1), (0, 2)), "x", "x"),
        ];
        for (encoding, before, range, text, after) in cases {
            let mut document = Document::new(1, before.into());
            document.apply(change(range, text), encoding);
            assert_eq!(document.text(), after, "{before:?} {range:?}");
        }
    }

    proptest! {
        #[test]
        fn line_starts_stay_right_through_edits(
            text in "[a\r\n→]{0,30}",
            edits in prop::collection::vec((0u32..6, 0u32..6, 0u32..6, 0u32..6, "[b\r\n]{0,5}"), 0..8),
        ) {
            let mut document = Document::new(1, text);
            for (line, column, end_line, end_column, text) in edits {
                document.apply(change(range((line, column), (end_line, end_column)), &text), Encoding::Utf16);
                let fresh = Document::new(1, document.text().into());
                prop_assert_eq!(&document.starts, &fresh.starts, "{:?}", document.text());
            }
        }
    }
}
