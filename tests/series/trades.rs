//! Series of other trades, in other words: what is planted is found, and true
//! series are left in peace.

use super::{Made, expected, found};

/// 2026-03-02, a Monday, and so many days on.
fn day(on: i64) -> String {
    let (mut month, mut day) = (3, 2 + on);
    let lengths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    while day > lengths[month] {
        day -= lengths[month];
        month += 1;
    }
    format!("2026-{month:02}-{day:02}")
}

fn backup(night: i64, streak: i64, status: &str, more: &str) -> Made {
    let date = day(night);
    let text = format!(
        "# Nightly backup {date}\n\n- Status: {status}\n- Volumes saved: 14 of 14\n- Duration: 41 min\n\n\
         {streak} consecutive successful backups. {more}\n"
    );
    (format!("backup/{date}.md"), text)
}

fn backups(nights: impl IntoIterator<Item = i64>, streak: impl Fn(i64) -> i64) -> Vec<Made> {
    nights.into_iter().map(|night| backup(night, streak(night), "OK", "")).collect()
}

fn silent(what: &str, reports: &[Made]) {
    assert_eq!(found(reports), expected(&[]), "{what}");
}

fn finds(what: &str, reports: &[Made], wanted: &[(&str, String)]) {
    assert_eq!(found(reports), expected(wanted), "{what}");
}

#[test]
fn backups_that_have_dates_alone() {
    let lost = backups(0..30, |night| 100 + night - i64::from(night >= 15));
    finds("a lost step", &lost, &[("XF501", "backup/2026-03-17.md".into())]);
    let mistyped = backups(0..30, |night| if night == 17 { 171 } else { 100 + night });
    finds("a single wrong figure", &mistyped, &[("XF501", "backup/2026-03-19.md".into())]);
    let mut dirty = backups(0..30, |night| 100 + night);
    dirty[12] = backup(12, 112, "FAILED, tape drive offline", "");
    finds("carried over a failure", &dirty, &[("XF503", "backup/2026-03-14.md".into())]);

    silent("all right", &backups(0..30, |night| 100 + night));
    let weekdays = (0..40).filter(|night| night % 7 < 5);
    silent("no backup on weekends", &backups(weekdays, |night| 100 + night - night / 7 * 2));
    let here = (0..30).filter(|night| ![9, 10, 20].contains(night));
    silent("three reports are not here", &backups(here, |night| 100 + night));
    silent("twice a night from the tenth on", &backups(0..30, |night| 100 + night + (night - 10).max(0)));
    let sundays = |night: i64| 100 + night - (night + 1) / 7;
    silent("never one on a Sunday, and a report all the same", &backups(0..20, sundays));
    let mut begun_anew = backups(0..30, |night| if night < 12 { 100 + night } else { night - 12 });
    begun_anew[12] = backup(12, 0, "FAILED, tape drive offline", "");
    silent("begun anew after a failure", &begun_anew);
    let mut told = backups(0..30, |night| 100 + night - i64::from(night >= 15));
    told[15] = backup(15, 114, "OK", "The count was corrected: one night had been counted twice.");
    silent("a correction that is told", &told);
    let mut copied = backups(0..30, |night| 100 + night);
    copied.extend(copied.clone().into_iter().map(|(path, text)| (path.replace("backup/", "archive/"), text)));
    silent("copied into an archive", &copied);
}

#[test]
fn releases_by_version_and_date() {
    let versions = [
        "0.9", "0.9.1", "1.0.0", "1.0.1", "1.1.0", "1.1.1", "1.2.0", "1.2.1", "1.3.0", "1.4.0", "1.9.0",
        "1.10.0",
    ];
    let releases = |streak: fn(i64) -> i64| -> Vec<Made> {
        let release = |(at, version): (usize, &&str)| {
            let at = at as i64;
            let text = format!(
                "# Release checklist v{version}\n\n**Date**: {}\n**Outcome**: shipped, passed\n\n- [x] changelog\n\n\
                 {} releases in a row without rollback.\n",
                day(9 * at + at % 3),
                streak(at)
            );
            (format!("release/v{version}.md"), text)
        };
        versions.iter().enumerate().map(release).collect()
    };
    silent("1.10.0 comes after 1.9.0", &releases(|at| 30 + at));
    finds(
        "a lost step",
        &releases(|at| 30 + at - i64::from(at >= 8)),
        &[("XF501", "release/v1.3.0.md".into())],
    );
}

