//! Fractions of a list or block, and the fraction that adds them up:
//! `Backend: 34/34`, `Frontend: 9/14`, `Total: 43/48`.

use crate::counted::{OPEN, is_exact};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

/// The sum above the line, and the one below it.
pub fn told(report: &Report) -> Vec<Toll> {
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    groups.filter_map(|group| of(report, group)).flatten().collect()
}

fn of(report: &Report, group: &[Field]) -> Option<[Toll; 2]> {
    let (last, above) = group.split_last()?;
    if !last.roles.has(Roles::TOTAL) || above.len() < 2 || report.roles_of(last.group).has(OPEN) {
        return None;
    }
    let (total, all) = fraction(report, last)?;
    let parts: Vec<(u32, u32)> = above.iter().map(|field| fraction(report, field)).collect::<Option<_>>()?;
    let sum = |total: u32, parts: Vec<u32>| Toll { total, parts, sure: false };
    let some = sum(total, parts.iter().map(|(part, _)| *part).collect());
    let whole = sum(all, parts.iter().map(|(_, whole)| *whole).collect());
    // That one of the two sums is right shows that they are sums.
    let holds = |toll: &Toll| toll.outcome(report) != Outcome::Contradicted;
    let sure = holds(&some) || holds(&whole);
    sure.then_some([Toll { sure, ..some }, Toll { sure, ..whole }])
}

/// The only fraction of a field that is no total itself.
fn fraction(report: &Report, field: &Field) -> Option<(u32, u32)> {
    let mut parts = report
        .quantities_in(field.value)
        .filter(|index| report.quantity(*index).is_some_and(|quantity| quantity.role == role::NUMERATOR));
    let part = parts.next().filter(|_| parts.next().is_none())?;
    let whole = report.quantity(part)?.mate;
    (is_exact(report, part) && is_exact(report, whole)).then_some((part, whole))
}
