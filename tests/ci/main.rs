//! crossfoot as a CI step: a repository with two years of reports, a branch
//! that adds a bad one, and what the step says about it.
//!
//! The tests that need other people's tools are in `tests/outside`.

mod action;
mod broken;
mod options;
mod repo;
mod series;
mod steps;

use repo::{Repo, report, report_path};

/// A branch that adds one bad report to two years of them.
pub fn branch_with_a_bad_report() -> Repo {
    let repo = Repo::with_two_years();
    repo.git(&["checkout", "-q", "-b", "week-105"]);
    repo.write(&report_path(105), &report(105, true));
    repo.commit("report of week 105", 105);
    repo
}

fn annotations(out: &str) -> Vec<&str> {
    out.lines().filter(|line| line.starts_with("::")).collect()
}

#[test]
fn a_branch_with_one_bad_report_fails_with_one_annotation() {
    let repo = branch_with_a_bad_report();
    let ran = repo.crossfoot(&["check", "--since", "main", "--format", "github"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let annotations = annotations(&ran.out);
    assert_eq!(annotations.len(), 1, "{}", ran.out);
    assert!(
        annotations[0].starts_with("::error file=reports/week-105.md,line=5,endLine=5,col="),
        "{}",
        ran.out
    );
    assert!(annotations[0].contains("title=XF201 range-count-mismatch::"), "{}", ran.out);

    let all = repo.crossfoot(&["check", "--format", "github"]);
    assert_eq!(annotations_of(&all.out), 9, "the whole repository holds nine: {}", all.out);
}

fn annotations_of(out: &str) -> usize {
    annotations(out).len()
}

#[test]
fn a_baseline_of_all_that_was_known_leaves_exactly_the_new_one() {
    let repo = branch_with_a_bad_report();
    repo.git(&["checkout", "-q", "main"]);
    let written = repo.crossfoot(&["check", "--write-baseline"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(written.err.contains("crossfoot-baseline.json: 8 known findings"), "{}", written.err);
    repo.write("crossfoot.toml", "baseline = \"crossfoot-baseline.json\"\n");
    repo.commit("what is known", 104);
    let main = repo.crossfoot(&["check"]);
    assert_eq!(main.code, 0, "{}{}", main.out, main.err);

    repo.git(&["checkout", "-q", "week-105"]);
    repo.git(&["merge", "-q", "main", "-m", "main"]);
    let ran = repo.crossfoot(&["check", "--format", "github"]);
    assert_eq!(ran.code, 1);
    assert_eq!(annotations_of(&ran.out), 1, "{}", ran.out);
    assert!(ran.out.contains("file=reports/week-105.md,line=5"), "{}", ran.out);
}

#[test]
fn known_findings_stay_known_as_their_report_is_edited_and_new_when_a_figure_changes() {
    let repo = Repo::with_two_years();
    repo.crossfoot(&["check", "--write-baseline"]);
    let check = || repo.crossfoot(&["check", "--baseline", "crossfoot-baseline.json"]);

    let text = report(13, true)
        .replace("All vials", "A foreword of\nseveral lines.\n\nAll vials")
        .replace("- Batch", "* Batch");
    repo.write(&report_path(13), &text);
    assert_eq!(check().code, 0, "edited elsewhere: {}", check().out);

    repo.git(&["mv", &report_path(13), "reports/moved.md"]);
    assert_eq!(check().code, 0, "moved: {}", check().out);
    repo.git(&["mv", "reports/moved.md", &report_path(13)]);

    repo.write("reports/copy.md", &text);
    assert_eq!(check().code, 1, "a copy is a new report");
    fs_err::remove_file(repo.path().join("reports/copy.md")).unwrap();

    repo.write(&report_path(13), &text.replace("(18 batches)", "(5 batches)"));
    let changed = check();
    assert_eq!(changed.code, 1, "another figure");
    assert!(
        changed.err.contains("1 known finding no longer occurs; --prune-baseline takes it out"),
        "{}",
        changed.err
    );

    repo.write(&report_path(13), &report(13, false));
    let pruned = repo.crossfoot(&["check", "--baseline", "crossfoot-baseline.json", "--prune-baseline"]);
    assert_eq!(pruned.code, 0, "{}", pruned.err);
    assert!(pruned.err.contains("1 taken out"), "{}", pruned.err);
    assert_eq!(repo.read("crossfoot-baseline.json").matches("\"fingerprint\"").count(), 7);
}

#[test]
fn a_suppression_needs_its_reason_and_stays_visible() {
    let repo = branch_with_a_bad_report();
    let with = |comment: &str| {
        repo.write(
            &report_path(105),
            &report(105, true).replace("- Batch", &format!("{comment}\n\n- Batch")),
        );
        repo.crossfoot(&["check", "--since", "main", "--format", "sarif=out.sarif", "--format", "text"])
    };
    let reason = with("<!-- crossfoot-ignore XF201: batch 2107 was recalled, see deviation 12 -->");
    assert_eq!(reason.code, 0, "{}{}", reason.out, reason.err);
    let sarif: serde_json::Value = serde_json::from_str(&repo.read("out.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["suppressions"][0]["kind"], "inSource");
    assert_eq!(results[0]["suppressions"][0]["justification"], "batch 2107 was recalled, see deviation 12");

    let bare = with("<!-- crossfoot-ignore XF201 -->");
    assert_eq!(bare.code, 1, "{}{}", bare.out, bare.err);
    assert!(bare.out.contains("error[XF201]") && bare.out.contains("warning[XF001]"), "{}", bare.out);

    let elsewhere = with("<!-- crossfoot-ignore XF201: why -->\n\nAnother paragraph.");
    assert_eq!(elsewhere.code, 1);
    assert!(elsewhere.out.contains("warning[XF002]"), "{}", elsewhere.out);
}

#[test]
fn who_excuses_one_line_has_not_excused_another_with_the_same_figure() {
    let repo = Repo::new();
    repo.write(
        "log.md",
        "# Log\n\n<!-- crossfoot-ignore XF201: two were recalled -->\n- Batch 11-19: released (7 batches)\n\n\
         Later that week.\n\n- Batch 21-29: released (7 batches)\n",
    );
    let ran = repo.crossfoot(&["check"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("log.md:8:3") && ran.out.contains("1 error, 1 suppressed"), "{}", ran.out);
}
