//! Text to [`Config`]: what a `crossfoot.toml`, or the table
//! `[tool.crossfoot]` of a `pyproject.toml`, asks for.
//!
//! This room is pure: it never looks for a file and never opens one. A wrong
//! key or value is a complaint that names the line and the nearest right
//! word. Whether a rule of that name exists is the policy's question, for
//! only the analyzers know their rules.

mod checked;
mod globs;
mod keys;
mod selector;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

pub use checked::nearest;
pub use globs::Globs;
pub use keys::{FailOn, Level, LimitsConfig};

use keys::{AnalyzerKeys, Keys, Override, RoundingHabit};
pub use selector::{Selector, SelectorError};

use crate::ledger::{Fault, FaultKind, Rounding, Value};

/// The files that are looked for, the first that has something to say wins.
pub const NAMES: [&str; 2] = ["crossfoot.toml", "pyproject.toml"];

/// What `crossfoot init` writes.
pub const TEMPLATE: &str = include_str!("template.toml");

/// A config, understood. The defaults are those of an empty file.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file it came from, as it is to be named; empty for the defaults.
    pub name: String,
    pub include: Globs,
    pub exclude: Globs,
    pub select: Vec<Selector>,
    pub ignore: Vec<Selector>,
    pub severity: Vec<(Selector, Level)>,
    pub overrides: Vec<PathOverride>,
    pub words: BTreeMap<String, String>,
    pub analyzers: BTreeMap<String, AnalyzerConfig>,
    pub fail_on: FailOn,
    pub rounding: Rounding,
    pub baseline: Option<String>,
}

/// What holds for some reports only.
#[derive(Clone, Debug, Default)]
pub struct PathOverride {
    pub paths: Globs,
    pub ignore: Vec<Selector>,
    pub severity: Vec<(Selector, Level)>,
}

/// One analyzer: the standard pack, or a stranger's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnalyzerConfig {
    pub file: Option<String>,
    pub sha256: Option<String>,
    pub enabled: bool,
    pub limits: LimitsConfig,
    pub settings: Vec<Setting>,
}

/// A value that is given to an analyzer, and the line that gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub name: String,
    pub value: Value,
    pub line: usize,
}

impl Config {
    /// Reads a config. `name` is the path it is known by; one that ends with
    /// `pyproject.toml` is searched for its table `[tool.crossfoot]`, and
    /// without one says nothing at all (`None` from [`Config::find`]).
    ///
    /// What can be understood is kept beside the complaints, so that an
    /// editor can go on; the command line refuses.
    pub fn parse(text: &str, name: &str) -> (Config, Vec<Fault>) {
        match Config::find(text, name) {
            Ok(found) => found.unwrap_or_default(),
            Err(fault) => (Config { name: name.into(), ..Config::default() }, vec![fault]),
        }
    }

    /// Like [`Config::parse`], and tells a `pyproject.toml` that does not
    /// speak of crossfoot from an empty config.
    pub fn find(text: &str, name: &str) -> Result<Option<(Config, Vec<Fault>)>, Fault> {
        let document = DeTable::parse(text).map_err(|error| syntax_fault(text, name, &error))?;
        let span = document.span();
        let mut table = DeValue::Table(document.into_inner());
        let mut at = span;
        if name.ends_with("pyproject.toml") {
            let Some(own) = table.get("tool").and_then(|tool| tool.get_ref().get("crossfoot")) else {
                return Ok(None);
            };
            at = own.span();
            table = own.get_ref().clone();
        }
        let (keys, complaints) = checked::keys(toml::Spanned::new(at, table));
        let mut reader = Reader { text, complaints };
        let config = reader.understand(keys, name);
        let mut complaints = reader.complaints;
        complaints.sort_by_key(|complaint| complaint.at);
        let faults = complaints.iter().map(|complaint| complaint.fault(text, name)).collect();
        Ok(Some((config, faults)))
    }

