//! What can be done about a finding.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, Command, Diagnostic, Range, TextEdit, WorkspaceEdit};
use serde_json::json;

use super::commands;
use super::publish;
use super::series::Shown;
use super::snapshot::Snapshot;
use crate::ledger::{Applicability, Finding, ResolvedEdit, ResolvedFix};
use crate::report::{self, Report};

pub const FIX_ALL: &str = "source.fixAll.crossfoot";

pub fn actions(snapshot: &Snapshot, range: Range, only: Option<&[CodeActionKind]>) -> Vec<CodeAction> {
    let wants = |kind: &str| {
        let within = |asked: &CodeActionKind| {
            kind.strip_prefix(asked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        only.is_none_or(|only| only.iter().any(within))
    };
    let mut actions = Vec::new();
    if wants("quickfix") {
        let (from, to) = (snapshot.offset(range.start), snapshot.offset(range.end));
        let report = report::parse(snapshot.text().as_bytes());
        for shown in snapshot.findings_in(from, to) {
            about(snapshot, shown, &report, &mut actions);
        }
    }
    if wants(FIX_ALL) {
        actions.extend(fix_all(snapshot));
    }
    actions
}

fn about(snapshot: &Snapshot, shown: &Shown, report: &Report<'_>, actions: &mut Vec<CodeAction>) {
    let finding = &shown.finding;
    let uri = &snapshot.uri;
    let diagnostics =
        publish::diagnostics(&snapshot.reading, std::slice::from_ref(shown), uri, snapshot.encoding);
    let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().filter(|one| one.data.is_some()).collect();
    let action = |title: String| CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(diagnostics.clone()),
        ..CodeAction::default()
    };
    for fix in finding.fixes.iter().filter(|fix| is_here(fix, finding)) {
        actions.push(CodeAction {
            edit: Some(edit(snapshot, &fix.edits)),
            is_preferred: Some(fix.applicability == Applicability::Safe),
            ..action(fix.title.clone())
        });
    }
    if let Some(silenced) = silenced(snapshot, finding, report) {
        let title = format!("Silence {} here, for a reason to be filled in", finding.code);
        actions.push(CodeAction { edit: Some(silenced), ..action(title) });
    }
    let mut command = |title: String, command: &str, arguments: Vec<serde_json::Value>| {
        let command = Command { title: title.clone(), command: command.into(), arguments: Some(arguments) };
        actions.push(CodeAction { command: Some(command), ..action(title) });
    };
    if snapshot.setup().policy.baseline.is_some() {
        let arguments = vec![json!(uri.as_str()), json!(finding.fingerprint)];
        command(format!("Add this {} to the baseline", finding.code), commands::ADD_TO_BASELINE, arguments);
    }
    if snapshot.setup().rule(&finding.code).is_some() {
        let arguments = vec![json!(uri.as_str()), json!(finding.code)];
        command(format!("Explain {}", finding.code), commands::EXPLAIN, arguments);
    }
}

/// All fixes that keep what the author meant, those that overlap left out.
fn fix_all(snapshot: &Snapshot) -> Option<CodeAction> {
    let fixes = snapshot.shown.iter().flat_map(|shown| {
        let safe =
            |fix: &&ResolvedFix| fix.applicability == Applicability::Safe && is_here(fix, &shown.finding);
        shown.finding.fixes.iter().filter(safe)
    });
    let mut taken: Vec<ResolvedEdit> = Vec::new();
    for fix in fixes {
        let clashes = fix.edits.iter().any(|edit| taken.iter().any(|other| overlap(edit, other)));
        if !clashes {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    if taken.is_empty() {
        return None;
    }
    Some(CodeAction {
        title: "Apply all safe fixes".into(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(edit(snapshot, &taken)),
        ..CodeAction::default()
    })
}

fn overlap(one: &ResolvedEdit, other: &ResolvedEdit) -> bool {
    let span = |edit: &ResolvedEdit| (edit.range.start.offset, edit.range.end.offset);
    let ((start, end), (other_start, other_end)) = (span(one), span(other));
    start == other_start || (start < other_end && other_start < end)
}

/// A fix may only change the report it is about.
fn is_here(fix: &ResolvedFix, finding: &Finding) -> bool {
    !fix.edits.is_empty() && fix.edits.iter().all(|edit| edit.path == finding.path)
}

fn edit(snapshot: &Snapshot, edits: &[ResolvedEdit]) -> WorkspaceEdit {
    let edit =
        |edit: &ResolvedEdit| TextEdit { range: snapshot.range(edit.range), new_text: edit.text.clone() };
    workspace_edit(snapshot, edits.iter().map(edit).collect())
}

fn workspace_edit(snapshot: &Snapshot, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit {
        changes: Some(HashMap::from([(snapshot.uri.clone(), edits)])),
        ..WorkspaceEdit::default()
    }
}

/// A comment before the block that the finding is in. It has no reason yet,
/// and without one it silences nothing: the reason cannot be forgotten.
fn silenced(snapshot: &Snapshot, finding: &Finding, report: &Report<'_>) -> Option<WorkspaceEdit> {
    if finding.code.starts_with("XF0") {
        return None;
    }
    let at = finding.range.start.offset;
    // The outermost one: within a list or table there is no room for a comment.
    let block =
        report.nodes.iter().find(|node| node.kind.is_block() && node.at.start <= at && at <= node.at.end)?;
    let line = snapshot.lines().position(block.at.start).line;
    let start = snapshot.lines().span(line, snapshot.text().len() as u32).start;
    let place = snapshot.encoding.span(snapshot.lines(), report::Span::new(start, start));
    let end_of_line = if snapshot.text().contains("\r\n") { "\r\n" } else { "\n" };
    let new_text = format!("<!-- crossfoot-ignore {}: -->{end_of_line}", finding.code);
    Some(workspace_edit(snapshot, vec![TextEdit { range: place, new_text }]))
}
