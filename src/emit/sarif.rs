//! SARIF 2.1.0, for code scanning and for viewers.
//!
//! Only what we say of SARIF is written down here, as plain values; the
//! official validator holds it to the standard in a test.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::ledger::{
    Applicability, Fault, Finding, Outcome, Related, ResolvedFix, RuleInfo, Severity, Suppressor, own_rules,
};
use crate::report::Range;

use super::clean;
use super::json::pretty;

/// Code scanning refuses a run with more.
const MOST_RESULTS: usize = 25_000;
/// Reports that inherit a finding and are named one by one.
const MOST_HEIRS: usize = 100;
/// Paths are relative to this, which the reader of the file knows.
const ROOT: &str = "%SRCROOT%";

pub fn sarif(outcome: &Outcome) -> String {
    sarif_of_at_most(outcome, MOST_RESULTS)
}

fn sarif_of_at_most(outcome: &Outcome, most: usize) -> String {
    let rules = rules(outcome);
    let index: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(at, rule)| (rule.code.as_str(), at)).collect();
    let mut findings: Vec<&Finding> = outcome.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.suppressed.is_some(), std::cmp::Reverse(finding.severity)));
    let left_out = findings.len().saturating_sub(most);
    findings.truncate(most);
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(finding, index.get(finding.code.as_str()), outcome.compared))
        .collect();
    let run = json!({
        "tool": {
            "driver": driver(&rules),
            "extensions": outcome.analyzers.iter().map(|analyzer| json!({
                "name": analyzer.name,
                "version": analyzer.version,
                "properties": { "sha256": analyzer.sha256 },
            })).collect::<Vec<_>>(),
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: { "description": { "text": "The folder that crossfoot was run in." } } },
        "invocations": [{
            "executionSuccessful": outcome.faults.is_empty(),
            "toolExecutionNotifications": outcome.faults.iter().map(notification).collect::<Vec<_>>(),
        }],
        "results": results,
        "properties": { "summary": outcome.summary(), "resultsLeftOut": left_out },
    });
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }))
}

fn rules(outcome: &Outcome) -> Vec<RuleInfo> {
    let mut rules: Vec<RuleInfo> = Vec::new();
    for rule in outcome.analyzers.iter().flat_map(|analyzer| analyzer.rules.to_vec()).chain(own_rules()) {
        if rules.iter().all(|known| known.code != rule.code) {
            rules.push(rule);
        }
    }
    rules
}

fn driver(rules: &[RuleInfo]) -> Value {
    json!({
        "name": "crossfoot",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|rule| json!({
            "id": rule.code,
            "name": rule.name,
            "shortDescription": { "text": first_sentence(&rule.explanation, &rule.name) },
            "fullDescription": { "text": first_sentence(&rule.explanation, &rule.name) },
            "help": { "text": rule.explanation, "markdown": rule.explanation },
            "defaultConfiguration": { "level": level(rule.severity) },
        })).collect::<Vec<_>>(),
    })
}

/// The first paragraph that is no heading, on one line.
fn first_sentence(explanation: &str, name: &str) -> String {
    let mut paragraphs = explanation.split("\n\n").map(str::trim);
    let first = paragraphs.find(|text| !text.is_empty() && !text.starts_with('#'));
    let words: Vec<&str> = first.unwrap_or(name).split_whitespace().collect();
    let mut text = words.join(" ");
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding, rule: Option<&usize>, compared: bool) -> Value {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| {
        result.insert(key.to_owned(), value);
    };
    put("ruleId", json!(finding.code));
    if let Some(index) = rule {
        put("ruleIndex", json!(index));
    }
    put("level", json!(level(finding.severity)));
    put("message", json!({ "text": message(finding) }));
    put("locations", json!([{ "physicalLocation": physical(&finding.path, finding.range) }]));
    put("partialFingerprints", json!({ "crossfootClaim/v1": finding.fingerprint }));
    put("relatedLocations", related(finding));
    put("fixes", json!(finding.fixes.iter().map(fix).collect::<Vec<_>>()));
    put(
        "suppressions",
        json!(
            finding
                .suppressed
                .iter()
                .map(|suppressed| json!({
                    "kind": if suppressed.by == Suppressor::Comment { "inSource" } else { "external" },
                    "status": "accepted",
                    "justification": clean(&suppressed.reason),
                }))
                .collect::<Vec<_>>()
        ),
    );
    if compared {
        let known =
            finding.suppressed.as_ref().is_some_and(|suppressed| suppressed.by == Suppressor::Baseline);
        put("baselineState", json!(if known { "unchanged" } else { "new" }));
    }
    put(
        "properties",
        json!({
            "rule": finding.rule,
            "derivation": finding.derivation,
            "inheritedBy": finding.inherited.len(),
        }),
    );
    Value::Object(result)
}

