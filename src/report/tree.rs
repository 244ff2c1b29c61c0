//! The arena under construction: keeps nodes in document order, children
//! inside their parents, whatever it is handed.

use super::{Node, NodeKind, Span};

/// Containers nested deeper than this are read as if they were not there.
pub(super) const MAX_DEPTH: usize = 64;

pub(super) struct Tree {
    pub nodes: Vec<Node>,
    open: Vec<u32>,
}

impl Tree {
    pub fn new(length: u32) -> Self {
        let document = Node { kind: NodeKind::Document, parent: 0, at: Span::new(0, length), data: 0 };
        let mut nodes = Vec::with_capacity(length as usize / 20 + 16);
        nodes.push(document);
        Self { nodes, open: vec![0] }
    }

    /// The node that the next one will be a child of.
    pub fn parent(&self) -> u32 {
        self.open.last().copied().unwrap_or(0)
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    pub fn open(&mut self, kind: NodeKind, at: Span, data: u32) -> u32 {
        let node = self.leaf(kind, at, data);
        self.open.push(node);
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
        let parent = self.parent();
        let within = self.nodes.get(parent as usize).map_or(at, |node| node.at);
        let start = at.start.clamp(within.start, within.end);
        let at = Span::new(start, at.end.clamp(start, within.end));
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { kind, parent, at, data });
        node
    }

    pub fn set_data(&mut self, node: u32, data: u32) {
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.data = data;
        }
    }
}
