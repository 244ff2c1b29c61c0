//! Headings, and the sections that they begin.

use pulldown_cmark::HeadingLevel;

use super::blocks::Walker;
use super::inline::Place;
use super::text::trimmed_end;
use super::{NodeKind, Span};

pub(super) struct Section {
    pub level: u8,
    pub nesting: usize,
}

impl Walker<'_> {
    pub(super) fn heading(&mut self, level: HeadingLevel, at: Span) {
        let level = level as u8;
        self.close_sections(self.nesting, level);
        let parent = self.tree.parent();
        let end = self.tree.nodes.get(parent as usize).map_or(at.end, |node| node.at.end);
        let end = trimmed_end(self.bytes(), Span::new(at.start, end)).end;
        self.tree.open(NodeKind::Section, Span::new(at.start, end), u32::from(level));
        self.sections.push(Section { level, nesting: self.nesting });
        self.tree.open(NodeKind::Heading, at, u32::from(level));
        self.run.begin(Place::Heading, at.start);
    }

    /// Closes the sections of this container (and of any inside it) whose
    /// level is not above `level`. They end where their last child ends.
    pub(super) fn close_sections(&mut self, nesting: usize, level: u8) {
        while let Some(section) = self.sections.last()
            && (section.nesting > nesting || (section.nesting == nesting && section.level >= level))
        {
            self.sections.pop();
            let end = self.end_of_children();
            self.tree.close_at(end);
        }
    }

    /// Where the last direct or indirect child of the open node ends.
    pub(super) fn end_of_children(&self) -> u32 {
        let parent = self.tree.parent();
        let mut last = self.tree.nodes.len().saturating_sub(1) as u32;
        while let Some(node) = self.tree.nodes.get(last as usize)
            && node.parent != parent
            && last > parent
        {
            last = node.parent;
        }
        self.tree.nodes.get(last as usize).map_or(0, |node| node.at.end)
    }
}