/// The derivation goes along: services show the message and little else.
fn message(finding: &Finding) -> String {
    let mut lines = vec![finding.message.clone()];
    lines.extend(finding.derivation.iter().cloned());
    if !finding.inherited.is_empty() {
        lines.push(format!("Later reports that only carry this on: {}.", finding.inherited.len()));
    }
    lines.iter().map(|line| clean(line)).collect::<Vec<_>>().join("\n")
}

fn related(finding: &Finding) -> Value {
    let near = finding.related.iter().map(|Related { path, range, message }| (path, *range, message.clone()));
    let heirs = finding.inherited.iter().take(MOST_HEIRS);
    let heirs = heirs.map(|heir| (&heir.path, heir.range, "inherits this".to_owned()));
    let places = near.chain(heirs).enumerate().map(|(id, (path, range, message))| {
        json!({ "id": id, "physicalLocation": physical(path, range), "message": { "text": clean(&message) } })
    });
    places.collect()
}

fn physical(path: &str, range: Range) -> Value {
    json!({ "artifactLocation": artifact(path), "region": region(range) })
}

fn region(range: Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.column,
        "endLine": range.end.line,
        "endColumn": range.end.column,
        "byteOffset": range.start.offset,
        "byteLength": range.end.offset.saturating_sub(range.start.offset),
    })
}

fn artifact(path: &str) -> Value {
    let path = path.replace('\\', "/");
    let address: String = path.bytes().map(super::percent).collect();
    if path.starts_with('/') {
        return json!({ "uri": format!("file://{address}") });
    }
    json!({ "uri": address.strip_prefix("./").unwrap_or(&address), "uriBaseId": ROOT })
}

fn fix(fix: &ResolvedFix) -> Value {
    let mut by_path: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        by_path.entry(&edit.path).or_default().push(json!({
            "deletedRegion": region(edit.range),
            "insertedContent": { "text": edit.text },
        }));
    }
    let safe = fix.applicability == Applicability::Safe;
    let title = if safe { fix.title.clone() } else { format!("{} (a person must look)", fix.title) };
    json!({
        "description": { "text": title },
        "artifactChanges": by_path.iter().map(|(path, replacements)| json!({
            "artifactLocation": artifact(path),
            "replacements": replacements,
        })).collect::<Vec<_>>(),
    })
}

fn notification(fault: &Fault) -> Value {
    let locations: Vec<Value> = fault
        .path
        .iter()
        .map(|path| json!({ "physicalLocation": { "artifactLocation": artifact(path) } }))
        .collect();
    let text = match &fault.analyzer {
        Some(analyzer) => format!("{analyzer}: {}", fault.message),
        None => fault.message.clone(),
    };
    json!({
        "level": "error",
        "descriptor": { "id": fault.kind.name() },
        "message": { "text": clean(&text) },
        "locations": locations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_come_first_and_the_rest_is_counted() {
        let outcome = crate::ledger::sample::outcome();
        let value: Value = serde_json::from_str(&sarif_of_at_most(&outcome, 2)).unwrap();
        let levels: Vec<&str> = value["runs"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["level"].as_str().unwrap())
            .collect();
        assert_eq!(levels, ["error", "warning"]);
        assert_eq!(value["runs"][0]["properties"]["resultsLeftOut"], 3);
    }
}
