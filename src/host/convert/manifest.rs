//! What an analyzer says of itself.

use std::collections::BTreeSet;

use super::super::bindings as wit;
use super::super::budget::Budget;
use super::super::fault::RunFault;
use super::super::{Limits, Origin};
use super::entry::severity;
use super::text::{block, is_hostile, line};
use crate::ledger::{Declaration, Manifest, RuleInfo, Value};

const MOST_RULES: usize = 1_000;
const MOST_SETTINGS: usize = 200;
const MOST_TEXTS: usize = 1_000;
const NAME_BYTES: usize = 64;
/// Codes that begin so are crossfoot's own.
const OURS: &str = "XF";
/// Names by which the program and its pack are known.
const OUR_NAMES: [&str; 2] = ["crossfoot", "standard"];

pub(in crate::host) fn manifest(
    answer: wit::Manifest,
    origin: Origin,
    budget: &Budget,
) -> Result<Manifest, RunFault> {
    at_most("rules", answer.rules.len(), MOST_RULES)?;
    at_most("settings", answer.settings.len(), MOST_SETTINGS)?;
    weigh(&answer, budget)?;
    let rules = answer.rules.into_iter().map(|rule| self::rule(rule, origin));
    let settings = answer.settings.into_iter().map(declaration);
    let manifest = Manifest {
        name: name(answer.name, origin)?,
        version: version(answer.version)?,
        rules: rules.collect::<Result<_, _>>()?,
        settings: settings.collect::<Result<_, _>>()?,
    };
    unique("rule code", manifest.rules.iter().map(|rule| rule.code.as_str()))?;
    unique("rule name", manifest.rules.iter().map(|rule| rule.name.as_str()))?;
    unique("setting", manifest.settings.iter().map(|setting| setting.name.as_str()))?;
    Ok(manifest)
}

fn name(name: String, origin: Origin) -> Result<String, RunFault> {
    let name = kebab("name", name)?;
    if origin == Origin::Stranger && OUR_NAMES.contains(&name.as_str()) {
        return Err(RunFault::violation(format!("its name {} is crossfoot's own", quote(&name))));
    }
    Ok(name)
}

fn rule(rule: wit::Rule, origin: Origin) -> Result<RuleInfo, RunFault> {
    Ok(RuleInfo {
        code: code(rule.code, origin)?,
        name: kebab("rule name", rule.name)?,
        severity: severity(rule.severity),
        explanation: explanation(&rule.explanation)?,
    })
}

fn declaration(declaration: wit::Declaration) -> Result<Declaration, RunFault> {
    Ok(Declaration {
        name: kebab("setting", declaration.name)?,
        default: value(declaration.default)?,
        explanation: explanation(&declaration.explanation)?,
    })
}

fn value(value: wit::ValueResult) -> Result<Value, RunFault> {
    Ok(match value {
        wit::ValueResult::Flag(flag) => Value::Flag(flag),
        wit::ValueResult::Number(number) => Value::Number(number),
        wit::ValueResult::Text(text) => Value::Text(plain("default", text)?),
        wit::ValueResult::Texts(texts) => {
            at_most("texts in a default", texts.len(), MOST_TEXTS)?;
            let texts = texts.into_iter().map(|text| plain("default", text));
            Value::Texts(texts.collect::<Result<_, _>>()?)
        }
    })
}

/// All strings together: many at the limit of one are too much.
fn weigh(answer: &wit::Manifest, budget: &Budget) -> Result<(), RunFault> {
    let rules = answer.rules.iter().map(|rule| rule.code.len() + rule.name.len() + rule.explanation.len());
    let settings = answer.settings.iter().map(|setting| setting.name.len() + setting.explanation.len());
    let bytes: usize = rules.chain(settings).sum();
    if bytes as u64 > budget.output {
        return Err(RunFault::too_large(format!(
            "its manifest has {bytes} bytes; {} are allowed",
            budget.output
        )));
    }
    Ok(())
}

/// Letters, then digits.
fn code(code: String, origin: Origin) -> Result<String, RunFault> {
    let digits = code.trim_start_matches(|at: char| at.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    let fits = (1..=8).contains(&letters)
        && (1..=8).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !fits {
        return Err(RunFault::violation(format!(
            "its rule code {} is not capital letters, then digits",
            quote(&code)
        )));
    }
    if origin == Origin::Stranger && code.starts_with(OURS) {
        return Err(RunFault::violation(format!(
            "its rule code {} begins with {OURS}, which is crossfoot's own",
            quote(&code)
        )));
    }
    Ok(code)
}

/// Plain words joined by hyphens.
fn kebab(what: &str, name: String) -> Result<String, RunFault> {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let fits = name.len() <= NAME_BYTES
        && name.starts_with(|at: char| at.is_ascii_lowercase())
        && name.split('-').all(word);
    if fits {
        return Ok(name);
    }
    Err(RunFault::violation(format!("its {what} {} is not lower-case words joined by hyphens", quote(&name))))
}

fn version(version: String) -> Result<String, RunFault> {
    let fits = (1..=NAME_BYTES).contains(&version.len())
        && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte));
    if fits {
        return Ok(version);
    }
    Err(RunFault::violation(format!("its version {} is not one", quote(&version))))
}

fn explanation(text: &str) -> Result<String, RunFault> {
    at_most("bytes in an explanation", text.len(), Limits::EXPLANATION_BYTES)?;
    Ok(block(text))
}

/// A default is handed back to the guest, so it is refused rather than changed.
fn plain(what: &str, text: String) -> Result<String, RunFault> {
    at_most(&format!("bytes in a {what}"), text.len(), Limits::STRING_BYTES)?;
    if text.chars().any(is_hostile) {
        return Err(RunFault::violation(format!("its {what} {} has control characters", quote(&text))));
    }
    Ok(text)
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), RunFault> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(RunFault::violation(format!("its {what} {} is there twice", quote(name))));
        }
    }
    Ok(())
}

fn at_most(what: &str, found: usize, allowed: usize) -> Result<(), RunFault> {
    if found <= allowed {
        return Ok(());
    }
    Err(RunFault::violation(format!("it has {found} {what}; {allowed} are allowed")))
}

/// Enough of a string to recognise it by.
fn quote(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let rest = if start.len() < text.len() { "…" } else { "" };
    format!("\"{}{rest}\"", line(&start))
}
