//! One line each: what a printed number is read as. Near-misses beside hits.

use crossfoot::report::{Class, Role, Span, flags, parse};

/// The numbers of a text as `class printed`, with the noun or unit in words.
fn read(text: &str) -> Vec<(Class, String)> {
    let report = parse(text.as_bytes());
    let say = |at: Span| at.of(&report.source).to_owned();
    report.quantities.iter().map(|quantity| (quantity.class, say(quantity.at))).collect()
}

fn nouns(text: &str) -> Vec<String> {
    let report = parse(text.as_bytes());
    report.quantities.iter().map(|quantity| quantity.noun.of(&report.source).to_owned()).collect()
}

/// Mantissa, low, high, exponent, flags of the first number.
fn value(text: &str) -> (i64, i64, i64, i32, u8) {
    let report = parse(text.as_bytes());
    let quantity = report.quantities.first().copied().expect(text);
    (quantity.mantissa, quantity.low, quantity.high, quantity.exponent, quantity.flags)
}

#[track_caller]
fn all(class: Class, texts: &[&str]) {
    for text in texts {
        let found: Vec<Class> = read(text).into_iter().map(|(class, _)| class).collect();
        assert!(!found.is_empty() && found.iter().all(|&found| found == class), "{text}: {found:?}");
    }
}

#[test]
fn counts() {
    all(
        Class::Count,
        &[
            "12 tests passed",
            "12,800 ops",
            "1 000 rows",
            "12_800 rows",
            "All 6 suites",
            "Total: 5",
            "8/8 PASS",
            "3 of 5 tests",
            "3 out of 5",
            "32-thread stress test",
            "both nodes failed",
            "a dozen files",
            "three retries",
            "Found 3 bugs",
            "created=3620",
            "0 failed",
            "Ran 40 jobs",
            "1415 (1412 + 3)",
            "8 × 100 = 800",
            "50 sequential + 80 batch",
            "5 or more workers",
            "at least 3 replicas",
            "errors:5",
            "31 A, 62 B",
            "| Min | Max |\n|---|---|\n| 3 | 9 |",
            "| Range | a |\n|---|---|\n| 12 | x |",
            "| Analyte | Range |\n|---|---|\n| Sodium | 136-145 |",
            "the w/n 5 rows",
            "| n |\n|---|\n| 2,020 |",
        ],
    );
}

#[test]
fn measurements() {
    all(
        Class::Measurement,
        &[
            "60 s",
            "3.38s",
            "44.7ms",
            "20MB",
            "6 MB/hr",
            "8,141 ops/s",
            "5 requests per second",
            "1.2k ops",
            "3M rows",
            "1e-6",
            "5×10⁹",
            "-5.3 °C",
            "5 mg/mL",
            "1h 23m 45s",
            "60-second soak",
            "250 µs",
            "3 million rows",
            "2.5 mL",
            "five minutes",
            "elapsed 0.28",
            "the mean (SD 11.2)",
            "5/s",
            "16 GB",
            "16 A, 230 V",
            "120/80 mmHg",
            "2 h 15 min",
            "0,5 mg/mL",
            "5,610 → 38,329 ops/s",
        ],
    );
}

#[test]
fn percentages_money_and_multiples() {
    all(Class::Percentage, &["88%", "99.9 %", "5 percent", "+3%", "~87%", "<5%", "95%+", "95% to 97%"]);
    all(
        Class::Money,
        &[
            "$5.20",
            "€3",
            "5 USD",
            "5€",
            "$1,250.50",
            "$7.9m",
            "CHF 1'250.00",
            "0.85 $/kg",
            "1.234,56 €",
            "12 800,00 zł",
        ],
    );
    all(
        Class::Multiple,
        &["1.60x", "8×", "12.5x faster", "2 times faster", "3 times as fast", "contrast of 3.9:1"],
    );
    assert_ne!(read("at 12:1, 3.5:10").first().map(|(class, _)| *class), Some(Class::Multiple));
}

