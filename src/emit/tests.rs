use super::*;
use crate::ledger::Outcome;
use crate::ledger::sample::outcome;

#[test]
fn text_is_as_a_compiler_would_say_it() {
    insta::assert_snapshot!(text(&outcome(), &TextStyle::default()));
}

#[test]
fn text_can_list_the_heirs() {
    let style = TextStyle { show_inherited: true, ..TextStyle::default() };
    let shown = text(&outcome(), &style);
    assert!(shown.contains("inherited by 2 later reports:"), "{shown}");
    assert!(shown.contains("reports/batch-43.md:3"), "{shown}");
}

#[test]
fn colour_and_links_add_nothing_but_escapes() {
    let style = TextStyle { color: true, hyperlinks: Some("file:///r/".into()), ..TextStyle::default() };
    let shown = text(&outcome(), &style);
    assert!(
        shown.contains(
            "\u{1b}]8;;file:///r/reports/batch%2041.md\u{1b}\\reports/batch 41.md\u{1b}]8;;\u{1b}\\"
        ),
        "{shown}"
    );
}

#[test]
fn nothing_found_is_said() {
    assert_eq!(
        text(&Outcome { reports: 1, ..Outcome::default() }, &TextStyle::default()),
        "1 report, 0 relations: 0 hold, 0 contradicted, 0 undecided; no findings\n"
    );
}

#[test]
fn json_keeps_its_promise() {
    insta::assert_snapshot!(json(&outcome()));
}

#[test]
fn services_get_what_they_read() {
    for (name, format) in Format::ALL {
        if !name.starts_with(['t', 'j']) || name == "junit" {
            insta::assert_snapshot!(name, format.render(&outcome(), &TextStyle::default()));
        }
    }
}

#[test]
fn nothing_found_is_no_finding_in_any_format() {
    let nothing = Outcome { reports: 1, paths: vec!["a.md".into()], ..Outcome::default() };
    let shown = |format: Format| format.render(&nothing, &TextStyle::default());
    assert_eq!(shown(Format::Github), "");
    assert_eq!(shown(Format::Gitlab), "[]\n");
    assert!(shown(Format::Junit).contains("tests=\"1\" failures=\"0\" errors=\"0\""));
    assert!(shown(Format::Markdown).starts_with("### crossfoot: no findings\n"));
}

#[test]
fn json_lines_are_objects() {
    let lines = jsonl(&outcome());
    let types: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["type"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(types, ["run", "finding", "finding", "finding", "finding", "finding", "fault", "summary"]);
}

#[test]
fn no_format_lets_unsafe_characters_through() {
    let outcome = outcome();
    for (_, format) in Format::ALL {
        let shown = format.render(&outcome, &TextStyle::default());
        let bad = shown.chars().find(|&c| c != '\n' && escape::is_unsafe(c));
        assert_eq!(bad, None, "{shown}");
    }
    let value: serde_json::Value = serde_json::from_str(&json(&outcome)).unwrap();
    assert!(value["findings"].to_string().contains('\u{202e}'), "the value itself is unchanged");
}

#[test]
fn faults_are_one_line() {
    assert_eq!(
        fault_line(&outcome().faults[0]),
        "fault[out-of-fuel]: reports/batch-44.md: acme: used more than 500 million units"
    );
}
