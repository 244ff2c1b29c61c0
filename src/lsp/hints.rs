//! What is shown within the text: sums behind numbers, and a summary over the
//! title. Both are off unless asked for.

use lsp_types::{CodeLens, Command, InlayHint, InlayHintKind, InlayHintLabel, InlayHintTooltip, Range};

use super::hover::{range_size, title};
use super::snapshot::Snapshot;
use crate::emit;
use crate::ledger::Status;
use crate::report::{self, Role};

/// `= 120` behind a range of ids, and a tick behind what holds.
pub fn inlay(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let (from, to) = (snapshot.offset(range.start), snapshot.offset(range.end));
    let report = report::parse(snapshot.text().as_bytes());
    let hint = |at: u32, label: String, tooltip: Option<String>| InlayHint {
        position: snapshot.encoding.position(snapshot.lines(), at),
        label: InlayHintLabel::String(label),
        kind: Some(InlayHintKind::TYPE),
        text_edits: None,
        tooltip: tooltip.map(InlayHintTooltip::String),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let ends = report.quantities.iter().filter(|number| number.role == Role::RangeEnd);
    let mut hints: Vec<(u32, bool, InlayHint)> = ends
        .filter_map(|number| {
            Some((
                number.at.end,
                false,
                hint(number.at.end, format!("= {}", range_size(number, &report)?), None),
            ))
        })
        .collect();
    let sheet = snapshot.sheet();
    let holding = sheet.entries.iter().filter(|entry| entry.status == Status::Holds);
    hints.extend(holding.map(|entry| {
        let at = entry.range.end.offset;
        (at, true, hint(at, "✓".into(), Some(format!("{}: {}", entry.code, entry.message))))
    }));
    hints.retain(|(at, ..)| from <= *at && *at <= to);
    hints.sort_by_key(|(at, tick, _)| (*at, *tick));
    // Several relations may end in one place; one tick is enough.
    hints.dedup_by_key(|(at, tick, _)| (*at, *tick));
    hints.into_iter().map(|(.., hint)| hint).collect()
}

/// "19 relations: 15 hold, 3 contradicted, 1 undecided; 7 numbers untested".
pub fn lens(snapshot: &Snapshot) -> Vec<CodeLens> {
    let report = report::parse(snapshot.text().as_bytes());
    let sheet = snapshot.sheet();
    let command = Command {
        title: emit::sheet_summary(&sheet.coverage, sheet.relations),
        command: super::commands::LEDGER.into(),
        arguments: Some(vec![snapshot.uri.as_str().into()]),
    };
    let range = snapshot.encoding.span(snapshot.lines(), title(&report));
    vec![CodeLens { range, command: Some(command), data: None }]
}