#[test]
fn names_are_not_counted() {
    all(
        Class::Id,
        &[
            "Round 269",
            "# Round 269",
            "N=2498",
            "#12",
            "Attempt 2",
            "Round 176-268",
            "N=2992-2994",
            "#12–#15",
            "Rounds 3 to 9",
            "Gap 3",
            "Step 4: go",
            "Rounds 12, 13 and 14",
            "**Round**: 7",
            "Iteration 12",
            "Lot 4471",
            "Night 375-411: clean",
            "- Watch 12: quiet",
            "| Voyage 7 | ok |\n|---|---|\n| Voyage 8 | ok |",
            "### Lean 4",
            "exit code 1",
            "| # | a |\n|---|---|\n| 1 | x |",
            "| Case | a |\n|---|---|\n| 7 | x |",
            "Lots 14, 15 and 17 passed",
            "Pallets 112, 113 and 115 were blocked",
            "month 18",
            "tray 7, changed",
            "HTTP 503 answers",
            "customer no. 4711",
            "Gaps 1-2, 4-13",
            "SOP rev. 3, see p. 8",
            "rooms 101-104",
            "pump s/n 112",
            "P/N: 4711",
            "| Day | a |\n|---|---|\n| 4 | x |",
            "| Year | a |\n|---|---|\n| 1 | x |",
            "| Range | a |\n|---|---|\n| 551-560 | x |",
        ],
    );
    all(
        Class::Label,
        &[
            "A.001 atomicity",
            "P0-P4",
            "Metal3",
            "CVE-2024-1234",
            "UTF-8",
            "Conv1D",
            "8T",
            "Apple M4 Max",
            "Section 3.2",
            "samples 3A, 3B and 4C",
            "UTC+2",
            "as in [12].",
            "USP <621>",
            "Parts 32.110-32.310",
            "an MLP/Conv1D model",
        ],
    );
    all(
        Class::Version,
        &[
            "v2.3",
            "2.9.1a0+gitbee5a22",
            "macOS 15.7.3",
            "macOS 11-14",
            "Python 3.14",
            "version 2.3",
            "serde@1.0.2",
            "bump MSRV to 1.63",
        ],
    );
    all(Class::LineReference, &["line 787", "lines 592-594", "see db.rs:120", "lines 5, 7"]);
    all(Class::Shape, &["1024x1024", "(4x20)", "3×224×224"]);
    all(Class::Hex, &["0x98", "commit bee5a22f", "9768f99c81a898d3ffbadf483af9776e"]);
    all(
        Class::Address,
        &["192.168.0.1", "10.0.0.1:8443", "2001:db8::1", "fe80::1%eth0", "00:1B:44:11:3A:B7"],
    );
    all(Class::Hex, &["550e8400-e29b-41d4-a716-446655440000"]);
    all(Class::Ordinal, &["step 2/3", "trying hard (2/3)", "1st", "page 3 of 9", "[2/7] Compiling"]);
    all(
        Class::Date,
        &["2025-12-23", "23 December 2025", "Dec 23, 2025", "12/23/2025", "2025/9/3", "March 2025"],
    );
    all(Class::Time, &["13:48", "13:48:05", "1:48 PM", "14:00-22:00", "10:30–11:45", "at 4 pm"]);
    all(
        Class::Year,
        &["in 2025", "since 1999", "the 1990s", "| Year |\n|---|\n| 2024 |\n| 2023-2025 |", "Year: 2024"],
    );
    all(Class::ListNumber, &["1. first", "```\n3. third\n```", "# 3. Results", "## 2.1 Scope"]);
    all(Class::Code, &["`x = 5`", "```rust\nlet x = 5;\n```", "`8/8`"]);
    all(
        Class::Link,
        &["https://a.b/c/12", "[x](http://a.b/5)", "src/v2/file.rs", "report_12.md", "Sources/Model2/Run"],
    );
    all(
        Class::Phone,
        &["555-123-4567", "+49 30 1234-5678", "(212) 555-0147", "+1 (555) 010-9988", "phone 4411"],
    );
    all(Class::TooLarge, &["99999999999999999999 ops"]);
    all(
        Class::Other,
        &[
            "64-bit",
            "24/7",
            "one of the tests",
            "Semaphore(2): ok",
            "--unwind=3",
            "MAX_JOBS=4",
            "16:9",
            "2025/26",
            "on 30 Sep.",
            "(2,2)",
            "N mod 7",
            "3704 0044 0532 0130",
        ],
    );
}

