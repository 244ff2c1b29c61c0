//! Which sign a whole report groups its digits with: "1.250" is a thousand and
//! more where all else is written with decimal commas.

use super::super::text::{before, byte, is_word};
use super::literal::Literal;

/// Whether decimals stand behind commas, at least twice, and nothing is written
/// in the English way.
pub(super) fn points_group(bytes: &[u8]) -> bool {
    let mut commas = 0;
    for at in memchr::memchr2_iter(b',', b'.', bytes) {
        if !before(bytes, at).is_ascii_digit() || !byte(bytes, at + 1).is_ascii_digit() {
            continue;
        }
        let places = bytes.iter().skip(at + 1).take_while(|byte| byte.is_ascii_digit()).count();
        let (begin, behind) = (first_digit(bytes, at), at + 1 + places);
        // Dates, versions and addresses: "12.05.2026", "30.06.".
        let longer = byte(bytes, behind) == b'.' || matches!(before(bytes, begin), b'.' | b',');
        match byte(bytes, at) {
            b',' if places > 2 => return false,
            b',' if byte(bytes, behind) == b'%' || bytes.get(behind..).is_some_and(ends_in_sign) => {
                commas += 1
            }
            b',' => {}
            _ if longer || is_word(before(bytes, begin)) => {}
            _ if places != 3 || byte(bytes, begin) == b'0' => return false,
            _ => {}
        }
    }
    commas > 1
}

/// "99,8 %", "12,50 €".
fn ends_in_sign(rest: &[u8]) -> bool {
    [" %", "\u{A0}%", "\u{202F}%", " €", "\u{A0}€"].iter().any(|sign| rest.starts_with(sign.as_bytes()))
}

fn first_digit(bytes: &[u8], mut at: usize) -> usize {
    while before(bytes, at).is_ascii_digit() {
        at -= 1;
    }
    at
}

/// "1.250", read as a number with three decimals, as the whole one that it is.
pub(super) fn regroup(literal: &mut Literal) {
    let whole = literal.digits as usize + 4 == literal.end.saturating_sub(literal.start);
    if literal.decimals == 3 && whole && !literal.grouped && !literal.scientific && !literal.zero_led {
        literal.decimals = 0;
        literal.exponent = 0;
        literal.digits += 3;
        literal.grouped = true;
    }
}

#[cfg(test)]
mod tests {
    use super::points_group;

    #[test]
    fn points_group_only_where_commas_are_decimal_throughout() {
        for (text, expected) in [
            ("1.250 Stück, 0,16 %, 99,8 % am 12.05.2026 (Frist 30.06.)", true),
            ("1.250 €, 12,50 € und 7,5 %", true),
            ("1.250 s and 0,16 %", false),
            ("1.250 s, 2.5 s, 0,16 %, 99,8 %", false),
            ("1,250 rows, 0,16 %, 99,8 %", false),
            ("0.250 mg, 0,16 %, 99,8 %", false),
            ("1.250 s of 2.500 s", false),
        ] {
            assert_eq!(points_group(text.as_bytes()), expected, "{text}");
        }
    }
}
