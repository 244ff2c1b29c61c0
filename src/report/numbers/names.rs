//! Numbers and powers of ten in words.

/// Scale words and their power of ten.
pub(super) fn scale_word(word: &[u8]) -> Option<i32> {
    match word {
        b"thousand" => Some(3),
        b"million" | b"mil" | b"mio" => Some(6),
        b"billion" | b"bn" => Some(9),
        b"trillion" => Some(12),
        _ => None,
    }
}

/// Most words are told from numbers by two letters and their length.
pub(super) fn may_be_a_number(word: &[u8]) -> bool {
    let [first, second, ..] = word else { return false };
    let lengths: &[usize] = match (first | 0x20, second | 0x20) {
        (b'b' | b'z', _) => &[4],
        (b'd', b'o') => &[5],
        (b'e', b'i' | b'l') => &[5, 6, 8],
        (b'f', b'i' | b'o') => &[4, 7, 8],
        (b'n', b'i') => &[4, 8],
        (b'o', b'n') => &[3],
        (b's', b'e' | b'i') => &[3, 5, 7, 9],
        (b't', b'h') => &[5, 8],
        (b't', b'e' | b'w') => &[3, 6],
        _ => return false,
    };
    lengths.contains(&word.len())
}

/// The words of [`number_word`].
pub const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "both",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Numbers written out. "one" is a pronoun as often; see the caller.
pub(super) fn number_word(word: &[u8]) -> Option<i64> {
    Some(match word {
        b"zero" => 0,
        b"one" => 1,
        b"two" | b"both" => 2,
        b"three" => 3,
        b"four" => 4,
        b"five" => 5,
        b"six" => 6,
        b"seven" => 7,
        b"eight" => 8,
        b"nine" => 9,
        b"ten" => 10,
        b"eleven" => 11,
        b"twelve" | b"dozen" => 12,
        b"thirteen" => 13,
        b"fourteen" => 14,
        b"fifteen" => 15,
        b"sixteen" => 16,
        b"seventeen" => 17,
        b"eighteen" => 18,
        b"nineteen" => 19,
        b"twenty" => 20,
        _ => return None,
    })
}

/// What a word of units may stand behind: "forty two".
pub(super) fn is_tens(word: &[u8]) -> bool {
    matches!(
        word,
        b"twenty" | b"thirty" | b"forty" | b"fifty" | b"sixty" | b"seventy" | b"eighty" | b"ninety"
    )
}

/// "two hundred tests": a noun that goes on with the number.
pub(super) fn counts_hundreds(noun: &[u8]) -> bool {
    let word = noun.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or(&[]);
    [b"hundred".as_slice(), b"hundreds", b"score"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_passed_over() {
        for word in NUMBERS {
            assert!(number_word(word.as_bytes()).is_some() && may_be_a_number(word.as_bytes()), "{word}");
        }
    }
}
