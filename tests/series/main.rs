//! Counters and totals across reports: planted roots come back, and nothing
//! else does.

// Tests say on stderr what they skip.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod cost;
mod drift;
mod git;
#[path = "../support/mod.rs"]
mod support;
mod trades;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crossfoot_kit::bindings::{Conclusion, Detail, Guest, ReportNote, Severity, Status};
use crossfoot_standard::Standard;
use support::{adapter, report, settings};

/// A report of a made-up series: path and text.
type Made = (String, String);

struct Judged {
    paths: Vec<String>,
    notes: Vec<ReportNote>,
    singles: Vec<Vec<(crossfoot_kit::bindings::Span, Status)>>,
}

fn inspect(reports: &[Made]) -> Judged {
    let mut judged = Judged { paths: Vec::new(), notes: Vec::new(), singles: Vec::new() };
    for (path, text) in reports {
        let parsed = report::parse(text.as_bytes());
        let inspection = Standard::inspect(adapter::convert(&parsed), settings(Detail::Findings));
        judged.paths.push(path.clone());
        judged.notes.push(ReportNote { path: path.clone(), note: inspection.note });
        let failing = inspection.entries.iter().filter(|entry| entry.finding.is_some());
        judged.singles.push(failing.map(|entry| (entry.at, entry.status)).collect());
    }
    judged
}

fn code(rule: u32) -> String {
    Standard::describe().rules[rule as usize].code.clone()
}

/// Findings across reports: code, path, heirs.
fn roots(judged: &Judged) -> Vec<(String, String, usize)> {
    let conclusion = conclude(judged);
    let shown = conclusion.entries.iter().filter(|one| one.entry.finding.is_some_and(|f| f > Severity::Info));
    shown
        .map(|one| (code(one.entry.rule), judged.paths[one.report as usize].clone(), one.heirs.len()))
        .collect()
}

fn conclude(judged: &Judged) -> Conclusion {
    Standard::conclude(judged.notes.clone(), settings(Detail::Findings))
}

fn found(reports: &[Made]) -> BTreeSet<(String, String)> {
    roots(&inspect(reports)).into_iter().map(|(code, path, _)| (code, path)).collect()
}

fn expected(list: &[(&str, String)]) -> BTreeSet<(String, String)> {
    list.iter().map(|(code, path)| ((*code).to_owned(), path.clone())).collect()
}

// --- a series of any length, with planted slips ------------------------------

#[derive(Clone, Copy)]
struct Slips {
    lost: usize,
    pasted: usize,
    restart: usize,
    duplicate: usize,
    gap: usize,
}

const GAP: usize = 3;

fn slips(length: usize) -> Slips {
    let part = length / 6;
    Slips { lost: part, pasted: 2 * part, restart: 3 * part, duplicate: 4 * part, gap: 5 * part }
}

fn path(run: usize) -> String {
    format!("soak/run-{run:06}.md")
}

fn night(run: usize, streak: i64, total: i64, rounds: i64) -> String {
    let mut text = format!("# Soak run {run}\n\n**Outcome**: clean\n\n");
    let _ = writeln!(text, "4 ramps were driven, none of them broke off.\n");
    let _ = writeln!(text, "**{streak} consecutive clean runs** on this rig.\n");
    let _ = writeln!(text, "Effort so far: {total} ramps across {rounds} runs.");
    text
}

fn synthetic(length: usize) -> Vec<Made> {
    let slips = slips(length);
    let (mut streak, mut total, mut rounds) = (0, 0, 0);
    let mut reports = Vec::with_capacity(length + 1);
    for run in 1..=length {
        streak += i64::from(run != slips.lost);
        if run == slips.restart {
            streak = 1;
        }
        total += 4;
        rounds += if run == slips.pasted { 3 } else { 1 };
        if run == slips.duplicate {
            reports.push((format!("soak/run-{run:06}-again.md"), night(run, streak + 5, total, rounds)));
        }
        if !(slips.gap..slips.gap + GAP).contains(&run) {
            reports.push((path(run), night(run, streak, total, rounds)));
        }
    }
    reports
}

fn planted(length: usize) -> BTreeSet<(String, String)> {
    let slips = slips(length);
    expected(&[
        ("XF501", path(slips.lost)),
        ("XF502", path(slips.pasted)),
        ("XF501", path(slips.restart)),
        ("XF504", path(slips.duplicate)),
        ("XF503", path(slips.gap + GAP)),
    ])
}

fn comes_back(length: usize) {
    let judged = inspect(&synthetic(length));
    let all = roots(&judged);
    assert_eq!(all.len(), 5, "{all:?}");
    let found: BTreeSet<(String, String)> =
        all.iter().map(|(code, path, _)| (code.clone(), path.clone())).collect();
    // Which of two reports of one id is shown depends on their paths alone.
    let again = format!("soak/run-{:06}-again.md", slips(length).duplicate);
    let planted: BTreeSet<(String, String)> = planted(length);
    let other = planted.iter().map(|(code, path)| {
        if code == "XF504" && !found.contains(&(code.clone(), path.clone())) {
            (code.clone(), again.clone())
        } else {
            (code.clone(), path.clone())
        }
    });
    assert_eq!(found, other.collect());
    let lost = all.iter().find(|(code, place, _)| code == "XF501" && *place == path(slips(length).lost));
    let heirs = lost.map_or(0, |(_, _, heirs)| *heirs);
    assert_eq!(heirs, slips(length).restart - slips(length).lost - 1, "the restart ends what is inherited");
}

