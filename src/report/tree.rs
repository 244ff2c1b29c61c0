//! The arena under construction: keeps nodes in document order, children
//! inside their parents, whatever it is handed.

use super::{Node, NodeKind, Span};

/// Containers nested deeper than this are read as if they were not there.
pub(super) const MAX_DEPTH: usize = 64;

pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// The open nodes, and where they reach.
    open: Vec<(u32, Span)>,
}

impl Tree {
    pub fn new(length: u32) -> Self {
        let document = Node { kind: NodeKind::Document, parent: 0, at: Span::new(0, length), data: 0 };
        let mut nodes = Vec::with_capacity(length as usize / 12 + 16);
        nodes.push(document);
        let mut open = Vec::with_capacity(32);
        open.push((0, document.at));
        Self { nodes, open }
    }

    /// The node that the next one will be a child of.
    pub fn parent(&self) -> u32 {
        self.open.last().map_or(0, |&(node, _)| node)
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    #[inline]
    pub fn open(&mut self, kind: NodeKind, at: Span, data: u32) -> u32 {
        let (node, reach) = self.push(kind, at, data);
        self.open.push((node, reach));
        node
    }

    pub fn close(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Closes the innermost node and ends it at `end`.
    pub fn close_at(&mut self, end: u32) {
        let node = self.parent();
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.at.end = end.clamp(node.at.start, node.at.end);
        }
        self.close();
    }

    pub fn leaf(&mut self, kind: NodeKind, at: Span, data: u32) -> u32 {
        self.push(kind, at, data).0
    }

    /// Adds a node; gives it back with what of `at` it covers.
    #[inline]
    fn push(&mut self, kind: NodeKind, at: Span, data: u32) -> (u32, Span) {
        let (parent, within) = self.open.last().copied().unwrap_or((0, at));
        let at = if within.contains(at) && at.start <= at.end { at } else { clamped(at, within) };
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { kind, parent, at, data });
        (node, at)
    }

    pub fn set_data(&mut self, node: u32, data: u32) {
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.data = data;
        }
    }
}

/// What of `at` lies within.
fn clamped(at: Span, within: Span) -> Span {
    let start = at.start.clamp(within.start, within.end);
    Span::new(start, at.end.clamp(start, within.end))
}
