//! Figures beside the targets that they should reach: in tables, in fields and
//! in sentences. What is found here is judged by the rules; nothing here writes
//! into the ledger.

mod above;
mod bounds;
mod by_rows;
mod cells;
mod column_names;
mod columns;
mod directly;
mod fields;
mod grades;
mod granted;
mod headers;
mod labels;
mod marked;
mod pairs;
mod prose;
mod rows;
mod side;
mod standing;
mod stated;

use crossfoot_kit::prelude::*;

pub use above::in_sections;
pub use columns::Columns;
pub use directly::in_comparisons;
pub use fields::in_fields;
pub use grades::{Graded, in_grades};
pub use headers::{answer, in_headers};
pub use labels::in_labels;
pub use marked::in_lines;
pub use pairs::in_pairs;
pub use prose::in_sentences;
pub use rows::in_rows;
pub use standing::standing;
pub use stated::{Relation, Stated, in_words};

/// On which side of a target a figure should lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    AtLeast,
    AtMost,
    /// The target itself says it: `<50`, `95%+`, `90–110`.
    Inside,
    Exactly,
}

/// How a figure stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Meets,
    Misses,
    /// Some of the values that it can stand for do, and some do not, because
    /// the report gives only a bound.
    NotShown,
    /// Another count than was expected: worth a look, no more.
    Differs,
    Unclear,
}

/// One figure beside its target.
#[derive(Clone, Copy)]
pub struct Aim {
    pub target: u32,
    pub measured: u32,
    pub standing: Standing,
    pub verdict: Option<Verdict>,
}
