//! Totals followed from report to report: each step must add as many as the
//! rounds between take.

use std::collections::BTreeMap;

use super::{Brief, Id, Total, fact};

/// A report with a total, and where it stands among the others.
#[derive(Clone, Copy, Debug)]
pub struct Sum<'b> {
    pub brief: &'b Brief<'b>,
    pub id: &'b Id<'b>,
    pub total: &'b Total<'b>,
}

/// Where a total stopped to be the one before and what was added.
#[derive(Clone, Debug)]
pub struct Slip<'b> {
    pub before: Sum<'b>,
    pub at: Sum<'b>,
    /// How many of the thing each round adds.
    pub each: i64,
    pub amount: i64,
    pub heirs: Vec<Sum<'b>>,
}

#[derive(Debug, Default)]
pub struct Summed<'b> {
    pub slips: Vec<Slip<'b>>,
    pub holds: u32,
    pub undecided: u32,
}

/// Every total of a series, followed. The key is the kind of document, what is
/// counted and over what, and the folder.
pub fn sums<'b>(briefs: &'b [Brief<'b>]) -> Vec<Summed<'b>> {
    let mut chains: BTreeMap<(u32, u32, u32, u64), Vec<Sum<'b>>> = BTreeMap::new();
    for brief in briefs {
        for total in &brief.totals {
            let Some(id) = brief.position(total.group) else { continue };
            let key = (brief.kind, total.thing, total.group, brief.folder);
            chains.entry(key).or_default().push(Sum { brief, id, total });
        }
    }
    chains.into_values().map(sum).collect()
}

fn sum(mut chain: Vec<Sum<'_>>) -> Summed<'_> {
    chain.sort_by_key(|sum| (sum.id.last, sum.id.first, sum.total.rounds, sum.total.total, sum.brief.path));
    let mut summed = Summed::default();
    let mut walk = Walk::default();
    for same in chain.chunk_by(|one, other| one.id.last == other.id.last) {
        let Some((first, others)) = same.split_first() else { continue };
        walk.step(*first, &mut summed);
        // What another report on the same id repeats, it inherits too.
        let figures = |sum: &Sum<'_>| (sum.total.total, sum.total.rounds);
        others.iter().filter(|other| figures(other) == figures(first)).for_each(|other| {
            walk.carry(*other, &mut summed);
        });
    }
    // Where every other report is off, rounds do not all add the same number.
    if summed.slips.len() > 2.max(chain.len() / 8) {
        summed.undecided += summed.slips.len() as u32;
        summed.slips.clear();
    }
    summed
}

/// So many equal steps, where the reports do not say how many each of them adds.
const LONG: u32 = 3;

#[derive(Default)]
struct Walk<'b> {
    before: Option<Sum<'b>>,
    /// What each round added so far, and how many steps agreed.
    each: Option<(i64, u32)>,
    /// How far the totals are off, since the last slip of `Summed`.
    debt: i64,
}

impl<'b> Walk<'b> {
    fn step(&mut self, at: Sum<'b>, summed: &mut Summed<'b>) {
        let Some(before) = self.before.replace(at) else { return };
        let rounds = at.total.rounds - before.total.rounds;
        let added = at.total.total.saturating_sub(before.total.total);
        if rounds <= 0 {
            // Another scope, or a restart: counted anew from here.
            self.debt = 0;
            summed.undecided += 1;
            return;
        }
        let adjacent = at.id.first <= before.id.last.saturating_add(1);
        let own = at.total.part.filter(|_| adjacent);
        let batch = own.filter(|_| rounds == at.id.last - at.id.first + 1);
        // What no report says must have held for long before it is a law.
        let enough = if own.is_some() { 1 } else { LONG };
        let learned = self.each.filter(|(_, steps)| *steps > enough).map(|(each, _)| each);
        let product = |each: Option<i64>| each.and_then(|each| each.checked_mul(rounds));
        let fits = [product(own), batch, product(learned)].into_iter().flatten().any(|right| right == added);
        if fits {
            summed.holds += 1;
            self.learn(added, rounds);
            self.carry(at, summed);
            return;
        }
        let right = learned
            .filter(|_| !at.total.is_unclear)
            .filter(|each| own.is_none_or(|own| own == *each))
            .and_then(|e| Some((e, product(Some(e))?)));
        let Some((each, right)) = right else {
            summed.undecided += 1;
            self.learn(added, rounds);
            return self.carry(at, summed);
        };
        let amount = added - right;
        let mended = self.debt != 0 && self.debt.checked_add(amount) == Some(0);
        if mended {
            self.debt = 0;
            summed.holds += 1;
        } else if ordered(&before, &at) && !at.brief.says(fact::RESTART) {
            self.debt = amount;
            summed.slips.push(Slip { before, at, each, amount, heirs: Vec::new() });
        } else {
            self.debt = 0;
            summed.undecided += 1;
        }
    }

    fn carry(&self, at: Sum<'b>, summed: &mut Summed<'b>) {
        if self.debt != 0
            && let Some(slip) = summed.slips.last_mut()
        {
            slip.heirs.push(at);
        }
    }

    fn learn(&mut self, added: i64, rounds: i64) {
        if added <= 0 || added % rounds != 0 {
            return;
        }
        let each = added / rounds;
        self.each = match self.each {
            Some((known, steps)) if known == each => Some((known, steps.saturating_add(1))),
            _ => Some((each, 1)),
        };
    }
}

fn ordered(before: &Sum<'_>, at: &Sum<'_>) -> bool {
    match (before.brief.date, at.brief.date) {
        (Some(before), Some(at)) => before <= at + 1,
        _ => true,
    }
}
