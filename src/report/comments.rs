//! HTML comments, and the block that each one stands before.

use super::{NodeKind, Report, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'r> {
    /// Between the marks, trimmed.
    pub text: &'r str,
    pub at: Span,
    /// The next block behind it, whole; a heading stands for itself alone.
    pub next: Option<Span>,
}

pub fn comments<'r>(report: &'r Report<'_>) -> Vec<Comment<'r>> {
    let comment = |(index, node): (usize, &super::Node)| {
        let whole = node.at.of(&report.source);
        let text = whole.trim_start_matches("<!--").trim_end_matches("-->").trim();
        let behind = report.nodes.get(index + 1..).unwrap_or(&[]);
        let next = behind.iter().find(|other| other.at.start >= node.at.end && is_block(other.kind));
        Comment { text, at: node.at, next: next.map(|node| node.at) }
    };
    let nodes = report.nodes.iter().enumerate();
    nodes.filter(|(_, node)| node.kind == NodeKind::Comment).map(comment).collect()
}

fn is_block(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Heading
            | NodeKind::Paragraph
            | NodeKind::List
            | NodeKind::Item
            | NodeKind::Table
            | NodeKind::Block
            | NodeKind::Quote
            | NodeKind::Html
            | NodeKind::Footnote
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::parse;

    #[test]
    fn a_comment_knows_the_block_behind_it() {
        let text = "# T\n\n<!-- note: a -->\n\n- 1\n- 2\n\n<!-- note: b -->\n";
        let report = parse(text.as_bytes());
        let comments = comments(&report);
        let seen: Vec<_> =
            comments.iter().map(|one| (one.text, one.next.map(|next| next.of(text)))).collect();
        assert_eq!(seen, [("note: a", Some("- 1\n- 2")), ("note: b", None)]);
    }
}
