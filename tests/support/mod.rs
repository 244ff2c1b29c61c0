//! Running the rules natively on reports that the host's own parser has read.

// Each test takes of it what it needs.
#![allow(dead_code)]

pub use crossfoot::report;

pub mod adapter;

use crossfoot_kit::bindings::{Detail, Entry, Guest, Manifest, Rounding, Settings, Severity};
use crossfoot_standard::Standard;

/// The findings and relations of one report, with what is needed to print them.
pub struct Judged {
    pub source: String,
    pub entries: Vec<Entry>,
    pub manifest: Manifest,
}

pub fn settings(detail: Detail) -> Settings {
    Settings { detail, rounding: Rounding::AnyHabit, words: Vec::new(), values: Vec::new() }
}

pub fn judge(text: &str, detail: Detail) -> Judged {
    let parsed = report::parse(text.as_bytes());
    let source = parsed.source.to_string();
    let inspection = Standard::inspect(adapter::convert(&parsed), settings(detail));
    Judged { source, entries: inspection.entries, manifest: Standard::describe() }
}

impl Judged {
    pub fn code(&self, entry: &Entry) -> &str {
        &self.manifest.rules[entry.rule as usize].code
    }

    /// Findings of at least this severity.
    pub fn findings(&self, least: Severity) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.finding.is_some_and(|severity| severity >= least))
    }

    pub fn line(&self, offset: u32) -> usize {
        self.source[..offset as usize].matches('\n').count() + 1
    }

    /// A finding as a line of text, for snapshots and failures.
    pub fn show(&self, entry: &Entry) -> String {
        let text = &self.source[entry.at.start as usize..entry.at.end as usize];
        let severity =
            entry.finding.map_or_else(|| format!("{:?}", entry.status), |found| format!("{found:?}"));
        let mut shown = format!(
            "{}: {} {} {:?}\n  {}\n",
            self.line(entry.at.start),
            self.code(entry),
            severity.to_lowercase(),
            text,
            entry.message
        );
        for step in &entry.derivation {
            shown.push_str(&format!("  . {step}\n"));
        }
        for related in &entry.related {
            shown.push_str(&format!("  {}: {}\n", self.line(related.at.start), related.message));
        }
        for fix in &entry.fixes {
            shown.push_str(&format!("  fix ({:?}): {}\n", fix.applicability, fix.title));
        }
        shown
    }
}
