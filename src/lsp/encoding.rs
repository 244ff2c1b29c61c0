//! In which units the client counts columns, and back.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::report::{self, Lines};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// What the protocol assumes where nothing was agreed upon.
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// Ours are bytes, so those are preferred.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind: &PositionEncodingKind| offered.is_some_and(|offered| offered.contains(kind));
        if offers(&PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if offers(&PositionEncodingKind::UTF32) {
            Encoding::Utf32
        } else {
            Encoding::Utf16
        }
    }

    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    pub fn width(self, character: char) -> usize {
        match self {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    pub fn position(self, lines: &Lines, offset: u32) -> Position {
        let columns = lines.columns(offset);
        let character = match self {
            Encoding::Utf8 => columns.bytes,
            Encoding::Utf16 => columns.utf16,
            Encoding::Utf32 => columns.scalars,
        };
        Position { line: columns.line, character }
    }

    pub fn range(self, lines: &Lines, range: report::Range) -> Range {
        self.span(lines, report::Span::new(range.start.offset, range.end.offset))
    }

    pub fn span(self, lines: &Lines, span: report::Span) -> Range {
        Range { start: self.position(lines, span.start), end: self.position(lines, span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_preferred_and_utf16_is_assumed() {
        let (utf8, utf16, utf32) =
            (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32);
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[utf16.clone(), utf32.clone()])), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(Some(&[utf16, utf32, utf8])), Encoding::Utf8);
    }

    #[test]
    fn columns_in_each_encoding() {
        let lines = Lines::of("x\n→😀é 12");
        let at = "x\n→😀é ".len() as u32;
        let column = |encoding: Encoding| encoding.position(&lines, at);
        assert_eq!(column(Encoding::Utf8), Position::new(1, 10));
        assert_eq!(column(Encoding::Utf16), Position::new(1, 5));
        assert_eq!(column(Encoding::Utf32), Position::new(1, 4));
    }
}
