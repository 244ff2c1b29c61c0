//! How a person names rules: by code, by name, by family.

use std::fmt;

use crate::ledger::RuleInfo;

/// `XF201`, `range-count-mismatch`, `2xx`, `XF2`, `XF` or `all`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    kind: Kind,
    /// Its line in the config; 0 for one from the command line.
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    All,
    /// The beginning of a code, in capitals: `XF2`, or the whole of it.
    Code(String),
    /// The beginning of a code's digits, whatever its letters.
    Digits(String),
    Name,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` names no rule: use a code (XF201), a name (range-count-mismatch), a family (2xx, XF2) or all")]
pub struct SelectorError(String);

impl Selector {
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let text = text.trim();
        let kind = kind_of(text).ok_or_else(|| SelectorError(text.to_owned()))?;
        Ok(Self { text: text.to_owned(), kind, line: 0 })
    }

    pub fn at(self, line: usize) -> Self {
        Self { line, ..self }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How closely it names a rule; nothing if it does not. A closer word
    /// wins over a wider one.
    pub fn closeness(&self, code: &str, name: &str) -> Option<usize> {
        match &self.kind {
            Kind::All => Some(0),
            Kind::Name => (name == self.text).then_some(usize::MAX),
            Kind::Code(start) if code.eq_ignore_ascii_case(start) => Some(usize::MAX),
            Kind::Code(start) => code.to_ascii_uppercase().starts_with(start).then_some(start.len()),
            Kind::Digits(start) => {
                let letters = code.find(|c: char| c.is_ascii_digit())?;
                let digits = code.get(letters..)?;
                digits.starts_with(start.as_str()).then_some(letters + start.len())
            }
        }
    }

    pub fn is_all(&self) -> bool {
        self.kind == Kind::All
    }

    pub fn names(&self, rule: &RuleInfo) -> bool {
        self.closeness(&rule.code, &rule.name).is_some()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn kind_of(text: &str) -> Option<Kind> {
    if text.eq_ignore_ascii_case("all") || text == "*" {
        return Some(Kind::All);
    }
    let bare = text.trim_end_matches(['x', 'X']);
    let wild = if bare.is_empty() { text } else { bare };
    if !wild.is_empty() && wild.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Kind::Digits(wild.to_owned()));
    }
    let letters = wild.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = wild.get(letters..)?;
    if letters > 0 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Kind::Code(wild.to_ascii_uppercase()));
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(Kind::Code(text.to_owned()));
    }
    let name = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (name && text.starts_with(|c: char| c.is_ascii_lowercase())).then_some(Kind::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(selector: &str) -> Option<usize> {
        Selector::parse(selector).unwrap().closeness("XF201", "range-count-mismatch")
    }

    #[test]
    fn codes_names_and_families_name_a_rule() {
        for word in ["XF201", "xf201", "range-count-mismatch"] {
            assert_eq!(close(word), Some(usize::MAX), "{word}");
        }
        for (word, want) in [("all", 0), ("XF", 2), ("2xx", 3), ("XF2", 3), ("XF2xx", 3), ("20x", 4)] {
            assert_eq!(close(word), Some(want), "{word}");
        }
        for word in ["XF301", "3xx", "sum-mismatch", "XF2011", "ACME"] {
            assert_eq!(close(word), None, "{word}");
        }
    }

    #[test]
    fn other_words_are_refused() {
        for word in ["", "XF 201", "Range", "-", "2xx,3xx", "XF201!"] {
            assert!(Selector::parse(word).is_err(), "{word}");
        }
    }
}
