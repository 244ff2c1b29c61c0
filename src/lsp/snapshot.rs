//! A report as it stood when a question was asked: frozen, so that the answer
//! can be worked out elsewhere.

use std::sync::Arc;

use lsp_types::{Location, Position, Range, Uri};

use super::encoding::Encoding;
use super::reading::Reading;
use super::series::Shown;
use super::setup::Setup;
use crate::check;
use crate::ledger::{Sheet, SheetEntry};
use crate::report::{self, Lines};

#[derive(Clone)]
pub struct Snapshot {
    pub uri: Uri,
    pub reading: Arc<Reading>,
    pub shown: Arc<[Shown]>,
    pub encoding: Encoding,
}

impl Snapshot {
    pub fn text(&self) -> &str {
        &self.reading.text
    }

    pub fn setup(&self) -> &Setup {
        &self.reading.setup
    }

    pub fn lines(&self) -> &Lines {
        &self.reading.judged.judgement.lines
    }

    /// The whole ledger: asked for only where somebody looks at it.
    pub fn sheet(&self) -> Sheet {
        let setup = self.setup();
        check::sheet(&self.reading.judged.path, self.text().as_bytes(), &setup.awake(), &setup.settings)
    }

    pub fn offset(&self, position: Position) -> u32 {
        super::document::offset(self.text(), position, self.encoding) as u32
    }

    pub fn range(&self, range: report::Range) -> Range {
        self.encoding.range(self.lines(), range)
    }

    pub fn location(&self, range: report::Range) -> Location {
        Location { uri: self.uri.clone(), range: self.range(range) }
    }

    /// Findings that touch a stretch of the text.
    pub fn findings_in(&self, from: u32, to: u32) -> impl Iterator<Item = &Shown> {
        self.shown.iter().filter(move |shown| touches(shown.finding.range, from, to))
    }
}

/// Whether a place touches a stretch; the ends count.
pub fn touches(range: report::Range, from: u32, to: u32) -> bool {
    range.start.offset <= to && from <= range.end.offset
}

/// Whether an entry is about a place: one of its operands is there, or, where
/// it has none, the entry itself.
pub fn concerns(entry: &SheetEntry, at: u32) -> bool {
    if entry.operands.is_empty() {
        return touches(entry.range, at, at);
    }
    entry.operands.iter().any(|operand| touches(operand.range, at, at))
}
