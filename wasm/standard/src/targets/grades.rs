//! Classes of results by their percentage, and what is told in each: "Good
//! (50-75%)" over "Kiln (68%)", "Excellent (90%+): Wheel (93%), Glaze (83%)".

use super::Standing;
use super::standing::standing;
use crossfoot_kit::prelude::*;

/// A percentage that is told in a class.
pub struct Graded<'r> {
    pub class: u32,
    pub percent: u32,
    pub name: &'r [Word],
    pub is_of_class: bool,
}

/// What is told in classes of which most are right.
pub fn in_grades<'r>(report: &'r Report, mut give: impl FnMut(Graded<'r>)) {
    for (bound, places) in classes(report) {
        let members = places.iter().flat_map(|place| members(report, *place));
        let told: Vec<(u32, Span, Standing)> =
            members.map(|(index, name)| (index, name, standing(report, index, bound, None))).collect();
        let count = |wanted: Standing| told.iter().filter(|(.., standing)| *standing == wanted).count();
        let (inside, outside) = (count(Standing::Meets), count(Standing::Misses));
        if inside < 2 || outside > 1 {
            continue;
        }
        for (percent, name, standing) in told {
            // "+14%" is by how much it grew.
            let firm = report.is_firm(percent)
                && !report.printed(percent).starts_with(['+', '-', '−'])
                && matches!(standing, Standing::Meets | Standing::Misses);
            let name = report.words_in(name);
            let is_mark = |word: &&Word| !report.text(word.at).starts_with(char::is_alphanumeric);
            let name = name.get(name.iter().take_while(is_mark).count()..).unwrap_or_default();
            if firm && !name.is_empty() {
                give(Graded { class: bound, percent, name, is_of_class: standing == Standing::Meets });
            }
        }
    }
}

/// The range or bound that names each class, and where its members are told.
fn classes(report: &Report) -> Vec<(u32, Vec<Span>)> {
    let headings = report.of_kind(kind::HEADING).filter_map(|heading| {
        let bound = only_bound(report, report.span(heading))?;
        let mut lists =
            report.children(report.parent(heading)).filter(|child| report.kind(*child) == kind::LIST);
        let list = lists.next().filter(|_| lists.next().is_none())?;
        Some((bound, report.children(list).map(|item| report.item_head(item)).collect()))
    });
    let fields = report.fields().iter().filter_map(|field| {
        let bound = only_bound(report, field.key)?;
        Some((bound, vec![field.value]))
    });
    headings.chain(fields).collect()
}

/// "(90%+)", "(50-75%)", "(>75%)" behind a few words.
fn only_bound(report: &Report, at: Span) -> Option<u32> {
    let mut numbers = report.quantities_in(at).filter(|index| report.is_arithmetic(*index));
    let first = numbers.next()?;
    let quantity = report.quantity(first)?;
    let (end, alone) = match quantity.role {
        role::VALUE_START => (report.quantity(quantity.mate)?.at.end, numbers.nth(1).is_none()),
        role::ALONE => (quantity.at.end, numbers.next().is_none()),
        _ => return None,
    };
    let percent = |index: u32| report.is_percentage(index);
    let open = quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0 && quantity.flags & flag::HEDGED == 0;
    let bounded = quantity.role == role::VALUE_START && percent(quantity.mate) || open && percent(first);
    let before = report.text(Span { start: at.start, end: quantity.at.start });
    let behind = report.text(Span { start: end, end: at.end });
    let opened = before.trim_end_matches(['>', '<', '≥', '≤', '=', ' ']).ends_with('(');
    let closed = behind.trim_start_matches(['%', '+', ' ']).trim_end_matches(['*', ':', ' ']) == ")";
    let named = (1..=4).contains(&report.words_in(Span { start: at.start, end: quantity.at.start }).len());
    (alone && bounded && opened && closed && named).then_some(first)
}

/// The percentages that stand alone in brackets, and the names before them.
fn members(report: &Report, place: Span) -> Vec<(u32, Span)> {
    let mut from = place.start;
    let mut found = Vec::new();
    for index in report.quantities_in(place) {
        let Some(quantity) = report.quantity(index) else { continue };
        let before = report.text(Span { start: from.min(quantity.at.start), end: quantity.at.start });
        let name = Span { start: from.min(quantity.at.start), end: quantity.at.start };
        // "57-72%" is in a class, too, with both its ends.
        let ranged = quantity.role == role::VALUE_START;
        let last = if ranged { report.quantity(quantity.mate) } else { Some(quantity) };
        let percent = last.is_some_and(|last| {
            let behind = report.text(Span { start: last.at.end, end: place.end });
            last.class == class::PERCENTAGE && behind.starts_with(')')
        });
        let leads = ranged || quantity.role == role::ALONE;
        if leads
            && report.is_arithmetic(index)
            && percent
            && before.ends_with('(')
            && before.matches('(').count() == 1
        {
            found.push((index, name));
        }
        from = quantity.at.end;
    }
    found
}
