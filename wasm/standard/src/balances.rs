//! Two states and what lies between them: before and after, opened and closed,
//! expected and actual, sent and received.

use crate::changes::is_points;
use crate::counted::is_near;
use crate::gross;
use crossfoot_kit::prelude::*;

/// Pairs of states, and the number that is said to be their difference.
pub struct Change {
    pub pairs: Vec<(u32, u32)>,
    pub delta: u32,
    /// Whether the words leave no doubt that they belong together.
    pub tied: bool,
    /// Whether the house's other rows show that the sign counts.
    pub signed: bool,
}

impl Change {
    /// What the pairs give, and how the printed difference stands to it, in
    /// either direction. `None` where they cannot be compared.
    pub fn outcome(&self, report: &Report) -> Option<(Value, Outcome)> {
        let delta = self.delta;
        let kind_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
        let shares = |(before, _): &(u32, u32)| kind_of(*before) == class::PERCENTAGE;
        let points = is_points(report, delta) && self.pairs.iter().all(shares);
        let percent = |index: u32| kind_of(index) == class::PERCENTAGE || points && index == delta;
        let own = report.dimension(delta);
        // "0 leaks (created 3,620, …)": a bare number counts what the noun names.
        let counts = |dimension: (u8, u8)| matches!(dimension, (dimension::NONE | dimension::THINGS, 0));
        let differs = |index: u32| {
            let other = report.dimension(index);
            other != own && own.0 > dimension::NONE && !points && !(counts(own) && counts(other))
        };
        // In one unit as printed, else in the base unit of their dimension.
        let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
        // "2.0 GB, 1.5 GB, -512 MB" are of one dimension.
        let said = unit(delta) == 0 || counts(own);
        let united = self
            .pairs
            .iter()
            .all(|(before, after)| unit(*before) == unit(*after) && (said || unit(*after) == unit(delta)));
        if kind_of(delta) == class::MULTIPLE || !united && own.0 == dimension::NONE {
            return None;
        }
        let value = |index: u32| if united { report.value(index) } else { report.base_value(index) };
        let mut change = Value::whole(0);
        let mut measured = false;
        for (before, after) in &self.pairs {
            for index in [*before, *after] {
                if differs(index) || percent(index) != percent(delta) {
                    return None;
                }
                measured |= kind_of(index) == class::MEASUREMENT;
            }
            if report.dimension(*before) != report.dimension(*after) {
                return None;
            }
            change = change.add(value(*after).sub(value(*before)));
        }
        let printed = value(delta);
        let turned = Value::whole(0).sub(change);
        let back = if self.signed { Outcome::Contradicted } else { turned.equals(printed) };
        let outcome = match (change.equals(printed), back) {
            (Outcome::Contradicted, Outcome::Contradicted) => Outcome::Contradicted,
            (Outcome::Contradicted, other) | (other, _) => other,
        };
        // "With a difference: 4 (3 too few, 1 too many)" adds them up.
        if let [(before, after)] = self.pairs.as_slice()
            && printed.single().is_some()
            && value(*before).add(value(*after)).equals(printed) == Outcome::Holds
            && outcome == Outcome::Contradicted
        {
            return None;
        }
        // "3.0%, 3.6%, +20%" is how much more, and no difference in points.
        if let (Outcome::Contradicted, [(before, after)], false) = (outcome, self.pairs.as_slice(), points) {
            let relative = value(*before).change(value(*after));
            let is = |value: Value| value.equals(printed) != Outcome::Contradicted;
            if percent(delta) && (is(relative) || is(Value::whole(0).sub(relative))) {
                return None;
            }
        }
        // "12.4, 12.1, difference 0" was rounded to a whole number.
        let whole = measured && kind_of(delta) == class::COUNT;
        if outcome == Outcome::Contradicted && whole && (is_near(change, printed) || is_near(turned, printed))
        {
            return Some((change, Outcome::HoldsByHabit));
        }
        Some((change, outcome))
    }
}

