//! Comments that silence findings: what they say, what they cover, and what
//! is wrong with them.

use std::collections::BTreeMap;

use crate::config::Selector;
use crate::ledger::{
    Directive, Finding, MALFORMED, Outcome, Severity, Suppressed, Suppressor, UNUSED, WITHOUT_REASON,
    fingerprint,
};
use crate::report::{Range, Span};

use super::{Policy, across_reports};

/// One comment, understood: what it silences and where.
struct Suppression<'a> {
    directive: &'a Directive,
    rules: Vec<Selector>,
    reason: String,
    covers: Span,
    used: bool,
}

enum Scope {
    Next,
    File,
    Start,
    End,
}

/// Marks what the comments silence, and adds findings about the comments.
pub(super) fn apply(outcome: &mut Outcome, policy: &Policy) {
    let directives = std::mem::take(&mut outcome.directives);
    let mut own = Vec::new();
    let mut by_path: BTreeMap<&str, Vec<Suppression<'_>>> = BTreeMap::new();
    for (path, directives) in &directives {
        by_path.insert(path, read_all(path, directives, &mut own));
    }
    if !by_path.is_empty() {
        outcome.findings.iter_mut().for_each(|finding| silence(finding, &mut by_path));
    }
    if outcome.faults.is_empty() {
        for (path, suppressions) in &by_path {
            let unused =
                suppressions.iter().filter(|one| !one.used && one.can_be_judged(path, outcome, policy));
            own.extend(unused.map(|one| one.unused(path)));
        }
    }
    drop(by_path);
    outcome.findings.extend(own);
    outcome.directives = directives;
}

/// A comment in an heir's report silences what that report carries on, and
/// nothing elsewhere; one about a claim that is told by another finding has
/// found what it is for.
fn silence(finding: &mut Finding, by_path: &mut BTreeMap<&str, Vec<Suppression<'_>>>) {
    let mut reason = |path: &str, range: Range, code: &str, rule: &str| {
        by_path.get_mut(path).and_then(|here| reason_for(here, range, code, rule))
    };
    let (path, range) = (finding.path.as_str(), finding.range);
    let own = reason(path, range, &finding.code, &finding.rule);
    for one in &finding.taken_over {
        reason(path, range, &one.code, &one.rule);
    }
    for heir in &mut finding.inherited {
        let carried = reason(&heir.path, heir.range, &finding.code, &finding.rule);
        let by_itself =
            heir.own.iter().filter_map(|one| reason(&heir.path, heir.range, &one.code, &one.rule));
        heir.suppressed = by_itself.last().or(carried);
    }
    finding.suppressed = finding.suppressed.take().or(own);
}

/// The first of the comments that speak of a place gives the reason; all of
/// them are used.
fn reason_for(here: &mut [Suppression<'_>], range: Range, code: &str, rule: &str) -> Option<Suppressed> {
    let (from, to) = (range.start.offset, range.end.offset.max(range.start.offset + 1));
    let mut reason = None;
    for one in here {
        let inside = from < one.covers.end && one.covers.start < to;
        if inside && one.rules.iter().any(|word| word.closeness(code, rule).is_some()) {
            one.used = true;
            reason = reason.or_else(|| Some(one.reason.clone()));
        }
    }
    reason.map(|reason| Suppressed { by: Suppressor::Comment, reason })
}

impl Suppression<'_> {
    /// Unused can only be said of rules that were asked for, and of those
    /// across reports only where the neighbours of this one were judged too.
    fn can_be_judged(&self, path: &str, outcome: &Outcome, policy: &Policy) -> bool {
        let rules = outcome.analyzers.iter().flat_map(|analyzer| analyzer.rules.iter());
        let mut named = rules.filter(|rule| self.rules.iter().any(|word| word.names(rule))).peekable();
        let whole = policy.together.holds(path, &policy.place);
        named.peek().is_some()
            && named.all(|rule| {
                policy.selection.uses(&rule.code, &rule.name) && (whole || !across_reports(&rule.code))
            })
    }

    fn unused(&self, path: &str) -> Finding {
        let rules = self.rules.iter().map(Selector::as_str).collect::<Vec<_>>().join(", ");
        own(path, self.directive, UNUSED, format!("this comment silences no finding of {rules}; remove it"))
    }
}

