//! Things that are judged one by one where no column of a table does it: the
//! lines of a block, the cells of a matrix, the items of a list behind a mark.

use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// A list of verdicts, and where it stands.
pub struct Roll {
    pub at: Span,
    section: u32,
    pub called: Vec<(Span, Verdict)>,
}

impl Roll {
    fn key(&self) -> (u32, usize) {
        (self.section, self.called.len())
    }

    pub fn passed(&self) -> i64 {
        self.count(&[Verdict::Pass])
    }

    /// How a printed number of passes stands to it. What passed with a warning
    /// may be counted either way.
    pub fn outcome(&self, printed: Value) -> Outcome {
        let (passed, open) = (self.passed(), self.count(&[Verdict::Partial, Verdict::Noted]));
        let outcomes = (0..=open).map(|more| Value::whole(passed + more).equals(printed));
        match outcomes.enumerate().find(|(_, outcome)| *outcome != Outcome::Contradicted) {
            Some((0, outcome)) => outcome,
            Some(_) => Outcome::Undecided,
            None => Outcome::Contradicted,
        }
    }

    fn count(&self, wanted: &[Verdict]) -> i64 {
        self.called.iter().filter(|(_, verdict)| wanted.contains(verdict)).count() as i64
    }
}

/// The rolls of a report, in the order of their sections and sizes.
pub struct Rolls(Vec<Roll>);

impl Rolls {
    /// All of them, and none of a single thing.
    pub fn of(report: &Report) -> Self {
        let blocks = report.of_kind(kind::BLOCK).filter_map(|node| of_parts(report, node, line));
        let lists = report.of_kind(kind::LIST).filter_map(|node| of_parts(report, node, item));
        let mut rolls: Vec<Roll> = blocks.chain(lists).chain(report.tables().filter_map(matrix)).collect();
        rolls.sort_by_key(Roll::key);
        Self(rolls)
    }

    /// The only roll of so many things in a section.
    pub fn of_so_many(&self, section: u32, many: usize) -> Option<&Roll> {
        let key = (section, many);
        let from = self.0.partition_point(|roll| roll.key() < key);
        let mut same = self.0.get(from..)?.iter().take_while(|roll| roll.key() == key);
        same.next().filter(|_| same.next().is_none())
    }
}

const LONGEST: usize = 60;

/// How many verdicts a number says that there are, all or some of them passes:
/// "12 of 12 jobs green", "all 12 jobs are green".
pub fn claimed(report: &Report, index: u32) -> Option<usize> {
    let quantity = report.quantity(index)?;
    let whole = if quantity.role == role::NUMERATOR { quantity.mate } else { index };
    let every = || {
        let before = report.word_before(quantity.at.start);
        before.is_some_and(|word| word.is(Roles::ALL) && quantity.at.start - word.at.end <= 6)
    };
    if quantity.role != role::NUMERATOR && (quantity.role != role::ALONE || !every()) {
        return None;
    }
    let at = report.statement_span(report.statement_of(index));
    let behind = report.words_in(Span { start: report.quantity(whole)?.at.end, end: at.end });
    // "Met: 6 of 6."
    let label = || report.label(index).iter().filter(|_| behind.is_empty());
    let passed = behind
        .iter()
        .take(4)
        .find(|word| word.is(Roles::VERDICT))
        .or_else(|| label().find(|word| word.is(Roles::VERDICT)))?;
    let aside = OPEN | Roles::MODAL | Roles::TARGET | Roles::BEFORE | Roles::NEGATION | Roles::FAIL;
    // A statement of more words tells of more than one thing.
    let plain =
        passed.is(Roles::PASS) && report.words_in(at).len() <= LONGEST && !report.roles_in(at).has(aside);
    report.count(whole).filter(|_| plain).and_then(|many| usize::try_from(many).ok())
}

fn of_parts(report: &Report, node: u32, judged: fn(&Report, u32) -> Option<Option<Verdict>>) -> Option<Roll> {
    let mut called = Vec::new();
    for part in report.children(node) {
        match judged(report, part) {
            None => {}
            Some(verdict) => called.push((report.span(part), verdict?)),
        }
    }
    let section = report.section(node);
    (called.len() > 1).then(|| Roll { at: report.span(node), section, called })
}

/// "payments   MISMATCH", "test a::b ... ok", "PASS: parser". A blank line is no
/// part; one that says nothing ends the roll.
fn line(report: &Report, line: u32) -> Option<Option<Verdict>> {
    let at = report.span(line);
    let words = report.words_in(at);
    if report.kind(line) != kind::LINE || report.text(at).trim().is_empty() {
        return None;
    }
    let verdict = |word: &Word| {
        (words.len() > 1 && word.is(Roles::VERDICT)).then(|| report.cell_verdict(word.at)).flatten()
    };
    Some(words.last().and_then(verdict).or_else(|| words.first().and_then(verdict)))
}

/// "- ✅ parser": a mark, and then what it is of; "- parser: PASS".
fn item(report: &Report, item: u32) -> Option<Option<Verdict>> {
    let head = report.item_head(item);
    let words = report.words_in(head);
    if let [.., last] = words
        && matches!(words.len(), 2..=6)
        && last.is(Roles::VERDICT)
    {
        let lead = report.text(Span { start: head.start, end: last.at.start });
        let ends = report.text(Span { start: last.at.end, end: head.end });
        let alone = ends.trim_matches([' ', '*', '_', '.', '`']).is_empty();
        if alone && lead.trim_end_matches(['*', '_', ' ', '`']).ends_with([':', '–', '—']) {
            return Some(report.cell_verdict(last.at));
        }
    }
    let mark = words.first().filter(|word| {
        words.len() > 1 && !report.text(word.at).starts_with(|sign: char| sign.is_ascii_alphanumeric())
    });
    Some(mark.filter(|word| word.is(Roles::VERDICT)).and_then(|word| report.cell_verdict(word.at)))
}

/// A table that holds nothing but verdicts.
fn matrix(table: Table<'_>) -> Option<Roll> {
    let mut called = Vec::new();
    if !(3..=16).contains(&table.columns()) {
        return None;
    }
    for cell in table.rows().flat_map(|row| row.cells().skip(1)) {
        called.push((cell.at(), table.report.cell_verdict(cell.at())?));
    }
    let section = table.report.section(table.node());
    (called.len() > 3).then(|| Roll { at: table.at(), section, called })
}