    /// The settings given to each analyzer, by its name.
    pub fn values(&self) -> BTreeMap<String, BTreeMap<String, Value>> {
        let values = |analyzer: &AnalyzerConfig| {
            analyzer.settings.iter().map(|one| (one.name.clone(), one.value.clone())).collect()
        };
        let given = self.analyzers.iter().filter(|(_, analyzer)| !analyzer.settings.is_empty());
        given.map(|(name, analyzer)| (name.clone(), values(analyzer))).collect()
    }

    /// Whether a report in a walked folder is to be checked; its path is
    /// relative to the folder of the config.
    pub fn covers(&self, relative: &str) -> bool {
        (self.include.is_empty() || self.include.matches(relative)) && !self.exclude.matches(relative)
    }
}

/// The JSON schema of a config, as `crossfoot schema` prints it.
pub fn schema() -> serde_json::Value {
    checked::schema()
}

/// Something about the text that cannot be followed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Complaint {
    at: usize,
    message: String,
}

impl Complaint {
    fn fault(&self, text: &str, name: &str) -> Fault {
        let line = line_of(text, self.at);
        Fault::of_input(name, FaultKind::BadConfig, format!("line {line}: {}", self.message))
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

fn syntax_fault(text: &str, name: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    Complaint { at, message: format!("not TOML: {message}") }.fault(text, name)
}

/// Makes keys into what they mean, and keeps the complaints.
struct Reader<'a> {
    text: &'a str,
    complaints: Vec<Complaint>,
}

impl Reader<'_> {
    fn understand(&mut self, keys: Keys, name: &str) -> Config {
        Config {
            name: name.into(),
            include: Globs::of(&keys.include, &mut self.complaints),
            exclude: Globs::of(&keys.exclude, &mut self.complaints),
            select: self.selectors(&keys.select),
            ignore: self.selectors(&keys.ignore),
            severity: self.levels(&keys.severity),
            overrides: keys.overrides.iter().map(|given| self.path_override(given)).collect(),
            words: keys.words,
            analyzers: keys.analyzers.into_iter().map(|(name, given)| (name, self.analyzer(given))).collect(),
            fail_on: keys.fail_on,
            rounding: match keys.rounding {
                RoundingHabit::AnyHabit => Rounding::AnyHabit,
                RoundingHabit::Nearest => Rounding::Nearest,
            },
            baseline: keys.baseline,
        }
    }

    fn analyzer(&self, given: AnalyzerKeys) -> AnalyzerConfig {
        let setting = |(name, value): (toml::Spanned<String>, Value)| Setting {
            line: line_of(self.text, name.span().start),
            name: name.into_inner(),
            value,
        };
        AnalyzerConfig {
            file: given.file,
            sha256: given.sha256,
            enabled: given.enabled.unwrap_or(true),
            limits: given.limits,
            settings: given.settings.into_iter().map(setting).collect(),
        }
    }

    fn path_override(&mut self, given: &Override) -> PathOverride {
        PathOverride {
            paths: Globs::of(&given.paths, &mut self.complaints),
            ignore: self.selectors(&given.ignore),
            severity: self.levels(&given.severity),
        }
    }

    fn selectors(&mut self, given: &[toml::Spanned<String>]) -> Vec<Selector> {
        given.iter().filter_map(|word| self.selector(word)).collect()
    }

    fn levels(&mut self, given: &BTreeMap<toml::Spanned<String>, Level>) -> Vec<(Selector, Level)> {
        given.iter().filter_map(|(word, level)| Some((self.selector(word)?, *level))).collect()
    }

    fn selector(&mut self, word: &toml::Spanned<String>) -> Option<Selector> {
        let at = word.span().start;
        match Selector::parse(word.get_ref()) {
            Ok(selector) => Some(selector.at(line_of(self.text, at))),
            Err(error) => {
                self.complaints.push(Complaint { at, message: error.to_string() });
                None
            }
        }
    }
}

/// A table of the config, read by the names of [`Keys`].
fn read<'de, T: Deserialize<'de>>(value: toml::Spanned<DeValue<'de>>) -> Result<T, toml::de::Error> {
    T::deserialize(toml::de::ValueDeserializer::from(value))
}

#[cfg(test)]
mod tests;
