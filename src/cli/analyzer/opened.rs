//! A component file, opened: what its outside says, and what came of loading it.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::analyzers::{CodeCache, Compiler, Loader, Wanted};
use crate::disk;
use crate::host::{Analyzer, Form, Host, HostOptions, Limits, Survey, hex};
use crate::ledger::{Fault, FaultKind, Severity, Value, brief};

/// Files beyond this are not even looked at.
const MOST_BYTES: u64 = 1 << 30;

pub struct Opened {
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
    pub survey: Survey,
    pub limits: Limits,
    /// The analyzer, or why it is refused.
    pub loaded: Result<Arc<Analyzer>, Fault>,
    pub took: Duration,
}

impl Opened {
    /// Only a file that cannot be read is an error; what is wrong with one
    /// that can is part of the answer.
    pub fn file(file: &Path, limits: Limits) -> Result<Opened, String> {
        let bytes = disk::read(file, MOST_BYTES).map_err(|error| error.to_string())?;
        let began = Instant::now();
        let loaded = load(file, limits)?;
        Ok(Opened {
            file: disk::shown(file),
            bytes: bytes.len() as u64,
            sha256: hex(&Sha256::digest(&bytes)),
            survey: Survey::of(&bytes),
            limits,
            loaded,
            took: began.elapsed(),
        })
    }

    pub fn bytes_shown(&self) -> String {
        format!("({} bytes)", grouped(self.bytes))
    }

    /// What it is, for a person to read.
    pub fn describe(&self) -> String {
        let form = match self.survey.form {
            Form::Component => "component",
            Form::Module => "core module, made a component when it is loaded",
            Form::Other => "no WebAssembly",
        };
        let mut text = format!("{}\n", self.file);
        let mut line = |key: &str, value: &str| text.push_str(&format!("  {key:<10}{value}\n"));
        line("size", &format!("{} bytes, {form}", grouped(self.bytes)));
        line("sha256", &self.sha256);
        line("contract", self.survey.contract().unwrap_or("none"));
        line(
            "imports",
            &if self.survey.imports.is_empty() { "none".into() } else { self.survey.imports.join(", ") },
        );
        match &self.loaded {
            Ok(_) => line("accepted", &format!("yes, loaded in {}", spoken(self.took))),
            Err(fault) => {
                line("accepted", &format!("no, {}: {}", fault.kind.name(), fault.message));
                if let Some(hint) = hint(fault.kind) {
                    line("", hint);
                }
            }
        }
        if let Ok(analyzer) = &self.loaded {
            text.push_str(&manifest(analyzer));
        }
        text
    }
}

fn load(file: &Path, limits: Limits) -> Result<Result<Arc<Analyzer>, Fault>, String> {
    let host = Host::new(HostOptions::default()).map_err(|error| error.to_string())?;
    let loader = Loader { host, cache: CodeCache::in_user_folder(), compiler: Compiler::default() };
    let wanted = Wanted { file: file.to_owned(), pin: None, limits, name: None };
    let (set, faults) = loader.load(None, &[wanted]);
    let nothing = || Fault::of_analyzer(disk::shown(file), FaultKind::Internal, "was not loaded");
    Ok(set.analyzers.into_iter().next().ok_or_else(|| faults.into_iter().next().unwrap_or_else(nothing)))
}

fn manifest(analyzer: &Analyzer) -> String {
    let manifest = analyzer.manifest();
    let mut text = format!("\n{} {}\n", manifest.name, manifest.version);
    for rule in manifest.rules.iter() {
        let severity = severity(rule.severity);
        text.push_str(&format!(
            "  {:<12}{severity:<9}{:<28}{}\n",
            rule.code,
            rule.name,
            brief(&rule.explanation)
        ));
    }
    if !manifest.settings.is_empty() {
        text.push_str("\nsettings, with their defaults\n");
    }
    for setting in &manifest.settings {
        let value = format!("{} = {}", setting.name, value(&setting.default));
        text.push_str(&format!("  {value:<40}{}\n", brief(&setting.explanation)));
    }
    text
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// As it would stand in a config.
fn value(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => toml::Value::String(text.clone()).to_string(),
        Value::Texts(texts) => {
            let texts: Vec<_> =
                texts.iter().map(|text| toml::Value::String(text.clone()).to_string()).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

/// What its author, or its user, can do about a refusal.
fn hint(kind: FaultKind) -> Option<&'static str> {
    Some(match kind {
        FaultKind::UnexpectedImport => {
            "build without WASI: wasm32-unknown-unknown in Rust, --stub-wasi in Python, every feature disabled in JavaScript"
        }
        FaultKind::WrongWorld => "`crossfoot analyzer new` writes the contract that is spoken here",
        FaultKind::TooLarge => "try --limit component-mib=NUMBER; `add` writes it into the config",
        FaultKind::Screened => {
            "try --limit screen-product=NUMBER if you trust it; `add` writes it into the config"
        }
        FaultKind::OutOfMemory => {
            "try --limit memory-mib=NUMBER or table-elements=NUMBER; `add` writes it into the config"
        }
        FaultKind::OutOfFuel => "try --limit fuel=NUMBER; `add` writes it into the config",
        _ => return None,
    })
}

/// `1,234,567`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds >= 1.0 => format!("{seconds:.1} s"),
        _ if seconds >= 0.001 => format!("{:.1} ms", seconds * 1e3),
        _ => format!("{:.0} µs", seconds * 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")];
        for (number, want) in cases {
            assert_eq!(grouped(number), want);
        }
    }
}
