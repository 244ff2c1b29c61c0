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
//! ```report
//! All 4 lemmas hold:
//! - `no_lost_wakeup`
//! - `lock_is_fair`
//! - `queue_is_bounded`
//! ```
//! ```report
//! All 5 boiler checks pass.
//!
//! ## Boiler checks
//!
//! | Check | Result |
//! |-------|--------|
//! | burner | PASS |
//! | valve | PASS |
//! | gauge | PASS |
//! | relief | PASS |
//! ```
//! ```report
//! **Test classes created**: 4
//!
//! - `TestPumps`
//! - `TestValves`
//! - `TestGauges`
//! ```
//! ```report
//! ~~~
//! All 5 bells rung:
//! - hour bell
//! - noon bell
//! - fire bell
//! - feast bell
//! ~~~
//! ```
//! ```report
//! ### Total files moved: 3
//! 1. `mill.rb`
//! 2. `sieve.rb`
//! 3. `stone.rb`
//! 4. `belt.rb`
//! ```
//! ```report
//! ## Open (3 halls, 14 lamps)
//!
//! ### North (7 lamps)
//!
//! ### South (1 lamp)
//!
//! ### West (4 lamps)
//!
//! ### East (2 lamps)
//! ```
//! ```report
//! ### 5 documents written
//!
//! - `SOWING.md`
//! - `WATER.md`
//! - `HARVEST.md`
//! - `STORE.md`
//! - `SEEDS.md`
//! - `TOOLS.md`
//! ```
//! ```report
//! ### Modified files (4)
//! ~~~
//! doors/lock.rs      (+15 lines)
//! doors/hinge.rs     (+10 lines)
//! roofs/tile.rs      (+70 lines)
//! walls/brick.rs     (+1 line)
//! walls/mortar.rs    (a word)
//! ~~~
//! ```
//!
//! ```report
//! ### Predicates added (5)
//!
//! - `oak` - the wood
//! - `ash` - the other wood
//! - `elm` - for boats
//! - `fir` - for masts
//! ```
//! ```report
//! - **Woods:** 7 (Oak, Ash, Elm, Silver Fir, Larch, Yew)
//! ```
//! ```report
//! ## Follow-up (5 actions)
//!
//! 1. oil the hinge
//! 2. paint the door
//! 3. tell the neighbours
//! 4. sweep the yard
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
use crate::counted::{OPEN, Listed, first_line, ids_and_count};
use crate::{afterwards, all_rows, announced, drawn_trees, enumerations, fenced_lists, headings, listing_excuses};
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
        if let Some(below) = announced::of(report, statement) {
            let holds = report.count(below.count) == Some(below.size);
            judged.extend((below.tied || holds).then_some(below.count));
            write(report, &below, Severity::Error, ledger);
        }
    }
    for below in enumerations::numbered(report) {
        if !judged.contains(&below.count) {
            judged.push(below.count);
            write(report, &below, Severity::Warning, ledger);
        }
    }
    for below in enumerations::in_bracket(report) {
        write(report, &below, Severity::Warning, ledger);
    }
    for below in afterwards::told(report).into_iter().chain(all_rows::told(report)) {
        write(report, &below, Severity::Warning, ledger);
    }
    for below in headings::numbered(report).into_iter().chain(headings::counted(report)) {
        judged.push(below.count);
        write(report, &below, Severity::Error, ledger);
    }
    let drawn = drawn_trees::told(report).into_iter().chain(fenced_lists::told(report));
    let headed = headings::alike(report).into_iter().chain(headings::leading(report)).chain(headings::of_groups(report)).chain(headings::of_points(report));
    for below in headed.chain(drawn) {
        if !judged.contains(&below.count) {
            judged.push(below.count);
            write(report, &below, Severity::Warning, ledger);
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
    let below = Listed { count, size, at: members.at, what: "ids are listed", tied: true };
    write(report, &below, Severity::Error, ledger);
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
        let below = Listed { count: named.count, size, at: named.at, what: "are named", tied: true };
        write(report, &below, Severity::Error, ledger);
    }
}

/// Where the words do not tie the number to the items, only agreement is worth
/// an entry: it may count something else.
fn write(report: &Report, below: &Listed, severity: Severity, ledger: &mut Ledger) {
    let &Listed { count, size, at, what, tied } = below;
    let outcome = match Value::whole(size).equals(report.value(count)) {
        Outcome::Contradicted if !tied || listing_excuses::may_be(report, below) => Outcome::Undecided,
        outcome => outcome,
    };
    let (Some(quantity), statement) = (report.quantity(count), report.statement_of(count)) else { return };
    ledger.judge_as(severity, outcome, report.statement_span(statement), |draft| {
        let printed = report.printed(count);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{size} {what}; the report says {printed}"),
                _ => format!("{size} {what}; printed {printed}"),
            })
            .number(report, count, "count")
            .part(at, "items")
            .blame(count);
        if outcome == Outcome::Contradicted {
            draft.related(first_line(report, at), format!("{size} {what} from here"));
            if quantity.role == role::ALONE {
                draft.mend(report, count, Ratio::whole(size));
            }
        }
    });
}
