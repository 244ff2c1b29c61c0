//! `crossfoot explain XF201`: the rule in its own words.

use clap::Args;

use super::load::AnalyzerArgs;
use super::{Verdict, say};
use crate::ledger::RuleInfo;

#[derive(Debug, Args)]
pub struct Explain {
    /// A code (XF201) or a name (range-count-mismatch)
    rule: String,

    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

impl Explain {
    pub fn run(self) -> Verdict {
        let opened = match self.analyzers.open(&[]) {
            Ok(opened) => opened,
            Err(verdict) => return verdict,
        };
        let faults = &opened.faults;
        faults.iter().for_each(say::fault);
        let rules = opened.rules();
        let Some(rule) = rules.iter().find(|rule| is_called(rule, &self.rule)) else {
            let near = nearest(&self.rule, rules.iter());
            say::complaint(&format!(
                "no rule is called `{}`{}; `crossfoot rules` lists them all",
                self.rule,
                near.map(|rule| format!(", nearest is {} ({})", rule.code, rule.name)).unwrap_or_default()
            ));
            return Verdict::Fault;
        };
        let text = format!("{}\n", rule.explanation.trim_end());
        match say::result(text.as_bytes()) {
            Ok(()) if faults.is_empty() => Verdict::Clean,
            _ => Verdict::Fault,
        }
    }
}

fn is_called(rule: &RuleInfo, word: &str) -> bool {
    rule.code.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word)
}

/// The rule whose code or name shares the longest beginning with the word.
fn nearest<'r>(word: &str, rules: impl Iterator<Item = &'r RuleInfo>) -> Option<&'r RuleInfo> {
    let shared = |name: &str| {
        name.chars().zip(word.chars()).take_while(|(one, other)| one.eq_ignore_ascii_case(other)).count()
    };
    rules
        .max_by_key(|rule| shared(&rule.code).max(shared(&rule.name)))
        .filter(|rule| shared(&rule.code).max(shared(&rule.name)) >= 3)
}