#[test]
fn planted_roots_come_back_and_nothing_else() {
    comes_back(2_000);
}

#[test]
#[ignore = "takes a minute in a debug build"]
fn a_hundred_thousand_reports() {
    comes_back(100_000);
}

#[test]
fn notes_are_small() {
    let judged = inspect(&synthetic(60));
    let most = judged.notes.iter().map(|note| note.note.len()).max();
    assert!(most < Some(400), "{most:?} bytes");
}

#[test]
fn the_order_of_notes_does_not_matter() {
    let mut judged = inspect(&synthetic(300));
    let straight: BTreeSet<_> = roots(&judged).into_iter().collect();
    // A permutation without a pattern: 7919 is coprime to the length.
    let length = judged.paths.len();
    let order: Vec<usize> = (0..length).map(|at| at * 7919 % length).collect();
    judged.paths = order.iter().map(|at| judged.paths[*at].clone()).collect();
    judged.notes = order.iter().map(|at| judged.notes[*at].clone()).collect();
    assert_eq!(straight, roots(&judged).into_iter().collect());
}

/// The very same roots, whatever the files are called.
#[test]
fn names_do_not_matter() {
    let reports = synthetic(300);
    let straight: BTreeSet<_> = roots(&inspect(&reports)).into_iter().collect();
    let length = reports.len();
    let named = |at: usize| format!("soak/{:05}.md", at * 7919 % length);
    let renamed: Vec<Made> =
        reports.iter().enumerate().map(|(at, (_, text))| (named(at), text.clone())).collect();
    let back = |(code, path, heirs): (String, String, usize)| {
        let at = (0..length).find(|at| named(*at) == path).unwrap();
        (code, reports[at].0.clone(), heirs)
    };
    // Which of two reports of one id is shown depends on their paths alone.
    let same = |roots: BTreeSet<(String, String, usize)>| -> BTreeSet<_> {
        roots.into_iter().map(|(code, path, heirs)| (code, path.replace("-again", ""), heirs)).collect()
    };
    assert_eq!(same(straight), same(roots(&inspect(&renamed)).into_iter().map(back).collect()));
}

/// The finding for the missing report itself is the only one that may be added.
#[test]
fn a_missing_report_never_multiplies_findings() {
    let reports = synthetic(150);
    let before = roots(&inspect(&reports)).len();
    for at in 0..reports.len() {
        let mut fewer = reports.clone();
        let (gone, _) = fewer.remove(at);
        let after = roots(&inspect(&fewer));
        assert!(after.len() <= before + 1, "without {gone}: {after:?}");
    }
}

// --- other trades ---------------------------------------------------------

fn made(texts: Vec<(String, String)>) -> Vec<Made> {
    texts
}

/// Two product lines share the numbers of their batches.
fn pharmacy(line: &str, batch: usize, lots: usize, result: &str) -> Made {
    let text = format!(
        "# Batch {batch} release record\n\n- **Product line**: {line}\n- **Date**: 2026-0{}-{:02}\n- **Disposition**: {result}\n\n\
         Assay 99.2% of label claim. Line {line} has released {lots} consecutive conforming batches.\n",
        1 + batch / 28 % 9,
        1 + batch % 28,
    );
    (format!("records/{batch}-{line}.md"), text)
}

#[test]
fn lines_that_share_ids_are_told_apart() {
    let mut reports = Vec::new();
    for batch in 100..130 {
        reports.push(pharmacy("tablets", batch, batch - 90, "released"));
        reports.push(pharmacy("vials", batch, batch - 60, "released"));
    }
    assert_eq!(found(&made(reports.clone())), BTreeSet::new());
    // One line loses a step at batch 120.
    for batch in 120..130 {
        let at = reports.iter().position(|(path, _)| *path == format!("records/{batch}-vials.md"));
        reports[at.unwrap()] = pharmacy("vials", batch, batch - 61, "released");
    }
    assert_eq!(found(&reports), expected(&[("XF501", "records/120-vials.md".into())]));
}

fn week(number: usize, green: usize, result: &str, extra: &str) -> Made {
    let text = format!(
        "# Load test week {number}\n\n| Item | Value |\n|---|---|\n| Result | {result} |\n| Consecutive green weeks | {green} |\n\n{extra}\n"
    );
    (format!("load/w{number}.md"), text)
}

