//! What an analyzer says of itself, and what the user has set for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Severity;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleInfo {
    pub code: String,
    pub name: String,
    pub severity: Severity,
    /// Markdown.
    pub explanation: String,
}

/// The first sentence of an explanation, behind its title, in one line.
pub fn brief(explanation: &str) -> String {
    let paragraphs = explanation.trim().split("\n\n").map(str::trim);
    let text = paragraphs
        .map(|paragraph| {
            paragraph.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join(" ")
        })
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    match text.find(". ") {
        Some(end) => text.get(..=end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// The value of a setting; its case is its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Flag(bool),
    Number(i64),
    Text(String),
    Texts(Vec<String>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    pub name: String,
    pub default: Value,
    pub explanation: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub name: String,
    pub version: String,
    /// Shared with every outcome: explanations are long, and an editor has one
    /// outcome for each key.
    pub rules: Arc<[RuleInfo]>,
    pub settings: Vec<Declaration>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// Only entries to be shown are listed; the others are counted.
    #[default]
    Findings,
    /// Every entry, with its derivation.
    Ledger,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    #[default]
    AnyHabit,
    Nearest,
}

/// What every analyzer is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub detail: Detail,
    pub rounding: Rounding,
    /// Words added to the lexicon, with their roles.
    pub words: BTreeMap<String, String>,
    /// By analyzer name, then by setting.
    pub values: BTreeMap<String, BTreeMap<String, Value>>,
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn the_first_sentence_is_whole_wherever_its_lines_end() {
        let cases = [
            (
                "# a (A1)\n\nA total that is\nnot its parts. Mostly.\n\n## Why\n",
                "A total that is not its parts.",
            ),
            ("# a (A1)\nClose below its title.\n", "Close below its title."),
            ("Only 3.5 of 4", "Only 3.5 of 4"),
            ("# a (A1)\n", ""),
            ("", ""),
        ];
        for (explanation, wanted) in cases {
            assert_eq!(brief(explanation), wanted);
        }
    }
}
