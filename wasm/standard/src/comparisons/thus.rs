//! "Week 1 brought 660 patients, week 2 brought 703, i.e. 43 more."

use super::{Compared, are_alike, is_count, is_plain};
use crossfoot_kit::prelude::*;

const APART: Spellings<12> = Spellings::of([
    "more", "higher", "larger", "longer", "heavier", "less", "fewer", "lower", "smaller", "shorter",
    "lighter", "faster",
]);

/// What was told farther away is something else.
const FAR: u32 = 96;

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    report.spelled(&APART).into_iter().filter_map(|place| of(report, place))
}

fn of(report: &Report, place: usize) -> Option<Compared> {
    let word = report.words().get(place)?;
    let statement = report.statement(report.node_at(word.at.start));
    let at = report.statement_span(statement);
    let near = Span { start: word.at.start.saturating_sub(24).max(at.start), end: word.at.start };
    let printed = report.quantities_in(near).next_back()?;
    let start = word.at.start.saturating_sub(2 * FAR).max(at.start);
    let figure = printed.checked_sub(1)?;
    let is = report.quantity(figure).filter(|is| is.at.start >= start)?;
    let change = report.quantity(printed)?;
    let lead = Span {
        start: report.noun_span(figure).end.max(is.at.end).min(change.at.start),
        end: change.at.start,
    };
    let lead = report.text(lead);
    let drawn = ["i.e.", "that is", "so", "which is"].iter().any(|word| lead.trim_end().ends_with(word));
    if !drawn || lead.len() > 12 {
        return None;
    }
    let earlier: Vec<u32> = report
        .quantities_in(Span { start, end: is.at.start })
        .filter(|index| report.is_arithmetic(*index))
        .collect();
    // "45 issues on the same 8 pages. Now 27, so 18 fewer": the one that it is of.
    let fits = |index: &&u32| {
        let off = report.base_value(**index).sub(report.base_value(figure));
        let size =
            if Value::whole(0).at_most(off) == Outcome::Holds { off } else { Value::whole(0).sub(off) };
        size.equals(report.base_value(printed)) != Outcome::Contradicted
    };
    let base = *earlier.iter().rev().find(fits).or(earlier.last().filter(|_| earlier.len() == 1))?;
    let was = report.quantity(base)?;
    let own = report.text(Span { start: change.at.end.min(word.at.start), end: word.at.start });
    let behind = report.text(Span { start: word.at.end, end: at.end.max(word.at.end) });
    let ends =
        behind.trim_matches(['*', '_', ' ']).is_empty() || behind.starts_with(['.', ',', ')', ';', ' ']);
    let than = behind.trim_start().starts_with("than");
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    let one = !is_count(report, figure) || noun(figure).is_none() || noun(figure) == noun(base);
    let plain =
        [base, figure, printed].into_iter().all(|index| is_plain(report, index) && report.is_amount(index));
    let close = was.at.start >= at.start && is.at.start.saturating_sub(was.at.end) <= FAR;
    let alike = are_alike(report, figure, base) && are_alike(report, printed, figure);
    let told = Span { start, end: at.end.min(word.at.end + FAR).max(word.at.end) };
    let aside = report.roles_in(told).has(Roles::MODAL | Roles::TARGET | Roles::EXCEPT);
    let told = ends && !than && one && plain && close && alike && !aside;
    let less = report.base_value(figure).below(report.base_value(base)) == Outcome::Holds;
    (told && own.split_whitespace().count() <= 1).then_some(Compared { figure, base, printed, less })
}
