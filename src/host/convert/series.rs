//! What an analyzer says across reports.

use super::super::bindings as wit;
use super::super::fault::RunFault;
use super::entry::{self, Purse, Source};
use super::{Bounds, unlisted};
use crate::ledger::{Conclusion, Inheritance, Note, Place, RemarkElsewhere, SeriesEntry};

pub(in crate::host) fn conclusion(
    answer: wit::Conclusion,
    notes: &[Note<'_>],
    bounds: &Bounds<'_>,
) -> Result<Conclusion, RunFault> {
    let mut purse = Purse::new(bounds);
    let entries = answer.entries.into_iter().enumerate();
    let entries = entries
        .map(|(index, entry)| {
            series_entry(entry, notes, &mut purse)
                .map_err(|fault| fault.about(&format!("entry {index} across reports")))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let inherited = answer.inherited.into_iter().map(|one| inheritance(one, notes, &mut purse));
    let inherited = inherited.collect::<Result<Vec<_>, _>>()?;
    let mut tally = unlisted(answer.unlisted)?;
    for entry in entries.iter().filter(|entry| entry.entry.is_relation()) {
        tally.count(entry.entry.status);
    }
    Ok(Conclusion { entries, tally, inherited })
}

fn series_entry(
    entry: wit::SeriesEntry,
    notes: &[Note<'_>],
    purse: &mut Purse,
) -> Result<SeriesEntry, RunFault> {
    let source = source(entry.report, notes)?;
    purse.spend(size_of::<SeriesEntry>())?;
    let elsewhere = entry.elsewhere.into_iter().map(|remark| {
        let there = purse.remark(remark.at, &remark.message, &self::source(remark.report, notes)?)?;
        Ok(RemarkElsewhere { report: remark.report, at: there.at, message: there.message })
    });
    let elsewhere = elsewhere.collect::<Result<_, RunFault>>()?;
    let heirs = entry.heirs.into_iter().map(|heir| {
        purse.spend(size_of::<Place>())?;
        Ok(Place { report: heir.report, at: self::source(heir.report, notes)?.span(heir.at)? })
    });
    let heirs = heirs.collect::<Result<_, RunFault>>()?;
    Ok(SeriesEntry {
        report: entry.report,
        entry: entry::entry(entry.entry, &source, purse)?,
        elsewhere,
        heirs,
    })
}

fn inheritance(
    one: wit::Inheritance,
    notes: &[Note<'_>],
    purse: &mut Purse,
) -> Result<Inheritance, RunFault> {
    purse.spend(size_of::<Inheritance>())?;
    known(one.report, one.entry, notes)?;
    known(one.root_report, one.root_entry, notes)?;
    if (one.report, one.entry) == (one.root_report, one.root_entry) {
        return Err(RunFault::violation("it says that an entry inherits from itself"));
    }
    Ok(Inheritance {
        report: one.report,
        entry: one.entry,
        root_report: one.root_report,
        root_entry: one.root_entry,
    })
}

fn known(report: u32, entry: u32, notes: &[Note<'_>]) -> Result<(), RunFault> {
    let entries = at(report, notes)?.entries;
    if entry < entries {
        return Ok(());
    }
    Err(RunFault::violation(format!("it names entry {entry} of report {report}, which has {entries}")))
}

fn source<'a>(report: u32, notes: &[Note<'_>]) -> Result<Source<'a>, RunFault> {
    Ok(Source::Length(at(report, notes)?.length))
}

fn at<'a, 'n>(report: u32, notes: &'a [Note<'n>]) -> Result<&'a Note<'n>, RunFault> {
    notes
        .get(report as usize)
        .ok_or_else(|| RunFault::violation(format!("it names report {report} and was given {}", notes.len())))
}
