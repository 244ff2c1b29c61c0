//! What there was, what came, what went and what is left: "11 carried over, 18
//! opened, 22 closed, 7 open", `| Opening | In | Out | Closing |`.

use crossfoot_kit::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Start,
    In,
    Out,
    End,
}

pub struct Stock {
    pub start: u32,
    pub flows: Vec<(u32, bool)>,
    pub end: u32,
    /// The words or the other rows leave no doubt.
    pub tied: bool,
}

impl Stock {
    pub fn sum(&self, report: &Report) -> Value {
        self.flows.iter().fold(report.value(self.start), |sum, (flow, out)| {
            let value = report.value(*flow);
            if *out { sum.sub(value) } else { sum.add(value) }
        })
    }

    pub fn outcome(&self, report: &Report) -> Outcome {
        match self.sum(report).equals(report.value(self.end)) {
            Outcome::Contradicted if !self.tied => Outcome::Undecided,
            outcome => outcome,
        }
    }
}

const START: [&str; 9] =
    ["carried", "opening", "brought", "before", "start", "beginning", "previously", "initial", "initially"];
const IN: [&str; 16] = [
    "opened",
    "new",
    "added",
    "received",
    "raised",
    "joined",
    "created",
    "arrived",
    "admitted",
    "incoming",
    "in",
    "hired",
    "purchased",
    "receipts",
    "reported",
    "came",
];
const OUT: [&str; 21] = [
    "discarded",
    "expired",
    "wasted",
    "consumed",
    "disposed",
    "transferred",
    "closed",
    "removed",
    "resolved",
    "deleted",
    "withdrawn",
    "shipped",
    "discharged",
    "retired",
    "out",
    "issued",
    "scrapped",
    "sold",
    "issues",
    "dispatched",
    "leavers",
];
const END: [&str; 8] = ["now", "closing", "remaining", "remain", "open", "end", "outstanding", "after"];

/// "carried over" is one word for the lexicon.
fn flow(text: &str) -> Option<Flow> {
    let text = text.split_once(' ').map_or(text, |(first, _)| first);
    let is = |known: &[&str]| is_any(text, known);
    match () {
        () if is(&START) => Some(Flow::Start),
        () if is(&IN) => Some(Flow::In),
        () if is(&OUT) => Some(Flow::Out),
        () if is(&END) => Some(Flow::End),
        () => None,
    }
}

pub fn told(report: &Report) -> Vec<Stock> {
    let mut found = Vec::new();
    for table in report.tables().filter(|table| (4..=10).contains(&table.columns())) {
        in_columns(report, table, &mut found);
    }
    // Mostly a report tells of no stock, and one glance at its words says so.
    let carried = |word: &&Word| flow(report.text(word.at)) == Some(Flow::Start);
    let mut last = u32::MAX;
    for word in report.words_with(Roles::CARRIED | Roles::BEFORE).filter(carried) {
        let node = report.node_at(word.at.start);
        let block = report.within(node, kind::PARAGRAPH).or_else(|| report.within(node, kind::ITEM));
        let Some(block) = block.filter(|block| *block != last) else { continue };
        last = block;
        found.extend(in_block(report, block));
    }
    let mut last = u32::MAX;
    for word in report.words_with(Roles::RELEASED | Roles::SKIPPED) {
        let statement = report.statement(report.node_at(word.at.start));
        if statement != last && report.is_one_of(word, &AWAY) {
            last = statement;
            found.extend(funnel(report, statement));
        }
    }
    found
}

// --- what is left of it ----------------------------------------------------------

const TAKEN: [&str; 13] = [
    "collected",
    "invited",
    "screened",
    "received",
    "sent",
    "registered",
    "identified",
    "sampled",
    "drawn",
    "submitted",
    "extracted",
    "enrolled",
    "planned",
];
const AWAY: [&str; 8] =
    ["removed", "excluded", "bounced", "discarded", "deleted", "dropped", "withdrawn", "omitted"];
const KEPT: [&str; 20] = [
    "reviewed",
    "analysed",
    "analyzed",
    "remaining",
    "remain",
    "remained",
    "left",
    "randomised",
    "randomized",
    "included",
    "delivered",
    "tested",
    "eligible",
    "evaluated",
    "evaluable",
    "kept",
    "loaded",
    "processed",
    "counted",
    "treated",
];

/// "48,212 collected, 9,105 duplicates removed, 39,107 reviewed": three counts
/// and no more.
fn funnel(report: &Report, statement: u32) -> Option<Stock> {
    if report.kind(statement) == kind::ROW {
        return None;
    }
    let numbers: Vec<u32> =
        report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)).collect();
    let [start, away, end] = *numbers.as_slice() else { return None };
    let count = |index: u32| report.firm_count(index);
    let (taken, gone, kept) = (count(start)?, count(away)?, count(end)?);
    let named = is_named(report, statement, start, &TAKEN)
        && is_named(report, statement, away, &AWAY)
        && is_named(report, statement, end, &KEPT);
    let aside = Roles::TARGET | Roles::MODAL | Roles::UNIVERSAL | Roles::SELECTION;
    // Far off, more was taken away than is told.
    let close =
        taken.saturating_sub(gone).abs_diff(kept).saturating_mul(10) <= taken.unsigned_abs() && kept < taken;
    let plain = !report.roles_of(statement).has(aside);
    (named && plain).then_some(Stock { start, flows: vec![(away, true)], end, tied: close })
}

