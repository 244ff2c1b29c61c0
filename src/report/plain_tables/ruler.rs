//! Lines that are drawn under a header and between rows.

use super::super::Span;
use super::super::text::trimmed;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruler {
    /// `+---+---+`, `├───┼───┤`
    Grid,
    /// `---+---`
    Crossed,
    /// `----  ----`
    Groups,
    /// `----------`
    Single,
}

pub(super) fn ruler(bytes: &[u8], line: Span) -> Option<Ruler> {
    let line = trimmed(bytes, line);
    let text = bytes.get(line.start as usize..line.end as usize)?;
    let first = *text.first()?;
    if first == 0xE2 {
        return boxed(text).then_some(Ruler::Grid);
    }
    if text.len() < 5 || !matches!(first, b'-' | b'=' | b'+') {
        return None;
    }
    let (mut crosses, mut groups, mut strokes, mut last) = (0, 0, 0, b' ');
    for &sign in text {
        match sign {
            b'-' | b'=' => {
                strokes += 1;
                groups += usize::from(!matches!(last, b'-' | b'='));
            }
            b'+' => crosses += 1,
            b':' | b' ' => {}
            _ => return None,
        }
        last = sign;
    }
    match (first, crosses, groups) {
        (b'+', 2.., _) if last == b'+' => Some(Ruler::Grid),
        (b'+', ..) => None,
        (_, 1.., _) => Some(Ruler::Crossed),
        (_, 0, 2..) if strokes >= 2 * groups => Some(Ruler::Groups),
        (_, 0, 1) if strokes >= 8 => Some(Ruler::Single),
        _ => None,
    }
}

/// `|---|:-:|`: Markdown that a program printed.
pub(super) fn of_pipes(bytes: &[u8], line: Span) -> Option<Ruler> {
    let line = trimmed(bytes, line);
    let text = bytes.get(line.start as usize..line.end as usize)?;
    let drawn = text.iter().all(|sign| matches!(sign, b'|' | b'-' | b':' | b' '));
    let bars = text.iter().filter(|sign| **sign == b'|').count();
    (drawn && text.first() == Some(&b'|') && bars > 2 && text.contains(&b'-')).then_some(Ruler::Crossed)
}

/// `┌───┬───┐` and its kin: nothing but box drawing that is no bar.
fn boxed(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| {
        text.chars().all(|sign| matches!(sign, '\u{2500}'..='\u{257F}'))
            && text.chars().any(|sign| matches!(sign, '─' | '━' | '═'))
            && text.chars().count() >= 5
    })
}
