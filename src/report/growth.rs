//! The work grows with the text and no faster: what is counted is looks at
//! bytes, for a clock on a busy machine proves nothing.

use super::parse;
use super::text::READS;

fn reads(text: &str) -> u64 {
    READS.with(|reads| reads.set(0));
    parse(text.as_bytes());
    READS.with(std::cell::Cell::get)
}

/// A text of four times the length costs four times the work, and a little.
#[track_caller]
fn grows_in_line(what: &str, text: impl Fn(usize) -> String) {
    let (short, long) = (text(2_500), text(10_000));
    let (few, many) = (reads(&short), reads(&long));
    assert!(
        many < few * 5 + 10_000,
        "{what}: {few} looks at {} bytes, {many} at {}",
        short.len(),
        long.len()
    );
}

#[test]
fn over_and_over() {
    let pieces = [
        "Passed 12 of 13 tests in 3.38 s, at least 5 retries; ",
        "5",
        "5 ",
        "5-",
        "5/",
        "5.",
        "5,",
        "5, ",
        "5:",
        "5+",
        "1.000",
        ",000",
        ".111",
        "1 000 ",
        "5 of ",
        "5 to ",
        "1h 2m ",
        "1 h 2 min and ",
        "1 day and ",
        "Lots 5, ",
        "Pumps 5, 6, ",
        "a-5",
        "x5",
        "a.5",
        "a/5",
        "a:5",
        "::1",
        "1:",
        "ab:",
        "+49 30 ",
        "phone 4",
        "(5",
        "[5",
        "<5",
        "N=5,",
        "=5",
        "N=",
        "%",
        "5%+",
        "$5",
        "€5 ",
        "USD 5 ",
        "~",
        "± 5 ",
        "two ",
        "two of five ",
        "Four of five rooms ",
        "5 of six é",
        "5 é",
        "5 Ä-",
        "one-",
        "word ",
        "w",
        "_",
        "Key:",
        "Key: ",
        "Key: 5, ",
        "**K**: v ",
        "**5** ",
        "`5` ",
        "[5](6) ",
        "at least ",
        "Round 5-6, ",
        "A. ",
        "a ",
        ". ",
        "…5",
        "\u{A0}5",
        "é5",
        "\\5",
        "&lt;5",
        "http://a/5 ",
        "12 ms ",
        "5 → ",
        "8x",
        "8x8",
        "550e8400-",
        "mod 5 ",
    ];
    for piece in pieces {
        grows_in_line(piece, |length| piece.repeat(length / piece.len()));
        // The same as lines, and in a line of output.
        grows_in_line(piece, |length| {
            format!("{}\n", piece.repeat(30)).repeat(length / piece.len() / 30 + 1)
        });
        grows_in_line(piece, |length| format!("```\n{}\n```\n", piece.repeat(length / piece.len())));
    }
}

#[test]
fn blocks() {
    let pieces = [
        "- 5\n",
        "1. 5\n",
        "> 5\n",
        "# H 5\n",
        "\n",
        "-----\n",
        "a\n-----\n",
        "-----  -----\n",
        "a  b\n-----  -----\n",
        "a  b\n--------\nx\n",
        "a  b\n--------\n1  2\n",
        "+--+--+\n",
        "+--+--+\n| 5 | 6 |\n",
        "| 5 | 6 |\n",
        "|   | 6 |\n",
        "| a | b |\n|---|---|\n| 5 | 6 |\n\n",
        "```\n5\n```\n",
        "<!-- 5 -->\n",
        "<!--\n",
        "<b>5\n",
        "a: 5\n",
        "**a**: 5\n",
        "long enough to go on in the line below, or so it is thought by all of us\n",
        "[^1]: 5\n",
        "---\n",
        "===\n",
        "    5\n",
        "~~~\n",
    ];
    for piece in pieces {
        grows_in_line(piece, |length| piece.repeat(length / piece.len()));
        grows_in_line(piece, |length| format!("text\n{}", piece.repeat(length / piece.len())));
        grows_in_line(piece, |length| {
            format!("+---+---+\n| a | b |\n+---+---+\n{}", piece.repeat(length / piece.len()))
        });
    }
    // What a program printed: rows under a header, headers over rows that lack a cell, headers
    // again and again, and one line of very many cells.
    for piece in [
        "c  1  2\n",
        "a  b  c\nc  1  2\nc  1  2\nc  1  2\n",
        "a  b  c\nc  1  2\n",
        "a  b\n",
        "5  6\n",
        "a  ",
        "|---|---|\n",
    ] {
        grows_in_line(piece, |length| format!("```\na  b  c\n{}\n```\n", piece.repeat(length / piece.len())));
        grows_in_line(piece, |length| format!("```\n{}\nc  1\n```\n", piece.repeat(length / piece.len())));
    }
    for header in ["|a", "|Pass", "|#"] {
        grows_in_line(header, |length| {
            let columns = length / 6;
            format!("{}\n{}\n{}\n", header.repeat(columns), "|-".repeat(columns), "|5".repeat(columns))
        });
    }
    for piece in ["> ", "- ", "1. "] {
        grows_in_line(piece, |length| format!("{}5 tests", piece.repeat(length / piece.len())));
    }
}
