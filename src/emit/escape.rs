//! Characters that a terminal or a browser would obey instead of showing.

use std::borrow::Cow;
use std::fmt::Write;

/// Controls, and those that turn the direction of text or hide in it.
pub(super) fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// One line that can be shown anywhere: `\u{1b}` for an escape character.
pub fn clean(text: &str) -> Cow<'_, str> {
    escaped(text, |character, out| {
        let _ = write!(out, "{}", character.escape_unicode());
    })
}

/// The text with unsafe characters masked by harmless ones of as many bytes, so
/// that places in it stay where they are. Those of one byte are left to the
/// renderer, which gives tabs their width and shows the others as symbols.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    escaped(text, |character, out| match character.len_utf8() {
        1 => out.push(character),
        2 => out.push('¿'),
        3 => out.push(char::REPLACEMENT_CHARACTER),
        _ => out.push_str("¿¿"),
    })
}

/// The text with each unsafe character written by `write`.
pub(super) fn escaped(text: &str, write: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unsafe(character) {
            write(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_as_long_as_what_it_hides() {
        for character in (0..=0x0010_FFFF).filter_map(char::from_u32) {
            let text = format!("a{character}b");
            let masked = masked(&text);
            assert_eq!(masked.len(), text.len());
            assert!(character.is_ascii() || !masked.contains(is_unsafe), "{character:?}");
        }
    }
}
