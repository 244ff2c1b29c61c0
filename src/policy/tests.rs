use super::*;
use crate::ledger::sample;
use crate::ledger::{Directive, Excerpt, Suppressor};
use crate::report::{Lines, Span};

fn policy(config: &str, flags: Flags) -> Policy {
    let (config, faults) = Config::parse(config, "crossfoot.toml");
    assert_eq!(faults, []);
    let (policy, faults) = Policy::new(&config, &flags, &sample::outcome().analyzers[0].rules);
    assert_eq!(faults, []);
    policy
}

/// The sample without faults and without anything silenced.
fn found() -> Outcome {
    let mut outcome = sample::outcome();
    outcome.faults.clear();
    outcome.compared = false;
    outcome.findings.iter_mut().for_each(|finding| finding.suppressed = None);
    outcome
}

fn applied(config: &str, flags: Flags) -> Outcome {
    let mut outcome = found();
    apply(&mut outcome, &policy(config, flags), &|_| false);
    outcome
}

fn counts(outcome: &Outcome) -> (u32, u32, u32, u32) {
    let summary = outcome.summary();
    (summary.findings.error, summary.findings.warning, summary.findings.info, summary.suppressed)
}

#[test]
fn selection_and_severities() {
    let select = |words: &[&str]| Flags {
        select: words.iter().map(|word| word.to_string()).collect(),
        ..Flags::default()
    };
    let ignore = |words: &[&str]| Flags {
        ignore: words.iter().map(|word| word.to_string()).collect(),
        ..Flags::default()
    };
    let cases = [
        ("", Flags::default(), (3, 1, 1, 0)),
        ("select = ['2xx']", Flags::default(), (2, 0, 0, 0)),
        ("select = ['2xx']", select(&["XF9,target-missed"]), (1, 1, 1, 0)),
        ("ignore = ['2xx']", Flags::default(), (1, 1, 1, 2)),
        ("ignore = ['2xx']\nselect = ['XF201', '3xx']", Flags::default(), (3, 1, 0, 0)),
        ("", ignore(&["all"]), (0, 0, 0, 5)),
        ("[severity]\n3xx = 'info'\nmojibake = 'error'", Flags::default(), (3, 0, 2, 0)),
        ("[severity]\nall = 'off'\nXF3 = 'warning'\nXF301 = 'error'", Flags::default(), (2, 0, 0, 3)),
        (
            "[[overrides]]\npaths = ['reports/']\nignore = ['3xx']\nseverity = { '2xx' = 'info' }",
            Flags::default(),
            (0, 0, 3, 2),
        ),
        ("[[overrides]]\npaths = ['archive/']\nignore = ['3xx']", Flags::default(), (3, 1, 1, 0)),
    ];
    for (config, flags, want) in cases {
        assert_eq!(counts(&applied(config, flags.clone())), want, "{config} {flags:?}");
    }
}

#[test]
fn exit_codes() {
    let mut outcome = found();
    for (fail_on, want) in [(FailOn::Error, 1), (FailOn::Never, 0)] {
        assert_eq!(exit_code(&outcome, fail_on), want);
    }
    outcome.findings.retain(|finding| finding.severity == Severity::Warning);
    for (fail_on, want) in [(FailOn::Error, 0), (FailOn::Warning, 1), (FailOn::Info, 1)] {
        assert_eq!(exit_code(&outcome, fail_on), want);
    }
    outcome.faults = sample::outcome().faults;
    assert_eq!(exit_code(&outcome, FailOn::Never), 2);
}

#[test]
fn a_rule_that_nobody_has_is_refused_with_the_line() {
    let (config, _) = Config::parse("\nignore = ['all', 'range-cont-mismatch']", "crossfoot.toml");
    let flags = Flags { select: vec!["XF777".into()], ..Flags::default() };
    let (_, faults) = Policy::new(&config, &flags, &sample::outcome().analyzers[0].rules);
    let messages: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
    assert_eq!(
        messages,
        [
            "no rule is called `XF777`; `crossfoot rules` lists them",
            "line 2: no rule is called `range-cont-mismatch`; did you mean `range-count-mismatch`?",
        ]
    );
}

