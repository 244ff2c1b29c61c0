//! What `conclude` takes, in the sandbox: fuel is the same on every machine.

use crossfoot::analyzers::{self, AnalyzerSet, CodeCache};
use crossfoot::host::{Cost, Host, HostOptions, Limits};
use crossfoot::ledger::{Note, Settings};
use crossfoot::report;
use crossfoot::standard;
use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::NoteWriter;
use crossfoot_standard::series::fact;

fn standard_pack() -> AnalyzerSet {
    let host = Host::new(HostOptions::default()).unwrap();
    let (set, faults) = analyzers::load(&host, Some(standard::COMPONENT), &[], &CodeCache::off());
    assert!(faults.is_empty(), "{faults:?}");
    set
}

/// The note of a usual report: an id, a date, a result, a counter, a total,
/// two targets, and now and then a relation that fails.
fn note(run: i64) -> Vec<u8> {
    let at = |start: u32| Span { start, end: start + 8 };
    let mut note = NoteWriter::default();
    note.fact(fact::HEAD, at(0), &[], &[77, run.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as i64), 0]);
    note.fact(fact::ID, at(10), &["Run"], &[5, run, run]);
    note.fact(fact::DATE, at(20), &[], &[20_000 + run / 4]);
    note.fact(fact::VERDICT, at(40), &["clean"], &[fact::CLEAN]);
    note.fact(fact::STREAM, Span { start: 0, end: 0 }, &[], &[0, 9]);
    note.fact(fact::STREAM, Span { start: 0, end: 0 }, &[], &[17, 23]);
    note.fact(fact::STREAK, at(60), &["consecutive clean runs"], &[4242, 5, run + 40, 3, fact::GOOD]);
    note.fact(fact::TOTAL, at(80), &["ramps", "runs"], &[8, 5, run * 4, run, 4, 4]);
    note.fact(fact::TARGET, at(100), &["throughput", "50,000"], &[31, 5, 4, 1, 0]);
    note.fact(fact::TARGET, at(120), &["latency", "< 250"], &[32, 25, -2, 1, 0]);
    if run % 8 == 0 {
        note.fact(fact::RELATION, at(80), &[], &[0, 3, -2, 12, run * 4, 8]);
    }
    note.finish()
}

fn cost(set: &AnalyzerSet, reports: usize) -> Cost {
    let made: Vec<(String, Vec<u8>)> =
        (0..reports).map(|run| (format!("reports/soak/run-{run:07}.md"), note(run as i64))).collect();
    let notes: Vec<Note<'_>> =
        made.iter().map(|(path, note)| Note { path, note, length: 400, entries: 1 }).collect();
    let (conclusion, cost) = set.analyzers[0].measure_conclude(&notes, &Settings::default());
    let conclusion = conclusion.unwrap();
    assert_eq!(conclusion.entries.len(), 0, "{:?}", conclusion.entries);
    let bytes: usize = made.iter().map(|(_, note)| note.len()).sum();
    println!("{reports} notes of {} bytes: {cost:?}", bytes / reports.max(1));
    cost
}

#[test]
fn conclude_grows_with_the_notes_and_no_faster() {
    let set = standard_pack();
    let (few, many) = (cost(&set, 2_500), cost(&set, 40_000));
    assert!(many.fuel < few.fuel * 18, "{many:?} beside {few:?}");
    // A tenth of what a run is given.
    assert!(few.fuel < 2_500 * Limits::default().fuel_per_note / 2, "{few:?}");
}

#[test]
#[ignore = "takes a gigabyte"]
fn a_million_notes() {
    cost(&standard_pack(), 1_000_000);
}

