//! "No leak (created=3620, released=3620)": what came into being, what went, and the
//! word that nothing is left.

use crossfoot_kit::prelude::*;

pub struct Leak {
    /// "No leak".
    pub claim: Span,
    pub created: u32,
    pub released: u32,
}

const LEAK: Spellings<4> = Spellings::of(["leak", "leaks", "leaking", "leaked"]);

pub fn told(report: &Report) -> Vec<Leak> {
    // Mostly a report tells of none, and one glance at its words says so.
    if !report.says(Roles::DELTA) || !report.says(Roles::RELEASED) {
        return Vec::new();
    }
    let places = report.spelled(&LEAK).into_iter();
    places.filter_map(|place| of(report, report.words().get(place)?)).collect()
}

fn of(report: &Report, leak: &Word) -> Option<Leak> {
    let no = report.word_before(leak.at.start)?;
    let next = no.at.end + 1 == leak.at.start && is_any(report.text(no.at), &["no", "zero"]);
    let node = report.node_at(leak.at.start);
    let scope = report.within(node, kind::CELL).unwrap_or_else(|| report.statement(node));
    let numbers: Vec<u32> = report.quantities_of(scope).take(3).collect();
    let [created, released] = *numbers.as_slice() else { return None };
    let (created, released) = match (state(report, created), state(report, released)) {
        (Some(Roles::CREATED), Some(Roles::RELEASED)) => (created, released),
        (Some(Roles::RELEASED), Some(Roles::CREATED)) => (released, created),
        _ => return None,
    };
    // "No leak (created=36, released=36)": right behind it, and not of another time.
    let first = report.quantity(created)?.at.start.min(report.quantity(released)?.at.start);
    let between = report.text(Span { start: leak.at.end, end: first.max(leak.at.end) });
    let near = between.contains(['(', ':', ',', ';']) && between.len() <= 40;
    let rest = report.text(report.statement_span(report.statement(node)));
    let then = ["while", "though", "before", "\"", "”"].iter().any(|word| rest.contains(word));
    let more = report.value(created).below(report.value(released)) == Outcome::Holds;
    (next && near && !then && !more).then_some(Leak {
        claim: Span { start: no.at.start, end: leak.at.end },
        created,
        released,
    })
}

/// "created=3620", "released: 3620", "3620 allocated".
fn state(report: &Report, index: u32) -> Option<Roles> {
    report.firm_count(index)?;
    let at = report.quantity(index)?.at;
    let before = report.word_before(at.start).filter(|word| {
        matches!(report.text(Span { start: word.at.end, end: at.start }), "=" | ": " | " = " | ":")
    });
    let word = before.or_else(|| report.noun(index).last())?;
    [Roles::CREATED, Roles::RELEASED].into_iter().find(|state| word.is(*state))
}
