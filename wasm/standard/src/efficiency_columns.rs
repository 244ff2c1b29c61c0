//! Columns of efficiencies: how much of what so many workers could do they do.

use crate::speedups::Gain;
use crossfoot_kit::prelude::*;

/// Speedup over workers, in percent; without a column of speedups, of the rate
/// against what one worker does.
pub fn efficiencies(report: &Report, table: Table<'_>, column: u32) -> Vec<Gain> {
    let only = |is: &dyn Fn(u32) -> bool| {
        let mut columns = (0..table.columns()).filter(|other| *other != column && is(*other));
        columns.next().filter(|_| columns.next().is_none())
    };
    let header = |column: u32| table.header_roles(column);
    let speedup = table.only_column(Roles::SPEEDUP);
    let Some(workers) = only(&|other| header(other).has(Roles::THREAD) && speedup != Some(other)) else {
        return Vec::new();
    };
    let rate =
        only(&|other| header(other).has(Roles::RATE) && !header(other).has(Roles::THREAD | Roles::SPEEDUP));
    let Some(figure) = speedup.or(rate) else { return Vec::new() };
    let mut gains = Vec::new();
    let mut base = None;
    for row in table.rows() {
        let number = |column: u32| {
            row.cell(column).and_then(|cell| cell.quantities().find(|q| report.is_arithmetic(*q)))
        };
        let (Some(figure), Some(workers), Some(printed)) = (number(figure), number(workers), number(column))
        else {
            continue;
        };
        let Some(many) = report.count(workers) else { continue };
        let scale = if report.is_percentage(printed) { 100 } else { 1 };
        let value = report.value(figure).times(scale);
        let gain = if speedup.is_some() {
            let value = value.div(report.value(workers));
            Gain { pair: (figure, workers), workers: None, printed, value, severity: Severity::Error }
        } else if many == 1 {
            base = Some(figure);
            continue;
        } else if let Some(base) = base {
            let value = value.div(report.value(base).mul(report.value(workers)));
            Gain { pair: (figure, base), workers: Some(workers), printed, value, severity: Severity::Error }
        } else {
            continue;
        };
        gains.push(gain);
    }
    // One worker is always wholly used, and "≈80%" beside "50%" is kept by much.
    let hedged = |gain: &Gain| report.value(gain.printed).is_hedged();
    let all_hedged = gains.iter().all(hedged);
    let tells = |gain: &&Gain| {
        let workers = gain.workers.unwrap_or(gain.pair.1);
        report.count(workers) != Some(1) && (all_hedged || !hedged(gain))
    };
    let keeps = |gain: &&Gain| gain.value.equals(report.value(gain.printed)) != Outcome::Contradicted;
    let held = gains.iter().filter(tells).filter(keeps).count();
    if held < 2 || held * 2 < gains.len() { Vec::new() } else { gains }
}
