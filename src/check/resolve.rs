//! From entries, which speak in offsets and indices, to findings, which speak
//! in lines, codes and paths.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ledger::{
    Applicability, Entry, Excerpt, Finding, Manifest, Related, ResolvedEdit, ResolvedFix, Severity, Status,
};
use crate::report::{Lines, NodeKind, Range, Report, Span};

/// A finding before its report has a name: judgements are kept by content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// Its place in the list that `inspect` gave.
    pub entry: u32,
    pub rule: u32,
    pub severity: Severity,
    pub status: Status,
    pub range: Range,
    pub message: String,
    pub derivation: Vec<String>,
    pub related: Vec<(Range, String)>,
    pub fixes: Vec<SeedFix>,
    pub claim: String,
    pub fingerprint: String,
    pub excerpts: Vec<SeedExcerpt>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedFix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<(Range, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedExcerpt {
    pub line: u32,
    pub offset: u32,
    pub text: String,
}

/// Text of a report that its findings may keep, for a report of ordinary
/// length. An analyzer could otherwise have each line kept a thousand times.
const EXCERPT_BYTES: usize = 1 << 20;

/// The findings among the entries.
pub(super) fn seeds(entries: &[Entry], manifest: &Manifest, report: &Report<'_>, lines: &Lines) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = Vec::new();
    let mut turns: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    let mut room = EXCERPT_BYTES.max(report.source.len() * 2);
    for (index, entry) in entries.iter().enumerate() {
        let Some(severity) = entry.finding else { continue };
        let code = code_of(manifest, entry.rule);
        let section = heading_over(report, entry.at);
        // The same claim printed twice in a section: told apart by its turn.
        let turn = turns.entry((code, section, &entry.claim)).or_default();
        let fingerprint = fingerprint(code, section, &entry.claim, *turn);
        *turn += 1;
        seeds.push(Seed {
            excerpts: excerpts(entry, &report.source, lines, &mut room),
            fingerprint,
            ..seed(index as u32, entry, severity, lines)
        });
    }
    seeds
}

/// Each line once; none any more when there is no room left for them. The
/// place itself is told in any case.
fn excerpts(entry: &Entry, source: &str, lines: &Lines, room: &mut usize) -> Vec<SeedExcerpt> {
    let mut kept = BTreeSet::new();
    let mut excerpts = Vec::new();
    for place in std::iter::once(entry.at).chain(entry.related.iter().map(|remark| remark.at)) {
        if *room == 0 {
            break;
        }
        let excerpt = excerpt(source, lines, place);
        if kept.insert((excerpt.offset, excerpt.text.len())) {
            *room = room.saturating_sub(excerpt.text.len().max(1));
            excerpts.push(excerpt);
        }
    }
    excerpts
}

/// Everything of a finding that can be told without the text.
pub(super) fn seed(index: u32, entry: &Entry, severity: Severity, lines: &Lines) -> Seed {
    let edits = |fix: &crate::ledger::Fix| {
        fix.edits.iter().map(|edit| (lines.range(edit.at), edit.text.clone())).collect()
    };
    Seed {
        entry: index,
        rule: entry.rule,
        severity,
        status: entry.status,
        range: lines.range(entry.at),
        message: entry.message.clone(),
        derivation: entry.derivation.clone(),
        related: entry
            .related
            .iter()
            .map(|remark| (lines.range(remark.at), remark.message.clone()))
            .collect(),
        fixes: entry
            .fixes
            .iter()
            .map(|fix| SeedFix {
                title: fix.title.clone(),
                applicability: fix.applicability,
                edits: edits(fix),
            })
            .collect(),
        claim: entry.claim.clone(),
        fingerprint: String::new(),
        excerpts: Vec::new(),
    }
}

impl Seed {
    pub(super) fn finding(&self, path: &str, manifest: &Manifest) -> Finding {
        let rule = manifest.rules.get(self.rule as usize);
        Finding {
            code: code_of(manifest, self.rule).to_owned(),
            rule: rule.map(|rule| rule.name.clone()).unwrap_or_default(),
            severity: self.severity,
            path: path.to_owned(),
            range: self.range,
            message: self.message.clone(),
            derivation: self.derivation.clone(),
            related: self
                .related
                .iter()
                .map(|(range, message)| Related {
                    path: path.to_owned(),
                    range: *range,
                    message: message.clone(),
                })
                .collect(),
            inherited: Vec::new(),
            fixes: self.fixes.iter().map(|fix| fix.resolve(path)).collect(),
            claim: self.claim.clone(),
            fingerprint: self.fingerprint.clone(),
            suppressed: None,
            taken_over: Vec::new(),
            status: Some(self.status),
            excerpts: self.excerpts.iter().map(|excerpt| excerpt.resolve(path)).collect(),
        }
    }
}

impl SeedFix {
    fn resolve(&self, path: &str) -> ResolvedFix {
        let edit = |(range, text): &(Range, String)| ResolvedEdit {
            path: path.to_owned(),
            range: *range,
            text: text.clone(),
        };
        ResolvedFix {
            title: self.title.clone(),
            applicability: self.applicability,
            edits: self.edits.iter().map(edit).collect(),
        }
    }
}

impl SeedExcerpt {
    pub(super) fn resolve(&self, path: &str) -> Excerpt {
        Excerpt { path: path.to_owned(), line: self.line, offset: self.offset, text: self.text.clone() }
    }
}

fn code_of(manifest: &Manifest, rule: u32) -> &str {
    manifest.rules.get(rule as usize).map_or("", |rule| rule.code.as_str())
}

/// What a finding is known by as its report is edited elsewhere: its rule, its
/// section and its claim, never its line.
pub(super) fn fingerprint(code: &str, section: &str, claim: &str, turn: u32) -> String {
    let mut hash = Sha256::new();
    for part in [code, section, claim, &turn.to_string()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The text of the innermost heading over a place.
fn heading_over<'r>(report: &'r Report<'_>, at: Span) -> &'r str {
    let over = |node: &&crate::report::Node| node.kind == NodeKind::Section && node.at.contains(at);
    let Some(section) = report.nodes.iter().rfind(over) else { return "" };
    let heading =
        |node: &&crate::report::Node| node.kind == NodeKind::Heading && section.at.contains(node.at);
    report.nodes.iter().find(heading).map_or("", |node| node.at.of(&report.source).trim_matches(['#', ' ']))
}

/// The whole lines that a place stands on, cut where they are very long.
pub(super) fn excerpt(source: &str, lines: &Lines, at: Span) -> SeedExcerpt {
    const LONGEST: usize = 4_096;
    let range = lines.range(at);
    let first = lines.span(range.start.line, source.len() as u32);
    let last = lines.span(range.end.line, source.len() as u32);
    let text = Span::new(first.start, last.end).of(source);
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or("").trim_end_matches(['\n', '\r']).to_owned();
    SeedExcerpt { line: range.start.line, offset: first.start, text }
}
