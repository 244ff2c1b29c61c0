//! # item-count-mismatch (XF203)
//!
//! A stated number of items that the table, list or headings it belongs to do
//! not show.
//!
//! ## Why it matters
//! "8/8" over seven rows means that one check is missing from the evidence, or
//! was never made.
//!
//! ## Fires
//! ```report
//! ### Platform checks (4/4 PASS)
//!
//! | Check | Result |
//! |-------|--------|
//! | disk | PASS |
//! | clock | PASS |
//! | network | PASS |
//! ```
//! ```report
//! ## Changed files (2 files)
//! - `src/a.c`
//! - `src/b.c`
//! - `src/c.c`
//! ```
//! ```report
//! # Validation of line 4
//! **Result**: clean in 3 attempts
//! ### Attempt 1: cold start
//! Fine.
//! ### Attempt 2: warm start
//! Fine.
//! ```
//! ```report
//! Lots released in a row: 4 lots (Lot 12, Lot 13, Lot 14)
//! ```
//! ```report
//! ## Spot checks (5/5 match)
//!
//! | Id | Seats before | Seats now | Match |
//! |----|--------------|-----------|-------|
//! | 1001 | 12 | 12 | ✅ |
//! | 2044 | 8 | 8 | ✅ |
//! | 3108 | 21 | 21 | ✅ |
//! | 7790 | 4 | 4 | ✅ |
//! ```
//! ```report
//! We checked 6 templates: home, news, form, search, profile.
//! ```
//!
//! ```report
//! ### Findings of high severity (3)
//!
//! - login without a lock-out
//! - an open redirect
//! ```
//! ```report
//! | # | Action | Owner |
//! |--:|---|---|
//! | 1 | New bucket | Ina |
//! | 2 | Snapshot every 6 h | Tom |
//! | 3 | Repeat the drill | Mara |
//!
//! Four actions, all with an owner.
//! ```
//! ```report
//! Auditor: K. Brandt
//! Rooms sampled: 5
//!
//! ## Sampled rooms
//!
//! 1. Hall
//! 2. Kitchen
//! 3. Cellar
//! 4. Attic
//! ```
//!
//! ```report
//! ### Covered in full (4 modules)
//!
//! | Module | Lines |
//! |--------|------:|
//! | a.py | 57 |
//! | b.py | 32 |
//! | c.py | 133 |
//! | d.py | 25 |
//! | e.py | 27 |
//! ```
//! ```report
//! ### Sowing ✅ (2 tests passing)
//! - ✅ Seeds are counted before and after
//! - ✅ Rows keep their distance
//!
//! ### Watering ✅ (3 tests passing)
//! - ✅ A dry bed gets water
//! - ✅ A wet bed gets none
//! - ✅ Rain is taken into account
//!
//! ### Harvest ✅ (2 tests passing)
//! - ✅ Only ripe fruit is picked
//! - ✅ Each crate is weighed
//! - ✅ The weight is stored with its time
//! ```
//! ```report
//! ### Guides (2 files)
//! ~~~
//! docs/
//! ├── SOWING.md
//! ├── WATERING.md
//! └── HARVEST.md
//! ~~~
//! ```
//!
//! ```report
//! Four lamps are out on the upper deck:
//!
//! 1. the one by the stairs
//! 2. the one over the bar
//! 3. the one by the bell
//! ```
//!
//! ## Stays silent
//! ```report
//! ### Suites (115 tests)
//!
//! | File | Tests |
//! |------|-------|
//! | a | 20 |
//! | b | 40 |
//! | c | 25 |
//! | d | 30 |
//! ```
//! ```report
//! We made 3 attempts:
//! - The load was raised slowly, and nothing happened for an hour.
//! - Then the network was cut.
//! ```
//! ```report
//! ## Slowest queries (top 5 of 20 queries)
//! - `select 1`
//! - `select 2`
//! ```
//! ```report
//! We sampled 8 pages: home, search, results, terms and conditions, seat map, payment, confirmation and account.
//! ```
use crate::afterwards;
use crate::counted::{OPEN, ids_and_count, matter, numbers_heading, table_behind};
use crate::{enumerations, files, headings};
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF203", "item-count-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    let mut judged: Vec<u32> = Vec::new();
    for index in 0..report.quantities().len() as u32 {
        if report.count(index).is_none() {
            continue;
        }
        let statement = report.statement_of(index);
        if statement == last {
            continue;
        }
        last = statement;
        beside_ids(report, statement, ledger);
        named_inline(report, statement, ledger);
        let roles = report.roles_of(statement);
        if report.kind(statement) == kind::ROW || roles.has(OPEN) {
            continue;
        }
        let over = match table_behind(report, statement) {
            Some(table) => over_table(report, statement, table),
            None => report.list_behind(statement).and_then(|list| over_list(report, statement, list)),
        };
        if let Some((count, found, tied)) = over {
            if tied {
                judged.push(count);
            }
            write(report, count, &found, tied, ledger);
        }
    }
    for (count, list) in enumerations::numbered(report) {
        if !judged.contains(&count) {
            let size = report.children(list).count() as i64;
            let found = Found { size, at: report.span(list), what: "items" };
            let outcome = Value::whole(size).equals(report.value(count));
            judged.push(count);
            judge_as(report, count, &found, (Severity::Warning, outcome), ledger);
        }
    }
    for behind in afterwards::told(report) {
        let what = if report.table_at(behind.holder).is_some() { "rows" } else { "items" };
        let found = Found { size: behind.size, at: report.span(behind.holder), what };
        let outcome = Value::whole(found.size).equals(report.value(behind.count));
        judge_as(report, behind.count, &found, (Severity::Warning, outcome), ledger);
    }
    for below in headings::numbered(report).into_iter().chain(headings::counted(report)) {
        judged.push(below.count);
        write(report, below.count, &Found { size: below.size, at: below.at, what: below.what }, below.tied, ledger);
    }
    for below in headings::alike(report).into_iter().chain(files::told(report)) {
        if !judged.contains(&below.count) {
            let found = Found { size: below.size, at: below.at, what: below.what };
            let outcome = Value::whole(found.size).equals(report.value(below.count));
            judge_as(report, below.count, &found, (Severity::Warning, outcome), ledger);
        }
    }
}