#[test]
fn the_gravest_are_kept_and_the_rest_counted() {
    let outcome = applied("", Flags { max_findings: Some(2), ..Flags::default() });
    assert_eq!(outcome.findings.len(), 2);
    assert!(outcome.findings.iter().all(|finding| finding.severity == Severity::Error));
    assert_eq!(counts(&outcome), (3, 1, 1, 0));
}

#[test]
fn a_report_asked_for_is_told_what_it_inherits() {
    let only = Some(["reports/batch-43.md".to_owned()].into());
    let outcome = applied("", Flags { only, ..Flags::default() });
    assert_eq!(outcome.findings.len(), 1);
    let told = &outcome.findings[0];
    assert_eq!((told.severity, told.path.as_str()), (Severity::Info, "reports/batch-43.md"));
    assert_eq!(told.message, "inherited from reports/batch 41.md: lots 176 to 295 are 120, not 119");
    assert_eq!(told.related[0].path, "reports/batch 41.md");
}

fn comment(text: &str, at: &str, covers: &str) -> Directive {
    let source = sample::REPORT;
    let lines = Lines::of(source);
    let span = |word: &str| {
        let start = source.find(word).unwrap() as u32;
        Span::new(start, start + word.len() as u32)
    };
    Directive {
        text: text.into(),
        range: lines.range(span(at)),
        next: (!covers.is_empty()).then(|| span(covers)),
        excerpt: Excerpt { path: String::new(), line: 1, offset: 0, text: String::new() },
    }
}

/// Codes of what is silenced by comments, and of the findings about them.
fn silenced(directives: Vec<Directive>) -> (Vec<String>, Vec<String>) {
    let mut outcome = found();
    outcome.directives = vec![("reports/batch 41.md".into(), directives)];
    apply(&mut outcome, &policy("", Flags::default()), &|_| false);
    let silenced = outcome.findings.iter().filter(|finding| finding.suppressed.is_some());
    let own = outcome.findings.iter().filter(|finding| finding.code.starts_with("XF00"));
    (
        silenced.map(|finding| format!("{}:{}", finding.code, finding.range.start.line)).collect(),
        own.map(|finding| format!("{} {}", finding.code, finding.message)).collect(),
    )
}

#[test]
fn comments_silence_with_a_reason_and_only_there() {
    let line = "- Lots 176-295: released (119 lots)";
    let begin = "# Batch";
    let cases: Vec<(Vec<Directive>, &[&str], &[&str])> = vec![
        (vec![comment("crossfoot-ignore XF201: counted by hand", begin, line)], &["XF201:3"], &[]),
        (vec![comment("crossfoot-ignore  2xx , target-missed :  by hand", begin, line)], &["XF201:3"], &[]),
        (
            vec![comment("crossfoot-ignore-file all: draft", "| 176", "")],
            &["XF201:3", "XF301:4", "XF901:4", "XF301:5", "XF201:9"],
            &[],
        ),
        (
            vec![
                comment("crossfoot-ignore-start 3xx: agreed", "- Assay", ""),
                comment("crossfoot-ignore-end", "- Yield", ""),
            ],
            &["XF301:4"],
            &[],
        ),
        (
            vec![comment("crossfoot-ignore XF201", begin, line)],
            &[],
            &["XF001 a suppression needs a reason behind a colon; without one it silences nothing"],
        ),
        (
            vec![comment("crossfoot-ignore XF901: why", begin, line)],
            &[],
            &["XF002 this comment silences no finding of XF901; remove it"],
        ),
        (
            vec![comment("crossfoot-ignore-start 3xx: agreed", begin, "")],
            &[],
            &["XF003 no `crossfoot-ignore-end` follows, so this silences nothing"],
        ),
        (
            vec![comment("crossfoot-ignore-end", begin, "")],
            &[],
            &["XF003 nothing is open that this could end"],
        ),
        (
            vec![comment("crossfoot-ignore: why", begin, line)],
            &[],
            &["XF003 say which rules: `crossfoot-ignore XF301: reason` (all of them: `all`)"],
        ),
        (
            vec![comment("crossfoot-ignore-fil XF201: why", begin, line)],
            &[],
            &[
                "XF003 crossfoot knows no comment `crossfoot-ignore-fil`; did you mean `crossfoot-ignore-file`?",
            ],
        ),
    ];
    for (directives, hidden, own) in cases {
        let text = directives[0].text.clone();
        let (got_hidden, got_own) = silenced(directives);
        assert_eq!(got_hidden, hidden, "{text}");
        assert_eq!(got_own, own, "{text}");
    }
}

