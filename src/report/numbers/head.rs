//! What stands before a number: signs, bounds, hedges, and names that make
//! it an id.

use super::super::text::{Lowered, before, byte, is_space, is_word};
use super::interval::Bound;
use super::names::{ID_NOUNS, ID_PLURALS, NOT_NAMES, PRODUCTS, VERSION_WORDS, WEAK};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Name {
    #[default]
    None,
    /// "Round", `N=`, `#`: the number is an id. `weak` names are verbs or
    /// measures as often.
    Id { weak: bool },
    /// "Rounds": an id only in a range or a list.
    Ids,
    /// "line", "lines".
    Line,
    /// "Python", "version".
    Product,
    /// A capitalised word within a sentence.
    Capital,
    /// One that begins a sentence: a name only where nothing follows.
    First,
    /// `NAME=`, `--name=`, `name(`: an argument.
    Argument,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    /// Where the numeral begins with its sign and the sign of its bound.
    pub start: usize,
    pub bound: Bound,
    pub negative: bool,
    pub money: bool,
    /// `±5`: the reach, not the value.
    pub reach: bool,
    pub name: Name,
    /// The word that made the name: a range may repeat it.
    pub named: (usize, usize),
}

/// Reads backwards from the first digit at `start`, never before `first`.
pub(super) fn read(bytes: &[u8], first: usize, start: usize) -> Head {
    let mut head = Head { start, ..Head::default() };
    let text = bytes.get(first..).unwrap_or(&[]);
    let mut at = start - first;
    at = currency(text, at, &mut head);
    at = sign(text, at, &mut head);
    at = currency(text, at, &mut head);
    if let Some(behind) = bound_sign(text, at, &mut head) {
        at = behind;
    }
    head.start = at + first;
    if head.bound == Bound::Exactly && !head.reach {
        head.bound = bound_words(text, at);
    }
    if !head.money && !head.negative {
        name(text, at, &mut head);
        head.named = (head.named.0 + first, head.named.1 + first);
    }
    head
}

fn currency(text: &[u8], at: usize, head: &mut Head) -> usize {
    if before(text, at) == b'$' {
        head.money = true;
        return at - 1;
    }
    for sign in ["€", "£", "¥", "₹"] {
        if text.get(..at).is_some_and(|rest| rest.ends_with(sign.as_bytes())) {
            head.money = true;
            return at - sign.len();
        }
    }
    at
}

fn sign(text: &[u8], at: usize, head: &mut Head) -> usize {
    let rest = text.get(..at).unwrap_or(&[]);
    let length = match rest.last() {
        Some(b'-' | b'+') => 1,
        _ if rest.ends_with("−".as_bytes()) => 3,
        _ => return at,
    };
    let outer = before(text, at - length);
    let is_sign = at == length
        || is_space(outer)
        || matches!(outer, b'(' | b'[' | b'|' | b'*' | b'=' | b':' | b'~' | b'<' | b'>' | b',' | b'/' | b'"');
    if !is_sign {
        return at;
    }
    head.negative = rest.last() != Some(&b'+');
    at - length
}