fn read_all<'a>(
    path: &str,
    directives: &'a [Directive],
    own_findings: &mut Vec<Finding>,
) -> Vec<Suppression<'a>> {
    let mut suppressions: Vec<Suppression<'a>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for directive in directives {
        let complain = |rule, message: String| own(path, directive, rule, message);
        let (scope, rest) = match scope_of(&directive.text) {
            Ok(read) => read,
            Err(message) => {
                own_findings.push(complain(MALFORMED, message));
                continue;
            }
        };
        if let Scope::End = scope {
            match open.pop().and_then(|index| suppressions.get_mut(index)) {
                Some(begun) => begun.covers.end = directive.range.start.offset,
                None => own_findings.push(complain(MALFORMED, "nothing is open that this could end".into())),
            }
            continue;
        }
        match rules_and_reason(rest) {
            Ok((rules, reason)) => {
                let covers = scope.covers(directive);
                if let Scope::Start = scope {
                    open.push(suppressions.len());
                }
                suppressions.push(Suppression { directive, rules, reason, covers, used: false });
            }
            Err((rule, message)) => {
                // An end that belongs to a refused start is no mistake of its own.
                if let Scope::Start = scope {
                    open.push(usize::MAX);
                }
                own_findings.push(complain(rule, message));
            }
        }
    }
    for index in open {
        let Some(begun) = suppressions.get_mut(index) else { continue };
        begun.covers.end = begun.covers.start;
        begun.used = true;
        let message = "no `crossfoot-ignore-end` follows, so this silences nothing".to_owned();
        own_findings.push(own(path, begun.directive, MALFORMED, message));
    }
    suppressions
}

impl Scope {
    fn covers(&self, directive: &Directive) -> Span {
        match self {
            Scope::Next => directive.next.unwrap_or_default(),
            Scope::File => Span::new(0, u32::MAX),
            Scope::Start | Scope::End => Span::new(directive.range.end.offset, u32::MAX),
        }
    }
}

const WORDS: [&str; 4] =
    ["crossfoot-ignore", "crossfoot-ignore-file", "crossfoot-ignore-start", "crossfoot-ignore-end"];

fn scope_of(text: &str) -> Result<(Scope, &str), String> {
    let end = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let scope = match word {
        "crossfoot-ignore" => Scope::Next,
        "crossfoot-ignore-file" => Scope::File,
        "crossfoot-ignore-start" => Scope::Start,
        "crossfoot-ignore-end" => Scope::End,
        other => {
            let right = crate::config::nearest(other, WORDS).unwrap_or("crossfoot-ignore");
            return Err(format!("crossfoot knows no comment `{other}`; did you mean `{right}`?"));
        }
    };
    Ok((scope, rest))
}

type Refusal = ((&'static str, &'static str), String);

fn rules_and_reason(rest: &str) -> Result<(Vec<Selector>, String), Refusal> {
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let words = rules.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    let rules = words
        .map(Selector::parse)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| (MALFORMED, error.to_string()))?;
    if rules.is_empty() {
        let message = "say which rules: `crossfoot-ignore XF301: reason` (all of them: `all`)".to_owned();
        return Err((MALFORMED, message));
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        let message =
            "a suppression needs a reason behind a colon; without one it silences nothing".to_owned();
        return Err((WITHOUT_REASON, message));
    }
    Ok((rules, reason))
}

fn own(path: &str, directive: &Directive, (code, rule): (&str, &str), message: String) -> Finding {
    let claim = format!("{}|{}", directive.text, message);
    Finding {
        code: code.into(),
        rule: rule.into(),
        severity: Severity::Warning,
        path: path.into(),
        range: directive.range,
        message,
        derivation: Vec::new(),
        related: Vec::new(),
        inherited: Vec::new(),
        fixes: Vec::new(),
        fingerprint: fingerprint(code, &claim),
        suppressed: None,
        claim,
        taken_over: Vec::new(),
        status: None,
        excerpts: vec![directive.excerpt.clone()],
    }
}
