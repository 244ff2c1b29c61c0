//! What holds of everything that comes out of the host, whatever went in.

use crossfoot::ledger::{Conclusion, Entry, FaultKind, Inspection, Manifest, Note, Remark, Status};
use crossfoot::report::{Report, Span};

pub fn fault(kind: FaultKind, message: &str) {
    assert_ne!(kind, FaultKind::Internal, "{message}");
    assert_ne!(kind, FaultKind::Deadline, "{message}");
    assert!(!message.is_empty());
    clean(message);
}

pub fn manifest(manifest: &Manifest) {
    let words = |name: &str| {
        let fits = |at: char| at.is_ascii_lowercase() || at.is_ascii_digit() || at == '-';
        assert!(!name.is_empty() && name.len() <= 64 && name.chars().all(fits), "{name:?}");
    };
    words(&manifest.name);
    for rule in manifest.rules.iter() {
        words(&rule.name);
        assert!(!rule.code.starts_with("XF") && rule.code.chars().all(|at| at.is_ascii_alphanumeric()));
        rule.explanation.split(['\n', '\t']).for_each(clean);
    }
    for setting in &manifest.settings {
        words(&setting.name);
        setting.explanation.split(['\n', '\t']).for_each(clean);
    }
}

pub fn inspection(inspection: &Inspection, report: &Report<'_>, manifest: &Manifest) {
    let inside = |at: Span| assert!(report.source.get(at.start as usize..at.end as usize).is_some(), "{at:?}");
    for one in &inspection.entries {
        entry(one, manifest.rules.len(), &inside);
        assert!(one.operands.iter().filter_map(|of| of.quantity).all(|index| (index as usize) < report.quantities.len()));
    }
    assert!(inspection.note.len() <= 64 * 1024 && inspection.entries.len() < 100_000);
}

pub fn conclusion(conclusion: &Conclusion, notes: &[Note<'_>]) {
    let inside = |report: u32| {
        let length = notes[report as usize].length;
        move |at: Span| assert!(at.start <= at.end && at.end <= length, "{at:?}")
    };
    for one in &conclusion.entries {
        entry(&one.entry, 1, &inside(one.report));
        one.elsewhere.iter().for_each(|there| {
            inside(there.report)(there.at);
            clean(&there.message);
        });
        one.heirs.iter().for_each(|heir| inside(heir.report)(heir.at));
    }
    for one in &conclusion.inherited {
        assert!(one.entry < notes[one.report as usize].entries);
        assert!(one.root_entry < notes[one.root_report as usize].entries);
        assert!((one.report, one.entry) != (one.root_report, one.root_entry));
    }
}

fn entry(entry: &Entry, rules: usize, inside: &impl Fn(Span)) {
    assert!((entry.rule as usize) < rules);
    assert!(entry.finding.is_none() || entry.status != Status::Holds);
    assert!(entry.finding.is_none() || !entry.message.trim().is_empty());
    inside(entry.at);
    let remarks = entry.related.iter().map(|Remark { at, message }| (*at, message));
    let operands = entry.operands.iter().map(|operand| (operand.at, &operand.role));
    for (at, text) in remarks.chain(operands) {
        inside(at);
        clean(text);
    }
    entry.derivation.iter().chain([&entry.message, &entry.claim]).for_each(|text| clean(text));
    for fix in &entry.fixes {
        clean(&fix.title);
        assert!(!fix.edits.is_empty());
        assert!(fix.edits.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start && pair[0].at != pair[1].at));
        for edit in &fix.edits {
            inside(edit.at);
            edit.text.split(['\n', '\t']).for_each(clean);
        }
    }
}

/// Nothing that a terminal or a reader's eye would obey.
fn clean(text: &str) {
    assert!(!text.contains(acts), "{text:?}");
}

pub fn rendered(format: &str, text: &str) {
    assert!(!text.contains(|at: char| at != '\n' && acts(at)), "{format}: {text:?}");
}

fn acts(at: char) -> bool {
    at.is_control() || matches!(at, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}
