//! A house's protocol for rounds of testing, as an analyzer for crossfoot: how
//! many attempts a round needs, by which methods, and when a clean streak has
//! to begin anew. All of it is set in the config.

use crossfoot_kit::bindings::{Declaration, Entry};
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::report::Report;
use crossfoot_kit::rule::{Explained, Pack};
use crossfoot_kit::setting;

mod attempts_short;
mod method_missing;
mod streak_carried;

pub struct Protocol;

impl Pack for Protocol {
    const NAME: &'static str = "protocol";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn rules() -> &'static [Explained] {
        &[
            Explained { rule: attempts_short::RULE, explanation: include_str!("attempts_short.md") },
            Explained { rule: method_missing::RULE, explanation: include_str!("method_missing.md") },
            Explained { rule: streak_carried::RULE, explanation: include_str!("streak_carried.md") },
        ]
    }

    fn settings() -> Vec<Declaration> {
        vec![
            setting::number("attempts", 3, "The least number of attempts that a round must report."),
            setting::texts(
                "methods",
                &["bench", "simulation", "review"],
                "The methods of which each attempt must name one; none for no such rule.",
            ),
            setting::flag("reset-after-bug", true, "Whether a bug ends the streak of clean rounds."),
        ]
    }

    fn note(report: &Report, _: &[Entry], note: &mut NoteWriter) {
        streak_carried::take_note(report, note);
    }
}

crossfoot_kit::bindings::export_analyzer!(Protocol);