/// Lines of which a report may hold thousands, one behind another.
const LINES: [(&str, &str); 124] = [
    ("", "The p95 of 240 ms is well below the limit of 250 ms, and "),
    ("", "2,485 parcels on 70 vans (35.5 per van). "),
    ("", "From 2025-03-03 to 2025-03-16 (14 days), "),
    ("", "10/12 gauges passed, 2 failed, "),
    ("", "40 lamps, 12 more than the 28 of May, 62 kWh, 5% less than 66 kWh, "),
    ("", "412 t raw, 331 t used, 81 t free, "),
    ("", "8 s, 9 s, 10 s (mean 9 s), the mean of 1, 2 and 3 is 2. "),
    ("", "8 s, 9 s, 10 s (mean 9 s), "),
    ("", "62 kWh, down 5% from 66 kWh, "),
    ("| Batch | Rounds | Count |\n|---|---|---|\n", "| a | 101–120 | 20 |\n"),
    ("| Time | Event | Min |\n|---|---|---|\n", "| 06:12 | a | 0 |\n| 06:21 | b | 9 |\n"),
    ("| Stage | Minutes | Frames | Frames/s |\n|---|---|---|---|\n", "| a | 5 | 600 | 2 |\n"),
    ("| File | Old |\n|---|---|\n", "| a | 2 |\n| b | 3 |\n| Subtotal | 5 |\n"),
    (
        "",
        "Total tests: 6\n\nPassed: 6\n\n| Area | Tests | Pass |\n|---|---|---|\n| a | 2 | 2 |\n| b | 2 | 2 |\n| c | 2 | 2 |\n\n",
    ),
    ("", "### Files (3)\n\n```\na.rs\nb.rs\nc.rs\n```\n\n"),
    ("", "### Tests made: 6 total\n\n- a: 2 tests\n- b: 2 tests\n- c: 2 tests\n\n"),
    ("", "- Opened: 14\n- Closed: 9\n- Open: 5\n"),
    ("", "3 of 8 came; the other 5 wait. "),
    (
        "| Threads | frames/s |\n|---|---|\n| 1 | 10 |\n| 8 | 35 |\n\n",
        "With 8 threads it makes 35 frames/s.\n\n",
    ),
    ("", "| T | s |\n|---|---|\n| p50 | 10 s |\n| p99 | 35 s |\n\nThe p99 was 35 s.\n\n"),
    ("", "20 red lamps and 12 blue lamps, 32 lamps in total, a saving of 3. **Done.** "),
    ("", "Lamps: 240 → 170 (-70 lamps), 4 of 12 passed the limit (33%), "),
    ("", "dropped from 7.8% to 7.4%, rose from 2 to 5, "),
    ("", "- Total cups: 40\n- Red cups: 20\n- Blue cups: 20\n\n"),
    ("", "- ✅ p95 < 200 ms (measured: 140 ms)\n"),
    ("", "960 came, 45 were removed, leaving 915. "),
    ("| T | Old | New | Match |\n|---|---|---|---|\n", "| a | 48,210 | 48,210 | yes |\n"),
    ("| Text | Ratio | Required | Result |\n|---|---|---|---|\n", "| a | 11.2:1 | 4.5:1 | pass |\n"),
    ("", "12 rounds, then a line that says nothing at all\n"),
    ("", "12 rounds, 36 attempts and 4 cups with 9 plates\n"),
    ("", "it got 3.2x faster (150 ms → 47 ms), 40% more\n"),
    ("", "from 120 s to 45 s, a 62% improvement and 3x\n"),
    ("", "12 rounds and then some, "),
    ("", "12 rounds (early: 4, late: "),
    ("", "Before: 120 ms\nAfter: 80 ms (-33%)\n"),
    ("", "95% complete (11/12 tasks), 65% compliant (29/45)\n"),
    ("", "184 tests (unit: 157, api: 15, end: 11), 180 (12 pupils × 5 subjects × 3 terms)\n"),
    ("", "All 7 tests pass.\n\n"),
    ("# Rounds N=1-9\n\n", "9 rounds and 9 rounds\n"),
    ("# R\n\n3 attempts\n\n", "## Round\n\n### Attempt 1: a\n3 attempts\n\n### Attempt 2: b\nfine\n\n"),
    ("| a | b | c |\n|---|---|---|\n", "| x | PASS | 0 leaks (created=3620, released=3620) |\n"),
    ("| Depth | Ops/s | Speedup |\n|---|---|---|\n", "| 1 | 4,629 | baseline |\n| 2 | 8,697 | 1.88x |\n"),
    ("| Mode | 1T | 2T | Max scaling |\n|---|---|---|---|\n", "| a | 10 | 20 | 2.0x |\n"),
    (
        "",
        "### Doubles (6 books, 16 copies)\n\n| A | Copies |\n|---|---|\n| a | 2 |\n| b | 3 |\n| c | 3 |\n\n",
    ),
    ("", "## Efficiency\n\n| M | V |\n|---|---|\n| Min | 2% |\n| Max | 3% |\n\n"),
    ("3 files:\n\n```\na\n", "├── b.md\n"),
    (
        "| M | Before | After | Change |\n|---|---|---|---|\n",
        "| a | 100 t | 40 t | -60 t (-60%) |\n| b | 2 s | 1 s | 2x |\n",
    ),
    ("| M | A | B | Δ a | Δ b |\n|---|---|---|---|---|\n", "| a | 10 | 14 | +4 | +40% |\n"),
    (
        "",
        "| E | Matched | Total | Match rate |\n|---|---|---|---|\n| a | 8 | 8 | 100% |\n| b | 12 | 19 | 63.2% |\n\n",
    ),
    ("| E | Passed | Failed | Skipped | Pass rate |\n|---|---|---|---|---|\n", "| a | 8 | 2 | 4 | 80% |\n"),
    ("| G | Carts | Mean wait | Max wait |\n|---|---|---|---|\n", "| a | 4 | 3 s | 9 s |\n"),
    ("", "**Fine (90%+):** Wheel (93%), Kiln (95%), Glaze (83%)\n\n"),
    ("**Fine (90%+):** ", "Wheel (93%), Kiln (95%), "),
    (
        "| M | Flour |\n|---|---|\n| a | 31 kg/h |\n| b | 33 kg/h |\n| c | 35 kg/h |\n\n",
        "All mills keep at least 30 kg/h.\n\n",
    ),
    ("", "**Total jars**: 60 jars\n\n- a: 20 jars\n- b: 10 jars\n- c: 30 jars\n\n"),
    ("", "## Lamps (3 failures)\n\n```\nFAILED a\nFAILED b\nFAILED c\n```\n\n"),
    ("", "1. Doors (3 tests)\n   - open\n   - shut\n   - slam\n\n"),
    ("", "- Passed: 45\n- Total: 50\n- Pass rate: 90%\n\n"),
    ("", "- Built: 45 pumps\n- Tight: 40 (89%)\n- Spare: 5 (11% of built)\n\n"),
    ("", "### 1. Doors (3 tests)\n\n- open\n- shut\n- slam\n\n"),
    ("", "**总测试数：** 12\n**通过：** 9\n总数：12\n"),
    ("", "- 1 thread: 500 l/s\n- 4 threads: 1,500 l/s (3.00x, 75.0% eff)\n- Speedup: 3.00x\n\n"),
    ("", "8 threads, 30 batches/thread = 240 total, 80 jars across 4 carts (20 each), 960 / 4 = 240. "),
    ("", "No leak (created=36, released=36), pegs: 128 (58 used = 45%), gap 0.002 < 0.010, PASS.\n\n"),
    ("", "The threshold was exceeded by 12x.\n\n"),
    ("", "**Moderate (2)**\n- hinge\n- lock\n\n"),
    (
        "| Depth | Time | Ops/s | Speedup |\n|---|---|---|---|\n| 1 | 100 ms | 50 | 1.00x |\n",
        "| 2 | 50 ms | 100 | 2.00x |\n",
    ),
    ("", "## Causes of the 9 dents\n\n- Dropped: 7\n- Unknown: 2\n\n"),
    ("", "### Soak (15s, 8 threads)\n\n- Plates: 1500\n- Rate: 100 plates/s\n\n"),
    ("", "Total laps: 140 (46x+ required 3 laps), 15.0 mL − 2.6 mL used = 12.4 mL. "),
    ("", "20.069.524,84 und 2.384.625, 12,5 % "),
    ("### Weighed crates (20 crates)\n\n", "- quay: 8 crates\n"),
    ("", "Gates GA-201 to GA-215 (16 gates), 3 (AN-01 to AN-04), "),
    ("", "38 lamps (north 11, south 17, west 8, east 5), "),
    ("", "1,777 of 1,940 lamps lit, 166 missing, "),
    ("", "We made 300 attempts across 93 rounds, 4 attempts per round, "),
    ("", "45/47 lamps passed (90%), 3 skipped, "),
    ("", "52 tickets (40 closed, 12 open, 3 blocked), "),
    ("| Mill | Loaves | Speedup |\n|---|---|---|\n| a | 10 | 1.0x |\n", "| b | 20 | 3.0x |\n"),
    ("| Rule | Findings | Files |\n|---|---|---|\n", "| a | 4 | 2 |\n| **Total** | **9** | **2** |\n"),
    (
        "",
        "## Doors (3)\n\n- `oak` (flaky)\n- `ash`\n\nOf the 3 doors, 12 lamps were lit, 12 of 14 passed, 3 failed hinges. ",
    ),
    ("", "- (8 + 9 + 7) / 3 = 8, 2 h × €14 = €28\n"),
    ("", "(8 + 9 + 7) / 3 = 8, 10 + 5 × 20 - "),
    ("(", "8 + 9 × "),
    ("", "Week 1 brought 660 barges, week 2 brought 703, i.e. 43 more. "),
    ("", "- Sent: 90\n- Got: 42\n- Difference: 48\n\n"),
    ("```\n", "sorted 851 887 +36\n"),
    ("", "68.0 s of 165.0 s (41.2 %), down for 2 h 20 min (09:40 to 12:00), "),
    ("| Criterion | Result |\n|---|---|\n", "| Sorting time < 40 s | ✅ 34 s |\n"),
    ("| M | Target | Actual |\n|---|---|---|\n", "| Lost | < 4% | 3% ✅ |\n"),
    ("", "A yield of 84% meets the 80% threshold. Memory stays under 100 MB (peak 92 MB). "),
    ("", "3 critical, 5 major and 7 minor dents (15 in total). 45 of 60 doors are painted, 15 are missing. "),
    ("", "- `oak` needs 510 lines, that is 66 more.\n"),
    ("```\nSuite   Tests  Passed\n", "core      120     118\n"),
    ("```\n", "core  tests  roof\ncore  1      2\ncore  1      2\ncore  1      2\n"),
    ("", "- Rollers: 6 × €450 = €2,700\n- Belts: €7,200\n- Sum: €9,900\n\n"),
    ("| Mill | Speedup | Verdict |\n|---|---|---|\n", "| oak | 1.75x | faster |\n"),
    ("| Day | Restarts |\n|---|---|\n| 1 | 3 |\n| 2 | 1 |\n| 3 | 2 |\n\n", "Total restarts: 6\n\n"),
    ("| Metric | Before | After |\n|---|---|---|\n", "| Bread | 2,788 | 2,914 (+126) |\n"),
    ("| Quay | Shut |\n|---|---|\n", "| north | 8/8 |\n| **Total** | **8/8** |\n"),
    ("", "- ✅ At least 40 reviews: 46\n"),
    ("", "At most 40 reviews: 36, at most 40 reviews: 36, "),
    ("", "It is 7.8x faster (90 s vs 700 s), "),
    ("- **a:** 320 loads\n", "- **b:** 445 loads (+125)\n"),
    ("# Doors (20)\n\n", "## Oak (8)\n\n"),
    ("", "20 of 21 gates are shut, the 2 open ones can wait, "),
    ("| Hall | Before % | After % | ≥ 75 % |\n|---|---|---|---|\n", "| a | 71.4 | 88.2 | ✅ |\n"),
    ("", "It took 1,066 s (17.8 min), 1.2M rows (1,204,311), 5,900 s (1 h 38 min), "),
    ("", "42 crates, 61 sacks and 5 barrels, 108 pieces in all, "),
    ("", "We weighed 42 crates, 61 sacks and 5 barrels, 108 pieces in all. "),
    ("", "The 3 belts ran with 12 loads each (36 loads), 2 lost labels allowed, 1 found: met, "),
    ("", "Image, 102.7 MB (7.3.2: 101.2 MB, 1.5 MB larger), "),
    ("| Hive | Mites | Rate |\n|---|---|---|\n", "| a | 46 | 23.0 % |\n| b | 31 | 15.5 % |\n"),
    ("| Quay | Parcels | parcels/s |\n|---|---|---|\n", "| a | 1,842 | 102.3 |\n| b | 612 | 34.0 |\n"),
    ("Found 9 lamps, 3 lamps lit.\n\n```\n", "12 lamps, 3 lit\n"),
    ("```\n12 lamps, 3 lit\n```\n\n", "The hall has 9 lamps and 3 lamps are lit. "),
    (
        "All unit tests pass on Linux.\n\n**Result**: PASS\n\n| Suite | Result | Note |\n|---|---|---|\n",
        "| unit | PASS | |\n| e2e | FAIL | pump |\n",
    ),
    ("All tests completed.\n\n| Suite | Result |\n|---|---|\n", "| unit | PASS |\n| e2e | FAIL |\n"),
    ("1 high, 2 low.\n\n| ID | Severity |\n|---|---|\n", "| 1 | High |\n| 2 | Low |\n"),
    ("# Report\n\n", "Total lamps: 120 (hall)\n\nTotal lamps: 118 (yard)\n\n"),
    (
        "| Point | Reading | Error | Tolerance | Result |\n|---|---|---|---|---|\n",
        "| a | 50 g | 1 g | 2 g | OK |\n",
    ),
    ("", "**Result**: PASS\n\n3 failed, 12 passed\n\nThe same 3 tests fail on main.\n\n"),
    ("", "- Failed: 12\n- Budget: 20\n- Result: PASS\n\n"),
    ("```\n", "running 12 tests\ntest result: ok. 12 passed; 0 failed; 0 ignored; 0 measured\n"),
];