/// Whether a count is called so, by the words up to the next one or by the word
/// right before it.
fn is_named(report: &Report, statement: u32, index: u32, known: &[&str]) -> bool {
    let (Some(quantity), at) = (report.quantity(index), report.span(statement)) else { return false };
    let next = report.quantity(index + 1).map_or(at.end, |next| next.at.start.min(at.end));
    let gap = report.text(Span { start: quantity.at.end, end: next });
    let end = gap.find([',', ';', '.', '(']).map_or(next, |place| quantity.at.end + place as u32);
    let behind = report.words_in(Span { start: quantity.at.end, end });
    let before = report.word_before(quantity.at.start).filter(|word| word.at.start >= at.start);
    behind
        .iter()
        .take(3)
        .chain(before.filter(|_| behind.is_empty()))
        .any(|word| report.is_one_of(word, known))
}

// --- columns ---------------------------------------------------------------------

fn in_columns(report: &Report, table: Table<'_>, found: &mut Vec<Stock>) {
    let begins = |column: u32| table.header_roles(column).has(Roles::CARRIED | Roles::BEFORE);
    if !(1..table.columns()).any(begins) {
        return;
    }
    let of = |column: u32| {
        let words = table.header(column)?.words();
        let mut flows = words.iter().filter_map(|word| flow(report.text(word.at)));
        flows.next().filter(|_| words.len() <= 3 && flows.next().is_none())
    };
    let columns: Vec<(u32, Flow)> =
        (1..table.columns()).filter_map(|column| Some((column, of(column)?))).collect();
    let one = |wanted: Flow| {
        let mut found = columns.iter().filter(|(_, flow)| *flow == wanted).map(|(column, _)| *column);
        found.next().filter(|_| found.next().is_none())
    };
    let has = |wanted: Flow| columns.iter().any(|(_, flow)| *flow == wanted);
    let (Some(start), Some(end)) = (one(Flow::Start), one(Flow::End)) else { return };
    if !has(Flow::In) || !has(Flow::Out) {
        return;
    }
    let in_row = |row: Row<'_>| {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let mut flows = Vec::new();
        for (column, flow) in columns.iter().filter(|(_, flow)| matches!(flow, Flow::In | Flow::Out)) {
            flows.push((number(*column)?, *flow == Flow::Out));
        }
        Some(Stock { start: number(start)?, flows, end: number(end)?, tied: true })
    };
    let rows: Vec<Stock> = table.rows().filter_map(in_row).collect();
    let held = rows.iter().filter(|row| row.outcome(report) != Outcome::Contradicted).count();
    let tied = rows.len() > 1 && held + 1 >= rows.len();
    found.extend(rows.into_iter().map(|stock| Stock { tied, ..stock }));
}

// --- sentences -------------------------------------------------------------------

/// All four in one paragraph or item, each but once, and no other count.
fn in_block(report: &Report, block: u32) -> Option<Stock> {
    let (mut start, mut end, mut flows) = (None, None, Vec::new());
    let mut came = [false; 2];
    for index in report.quantities_of(block) {
        if !report.is_arithmetic(index) || report.quantity(index)?.class != class::COUNT {
            continue;
        }
        report.count_of(index)?;
        match said_of(report, block, index)? {
            Flow::Start if start.is_none() => start = Some(index),
            Flow::End if end.is_none() => end = Some(index),
            Flow::In if !came[0] => {
                came[0] = true;
                flows.push((index, false));
            }
            Flow::Out if !came[1] => {
                came[1] = true;
                flows.push((index, true));
            }
            _ => return None,
        }
    }
    (!flows.is_empty()).then_some(())?;
    let plain = !report.roles_of(block).has(Roles::TARGET | Roles::MODAL);
    plain.then_some(Stock { start: start?, flows, end: end?, tied: came == [true, true] })
}

/// The word for a count: right behind it, or right before it.
fn said_of(report: &Report, block: u32, index: u32) -> Option<Flow> {
    let at = report.quantity(index)?.at;
    let behind = report.words_in(Span { start: at.end, end: at.end + 24 });
    let near =
        behind.first().filter(|word| word.at.start == at.end + 1).and_then(|word| flow(report.text(word.at)));
    let before = report.word_before(at.start).filter(|word| {
        let gap = report.text(Span { start: word.at.end, end: at.start });
        word.at.start >= report.span(block).start && gap.trim_matches([' ', ':', '*']).is_empty()
    });
    near.or_else(|| before.and_then(|word| flow(report.text(word.at))))
}
