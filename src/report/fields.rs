//! `Key: value` in the dresses that running text has: bold with the colon
//! inside or outside, code, plain, several on one line. Those without a colon
//! are found in `leaders`.

use super::inline::{Mark, Place, Run, inside};
use super::kinds::{COLON, Kinds, WIDE_COLON};
use super::text::{byte, is_space, trimmed};
use super::{NodeKind, Span, leaders, wide_keys};

/// A key is a name, not a clause.
pub(super) const LONGEST_KEY: u32 = 60;
pub(super) const MOST_WORDS: usize = 7;

pub(super) struct Key {
    /// Where the field begins: its marks included.
    pub start: u32,
    pub text: Span,
    /// Where the value may begin.
    pub value: u32,
    /// `**Key: value**`: the field ends where its marks end.
    pub limit: Option<u32>,
    /// The mark that only dresses the key.
    pub dress: Option<u32>,
}

pub(super) fn find(bytes: &[u8], kinds: &Kinds, run: &mut Run) {
    let whole = run.at;
    let next_colon = |at: u32| kinds.find(COLON, at as usize, whole.end as usize);
    let mut colon = next_colon(whole.start);
    let mut found = std::mem::take(&mut run.wrappers);
    let mut dresses = std::mem::take(&mut run.dresses);
    let mut open: Option<Key> = None;
    let may_be_wide = kinds.of_all(whole) & WIDE_COLON != 0;
    for index in 0..run.lines.len() {
        let Some(start) = run.lines.get(index).copied() else { break };
        let end = run.lines.get(index + 1).copied().unwrap_or(run.at.end).min(run.at.end);
        let line = trimmed(bytes, Span::new(start.max(run.at.start), end));
        if line.is_empty() {
            continue;
        }
        if colon.is_some_and(|colon| colon < line.start as usize) {
            colon = next_colon(line.start);
        }
        let has_colon = colon.is_some_and(|colon| colon < line.end as usize);
        let may_lead = has_colon && !run.is_marked(line.start);
        let key = if may_lead { leading_key(bytes, kinds, run, line) } else { None };
        let led = if has_colon { None } else { leaders::key(bytes, run, line) };
        let wide = || if may_be_wide { wide_keys::key(bytes, run, line) } else { None };
        let Some(key) = key.or(led).or_else(wide) else {
            if open.is_some() && !continues(bytes, run, index, line) {
                close(bytes, &mut found, &mut dresses, open.take(), previous_end(run, index));
            }
            if !has_colon && run.place == Place::Line {
                leaders::pairs(bytes, line, |pair, end| {
                    close(bytes, &mut found, &mut dresses, Some(pair), end);
                });
            }
            continue;
        };
        close(bytes, &mut found, &mut dresses, open.take(), previous_end(run, index));
        open = Some(further_keys(bytes, kinds, run, line, key, &mut found, &mut dresses));
    }
    close(bytes, &mut found, &mut dresses, open, run.at.end);
    if !dresses.is_empty() {
        run.marks
            .retain(|mark| mark.kind == NodeKind::Code || dresses.binary_search(&mark.at.start).is_err());
        dresses.clear();
    }
    (run.wrappers, run.dresses) = (found, dresses);
}

/// Keys behind the first one of a line. Gives back the last, still open.
fn further_keys(
    bytes: &[u8],
    kinds: &Kinds,
    run: &Run,
    line: Span,
    first: Key,
    found: &mut Vec<Mark>,
    dresses: &mut Vec<u32>,
) -> Key {
    let mut key = first;
    let mut at = key.value;
    let rest = bytes.get(at as usize..line.end as usize).unwrap_or(&[]);
    // Without a second colon there is no second key.
    let last = memchr::memrchr(b':', rest).map_or(at, |colon| at + colon as u32);
    while at < last {
        let here = byte(bytes, at as usize);
        let starts = match here {
            b'*' | b'_' | b'`' => run.mark_at(at).is_some(),
            b',' | b';' | b'|' => is_space(byte(bytes, at as usize + 1)),
            b' ' => byte(bytes, at as usize + 1) == b' ' || dot(bytes, at + 1) > 0,
            _ => false,
        };
        if !starts || run.is_marked(at) {
            at += 1;
            continue;
        }
        let separator = matches!(here, b',' | b';' | b'|' | b' ');
        let behind = if separator { at + 1 + dot(bytes, at + 1) } else { at };
        let rest = trimmed(bytes, Span::new(behind, line.end));
        let next = if separator {
            plain_or_dressed(bytes, kinds, run, rest).filter(|next| is_short(bytes, next))
        } else {
            dressed_key(bytes, kinds, run, rest)
        };
        match next {
            Some(next) if key.limit.is_none_or(|limit| limit <= at) => {
                let before = if separator { at } else { next.start.min(behind.max(key.value)) };
                at = next.value;
                close(bytes, found, dresses, Some(std::mem::replace(&mut key, next)), before);
            }
            _ => at += 1,
        }
    }
    key
}

