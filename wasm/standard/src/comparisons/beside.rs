//! A figure, and in the bracket behind it what it is compared with and by how much they
//! differ: "1,152 MWh (forecast 1,100 MWh, +4.7 %)", "41.6 MB (last: 44.1 MB; −2.5 MB)".

use super::{Compared, NEAR, is_plain};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    (2..report.quantities().len() as u32).filter_map(|index| of(report, index))
}

fn of(report: &Report, printed: u32) -> Option<Compared> {
    let change = report.quantity(printed)?;
    // Few numbers carry a sign.
    let first = report.source().as_bytes().get(change.at.start as usize)?;
    if first.is_ascii_digit() || !is_signed(report, printed) || !report.is_firm(printed) {
        return None;
    }
    let (base, figure) = (printed.checked_sub(1)?, printed.checked_sub(2)?);
    let (was, is) = (report.quantity(base)?, report.quantity(figure)?);
    if change.at.start.saturating_sub(is.at.end) > 2 * NEAR
        || is_signed(report, base)
        || is_signed(report, figure)
    {
        return None;
    }
    let ends = |index: u32, quantity: &Quantity| report.noun_span(index).end.max(quantity.at.end);
    let lead = report.text(Span { start: ends(figure, is).min(was.at.start), end: was.at.start });
    let gap = report.text(Span { start: ends(base, was).min(change.at.start), end: change.at.start });
    let line = report.line_of(change.at);
    let rest = report.text(Span { start: ends(printed, change).min(line.end), end: line.end });
    let named = lead.trim_start_matches(['*', ' ']).strip_prefix('(').is_some_and(|name| {
        let name = name.trim_end().trim_end_matches(':');
        !name.is_empty() && name.split(' ').count() <= 4 && !name.contains([')', '(', ',', ';', '→', '|'])
    });
    let closed = rest.trim_start_matches(['*', '_']).starts_with(')')
        && matches!(gap.trim(), "," | ";" | "–" | "—" | "=");
    let plain = |index: u32| is_plain(report, index) && report.is_amount(index);
    let one_unit = is.unit == was.unit && report.dimension(figure) == report.dimension(base);
    let of_kind = report.is_percentage(printed) || change.unit == is.unit;
    let less = !report.printed(printed).starts_with('+');
    (named && closed && one_unit && of_kind && plain(figure) && plain(base)).then_some(Compared {
        figure,
        base,
        printed,
        less,
    })
}

fn is_signed(report: &Report, index: u32) -> bool {
    report.printed(index).starts_with(['+', '-', '−'])
}