fn safety(day_of: String, days: i64) -> Made {
    let text = format!(
        "# Site safety report {day_of}\n\n| Indicator | Value |\n|---|---|\n\
         | Days without lost-time incident | {days} |\n| First-aid cases | 2 |\n"
    );
    (format!("safety/{day_of}.md"), text)
}

#[test]
fn days_pass_one_by_one() {
    let weekly = |days: fn(i64) -> i64| -> Vec<Made> {
        (0..20).map(|week| safety(day(7 * week), days(week))).collect()
    };
    let late = weekly(|week| 200 + 7 * week - if week >= 9 { 5 } else { 0 });
    finds("five days are lost", &late, &[("XF501", "safety/2026-05-04.md".into())]);
    silent("counted a day before or after", &weekly(|week| 200 + 7 * week + week * 5 % 3 - 1));
    silent("an incident", &weekly(|week| if week < 8 { 200 + 7 * week } else { 7 * (week - 8) + 3 }));
    silent("working days", &weekly(|week| 200 + 5 * week));
    let monthly = ["03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30"];
    let days = [230, 260, 291, 321, 352, 383, 413];
    let months = monthly.iter().zip(days).map(|(end, days)| safety(format!("2026-{end}"), days));
    silent("at the end of each month", &months.collect::<Vec<_>>());
}

fn fuzz(run: i64, worker: Option<i64>, streak: i64, dated: bool) -> Made {
    let title = if dated { "# Fuzz run".to_owned() } else { format!("# Fuzz run {run}") };
    let date = if dated { format!("**Date**: {}\n", day(run)) } else { String::new() };
    let worker = worker.map_or(String::new(), |worker| format!("**Worker**: {worker}\n"));
    let text = format!("{title}\n\n{date}{worker}**Result**: clean\n\n{streak} consecutive clean runs.\n");
    (format!("fuzz/run-{run:03}.md"), text)
}

#[test]
fn workers_take_turns() {
    let shared = |said: bool, dated: bool, lost: i64| -> Vec<Made> {
        let mut streaks = [10, 55, 7];
        let one = |run: i64| {
            let worker = (run * 7 + run / 5) % 3;
            streaks[worker as usize] += i64::from(run != lost);
            fuzz(run, said.then_some(worker + 1), streaks[worker as usize], dated)
        };
        (0..60).map(one).collect()
    };
    for dated in [false, true] {
        silent("workers that say who they are", &shared(true, dated, -1));
        silent("workers that do not", &shared(false, dated, -1));
        silent("nobody knows whose step was lost", &shared(false, dated, 30));
        finds("one loses a step", &shared(true, dated, 30), &[("XF501", "fuzz/run-030.md".into())]);
    }
}

fn week(year: i64, week: i64, streak: i64) -> Made {
    let date = format!("{year}-{:02}-{:02}", 1 + week / 4, 1 + week % 4 * 7);
    let text = format!(
        "# Acceptance week {week}\n\n**Date**: {date}\n**Result**: accepted, all passed\n\n\
         **{streak} consecutive passed weeks**.\n"
    );
    (format!("{year}-{week}.md"), text)
}

#[test]
fn ids_that_begin_anew_each_year() {
    let years = |lost: i64| -> Vec<Made> {
        let all = (0..30).map(|at| (2025, at + 10, at)).chain((0..12).map(|at| (2026, at + 1, at + 30)));
        all.map(|(year, number, at)| week(year, number, 100 + at - i64::from(at >= lost))).collect()
    };
    silent("two years", &years(99));
    finds("a lost step in the second", &years(35), &[("XF501", "2026-6.md".into())]);
}

#[test]
fn counters_of_another_thing_are_not_judged() {
    let sprint = |sprint: i64, releases: i64| -> Made {
        let text = format!(
            "# Sprint {sprint} report\n\n**Status**: passed\n\nGreen releases in a row: {releases}\n"
        );
        (format!("sprint-{sprint}.md"), text)
    };
    let reports: Vec<Made> = (1..25).map(|at| sprint(at, 40 + at - i64::from(at >= 10))).collect();
    silent("a sprint without a release", &reports);
}

fn drill(folder: &str, title: &str, streak: i64) -> Made {
    let text = format!("# Drill {title}\n\n**Result**: passed\n\n**{streak} consecutive passed drills**.\n");
    (format!("{folder}drill-{title}.md"), text)
}

