//! The standard pack: what does not add up inside a report, and across reports
//! that carry the same counter on.

use crossfoot_kit::bindings::Entry;
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::report::Report;
use crossfoot_kit::rule::{Explained, Pack, Series, SeriesLedger};

mod across;
mod additive;
mod afterwards;
mod all_rows;
mod allowed_failures;
mod announced;
mod arrows;
mod balances;
mod bracket_products;
mod breakdown;
mod carriers;
mod caused;
mod census;
mod changes;
mod clock_columns;
mod column_headlines;
mod comparisons;
mod confusion;
mod conversions;
mod counted;
mod date_spans;
mod denials;
mod directions;
mod disowned;
mod drawn_trees;
mod durations;
mod efficiency_columns;
mod efforts;
mod enumerations;
mod exceptions;
mod excesses;
mod expressions;
mod extremes;
mod failures;
mod fenced_lists;
mod field_totals;
mod fraction_totals;
mod gains;
mod gross;
mod header_tallies;
mod headings;
mod headlines;
mod hundred;
mod id_ranges;
mod in_step;
mod kin;
mod laws;
mod leaks;
mod left_over;
mod list_means;
mod listing_excuses;
mod lookups;
mod mean_excuses;
mod money_totals;
mod movements;
mod named_rates;
mod named_totals;
mod other_bases;
mod outcome_tally;
mod outcomes;
mod overlaps;
mod paired_ratios;

mod per_each;
mod pooled;
mod portions;
mod product_excuses;
mod prose_shares;
mod quotients;
mod range_columns;
mod ranks;
mod rate_columns;
mod rate_rows;
mod rates;
mod rolls;
pub mod rules;
mod run_times;
mod running_changes;
mod said_directions;
mod scaling;
pub mod series;
mod setback_excuses;
mod settings;
mod several;
mod share_columns;
mod shares;
mod speedups;
mod spreads;
mod state_columns;
mod statistic_rows;
mod stocks;
mod subtotals;
mod superlatives;
mod sweeps;
mod targets;
mod terms;
mod test_logs;
mod ticks;
mod ties;
mod titles;
mod tolls;
mod total_excuses;
mod universal;
mod unlabelled_totals;
mod wholes;
mod windows;
mod worded_products;
mod workers;

pub struct Standard;

impl Pack for Standard {
    const NAME: &'static str = "standard";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn rules() -> &'static [Explained] {
        rules::RULES
    }

    fn note(report: &Report, entries: &[Entry], note: &mut NoteWriter) {
        series::take(report, entries, note);
    }

    fn across(notes: &Series<'_>, ledger: &mut SeriesLedger) {
        let briefs = series::briefs(notes);
        let reading = series::Reading { briefs: &briefs, streaks: &series::streaks(&briefs) };
        for (rule, across) in rules::ACROSS {
            if let Some(explained) = rules::RULES.get(*rule) {
                ledger.turn_to(*rule as u32, explained.rule.severity);
                across(&reading, ledger);
            }
        }
        series::inherit(&briefs, ledger);
    }
}

crossfoot_kit::bindings::export_analyzer!(Standard);
