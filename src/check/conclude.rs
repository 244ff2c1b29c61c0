//! Judgements to an outcome: what the reports say together.

use std::sync::Arc;

use tracing::debug_span;

use super::judge::Judgement;
use super::resolve::{fingerprint, seed};
use crate::host::Analyzer;
use crate::ledger::{
    AnalyzerInfo, Claimed, Conclusion, Fault, Finding, Heir, Inheritance, Note, Outcome, Related,
    SeriesEntry, Settings, Status,
};
use crate::report::Range;

/// A judgement, and the report that it is about.
#[derive(Clone, Debug)]
pub struct Judged {
    pub path: String,
    pub judgement: Arc<Judgement>,
}

/// Brings judgements together. The outcome depends neither on their order nor
/// on how they were made.
pub fn conclude(mut judged: Vec<Judged>, analyzers: &[Arc<Analyzer>], settings: &Settings) -> Outcome {
    judged.sort_by(|one, other| one.path.cmp(&other.path));
    let mut outcome = Outcome {
        paths: judged.iter().map(|report| report.path.clone()).collect(),
        analyzers: analyzers.iter().map(|analyzer| about(analyzer)).collect(),
        reports: judged.len() as u32,
        ..Outcome::default()
    };
    for report in &judged {
        gather(report, &mut outcome);
    }
    for (index, analyzer) in analyzers.iter().enumerate() {
        conclude_one(index, analyzer, &judged, settings, &mut outcome);
    }
    put_in_order(&mut outcome);
    outcome
}

/// What a report says by itself, the series left aside: for an editor, which
/// shows this while the series is still being asked.
pub fn alone(report: &Judged, analyzers: &[Arc<Analyzer>]) -> Outcome {
    let mut outcome = Outcome {
        paths: vec![report.path.clone()],
        analyzers: analyzers.iter().map(|analyzer| about(analyzer)).collect(),
        reports: 1,
        ..Outcome::default()
    };
    gather(report, &mut outcome);
    for (index, analyzer) in analyzers.iter().enumerate() {
        let singles = single_findings(index, analyzer, &[report]);
        outcome.findings.extend(singles.into_iter().flatten().map(|single| single.finding));
    }
    put_in_order(&mut outcome);
    outcome
}

fn about(analyzer: &Analyzer) -> AnalyzerInfo {
    let manifest = analyzer.manifest();
    AnalyzerInfo {
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        sha256: analyzer.digest().to_owned(),
        rules: manifest.rules.clone(),
    }
}

/// What a report brings by itself, its findings excepted.
fn gather(report: &Judged, outcome: &mut Outcome) {
    let here = |fault: &Fault| Fault { path: Some(report.path.clone()), ..fault.clone() };
    outcome.faults.extend(report.judgement.faults.iter().map(here));
    for part in &report.judgement.parts {
        outcome.relations.add(part.tally);
        outcome.faults.extend(part.fault.as_deref().map(here));
    }
    if !report.judgement.directives.is_empty() {
        let mut directives = report.judgement.directives.clone();
        directives.iter_mut().for_each(|directive| directive.excerpt.path.clone_from(&report.path));
        outcome.directives.push((report.path.clone(), directives));
    }
}

/// The findings of one analyzer: those of single reports, of which some may
/// turn out to be inherited, and those of the series.
fn conclude_one(
    index: usize,
    analyzer: &Analyzer,
    judged: &[Judged],
    settings: &Settings,
    outcome: &mut Outcome,
) {
    // An analyzer that failed on a report has left no note about it.
    let heard: Vec<&Judged> = judged
        .iter()
        .filter(|report| report.judgement.parts.get(index).is_some_and(|part| part.fault.is_none()))
        .collect();
    let concluded = {
        let _span =
            debug_span!("conclude", analyzer = analyzer.manifest().name, reports = heard.len()).entered();
        analyzer.conclude(&notes(index, &heard), settings)
    };
    // Behind the call: there may be very many, and the guest's memory is free again.
    let mut singles = single_findings(index, analyzer, &heard);
    match concluded {
        Err(fault) => outcome.faults.push(fault),
        Ok(Conclusion { entries, tally, inherited }) => {
            outcome.relations.add(tally);
            for entry in &entries {
                if let Some(mut finding) = series_finding(entry, analyzer, &heard) {
                    take_over(entry, &mut finding, &heard, &mut singles);
                    outcome.findings.push(finding);
                }
            }
            hand_down(&inherited, &heard, &mut singles);
        }
    }
    outcome.findings.extend(singles.into_iter().flatten().map(|single| single.finding));
}

struct Single {
    entry: u32,
    finding: Finding,
}