/// Where the rows of a table print "+9", "−3", "+6" for later less earlier, a row
/// that has it the other way about is wrong.
pub fn hold_to_signs(report: &Report, changes: &mut [Change]) {
    let signed = |change: &&Change| report.printed(change.delta).starts_with(['+', '-', '−']);
    let way = |change: &Change| {
        let value = change.outcome(report)?.0;
        let printed = report.value(change.delta);
        let forward = value.equals(printed) == Outcome::Holds;
        let back = Value::whole(0).sub(value).equals(printed) == Outcome::Holds;
        (forward != back).then_some(forward)
    };
    let ways: Vec<bool> = changes.iter().filter(signed).filter_map(way).collect();
    let forward = ways.iter().filter(|forward| **forward).count();
    let back = ways.len() - forward;
    if forward.max(back) < 3 || forward.min(back) != 1 {
        return;
    }
    for change in changes {
        change.signed = true;
        if back > forward {
            change.pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        }
    }
}

/// "Bought 0, sold 20, left 0" among rows of what was bought less what was sold:
/// what would fall below nothing may be told as nothing.
pub fn leave_floored(report: &Report, changes: &mut [Change]) {
    let falls = |change: &Change| {
        change
            .pairs
            .iter()
            .all(|(before, after)| report.value(*after).below(report.value(*before)) == Outcome::Holds)
    };
    let rises = |change: &Change| {
        change
            .pairs
            .iter()
            .all(|(before, after)| report.value(*before).below(report.value(*after)) == Outcome::Holds)
    };
    let told = |change: &&Change| report.count(change.delta).is_none_or(|delta| delta != 0);
    let (down, up) = (changes.iter().filter(told).any(falls), changes.iter().filter(told).any(rises));
    for change in changes {
        let nothing = report.count(change.delta) == Some(0);
        if nothing && (down && !up && rises(change) || up && !down && falls(change)) {
            change.tied = false;
        }
    }
}

// --- columns ---------------------------------------------------------------------

/// Headers that stand for the two states, in pairs.
const STATES: [(&[&str], &[&str]); 3] = [
    (
        &["source", "origin", "extracted", "legacy"],
        &["target", "destination", "sink", "loaded", "migrated", "copied"],
    ),
    (
        &["expected", "planned", "plan", "budget", "budgeted", "forecast"],
        &["actual", "actuals", "received", "observed", "counted", "found"],
    ),
    (&["book", "ledger", "system"], &["counted", "physical", "bank", "statement"]),
];

/// The columns of the two states and of their difference.
pub fn columns(table: Table<'_>) -> Option<(u32, u32, u32)> {
    let only = |wanted: &dyn Fn(u32) -> bool| {
        let mut found = (1..table.columns()).filter(|column| wanted(*column));
        found.next().filter(|_| found.next().is_none())
    };
    let roles = |column: u32| table.header_roles(column);
    let delta = only(&|column| {
        roles(column).has(Roles::DELTA) && !roles(column).has(Roles::BEFORE | Roles::PERCENTAGE)
    })?;
    let says = |column: u32, words: &[&str]| {
        let header = table.header(column).map_or(&[][..], Cell::words);
        column != delta && header.iter().any(|word| table.report.is_one_of(word, words))
    };
    let before =
        only(&|column| roles(column).has(Roles::BEFORE) && !roles(column).has(Roles::AFTER | Roles::DELTA));
    let after = only(&|column| roles(column).has(Roles::AFTER) && !roles(column).has(Roles::BEFORE));
    if let (Some(before), Some(after)) = (before, after) {
        return (after != delta).then_some((before, after, delta));
    }
    STATES.iter().find_map(|(from, to)| {
        let (from, to) = (only(&|column| says(column, from))?, only(&|column| says(column, to))?);
        (from != to).then_some((from, to, delta))
    })
}

// --- fields ----------------------------------------------------------------------

