//! Targets that move, and events that come too late. Both are for information.

use super::{Made, code, conclude, inspect};

fn told(reports: &[Made], wanted: &str) -> Vec<String> {
    let judged = inspect(reports);
    let conclusion = conclude(&judged);
    let of_rule = conclusion.entries.into_iter().filter(|one| code(one.entry.rule) == wanted);
    of_rule.map(|one| format!("{}: {}", judged.paths[one.report as usize], one.entry.message)).collect()
}

fn load(week: usize, head: &str, target: &str) -> Made {
    let text = format!(
        "{head}\n\n| Metric | Target | Measured |\n|---|---|---|\n| Throughput | {target} | 91,200 req/s |\n"
    );
    (format!("load/{week:02}.md"), text)
}

fn weeks(target: impl Fn(usize) -> &'static str) -> Vec<Made> {
    (1..=12).map(|week| load(week, &format!("# Load test week {week}"), target(week))).collect()
}

#[test]
fn a_target_that_moves_is_told_once() {
    let lowered = weeks(|week| if week < 6 { "50,000 req/s" } else { "40,000 req/s" });
    let message = "load/06.md: the target of throughput was 50,000 req/s and is now 40,000 req/s";
    assert_eq!(told(&lowered, "XF505"), [message]);
    let back = weeks(|week| if week == 6 { "40,000+ req/s" } else { "50,000 req/s" });
    assert_eq!(told(&back, "XF505").len(), 1);
    // By dates, and whatever the files are called.
    let dated = |week: usize| {
        let head = format!("# Load test\n\nDate: 2026-03-{week:02}");
        load(13 - week, &head, if week < 6 { "50,000 req/s" } else { "40,000 req/s" })
    };
    assert_eq!(told(&(1..=12).map(dated).collect::<Vec<_>>(), "XF505").len(), 1);
}

#[test]
fn a_target_that_stays_is_not() {
    let silent = |reports: Vec<Made>| assert_eq!(told(&reports, "XF505"), Vec::<String>::new());
    silent(weeks(|week| if week % 2 == 0 { "50,000 req/s" } else { "50k req/s" }));
    silent(weeks(|week| if week % 2 == 0 { "50,000 req/s" } else { "≥ 50,000 req/s" }));
    silent(weeks(|week| if week < 6 { "50,000 req/s" } else { "40,000 req/s (lowered)" }));
    // Two environments, said and unsaid.
    let site = |week: usize, said: bool| {
        let (site, target) =
            if week.is_multiple_of(2) { ("staging", "50,000 req/s") } else { ("live", "80,000 req/s") };
        let said = if said { format!("\n\n**Environment**: {site}") } else { String::new() };
        load(week, &format!("# Load test week {week}{said}"), target)
    };
    silent((1..=12).map(|week| site(week, true)).collect());
    silent((1..=12).map(|week| site(week, false)).collect());
    // Nothing tells the order.
    let unordered =
        |week: usize| load(week, "# Load test", if week < 6 { "50,000 req/s" } else { "40,000 req/s" });
    silent((1..=12).map(unordered).collect());
    // A copy of the week in which it stood otherwise does not hide the order.
    let mut copied = weeks(|_| "50,000 req/s");
    copied.push(("load/copy.md".into(), copied[4].1.clone()));
    silent(copied);
}

#[test]
fn an_event_after_the_report_is_told_where_it_has_happened() {
    let batch = |text: &str| {
        told(&[("b.md".into(), format!("# Batch 2207 record\n\n**Date**: 2026-03-04\n\n{text}\n"))], "XF506")
            .len()
    };
    assert_eq!(batch("The assay failed on 2026-03-09 and was repeated."), 1);
    assert_eq!(batch("The night shift sampled it on 9 March 2026."), 1);
    for silent in [
        "The assay ran on 2026-03-05.",
        "The next audit was moved to 2026-05-01.",
        "Certificates were signed and run out on 2027-01-01.",
        "Stability was measured for storage until 2028-01-01.",
        "Amended on 2026-03-20: the yield was recorded wrongly.",
        "Retest is due on 2027-03-04.",
        "The line was sampled between February and April 2026.",
        "Tested with data set 2027-01-01-b of the future scenario.",
    ] {
        assert_eq!(batch(silent), 0, "{silent}");
    }
}
