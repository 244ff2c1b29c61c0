//! # unsupported-figure (XF402)
//!
//! A rate among the success metrics that is far above every rate of that kind
//! that the report measures.
//!
//! ## Why it matters
//! The figure may come from another run, another machine or another year; the
//! report does not say.
//!
//! ## Fires
//! ```report
//! ## Runs
//!
//! Batched: 8,333 rows/s. One by one: 790 rows/s.
//!
//! ## Goals
//!
//! | Metric | Target | Measured |
//! |--------|--------|----------|
//! | Throughput | 45,000 rows/s | 48,000 rows/s |
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Runs
//!
//! Batched: 48,210 rows/s. One by one: 790 rows/s.
//!
//! ## Goals
//!
//! | Metric | Target | Measured |
//! |--------|--------|----------|
//! | Throughput | 45,000 rows/s | 48,000 rows/s |
//! ```
use crossfoot_kit::prelude::*;

use crate::targets::Columns;

pub const RULE: Rule = Rule::info("XF402", "unsupported-figure", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables() {
        let Some(columns) = Columns::of(table) else { continue };
        for row in table.rows() {
            let sourced = report.descendants(row.node).any(|node| report.kind(node) == kind::LINK);
            columns.aims(row, |aim| {
                if !sourced {
                    weigh(report, table, aim.measured, aim.target, ledger);
                }
            });
        }
    }
}

/// Whether any rate elsewhere in the report comes near a measured one. A bound
/// like `48,000+` takes its unit from its target.
fn weigh(report: &Report, table: Table, measured: u32, target: u32, ledger: &mut Ledger) {
    let Some(unit) = [measured, target]
        .into_iter()
        .filter_map(|index| report.mention(index))
        .find(|mention| mention.kind == Kind::Rate)
    else {
        return;
    };
    let (at, mut best) = (table.at(), None::<u32>);
    for index in 0..report.quantities().len() as u32 {
        let Some(quantity) = report.quantity(index) else { continue };
        let inside = at.start <= quantity.at.start && quantity.at.end <= at.end;
        let Some(other) = report.mention(index).filter(|_| !inside) else { continue };
        if other.kind != Kind::Rate || other.concept != unit.concept {
            continue;
        }
        let less = report.value(index).times(2).below(report.value(measured)) == Outcome::Holds;
        if !less {
            return;
        }
        if best.is_none_or(|best| report.value(best).below(report.value(index)) == Outcome::Holds) {
            best = Some(index);
        }
    }
    let (Some(best), Some(figure)) = (best, report.quantity(measured)) else { return };
    ledger.write(Status::Undecided, Some(Severity::Info), figure.at, |draft| {
        let (shown, most) = (report.printed(measured), report.printed(best));
        draft.message(format!(
            "{shown} is measured nowhere else in the report; the best of its kind is {most}"
        ));
        draft.number(report, measured, "claimed").number(report, best, "best");
        if let Some(quantity) = report.quantity(best) {
            draft.related(quantity.at, "the best that is shown".into());
        }
    });
}