#[test]
fn intervals() {
    let open = flags::LOW_OPEN | flags::HIGH_OPEN;
    assert_eq!(value("93 rounds"), (93, 93, 93, 0, 0));
    assert_eq!(value("3.38 s"), (338, 337, 339, -2, open));
    assert_eq!(value("60 s"), (60, 59, 61, 0, open));
    assert_eq!(value("1.2k ops"), (12, 11, 13, 2, open));
    assert_eq!(value("170+ runs"), (170, 170, 170, 0, flags::NO_HIGH | flags::MARKED));
    assert_eq!(value("at least 3 runs"), (3, 3, 3, 0, flags::NO_HIGH | flags::MARKED));
    assert_eq!(value("more than 3 runs"), (3, 3, 3, 0, flags::LOW_OPEN | flags::NO_HIGH | flags::MARKED));
    assert_eq!(value("no more than 3 runs"), (3, 0, 3, 0, flags::MARKED));
    assert_eq!(value("<50ms"), (50, 0, 50, 0, flags::HIGH_OPEN | flags::MARKED));
    assert_eq!(value("&lt;50ms"), (50, 0, 50, 0, flags::HIGH_OPEN | flags::MARKED));
    assert_eq!(value("up to 8 users"), (8, 0, 8, 0, flags::MARKED));
    assert_eq!(value("~50 users"), (500, 450, 550, -1, flags::HEDGED | flags::MARKED));
    assert_eq!(value("5–10 ms"), (5, 4, 11, 0, open));
    assert_eq!(value("20 ± 0.5 ms"), (200, 194, 206, -1, open | flags::HEDGED | flags::MARKED));
    assert_eq!(value("ran over 30 rounds").4 & flags::HEDGED, flags::HEDGED);
    assert_eq!(value("seven nodes").4, flags::WORD);
    assert_eq!(value("1h 23m 45s").0, 5025);
    assert_eq!(value("2 hours and 15 minutes").0, 135);
    assert_eq!(value("0,5 mg/mL"), (5, 4, 6, -1, open));
    assert_eq!(value("$7.9m"), (79, 78, 80, 5, open));
    assert_eq!(value("Rs 1,20,000").0, 120_000);
    assert_eq!(value("| (1,204.50) |\n|---|\n| (1,204.50) |").0, -120_450);
}

#[test]
fn units_come_from_the_header_the_row_or_the_key() {
    for text in [
        "| a | Time (ms) |\n|---|---|\n| x | 5 |",
        "| a | b |\n|---|---|\n| Time (ms) | 5 |",
        "Time (ms): 5",
        "| elapsed_ms |\n|---|\n| 5 |",
    ] {
        assert_eq!(read(text).first().map(|(class, _)| *class), Some(Class::Measurement), "{text}");
        assert_eq!(nouns(text), ["ms"], "{text}");
    }
}

#[test]
fn a_unit_in_words_alone_is_a_header_as_well() {
    for unit in ["Seconds", "Minutes", "MB", "Bytes", "Sec", "Hrs", "Kilograms"] {
        let text = format!("| a | {unit} |\n|---|---|\n| x | 5 |");
        assert_eq!(read(&text).first().map(|(class, _)| *class), Some(Class::Measurement), "{text}");
        assert_eq!(nouns(&text), [unit], "{text}");
    }
    assert_eq!(nouns("| a | Time (Seconds) |\n|---|---|\n| x | 5 |"), ["Seconds"]);
    all(Class::Count, &["| a | Hour |\n|---|---|\n| x | 5 |", "| a | Minute |\n|---|---|\n| x | 5 |"]);
}

#[test]
fn nouns_end_where_the_sentence_goes_on() {
    assert_eq!(nouns("93 consecutive clean rounds since May"), ["consecutive clean rounds"]);
    assert_eq!(nouns("**12,800** tensor ops in all"), ["tensor ops"]);
    assert_eq!(nouns("0 new bugs found in 3 attempts"), ["new bugs", "attempts"]);
    assert_eq!(nouns("12 passed; 0 failed"), ["passed", "failed"]);
    assert_eq!(nouns("5 tests and 3 runs"), ["tests", "runs"]);
    assert_eq!(nouns("34 files changed, 12 insertions(+)"), ["files", "insertions"]);
    assert_eq!(nouns("10,000 iterations represent a day"), ["iterations"]);
}

