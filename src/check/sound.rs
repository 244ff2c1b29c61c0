//! Whether a judgement that came from elsewhere could have come of a report.
//! Nothing of one that could not is used.

use std::sync::Arc;

use super::judge::{Judgement, LONGEST_REPORT, Part};
use super::resolve::{Seed, SeedExcerpt};
use crate::host::Analyzer;
use crate::ledger::Directive;
use crate::report::{Lines, Position, Range};

impl Judgement {
    /// Every place lies inside the report, and every number points at something.
    pub fn is_sound(&self, analyzers: &[Arc<Analyzer>]) -> bool {
        let place = Place { lines: &self.lines, length: self.length };
        u64::from(self.length) <= LONGEST_REPORT
            && self.lines.fits(self.length)
            && self.parts.len() == analyzers.len()
            && self.parts.iter().zip(analyzers).all(|(part, analyzer)| place.part(part, analyzer))
            && self.directives.iter().all(|directive| place.directive(directive))
    }
}

struct Place<'j> {
    lines: &'j Lines,
    length: u32,
}

impl Place<'_> {
    fn part(&self, part: &Part, analyzer: &Analyzer) -> bool {
        part.note.len() as u64 <= analyzer.limits().note_bytes
            && part.findings.len() <= part.entries as usize
            && part.findings.iter().all(|seed| {
                seed.entry < part.entries
                    && (seed.rule as usize) < analyzer.manifest().rules.len()
                    && self.seed(seed)
            })
    }

    fn seed(&self, seed: &Seed) -> bool {
        let mut edits = seed.fixes.iter().flat_map(|fix| &fix.edits);
        self.range(seed.range)
            && seed.related.iter().all(|(range, _)| self.range(*range))
            && edits.all(|(range, _)| self.range(*range))
            && seed.excerpts.iter().all(|excerpt| self.excerpt(excerpt))
    }

    fn excerpt(&self, excerpt: &SeedExcerpt) -> bool {
        let start = self.lines.position(excerpt.offset);
        let end = u64::from(excerpt.offset) + excerpt.text.len() as u64;
        start.line == excerpt.line && end <= u64::from(self.length)
    }

    fn directive(&self, directive: &Directive) -> bool {
        self.range(directive.range)
            && directive.next.is_none_or(|next| next.start <= next.end && next.end <= self.length)
            && directive.excerpt.offset <= self.length
    }

    fn range(&self, range: Range) -> bool {
        range.start.offset <= range.end.offset && self.position(range.start) && self.position(range.end)
    }

    fn position(&self, position: Position) -> bool {
        position.offset <= self.length && self.lines.position(position.offset) == position
    }
}
