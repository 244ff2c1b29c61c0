//! Slips that later reports carry on: who is told, and who is blocked.

use crate::repo::{Ran, Repo, report_path};

/// A release record whose count is short by so many.
fn short_by(week: u32, amount: u32) -> String {
    let (first, last) = (week * 20 + 1, week * 20 + 20);
    format!("# Release record of week {week}\n\n- Batch {first}-{last}: released ({} batches)\n", 20 - amount)
}

/// A night's record; a clean night more than the one before should be counted.
fn night(night: u32, clean: u32) -> String {
    format!("# Night run {night}\n\n**Result**: clean\n\n**{clean} consecutive clean runs** since June.\n")
}

fn night_path(night: u32) -> String {
    format!("nights/night-{night:03}.md")
}

/// Ten weeks on main, of which some are short by one; then a branch.
fn ten_weeks(short: &[u32]) -> Repo {
    let repo = Repo::new();
    for week in 1..=10 {
        repo.write(&report_path(week), &short_by(week, u32::from(short.contains(&week))));
    }
    repo.commit("ten weeks", 10);
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo
}

fn annotations(ran: &Ran) -> Vec<&str> {
    ran.out.lines().filter(|line| line.starts_with("::")).collect()
}

#[test]
fn a_new_slip_blocks_though_an_old_report_failed_by_the_same_amount() {
    let repo = ten_weeks(&[3]);
    repo.write(&report_path(11), &short_by(11, 1));
    for arguments in [
        &["check", "--since", "main", "--format", "github"][..],
        &["check", "--context", ".", "--only", "reports/week-011.md", "--format", "github"],
    ] {
        let ran = repo.crossfoot(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}{}", ran.out, ran.err);
        let told = annotations(&ran);
        assert_eq!(told.len(), 1, "{}", ran.out);
        assert!(told[0].starts_with("::error file=reports/week-011.md,line=3"), "{}", ran.out);
    }
}

