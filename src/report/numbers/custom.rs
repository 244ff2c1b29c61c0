//! Which sign a whole report groups its digits with: "1.250" is a thousand and
//! more where all else is written with decimal commas.

use super::super::text::{before, byte, is_word};
use super::literal::{Digits, Literal};

/// Whether decimals stand behind commas, at least twice, and nothing is written
/// in the English way, but for a version or two among many of them. Where
/// "20.069.524,84" leaves no doubt, "84.2" may stand beside it.
pub(super) fn points_group(bytes: &[u8]) -> bool {
    let (mut commas, mut points, mut english, mut certain) = (0, 0, 0, false);
    // "1,126": a thousand, or a little more than one; and "792.121.290", which can only be grouped.
    let (mut doubtful, mut twice) = (false, 0);
    for at in memchr::memchr2_iter(b',', b'.', bytes) {
        if !before(bytes, at).is_ascii_digit() || !byte(bytes, at + 1).is_ascii_digit() {
            continue;
        }
        let places = bytes.iter().skip(at + 1).take_while(|byte| byte.is_ascii_digit()).count();
        let (begin, behind) = (first_digit(bytes, at), at + 1 + places);
        let led = before(bytes, begin);
        // Dates, versions and addresses: "12.05.2026", "30.06.".
        let longer = byte(bytes, behind) == b'.' || matches!(led, b'.' | b',');
        match byte(bytes, at) {
            b',' if places == 3 && byte(bytes, begin) != b'0' => doubtful = true,
            b',' if led == b'.' && at - begin == 3 && is_grouped(bytes, begin) => {
                certain = true;
                commas += 1;
            }
            b',' if byte(bytes, behind) == b'%' || bytes.get(behind..).is_some_and(ends_in_sign) => {
                commas += 1;
            }
            b',' => {}
            _ if led == b'.' && places == 3 && at - begin == 3 && is_grouped(bytes, begin) => {
                twice += usize::from(byte(bytes, behind) != b'.' && !is_address(bytes, behind));
            }
            _ if longer || is_word(led) => {}
            _ if places == 3 && byte(bytes, begin) == b'0' => return false,
            _ if places == 3 => points += 1,
            _ => english += 1,
        }
    }
    if doubtful {
        return twice > 1 && commas > 1 && commas >= english;
    }
    // "R$ 51.494": reais have two decimals, and those behind a comma.
    let reais = || points > 2 && english == 0 && memchr::memmem::find(bytes, b"R$").is_some();
    // Of one comma alone, several that would all have three places tell more.
    commas > 1 && (certain || commas >= 4 * english) || commas > 0 && points > 2 && english == 0 || reais()
}

/// Of no number more groups are read than this.
const GROUPS: usize = 8;

/// The three digits that begin at `at` follow others and a point: "20.069.524".
fn is_grouped(bytes: &[u8], mut at: usize) -> bool {
    for _ in 0..GROUPS {
        let first = first_digit(bytes, at - 1);
        let leads = at - 1 - first;
        let sign = before(bytes, first);
        if sign != b'.' {
            return (1..=3).contains(&leads) && byte(bytes, first) != b'0' && !is_word(sign) && sign != b',';
        }
        if leads != 3 {
            return false;
        }
        at = first;
    }
    false
}

/// The groups that end at `end` may be those of an address: "10.121.190.130".
fn is_address(bytes: &[u8], mut end: usize) -> bool {
    let mut groups = 0;
    loop {
        let begin = first_digit(bytes, end);
        let group = bytes.get(begin..end).unwrap_or_default();
        if group.len() > 3 || group.len() == 3 && group > b"255".as_slice() {
            return false;
        }
        groups += 1;
        if before(bytes, begin) != b'.' {
            return groups == 4;
        }
        if groups == 4 {
            return false;
        }
        end = begin - 1;
    }
}

/// "99,8 %", "12,50 €", "718,1 m".
fn ends_in_sign(rest: &[u8]) -> bool {
    const SIGNS: [&str; 20] = [
        "%", "€", "m", "cm", "mm", "km", "s", "ms", "h", "min", "g", "kg", "mg", "t", "l", "ml", "GB", "MB",
        "KB", "W",
    ];
    let spaces = [" ", "\u{A0}", "\u{202F}"];
    let Some(rest) = spaces.iter().find_map(|space| rest.strip_prefix(space.as_bytes())) else {
        return false;
    };
    SIGNS.iter().any(|sign| {
        rest.strip_prefix(sign.as_bytes())
            .is_some_and(|behind| !behind.first().is_some_and(|next| is_word(*next)))
    })
}

fn first_digit(bytes: &[u8], mut at: usize) -> usize {
    while before(bytes, at).is_ascii_digit() {
        at -= 1;
    }
    at
}

/// "1.250", read as a number with three decimals, as the whole one that it is;
/// "2.384.625" with all its groups.
pub(super) fn regroup(bytes: &[u8], literal: &mut Literal) {
    let whole = literal.digits as usize + 4 == literal.end.saturating_sub(literal.start);
    if literal.decimals != 3 || !whole || literal.grouped || literal.scientific || literal.zero_led {
        return;
    }
    let (mut end, mut digits) = (literal.end, Digits::of(literal.mantissa, literal.digits + 3));
    while byte(bytes, end) == b'.' && byte(bytes, end + 1).is_ascii_digit() {
        let behind = digits.run(bytes, end + 1);
        if behind - end != 4 {
            return;
        }
        end = behind;
    }
    literal.mantissa = digits.value;
    literal.digits = digits.count();
    (literal.decimals, literal.exponent, literal.grouped, literal.end) = (0, 0, true, end);
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
            ("1.250 rows, read by 4.8: 39,7 %, 31,7 %, 21,9 % and 6,5 %", true),
            ("1,250 rows, 0,16 %, 99,8 %", false),
            ("0.250 mg, 0,16 %, 99,8 %", false),
            ("1.250 s of 2.500 s", false),
            ("3.225 pontos, 718,1 m, 0,14 s, -3,0267832", true),
            ("12,8003.388 and 12,8005", false),
            ("812, 3.492, R$ 20.069.524,84 (52,1%), 84.2", true),
            ("812, 3.492, R$ 2.14,84 (52,1%), 84.2", false),
            ("v1.020.524,84 (52,1%), 84.2", false),
            ("1.200 €, 2.400 €, 3.600 € (12,7 %)", true),
            ("1.200 s, 2.400 s (12,7 %)", false),
            ("1.200, 812 and 2.400 make R$ 4.412", true),
            ("1.200, 2.400 and R$ 4.5", false),
            ("1.200 s, 2.400 s, 3.612 s, 0.5 s (12,7 %)", false),
            ("5.000 + 2.217 = 7.217; 792.121.290 B, 1.942.814.720 B; 0,192 s, 0,634 s and 1,126 s", true),
            ("5.000 + 2.217 = 7.217; 792.121.290 B, 1.942.814.720 B and 1,126 rows", false),
            ("10.121.190.130, 10.121.190.131, 0,192 s, 0,634 s and 1,126 rows", false),
        ] {
            assert_eq!(points_group(text.as_bytes()), expected, "{text}");
        }
    }
}
