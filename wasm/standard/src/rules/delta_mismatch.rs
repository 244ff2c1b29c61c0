//! # delta-mismatch (XF106)
//!
//! A difference that the two states beside it do not give.
//!
//! ## Why it matters
//! "No new crashes" is believed because of the two counts beside it, and
//! nobody subtracts them.
//!
//! ## Fires
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Crashes before tests | 274 |
//! | Crashes after tests | 275 |
//! | **New crashes** | **0** |
//! ```
//! ```report
//! - Connections opened: 3,620
//! - Connections closed: 3,619
//! - Leaked: 0
//! ```
//! ```report
//! | Table | Before | After | Change |
//! |-------|--------|-------|--------|
//! | users | 1200 | 1250 | +40 |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Crashes before tests | 274 |
//! | Crashes after tests | 275 |
//! | New crashes | 1 |
//! ```
//! ```report
//! | Query | Before | After | Change |
//! |-------|--------|-------|--------|
//! | users | 1200 ms | 736 ms | 1.63x faster |
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF106", "delta-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables().filter(|table| table.columns() > 2) {
        in_columns(report, table, ledger);
    }
    let mut rest = report.fields();
    while let Some(first) = rest.first() {
        let length = rest.iter().position(|field| field.group != first.group).unwrap_or(rest.len());
        let (group, others) = rest.split_at(length);
        rest = others;
        states(report, group, ledger);
        balance(report, group, ledger);
    }
}

/// `| Before | After | Change |`
fn in_columns(report: &Report, table: Table<'_>, ledger: &mut Ledger) {
    let only = |roles: Roles, not: Roles| {
        let mut found = (1..table.columns()).filter(|column| {
            let header = table.header_roles(*column);
            header.has(roles) && !header.has(not)
        });
        found.next().filter(|_| found.next().is_none())
    };
    let (Some(before), Some(after), Some(delta)) = (
        only(Roles::BEFORE, Roles::AFTER | Roles::DELTA),
        only(Roles::AFTER, Roles::BEFORE),
        only(Roles::DELTA, Roles::BEFORE | Roles::PERCENTAGE),
    ) else {
        return;
    };
    if after == delta {
        return;
    }
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        if let (Some(before), Some(after), Some(delta)) = (number(before), number(after), number(delta)) {
            write(report, &[(before, after)], delta, true, ledger);
        }
    }
}

/// The only number of a field.
fn number(report: &Report, field: &Field) -> Option<u32> {
    let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
    numbers.next().filter(|_| numbers.next().is_none())
}

/// "Crashes before tests", "Crashes after tests", "New crashes".
fn states(report: &Report, group: &[Field], ledger: &mut Ledger) {
    for before in group.iter().filter(|field| says(report, field, Roles::BEFORE)) {
        let thing = subject(report, before, Roles::BEFORE);
        let mut afters = group.iter().filter(|field| {
            says(report, field, Roles::AFTER)
                && !says(report, field, Roles::BEFORE)
                && field.key != before.key
                && !is_delta(report, field)
                && same(subject(report, field, Roles::AFTER), thing)
        });
        let (Some(after), None) = (afters.next(), afters.next()) else { continue };
        let mut deltas = group.iter().filter(|field| {
            is_delta(report, field) && field.key != after.key && field.key != before.key && {
                let own = subject(report, field, Roles::DELTA | Roles::AFTER);
                same(own, thing) || own.is_none()
            }
        });
        let (Some(delta), None) = (deltas.next(), deltas.next()) else { continue };
        if let (Some(before), Some(after), Some(delta)) =
            (number(report, before), number(report, after), number(report, delta))
        {
            write(report, &[(before, after)], delta, thing.is_some(), ledger);
        }
    }
}