#[test]
fn a_pull_request_that_only_inherits_is_told_so_and_passes() {
    let repo = ten_weeks(&[10]);
    repo.write(&report_path(11), &short_by(11, 1));
    for arguments in [
        &["check", "--since", "main", "--format", "github"][..],
        &["check", "--context", ".", "--only", "reports/week-011.md", "--format", "github"],
        &["check", "reports/week-011.md", "--context", "reports", "--format", "github"],
    ] {
        let ran = repo.crossfoot(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
        let told = annotations(&ran);
        assert_eq!(told.len(), 1, "{}", ran.out);
        assert!(
            told[0].starts_with("::notice file=reports/week-011.md,line=3")
                && told[0].contains("inherited from reports/week-010.md: "),
            "{}",
            ran.out
        );
    }
    let root = repo.crossfoot(&["check", "--context", ".", "--only", "reports/week-010.md"]);
    assert_eq!(root.code, 1);
    assert!(root.out.contains("inherited by 1 later report (reports/week-011.md:3)"), "{}", root.out);
}

#[test]
fn a_broken_counter_blocks_where_it_breaks_and_informs_where_it_is_carried_on() {
    let repo = Repo::new();
    for (number, clean) in [(31, 12), (32, 13), (33, 13), (34, 14)] {
        repo.write(&night_path(number), &night(number, clean));
    }
    repo.commit("four nights", 1);
    repo.write(&night_path(35), &night(35, 15));
    let heir = repo.crossfoot(&["check", "--since", "HEAD", "--format", "github"]);
    assert_eq!(heir.code, 0, "{}{}", heir.out, heir.err);
    assert_eq!(annotations(&heir).len(), 1, "{}", heir.out);
    assert!(heir.out.contains("::notice file=nights/night-035.md"), "{}", heir.out);
    assert!(heir.out.contains("inherited from nights/night-033.md"), "{}", heir.out);

    repo.write(&night_path(35), &night(35, 17));
    let broken = repo.crossfoot(&["check", "--since", "HEAD", "--format", "github"]);
    assert_eq!(broken.code, 1, "{}{}", broken.out, broken.err);
    assert!(broken.out.contains("::error file=nights/night-035.md"), "{}", broken.out);
}

#[test]
fn what_is_known_stays_known_when_it_turns_out_to_be_inherited() {
    let repo = ten_weeks(&[8]);
    assert_eq!(repo.crossfoot(&["check", "--write-baseline"]).code, 0);
    let check = |more: &[&str]| {
        let arguments: Vec<&str> = ["check", "--baseline", "crossfoot-baseline.json"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        repo.crossfoot(&arguments)
    };
    repo.write(&report_path(7), &short_by(7, 1));
    let inherited = check(&["--prune-baseline"]);
    assert_eq!(inherited.code, 1, "the root is new: {}{}", inherited.out, inherited.err);
    assert!(
        inherited.out.contains("inherited by 1 later report (reports/week-008.md:3)"),
        "{}",
        inherited.out
    );
    assert!(
        !inherited.err.contains("taken out") && !inherited.err.contains("no longer"),
        "{}",
        inherited.err
    );
    assert!(repo.read("crossfoot-baseline.json").contains("week-008.md"));

    repo.write(&report_path(7), &short_by(7, 0));
    assert_eq!(check(&[]).code, 0, "the heir is its own root again, and known");
}

#[test]
fn mending_a_known_root_makes_nothing_new() {
    let repo = ten_weeks(&[7, 8, 9]);
    let written = repo.crossfoot(&["check", "--write-baseline"]);
    assert!(written.err.contains("3 known findings, 2 of them inherited"), "{}", written.err);
    repo.write(&report_path(7), &short_by(7, 0));
    let mended = repo.crossfoot(&["check", "--baseline", "crossfoot-baseline.json"]);
    assert_eq!(mended.code, 0, "{}{}", mended.out, mended.err);
    assert!(
        mended.err.contains("1 known finding no longer occurs; --prune-baseline takes it out"),
        "{}",
        mended.err
    );
}

#[test]
fn a_baseline_is_pruned_and_written_only_by_who_has_seen_enough() {
    let repo = ten_weeks(&[3]);
    for (number, clean) in [(31, 12), (32, 13), (33, 13)] {
        repo.write(&night_path(number), &night(number, clean));
    }
    repo.crossfoot(&["check", "--write-baseline"]);
    let before = repo.read("crossfoot-baseline.json");
    assert_eq!(before.matches("\"fingerprint\"").count(), 2, "{before}");
    let known = ["--baseline", "crossfoot-baseline.json"];
    for part in [
        // A counter is not broken in a report alone, other rules were not asked, others were not looked at.
        &["check", "nights/night-033.md", "--prune-baseline"][..],
        &["check", "--select", "3xx", "--prune-baseline"],
        &["check", "--no-standard", "--prune-baseline"],
        &["check", "reports/week-001.md", "--prune-baseline"],
        &["check", "reports/week-001.md", "--write-baseline"],
        &["check", "--select", "3xx", "--write-baseline"],
    ] {
        let ran = repo.crossfoot(&[part, &known].concat());
        assert_eq!(ran.code, 0, "{part:?}: {}{}", ran.out, ran.err);
        assert_eq!(repo.read("crossfoot-baseline.json"), before, "{part:?}: {}", ran.err);
    }
    for narrowed in [&["--since", "main"][..], &["--only", "reports/week-003.md"], &["--max-findings", "1"]] {
        let ran = repo.crossfoot(&[&["check", "--write-baseline"], narrowed, &known].concat());
        assert_eq!(ran.code, 2, "{narrowed:?}");
        assert!(ran.err.contains("a baseline is written from all findings"), "{}", ran.err);
    }
}

#[test]
fn a_comment_in_an_heir_has_found_what_it_is_for() {
    let repo = ten_weeks(&[9]);
    let excused = short_by(10, 1).replace("- Batch", "<!-- crossfoot-ignore XF201: recalled -->\n- Batch");
    repo.write(&report_path(10), &excused);
    let all = repo.crossfoot(&["check"]);
    assert!(!all.out.contains("XF002"), "{}", all.out);
    let ran = repo.crossfoot(&["check", "--since", "main", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 1, "{}", ran.out);
    assert_eq!(json["findings"][0]["suppressed"]["reason"], "recalled");
}

#[test]
fn a_comment_about_the_series_is_unused_only_where_the_series_was_judged() {
    let repo = Repo::new();
    for (number, clean) in [(31, 12), (32, 13), (33, 14)] {
        repo.write(&night_path(number), &night(number, clean));
    }
    let excused = "<!-- crossfoot-ignore XF501: the counter was reset -->\n\n**14";
    repo.write(&night_path(33), &night(33, 14).replace("**14", excused));
    for (arguments, told) in [
        (&["check"][..], true),
        (&["check", "nights"], true),
        (&["check", "nights/night-033.md", "--context", "nights"], true),
        (&["check", "--context", ".", "--only", "nights/night-033.md"], true),
        (&["check", "nights/night-033.md"], false),
        (&["check", "--context", ".", "--only", "nights/night-032.md"], false),
        (&["check", "--select", "2xx"], false),
    ] {
        let ran = repo.crossfoot(arguments);
        assert_eq!(ran.out.contains("warning[XF002]"), told, "{arguments:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.code, 0);
    }
    for file in ["a.notes", "b.notes"] {
        assert_eq!(repo.crossfoot(&["check", "nights", "--notes-out", file]).code, 0);
    }
    let ran = repo.crossfoot(&["conclude", "a.notes", "b.notes"]);
    assert!(ran.out.contains("warning[XF002]"), "all parts are there: {}{}", ran.out, ran.err);
    repo.write(&night_path(33), &night(33, 13).replace("**13", &excused.replace("14", "13")));
    let used = repo.crossfoot(&["check", "nights"]);
    assert!(used.out.contains("no findings, 1 suppressed"), "{}", used.out);
}

#[test]
fn heirs_are_mended_with_their_root() {
    let repo = ten_weeks(&[6, 7, 8]);
    let shown = repo.crossfoot(&["check", "--diff", "--maybe"]);
    assert_eq!(shown.out.matches("\n+- Batch").count(), 3, "{}", shown.out);
    let fixed = repo.crossfoot(&["check", "--fix", "--maybe"]);
    assert_eq!(fixed.code, 0, "{}{}", fixed.out, fixed.err);
    assert!(fixed.err.contains("3 fixes applied, 3 of 3 reports written"), "{}", fixed.err);
}
