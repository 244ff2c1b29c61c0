//! The keys of a config as they are written. The JSON schema, the completion
//! in editors and the complaints about wrong keys are all made from these
//! types and their comments.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::ledger::{Severity, Value};

/// The keys of crossfoot.toml, or of the table tool.crossfoot in pyproject.toml.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
#[schemars(title = "crossfoot.toml")]
pub struct Keys {
    /// Patterns of the reports to check in a folder, relative to this file. All Markdown, if empty.
    #[schemars(with = "Vec<String>")]
    pub include: Vec<Spanned<String>>,
    /// Patterns of what to leave out, relative to this file.
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// The rules to use, by code (XF201), name (range-count-mismatch) or family (2xx, XF2). All, if empty.
    #[schemars(with = "Vec<String>")]
    pub select: Vec<Spanned<String>>,
    /// The rules whose findings are only listed, not counted.
    #[schemars(with = "Vec<String>")]
    pub ignore: Vec<Spanned<String>>,
    /// The severity of findings, by code, name or family.
    #[schemars(with = "BTreeMap<String, Level>")]
    pub severity: BTreeMap<Spanned<String>, Level>,
    /// What holds for some reports only.
    pub overrides: Vec<Override>,
    /// Words added to the lexicon, each with its role: "good" = "pass".
    pub words: BTreeMap<String, String>,
    /// Analyzers beside the standard pack, and settings for all of them, by name.
    pub analyzers: BTreeMap<String, AnalyzerKeys>,
    /// The least severity at which a check fails.
    pub fail_on: FailOn,
    /// Whether a value may be explained by truncation (any-habit) or only by rounding to the nearest.
    pub rounding: RoundingHabit,
    /// A file of known findings, relative to this file.
    #[schemars(with = "String")]
    pub baseline: Option<String>,
}

/// What holds for the reports that match its paths.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Override {
    /// Patterns of reports, relative to this file.
    #[schemars(with = "Vec<String>")]
    pub paths: Vec<Spanned<String>>,
    /// The rules whose findings are only listed there, not counted.
    #[schemars(with = "Vec<String>")]
    pub ignore: Vec<Spanned<String>>,
    /// The severity of findings there, by code, name or family.
    #[schemars(with = "BTreeMap<String, Level>")]
    pub severity: BTreeMap<Spanned<String>, Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Off,
    Info,
    Warning,
    Error,
}

impl Level {
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub const fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingHabit {
    #[default]
    AnyHabit,
    Nearest,
}

/// One analyzer. The name "standard" is the standard pack.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct AnalyzerKeys {
    /// Its component, relative to this file. Needed for all but the standard pack.
    #[schemars(with = "String")]
    pub file: Option<String>,
    /// The SHA-256 of the file, in hexadecimal; another is refused.
    #[schemars(with = "String")]
    pub sha256: Option<String>,
    /// Whether it runs at all; it does unless this is false.
    #[schemars(with = "bool")]
    pub enabled: Option<bool>,
    pub limits: LimitsConfig,
    /// The settings that it declares.
    #[schemars(with = "BTreeMap<String, Setting>")]
    pub settings: BTreeMap<Spanned<String>, Value>,
}

/// Limits raised or lowered for one analyzer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Size of the component, in MiB.
    #[schemars(with = "u32")]
    pub component_mib: Option<u32>,
    /// Locals times control operators of one function, above which it is not compiled.
    #[schemars(with = "u64")]
    pub screen_product: Option<u64>,
    /// Linear memory of one instance, in MiB.
    #[schemars(with = "u32")]
    pub memory_mib: Option<u32>,
    /// Elements of all tables.
    #[schemars(with = "u32")]
    pub table_elements: Option<u32>,
    /// Fuel for an ordinary report; one unit is about one instruction.
    #[schemars(with = "u64")]
    pub fuel: Option<u64>,
    /// Fuel for each note on top, when reports are judged together.
    #[schemars(with = "u64")]
    pub fuel_per_note: Option<u64>,
    /// Findings of one report.
    #[schemars(with = "u32")]
    pub findings: Option<u32>,
    /// Text of one answer, in KiB.
    #[schemars(with = "u32")]
    pub output_kib: Option<u32>,
    /// The note about one report, in KiB.
    #[schemars(with = "u32")]
    pub note_kib: Option<u32>,
}

/// The shapes of a setting, for the schema alone.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Setting {
    Flag(bool),
    Number(i64),
    Text(String),
    Texts(Vec<String>),
}
