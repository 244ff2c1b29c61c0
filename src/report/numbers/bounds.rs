//! Signs and words before a number that bound it.

use super::super::lexicon::{BOUNDS, Lowered};
use super::super::text::before;
use super::head::{Head, Word, word_before};
use super::interval::Bound;

/// `<`, `≥`, `~` and their kin, perhaps with a space behind.
pub(super) fn sign(text: &[u8], at: usize, head: &mut Head) -> Option<usize> {
    const SIGNS: &[(&str, Bound)] = &[
        (">=", Bound::AtLeast),
        ("=>", Bound::Exactly),
        ("->", Bound::Exactly),
        ("<=", Bound::AtMost),
        ("≥", Bound::AtLeast),
        ("≧", Bound::AtLeast),
        ("⩾", Bound::AtLeast),
        ("≤", Bound::AtMost),
        ("≦", Bound::AtMost),
        ("⩽", Bound::AtMost),
        ("&gt;=", Bound::AtLeast),
        ("&lt;=", Bound::AtMost),
        ("&ge;", Bound::AtLeast),
        ("&le;", Bound::AtMost),
        ("&gt;", Bound::MoreThan),
        ("&lt;", Bound::LessThan),
        ("~=", Bound::About),
        ("≈", Bound::About),
        ("≅", Bound::About),
        ("∼", Bound::About),
        ("约", Bound::About),
        ("約", Bound::About),
        ("至少", Bound::AtLeast),
        ("超过", Bound::MoreThan),
        ("超過", Bound::MoreThan),
        ("不到", Bound::LessThan),
        ("~", Bound::About),
        ("<", Bound::LessThan),
        (">", Bound::MoreThan),
    ];
    let mut end = at;
    while end > 0 && before(text, end) == b' ' && at - end < 2 {
        end -= 1;
    }
    // Most numbers stand behind a word: no sign ends with a letter but an entity.
    if !matches!(before(text, end), b'<' | b'>' | b'~' | b'=' | b'-' | b';' | 0x80..) {
        return None;
    }
    let sign_before = |back: usize| text.get(end.wrapping_sub(back)).copied().unwrap_or(0);
    // Of these three, signs of equality, dashes and semicolons are mostly something else.
    let may_be = match before(text, end) {
        b'=' => matches!(sign_before(2), b'<' | b'>' | b'~' | b';'),
        b'-' => matches!(sign_before(2), b'+' | b'/'),
        b';' => matches!(sign_before(2), b't' | b'e'),
        _ => true,
    };
    if !may_be {
        return None;
    }
    let rest = text.get(..end)?;
    for reach in ["±", "+/-", "+-"] {
        if rest.ends_with(reach.as_bytes()) {
            head.reach = true;
            return Some(end - reach.len());
        }
    }
    let (sign, bound) = SIGNS.iter().find(|(sign, _)| rest.ends_with(sign.as_bytes()))?;
    if *bound == Bound::Exactly {
        return None;
    }
    let mut start = end - sign.len();
    if before(text, start) == b'\\' {
        start -= 1;
    }
    // At the start of a line it is the mark of a quote; behind a `-`, an arrow.
    let line_start = *bound == Bound::MoreThan && begins_line(text, start);
    if line_start || matches!(before(text, start), b'<' | b'>' | b'-' | b'~') {
        return None;
    }
    head.bound = *bound;
    Some(start)
}

fn begins_line(text: &[u8], at: usize) -> bool {
    let mut at = at;
    while at > 0 && matches!(before(text, at), b' ' | b'>') {
        at -= 1;
    }
    at > 0 && before(text, at) == b'\n'
}

/// What the word before a number, and those before it, say of its bounds.
pub(super) fn words(text: &[u8], word: &Word) -> Bound {
    let Word { lowered, .. } = word;
    if !lowered.is_in(BOUNDS) {
        return Bound::Exactly;
    }
    let last = (word.start, word.end);
    let second =
        || word_before(text, last.0).map(|word| (word, Lowered::of(text.get(word.0..word.1).unwrap_or(&[]))));
    let second_is =
        |words: &[&str]| second().is_some_and(|(_, word)| words.iter().any(|known| word.is(known)));
    match lowered.as_bytes() {
        b"least" if second_is(&["at"]) => Bound::AtLeast,
        b"most" if second_is(&["at"]) => Bound::AtMost,
        b"to" if second_is(&["up"]) => Bound::AtMost,
        b"than" => second().map_or(Bound::Exactly, |(word, lowered)| {
            let negated = word_before(text, word.0).is_some_and(|third| {
                let third = Lowered::of(text.get(third.0..third.1).unwrap_or(&[]));
                matches!(third.as_bytes(), b"no" | b"not" | b"never")
            });
            than(lowered.as_bytes(), negated)
        }),
        b"above" | b"exceeding" | b"exceeds" | b"exceeded" | b"exceed" => {
            if second_is(&["not", "never", "without", "cannot"]) { Bound::AtMost } else { Bound::MoreThan }
        }
        b"below" => Bound::LessThan,
        b"within" => Bound::AtMost,
        b"over" | b"under" => over_or_under(text, last, lowered.is("over")),
        b"about" | b"around" | b"approximately" | b"approx" | b"roughly" | b"nearly" | b"almost"
        | b"circa" | b"ca" | b"etwa" | b"rund" | b"knapp" | b"environ" | b"aproximadamente" => Bound::About,
        _ => Bound::Exactly,
    }
}

fn than(word: &[u8], negated: bool) -> Bound {
    match (word, negated) {
        (b"more" | b"greater" | b"higher" | b"longer" | b"larger" | b"bigger" | b"later", false) => {
            Bound::MoreThan
        }
        (b"more" | b"greater" | b"higher" | b"longer" | b"larger" | b"bigger" | b"later", true) => {
            Bound::AtMost
        }
        (b"less" | b"fewer" | b"lower" | b"smaller" | b"shorter", false) => Bound::LessThan,
        (b"less" | b"fewer" | b"lower" | b"smaller" | b"shorter", true) => Bound::AtLeast,
        _ => Bound::Exactly,
    }
}

/// "over 100 rounds" is a bound where something before it calls for one, and
/// may mean "across" anywhere else.
fn over_or_under(text: &[u8], word: (usize, usize), over: bool) -> Bound {
    let calls = match word_before(text, word.0) {
        None => true,
        Some((start, end)) => {
            let lowered = Lowered::of(text.get(start..end).unwrap_or(&[]));
            matches!(
                lowered.as_bytes(),
                b"and"
                    | b"at"
                    | b"by"
                    | b"for"
                    | b"in"
                    | b"is"
                    | b"just"
                    | b"of"
                    | b"took"
                    | b"was"
                    | b"well"
                    | b"with"
                    | b"lasted"
                    | b"are"
                    | b"were"
                    | b"to"
            )
        }
    };
    match (calls, over) {
        (true, true) => Bound::MoreThan,
        (true, false) => Bound::LessThan,
        (false, true) => Bound::PerhapsOver,
        (false, false) => Bound::PerhapsUnder,
    }
}
