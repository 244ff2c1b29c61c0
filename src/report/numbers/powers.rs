//! Powers of ten behind a numeral: `1e-6`, `5×10⁹`.

use super::super::text::byte;
use super::literal::Digits;

/// `e-6`, `E9`, `×10^9`, ` x 10⁹`: the power and where it ends.
pub(super) fn of_ten(bytes: &[u8], at: usize) -> Option<(Option<i32>, usize)> {
    if matches!(byte(bytes, at), b'e' | b'E') {
        let (power, end) = signed(bytes, at + 1)?;
        let next = byte(bytes, end);
        return (!next.is_ascii_alphanumeric() && next != b'_').then_some((power, end));
    }
    let skip = |mut at: usize| {
        while byte(bytes, at) == b' ' {
            at += 1;
        }
        at
    };
    let mut here = skip(at);
    if !matches!(byte(bytes, here), b'x' | b'*' | 0xC2 | 0xC3) {
        return None;
    }
    let rest = bytes.get(here..)?;
    here += match rest.first()? {
        b'x' | b'*' => 1,
        _ if rest.starts_with("×".as_bytes()) || rest.starts_with("·".as_bytes()) => 2,
        _ => return None,
    };
    here = skip(here);
    if byte(bytes, here) != b'1' || byte(bytes, here + 1) != b'0' {
        return None;
    }
    here += 2;
    if byte(bytes, here) == b'^' {
        return signed(bytes, here + 1);
    }
    superscript(bytes, here)
}

fn signed(bytes: &[u8], at: usize) -> Option<(Option<i32>, usize)> {
    let negative = byte(bytes, at) == b'-';
    let from = at + usize::from(negative || byte(bytes, at) == b'+');
    let mut digits = Digits::default();
    let end = digits.run(bytes, from);
    let power = digits.value.and_then(|value| i32::try_from(value).ok());
    (end > from).then_some((power.map(|power| if negative { -power } else { power }), end))
}

fn superscript(bytes: &[u8], at: usize) -> Option<(Option<i32>, usize)> {
    let text = std::str::from_utf8(bytes.get(at..(at + 12).min(bytes.len()))?);
    let text = match text {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(bytes.get(at..at + error.valid_up_to())?).ok()?,
    };
    let (mut power, mut negative, mut length) = (0i32, false, 0);
    for sign in text.chars() {
        match "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == sign) {
            Some(digit) => power = power * 10 + digit as i32,
            None if sign == '⁻' && length == 0 => negative = true,
            None => break,
        }
        length += sign.len_utf8();
    }
    (length > 0).then_some((Some(if negative { -power } else { power }), at + length))
}
