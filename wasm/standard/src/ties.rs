//! What ties a claim about all of something to a row, a field or a task.

use crate::universal::Claim;
use crossfoot_kit::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The words tie the claim to the thing.
    Words,
    /// They only stand near each other.
    Place,
}

/// What ties a claim to a thing, if anything does.
pub fn tie(report: &Report, claim: &Claim, holder: u32, node: u32) -> Option<Tie> {
    if node == claim.statement {
        return None;
    }
    let section = report.section(node);
    let inside = report.section_within(section, claim.section);
    let named = || claim.noun.iter().all(|word| report.is_about(holder, word));
    if claim.in_heading {
        return (inside && !report.is_elsewhere(node, claim.section))
            .then(|| if named() { Tie::Words } else { Tie::Place });
    }
    if section == claim.section {
        let introduced = introduces(report, claim.statement, holder);
        let task = introduced
            && report.kind(node) == kind::ITEM
            && claim.noun.last().is_some_and(|word| names_tasks(report, word));
        let colon = introduced && report.text(report.statement_span(claim.statement)).ends_with(':');
        let about = !claim.noun.is_empty() && named() && names_field(report, claim, node);
        let tied = task || colon || about || (introduced && claim.noun.is_empty());
        return Some(if tied { Tie::Words } else { Tie::Place });
    }
    let reach = report.reach(claim.section);
    let reached = report.section_within(section, reach) && !report.is_elsewhere(node, reach);
    // "Status: not tested" under a heading of its own speaks of what that names.
    let own =
        report.kind(node) != kind::FIELD || names_field(report, claim, node) || heads(report, claim, section);
    (reached && !claim.noun.is_empty() && named() && own).then_some(Tie::Words)
}

/// A field tells of what its key names: "Status: blocked" is no word on "all 52
/// scenarios", though they stand in one section.
fn names_field(report: &Report, claim: &Claim, node: u32) -> bool {
    let key = report.children(node).find(|child| report.kind(*child) == kind::KEY);
    let Some(key) = key.filter(|_| report.kind(node) == kind::FIELD) else { return true };
    let same = |word: &Word| {
        report
            .words_of(key)
            .iter()
            .any(|other| other.concept == word.concept || other.is(Roles::TEST) && word.is(Roles::TEST))
    };
    claim.noun.iter().any(|word| same(word))
}

/// Words for the points of a list that are ticked off.
fn names_tasks(report: &Report, word: &Word) -> bool {
    const TASKS: [&str; 9] = [
        "tasks",
        "items",
        "steps",
        "actions",
        "points",
        "prerequisites",
        "criteria",
        "boxes",
        "preconditions",
    ];
    report.is_one_of(word, &TASKS)
}

/// Whether a statement is what introduces a table or list, or stands right
/// below a list: nothing else is between them.
fn introduces(report: &Report, statement: u32, holder: u32) -> bool {
    let follows = |node: u32| report.next_sibling(node).is_some_and(|next| next == holder);
    let block = report.parent(statement);
    let sums_up = || report.next_sibling(holder) == Some(block) && report.kind(holder) == kind::LIST;
    follows(statement) || (report.next_sibling(statement).is_none() && follows(block)) || sums_up()
}

/// The heading of a section names what the claim is of.
fn heads(report: &Report, claim: &Claim, section: u32) -> bool {
    let words = report.heading(section).map_or(&[][..], |heading| report.words_of(heading));
    claim.noun.iter().any(|noun| words.iter().any(|word| word.concept == noun.concept))
}
