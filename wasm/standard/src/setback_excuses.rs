//! Setbacks that speak against no claim about all: a state of one thing, one of what the claim
//! does not speak of, one that was meant to be.

use crate::outcomes::{self, TURNED_AWAY};
use crate::universal::Claim;
use crossfoot_kit::prelude::*;

/// What excuses a setback from one claim; of each table or list it is found out once.
pub struct Excuses<'c, 'r> {
    report: &'r Report,
    claim: &'c Claim<'r>,
    held: Option<Held<'c, 'r>>,
}

/// What a table or list tells of all its rows.
struct Held<'c, 'r> {
    node: u32,
    table: Option<Table<'r>>,
    /// A row for each commit, run or hour, or for each candidate or fault.
    of_others: bool,
    /// Some rows say the very word of the claim: "closed".
    says_claim: bool,
    /// Words that narrow the claim and that some rows say: "unit".
    narrows: Vec<&'c Word>,
    expected: Option<u32>,
}

impl<'c, 'r> Excuses<'c, 'r> {
    pub fn of(report: &'r Report, claim: &'c Claim<'r>) -> Self {
        Self { report, claim, held: None }
    }

    pub fn excuse(&mut self, setback: &Setback) -> bool {
        let (report, claim) = (self.report, self.claim);
        if self.held.as_ref().is_none_or(|held| held.node != setback.holder) {
            self.held = Some(Held::of(report, claim, setback.holder));
        }
        let Some(held) = &self.held else { return false };
        let over = claim.is_only_over && !held.says_claim && ended_badly(report, claim, setback);
        let Some(table) = held.table else { return over };
        let row = table.row(setback.node);
        let meant = || {
            let told = row.zip(held.expected).and_then(|(row, column)| row.cell(column));
            told.is_some_and(|told| is_as_expected(told.text().trim(), report.text(setback.at).trim()))
        };
        over || held.of_others
            || is_untouched(report, claim, setback)
            || meant()
            || row.is_some_and(|row| is_of_what_was_tested(claim, table, row, setback))
            || row.is_some_and(|row| held.is_narrowed(claim, table, row, setback))
    }
}

impl<'c, 'r> Held<'c, 'r> {
    fn of(report: &'r Report, claim: &'c Claim<'r>, node: u32) -> Self {
        let table = report.table_at(node);
        let said = report.words_in(claim.at).last().map(|word| word.concept);
        let says = |word: &Word| Some(word.concept) == said;
        let says_claim = match table {
            Some(table) => table.rows().flat_map(Row::cells).any(|cell| cell.words().iter().any(says)),
            None => report.words_in(report.span(node)).iter().any(says),
        };
        let expected = table.and_then(|table| {
            (1..table.columns()).find(|column| {
                let words = table.header(*column).map_or(&[][..], Cell::words);
                matches!(words, [word] if report.is_one_of(word, &["expected"]))
            })
        });
        Self {
            node,
            table,
            of_others: table.is_some_and(|table| is_of_others(claim, table)),
            says_claim,
            narrows: table.map_or(Vec::new(), |table| narrows(claim, table)),
            expected,
        }
    }

    /// "All unit tests pass" over a row of another kind: what narrows the claim is said by
    /// other rows, or is a column with "no" in this one.
    fn is_narrowed(&self, claim: &Claim, table: Table<'_>, row: Row<'_>, setback: &Setback) -> bool {
        let own = |word: &Word| {
            let cells = row.cells().filter(|cell| cell.at() != setback.at);
            cells.flat_map(Cell::words).any(|said| said.concept == word.concept)
        };
        let answered_no = |word: &Word| {
            row.cells().any(|cell| {
                let header = table.header(cell.column).map_or(&[][..], Cell::words);
                header.iter().any(|said| said.concept == word.concept)
                    && is_any(cell.text().trim(), &["no", "n", "nein", "–", "-"])
            })
        };
        self.narrows.iter().any(|word| !own(word)) || narrowing(claim).any(answered_no)
    }
}

/// The words of a claim that may leave some rows out: before what it is of, and behind its verdict.
fn narrowing<'c>(claim: &'c Claim<'_>) -> impl Iterator<Item = &'c Word> {
    let before = claim.noun.split_last().map_or(&[][..], |(_, before)| before);
    before.iter().copied().chain(claim.behind).filter(|word| !word.is(Roles::PASS | Roles::ALL))
}

/// Those of them that some rows say.
fn narrows<'c>(claim: &'c Claim<'_>, table: Table<'_>) -> Vec<&'c Word> {
    let short = |cell: &Cell<'_>| cell.words().len() <= 3;
    let says = |word: &&Word| {
        let cells = table.rows().flat_map(Row::cells).filter(short);
        cells.flat_map(Cell::words).any(|said| said.concept == word.concept)
    };
    narrowing(claim).filter(says).collect()
}

/// A row for each commit, run or hour tells what became of one thing; one of a mutant is none
/// of "all tests".
fn is_of_others(claim: &Claim, table: Table<'_>) -> bool {
    let listed = table.header(0).map_or(&[][..], Cell::words);
    let meant = |word: &Word| claim.noun.iter().any(|noun| noun.concept == word.concept);
    outcomes::lists_states(table) && !listed.last().is_some_and(meant)
        || outcomes::lists_candidates(table) && !claim.noun.is_empty() && !listed.iter().any(meant)
}

/// "All tests completed" over one that failed; a cross beside a task may say that it was not
/// done.
fn ended_badly(report: &Report, claim: &Claim, setback: &Setback) -> bool {
    let failed = |word: &Word| word.is(Roles::FAIL) && report.text(word.at).starts_with(char::is_alphabetic);
    let tested = claim.noun.iter().any(|word| word.is(Roles::TEST));
    setback.verdict == Verdict::Fail && (tested || report.words_in(setback.at).iter().any(failed))
}

/// "Type checking: skipped" is none of all the tests.
fn is_untouched(report: &Report, claim: &Claim, setback: &Setback) -> bool {
    let [noun] = claim.noun.as_slice() else { return false };
    let skipped = report.words_in(setback.at).iter().any(|word| word.is(Roles::SKIPPED));
    let named = report.words_in(setback.label).iter().any(|word| word.concept == noun.concept);
    noun.is(Roles::TEST) && skipped && !named
}

/// "reject", and "rejected" beside it.
fn is_as_expected(told: &str, said: &str) -> bool {
    let same = |told: &str| said.get(..told.len()).is_some_and(|start| start.eq_ignore_ascii_case(told));
    told.len() >= 2 && same(told)
}

/// What the tests did to a node, or how a thing under test answered: "Node state:
/// failed", "❌ rejected".
fn is_of_what_was_tested(claim: &Claim, table: Table<'_>, row: Row<'_>, setback: &Setback) -> bool {
    let report = table.report;
    let tests = claim.noun.last().is_none_or(|noun| noun.is(Roles::TEST));
    let cell = row.cells().find(|cell| cell.at() == setback.at);
    let header = cell.and_then(|cell| table.header(cell.column)).map_or(&[][..], Cell::words);
    let of_one = matches!(header, [_, .., last] if report.is_one_of(last, &["state"]));
    tests && (of_one || report.words_in(setback.at).iter().any(|word| TURNED_AWAY.has(word)))
}
