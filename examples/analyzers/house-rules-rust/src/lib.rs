//! The rules of the house, as an analyzer for crossfoot.

use crossfoot_kit::bindings::Declaration;
use crossfoot_kit::rule::{Explained, Pack};
use crossfoot_kit::setting;

mod attempts_short;

pub struct HouseRules;

impl Pack for HouseRules {
    const NAME: &'static str = "house-rules";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    /// A new rule is a new file, and a line here.
    fn rules() -> &'static [Explained] {
        &[Explained { rule: attempts_short::RULE, explanation: include_str!("attempts_short.md") }]
    }

    fn settings() -> Vec<Declaration> {
        vec![setting::number("attempts", 3, "The least number of attempts that a round must report.")]
    }
}

crossfoot_kit::bindings::export_analyzer!(HouseRules);
