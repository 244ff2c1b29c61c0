//! Fields without a colon, whose key is led to its value by dots, by white
//! space, by a dash, an arrow or an equals sign. Since all of these have other
//! uses as well, the value must be a figure and the key nothing but words.

use super::fields::{Key, LONGEST_KEY, MOST_WORDS};
use super::inline::{Place, Run, inside};
use super::text::{before, byte, is_space, is_word};
use super::{NodeKind, Span};

/// The key that line `line` begins with.
pub(super) fn key(bytes: &[u8], run: &Run, line: Span) -> Option<Key> {
    let mark =
        run.mark_at(line.start).filter(|mark| matches!(mark.kind, NodeKind::Strong | NodeKind::Emphasis));
    let (text, dress, behind) = match mark {
        Some(mark) => (inside(bytes, mark), Some(mark.at.start), mark.at.end),
        None => {
            let text = words(bytes, line);
            (text, None, text.end)
        }
    };
    if text.end.saturating_sub(text.start) < 3 || words(bytes, text) != text {
        return None;
    }
    let value = leader(bytes, run.place, Span::new(behind, line.end))?;
    let rest = bytes.get(value as usize..line.end as usize)?;
    let told = is_figure(rest) && !rest.contains(&b'=') && !has_gap(rest);
    told.then_some(Key { start: line.start, text, value, limit: Some(line.end), dress })
}

/// The words that `at` begins with, one space between each and the next. None
/// begins with a figure: what such words name are items of a series, and what
/// stands behind them is as often a range.
fn words(bytes: &[u8], at: Span) -> Span {
    let nothing = Span::new(at.start, at.start);
    let (mut end, mut count) = (at.start, 0);
    let mut begin = at.start;
    while begin < at.end && byte(bytes, begin as usize).is_ascii_alphabetic() {
        let mut here = begin;
        while here < at.end && is_of_key(byte(bytes, here as usize)) {
            here += 1;
        }
        end = here;
        count += 1;
        if here >= at.end || byte(bytes, here as usize) != b' ' {
            break;
        }
        begin = here + 1;
    }
    if count > MOST_WORDS || end - at.start > LONGEST_KEY { nothing } else { Span::new(at.start, end) }
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, 0x80..=0xDF) || b"_-/()%&'+".contains(&byte)
}

/// Where the value begins, if `rest` begins with a sign that leads there.
fn leader(bytes: &[u8], place: Place, rest: Span) -> Option<u32> {
    let text = bytes.get(rest.start as usize..rest.end as usize)?;
    let begin = text.iter().position(|&byte| !is_space(byte))?;
    let sign = text.get(begin..)?;
    let dots = sign.iter().take_while(|&&byte| byte == b'.').count();
    let width = match place {
        // Three of them may be a pause of the one who speaks.
        _ if dots > 3 || (dots == 3 && place != Place::Prose) => dots,
        Place::Line if begin >= 2 || text.first() == Some(&b'\t') => 0,
        Place::Line | Place::Item if sign.starts_with(b"= ") && begin > 0 => 1,
        Place::Item if begin > 0 => ["—", "–", "→", "->", "=>", "-"]
            .iter()
            .find(|lead| sign.starts_with(lead.as_bytes()) && sign.get(lead.len()) == Some(&b' '))?
            .len(),
        _ => return None,
    };
    let behind = sign.get(width..)?;
    let value = behind.iter().position(|&byte| !is_space(byte))?;
    Some(rest.start + (begin + width + value) as u32)
}

/// Whether a number begins here, a sign or a currency before it or not.
fn is_figure(text: &[u8]) -> bool {
    let digit = text.iter().take(5).position(u8::is_ascii_digit);
    let signs = digit.and_then(|digit| text.get(..digit));
    signs.is_some_and(|signs| signs.iter().all(|byte| !byte.is_ascii() || b"+-~<>=$ ".contains(byte)))
}

/// Further columns: a row of a table, and no field.
fn has_gap(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair == b"  " || pair.contains(&b'\t'))
}

/// `PASS=418 WARN=6`: the pairs of a line, wherever they stand in it.
pub(super) fn pairs(bytes: &[u8], line: Span, mut each: impl FnMut(Key, u32)) {
    let mut from = line.start;
    while let Some(sign) = memchr::memchr(b'=', bytes.get(from as usize..line.end as usize).unwrap_or(&[])) {
        let sign = from + sign as u32;
        let mut start = sign;
        while start > from && is_word(before(bytes, start as usize)) {
            start -= 1;
        }
        let begins = start == line.start || b" ,;|([".contains(&before(bytes, start as usize));
        let mut end = sign + 1;
        while end < line.end && !b" ,;|)]".contains(&byte(bytes, end as usize)) {
            end += 1;
        }
        from = end;
        let value = bytes.get(sign as usize + 1..end as usize).unwrap_or(&[]);
        let named = start < sign && byte(bytes, start as usize).is_ascii_alphabetic();
        if named && begins && value.first().is_some_and(u8::is_ascii_digit) {
            let text = Span::new(start, sign);
            each(Key { start, text, value: sign + 1, limit: Some(end), dress: None }, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{NodeKind, parse};

    fn fields(text: &str) -> Vec<(String, String)> {
        let report = parse(text.as_bytes());
        let of = |kind| {
            report.nodes.iter().filter(move |node| node.kind == kind).map(|node| node.at.of(text).to_owned())
        };
        of(NodeKind::Key).zip(of(NodeKind::Value)).collect()
    }

    fn told<const N: usize>(text: &str, expected: [(&str, &str); N]) {
        let expected: Vec<_> = expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        assert_eq!(fields(text), expected, "{text}");
    }

    #[test]
    fn dots_lead_to_a_figure() {
        told(
            "Test cases ....... 160\nPassed.......... 151 (94.4 %)",
            [("Test cases", "160"), ("Passed", "151 (94.4 %)")],
        );
        told("```\nDoses given ..... 88\nupload ...... [ 50%]\n```", [("Doses given", "88")]);
        told("And then ... 3 of them left.", []);
    }

    #[test]
    fn lines_of_output_are_led_by_white_space_and_framed() {
        told("```\n║  DRAWN   1,200 m ║\n║  RESULT  PASS    ║\n```", [("DRAWN", "1,200 m")]);
        told("```\n| real\t0m3.2s |\n```", [("real", "0m3.2s")]);
        for table in ["```\nalpha   12   7\n```", "```\n  12  passed\n```", "alpha   12"] {
            told(table, []);
        }
    }

    #[test]
    fn items_are_led_by_dashes_arrows_and_equals_signs() {
        told(
            "- Sown — 40\n- Sprouted → 38\n- **Eaten** - 2",
            [("Sown", "40"), ("Sprouted", "38"), ("Eaten", "2")],
        );
        told("- Share of all = 12 %", [("Share of all", "12 %")]);
        for other in [
            "- Round 3 – 5",
            "- Total = 5 + 3 = 8",
            "- from 12 → 15",
            "- k = 2",
            "- well-known 3",
            "Sown — 40",
        ] {
            told(other, []);
        }
    }

    #[test]
    fn pairs_stand_anywhere_in_a_line_of_output() {
        told(
            "```\nDone. PASS=418 SKIP=11, took=2.5s\n```",
            [("PASS", "418"), ("SKIP", "11"), ("took", "2.5s")],
        );
        told("```\nx = 5, ==3, a=b, 9=9\n```", []);
    }

    #[test]
    fn dots_part_the_fields_of_a_line() {
        told("Sites: 12 · Visits: 30 • Open: 2", [("Sites", "12"), ("Visits", "30"), ("Open", "2")]);
    }
}