/// Changes that the fields of a list, block or table tell.
pub fn in_fields(report: &Report) -> Vec<Change> {
    let mut found = Vec::new();
    let mut rest = report.fields();
    while let Some(first) = rest.first() {
        let length = rest.iter().position(|field| field.group != first.group).unwrap_or(rest.len());
        let (group, others) = rest.split_at(length);
        rest = others;
        if group.len() > 2 && group.iter().any(|field| is_delta(report, field)) {
            states(report, group, &mut found);
            found.extend(balance(report, group));
            found.extend(flow(report, group));
        }
    }
    found
}

/// The only number of a field.
fn number(report: &Report, field: &Field) -> Option<u32> {
    let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
    numbers.next().filter(|_| numbers.next().is_none())
}

/// "Crashes before tests", "Crashes after tests", "New crashes".
fn states(report: &Report, group: &[Field], found: &mut Vec<Change>) {
    for before in group.iter().filter(|field| field.roles.has(Roles::BEFORE)) {
        let thing = subject(report, before, Roles::BEFORE);
        let mut afters = group.iter().filter(|field| {
            field.roles.has(Roles::AFTER)
                && !field.roles.has(Roles::BEFORE)
                && field.key != before.key
                && !is_delta(report, field)
                && subject(report, field, Roles::AFTER) == thing
        });
        let (Some(after), None) = (afters.next(), afters.next()) else { continue };
        let mut deltas = group.iter().filter(|field| {
            is_delta(report, field) && field.key != after.key && field.key != before.key && {
                let own = subject(report, field, Roles::DELTA | Roles::AFTER);
                own == thing || own.is_none() || is_headed(report, before, own)
            }
        });
        let (Some(delta), None) = (deltas.next(), deltas.next()) else { continue };
        let names = report.words_in(delta.key);
        if let (Some(before), Some(after), Some(delta)) =
            (number(report, before), number(report, after), number(report, delta))
        {
            let explained = others_explain(report, group, (before, after), delta)
                || gross::is_other_way(report, names, (before, after));
            // "Before", "After" and "Change", and nothing else.
            let bare = thing.is_none() && group.len() == 3 && are_near(report, (before, after), delta);
            let tied = (thing.is_some() || bare) && !explained;
            found.push(Change { pairs: vec![(before, after)], delta, tied, signed: false });
        }
    }
}

/// "12 before, 7 after, 2 new, 7 fixed": whether the change and some of the other counts of
/// the group, come or gone, make the later state.
fn others_explain(report: &Report, group: &[Field], (before, after): (u32, u32), delta: u32) -> bool {
    let Some(gap) =
        report.count(after).zip(report.count(before)).and_then(|(now, then)| now.checked_sub(then))
    else {
        return false;
    };
    let Some(own) = report.count(delta) else { return false };
    let others: Vec<i64> = group
        .iter()
        .filter_map(|field| number(report, field))
        .filter(|index| ![before, after, delta].contains(index))
        .filter_map(|index| report.firm_count(index))
        .filter(|count| *count != 0)
        .take(MOST_OTHERS)
        .collect();
    !others.is_empty() && (can_make(&others, gap - own, false) || can_make(&others, gap + own, false))
}

/// No one looks for the missing ones among more.
const MOST_OTHERS: usize = 5;

/// Whether some of these, come or gone, make a number.
fn can_make(counts: &[i64], wanted: i64, some: bool) -> bool {
    match counts.split_first() {
        _ if wanted == 0 && some => true,
        None => false,
        Some((first, rest)) => {
            can_make(rest, wanted, some)
                || can_make(rest, wanted.saturating_sub(*first), true)
                || can_make(rest, wanted.saturating_add(*first), true)
        }
    }
}

/// "Before tests: 260" under "Crash status": the heading says what was counted, and the
/// key only when.
fn is_headed(report: &Report, before: &Field, own: Option<u32>) -> bool {
    let when = |word: &Word| word.is(Roles::BEFORE | Roles::TEST | Roles::ROUND | Roles::ITERATION);
    let heading = report.heading(report.section(before.node));
    report.words_in(before.key).iter().all(when)
        && heading
            .is_some_and(|heading| report.words_of(heading).iter().any(|word| Some(word.concept) == own))
}