/// How long the dot between two fields is that stands at `at`: `·` or `•`.
fn dot(bytes: &[u8], at: u32) -> u32 {
    let rest = bytes.get(at as usize..).unwrap_or(&[]);
    let dot = ["· ", "• "].into_iter().find(|dot| rest.starts_with(dot.as_bytes()));
    dot.map_or(0, |dot| dot.len() as u32)
}

fn close(bytes: &[u8], found: &mut Vec<Mark>, dresses: &mut Vec<u32>, key: Option<Key>, end: u32) {
    let Some(key) = key else { return };
    let end = key.limit.unwrap_or(end).min(end);
    let mut value = trimmed(bytes, Span::new(key.value.min(end), end));
    while value.end > value.start && matches!(byte(bytes, value.end as usize - 1), b',' | b';' | b'|') {
        value = trimmed(bytes, Span::new(value.start, value.end - 1));
    }
    if value.is_empty() {
        return;
    }
    dresses.extend(key.dress);
    let whole = Span::new(key.start, value.end);
    found.push(Mark { kind: NodeKind::Field, at: whole, data: 0 });
    found.push(Mark { kind: NodeKind::Key, at: key.text, data: 0 });
    found.push(Mark { kind: NodeKind::Value, at: value, data: 0 });
}

fn leading_key(bytes: &[u8], kinds: &Kinds, run: &Run, line: Span) -> Option<Key> {
    let mut start = if run.place == Place::Line { behind_stamp(bytes, line) } else { line.start };
    // A tick or a cross before the key is no part of it.
    while start < line.end && !byte(bytes, start as usize).is_ascii() {
        start += 1;
    }
    let rest = trimmed(bytes, Span::new(start, line.end));
    plain_or_dressed(bytes, kinds, run, rest)
}

/// Behind the date, time and level that a line of a log begins with.
fn behind_stamp(bytes: &[u8], line: Span) -> u32 {
    let mut start = line.start;
    while start < line.end {
        let mut end = start;
        while end < line.end && !is_space(byte(bytes, end as usize)) {
            end += 1;
        }
        let word = bytes.get(start as usize..end as usize).unwrap_or(&[]);
        let bare: Vec<u8> =
            word.iter().copied().filter(|byte| !matches!(byte, b'[' | b']' | b'(' | b')')).collect();
        let stamp = bare.iter().any(u8::is_ascii_digit)
            && bare.iter().all(|byte| {
                byte.is_ascii_digit() || matches!(byte, b':' | b'-' | b'.' | b',' | b'/' | b'T' | b'Z' | b'+')
            })
            && bare.iter().any(|byte| matches!(byte, b':' | b'-' | b'/'));
        let level = matches!(
            bare.to_ascii_lowercase().strip_suffix(b":").unwrap_or(&bare.to_ascii_lowercase()),
            b"info" | b"debug" | b"warn" | b"warning" | b"error" | b"trace" | b"notice" | b"fatal"
        ) && (word.first() == Some(&b'[') || start > line.start);
        if !stamp && !level {
            break;
        }
        start = skip_spaces(bytes, end, line.end);
    }
    start
}

fn plain_or_dressed(bytes: &[u8], kinds: &Kinds, run: &Run, rest: Span) -> Option<Key> {
    match byte(bytes, rest.start as usize) {
        b'*' | b'_' | b'`' => dressed_key(bytes, kinds, run, rest),
        _ => plain_key(bytes, kinds, run, rest, rest.end),
    }
}

