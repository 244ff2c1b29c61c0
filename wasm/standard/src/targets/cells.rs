//! What a cell holds of a target or a figure.

use super::standing::{commensurate, is_measure, standing};
use super::{Side, Standing};
use crossfoot_kit::prelude::*;

/// "< 200 ms", "≥ 95%": a bound of something that is measured, and no count in a name.
pub fn is_own_bound(report: &Report, target: u32) -> bool {
    report.quantity(target).is_some_and(|quantity| {
        is_measure(report, target)
            && quantity.role == role::ALONE
            && quantity.flags & flag::MARKED != 0
            && quantity.flags & flag::HEDGED == 0
    })
}

/// The target of a cell that holds just one: a number, a range, a fraction.
pub fn only_target(report: &Report, cell: Cell) -> Option<u32> {
    let mut targets = cell.quantities().filter(|index| report.is_arithmetic(*index) && leads(report, *index));
    let target = targets.next()?;
    let alone = targets.next().is_none_or(|of| is_share_of(report, target, of));
    (alone && targets.next().is_none()).then_some(target)
}

/// "≤ 85 % of 256 KiB"
fn is_share_of(report: &Report, share: u32, whole: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(share), report.quantity(whole)) else { return false };
    let gap = Span { start: one.at.end.min(other.at.start), end: other.at.start };
    report.is_percentage(share)
        && matches!(report.text(gap).trim_start_matches(['%', ' ']), "of " | "of the ")
}

/// Whether a number is not the second of a pair.
pub fn leads(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| {
        !matches!(quantity.role, role::DENOMINATOR | role::VALUE_END | role::ERROR | role::RANGE_END)
    })
}

pub fn is_expected(report: &Report, header: &[Word], target: u32) -> bool {
    report.count_of(target).is_some()
        && header.iter().any(|word| report.text(word.at).eq_ignore_ascii_case("expected"))
}

/// The figure of a cell beside a target: where the cell holds several, all of
/// them must stand alike.
pub fn best(report: &Report, cell: Cell, target: u32, side: Option<Side>) -> Option<(u32, Standing)> {
    let mut found: Option<(u32, Standing)> = None;
    for index in cell.quantities().filter(|index| report.is_arithmetic(*index) && leads(report, *index)) {
        if commensurate(report, index, target).is_none() {
            continue;
        }
        let standing = standing(report, index, target, side);
        match found {
            Some((_, before)) if before != standing => return Some((index, Standing::Unclear)),
            Some(_) => {}
            None => found = Some((index, standing)),
        }
    }
    found
}