#[test]
fn nouns_are_written_with_the_letters_of_more_languages_than_one() {
    assert_eq!(nouns("12 Prüfungen und 3 tâches"), ["Prüfungen", "tâches"]);
    assert_eq!(nouns("5 Überläufe, 8 café visits"), ["Überläufe", "café visits"]);
    // Signs that are letters as well, and scripts that set no space between words.
    assert_eq!(nouns("3 σ, 2 × 4, 9 ÷ 3"), ["", "", "", "", ""]);
    assert_eq!(nouns("12 件のテスト"), [""]);
    assert_eq!(nouns("5 Ω, 3 µs"), ["Ω", "µs"]);
}

#[test]
fn a_column_of_passes_counts_beside_its_kin() {
    let classes = |header: &str, row: &str| {
        let text = format!("| {header} |\n|{}\n| {row} |", "---|".repeat(header.split('|').count()));
        read(&text).into_iter().map(|(class, _)| class).collect::<Vec<_>>()
    };
    use Class::{Count, Id, Measurement};
    assert_eq!(classes("Layer | Tests | Pass | Warn", "api | 190 | 186 | 4"), [Count; 3]);
    assert_eq!(classes("Pass | Fail", "12 | 3"), [Count; 2]);
    assert_eq!(classes("**Pass** | Failed | Total", "12 | 3 | 15"), [Count; 3]);
    // Passes of a tool are numbered.
    assert_eq!(classes("Pass | Removed (mm)", "1 | 0.4"), [Id, Measurement]);
    assert_eq!(classes("Pass | Lane | Checked | Failed", "1 | b | 40 | 3"), [Id, Count, Count]);
    assert_eq!(classes("Site | Pass | Depth", "north | 2 | 30"), [Id, Count]);
    assert_eq!(read("Pass: 186\n\nFail: 4").first().map(|(class, _)| *class), Some(Count));
}

#[test]
fn words_that_name_nothing_begin_sentences() {
    for word in ["Together", "Altogether", "Overall", "Meanwhile", "Today", "Our", "Later", "So"] {
        assert_eq!(read(&format!("{word} 697 tests passed.")), [(Class::Count, "697".to_owned())], "{word}");
    }
    assert_eq!(read("Lean 4 proofs passed."), [(Class::Other, "4".to_owned())]);
}

#[test]
fn fractions_in_words() {
    let roles = |text: &str| {
        let report = parse(text.as_bytes());
        report.quantities.iter().map(|q| (q.class, q.role, q.mantissa)).collect::<Vec<_>>()
    };
    let of = |k: i64, n: i64| vec![(Class::Count, Role::Numerator, k), (Class::Count, Role::Denominator, n)];
    assert_eq!(roles("Four of five systems were back."), of(4, 5));
    assert_eq!(roles("Three of the four goals were met."), of(3, 4));
    assert_eq!(roles("Eleven out of twelve valves closed."), of(11, 12));
    assert_eq!(roles("Two of 12 pumps leaked."), of(2, 12));
    assert_eq!(roles("3 of five systems"), of(3, 5));
    assert_eq!(nouns("Four of five systems were back."), ["systems", "systems"]);
    let ordinal = roles("Phase two of three phases began.").into_iter().map(|(class, ..)| class);
    assert!(ordinal.eq([Class::Ordinal; 2]));
    // Idioms, pronouns, and what is no number of things.
    for text in [
        "One of two things happened",
        "one of the three sites",
        "Four of us went",
        "none of four",
        "two of five",
    ] {
        assert!(roles(text).iter().all(|&(_, role, _)| role == Role::Alone), "{text}");
    }
    let share = "Nine of ten requests came from the cache (91%)";
    assert!(roles(share).iter().all(|&(_, role, _)| role == Role::Alone));
    let chosen =
        ["The last two of five runs failed", "the other three of five", "two or three of five pumps"];
    let halves = ["Five of two hundred rooms", "Five of 2 hundred rooms", "a hundred and two of 120 rooms"];
    let more = ["forty two of 45 rooms", "two hundred of 205 rooms", "two of twenty five rooms"];
    let others =
        ["two of twenty-five rooms", "Both of two lamps", "ten of three-year-old pumps", "six of 12 ms"];
    for text in chosen.iter().chain(&halves).chain(&more).chain(&others) {
        assert!(roles(text).iter().all(|&(_, role, _)| role == Role::Alone), "{text}");
    }
}

