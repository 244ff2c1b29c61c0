//! Input that was made to hurt: a report and complaints, never a panic, and
//! work in proportion to the length.

use crossfoot::report::{Class, NodeKind, parse};

use super::hold::hold;

/// Sizes that take no measurable time if the work is linear, and minutes if
/// it is quadratic.
const MANY: usize = 40_000;

fn complaints(bytes: &[u8]) -> Vec<String> {
    hold(bytes).complaints.iter().map(|complaint| complaint.message.clone()).collect()
}

#[test]
fn bad_bytes_keep_their_place() {
    let report = hold(b"# R\xFFund 5\n\n12 tests");
    assert_eq!(report.complaints.len(), 1);
    assert_eq!(report.quantities.last().map(|quantity| quantity.at.start), Some(11));
}

#[test]
fn byte_order_mark_and_line_ends() {
    let plain = hold(b"# T\n\n- a: 5\n- b: 6\n").quantities.len();
    assert_eq!(hold("\u{FEFF}# T\r\n\r\n- a: 5\r\n- b: 6\r\n".as_bytes()).quantities.len(), plain);
    assert_eq!(hold(b"# T\r\r- a: 5\r- b: 6\r").quantities.len(), plain);
}

#[test]
fn nul_and_reading_direction() {
    assert_eq!(complaints("a\0b \u{202E}21\u{202C}".as_bytes()).len(), 3);
}

#[test]
fn endless_digits_are_too_large() {
    let text = format!("{} tests, 1e999999999 more and 0.{} s", "9".repeat(MANY), "3".repeat(MANY));
    let report = hold(text.as_bytes());
    assert_eq!(report.quantities.iter().filter(|quantity| quantity.class == Class::TooLarge).count(), 3);
    assert_eq!(report.complaints.len(), 3);
}

#[test]
fn nested_quotes_and_lists() {
    for piece in ["> ", "- ", "1. ", ">"] {
        let text = format!("{}5 tests", piece.repeat(10_000));
        let report = hold(text.as_bytes());
        assert!(report.complaints.iter().any(|complaint| complaint.message.contains("nested")), "{piece}");
    }
    let text = format!("{}5\n", "> ".repeat(200)).repeat(200);
    hold(text.as_bytes());
}

#[test]
fn a_table_of_many_columns() {
    let columns = 100_000;
    let text = format!("{}\n{}\n{}\n", "|a".repeat(columns), "|-".repeat(columns), "|5".repeat(columns));
    let report = hold(text.as_bytes());
    assert_eq!(report.quantities.len(), columns);
    // Short rows are padded by the reader of Markdown, not by us.
    let text = format!("{}\n{}\n{}", "|a".repeat(2000), "|-".repeat(2000), "|5\n".repeat(2000));
    assert!(hold(text.as_bytes()).nodes.len() < 20_000);
}

#[test]
fn long_runs_of_anything() {
    let pieces = [
        "*a ",
        "**5** ",
        "_",
        "`5` ",
        "[5](6) ",
        "![",
        "<!-- 5 -->",
        "<!--",
        "5-",
        "5/",
        "5.",
        "5,",
        "5, ",
        "5:",
        "5 of ",
        "5 to ",
        "a-5",
        "x5",
        "Round 5-6, ",
        "Key: 5, ",
        "Key:",
        "**K**: v ",
        "at least ",
        "~",
        "(5) ",
        "two ",
        "12 ms ",
        "- 5\n",
        "5\n",
        "5  5\n",
        "-----  -----\n",
        "+--+--+\n",
        "| 5 ",
        "\n# H 5\n",
        "> 5\n",
        "1. 5\n",
        "```\n5\n```\n",
        "a: 5\n",
        "http://a/5 ",
        "5%+",
        "1h 2m ",
        "a.5",
        "a/5",
        "€5 ",
        "…5",
        "<",
        "&lt;5",
        "\\5",
        "\r",
        "\r\n",
        " ",
        "\t",
        "\u{A0}5",
        "a ",
        "A. ",
        "5 + ",
        "5 × ",
        "1,000",
        "1 000 ",
        "$5",
        "N=5,",
        "=5",
    ];
    for piece in pieces {
        hold(piece.repeat(MANY / piece.len()).as_bytes());
    }
}

#[test]
fn one_line_without_end() {
    let text = "Passed 12 of 13 tests in 3.38 s, at least 5 retries; ".repeat(4 << 14);
    assert!(parse(text.as_bytes()).quantities.len() > 4 << 15);
}

#[test]
fn nothing_at_all() {
    for text in ["", "\n", "   ", "\u{FEFF}", "---\n", "|", "#", "<!--"] {
        assert_eq!(hold(text.as_bytes()).nodes.first().map(|node| node.kind), Some(NodeKind::Document));
    }
}

/// Inputs that the fuzzer once broke a promise with.
#[test]
fn found_by_the_fuzzer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/found");
    let mut read = 0;
    for entry in fs_err::read_dir(folder).expect("the folder of finds").flatten() {
        hold(&fs_err::read(entry.path()).expect("a find"));
        read += 1;
    }
    assert!(read > 0);
}
