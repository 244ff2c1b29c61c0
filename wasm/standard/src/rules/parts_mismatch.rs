//! # parts-mismatch (XF202)
//!
//! A stated number that its parts, beside it or below it, do not give.
//!
//! ## Why it matters
//! The list is what was done; the number above it is what gets quoted.
//!
//! ## Fires
//! ```report
//! **93 consecutive clean rounds** since the fix:
//! - Round 176-268: clean
//! - Round 269: clean (this round)
//! ```
//! ```report
//! Total: 120 tests
//! - Unit: 80 tests
//! - Integration: 30 tests
//! ```
//! ```report
//! **38 consecutive clean nights** since the pool was resized:
//! - Night 375-411: clean
//! - Night 412: clean (this night)
//! - Night 413: clean
//! ```
//! ```report
//! 21 findings: 2 critical, 5 high, 8 medium, 5 low.
//! ```
//! ```report
//! The release has 52 defects (31 fixed, 23 open).
//! ```
//! ```report
//! Spore strips: 30 placed, 29 negative, 0 positive.
//! ```
//!
//! ```report
//! ### Gauges in all: 18 gauges
//!
//! **Boiler (5 gauges):**
//! - steam
//!
//! **Pumps (6 gauges):**
//! - flow
//!
//! **Tanks (8 gauges):**
//! - level
//! ```
//! ```report
//! - **Cellar**: 1 shelf (15 jars)
//! - **Kitchen**: 1 shelf (11 jars)
//! - **Attic**: 1 shelf (11 jars)
//! - **Total**: 26 jars
//! ```
//! ```report
//! Tests: 184 (unit: 157, api: 15, e2e: 11)
//! ```
//! ```report
//! **Total jars moved**: 69 jars
//!
//! ### By room
//!
//! - Cellar: 20 jars
//! - Attic: 10 jars
//! - Kitchen: 30 jars
//! ```
//! ```report
//! - `doors.rb` (15 cases)
//!   - Opening (4 tests)
//!   - Closing (6 tests)
//!   - Slamming (2 tests)
//! ```
//! ```report
//! - **Total pages:** 41
//!
//! ## Pages by hall
//!
//! ### North (19 pages, all clean)
//!
//! ### South (9 pages)
//!
//! ### West (18 pages)
//! ```
//! ```report
//! We started with 960 answers and removed 45, so 925 remain.
//! ```
//! ```report
//! 13 faults were fixed (5 critical, 4 major, 3 minor).
//! ```
//! ```report
//! 14 findings in total:
//!
//! | Severity | Count |
//! |----------|-------|
//! | Critical | 5 |
//! | High | 4 |
//! | Medium | 2 |
//! | Low | 2 |
//! ```
//! ```report
//! **Total: 41 tests**
//!
//! - Bench tests: 20
//! - Road tests: 12
//! - Rain tests: 8
//! ```
//!
//! ```report
//! The store has 412 TB raw, 331 TB used, 91 TB free.
//! ```
//! ```report
//! | Lorry | Gross (t) | Tare (t) | Net (t) |
//! |---|--:|--:|--:|
//! | 1 | 12.05 | 2.05 | 10.00 |
//! | 2 | 11.82 | 2.01 | 9.84 |
//! ```
//! ```report
//! - Opened: 14
//! - Closed: 9
//! - Still open: 6
//! ```
//! ```report
//! In the storm 271 of the 324 alarms rang; the other 63 were silent.
//! ```
//! ```report
//! ### Tests created: 174 total
//!
//! 1. **doors**: 27 tests
//! 2. **roofs**: 37 tests
//! 3. **walls**: 120 tests
//! ```
//! ```report
//! So 34 of the 38 lamps are closed, 4 suppressed and 1 is open.
//! ```
//! ```report
//! 12 of 15 lamps were changed; 4 remain.
//! ```
//! ```report
//! Out of 250 lamps, 245 succeeded and 6 failed.
//! ```
//! ```report
//! The change has 1,284 lines added and 212 removed, net +1,172.
//! ```
//! ```report
//! | Severity | Count |
//! |---|---|
//! | High | 2 |
//! | Medium | 4 |
//! | Low | 5 |
//!
//! In total 12 findings were made.
//! ```
//!
//! ```report
//! ### Weighed crates (20 crates)
//!
//! - north quay: 8 crates
//! - **south quay** (7 crates)
//! - yard: 6 crates
//! ```
//! ```report
//! ## `loose` planks (8)
//!
//! - `bridge.rb`: 4 (wild oak)
//! - `jetty.rb`: 2 (see 2.1)
//! - `raft.rb`: 1 (ash)
//! ```
//! ```report
//! # Doors (20)
//!
//! ## Oak (8)
//!
//! ## Ash (7)
//!
//! ## Elm (6)
//! ```
//! ```report
//! 20 of 21 gates are shut, the 2 open ones can wait.
//! ```
//!
//! ````report
//! ```
//! ├── hinge.rb (50 doors)
//! ├── lock.rb (40 doors)
//! └── key.rb (35 doors)
//!
//! Total: 130 doors
//! ```
//! ````
//! ```report
//! ## Crates
//!
//! ### Hall 1 (3 crates)
//!
//! ### Hall 2 (1 crate)
//!
//! ### Hall 3 (1 crate)
//!
//! **Total crates weighed**: 6 crates
//! ```
//! ```report
//! ### Later (62 doors)
//! 3. **Oak** (13 doors)
//!    - two of them double
//! 4. **Ash** (12 doors)
//!    - painted
//! 5. **Elm** (12 doors)
//!    - bare
//! 6. **Fir** (15 doors)
//!    - for the cellar
//! ```
//!
//! ```report
//! - Added: 38 (north 11, south 17, west 8, east 5)
//! ```
//! ```report
//! 63 mended chairs have a label (29 oak, 26 ash, 6 elm).
//! ```
//! ```report
//! **Dents found:** 27 (5 critical, 8 serious, 13 moderate)
//! ```
//! ```report
//! 1,777 of 1,940 lamps lit, 166 missing.
//! ```
//! ```report
//! Painted 15 of 18 doors, 4 left.
//! ```
//! ```report
//! 8 crates were opened (3 new, 6 old).
//! ```
//! ```report
//! 46 gates were visited: 41 passable, 6 not passable.
//! ```
//! ```report
//! State in April: **16 of 18 lamps hung, 3 to go**
//! ```
//! ```report
//! - Rows compared: 96
//! - Equal: 94
//! - Different but explained: 3
//! ```
//! ```report
//! ## Remaining knots by hall (37)
//!
//! - North: 14
//! - South: 12
//! - East: 8
//! - West: 4
//! ```
//! ```report
//! ## Complaints (13)
//!
//! | Severity | Found | Fixed |
//! |---|---:|---:|
//! | Critical | 1 | 1 |
//! | High | 9 | 8 |
//! | Low | 4 | 2 |
//! | Total | 14 | 11 |
//! ```
//!
//! ```report
//! We weighed 42 crates, 61 sacks and 5 barrels, 110 pieces in all.
//! ```
//! ```report
//! 40 doors, 12 windows and 3 gates were expected: 57 pieces.
//! ```
//!
//! ```report
//! We found 3 critical, 5 major and 7 minor dents (16 in total).
//! ```
//! ```report
//! 45 of 60 doors are painted, 20 are missing.
//! ```
//!
//! ## Stays silent
//! ```report
//! **94 consecutive clean rounds** since the fix:
//! - Round 176-268: clean
//! - Round 269: clean (this round)
//! ```
//! ```report
//! 94 rounds were run, among them:
//! - Round 12-20: storage
//! - Round 33: network
//! ```
//! ```report
//! Total: 120 tests (parts overlap)
//! - Unit: 80 tests
//! - Integration: 30 tests
//! - Nightly: 30 tests
//! ```
//! ```report
//! 33 findings: 15 fixed, 13 accepted, 5 open. 12 hosts (8 cores, 10 disks); 40 tickets (4 new, 2 reopened).
//! ```
use crate::breakdown;
use crate::counted::{OPEN, is_named, numbers_heading};
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF202", "parts-mismatch", judge);


fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    for index in 0..report.quantities().len() as u32 {
        if report.count_of(index).is_none() {
            continue;
        }
        let statement = report.statement_of(index);
        if statement == last {
            continue;
        }
        last = statement;
        let Some(list) = report.list_behind(statement) else { continue };
        if report.roles_of(statement).has(OPEN) {
            continue;
        }
        of_ids(report, statement, list, ledger);
        of_counts(report, statement, list, ledger);
    }
    in_statements(report, ledger);
}

/// "21 findings: 2 critical, 5 high, …".
fn in_statements(report: &Report, ledger: &mut Ledger) {
    for parts in breakdown::all(report) {
        // Passed, failed and skipped are another rule's.
        let has = |roles: Roles| parts.parts.iter().any(|part| roles_of(report.noun(*part)).has(roles));
        let statement = report.statement_of(parts.total);
        let own = parts.parts.iter().all(|part| report.statement_of(*part) == statement);
        let chosen = ["Of ", "Out of "].iter().any(|head| report.text(report.span(statement)).starts_with(head));
        if own && !chosen && has(Roles::PASSED) && has(Roles::FAILED | Roles::SKIPPED) {
            continue;
        }
        let (outcome, severity) = parts.outcome(report);
        let sum = parts.sum(report);
        let at = report.quantity(parts.total).map_or(Span { start: 0, end: 0 }, |total| total.at);
        let describe = |draft: &mut Draft| {
            let terms: Vec<&str> = parts.parts.iter().map(|part| report.printed(*part)).collect();
            let (terms, printed) = (terms.join(" + "), report.printed(parts.total));
            let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
            draft.message(format!("{terms} is {}; {says} {printed}", sum.hull()));
            draft.number(report, parts.total, "total").blame(parts.total);
            for part in &parts.parts {
                draft.number(report, *part, "part");
                if let Some(quantity) = report.quantity(*part).filter(|_| !own) {
                    draft.related(quantity.at, "this is a part".into());
                }
            }
        };
        if outcome == Outcome::Contradicted {
            ledger.write(Status::Contradicted, Some(severity), at, describe);
        } else {
            ledger.judge(outcome, at, describe);
        }
    }
}