/// `<`, `≥`, `~` and their kin, perhaps with a space behind.
fn bound_sign(text: &[u8], at: usize, head: &mut Head) -> Option<usize> {
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

fn bound_words(text: &[u8], at: usize) -> Bound {
    let Some(last) = word_before(text, at) else { return Bound::Exactly };
    let lowered = Lowered::of(text.get(last.0..last.1).unwrap_or(&[]));
    let second =
        || word_before(text, last.0).map(|word| (word, Lowered::of(text.get(word.0..word.1).unwrap_or(&[]))));
    let second_is = |words: &[&str]| second().is_some_and(|(_, word)| words.contains(&word.as_str()));
    match lowered.as_str() {
        "least" if second_is(&["at"]) => Bound::AtLeast,
        "most" if second_is(&["at"]) => Bound::AtMost,
        "to" if second_is(&["up"]) => Bound::AtMost,
        "than" => second().map_or(Bound::Exactly, |(word, lowered)| {
            let negated = word_before(text, word.0).is_some_and(|third| {
                let third = Lowered::of(text.get(third.0..third.1).unwrap_or(&[]));
                matches!(third.as_str(), "no" | "not" | "never")
            });
            than(lowered.as_str(), negated)
        }),
        "above" | "exceeding" | "exceeds" | "exceeded" | "exceed" => {
            if second_is(&["not", "never", "without", "cannot"]) { Bound::AtMost } else { Bound::MoreThan }
        }
        "below" => Bound::LessThan,
        "within" => Bound::AtMost,
        "over" | "under" => over_or_under(text, last, lowered.as_str() == "over"),
        "about" | "around" | "approximately" | "approx" | "roughly" | "nearly" | "almost" | "circa"
        | "ca" => Bound::About,
        _ => Bound::Exactly,
    }
}

fn than(word: &str, negated: bool) -> Bound {
    match (word, negated) {
        ("more" | "greater" | "higher" | "longer" | "larger" | "bigger" | "later", false) => Bound::MoreThan,
        ("more" | "greater" | "higher" | "longer" | "larger" | "bigger" | "later", true) => Bound::AtMost,
        ("less" | "fewer" | "lower" | "smaller" | "shorter", false) => Bound::LessThan,
        ("less" | "fewer" | "lower" | "smaller" | "shorter", true) => Bound::AtLeast,
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
                lowered.as_str(),
                "and"
                    | "at"
                    | "by"
                    | "for"
                    | "in"
                    | "is"
                    | "just"
                    | "of"
                    | "took"
                    | "was"
                    | "well"
                    | "with"
                    | "lasted"
                    | "are"
                    | "were"
                    | "to"
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

fn name(text: &[u8], at: usize, head: &mut Head) {
    match before(text, at) {
        b'#' if !is_word(before(text, at - 1)) => {
            head.name = Name::Id { weak: false };
            head.named = (at - 1, at);
            return;
        }
        b'=' if head.bound == Bound::Exactly => return assigned(text, at, head),
        b'(' if is_word(before(text, at - 1)) => {
            head.name = Name::Argument;
            return;
        }
        b' ' if before(text, at - 1) == b'`' => {
            // A name in code and a number: its version, argument or count.
            head.name = Name::Argument;
            return;
        }
        _ => {}
    }
    if text.get(..at).is_some_and(|rest| rest.ends_with("№".as_bytes()) || rest.ends_with("§".as_bytes()))
    {
        head.name = Name::Id { weak: false };
        return;
    }
    let Some((start, end)) = word_before(text, at) else { return };
    if text.get(end..at).is_some_and(|gap| gap.contains(&b'\n') && gap.contains(&b'\r')) {
        return;
    }
    let word = text.get(start..end).unwrap_or(&[]);
    head.name = name_of(text, start, word);
    head.named = (start, end);
}

/// `N=2498`, `id=7`.
fn assigned(text: &[u8], at: usize, head: &mut Head) {
    let mut end = at - 1;
    while before(text, end) == b' ' {
        end -= 1;
    }
    let mut start = end;
    while is_word(before(text, start)) && end - start < 24 {
        start -= 1;
    }
    let word = text.get(start..end).unwrap_or(&[]);
    let lowered = Lowered::of(word);
    let name = lowered.as_str();
    let is_counter = matches!(word, [one] if one.is_ascii_uppercase());
    if is_counter || name == "id" || name.ends_with("_id") || is_strong(name) {
        head.name = Name::Id { weak: false };
        head.named = (start, at);
        return;
    }
    let option = before(text, start) == b'-'
        && matches!(before(text, start.saturating_sub(1)), 0 | b' ' | b'-' | b'(' | b'`');
    let setting = word.contains(&b'_')
        && word.iter().all(|byte| byte.is_ascii_uppercase() || !byte.is_ascii_alphabetic());
    if option || setting {
        head.name = Name::Argument;
    }
}

fn is_strong(word: &str) -> bool {
    ID_NOUNS.sorted.binary_search(&word).is_ok() && WEAK.sorted.binary_search(&word).is_err()
}

fn name_of(text: &[u8], start: usize, word: &[u8]) -> Name {
    let lowered = Lowered::of(word);
    let lower = lowered.as_str();
    match lower {
        "line" | "lines" | "ln" => return Name::Line,
        "no" | "number" | "num" | "nr" | "id" if word.first().is_some_and(u8::is_ascii_uppercase) => {
            return Name::Id { weak: false };
        }
        _ => {}
    }
    if lowered.is_in(&PRODUCTS) && word.iter().any(u8::is_ascii_uppercase)
        || lower == "version"
        || lower == "v"
    {
        return Name::Product;
    }
    if lowered.is_in(&ID_NOUNS) {
        return Name::Id { weak: lowered.is_in(&WEAK) };
    }
    if lowered.is_in(&ID_PLURALS) {
        return Name::Ids;
    }
    let plural = lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("os");
    let verb = lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("ly");
    let shouted = word.len() > 3 && word.iter().all(u8::is_ascii_uppercase);
    let capital = word.iter().any(u8::is_ascii_uppercase);
    if !capital || plural || verb || shouted || lowered.is_in(&NOT_NAMES) {
        return Name::None;
    }
    if begins_sentence(text, start) { Name::First } else { Name::Capital }
}

fn begins_sentence(text: &[u8], start: usize) -> bool {
    let mut at = start;
    while at > 0
        && (is_space(before(text, at)) || matches!(before(text, at), b'*' | b'_' | b'"' | b'(' | b'`'))
    {
        at -= 1;
    }
    at == 0 || matches!(before(text, at), b'.' | b'!' | b'?' | b':' | b'|' | b'-' | b'>' | b';' | 0x80..)
}

/// Whether one of the words shortly before `at` speaks of versions.
pub(super) fn speaks_of_versions(text: &[u8], at: usize) -> bool {
    let mut end = at;
    for _ in 0..5 {
        let Some((start, to)) = word_before(text, end) else { return false };
        let word = Lowered::of(text.get(start..to).unwrap_or(&[]));
        if word.is_in(&VERSION_WORDS) || word.is_in(&PRODUCTS) {
            return true;
        }
        end = start;
    }
    false
}

/// The word that ends right before `at`, but for white space and the marks of
/// strong and emphasis.
pub(super) fn word_before(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    while end > 0 && (is_space(before(text, end)) || matches!(before(text, end), b'*' | b'_')) && at - end < 8
    {
        end -= 1;
    }
    if before(text, end) == b'.' && end < at {
        // "approx. 50", "No. 7"
        end -= 1;
    }
    let mut start = end;
    while byte(text, start.wrapping_sub(1)).is_ascii_alphabetic() && end - start < 24 {
        start -= 1;
    }
    let letter_before = before(text, start);
    let whole = !(is_word(letter_before) || matches!(letter_before, b'-' | b'\'' | b'.' | b'/'));
    (start < end && end < at && whole).then_some((start, end))
}