#[test]
fn unused_is_not_said_of_what_was_not_asked_or_failed() {
    let directive = comment("crossfoot-ignore XF901: why", "# Batch", "- Lots 176-295: released (119 lots)");
    let mut outcome = found();
    outcome.directives = vec![("reports/batch 41.md".into(), vec![directive])];
    let mut failed = outcome.clone();
    failed.faults = sample::outcome().faults;
    apply(&mut outcome, &policy("select = ['XF201', 'XF00']", Flags::default()), &|_| false);
    apply(&mut failed, &policy("", Flags::default()), &|_| false);
    for outcome in [outcome, failed] {
        assert!(outcome.findings.iter().all(|finding| finding.code != "XF002"));
    }
}

fn known(outcome: &Outcome) -> Vec<&str> {
    let by_baseline = outcome.findings.iter().filter(|finding| {
        finding.suppressed.as_ref().is_some_and(|suppressed| suppressed.by == Suppressor::Baseline)
    });
    by_baseline.map(|finding| finding.fingerprint.as_str()).collect()
}

#[test]
fn a_baseline_knows_claims_and_not_lines() {
    let first = applied("", Flags::default());
    let text = Baseline::of(&first, &Place::default(), "known.json", "").render();
    let baseline = Baseline::parse(&text, "known.json", "").unwrap();
    assert_eq!(baseline.render(), text);
    let with = Policy { baseline: Some(baseline), ..policy("", Flags::default()) };

    let mut moved = found();
    moved.findings.iter_mut().for_each(|finding| finding.range.start.line += 100);
    let shown = apply(&mut moved, &with, &|_| false);
    assert_eq!((known(&moved).len(), counts(&moved), shown.stale.len()), (5, (0, 0, 0, 5), 0));

    let mut changed = found();
    changed.findings[0].fingerprint = "another claim".into();
    let shown = apply(&mut changed, &with, &|_| false);
    assert_eq!((counts(&changed).0, shown.stale.len()), (1, 1));
    assert_eq!(with.baseline.as_ref().unwrap().without(&shown.stale).known.len(), 4);
}

#[test]
fn a_renamed_report_is_still_known_and_a_copy_is_not() {
    let first = applied("", Flags::default());
    let baseline = Baseline::of(&first, &Place::default(), "known.json", "");
    let with = Policy { baseline: Some(baseline), ..policy("", Flags::default()) };
    let renamed = || {
        let mut outcome = found();
        outcome.findings.iter_mut().for_each(|finding| finding.path = "reports/new.md".into());
        outcome.paths = vec!["reports/new.md".into()];
        outcome
    };
    let mut gone = renamed();
    assert_eq!(apply(&mut gone, &with, &|_| true).stale, []);
    assert_eq!(known(&gone).len(), 5);
    let mut copy = renamed();
    assert_eq!(
        apply(&mut copy, &with, &|_| false).stale,
        [],
        "the old report was not checked: nothing is known of it"
    );
    assert_eq!(known(&copy).len(), 0);
}

#[test]
fn a_damaged_baseline_is_a_fault() {
    for text in
        ["", "{}", "{\"version\": \"9\", \"findings\": []}", "{\"version\": \"1\", \"findings\": [{}]}"]
    {
        let fault = Baseline::parse(text, "known.json", "").unwrap_err();
        assert_eq!(fault.kind, crate::ledger::FaultKind::BadBaseline, "{text}");
    }
}