/// The list enumerates ids: "Round 176-268", "Round 269".
fn of_ids(report: &Report, statement: u32, list: u32, ledger: &mut Ledger) {
    let Some(members) = enumerated(report, list) else { return };
    let mut claims = report
        .quantities_in(report.span(statement))
        .filter(|index| report.count_of(*index).is_some() && counts(report, *index, &members));
    let (Some(claim), None) = (claims.next(), claims.next()) else { return };
    let (Some(stated), Some(size)) = (report.count(claim), members.count()) else { return };
    let dirty = members.numbers.is_empty();
    let mut outcome = Value::whole(size).equals(Value::whole(stated));
    if outcome == Outcome::Contradicted && dirty {
        outcome = Outcome::Undecided;
    }
    ledger.judge(outcome, report.statement_span(statement), |draft| {
        let noun = report.head_noun(claim).map_or("members", |word| report.text(word.at));
        let sum = members.spelled();
        draft
            .message(match outcome {
                Outcome::Holds => format!("{sum}: {size} in all; printed {stated}"),
                _ if members.has_range => {
                    format!("ranges give {size} {noun} ({sum}); the report says {stated}")
                }
                _ => format!("the list has {size} {noun} ({sum}); the report says {stated}"),
            })
            .number(report, claim, "count")
            .part(report.span(list), "list")
            .related(report.span(list), format!("{size} {noun} listed here"))
            .blame(claim);
        if outcome == Outcome::Contradicted {
            draft.mend(report, claim, Ratio::whole(size));
        }
    });
}

/// The ids with which all items of a list begin. Its `numbers` are empty if an
/// item tells of something that went wrong: then it may not be counted.
fn enumerated(report: &Report, list: u32) -> Option<Members> {
    let mut whole: Option<Members> = None;
    let mut dirty = false;
    for item in report.children(list) {
        let head = report.item_head(item);
        let members = report.members_in(head).into_iter().next()?;
        let lead = report.words_in(Span { start: head.start, end: members.at.start });
        if lead.len() > 1 || report.roles_in(head).has(OPEN) {
            return None;
        }
        dirty |= report.roles_in(head).has(Roles::FAIL | Roles::BLOCKED | Roles::PARTIAL);
        match &mut whole {
            None => whole = Some(members),
            Some(whole) if whole.concept == members.concept => {
                whole.has_range |= members.has_range;
                whole.ranges.extend(members.ranges);
            }
            Some(_) => return None,
        }
    }
    let mut whole = whole.filter(|whole| whole.ranges.len() > 1)?;
    if dirty {
        whole.numbers = 0..0;
    }
    Some(whole)
}

