//! What the contract promises of a report, held for arbitrary text.

use crossfoot::report::{NodeKind, Quantity, Report, Role, Span, comments, flags, model_text, parse};
use proptest::prelude::*;

/// Every promise that can be checked without knowing what the text means.
pub fn hold(bytes: &[u8]) -> Report<'_> {
    let report = parse(bytes);
    assert_eq!(report.source.len(), bytes.len());
    nodes_nest(&report);
    let mut last = 0;
    for (index, quantity) in report.quantities.iter().enumerate() {
        assert!(quantity.at.start >= last, "quantity {index} overlaps the one before");
        last = quantity.at.end;
        quantity_is_sound(&report, index as u32, quantity);
    }
    for complaint in &report.complaints {
        on_borders(&report, complaint.at);
    }
    for comment in comments(&report) {
        on_borders(&report, comment.at);
        on_borders(&report, comment.next.unwrap_or_default());
    }
    assert!(!model_text(&report).is_empty());
    report
}

fn on_borders(report: &Report<'_>, at: Span) {
    assert!(at.start <= at.end, "{at:?}");
    assert!(report.source.get(at.start as usize..at.end as usize).is_some(), "{at:?}");
}

/// The descendants of a node are the nodes behind it up to the first that
/// begins at or after its end.
fn nodes_nest(report: &Report<'_>) {
    let root = report.nodes.first().expect("a document");
    assert_eq!((root.kind, root.at), (NodeKind::Document, Span::new(0, report.source.len() as u32)));
    let mut open: Vec<(u32, Span)> = vec![(0, root.at)];
    let mut last = 0;
    for (index, node) in report.nodes.iter().enumerate().skip(1) {
        on_borders(report, node.at);
        assert!(node.at.start >= last, "node {index} is out of order");
        last = node.at.start;
        while open.len() > 1 && open.last().is_some_and(|(_, at)| at.end <= node.at.start) {
            open.pop();
        }
        let (parent, around) = open.last().copied().expect("the document stays open");
        assert_eq!(node.parent, parent, "the parent of node {index}, {node:?}");
        assert!(around.contains(node.at), "{node:?} in {around:?}");
        if node.kind == NodeKind::Heading {
            assert_eq!((parent as usize + 1, report.nodes[parent as usize].kind), (index, NodeKind::Section));
        }
        open.push((index as u32, node.at));
    }
}

fn quantity_is_sound(report: &Report<'_>, index: u32, quantity: &Quantity) {
    on_borders(report, quantity.at);
    on_borders(report, quantity.noun);
    assert!(!quantity.at.is_empty());
    let node = report.nodes.get(quantity.node as usize).expect("its node");
    assert!(node.at.contains(quantity.at), "{quantity:?} in {node:?}");
    assert!((quantity.unit as usize) < report.units.len());
    if quantity.flags & flags::NO_LOW == 0 {
        assert!(quantity.low <= quantity.mantissa, "{quantity:?}");
    }
    if quantity.flags & flags::NO_HIGH == 0 {
        assert!(quantity.mantissa <= quantity.high, "{quantity:?}");
    }
    if quantity.role != Role::Alone {
        let mate = report.quantities.get(quantity.mate as usize).expect("its mate");
        assert_eq!(mate.mate, index, "mates know each other");
    }
}

/// Pieces of which reports are made, and pieces that do not fit together.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "# ",
    "## 3. ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "~~~",
    "| ",
    " | ",
    "|---|---|\n",
    "---",
    "\n---\n",
    "+---+---+\n",
    "----  ----\n",
    "**",
    "*",
    "_",
    "`",
    "[",
    "](",
    ")",
    "<!-- ",
    " -->",
    "<b>",
    ": ",
    "::",
    "; ",
    ", ",
    ". ",
    "5",
    "12",
    "93",
    "007",
    "2025",
    "12,800",
    "3.38",
    "8/8",
    "3 of 5",
    "176-268",
    "N=2498",
    "#12",
    "v2.3",
    "2.9.1a0+git",
    "1024x1024",
    "8 × 100 = 800",
    "1e-6",
    "5×10⁹",
    "99999999999999999999",
    "1.2k",
    "20MB",
    "60 s",
    "ms",
    "ops/s",
    "MB/hr",
    "%",
    "+",
    "-",
    "–",
    "±",
    "≥",
    "<",
    "~",
    "$",
    "€",
    "→",
    "2025-12-23",
    "13:48:05",
    "10.0.0.1",
    "0xFF",
    "bee5a22",
    "file.rs:120",
    "https://a.b/c/12",
    "at least ",
    "up to ",
    "over ",
    "two ",
    "both ",
    "a dozen ",
    "Round ",
    "lines ",
    "tests",
    "passed",
    "Result",
    "Total",
    "each",
    "é",
    "✅",
    "\u{202E}",
    "\u{FEFF}",
    "\0",
    "(",
    "x",
    "[^1]",
    "[^1]: ",
    "Name  Count\n",
    "Key",
    "---\nkey: 5\n---\n",
    "&lt;",
    "\\",
    "'",
    "1h 23m 45s",
    "to ",
    " through ",
    " per ",
    "/",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces(text in text()) {
        hold(text.as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        hold(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,120}") {
        hold(text.as_bytes());
    }

    /// What follows a whole report changes none of its numbers.
    #[test]
    fn a_report_in_front_of_another_keeps_its_numbers(first in lines(), second in lines()) {
        let alone = parse(first.as_bytes());
        let both = format!("{first}\n\n# Next\n\n{second}");
        let joined = parse(both.as_bytes());
        let bare = |quantity: &Quantity| (quantity.at, quantity.class, quantity.mantissa, quantity.low, quantity.high,
            quantity.exponent, quantity.flags, quantity.role, quantity.mate, quantity.joint, quantity.noun);
        let ours: Vec<_> = alone.quantities.iter().map(bare).collect();
        let theirs: Vec<_> = joined.quantities.iter().take(ours.len()).map(bare).collect();
        prop_assert_eq!(ours, theirs);
    }
}

/// Paragraphs of closed pieces: nothing in them reaches beyond their end.
fn lines() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_filter("must be closed", |piece| {
        !piece.contains(['`', '~', '<', '[', '|', '+', '\n', '\r', '\u{FEFF}']) && !piece.contains("---")
    });
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
