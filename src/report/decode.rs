//! Bytes to text of the same length, so that every offset still points into
//! the bytes that the user has.

use std::borrow::Cow;

use super::{Complaint, Span};

/// What stands in for a byte that is no UTF-8. It is one byte long, as the
/// usual replacement character is not.
const SUBSTITUTE: u8 = 0x1A;

/// Complaints of one kind, at most: a binary file deserves one page, not a
/// million lines.
const MANY: usize = 20;

pub(super) fn decode<'a>(bytes: &'a [u8], complaints: &mut Vec<Complaint>) -> Cow<'a, str> {
    let bytes = shortened(bytes, complaints);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(substituted(bytes, complaints)),
    };
    hidden_characters(&text, complaints);
    text
}

/// How many bytes of a byte order mark the text begins with.
pub(super) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}

/// Spans are 32 bits wide; what lies behind them cannot be pointed at.
fn shortened<'a>(bytes: &'a [u8], complaints: &mut Vec<Complaint>) -> &'a [u8] {
    let limit = u32::MAX as usize - 1;
    if bytes.len() <= limit {
        return bytes;
    }
    let at = Span::new(limit as u32, limit as u32);
    complaints.push(Complaint { at, message: "only the first 4 GiB were read".to_owned() });
    bytes.get(..limit).unwrap_or(bytes)
}

fn substituted(bytes: &[u8], complaints: &mut Vec<Complaint>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut bad: u32 = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let at = Span::new(text.len() as u32, (text.len() + chunk.invalid().len()) as u32);
        for _ in chunk.invalid() {
            text.push(char::from(SUBSTITUTE));
        }
        if at.is_empty() {
            continue;
        }
        bad += 1;
        if (bad as usize) <= MANY {
            complaints.push(Complaint { at, message: "not UTF-8".to_owned() });
        }
    }
    let rest = (bad as usize).saturating_sub(MANY);
    if rest > 0 {
        let end = text.len() as u32;
        let message = format!("not UTF-8 in {rest} further places");
        complaints.push(Complaint { at: Span::new(end, end), message });
    }
    text
}

/// NUL bytes and characters that turn the reading direction: both can make a
/// figure look other than it is.
fn hidden_characters(text: &str, complaints: &mut Vec<Complaint>) {
    let mut found = 0usize;
    let bytes = text.as_bytes();
    for at in memchr::memchr2_iter(0, 0xE2, bytes) {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        let message = match byte {
            0 => "a NUL character",
            0xE2 if is_direction_mark(bytes, at) => "a character that changes the reading direction",
            _ => continue,
        };
        found += 1;
        if found <= MANY {
            let end = at + if byte == 0 { 1 } else { 3 };
            let at = Span::new(at as u32, end as u32);
            complaints.push(Complaint { at, message: message.to_owned() });
        }
    }
}

/// U+202A to U+202E and U+2066 to U+2069.
fn is_direction_mark(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(0x80), Some(last)) => (0xAA..=0xAE).contains(last),
        (Some(0x81), Some(last)) => (0xA6..=0xA9).contains(last),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_bytes_are_replaced_one_for_one() {
        let mut complaints = Vec::new();
        let text = decode(b"ok \xFF\xFE 12\xE2\x82 end", &mut complaints);
        assert_eq!(text, "ok \u{1A}\u{1A} 12\u{1A}\u{1A} end");
        assert_eq!(complaints.len(), 3);
        assert_eq!(complaints[2].at, Span::new(8, 10));
    }

    #[test]
    fn a_binary_file_gets_a_page_of_complaints_and_no_more() {
        let mut complaints = Vec::new();
        let bytes: Vec<u8> = [0xFF, b' ', 0].repeat(1000);
        assert_eq!(decode(&bytes, &mut complaints).len(), 3000);
        assert_eq!(complaints.len(), 2 * MANY + 1);
    }

    #[test]
    fn direction_marks_are_told() {
        let mut complaints = Vec::new();
        decode("12\u{202E}34 \u{2066}x – y".as_bytes(), &mut complaints);
        assert_eq!(complaints.len(), 2);
    }
}