/// The change comes within half of what it should be: else it is told of something else.
fn are_near(report: &Report, (before, after): (u32, u32), delta: u32) -> bool {
    let counts = [before, after, delta].map(|index| report.firm_count(index));
    let [Some(before), Some(after), Some(delta)] = counts else { return false };
    let (moved, told) = (before.abs_diff(after), delta.unsigned_abs());
    moved < told.saturating_mul(2) && told < moved.saturating_mul(2)
}

/// "created", "released", "leak": what came into being and did not go.
fn balance(report: &Report, group: &[Field]) -> Option<Change> {
    let mut deltas = group.iter().filter(|field| is_delta(report, field));
    let (delta, None) = (deltas.next()?, deltas.next()) else { return None };
    let (mut pairs, mut things) = (Vec::new(), Vec::new());
    for created in group.iter().filter(|field| field.roles.has(Roles::CREATED)) {
        let thing = subject(report, created, Roles::CREATED);
        let mut ends = group.iter().filter(|field| {
            field.roles.has(Roles::RELEASED)
                && field.key != created.key
                && subject(report, field, Roles::RELEASED) == thing
        });
        let (released, None) = (ends.next()?, ends.next()) else { return None };
        pairs.push((number(report, released)?, number(report, created)?));
        things.push(thing);
    }
    let own = subject(report, delta, Roles::DELTA | Roles::AFTER);
    if pairs.is_empty() || own.is_some() && !things.contains(&own) {
        return None;
    }
    let delta = number(report, delta)?;
    let explained = match *pairs.as_slice() {
        [(released, created)] => others_explain(report, group, (created, released), delta),
        _ => false,
    };
    Some(Change { pairs, delta, tied: !explained, signed: false })
}

