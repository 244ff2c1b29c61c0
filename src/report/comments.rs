//! HTML comments, and the block that each one speaks of.

use super::{NodeKind, Report, Span};

/// An HTML comment of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'r> {
    /// What stands between `<!--` and `-->`, without white space around it.
    pub text: &'r str,
    pub at: Span,
    /// The block that follows, whole; a heading stands for itself alone. For
    /// a comment within a line, the block that holds it.
    pub next: Option<Span>,
}

/// The comments of a report in the order of the text.
pub fn comments<'r>(report: &'r Report<'_>) -> Vec<Comment<'r>> {
    let mut next = None;
    let mut found = Vec::new();
    for node in report.nodes.iter().rev() {
        match node.kind {
            NodeKind::Comment => {
                let parent = report.nodes.get(node.parent as usize);
                let holder =
                    parent.filter(|parent| !holds_blocks(parent.kind)).map(|_| holder(report, node.parent));
                let text = node.at.of(&report.source);
                let text = text.strip_prefix("<!--").unwrap_or(text);
                let text = text.strip_suffix("-->").unwrap_or(text).trim();
                found.push(Comment { text, at: node.at, next: holder.or(next) });
            }
            kind if kind.is_block() => next = Some(node.at),
            _ => {}
        }
    }
    found.reverse();
    found
}

/// The paragraph, item, heading, row or block around an inline comment.
fn holder(report: &Report<'_>, mut index: u32) -> Span {
    while let Some(node) = report.nodes.get(index as usize) {
        if node.kind.is_block() || matches!(node.kind, NodeKind::Row | NodeKind::Item) || index == 0 {
            return node.at;
        }
        index = node.parent;
    }
    Span::default()
}

/// What a comment of its own lines can lie in.
fn holds_blocks(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Document
            | NodeKind::Section
            | NodeKind::Item
            | NodeKind::Quote
            | NodeKind::Footnote
            | NodeKind::List
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let report = super::super::parse(text.as_bytes());
        let pair = |comment: Comment<'_>| {
            (comment.text.to_owned(), comment.next.map_or("", |next| next.of(text)).to_owned())
        };
        comments(&report).into_iter().map(pair).collect()
    }

    #[test]
    fn a_comment_speaks_of_the_block_behind_it() {
        let found = read("<!-- one -->\n<!--\ntwo\n-->\n\n| a |\n|---|\n| 1 |\n\n# End\n\n<!-- three -->\n");
        let table = "| a |\n|---|\n| 1 |".to_owned();
        assert_eq!(
            found,
            [("one".into(), table.clone()), ("two".into(), table), ("three".into(), String::new())]
        );
    }

    #[test]
    fn a_comment_within_a_line_speaks_of_its_own_block() {
        assert_eq!(read("5 tests <!-- no -->\n\nnext"), [("no".into(), "5 tests <!-- no -->".into())]);
    }
}