#[test]
fn a_green_streak_over_a_red_week() {
    let mut reports: Vec<Made> = (1..20).map(|number| week(number, number, "green", "")).collect();
    assert_eq!(found(&reports), BTreeSet::new());
    reports[9] = week(10, 10, "FAILED: the gateway fell over", "");
    assert_eq!(found(&reports), expected(&[("XF503", "load/w10.md".into())]));
    // It was begun anew, as it should be.
    for number in 10..20 {
        let result = if number == 10 { "FAILED: the gateway fell over" } else { "green" };
        reports[number - 1] = week(number, number - 10, result, "");
    }
    assert_eq!(found(&reports), BTreeSet::new());
}

#[test]
fn a_restart_that_is_told_is_none_to_complain_of() {
    let sprint = |number: usize, streak: usize, extra: &str| {
        let text = format!(
            "# Sprint {number} QA sign-off\n\nStatus: passed\n\nThat makes {streak} passed sprints in a row. {extra}\n"
        );
        (format!("qa/sprint-{number:02}.md"), text)
    };
    let series = |extra: &str| -> Vec<Made> {
        (1..9)
            .map(|n| sprint(n, n, ""))
            .chain((9..15).map(|n| sprint(n, n - 8, if n == 9 { extra } else { "" })))
            .collect()
    };
    assert_eq!(found(&series("The streak was reset with the new team.")), BTreeSet::new());
    assert_eq!(found(&series("")), expected(&[("XF501", "qa/sprint-09.md".into())]));
}

#[test]
fn a_batch_report_advances_by_its_size() {
    let drills = |first: usize, last: usize, streak: usize| {
        let id = if first == last { format!("Drill {first}") } else { format!("Drills {first}-{last}") };
        let text = format!(
            "# {id}\n\n**Verdict**: passed\n\n**{streak} consecutive passed drills** at this plant.\n"
        );
        (format!("plant/{last:03}.md"), text)
    };
    let good = [drills(1, 1, 1), drills(2, 2, 2), drills(3, 7, 7), drills(8, 8, 8), drills(9, 12, 12)];
    assert_eq!(found(&good), BTreeSet::new());
    let bad = [drills(1, 1, 1), drills(2, 2, 2), drills(3, 7, 6), drills(8, 8, 7), drills(9, 12, 11)];
    assert_eq!(found(&bad), expected(&[("XF501", "plant/007.md".into())]));
}

#[test]
fn targets_and_other_times_are_no_counters() {
    let run = |number: usize, text: &str| {
        (
            format!("r/{number}.md"),
            format!(
                "# Burn-in run {number}\n\n**Result**: clean\n\n**{number} consecutive clean runs**.\n\n{text}\n"
            ),
        )
    };
    let mut reports: Vec<Made> = (1..12).map(|number| run(number, "")).collect();
    reports[5] =
        run(6, "The next run will be 7 consecutive clean runs. Required: 20 consecutive clean runs.");
    assert_eq!(found(&reports), BTreeSet::new());
}

// --- the reports that the project began with ---------------------------------

fn corpus(folder: &str) -> Option<Vec<Made>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    let Ok(entries) = std::fs::read_dir(&root) else {
        eprintln!("skipped: {} is not here", root.display());
        return None;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (format!("rounds/{name}"), String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
    };
    Some(paths.iter().map(read).collect())
}

fn is_round(path: &str, round: u32) -> bool {
    path.contains(&format!("round_{round}_"))
}

#[test]
fn the_campaign_has_two_roots() {
    let Some(reports) = corpus("corpus/series/rounds") else { return };
    let all = roots(&inspect(&reports));
    let at = |code: &str, round: u32| all.iter().any(|(c, path, _)| c == code && is_round(path, round));
    assert!(at("XF501", 220) && at("XF502", 269) && at("XF503", 220), "{all:?}");
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all.iter().filter(|(code, ..)| code != "XF503").all(|(_, _, heirs)| *heirs >= 6), "{all:?}");
}

#[test]
fn the_campaign_without_one_report() {
    let Some(reports) = corpus("corpus/series/rounds") else { return };
    for at in 0..reports.len() {
        let mut fewer = reports.clone();
        let (gone, _) = fewer.remove(at);
        let all = roots(&inspect(&fewer));
        assert!(all.len() <= 4, "without {gone}: {all:?}");
        let count = |wanted: &str| all.iter().filter(|(code, ..)| code == wanted).count();
        assert_eq!((count("XF501"), count("XF502")), (1, 1), "without {gone}: {all:?}");
    }
}

#[test]
fn a_slip_made_anew_after_right_reports_is_a_root_of_its_own() {
    let week = |week: i64| {
        let said = 10 - i64::from([5, 6, 20].contains(&week));
        let text = format!(
            "# Weekly check {week}\n\n- Round {}-{}: Clean ({said} rounds)\n",
            week * 10 + 1,
            week * 10 + 10
        );
        (format!("weeks/{week:02}.md"), text)
    };
    let reports: Vec<Made> = (1..=30).map(week).collect();
    let conclusion = conclude(&inspect(&reports));
    let handed: Vec<(u32, u32)> =
        conclusion.inherited.iter().map(|one| (one.report + 1, one.root_report + 1)).collect();
    assert_eq!(handed, [(6, 5)], "week 20 made the slip of week 5 anew");
}
