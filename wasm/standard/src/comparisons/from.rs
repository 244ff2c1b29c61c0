//! "1,080 kWh, down 12% from 1,200 kWh"; "25 new tests (668 in all, up from 648)".

use super::{Compared, NEAR, are_alike, is_plain};
use crossfoot_kit::prelude::*;

const FROM: Spellings<1> = Spellings::of(["from"]);
const UP: Spellings<2> = Spellings::of(["up", "increased"]);
const DOWN: Spellings<2> = Spellings::of(["down", "decreased"]);

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    report.spelled(&FROM).into_iter().filter_map(|place| of(report, place))
}

fn of(report: &Report, place: usize) -> Option<Compared> {
    let from = report.words().get(place)?;
    let statement = report.statement(report.node_at(from.at.start));
    let at = report.statement_span(statement);
    let base =
        report.quantities_in(Span { start: from.at.end, end: at.end.min(from.at.end + NEAR) }).next()?;
    let close = report.text(Span { start: from.at.end, end: report.quantity(base)?.at.start });
    let before = report
        .quantities_in(Span { start: from.at.start.saturating_sub(NEAR).max(at.start), end: from.at.start });
    let nearest = before.last()?;
    let ends = report.noun_span(nearest).end.max(report.quantity(nearest)?.at.end).min(from.at.start);
    let between = report.words_in(Span { start: ends, end: from.at.start });
    let side = |word: &Word| if UP.has(word) { Some(false) } else { DOWN.has(word).then_some(true) };
    let (figure, printed, less) = match between {
        // "down 12% from": the change stands between.
        [] => {
            let figure = nearest.checked_sub(1)?;
            let word = report.word_before(report.quantity(nearest)?.at.start)?;
            (figure, nearest, side(word)?)
        }
        // "668 in all, up from 648": it stands before, as what is new.
        [.., word] if side(word) == Some(false) => {
            let printed = nearest.checked_sub(1)?;
            let new = |word: &Word| report.is_one_of(word, &["new", "additional", "more"]);
            let told = report.noun(printed).first().is_some_and(new);
            (nearest, told.then_some(printed)?, false)
        }
        _ => return None,
    };
    let own = |index: u32| {
        is_plain(report, index) && report.quantity(index).is_some_and(|it| it.at.start >= at.start)
    };
    let told = close.trim_matches([' ', '*', '_', '$', '€', '£']).is_empty()
        && [figure, printed, base].into_iter().all(own)
        && are_alike(report, figure, base)
        && (report.is_percentage(printed) || are_alike(report, printed, figure));
    let aside = report.roles_in(Span { start: report.quantity(figure)?.at.start, end: from.at.end });
    // "30 new tests (437 in all, up from 412; 5 obsolete ones removed)"
    let gap = report.count(printed).zip(report.count(figure).zip(report.count(base)));
    let gap = gap.and_then(|(printed, (figure, base))| printed.checked_sub(figure.checked_sub(base)?));
    let mut others = report.quantities_in(at).filter(|index| ![figure, printed, base].contains(index));
    let explained =
        gap.is_some_and(|gap| gap != 0) && others.any(|other| report.count(other) == gap.map(i64::abs));
    (told && !explained && !aside.has(Roles::MODAL | Roles::EXCEPT)).then_some(Compared {
        figure,
        base,
        printed,
        less,
    })
}
