//! The whole ledger of one report.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::host::Analyzer;
use crate::ledger::{Coverage, Detail, Entry, Manifest, Settings, Sheet, SheetEntry, SheetOperand, Tally};
use crate::report::{self, Lines, Report, Span};

/// Asks every analyzer for all that it recognises in a report.
pub fn sheet(path: &str, bytes: &[u8], analyzers: &[Arc<Analyzer>], settings: &Settings) -> Sheet {
    let settings = Settings { detail: Detail::Ledger, ..settings.clone() };
    let report = report::parse(bytes);
    let lines = Lines::of(&report.source);
    let mut relations = Tally::default();
    let mut entries: Vec<(Span, SheetEntry)> = Vec::new();
    let mut tested = BTreeSet::new();
    let mut faults = Vec::new();
    for analyzer in analyzers {
        match analyzer.inspect(&report, &settings) {
            Err(fault) => faults.push(crate::ledger::Fault { path: Some(path.to_owned()), ..fault }),
            Ok(inspection) => {
                relations.add(inspection.tally);
                tested.extend(inspection.entries.iter().flat_map(numbers_of));
                entries.extend(
                    inspection
                        .entries
                        .iter()
                        .map(|entry| (entry.at, shown(entry, analyzer.manifest(), &report, &lines))),
                );
            }
        }
    }
    entries.sort_by(|one, other| {
        (one.0, &one.1.code, &one.1.message).cmp(&(other.0, &other.1.code, &other.1.message))
    });
    Sheet {
        path: path.to_owned(),
        relations,
        coverage: coverage(&report, &lines, &tested),
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        faults,
    }
}

fn numbers_of(entry: &Entry) -> impl Iterator<Item = u32> {
    entry.operands.iter().filter_map(|operand| operand.quantity)
}

fn shown(entry: &Entry, manifest: &Manifest, report: &Report<'_>, lines: &Lines) -> SheetEntry {
    let rule = manifest.rules.get(entry.rule as usize);
    SheetEntry {
        code: rule.map(|rule| rule.code.clone()).unwrap_or_default(),
        rule: rule.map(|rule| rule.name.clone()).unwrap_or_default(),
        status: entry.status,
        finding: entry.finding,
        range: lines.range(entry.at),
        message: entry.message.clone(),
        derivation: entry.derivation.clone(),
        operands: entry
            .operands
            .iter()
            .map(|operand| printed(&operand.role, operand.at, report, lines))
            .collect(),
    }
}

fn coverage(report: &Report<'_>, lines: &Lines, tested: &BTreeSet<u32>) -> Coverage {
    let numbers = || report.quantities.iter().enumerate().filter(|(_, number)| number.class.is_quantity());
    let untested: Vec<SheetOperand> = numbers()
        .filter(|(index, _)| !tested.contains(&(*index as u32)))
        .map(|(_, number)| printed("", whole(number.at, number.noun), report, lines))
        .collect();
    let all = numbers().count() as u32;
    Coverage { numbers: all, tested: all - untested.len() as u32, untested }
}

/// A number with the unit or noun right behind it.
fn whole(number: Span, noun: Span) -> Span {
    if noun.start >= number.end && noun.end > number.end { Span::new(number.start, noun.end) } else { number }
}

fn printed(role: &str, at: Span, report: &Report<'_>, lines: &Lines) -> SheetOperand {
    SheetOperand { role: role.to_owned(), range: lines.range(at), text: at.of(&report.source).to_owned() }
}
