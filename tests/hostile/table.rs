//! The table in `docs/security.md`, made from what became of the attacks.

use std::fmt::Write;

use crate::attack::Stage;
use crate::root;
use crate::suite::Outcome;

const BEGIN: &str =
    "<!-- attacks: made by `UPDATE=1 cargo test --test hostile`; edit fixtures/hostile instead -->";
const END: &str = "<!-- end of attacks -->";

pub fn compare(outcomes: &[Outcome]) {
    let path = root().join("docs/security.md");
    let page = fs_err::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let wanted = format!("{before}{BEGIN}\n\n{}\n{END}{after}", table(outcomes));
    if page == wanted {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "docs/security.md is out of date: run with UPDATE=1");
    fs_err::write(&path, wanted).unwrap();
}

fn table(outcomes: &[Outcome]) -> String {
    let mut out =
        String::from("| attack | what it does | while | told | time | memory |\n|---|---|---|---|---|---|\n");
    for outcome in outcomes {
        let attack = &outcome.attack;
        let stage = match attack.stage {
            Stage::Loading => "loading",
            Stage::Inspecting => "inspecting",
            Stage::Concluding => "concluding",
        };
        writeln!(
            out,
            "| [{0}](../fixtures/hostile/{0}.wat) | {1} | {stage} | {2} | {3} | {4} |",
            attack.name,
            attack.what,
            attack.told,
            time(outcome),
            memory(outcome)
        )
        .unwrap();
    }
    out
}

/// Classes that are the same on every machine.
fn time(outcome: &Outcome) -> &'static str {
    let Some(fault) = &outcome.fault else { return "a call" };
    if outcome.attack.told.contains(" or ") {
        return "bounded";
    }
    match fault.kind.name() {
        "out-of-fuel" => "all its fuel",
        "deadline" => "the deadline",
        "compile-timeout" => "the compiler's",
        "malformed" | "screened" | "wrong-world" | "unexpected-import" | "too-large" => "before it runs",
        _ => "part of its fuel",
    }
}

/// The most linear memory that it had. Memory that could not be had was not taken.
fn memory(outcome: &Outcome) -> String {
    match outcome.cost {
        Some(cost) => format!("{} KiB", cost.memory / 1024),
        None => "–".to_owned(),
    }
}