#[test]
fn what_is_put_away_amended_or_empty() {
    let folder = |number: i64| if number < 15 { "archive/" } else { "" };
    let drills = |lost: i64| -> Vec<Made> {
        let one =
            |number: i64| drill(folder(number), &number.to_string(), number + 3 - i64::from(number >= lost));
        (1..30).map(one).collect()
    };
    let mut reports = drills(99);
    reports.push(drill("archive/", "9 (amended)", 11));
    reports.push(drill("archive/old/", "20", 22));
    let form = "# Drill 0\n\n**Result**: PASS / FAIL\n\n**0 consecutive passed drills**.\n";
    reports.push(("template.md".into(), form.into()));
    reports.push(("template-2.md".into(), form.replace("Drill 0", "Drill NN").replace("**0", "**N")));
    silent("put away, amended, drafts and forms", &reports);
    finds("where the archive begins", &drills(15), &[("XF501", "drill-15.md".into())]);
}

#[test]
fn a_restart_in_many_words() {
    let words = [
        "Counter reset after the migration.",
        "We start counting anew with the new pipeline.",
        "The streak restarts at one: the runners were replaced.",
        "The count starts over (change of policy).",
        "Since the switch to new hardware the count begins again from 1.",
        "New baseline for the count of builds.",
        "The previous streak is void.",
        "Zähler: zurückgesetzt (reset of the counter).",
    ];
    for said in words {
        let build = |build: i64| -> Made {
            let more = if build == 410 { said } else { "" };
            let streak = if build < 410 { build - 390 } else { build - 409 };
            let text =
                format!("# Build {build}\n\nResult: green\n\n{streak} green builds in a row.\n\n{more}\n");
            (format!("build-{build}.md"), text)
        };
        silent(said, &(400..420).map(build).collect::<Vec<_>>());
    }
}

#[test]
fn weeks_without_a_crash_may_fail_for_other_reasons() {
    let soak = |week: i64, result: &str| -> Made {
        let text = format!(
            "# Week {week}: soak\n\n| Item | Value |\n|---|---|\n| Result | {result} |\n\
             | Consecutive weeks without crash | {} |\n",
            week + 20
        );
        (format!("soak/w{week:02}.md"), text)
    };
    let result = |week| if week == 9 { "FAILED: throughput below target" } else { "pass" };
    silent("no crash, and yet no pass", &(3..30).map(|week| soak(week, result(week))).collect::<Vec<_>>());
}

#[test]
fn two_languages_tell_of_the_same_nights() {
    let both = |night: i64| {
        let english =
            format!("# Night {night}\n\n**Result**: passed\n\n{} consecutive clean nights.\n", night + 5);
        let german = format!(
            "# Nacht {night}\n\n**Ergebnis**: bestanden\n\n{} fehlerfreie Nächte in Folge.\n",
            night + 5
        );
        [(format!("en/{night}.md"), english), (format!("de/{night}.md"), german)]
    };
    silent("two languages", &(1..20).flat_map(both).collect::<Vec<_>>());
}

/// Rounds, each with the lines under its title.
fn rounds(told: &[(i64, &str)]) -> Vec<Made> {
    told.iter()
        .map(|(round, text)| (format!("rounds/round-{round:03}.md"), format!("# Round {round}\n\n{text}\n")))
        .collect()
}

/// Rounds 10 to 12 that went well, and what came then.
fn then(more: &[(i64, &str)]) -> Vec<Made> {
    let before: Vec<String> =
        (10..=12).map(|n| format!("**Result**: clean\n\n**{n} consecutive clean rounds**.")).collect();
    let before: Vec<(i64, &str)> = (10..).zip(before.iter().map(String::as_str)).collect();
    rounds(&[before.as_slice(), more].concat())
}

const CLEAN: &str = "**Result**: clean\n\n";

fn clean(more: &str) -> String {
    format!("{CLEAN}{more}")
}

#[test]
fn a_round_that_does_not_count_loses_nothing() {
    let after = clean("Round 13 was cancelled. **13 consecutive clean rounds**.");
    silent("cancelled, and said so", &then(&[(14, &after), (15, &clean("14 consecutive clean rounds."))]));
    let none = [(13, "**Result**: cancelled"), (14, &clean("13 consecutive clean rounds.") as &str)];
    silent("cancelled, with a report of its own", &then(&none));
    let still = [
        (13, "**Result**: aborted\n\nNot counted; still 12 consecutive clean rounds."),
        (14, &clean("13 consecutive clean rounds.") as &str),
    ];
    silent("aborted", &then(&still));
    let quoted = [(13, "**Result**: failed\n\nA deadlock, after 12 consecutive clean rounds.")];
    silent("the one that failed names what it ended", &then(&quoted));
    let lost = [
        (13, &clean("12 consecutive clean rounds.") as &str),
        (14, &clean("13 consecutive clean rounds.")),
        (15, &clean("14 consecutive clean rounds.")),
    ];
    finds("nothing is said of it", &then(&lost), &[("XF501", "rounds/round-013.md".into())]);
}

