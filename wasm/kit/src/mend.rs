//! A number written as another one is printed: with its sign for thousands or
//! none, its decimals, its percent sign.

use crate::exact::Ratio;
use crate::ledger::Draft;
use crate::report::{Report, flag};

impl Draft {
    /// Offers the right value in place of a number, written the way that number
    /// is printed. Where it cannot be, as for "12k", nothing is offered.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::sample;
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let mut ledger = Ledger::new(&report, &settings);
    /// let volume = sample::number("4,320");
    /// ledger.judge(Outcome::Contradicted, sample::place("4,320"), |draft| {
    ///     draft.mend(&report, volume, Ratio::whole(1416));
    /// });
    /// let (entries, _) = ledger.close();
    /// assert_eq!(entries[0].fixes[0].edits[0].text, "1,416");
    /// ```
    pub fn mend(&mut self, report: &Report, index: u32, right: Ratio) -> &mut Self {
        let (Some(quantity), Some(text)) = (report.quantity(index), report.written_like(index, right)) else {
            return self;
        };
        if text == report.text(quantity.at) {
            return self;
        }
        self.fix(format!("write {text}"), false, vec![(quantity.at, text)])
    }
}

impl Report {
    /// A value written the way a number of the report is printed: the same
    /// decimals, sign for thousands and percent sign.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let (share, flow) = (sample::number("75%"), sample::number("12.0 l/s"));
    /// assert_eq!(report.written_like(share, Ratio::whole(67)).as_deref(), Some("67%"));
    /// assert_eq!(report.written_like(flow, Ratio::whole(1250)).as_deref(), Some("1,250.0"));
    /// ```
    pub fn written_like(&self, index: u32, right: Ratio) -> Option<String> {
        let quantity = self.quantity(index)?;
        let literal = self.text(quantity.at);
        if quantity.flags & flag::WORD != 0 {
            return in_words(right, literal.starts_with(char::is_uppercase));
        }
        let decimals = quantity.exponent.checked_neg().and_then(|count| u32::try_from(count).ok())?;
        let first = literal.find(|sign: char| sign.is_ascii_digit())?;
        let last = literal.rfind(|sign: char| sign.is_ascii_digit())?;
        let (head, tail) = (literal.get(..first)?, literal.get(last + 1..)?);
        let digits = literal.get(first..=last)?;
        if !matches!(head, "" | "+") || !matches!(tail, "" | "%" | " %") {
            return None;
        }
        let plain = right.printed(decimals)?;
        let thousands = separator(digits, decimals).or_else(|| self.house_separator()).unwrap_or(Some(','));
        let sign = decimal_sign(digits, decimals).unwrap_or('.');
        let mut text = String::from(if plain.starts_with('-') { "" } else { head });
        for letter in plain.chars() {
            match letter {
                ',' => text.extend(thousands),
                '.' => text.push(sign),
                other => text.push(other),
            }
        }
        text.push_str(tail);
        Some(text)
    }

    /// What the first number of the report that could do so puts between
    /// thousands; looked up once, since each of very many fixes may ask.
    fn house_separator(&self) -> Option<Option<char>> {
        *self.found_separator.get_or_init(|| {
            let mut numbers = (0..self.quantities().len() as u32).filter(|index| self.is_arithmetic(*index));
            numbers.find_map(|index| {
                let quantity = self.quantity(index)?;
                let decimals = quantity.exponent.checked_neg().and_then(|count| u32::try_from(count).ok())?;
                separator(self.text(quantity.at).trim_matches(|sign: char| !sign.is_ascii_digit()), decimals)
            })
        })
    }
}

/// Small numbers as words.
fn in_words(value: Ratio, capital: bool) -> Option<String> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let whole = value.to_whole().and_then(|whole| usize::try_from(whole).ok())?;
    let word = (*WORDS.get(whole)?).to_owned();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if capital => Some(first.to_uppercase().chain(letters).collect()),
        _ => Some(word),
    }
}

/// What stands between the thousands of a literal; `Some(None)` where it could
/// and nothing does, `None` where the number is too small to tell.
fn separator(digits: &str, decimals: u32) -> Option<Option<char>> {
    let whole = whole_part(digits, decimals)?;
    let count = whole.chars().filter(char::is_ascii_digit).count();
    (count > 3).then(|| whole.chars().find(|sign| !sign.is_ascii_digit()))
}

fn decimal_sign(digits: &str, decimals: u32) -> Option<char> {
    let from = digits.len().checked_sub(decimals as usize)?;
    digits.get(..from)?.chars().next_back().filter(|sign| !sign.is_ascii_digit())
}

fn whole_part(digits: &str, decimals: u32) -> Option<&str> {
    let from = digits.len().checked_sub(decimals as usize)?;
    Some(digits.get(..from)?.trim_end_matches(|sign: char| !sign.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_from_decimals() {
        assert_eq!(separator("1415", 0), Some(None));
        assert_eq!(separator("1,415", 0), Some(Some(',')));
        assert_eq!(separator("1.234,56", 2), Some(Some('.')));
        assert_eq!(separator("12.5", 1), None);
        assert_eq!(decimal_sign("1.234,56", 2), Some(','));
        assert_eq!(decimal_sign("1415", 0), None);
    }
}
