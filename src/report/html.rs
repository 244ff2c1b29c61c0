//! HTML: comments, and the rest that is not read.

use super::blocks::Walker;
use super::text::trimmed;
use super::{NodeKind, Span};

impl Walker<'_> {
    pub(super) fn html(&mut self, at: Span) {
        let at = trimmed(self.bytes(), at);
        if at.is_empty() {
            return;
        }
        // A comment over several lines arrives line by line.
        let last = self.tree.nodes.len().wrapping_sub(1);
        let parent = self.tree.parent();
        let source = self.source;
        if let Some(node) = self.tree.nodes.get_mut(last)
            && node.kind == NodeKind::Comment
            && node.parent == parent
            && !node.at.of(source).ends_with("-->")
        {
            let close = at.of(source).find("-->");
            node.at.end = close.map_or(at.end, |close| at.start + close as u32 + 3);
            return;
        }
        let mut rest = at;
        while rest.of(source).starts_with("<!--") {
            let end = rest.of(source).find("-->").map_or(rest.end, |close| rest.start + close as u32 + 3);
            self.tree.leaf(NodeKind::Comment, Span::new(rest.start, end), 0);
            rest = trimmed(self.bytes(), Span::new(end, at.end));
        }
        if !rest.is_empty() {
            let node = self.tree.leaf(NodeKind::Html, rest, 0);
            self.numbers.opaque(rest, node);
        }
    }
}

pub(super) fn kind_of(bytes: &[u8], at: Span) -> NodeKind {
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    if text.starts_with(b"<!--") { NodeKind::Comment } else { NodeKind::Html }
}
