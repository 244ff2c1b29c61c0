//! An outcome with something of everything, for the tests of all formats.

use std::sync::Arc;

use crate::ledger::*;
use crate::report::{Lines, Range, Span};

pub const REPORT: &str = "# Batch record 41\n\n\
- Lots 176-295: released (119 lots)\n\
- Assay → 98.7% (\u{202e}limit 95%)\n\
- Yield 87% against 95%+: MET\n\n\
| Lot | Vials |\n|---|---|\n| 176 | 1,200 |\n";

fn place(of: &str) -> Range {
    let start = REPORT.find(of).unwrap() as u32;
    Lines::of(REPORT).range(Span::new(start, start + of.len() as u32))
}

fn excerpt() -> Excerpt {
    Excerpt {
        path: "reports/batch 41.md".into(),
        line: 3,
        offset: 19,
        text: REPORT[19..REPORT.find("\n\n|").unwrap()].into(),
    }
}

fn finding(code: &str, rule: &str, severity: Severity, range: Range, message: &str) -> Finding {
    Finding {
        code: code.into(),
        rule: rule.into(),
        severity,
        path: "reports/batch 41.md".into(),
        range,
        message: message.into(),
        derivation: Vec::new(),
        related: Vec::new(),
        inherited: Vec::new(),
        fixes: Vec::new(),
        fingerprint: fingerprint(code, message),
        suppressed: None,
        claim: message.into(),
        taken_over: Vec::new(),
        status: Some(Status::Contradicted),
        excerpts: vec![excerpt()],
    }
}

fn rule(code: &str, name: &str, severity: Severity) -> RuleInfo {
    RuleInfo {
        code: code.into(),
        name: name.into(),
        severity,
        explanation: format!(
            "# {name} ({code})\n\nA stated figure that cannot be.\n\n## Why it matters\nIt looks measured.\n"
        ),
    }
}

pub fn outcome() -> Outcome {
    let mut counted = finding(
        "XF201",
        "range-count-mismatch",
        Severity::Error,
        place("119 lots"),
        "lots 176 to 295 are 120, not 119",
    );
    counted.derivation = vec!["295 − 176 + 1 = 120".into()];
    counted.related = vec![
        Related { path: counted.path.clone(), range: place("176-295"), message: "this range".into() },
        Related {
            path: "reports/batch-42.md".into(),
            range: place("119 lots"),
            message: "said again".into(),
        },
    ];
    counted.inherited = ["reports/batch-42.md", "reports/batch-43.md"]
        .map(|path| Heir::at(path.into(), place("119 lots")))
        .to_vec();
    counted.fixes = vec![ResolvedFix {
        title: "write 120".into(),
        applicability: Applicability::Maybe,
        edits: vec![ResolvedEdit { path: counted.path.clone(), range: place("119"), text: "120".into() }],
    }];
    let missed = finding(
        "XF301",
        "target-missed",
        Severity::Warning,
        place("87% against 95%+: MET"),
        "87% does not reach 95%, and is called MET | <b>::",
    );
    let mut remark = finding(
        "XF901",
        "mojibake",
        Severity::Info,
        place("\u{202e}limit"),
        "a character \u{202e} that turns the text \u{1b}[31m",
    );
    remark.excerpts.clear();
    let mut silenced =
        finding("XF301", "target-missed", Severity::Error, place("98.7%"), "98.7% is below its limit");
    silenced.suppressed =
        Some(Suppressed { by: Suppressor::Comment, reason: "limit raised on 3 May, see CR-7".into() });
    let mut known = finding("XF201", "range-count-mismatch", Severity::Error, place("1,200"), "an old one");
    known.suppressed = Some(Suppressed { by: Suppressor::Baseline, reason: "known to baseline.json".into() });
    let mut findings = vec![counted, remark, silenced, missed, known];
    findings.sort_by_key(|finding| finding.range);
    Outcome {
        analyzers: vec![AnalyzerInfo {
            name: "standard".into(),
            version: "0.1.0".into(),
            sha256: "ab".repeat(32),
            rules: Arc::new([
                rule("XF201", "range-count-mismatch", Severity::Error),
                rule("XF301", "target-missed", Severity::Error),
                rule("XF901", "mojibake", Severity::Info),
            ]),
        }],
        paths: vec!["reports/batch 41.md".into(), "reports/batch-42.md".into(), "reports/batch-43.md".into()],
        reports: 3,
        relations: Tally { holds: 52, contradicted: 3, undecided: 2 },
        findings,
        faults: vec![Fault {
            path: Some("reports/batch-44.md".into()),
            analyzer: Some("acme".into()),
            kind: FaultKind::OutOfFuel,
            message: "used more than 500 million units".into(),
        }],
        compared: true,
        ..Outcome::default()
    }
}
