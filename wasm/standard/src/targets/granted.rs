//! What a row says itself of a target that it seems to miss: it tells how far off a figure may
//! be, why it is not just that, or that going beyond is the test.

use super::Side;
use super::bounds::is_tolerance;
use super::column_names::tells_how_far;
use super::side::by_metric;
use super::standing::commensurate;
use crossfoot_kit::prelude::*;

/// "Reading | Error | Tolerance": a limit on how far off a figure may be, and one that it
/// keeps to.
pub fn limits_a_change(
    table: Table<'_>,
    row: Row<'_>,
    header: &[Word],
    (target, measured): (u32, u32),
) -> bool {
    const WISHED: Spellings<9> =
        Spellings::of(["target", "goal", "goals", "required", "expected", "slo", "sla", "soll", "ziel"]);
    let report = table.report;
    let off = |column: &u32| tells_how_far(table, *column);
    let keeps = |figure: u32| {
        let size = size(report.value(figure));
        commensurate(report, figure, target).is_some()
            && figure != target
            && size.at_most(report.value(target)) != Outcome::Contradicted
            && !is_gap(report, measured, target, figure)
    };
    let figures = (1..table.columns()).filter(off).filter_map(|column| row.cell(column)?.number());
    !header.iter().any(|word| WISHED.has(word)) && figures.into_iter().any(keeps)
}

/// "Tolerance: 1%", "Rejected: 2", "✅ (1 dup)": the row says itself why it is not just that.
pub fn is_explained(
    table: Table<'_>,
    row: Row<'_>,
    judged: Option<Cell<'_>>,
    (target, measured): (u32, u32),
) -> bool {
    let report = row.report;
    let tolerant = |column: u32| {
        tells_how_far(table, column) || is_tolerance(table.header(column).map_or(&[][..], Cell::words))
    };
    let closes = |cell: Cell<'_>| {
        cell.quantities()
            .any(|index| index != measured && index != target && is_gap(report, measured, target, index))
    };
    let remarks = judged.is_some_and(|cell| cell.text().contains('(') || cell.words().len() > 2);
    let around = [table.introduction(), report.next_sibling(table.node())];
    let within = |node: u32| {
        report
            .words_of(node)
            .iter()
            .any(|word| report.is_one_of(word, &["within", "tolerance", "approximately"]))
    };
    (1..table.columns()).any(tolerant)
        || around.into_iter().flatten().any(within)
        || row.cells().skip(1).any(closes)
        || remarks
}

/// A latency is never "2x": that is how much it changed.
pub fn is_multiple_of_a_measure(report: &Report, target: u32, label: &[Word]) -> bool {
    let multiple = report.quantity(target).is_some_and(|quantity| quantity.class == class::MULTIPLE);
    multiple && by_metric(report, label) == Some(Side::AtMost)
}

/// "done" and "paid" beside a budget judge the work.
pub fn is_beyond_the_budget(row: Row<'_>, header: &[Word]) -> bool {
    const DONE: [&str; 7] = ["done", "paid", "delivered", "finished", "completed", "complete", "closed"];
    let budget = header
        .iter()
        .any(|word| row.report.is_one_of(word, &["budget", "estimate", "estimated", "budgeted", "planned"]));
    let done = |cell: Cell<'_>| cell.words().iter().any(|word| row.report.is_one_of(word, &DONE));
    budget && row.cells().skip(1).any(done)
}

/// The figure is how far the measured one is from the target itself.
fn is_gap(report: &Report, measured: u32, target: u32, figure: u32) -> bool {
    let gap = size(report.value(measured).sub(report.value(target)));
    gap.equals(size(report.value(figure))) == Outcome::Holds
}

fn size(value: Value) -> Value {
    let zero = Value::whole(0);
    if zero.at_most(value) == Outcome::Holds { value } else { zero.sub(value) }
}

/// "Over the limit is refused", "Overload": the row is about what happens then.
pub fn goes_beyond(row: Row<'_>) -> bool {
    const BEYOND: Spellings<15> = Spellings::of([
        "large",
        "larger",
        "oversized",
        "more",
        "plus",
        "over",
        "above",
        "beyond",
        "exceeds",
        "exceeding",
        "exceeded",
        "overload",
        "refused",
        "rejected",
        "too",
    ]);
    row.label().iter().any(|word| BEYOND.has(word))
}