/// "6 rounds (N=2492, N=2493, …)".
fn beside_ids(report: &Report, statement: u32, ledger: &mut Ledger) {
    let Some((members, count)) = ids_and_count(report, statement) else { return };
    let Some(size) = members.count().filter(|_| !members.has_range && members.ranges.len() > 1) else {
        return;
    };
    let Some(quantity) = report.quantity(count) else { return };
    let (from, to) = (quantity.at.end.min(members.at.end), quantity.at.start.max(members.at.start));
    if !report.text(Span { start: from, end: to }).contains(['(', ':', '=']) {
        return;
    }
    let found = Found { size, at: members.at, what: "ids are listed" };
    write(report, count, &found, true, ledger);
}

/// "6 templates: home, news, form, search, profile".
fn named_inline(report: &Report, statement: u32, ledger: &mut Ledger) {
    if matches!(report.kind(statement), kind::ROW | kind::LINE) {
        return;
    }
    for index in report.quantities_of(statement) {
        let Some(named) = enumerations::of(report, index) else { continue };
        let stated = report.count(index).unwrap_or_default();
        let size = if stated < named.least { named.least } else { named.most.min(stated) };
        write(report, named.count, &Found { size, at: named.at, what: "are named" }, true, ledger);
    }
}

struct Found {
    size: i64,
    at: Span,
    what: &'static str,
}

/// "(8/8 PASS)" or "(8 checks)" over a table.
fn over_table(report: &Report, statement: u32, table: Table<'_>) -> Option<(u32, Found, bool)> {
    let rows = matter(table)?;
    let (count, fraction) = claim(report, statement)?;
    let found = Found { size: rows.len() as i64, at: table.at(), what: "rows" };
    if report.count(count) == Some(found.size) {
        return Some((count, found, true));
    }
    let judged = |row: &Row<'_>| {
        row.cells().any(|cell| cell.column > 0 && cell.roles().has(Roles::PASS | Roles::FAIL))
    };
    let noun = report.head_noun(count).map(|word| word.concept);
    let named = noun.is_some()
        && table.header(0).and_then(|cell| cell.words().last().map(|word| word.concept)) == noun;
    let verdict = report.names(count).iter().any(|word| word.is(Roles::PASS))
        && !roles_of(report.names(count)).has(Roles::FAIL);
    let all_judged = fraction && verdict && rows.iter().all(judged);
    // The number may be the sum of a column, or of what the rows say of parts;
    // where every row is judged, that takes a column that comes near it.
    let stated = report.count(count).unwrap_or_default();
    let near = stated.abs_diff(found.size) <= 2;
    let counting = (1..table.columns()).filter(|column| !table.header_roles(*column).has(Roles::DURATION));
    let counted = counting
        .map(|column| counted(&rows, column))
        .any(|sum| if all_judged && near { sum == stated } else { sum > 0 });
    let regular =
        rows.iter().all(|row| row.cells().filter(|cell| !cell.text().trim().is_empty()).count() > 1);
    let single = !rows.iter().any(|row| row.cell(0).is_some_and(|cell| names_several(cell.text())));
    (named || all_judged).then_some((count, found, !counted && regular && single && rows.len() > 1))
}

/// "related2-9", "share_delete_*": one row for several things.
fn names_several(label: &str) -> bool {
    let inner = label.trim_matches(['*', '_', '`', ' ']);
    let ranged = |(place, _): (usize, &str)| {
        let (before, behind) = (inner.get(..place).unwrap_or(""), inner.get(place + 1..).unwrap_or(""));
        before.ends_with(|last: char| last.is_ascii_digit()) && behind.starts_with(|first: char| first.is_ascii_digit())
    };
    // A date has two strokes.
    inner.contains('*') || label.contains("_*") || inner.match_indices('-').filter(|found| ranged(*found)).count() == 1
}