fn single_findings(index: usize, analyzer: &Analyzer, heard: &[&Judged]) -> Vec<Vec<Single>> {
    let of_report = |report: &&Judged| {
        let seeds = report.judgement.parts.get(index).map(|part| part.findings.as_slice()).unwrap_or(&[]);
        seeds
            .iter()
            .map(|seed| Single {
                entry: seed.entry,
                finding: seed.finding(&report.path, analyzer.manifest()),
            })
            .collect()
    };
    heard.iter().map(of_report).collect()
}

fn notes<'n>(index: usize, heard: &[&'n Judged]) -> Vec<Note<'n>> {
    let note = |report: &&'n Judged| {
        let part = report.judgement.parts.get(index)?;
        Some(Note {
            path: &report.path,
            note: &part.note,
            length: report.judgement.length,
            entries: part.entries,
        })
    };
    heard.iter().filter_map(note).collect()
}

/// Gives a finding across reports its heirs. What a report says of itself at
/// the very place of the finding or of an heir is the same error and not told
/// twice.
fn take_over(series: &SeriesEntry, finding: &mut Finding, heard: &[&Judged], singles: &mut [Vec<Single>]) {
    finding.taken_over = said_at(series.report, finding.range, singles);
    finding.inherited.extend(series.heirs.iter().filter_map(|place| {
        let there = heard.get(place.report as usize)?;
        let range = there.judgement.lines.range(place.at);
        let own = said_at(place.report, range, singles);
        Some(Heir { own, ..Heir::at(there.path.clone(), range) })
    }));
}

/// Takes out what a report says of itself at a place.
fn said_at(report: u32, range: Range, singles: &mut [Vec<Single>]) -> Vec<Claimed> {
    let Some(own) = singles.get_mut(report as usize) else { return Vec::new() };
    let here = |single: &mut Single| {
        single.finding.status == Some(Status::Contradicted) && single.finding.range == range
    };
    own.extract_if(.., here).map(|single| single.finding.claimed()).collect()
}

/// Moves each inherited finding out of the list and behind its root. One whose
/// root is no finding of ours stays where it is: nothing is lost.
fn hand_down(inherited: &[Inheritance], heard: &[&Judged], singles: &mut [Vec<Single>]) {
    for link in inherited {
        let is_root = |single: &Single| single.entry == link.root_entry;
        let has_root =
            singles.get(link.root_report as usize).is_some_and(|report| report.iter().any(is_root));
        let itself = (link.report, link.entry) == (link.root_report, link.root_entry);
        if !has_root || itself {
            continue;
        }
        let Some(heir) = take(singles, link.report, link.entry) else { continue };
        let path = heard.get(link.report as usize).map(|report| report.path.clone()).unwrap_or_default();
        let root = singles
            .get_mut(link.root_report as usize)
            .and_then(|report| report.iter_mut().find(|s| is_root(s)));
        if let Some(root) = root {
            let mut finding = heir.finding;
            let further = std::mem::take(&mut finding.inherited);
            let place = Heir::at(path, finding.range);
            root.finding.inherited.push(Heir { own: vec![finding.claimed()], ..place });
            root.finding.inherited.extend(further);
        }
    }
}

fn take(singles: &mut [Vec<Single>], report: u32, entry: u32) -> Option<Single> {
    let report = singles.get_mut(report as usize)?;
    let at = report.iter().position(|single| single.entry == entry)?;
    Some(report.remove(at))
}

fn series_finding(series: &SeriesEntry, analyzer: &Analyzer, heard: &[&Judged]) -> Option<Finding> {
    let severity = series.entry.finding?;
    let home = heard.get(series.report as usize)?;
    let seed = seed(0, &series.entry, severity, &home.judgement.lines);
    let mut finding = seed.finding(&home.path, analyzer.manifest());
    finding.fingerprint = fingerprint(&finding.code, "", &series.entry.claim, 0);
    finding.related.extend(series.elsewhere.iter().filter_map(|remark| {
        let there = heard.get(remark.report as usize)?;
        let range = there.judgement.lines.range(remark.at);
        Some(Related { path: there.path.clone(), range, message: remark.message.clone() })
    }));
    Some(finding)
}

/// By path, place and code, so that nothing of how they were found is left.
fn put_in_order(outcome: &mut Outcome) {
    for finding in &mut outcome.findings {
        // Heirs keep the order of their series, which is not that of paths.
        finding.related.sort();
    }
    outcome.findings.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.range.start.offset, finding.range.end.offset);
        one.path
            .cmp(&other.path)
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| one.code.cmp(&other.code))
            .then_with(|| one.message.cmp(&other.message))
            .then_with(|| one.fingerprint.cmp(&other.fingerprint))
    });
    outcome.faults.sort();
    outcome.faults.dedup();
}