#[test]
fn halves_of_a_number_in_words_count_nothing() {
    for text in ["forty two rooms", "two hundred beds", "a hundred and five mails"] {
        assert!(read(text).iter().all(|(class, _)| *class != Class::Count), "{text}");
    }
    all(Class::Count, &["two rooms and five beds", "Both halves and two thirds"]);
}

#[test]
fn mates_and_joints() {
    let report = parse(
        b"8 threads x 100 = 800; 1415 (1412 + 3); 26 ms \xE2\x86\x92 8 ms; 5 vs 6; Round 176-268; 3 of 5",
    );
    let joints: Vec<u8> = report.quantities.iter().map(|quantity| quantity.joint as u8).collect();
    assert_eq!(joints, [3, 5, 8, 7, 1, 0, 6, 8, 9, 0, 0, 8, 0, 0]);
    let roles: Vec<Role> = report.quantities.iter().skip(10).map(|quantity| quantity.role).collect();
    assert_eq!(roles, [Role::RangeStart, Role::RangeEnd, Role::Numerator, Role::Denominator]);
}

#[test]
fn no_range_of_ids_goes_down() {
    let found = [(Class::Id, "2487".to_owned()), (Class::Count, "3".to_owned())];
    assert_eq!(read("Verification Round N=2487 - 3 rigorous attempts"), found);
}

#[test]
fn a_call_equals_nothing() {
    for text in ["t(148) = 2.41", "χ²(1) = 13.9", "F(2, 147) = 3.2"] {
        assert!(parse(text.as_bytes()).quantities.iter().all(|quantity| quantity.joint as u8 != 5), "{text}");
    }
    assert_eq!(parse(b"(1412 + 3) = 1415").quantities.get(1).map(|quantity| quantity.joint as u8), Some(5));
}

#[test]
fn a_count_before_its_percentage_is_a_count() {
    let table = "| Responders, n (%) | a |\n|---|---|\n| Responders, n (%) | 93 (62.0%) |";
    let classes: Vec<Class> = read(table).into_iter().map(|(class, _)| class).collect();
    assert_eq!(classes, [Class::Count, Class::Percentage]);
    let fractions = "| Attempt | Bugs |\n|---|---|\n| 2/3 | 0 |";
    let classes: Vec<Class> = read(fractions).into_iter().map(|(class, _)| class).collect();
    assert_eq!(classes, [Class::Ordinal, Class::Ordinal, Class::Count]);
}

#[test]
fn the_quarter_before_a_year() {
    for text in ["Q3 2026 close", "In H1 2026 it was so"] {
        assert_eq!(read(text).last().map(|(class, _)| *class), Some(Class::Year), "{text}");
    }
}

/// A field ends where the next one begins, and so do the nouns in it.
#[test]
fn a_noun_stays_in_its_field() {
    for text in [
        "**Attempts**: 2\n**Result**: CLEAN",
        "**Attempts**: 2 **Result**: CLEAN",
        "Attempts: 2\nResult: CLEAN",
    ] {
        assert_eq!(nouns(text), [""], "{text}");
    }
}

#[test]
fn lines_that_go_on_with_the_cells_of_a_grid_are_no_rows() {
    let grid =
        "+---+----+\n| a | b  |\n+===+====+\n| x | 12 |\n|   | of |\n+---+----+\n| y | 25 |\n+---+----+\n";
    let report = parse(grid.as_bytes());
    let rows = report.nodes.iter().filter(|node| node.kind == crossfoot::report::NodeKind::Row).count();
    assert_eq!(rows, 3);
}

#[test]
fn nothing_leads_no_group() {
    let printed: Vec<String> = read("Colours within [0,255].").into_iter().map(|(_, text)| text).collect();
    assert_eq!(printed, ["0", "255"]);
}

#[test]
fn a_row_may_be_numbered_in_its_cell() {
    let classes: Vec<Class> =
        read("| Part | Doors |\n|---|---|\n| 1. Roof | 12 |\n| **2. Cellar** | 9 |\n| 3.5 | 1 |\n")
            .into_iter()
            .map(|(class, _)| class)
            .collect();
    let expected =
        [Class::ListNumber, Class::Count, Class::ListNumber, Class::Count, Class::Measurement, Class::Count];
    assert_eq!(classes, expected);
}
