//! One report, judged by each analyzer in a fresh instance.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tracing::debug_span;

use super::resolve::{Seed, excerpt, seeds};
use crate::host::Analyzer;
use crate::ledger::{Directive, Fault, FaultKind, Settings, Tally};
use crate::report::{self, Lines, Report};

/// Reports longer than this are refused before they are read as a report:
/// what an analyzer may take grows with the text, and has an end.
pub const LONGEST_REPORT: u64 = 16 << 20;

/// What is kept of a report: no text, and no path, so that it can be kept by
/// content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub length: u32,
    pub lines: Lines,
    /// Parallel to the set's analyzers.
    pub parts: Vec<Part>,
    /// Comments that speak to crossfoot.
    pub directives: Vec<Directive>,
    /// Faults of the report itself; the path is filled in later.
    pub faults: Vec<Fault>,
}

/// What one analyzer said of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub tally: Tally,
    /// How many entries it listed, findings or not.
    pub entries: u32,
    pub findings: Vec<Seed>,
    pub note: Vec<u8>,
    /// Boxed, since there is hardly ever one and always room for it.
    pub fault: Option<Box<Fault>>,
}

/// Judges one report. Never fails: what goes wrong stands in the judgement.
pub fn judge(bytes: &[u8], analyzers: &[Arc<Analyzer>], settings: &Settings) -> Judgement {
    match catch_unwind(AssertUnwindSafe(|| judge_or_panic(bytes, analyzers, settings))) {
        Ok(judgement) => judgement,
        Err(panic) => Judgement {
            faults: vec![fault(FaultKind::Internal, format!("crossfoot stumbled: {}", text_of(&*panic)))],
            ..Judgement::default()
        },
    }
}

fn judge_or_panic(bytes: &[u8], analyzers: &[Arc<Analyzer>], settings: &Settings) -> Judgement {
    let report = {
        let _span = debug_span!("parse", bytes = bytes.len()).entered();
        report::parse(bytes)
    };
    let lines = Lines::of(&report.source);
    let parts = analyzers.iter().map(|analyzer| part(analyzer, &report, &lines, settings)).collect();
    Judgement {
        length: report.source.len() as u32,
        parts,
        directives: directives(&report, &lines),
        faults: faults_of_input(bytes),
        lines,
    }
}

fn part(analyzer: &Analyzer, report: &Report<'_>, lines: &Lines, settings: &Settings) -> Part {
    let _span = debug_span!("inspect", analyzer = analyzer.manifest().name).entered();
    match analyzer.inspect(report, settings) {
        Ok(inspection) => Part {
            tally: inspection.tally,
            entries: inspection.entries.len() as u32,
            findings: seeds(&inspection.entries, analyzer.manifest(), report, lines),
            note: inspection.note,
            fault: None,
        },
        Err(fault) => Part { fault: Some(Box::new(fault)), ..Part::default() },
    }
}

fn faults_of_input(bytes: &[u8]) -> Vec<Fault> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return vec![fault(FaultKind::NoReports, "an empty file".to_owned())];
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let at = error.valid_up_to();
            vec![fault(
                FaultKind::NotUtf8,
                format!("not UTF-8: byte {at} begins no character; read as if it were blank"),
            )]
        }
    }
}

fn directives(report: &Report<'_>, lines: &Lines) -> Vec<Directive> {
    report::comments(report)
        .into_iter()
        .filter(|comment| comment.text.trim_start().starts_with("crossfoot-"))
        .map(|comment| Directive {
            text: comment.text.trim().to_owned(),
            range: lines.range(comment.at),
            next: comment.next,
            excerpt: excerpt(&report.source, lines, comment.at).resolve(""),
        })
        .collect()
}

fn fault(kind: FaultKind, message: String) -> Fault {
    Fault { path: None, analyzer: None, kind, message }
}

fn text_of(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words")
}
