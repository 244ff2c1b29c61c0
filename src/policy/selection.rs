//! Which rules count, and how gravely.

use crate::config::{Config, Globs, Level, PathOverride, Selector, nearest};
use crate::ledger::{Fault, FaultKind, Finding, Outcome, RuleInfo, Suppressed, Suppressor, own_rules};

use super::{Flags, Place};

/// Selection and severities, from the config and the command line.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    select: Vec<Selector>,
    everywhere: Judgement,
    overrides: Vec<(Globs, Judgement)>,
    /// What the config is called in a reason.
    name: String,
}

#[derive(Clone, Debug, Default)]
struct Judgement {
    ignore: Vec<Selector>,
    severity: Vec<(Selector, Level)>,
}

impl Selection {
    pub(super) fn new(config: &Config, flags: &Flags, rules: &[RuleInfo]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let rules: &[RuleInfo] = &rules.iter().cloned().chain(own_rules()).collect::<Vec<_>>();
        let given = parse_all(&flags.select, "--select", &mut faults);
        let ignored = parse_all(&flags.ignore, "--ignore", &mut faults);
        known(given.iter(), rules, "--select", &mut faults);
        known(ignored.iter(), rules, "--ignore", &mut faults);
        known(selectors_of(config), rules, &config.name, &mut faults);
        let mut everywhere = Judgement { ignore: config.ignore.clone(), severity: config.severity.clone() };
        everywhere.ignore.extend(ignored);
        let selection = Selection {
            select: if given.is_empty() { config.select.clone() } else { given },
            everywhere,
            overrides: config.overrides.iter().map(Judgement::of).collect(),
            name: if config.name.is_empty() { "the command line".into() } else { config.name.clone() },
        };
        (selection, faults)
    }

    /// Whether a rule is used at all: a closer `select` wins over an `ignore`.
    pub fn uses(&self, code: &str, name: &str) -> bool {
        self.select.is_empty() || closest(&self.select, code, name).is_some()
    }

    pub(super) fn apply(&self, outcome: &mut Outcome, place: &Place) {
        outcome.findings.retain(|finding| self.uses(&finding.code, &finding.rule));
        for finding in &mut outcome.findings {
            self.judge(finding, place);
        }
    }

    /// The last override that speaks of a finding wins over the general words.
    fn judge(&self, finding: &mut Finding, place: &Place) {
        let path = place.from_root(&finding.path);
        let here = self.overrides.iter().filter(|(paths, _)| paths.matches(&path)).map(|(_, judged)| judged);
        let select = closest(&self.select, &finding.code, &finding.rule);
        for judgement in std::iter::once(&self.everywhere).chain(here) {
            judgement.judge(finding, select, &self.name);
        }
    }
}

impl Judgement {
    fn of(given: &PathOverride) -> (Globs, Judgement) {
        (given.paths.clone(), Judgement { ignore: given.ignore.clone(), severity: given.severity.clone() })
    }

    fn judge(&self, finding: &mut Finding, select: Option<usize>, name: &str) {
        let ignored = best(self.ignore.iter(), finding);
        if let Some((closeness, word)) = ignored
            && select.is_none_or(|select| select <= closeness)
        {
            silence(finding, format!("`{word}` is ignored by {name}"));
        }
        let level = self
            .severity
            .iter()
            .filter_map(|(word, level)| Some((word.closeness(&finding.code, &finding.rule)?, word, level)))
            .max_by_key(|(closeness, ..)| *closeness);
        let Some((_, word, level)) = level else { return };
        match level.severity() {
            Some(severity) => finding.severity = severity,
            None => silence(finding, format!("`{word}` is switched off by {name}")),
        }
    }
}

fn silence(finding: &mut Finding, reason: String) {
    if finding.suppressed.is_none() {
        finding.suppressed = Some(Suppressed { by: Suppressor::Config, reason });
    }
}

fn best<'a>(words: impl Iterator<Item = &'a Selector>, finding: &Finding) -> Option<(usize, &'a Selector)> {
    words
        .filter_map(|word| Some((word.closeness(&finding.code, &finding.rule)?, word)))
        .max_by_key(|(closeness, _)| *closeness)
}

fn closest(words: &[Selector], code: &str, name: &str) -> Option<usize> {
    words.iter().filter_map(|word| word.closeness(code, name)).max()
}

fn parse_all(words: &[String], flag: &str, faults: &mut Vec<Fault>) -> Vec<Selector> {
    let words = words.iter().flat_map(|words| words.split(',')).filter(|word| !word.trim().is_empty());
    words
        .filter_map(|word| {
            Selector::parse(word)
                .map_err(|error| faults.push(Fault::of_input(flag, FaultKind::BadConfig, error.to_string())))
                .ok()
        })
        .collect()
}

fn selectors_of(config: &Config) -> impl Iterator<Item = &Selector> {
    let lists = config.select.iter().chain(&config.ignore);
    let levels = config.severity.iter().map(|(word, _)| word);
    let overrides = config.overrides.iter();
    let below = overrides.flat_map(|one| one.ignore.iter().chain(one.severity.iter().map(|(word, _)| word)));
    lists.chain(levels).chain(below)
}

/// A word that names no rule is a mistake, not a wish.
fn known<'a>(
    words: impl Iterator<Item = &'a Selector>,
    rules: &[RuleInfo],
    source: &str,
    faults: &mut Vec<Fault>,
) {
    for word in words.filter(|word| !word.is_all() && !rules.iter().any(|rule| word.names(rule))) {
        let names = rules.iter().flat_map(|rule| [rule.code.as_str(), rule.name.as_str()]);
        let hint = match nearest(word.as_str(), names) {
            Some(right) => format!("; did you mean `{right}`?"),
            None => "; `crossfoot rules` lists them".to_owned(),
        };
        let line = if word.line == 0 { String::new() } else { format!("line {}: ", word.line) };
        let message = format!("{line}no rule is called `{word}`{hint}");
        faults.push(Fault::of_input(source, FaultKind::BadConfig, message));
    }
}