/// The first finding has an heir of another report, with a claim of its own.
fn with_an_heir() -> Outcome {
    let mut outcome = found();
    let own = Finding {
        path: "reports/batch-43.md".into(),
        claim: "lots of 43".into(),
        fingerprint: "43".into(),
        fixes: Vec::new(),
        ..outcome.findings[0].clone()
    };
    outcome.findings[0].inherited.truncate(1);
    outcome.findings[0].inherited[0] =
        Heir { own: vec![own.clone().claimed()], ..Heir::at(own.path.clone(), own.range) };
    outcome
}

#[test]
fn an_heir_is_still_known_by_its_own_claim() {
    let known = Known {
        path: "reports/batch-43.md".into(),
        code: "XF201".into(),
        claim: "lots of 43".into(),
        fingerprint: "43".into(),
    };
    let baseline = Baseline { name: "known.json".into(), known: vec![known], ..Baseline::default() };
    let with = Policy { baseline: Some(baseline), ..policy("", Flags::default()) };
    let mut outcome = with_an_heir();
    assert_eq!(apply(&mut outcome, &with, &|_| false).stale, []);
    assert_eq!(counts(&outcome), (3, 1, 1, 0), "its root is as new as it was");

    let only = Some(["reports/batch-43.md".to_owned()].into());
    let mut told = with_an_heir();
    apply(&mut told, &Policy { only, ..with.clone() }, &|_| false);
    assert_eq!(told.findings[0].fingerprint, "43");
    assert_eq!(told.findings[0].suppressed.as_ref().map(|one| one.by), Some(Suppressor::Baseline));

    let mut mended = with_an_heir();
    mended.findings[0].inherited.clear();
    assert_eq!(apply(&mut mended, &with, &|_| false).stale.len(), 1);
    let written = Baseline::of(&with_an_heir(), &Place::default(), "known.json", "");
    assert!(written.known.iter().any(|entry| entry.fingerprint == "43"));
}

#[test]
fn what_is_told_better_across_reports_is_still_known() {
    let mut outcome = found();
    let own = outcome.findings[0].clone().claimed();
    let baseline = Baseline::of(&outcome, &Place::default(), "known.json", "");
    outcome.findings[0].code = "XF501".into();
    outcome.findings[0].fingerprint = "the series".into();
    outcome.findings[0].taken_over = vec![own];
    let with = Policy { baseline: Some(baseline), ..policy("", Flags::default()) };
    assert_eq!(apply(&mut outcome, &with, &|_| false).stale, []);
    assert_eq!(counts(&outcome), (0, 0, 0, 5));
}

#[test]
fn nothing_is_stale_that_was_not_looked_for() {
    let known = |code: &str| Known {
        path: "reports/batch 41.md".into(),
        code: code.into(),
        claim: String::new(),
        fingerprint: format!("gone {code}"),
    };
    let all = ["XF201", "XF301", "XF501", "ACME1"].map(known).to_vec();
    let stale = |config: &str, together: Together| {
        let mut outcome = found();
        let mut rules = outcome.analyzers[0].rules.to_vec();
        for code in ["XF501", "ACME1"] {
            rules.push(RuleInfo { code: code.into(), ..rules[0].clone() });
        }
        outcome.analyzers[0].rules = rules.into();
        let baseline = Baseline { known: all.clone(), ..Baseline::default() };
        let with = Policy { baseline: Some(baseline), together, ..policy(config, Flags::default()) };
        let stale = apply(&mut outcome, &with, &|_| false).stale;
        stale.into_iter().map(|known| known.code).collect::<Vec<_>>()
    };
    assert_eq!(stale("", Together::All), ["ACME1", "XF201", "XF301", "XF501"]);
    assert_eq!(stale("", Together::Under(vec!["reports".into()])), ["ACME1", "XF201", "XF301", "XF501"]);
    assert_eq!(stale("", Together::Under(vec!["other".into()])), ["XF201", "XF301"]);
    assert_eq!(stale("", Together::None), ["XF201", "XF301"]);
    assert_eq!(stale("select = ['3xx']", Together::All), ["XF301"]);
}