#[test]
fn a_count_that_begins_anew_says_so_in_its_way() {
    let begun = |first: &str| {
        let (one, two) = (clean(first), clean("2 consecutive clean rounds."));
        then(&[(13, &one), (14, &two)])
    };
    silent("nothing is counted", &begun("**Bugs found**: 2\n\n**0 consecutive clean rounds**."));
    silent("since the upgrade", &begun("1 consecutive clean round since the upgrade."));
    silent("the first of its kind", &begun("First round on v2.0: 1 consecutive clean round."));
    finds(
        "nothing is told",
        &begun("1 consecutive clean round."),
        &[("XF501", "rounds/round-013.md".into())],
    );
    let line = |line: i64, lot: i64, count: i64| {
        let text = format!(
            "# Lot {lot} release\n\n**Line**: {line}\n\n{count} consecutive lots without deviation.\n"
        );
        (format!("lots/{lot}.md"), text)
    };
    let lots: Vec<Made> = (0..4)
        .map(|at| line(1, 101 + at, 41 + at))
        .chain((0..4).map(|at| line(2, 111 + at, 91 + at)))
        .collect();
    silent("two lines, one behind the other", &lots);
}

#[test]
fn results_that_tell_of_no_failure() {
    let over = |result: &str| {
        let this = format!("**Result**: {result}\n\n13 consecutive clean rounds.");
        then(&[(13, &this), (14, &clean("14 consecutive clean rounds."))])
    };
    for result in [
        "0 of 12 probes failed",
        "failed: 0, passed: 12",
        "rejected samples: 0",
        "1 failure (waived)",
        "failed at first, passed after the fix",
        "2 minor findings",
    ] {
        silent(result, &over(result));
    }
    finds("one did", &over("1 of 12 probes failed"), &[("XF503", "rounds/round-013.md".into())]);
}

#[test]
fn reports_of_one_id_that_are_not_of_one_thing() {
    let night = |folder: &str, count: i64| {
        (format!("{folder}/night-01.md"), format!("# Night 1\n\n**{count} clean nights in a row**.\n"))
    };
    silent("of two months", &[night("2026-03", 1), night("2026-04", 32)]);
    let named = |name: &str, count: i64| {
        (format!("rounds/{name}.md"), format!("# Round 12\n\n**{count} consecutive clean rounds**.\n"))
    };
    silent("of two systems", &[named("linux-12", 12), named("windows-12", 4)]);
    let review = |round: i64| {
        let text = format!("# PR #431: review round {round}\n\n{round} consecutive clean rounds.\n");
        (format!("reviews/{round}.md"), text)
    };
    silent("rounds of one review", &[review(2), review(3)]);
    finds(
        "of one thing",
        &[named("round-12", 12), named("round-012", 4)],
        &[("XF504", "rounds/round-12.md".into())],
    );
}

#[test]
fn what_each_round_adds_is_what_it_says() {
    let round = |round: i64, own: &str, total: i64| {
        let text = format!("# Round {round}\n\n{own}\n\nTotal: {total} attempts across {round} rounds.\n");
        (format!("rounds/{round:03}.md"), text)
    };
    let even = |more: Made| -> Vec<Made> {
        let told = (2..=7).map(|at| round(at, "**Attempts this round**: 12", 12 * at));
        told.chain(std::iter::once(more)).collect()
    };
    silent("three more than usual", &even(round(8, "**Attempts this round**: 15", 99)));
    finds(
        "as many as usual",
        &even(round(8, "**Attempts this round**: 12", 99)),
        &[("XF502", "rounds/008.md".into())],
    );
    let bugs = |at: i64, bugs: i64| {
        (format!("rounds/{at:03}.md"), format!("# Round {at}\n\n{bugs} bugs in {at} rounds.\n"))
    };
    silent("bugs come as they come", &[bugs(3, 3), bugs(4, 4), bugs(5, 5), bugs(6, 8)]);
}
