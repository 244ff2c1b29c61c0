//! What a law rests on: the names of the columns, or rows that would be unlikely
//! without it.

use crossfoot_kit::prelude::*;

/// What a law rests on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The words of the headers promise it: a row that breaks it is wrong.
    Named,
    /// The rows show it, far beyond chance: a row that breaks it is to be asked
    /// about.
    Shown,
    /// It may be a coincidence.
    Weak,
}

impl Ground {
    /// How a row comes out that stands so to the law.
    pub fn settle(self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Contradicted if self == Ground::Weak => Outcome::Undecided,
            outcome => outcome,
        }
    }

    /// How much it weighs to break it.
    pub fn severity(self) -> Severity {
        match self {
            Ground::Named => Severity::Error,
            Ground::Shown | Ground::Weak => Severity::Warning,
        }
    }
}

/// Together the rows that hold must be this unlikely to do so by chance, in
/// bits; if there are but few of them, more so.
const SHOWN: u32 = 16;
const SHOWN_BY_FEW: u32 = 24;
/// Below this nothing is said at all.
const SEEN: u32 = 8;
const SEEN_IF_NAMED: u32 = 4;

/// How many of so many rows can break a law; see [`Evidence::ground`].
pub fn most_broken(rows: usize) -> usize {
    (rows / 10).max(1)
}

/// How much the rows say for a law.
#[derive(Default)]
pub struct Evidence {
    pub rows: usize,
    pub held: usize,
    /// Rows that hold and that no zero makes trivial.
    pub telling: usize,
    pub bits: u32,
}

impl Evidence {
    /// All rows but one, or nine in ten, and not by chance.
    pub fn ground(&self, named: bool) -> Option<Ground> {
        let all_but_one = self.held + 1 >= self.rows || self.held * 10 >= self.rows * 9;
        let least = if named { SEEN_IF_NAMED } else { SEEN };
        if self.rows < 3 || self.held < 2 || !all_but_one || self.telling == 0 || self.bits < least {
            return None;
        }
        let enough = if self.telling > 2 { SHOWN } else { SHOWN_BY_FEW };
        Some(match () {
            () if named => Ground::Named,
            () if self.bits >= enough => Ground::Shown,
            () => Ground::Weak,
        })
    }
}
