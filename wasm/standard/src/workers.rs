//! Workers side by side, how much each of them does, and what that makes:
//! `Threads: 32`, `Iterations per thread: 400`, `Operations: 12,800`.

use crossfoot_kit::prelude::*;

/// Nouns of things that work side by side, and of what each of them repeats.
pub const WORKERS: Roles = Roles::THREAD;
const REPEATS: Roles = Roles::ITERATION.or(Roles::OPERATION).or(Roles::ATTEMPT);

pub struct Work {
    pub workers: u32,
    pub each: u32,
    pub total: u32,
}

impl Work {
    /// Each repetition may do several operations, or the total be one worker's.
    pub fn outcome(&self, report: &Report) -> Outcome {
        let outcome =
            report.value(self.workers).mul(report.value(self.each)).equals(report.value(self.total));
        let count = |index: u32| report.count(index).unwrap_or_default();
        let (each, total) = (count(self.each), count(self.total));
        let product = count(self.workers).saturating_mul(each);
        let explained = total == each || (product != 0 && total % product == 0);
        if outcome == Outcome::Contradicted && explained { Outcome::Undecided } else { outcome }
    }
}

/// What each section tells, somewhere in it.
pub fn told(report: &Report) -> Vec<Work> {
    let mut done: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for index in 0..report.quantities().len() as u32 {
        if report.count_of(index).is_none() || !report.is_each(index) {
            continue;
        }
        let section = report.section_of(index);
        if done.contains(&section) || in_many_rows(report, index) {
            continue;
        }
        done.push(section);
        if let Some((workers, each, totals)) = in_section(report, section) {
            found.extend(totals.into_iter().map(|total| Work { workers, each, total }));
        }
    }
    found
}

/// Numbers of a table with several rows belong to their rows.
fn in_many_rows(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return true };
    let Some(table) = report.within(quantity.node, kind::TABLE) else { return false };
    report.table_at(table).is_none_or(|table| table.columns() != 2)
}

/// The workers, the share of each and the totals of a section, where there is
/// but one value of each. Several totals must be said to be totals.
fn in_section(report: &Report, section: u32) -> Option<(u32, u32, Vec<u32>)> {
    const ASIDE: Roles = Roles::RATE.or(Roles::FAIL).or(Roles::ERRORS).or(Roles::SKIPPED);
    let (mut workers, mut each) = (None, None);
    let (mut totals, mut loose): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for index in report.quantities_of(section) {
        if report.count_of(index).is_none()
            || report.section_of(index) != section
            || in_many_rows(report, index)
        {
            continue;
        }
        let names = report.names(index);
        let roles = roles_of(names);
        if report.is_each(index) {
            if roles.has(REPEATS) {
                settle(report, &mut each, index)?;
            }
        } else if roles.has(REPEATS) && roles.has(Roles::TOTAL | Roles::OPERATION) && !roles.has(ASIDE) {
            let said = roles.has(Roles::TOTAL) || roles_of(report.label(index)).has(Roles::TOTAL);
            let group = if said { &mut totals } else { &mut loose };
            if group.iter().all(|known| report.count(*known) != report.count(index)) {
                group.push(index);
            }
        } else if names.last().is_some_and(|word| word.is(WORKERS))
            || report.noun(index).first().is_some_and(|word| word.is(WORKERS))
        {
            settle(report, &mut workers, index)?;
        }
    }
    if totals.is_empty() && loose.len() == 1 {
        totals = loose;
    }
    Some((workers?, each?, totals))
}

/// Keeps the first number; `None` if another has a different value.
fn settle(report: &Report, slot: &mut Option<u32>, index: u32) -> Option<()> {
    let known = *slot.get_or_insert(index);
    (report.count(known) == report.count(index)).then_some(())
}
