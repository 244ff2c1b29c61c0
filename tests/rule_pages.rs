//! `docs/rules.md` is made from the rules themselves: what `crossfoot explain`
//! prints, in the order of the codes. `UPDATE=1 cargo test` writes it anew.

use std::fmt::Write;
use std::path::Path;

use crossfoot_kit::bindings::{Guest, Rule, Severity};
use crossfoot_standard::Standard;

#[test]
fn the_rule_pages_are_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let mut rules = Standard::describe().rules;
    rules.sort_by(|one, other| one.code.cmp(&other.code));
    let made = page(&rules);
    if std::env::var_os("UPDATE").is_some() {
        fs_err::write(&path, &made).unwrap();
    }
    let kept = fs_err::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/rules.md is out of date; UPDATE=1 cargo test --test rule_pages writes it anew"
    );
}

fn page(rules: &[Rule]) -> String {
    let mut page = String::from(
        "# Rules\n\nMade from the rules themselves; `crossfoot explain CODE` prints the same.\n\n\
         | code | name | severity |\n|---|---|---|\n",
    );
    for rule in rules {
        let anchor = rule.code.to_lowercase();
        let _ = writeln!(page, "| [{}](#{anchor}) | {} | {} |", rule.code, rule.name, word(rule.severity));
    }
    for rule in rules {
        let _ = write!(
            page,
            "\n<a id=\"{}\"></a>\n\n{}\n",
            rule.code.to_lowercase(),
            one_level_down(&rule.explanation)
        );
    }
    page
}

/// The page has a title of its own; lines inside fences are no headings.
fn one_level_down(explanation: &str) -> String {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in explanation.trim().lines() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        }
        let heading = !fenced && line.starts_with('#');
        lines.push(if heading { format!("#{line}") } else { line.to_owned() });
    }
    lines.join("\n")
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
