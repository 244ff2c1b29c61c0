//! Strings of guests, made fit to print: nothing in them can move a cursor,
//! turn the direction of writing, or start a new line where one is promised.

use std::fmt::Write;

/// Text for one line: line ends become spaces.
pub(in crate::host) fn line(text: &str) -> String {
    clean(text, |at| match at {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ => None,
    })
}

/// The same, cut where it gets long: messages quote names that strangers chose.
pub(in crate::host) fn short_line(text: &str) -> String {
    const MOST: usize = 1_000;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => line(text.get(..end).unwrap_or(text)) + " …",
        None => line(text),
    }
}

/// Markdown of several lines: line ends and tabs stay.
pub(super) fn block(text: &str) -> String {
    clean(text, |at| matches!(at, '\n' | '\t').then_some(at))
}

/// Whether a character could deceive whoever reads it, or act on a terminal.
pub(super) fn is_hostile(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// `instead` may give another character; what is hostile beyond that is
/// written out, so that it can be seen.
fn clean(text: &str, instead: impl Fn(char) -> Option<char>) -> String {
    if !text.chars().any(is_hostile) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match instead(character) {
            Some(other) => out.push(other),
            None if is_hostile(character) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            None => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line_and_acts_on_nothing() {
        assert_eq!(line("a\r\nb\u{1b}[2Jc\u{202e}d"), "a  b\\u{1b}[2Jc\\u{202e}d");
        assert_eq!(line("120 rounds, not 119 → ok"), "120 rounds, not 119 → ok");
    }

    #[test]
    fn a_message_has_an_end() {
        assert_eq!(short_line("a\u{1b}"), "a\\u{1b}");
        assert!(short_line(&"→".repeat(1 << 20)).chars().count() < 1_010);
    }

    #[test]
    fn a_block_keeps_its_lines() {
        assert_eq!(block("# a\n\tb\u{7}"), "# a\n\tb\\u{7}");
    }
}