/// "created", "released", "leak": what came into being and did not go.
fn balance(report: &Report, group: &[Field], ledger: &mut Ledger) {
    let mut deltas = group.iter().filter(|field| is_delta(report, field) && report.roles_in(field.key).has(Roles::DELTA));
    let (Some(delta), None) = (deltas.next(), deltas.next()) else { return };
    let (mut pairs, mut things) = (Vec::new(), Vec::new());
    for created in group.iter().filter(|field| says(report, field, Roles::CREATED)) {
        let thing = subject(report, created, Roles::CREATED);
        let mut ends = group.iter().filter(|field| {
            says(report, field, Roles::RELEASED)
                && field.key != created.key
                && same(subject(report, field, Roles::RELEASED), thing)
        });
        let (Some(released), None) = (ends.next(), ends.next()) else { return };
        let (Some(created), Some(released)) = (number(report, created), number(report, released)) else { return };
        pairs.push((released, created));
        things.push(thing);
    }
    let own = subject(report, delta, Roles::DELTA | Roles::AFTER);
    if own.is_some() && !things.contains(&own) {
        return;
    }
    let Some(delta) = number(report, delta).filter(|_| !pairs.is_empty()) else { return };
    write(report, &pairs, delta, true, ledger);
}

fn says(report: &Report, field: &Field, roles: Roles) -> bool {
    field.roles.has(roles) && report.words_in(field.key).iter().any(|word| word.is(roles))
}

fn is_delta(report: &Report, field: &Field) -> bool {
    let words = report.words_in(field.key);
    words.first().is_some_and(|word| word.is(Roles::DELTA)) || words.last().is_some_and(|word| word.is(Roles::DELTA))
}

/// The first word of a key that does not say which state it is.
fn subject(report: &Report, field: &Field, state: Roles) -> Option<u32> {
    report.words_in(field.key).iter().find(|word| !word.is(state)).map(|word| word.concept)
}

fn same(one: Option<u32>, other: Option<u32>) -> bool {
    one == other
}

/// The sum of what changed in each pair, against the printed difference, in
/// either direction.
fn write(report: &Report, pairs: &[(u32, u32)], delta: u32, tied: bool, ledger: &mut Ledger) {
    let kind_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
    let differs = |index: u32| report.dimension(index) != report.dimension(delta) && report.dimension(delta).0 > dimension::NONE;
    let percent = |index: u32| kind_of(index) == class::PERCENTAGE;
    // In one unit as printed, else in the base unit of their dimension.
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    let united = pairs.iter().all(|(before, after)| unit(*before) == unit(*after));
    let value = |index: u32| if united { report.value(index) } else { report.base_value(index) };
    if !united && report.dimension(delta).0 == dimension::NONE {
        return;
    }
    let mut change = Value::whole(0);
    for (before, after) in pairs {
        if differs(*before) || differs(*after) || percent(*before) != percent(delta) || percent(*after) != percent(delta) {
            return;
        }
        if kind_of(delta) == class::MULTIPLE || report.dimension(*before) != report.dimension(*after) {
            return;
        }
        change = change.add(value(*after).sub(value(*before)));
    }
    let printed = value(delta);
    let mut outcome = change.equals(printed);
    if outcome == Outcome::Contradicted {
        outcome = match Value::whole(0).sub(change).equals(printed) {
            Outcome::Contradicted if tied => Outcome::Contradicted,
            Outcome::Contradicted => Outcome::Undecided,
            other => other,
        };
    }
    let at = report.statement_span(report.statement_of(delta));
    ledger.judge(outcome, at, |draft| {
        let mut text = String::new();
        for (before, after) in pairs {
            if !text.is_empty() {
                text.push_str(" + ");
            }
            text.push_str(&format!("{} − {}", report.printed(*after), report.printed(*before)));
            draft.number(report, *after, "after").number(report, *before, "before");
            for index in [*before, *after] {
                if let Some(quantity) = report.quantity(index) {
                    draft.related(quantity.at, report.printed(index).to_owned());
                }
            }
        }
        let printed = report.printed(delta);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{text} is {}; the report says {printed}", change.hull()),
                _ => format!("{text} is {}; printed {printed}", change.hull()),
            })
            .number(report, delta, "difference")
            .claim(format!("{text} = {printed}"))
            .blame(delta);
    });
}
