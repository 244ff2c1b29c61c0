//! Bare figures that are years.

use super::super::lexicon::Lowered;
use super::head;
use super::scan::{Part, Reader};

impl Reader<'_, '_, '_> {
    /// A bare figure behind "in", "since" and the like.
    pub(super) fn is_year(&self, part: &Part) -> bool {
        let literal = &part.literal;
        let fits = literal.digits == 4 && literal.is_plain_whole();
        let text = self.bytes.get(self.start..).unwrap_or(&[]);
        let at = literal.start - self.start;
        if !fits
            || !(part.tail.noun.is_empty() || is_quarter(text, at))
            || !literal.mantissa.is_some_and(|year| (1900..2100).contains(&year))
        {
            return false;
        }
        if text.get(..at).is_some_and(|rest| rest.trim_ascii_end().ends_with("©".as_bytes())) {
            return true;
        }
        if is_quarter(text, at) {
            return true;
        }
        head::word_before(text, at).is_some_and(|(from, to)| {
            let word = Lowered::of(text.get(from..to).unwrap_or(&[]));
            matches!(
                word.as_bytes(),
                b"in"
                    | b"since"
                    | b"until"
                    | b"during"
                    | b"early"
                    | b"late"
                    | b"mid"
                    | b"copyright"
                    | b"spring"
                    | b"summer"
                    | b"autumn"
                    | b"fall"
                    | b"winter"
                    | b"year"
            )
        })
    }
}

/// "Q3 2026", "H1 2026", "FY 2026".
fn is_quarter(text: &[u8], at: usize) -> bool {
    let rest = text.get(..at).unwrap_or(&[]).trim_ascii_end();
    let word = rest.rsplit(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or(rest);
    matches!(word, [b'Q', b'1'..=b'4'] | [b'H', b'1' | b'2'] | b"FY")
}
