//! What the contract promises of a report, held for arbitrary text.

use super::hold::hold;
use crossfoot::report::{Quantity, parse};
use proptest::prelude::*;

/// Pieces of which reports are made, and pieces that do not fit together.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "# ",
    "## 3. ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "~~~",
    "| ",
    " | ",
    "|---|---|\n",
    "---",
    "\n---\n",
    "+---+---+\n",
    "----  ----\n",
    "**",
    "*",
    "_",
    "`",
    "[",
    "](",
    ")",
    "<!-- ",
    " -->",
    "<b>",
    ": ",
    "::",
    "; ",
    ", ",
    ". ",
    "5",
    "12",
    "93",
    "007",
    "2025",
    "12,800",
    "3.38",
    "8/8",
    "3 of 5",
    "176-268",
    "N=2498",
    "#12",
    "v2.3",
    "2.9.1a0+git",
    "1024x1024",
    "8 × 100 = 800",
    "1e-6",
    "5×10⁹",
    "99999999999999999999",
    "1.2k",
    "20MB",
    "60 s",
    "ms",
    "ops/s",
    "MB/hr",
    "%",
    "+",
    "-",
    "–",
    "±",
    "≥",
    "<",
    "~",
    "$",
    "€",
    "→",
    "2025-12-23",
    "13:48:05",
    "10.0.0.1",
    "0xFF",
    "bee5a22",
    "file.rs:120",
    "https://a.b/c/12",
    "at least ",
    "up to ",
    "over ",
    "two ",
    "both ",
    "a dozen ",
    "Round ",
    "lines ",
    "tests",
    "passed",
    "Result",
    "Total",
    "each",
    "é",
    "✅",
    "\u{202E}",
    "\u{FEFF}",
    "\0",
    "(",
    "x",
    "[^1]",
    "[^1]: ",
    "Name  Count\n",
    "Key",
    "---\nkey: 5\n---\n",
    "&lt;",
    "\\",
    "'",
    "1h 23m 45s",
    "to ",
    " through ",
    " per ",
    "/",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces(text in text()) {
        hold(text.as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        hold(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,120}") {
        hold(text.as_bytes());
    }

    /// What follows a whole report changes none of its numbers.
    #[test]
    fn a_report_in_front_of_another_keeps_its_numbers(first in lines(), second in lines()) {
        let alone = parse(first.as_bytes());
        let both = format!("{first}\n\n# Next\n\n{second}");
        let joined = parse(both.as_bytes());
        let bare = |quantity: &Quantity| (quantity.at, quantity.class, quantity.mantissa, quantity.low, quantity.high,
            quantity.exponent, quantity.flags, quantity.role, quantity.mate, quantity.joint, quantity.noun);
        let ours: Vec<_> = alone.quantities.iter().map(bare).collect();
        let theirs: Vec<_> = joined.quantities.iter().take(ours.len()).map(bare).collect();
        prop_assert_eq!(ours, theirs);
    }
}

/// Paragraphs of closed pieces: nothing in them reaches beyond their end.
fn lines() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_filter("must be closed", |piece| {
        !piece.contains(['`', '~', '<', '[', '|', '+', '\n', '\r', '\u{FEFF}']) && !piece.contains("---")
    });
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