/// Tables that end with a row which none of the others make.
const TABLES: [(&str, &str, &str); 3] = [
    ("| Run | Jobs | Time |\n|---|---|---|\n", "| a | 3 | 14.2 |\n", "| Mean | | 91.7 |\n"),
    ("| Part | Billable | Hours |\n|---|---|---|\n", "| a | yes | 12 |\n", "| Total billed | | 7 |\n"),
    ("| Rule | Findings | Files |\n|---|---|---|\n", "| a | 4 | 2 |\n", "| Total | 9 | 5 |\n"),
];

#[test]
fn a_table_of_twice_as_many_rows_costs_twice_as_much() {
    let set = standard_pack();
    let fuel = |(head, row, end): (&str, &str, &str), many: usize| {
        let text = format!("{head}{}{end}", row.repeat(many));
        let (answer, cost) = set.analyzers[0].measure(&report::parse(text.as_bytes()), &Settings::default());
        assert!(answer.is_ok(), "{row}: {answer:?}");
        cost.fuel
    };
    for table in TABLES {
        let (few, many) = (fuel(table, 3000), fuel(table, 6000));
        assert!(many < few * 5 / 2, "{few} and {many} for {table:?}");
    }
}

#[test]
fn a_report_of_twice_as_many_lines_costs_twice_as_much() {
    let set = standard_pack();
    let fuel = |(head, line): (&str, &str), many: usize| {
        let text = format!("{head}{}", line.repeat(many));
        let (answer, cost) = set.analyzers[0].measure(&report::parse(text.as_bytes()), &Settings::default());
        assert!(answer.is_ok(), "{line}: {answer:?}");
        cost.fuel
    };
    for lines in LINES {
        let (few, many) = (fuel(lines, 300), fuel(lines, 600));
        assert!(many < few * 5 / 2, "{few} and {many} for {lines:?}");
    }
}