/// "sent", "received", "lost": what set out and did not arrive.
fn flow(report: &Report, group: &[Field]) -> Option<Change> {
    const OUT: [&str; 8] =
        ["sent", "published", "produced", "emitted", "submitted", "dispatched", "written", "issued"];
    const IN: [&str; 8] =
        ["received", "delivered", "consumed", "acknowledged", "acked", "processed", "read", "answered"];
    const LOST: [&str; 6] = ["lost", "missing", "dropped", "undelivered", "unaccounted", "loss"];
    let only = |words: &[&str]| {
        let mut found = group.iter().filter(|field| {
            let key = report.words_in(field.key);
            key.first().into_iter().chain(key.last()).any(|word| report.is_one_of(word, words))
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let (out, back, lost) = (only(&OUT)?, only(&IN)?, only(&LOST)?);
    let between = Roles::THIRD_OUTCOME | Roles::SKIPPED | Roles::FAILED | Roles::RELEASED;
    let open =
        group.iter().any(|field| field.key != back.key && field.key != lost.key && field.roles.has(between));
    let (out, back, lost) = (number(report, out)?, number(report, back)?, number(report, lost)?);
    // What came twice, and bytes that are read again, are not lost.
    let beyond = report.value(out).below(report.value(back)) == Outcome::Holds;
    let bytes = report.dimension(out).0 == dimension::BYTES;
    let explained = others_explain(report, group, (out, back), lost);
    let tied = !open && !beyond && !bytes && !explained;
    Some(Change { pairs: vec![(back, out)], delta: lost, tied, signed: false })
}

fn is_delta(report: &Report, field: &Field) -> bool {
    if !field.roles.has(Roles::DELTA) {
        return false;
    }
    let words = report.words_in(field.key);
    words.first().into_iter().chain(words.last()).any(|word| word.is(Roles::DELTA))
}

/// The first word of a key that does not say which state it is.
fn subject(report: &Report, field: &Field, state: Roles) -> Option<u32> {
    report.words_in(field.key).iter().find(|word| !word.is(state)).map(|word| word.concept)
}

// --- sentences -------------------------------------------------------------------

const AFTER: Spellings<1> = Spellings::of(["after"]);

/// "Handles opened 3,620, closed 3,619, leaked 0", "counted 11,820, ledger
/// 11,810, difference 0".
pub fn in_statements(report: &Report) -> Vec<Change> {
    let mut found = Vec::new();
    let mut last = u32::MAX;
    let begins = |word: &&Word| word.is(Roles::DELTA | Roles::MAXIMUM) || AFTER.has(word);
    for word in report.words_with(Roles::DELTA | Roles::MAXIMUM | Roles::AFTER).filter(begins) {
        let node = report.node_at(word.at.start);
        let statement = report.statement(node);
        // A cell that tells of all three is a statement of its own.
        let told = match report.kind(statement) {
            kind::ROW => report.within(node, kind::CELL),
            _ => Some(statement),
        };
        let Some(told) = told.filter(|told| *told != last) else { continue };
        last = told;
        found.extend(in_statement(report, told));
    }
    found
}

fn in_statement(report: &Report, statement: u32) -> Option<Change> {
    let mut numbers: Vec<u32> =
        report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)).collect();
    // "0 leaks (created 3,620, released 3,620)"
    if said_of(report, *numbers.first()?)?.is(Roles::DELTA) {
        numbers.rotate_left(1);
    }
    let [one, other, delta] = numbers.as_slice() else { return None };
    let words = [said_of(report, *one)?, said_of(report, *other)?, said_of(report, *delta)?];
    let [first, second, third] = words;
    let alone = numbers.iter().all(|index| report.is_firm(*index));
    let joined = [*one, *other].iter().all(|index| {
        report.quantity(*index).is_some_and(|quantity| matches!(quantity.joint, joint::NONE | joint::AND))
    });
    let difference = ["difference", "diff", "delta", "variance", "discrepancy"];
    let created = first.is(Roles::CREATED) && second.is(Roles::RELEASED);
    let changed = first.is(Roles::BEFORE) && second.is(Roles::AFTER);
    let balanced = (created || changed) && third.is(Roles::DELTA);
    // "before 4,312 g, after 4,321 g: residual water 9 g", "coldest 1195.3 °C, hottest …"
    let (from, to) = (report.quantity(*other)?.at.end, report.quantity(*delta)?.at.start);
    let between = report.text(Span { start: from.min(to), end: to });
    let measured = !matches!(report.dimension(*delta).0, dimension::NONE | dimension::THINGS);
    let edges = first.is(Roles::MINIMUM) && second.is(Roles::MAXIMUM)
        || first.is(Roles::MAXIMUM) && second.is(Roles::MINIMUM);
    let concluded = (changed || edges)
        && measured
        && between.contains([':', '='])
        && report.dimension(*delta) == report.dimension(*one);
    let compared = report.is_one_of(third, &difference) && is_before(report, third, *delta);
    if !alone || !joined || !balanced && !compared && !concluded || said(report, statement) {
        return None;
    }
    let gross = changed && gross::is_other_way(report, std::slice::from_ref(third), (*one, *other));
    Some(Change { pairs: vec![(*other, *one)], delta: *delta, tied: !gross, signed: false })
}

/// A statement that speaks of limits, rates or chances.
fn said(report: &Report, statement: u32) -> bool {
    report
        .words_of(statement)
        .iter()
        .any(|word| word.is(Roles::MODAL | Roles::TARGET | Roles::UNIVERSAL | Roles::EXCEPT))
}

fn is_before(report: &Report, word: &Word, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| word.at.end <= quantity.at.start)
}

/// The word that says what a number is: the last of those right behind it, or
/// the one right before it.
fn said_of(report: &Report, index: u32) -> Option<&Word> {
    let quantity = report.quantity(index)?;
    if let Some(word) = report.noun(index).last() {
        return Some(word);
    }
    let word = report.word_before(quantity.at.start)?;
    let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
    (gap.len() <= 3 && gap.trim_matches([' ', ':', '*', '=']).is_empty()).then_some(word)
}