fn dressed_key(bytes: &[u8], kinds: &Kinds, run: &Run, rest: Span) -> Option<Key> {
    let mark = run.mark_at(rest.start)?;
    if !matches!(mark.kind, NodeKind::Strong | NodeKind::Emphasis | NodeKind::Code) {
        return None;
    }
    let text = inside(bytes, mark);
    if text.is_empty() || text.end - text.start > LONGEST_KEY {
        return whole_field_in_marks(bytes, kinds, run, mark, text);
    }
    let dress = (mark.kind != NodeKind::Code).then_some(mark.at.start);
    let behind = skip_spaces(bytes, mark.at.end, rest.end);
    let start = mark.at.start;
    if byte(bytes, behind as usize) == b':' && byte(bytes, behind as usize + 1) != b':' {
        return Some(Key { start, text, value: behind + 1, limit: None, dress });
    }
    if byte(bytes, text.end as usize - 1) == b':' && mark.kind != NodeKind::Code {
        let text = trimmed(bytes, Span::new(text.start, text.end - 1));
        return (!text.is_empty()).then_some(Key { start, text, value: mark.at.end, limit: None, dress });
    }
    whole_field_in_marks(bytes, kinds, run, mark, text)
}

fn whole_field_in_marks(bytes: &[u8], kinds: &Kinds, run: &Run, mark: &Mark, text: Span) -> Option<Key> {
    if mark.kind == NodeKind::Code {
        return None;
    }
    let key = plain_key(bytes, kinds, run, text, text.end)?;
    Some(Key { limit: Some(text.end), ..key })
}

fn plain_key(bytes: &[u8], kinds: &Kinds, run: &Run, rest: Span, limit: u32) -> Option<Key> {
    if !byte(bytes, rest.start as usize).is_ascii_alphabetic() {
        return None;
    }
    if run.place == Place::Prose && byte(bytes, rest.start as usize).is_ascii_lowercase() {
        return None;
    }
    let last = limit.min(rest.start + LONGEST_KEY);
    kinds.find(COLON, rest.start as usize, last as usize)?;
    let prose = matches!(run.place, Place::Prose | Place::Item);
    let (mut words, mut figure) = (1, false);
    let mut at = rest.start;
    while at < last {
        match byte(bytes, at as usize) {
            b':' => break,
            b' ' => {
                words += 1;
                // "Round 176-268" names something; "All 6 suites ran" is a clause.
                if figure {
                    return None;
                }
                figure = prose && byte(bytes, at as usize + 1).is_ascii_digit();
            }
            b'.' | b'!' | b'?' if is_space(byte(bytes, at as usize + 1)) => return None,
            b',' | b';' | b'|' | b'"' | b'=' | b'*' | b'`' | b'<' | b'>' | b'\n' | b'\r' => return None,
            _ => {}
        }
        at += 1;
    }
    let behind = byte(bytes, at as usize + 1);
    let ends = byte(bytes, at as usize) == b':' && at < last && words <= MOST_WORDS;
    if !ends || !(is_space(behind) || at + 1 >= limit || matches!(behind, b'*' | b'`')) {
        return None;
    }
    let text = trimmed(bytes, Span::new(rest.start, at));
    Some(Key { start: rest.start, text, value: at + 1, limit: None, dress: None })
}

/// Behind the first key of a line only names of a few words are believed.
fn is_short(bytes: &[u8], key: &Key) -> bool {
    let text = bytes.get(key.text.start as usize..key.text.end as usize).unwrap_or(&[]);
    text.len() <= 32 && text.iter().filter(|&&byte| byte == b' ').count() <= 3
}

/// Whether a line goes on with the value of the field before it.
fn continues(bytes: &[u8], run: &Run, index: usize, line: Span) -> bool {
    let end = previous_end(run, index);
    let ended = matches!(byte(bytes, end.saturating_sub(1) as usize), b'.' | b'!' | b'?' | b':');
    let start = run.lines.get(index.saturating_sub(1)).copied().unwrap_or(end);
    let first = byte(bytes, line.start as usize);
    first.is_ascii_lowercase() || (!ended && end.saturating_sub(start) >= 60 && !matches!(first, b'*' | b'_'))
}

/// Where the line before line `index` of a run ends.
fn previous_end(run: &Run, index: usize) -> u32 {
    let before = index.checked_sub(1).and_then(|before| run.ends.get(before));
    before.copied().unwrap_or(run.at.start)
}

fn skip_spaces(bytes: &[u8], mut at: u32, end: u32) -> u32 {
    while at < end && byte(bytes, at as usize) == b' ' {
        at += 1;
    }
    at
}
