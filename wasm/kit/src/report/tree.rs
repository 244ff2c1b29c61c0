//! Nodes: what they are, and which holds which.

use std::ops::Range;

use super::{Held, Report, kind};
use crate::bindings::{Node, Span};

impl Report {
    /// All nodes, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.nodes()[0].kind, kind::DOCUMENT);
    /// ```
    pub fn nodes(&self) -> &[Node] {
        &self.raw.nodes
    }

    /// What a node is, one of [`kind`](mod@kind).
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.kind(0), kind::DOCUMENT);
    /// ```
    pub fn kind(&self, node: u32) -> u8 {
        self.raw.nodes.get(node as usize).map_or(u8::MAX, |node| node.kind)
    }

    /// What the contract says more of a node, by its kind: a heading's level, a
    /// cell's column, whether a task is done.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let levels: Vec<u32> = report.of_kind(kind::HEADING).map(|node| report.data(node)).collect();
    /// assert_eq!(levels, [1, 2, 2, 2]);
    /// ```
    pub fn data(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.data)
    }

    /// Where a node stands.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// assert_eq!(report.text(report.span(key)), "Date");
    /// ```
    pub fn span(&self, node: u32) -> Span {
        self.raw.nodes.get(node as usize).map_or(Span { start: 0, end: 0 }, |node| node.at)
    }

    /// The node that holds a node; the document holds itself.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// assert_eq!(report.kind(report.parent(key)), kind::FIELD);
    /// assert_eq!(report.parent(0), 0);
    /// ```
    pub fn parent(&self, node: u32) -> u32 {
        self.raw.nodes.get(node as usize).map_or(0, |node| node.parent)
    }

    pub(crate) fn held(&self, node: u32) -> Option<&Held> {
        self.held.get(node as usize)
    }

    /// The first node behind the descendants of a node.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.end(0) as usize, report.nodes().len());
    /// ```
    pub fn end(&self, node: u32) -> u32 {
        self.held(node).map_or(node + 1, |held| held.end)
    }

    /// The descendants of a node.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap().node();
    /// let cells = report.descendants(table).filter(|node| report.kind(*node) == kind::CELL);
    /// assert_eq!(cells.count(), 16);
    /// ```
    pub fn descendants(&self, node: u32) -> Range<u32> {
        node + 1..self.end(node)
    }

    /// The nodes that a node holds directly, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap().node();
    /// assert!(report.children(table).all(|row| report.kind(row) == kind::ROW));
    /// ```
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let end = self.end(node);
        let first = Some(node + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The child behind this one.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let key = report.of_kind(kind::KEY).next().unwrap();
    /// let value = report.next_sibling(key).unwrap();
    /// assert_eq!(report.kind(value), kind::VALUE);
    /// assert_eq!(report.next_sibling(value), None);
    /// ```
    pub fn next_sibling(&self, node: u32) -> Option<u32> {
        let next = self.end(node);
        (next < self.end(self.parent(node))).then_some(next)
    }

    /// What stands right before a node, in the same parent.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let value = report.of_kind(kind::VALUE).next().unwrap();
    /// let key = report.previous_sibling(value).unwrap();
    /// assert_eq!(report.next_sibling(key), Some(value));
    /// assert_eq!(report.previous_sibling(key), None);
    /// ```
    pub fn previous_sibling(&self, node: u32) -> Option<u32> {
        let parent = self.parent(node);
        let mut before = node.checked_sub(1).filter(|before| *before != parent)?;
        // The node before is the last one in there, however deep.
        while self.parent(before) != parent {
            before = Some(self.parent(before)).filter(|above| *above > parent)?;
        }
        Some(before)
    }

    /// The node itself or the nearest of its ancestors that is of the kind.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let flow = report.quantity(sample::number("12.4 l/s")).unwrap();
    /// assert!(report.within(flow.node, kind::ROW).is_some());
    /// assert!(report.within(flow.node, kind::FIELD).is_none());
    /// ```
    pub fn within(&self, node: u32, kind: u8) -> Option<u32> {
        let mut at = node;
        loop {
            if self.kind(at) == kind {
                return Some(at);
            }
            if at == 0 {
                return None;
            }
            at = self.parent(at);
        }
    }

    /// The innermost section that holds a node; 0 is the document.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.quantity(sample::number("12.4 l/s")).unwrap();
    /// assert!(report.text(report.span(report.section(flow.node))).starts_with("## Flow"));
    /// ```
    pub fn section(&self, node: u32) -> u32 {
        self.held(node).map_or(0, |held| held.section)
    }

    /// Whether a section is, or lies in, another.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.section_of(sample::number("12.4 l/s"));
    /// let whole = report.section_of(sample::number("36 readings"));
    /// assert!(report.section_within(flow, whole));
    /// assert!(!report.section_within(whole, flow));
    /// ```
    pub fn section_within(&self, inner: u32, outer: u32) -> bool {
        outer <= inner && inner < self.end(outer).max(1)
    }

    /// The heading of a section.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.section_of(sample::number("12.4 l/s"));
    /// assert_eq!(report.text(report.span(report.heading(flow).unwrap())), "## Flow");
    /// ```
    pub fn heading(&self, section: u32) -> Option<u32> {
        self.children(section).next().filter(|child| self.kind(*child) == kind::HEADING)
    }
}
