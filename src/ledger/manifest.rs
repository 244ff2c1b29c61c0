//! What an analyzer says of itself, and what the user has set for it.

use std::collections::BTreeMap;

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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub name: String,
    pub version: String,
    pub rules: Vec<RuleInfo>,
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