/// What the counts of a column make together; fractions count as their wholes.
fn counted(rows: &[Row<'_>], column: u32) -> i64 {
    let cells = rows.iter().filter_map(|row| row.cell(column));
    let numbers = cells.flat_map(|cell| cell.quantities().map(move |number| (cell.report, number)));
    numbers
        .filter(|(report, number)| {
            report.quantity(*number).is_some_and(|quantity| quantity.role != role::NUMERATOR)
        })
        .filter_map(|(report, number)| report.count(number))
        .fold(0, i64::saturating_add)
}

/// "(11 files)" over a list.
fn over_list(report: &Report, statement: u32, list: u32) -> Option<(u32, Found, bool)> {
    let (count, fraction) = claim(report, statement)?;
    let items: Vec<u32> = report.children(list).collect();
    if fraction || items.len() < 2 {
        return None;
    }
    let found = Found { size: items.len() as i64, at: report.span(list), what: "items" };
    let text = report.text(report.span(statement)).trim_end();
    let heading = report.kind(statement) == kind::HEADING;
    let announces = text.ends_with([':', ')', '*']) || heading;
    let noun = report.head_noun(count);
    // "## Removed accounts (2 accounts)" can mean nothing else.
    let bracketed = heading && text.ends_with(')');
    let countable = bracketed || noun.is_some_and(|word| word.is(Roles::COUNTABLE | Roles::TEST));
    let counted = items.iter().any(|item| {
        let head = report.item_head(*item);
        report.quantities_in(head).any(|number| report.is_arithmetic(number))
            || (!begins_with_code(report, *item) && report.roles_in(head).has(OPEN | Roles::REST))
    });
    let named = items.iter().all(|item| is_named(report, *item));
    if !announces || noun.is_none() || !countable || !named {
        return None;
    }
    // Of 22 tests three may be the ones to tell of.
    let some = noun.is_some_and(|word| word.is(Roles::TEST))
        && report.count(count).is_some_and(|count| found.size + 2 < count);
    let tied = !counted && !some && report.children(list).all(|item| report.item_head(item) == report.span(item));
    Some((count, found, tied))
}

/// An item that names one thing, instead of telling of something.
fn is_named(report: &Report, item: u32) -> bool {
    report.words_in(report.item_head(item)).len() <= 3 || begins_with_code(report, item)
}

/// An item that begins with a path, a command or a link.
fn begins_with_code(report: &Report, item: u32) -> bool {
    let first = report.descendants(item).find(|node| matches!(report.kind(*node), kind::CODE | kind::LINK));
    let head = report.item_head(item);
    first.is_some_and(|first| {
        report.words_in(Span { start: head.start, end: report.span(first).start }).is_empty()
    })
}

/// The one number of a statement that may count what follows, and whether it
/// is the whole of a fraction.
fn claim(report: &Report, statement: u32) -> Option<(u32, bool)> {
    let mut found = None;
    for index in report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)) {
        let quantity = report.quantity(index)?;
        if quantity.role == role::NUMERATOR || numbers_heading(report, index) {
            continue;
        }
        let fraction = quantity.role == role::DENOMINATOR;
        if quantity.class != class::COUNT || report.is_each(index) || found.is_some() {
            return None;
        }
        // "One of them" counts nothing.
        if report.count(index)? == 1 && quantity.flags & flag::WORD != 0 {
            return None;
        }
        found = Some((index, fraction));
    }
    found
}

/// Where the words do not tie the number to the items, only agreement is worth
/// an entry: it may count something else.
fn write(report: &Report, count: u32, found: &Found, tied: bool, ledger: &mut Ledger) {
    let mut outcome = Value::whole(found.size).equals(report.value(count));
    if outcome == Outcome::Contradicted && !tied {
        outcome = Outcome::Undecided;
    }
    judge_as(report, count, found, (Severity::Error, outcome), ledger);
}

fn judge_as(
    report: &Report,
    count: u32,
    found: &Found,
    (severity, outcome): (Severity, Outcome),
    ledger: &mut Ledger,
) {
    let (Some(quantity), statement) = (report.quantity(count), report.statement_of(count)) else { return };
    ledger.judge_as(severity, outcome, report.statement_span(statement), |draft| {
        let (size, what, printed) = (found.size, found.what, report.printed(count));
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{size} {what}; the report says {printed}"),
                _ => format!("{size} {what}; printed {printed}"),
            })
            .number(report, count, "count")
            .part(found.at, "items")
            .blame(count);
        if outcome == Outcome::Contradicted {
            draft.related(first_line(report, found.at), format!("{size} {what} from here"));
            if quantity.role == role::ALONE {
                draft.mend(report, count, Ratio::whole(size));
            }
        }
    });
}

fn first_line(report: &Report, at: Span) -> Span {
    let length = report.text(at).find('\n').map_or(at.end - at.start, |length| length as u32);
    Span { start: at.start, end: at.start + length }
}
