//! The promises of the contract that can be checked without knowing what a
//! text means. The fuzz target holds them too.

use crossfoot::report::{NodeKind, Quantity, Report, Role, Span, comments, flags, model_text, parse};

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