fn counts(report: &Report, index: u32, members: &Members) -> bool {
    let Some(head) = report.head_noun(index) else { return false };
    let same = if members.concept == 0 {
        head.is(Roles::ROUND | Roles::ITERATION) || is_named(report, members, head)
    } else {
        head.concept == members.concept
    };
    same && !report.is_each(index)
}

/// The list gives the parts of a number: "Unit: 80", "Integration: 30".
fn of_counts(report: &Report, statement: u32, list: u32, ledger: &mut Ledger) {
    let at = report.span(statement);
    let mut claims = report
        .quantities_in(at)
        .filter(|index| report.is_arithmetic(*index) && !numbers_heading(report, *index));
    let (Some(claim), None) = (claims.next(), claims.next()) else { return };
    let Some(parts) = counted(report, list, claim) else { return };
    let mut sum = Value::whole(0);
    for part in &parts {
        sum = sum.add(report.value(*part));
    }
    let mut outcome = sum.equals(report.value(claim));
    let total = report.roles_in(at).has(Roles::TOTAL);
    if outcome == Outcome::Contradicted
        && (!total || report.roles_of(list).has(OPEN | Roles::REST) || tells_again(report, claim, &parts))
    {
        outcome = Outcome::Undecided;
    }
    ledger.judge(outcome, report.statement_span(statement), |draft| {
        let terms: Vec<&str> = parts.iter().map(|part| report.printed(*part)).collect();
        let terms = terms.join(" + ");
        let printed = report.printed(claim);
        draft
            .message(format!("{terms} is {}; the report says {printed}", sum.hull()))
            .number(report, claim, "total")
            .blame(claim);
        for part in &parts {
            draft.number(report, *part, "part");
        }
        draft.related(report.span(list), format!("the parts sum to {}", sum.hull()));
        if outcome == Outcome::Contradicted
            && let Some(right) = sum.single()
        {
            draft.mend(report, claim, right);
        }
    });
}

/// "Total tests: 120" over "Passed: 118", "Failed: 2" and "Flaky: 3": the first ones make
/// it, and another is more than all.
fn tells_again(report: &Report, claim: u32, parts: &[u32]) -> bool {
    let all = report.value(claim);
    let mut sum = Value::whole(0);
    let exact = parts.iter().enumerate().any(|(place, part)| {
        sum = sum.add(report.value(*part));
        place > 0 && place + 1 < parts.len() && sum.equals(all) == Outcome::Holds
    });
    exact || parts.iter().any(|part| report.value(*part).fits_in(all) == Outcome::Contradicted)
}

/// The one count of each item, if they count what the claim counts.
fn counted(report: &Report, list: u32, claim: u32) -> Option<Vec<u32>> {
    let noun = report.noun(claim).last().map(|word| word.concept);
    let mut parts = Vec::new();
    let mut same = true;
    for item in report.children(list) {
        let head = report.item_head(item);
        let mut numbers = report.quantities_in(head).filter(|index| {
            report.quantity(*index).is_some_and(|quantity| quantity.class != class::LIST_NUMBER)
        });
        let (Some(part), None) = (numbers.next(), numbers.next()) else { return None };
        report.count_of(part)?;
        match report.noun(part).last().map(|word| word.concept) {
            Some(other) if Some(other) != noun => return None,
            None => same = false,
            Some(_) => {}
        }
        parts.push(part);
    }
    let ends_open = report.text(report.span(report.statement_of(claim))).trim_end().ends_with([':', '*']);
    let total = report.roles_in(report.span(report.statement_of(claim))).has(Roles::TOTAL);
    (parts.len() > 1 && report.count_of(claim).is_some() && (total || (same && ends_open))).then_some(parts)
}
