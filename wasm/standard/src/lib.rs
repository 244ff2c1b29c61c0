//! The standard pack: what does not add up inside a report, and across reports
//! that carry the same counter on.

use crossfoot_kit::rule::{Explained, Pack};

mod counted;
pub mod rules;

pub struct Standard;

impl Pack for Standard {
    const NAME: &'static str = "standard";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn rules() -> &'static [Explained] {
        rules::RULES
    }
}

crossfoot_kit::bindings::export_analyzer!(Standard);
