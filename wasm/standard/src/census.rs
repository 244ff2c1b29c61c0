//! How many rows say what: "0 major, 3 minor, 2 observations" beside a column of
//! grades that holds nothing else.

use crate::breakdown::grade;
use crate::several::names_several;
use crossfoot_kit::prelude::*;

pub struct Census<'r> {
    pub index: u32,
    pub table: Table<'r>,
    pub column: u32,
    pub said: i64,
}

/// A column of a few words that come again and again.
struct Kinds<'r> {
    table: Table<'r>,
    column: u32,
    cells: Vec<Cell<'r>>,
}

/// The counts of statements and lists that name every kind of one column.
pub fn told(report: &Report) -> Vec<Census<'_>> {
    let columns: Vec<Kinds<'_>> = report.tables().flat_map(kinds).collect();
    let mut found = Vec::new();
    if columns.is_empty() {
        return found;
    }
    let groups = statements(report).into_iter().chain(lists(report));
    for group in groups.filter(|group| group.len() > 1) {
        let mut told = columns.iter().filter_map(|kinds| in_column(report, &group, kinds));
        // Of two columns that it may speak of, none is meant for sure.
        if let (Some(counts), None) = (told.next(), told.next()) {
            found.extend(counts);
        }
    }
    found
}

fn kinds(table: Table<'_>) -> Vec<Kinds<'_>> {
    let rows = table.rows().len();
    if !(3..=200).contains(&rows) || table.columns() < 2 {
        return Vec::new();
    }
    let of = |column: u32| {
        let is_short =
            |cell: &Cell<'_>| (1..=2).contains(&cell.words().len()) && cell.quantities().is_empty();
        // Nearly always the first row tells that a column is none of these.
        table.rows().next()?.cell(column).filter(is_short)?;
        let cells: Option<Vec<Cell<'_>>> =
            table.rows().map(|row| row.cell(column).filter(is_short)).collect();
        let cells = cells?;
        let name = |cell: &Cell<'_>| cell.words().first().map(|word| word.concept);
        let first = cells.first().and_then(name);
        let again = cells
            .iter()
            .enumerate()
            .any(|(place, cell)| cells.iter().skip(place + 1).any(|other| name(other) == name(cell)));
        let several = cells.iter().any(|cell| name(cell) != first);
        (again && several).then_some(Kinds { table, column, cells })
    };
    (1..table.columns()).filter_map(of).collect()
}

/// The named counts of each sentence, with the word that names them.
fn statements(report: &Report) -> Vec<Vec<(u32, &Word)>> {
    let mut found: Vec<Vec<(u32, &Word)>> = Vec::new();
    let mut last = u32::MAX;
    for index in 0..report.quantities().len() as u32 {
        if !is_plain(report, index) {
            continue;
        }
        let named = report.noun(index).first().or_else(|| behind(report, index).first());
        let Some(word) = named else { continue };
        let statement = report.statement_of(index);
        if report.kind(statement) == kind::ROW || report.roles_of(statement).has(OPEN) {
            continue;
        }
        if statement != last {
            found.push(Vec::new());
        }
        last = statement;
        found.extend_last((index, word));
    }
    found
}

trait Last<T> {
    fn extend_last(&mut self, item: T);
}

impl<T> Last<T> for Vec<Vec<T>> {
    fn extend_last(&mut self, item: T) {
        if let Some(last) = self.last_mut() {
            last.push(item);
        }
    }
}

/// Words that say that not all is told, or that it was otherwise, or told of each.
const OPEN: Roles = Roles::BEFORE
    .or(Roles::ANOTHER_RUN)
    .or(Roles::TARGET)
    .or(Roles::MODAL)
    .or(Roles::EXCEPT)
    .or(Roles::UNIVERSAL);

/// `Major: 0`, `Minor: 3`: the fields of a list.
fn lists(report: &Report) -> Vec<Vec<(u32, &Word)>> {
    let mut found = Vec::new();
    for group in report.fields().chunk_by(|one, other| one.group == other.group) {
        let named = |field: &Field| {
            let [word] = report.words_in(field.key) else { return None };
            // "Fail: 2 (REQ-204 and REQ-213)"
            let mut numbers = report.quantities_in(field.value);
            let index = numbers.next()?;
            let end = report.quantity(index)?.at.end;
            let rest = report.text(Span { start: end, end: field.value.end.max(end) }).trim();
            let alone = numbers.next().is_none() || rest.starts_with('(') && rest.ends_with(')');
            (alone && is_plain(report, index)).then_some((index, word))
        };
        if group.iter().all(|field| report.kind(field.node) == kind::FIELD) {
            found.push(group.iter().filter_map(named).collect());
        }
    }
    found
}

/// "2 workplaces are red": the few words behind a count, up to the next.
fn behind(report: &Report, index: u32) -> &[Word] {
    let Some(quantity) = report.quantity(index) else { return &[] };
    let line = report.line_of(quantity.at);
    let next = report.quantity(index + 1).map_or(line.end, |next| next.at.start.min(line.end));
    let words = report.words_in(Span { start: quantity.at.end, end: next });
    let beyond = report.text(Span { start: quantity.at.end, end: next }).find([',', '.', ';', '(', ':', '|']);
    let end = beyond.map_or(next, |place| quantity.at.end + place as u32);
    let within = words.iter().take_while(|word| word.at.end <= end).count().min(4);
    words.get(..within).unwrap_or_default()
}

/// "opportunities for improvement" is "OFI" in a cell.
fn initials(report: &Report, word: &Word) -> String {
    let behind = report.text(Span { start: word.at.start, end: report.line_of(word.at).end });
    let phrase = behind.split([',', '.', ';', '(', ')', ':']).next().unwrap_or_default();
    phrase.split_whitespace().take(4).filter_map(|word| word.chars().next()).collect()
}

fn is_plain(report: &Report, index: u32) -> bool {
    report.firm_count(index).is_some() && !report.is_each(index)
}

/// Where the counts name all that the cells say, and all of them but one are
/// right.
fn in_column<'r>(report: &Report, group: &[(u32, &Word)], kinds: &Kinds<'r>) -> Option<Vec<Census<'r>>> {
    let mut counts = Vec::new();
    let (mut rows, mut wrong, mut right, mut worst_only) = (0, 0, 0, false);
    for (index, word) in group {
        let short = initials(report, word);
        let behind = behind(report, *index);
        let meant = |said: &Word| {
            said.concept == word.concept || behind.iter().any(|other| other.concept == said.concept)
        };
        let says = |cell: &&Cell<'_>| {
            cell.words().first().is_some_and(meant)
                || short.len() > 1 && cell.text().trim().eq_ignore_ascii_case(&short)
        };
        let said = kinds.cells.iter().filter(says).count() as i64;
        let stated = report.count(*index)?;
        if said == 0 && stated > 0 {
            // "2 high, 4 medium, 5 low" may stand over the worst of them.
            worst_only |= grade(word).is_some();
            continue;
        }
        rows += said;
        wrong += usize::from(said != stated);
        right += usize::from(said == stated && said > 0);
        counts.push(Census { index: *index, table: kinds.table, column: kinds.column, said });
    }
    let whole = rows == kinds.cells.len() as i64;
    // "4–5" is one row and two findings.
    let several = |row: Row<'_>| row.cell(0).is_some_and(|name| names_several(name.text()));
    // "Affected systems: 2 high, 3 low" beside a table of findings.
    let listed = kinds.table.header(0).and_then(|header| header.words().last()).map(|word| word.concept);
    // The name of a field, "Pass: 14", is the kind itself.
    let things = group
        .first()
        .and_then(|(index, kind)| report.label(*index).last().filter(|word| word.concept != kind.concept));
    let others =
        things.is_some_and(|word| report.text(word.at).ends_with('s') && Some(word.concept) != listed);
    // "After the measures: 1 high, 2 low"
    let first = |index: u32| report.words_of(report.statement_of(index)).first();
    let after = group.first().and_then(|(index, _)| first(*index)).is_some_and(|word| word.is(Roles::AFTER));
    let apart = || group.first().is_some_and(|kind| speaks_of_some(report, *kind, kinds.table));
    if wrong > 0 && (after || others || worst_only || kinds.table.rows().any(several) || apart()) {
        return None;
    }
    (whole && right > 0 && wrong <= 1).then_some(counts)
}

/// What stands before the counts narrows them: "Fixed so far:", "Last quarter we had",
/// "2025:", "Parser:"; no word of the heading, the table, or for the whole.
fn speaks_of_some(report: &Report, (index, kind): (u32, &Word), table: Table<'_>) -> bool {
    const ALL: Spellings<26> = Spellings::of([
        "findings",
        "finding",
        "summary",
        "result",
        "results",
        "overall",
        "total",
        "totals",
        "all",
        "in",
        "we",
        "there",
        "are",
        "is",
        "the",
        "of",
        "severity",
        "distribution",
        "issues",
        "issue",
        "found",
        "counts",
        "count",
        "tally",
        "with",
        "were",
    ]);
    let Some(quantity) = report.quantity(index) else { return false };
    let at = report.statement_span(report.statement_of(index));
    let before = Span { start: at.start, end: quantity.at.start };
    let dated = report.quantities_in(before).any(|index| {
        report
            .quantity(index)
            .is_some_and(|quantity| quantity.class == class::DATE || !report.is_arithmetic(index))
    });
    let heading =
        report.heading(report.section(table.node())).map_or(&[][..], |heading| report.words_of(heading));
    let headers = (0..table.columns()).filter_map(|column| table.header(column)).flat_map(Cell::words);
    let known: Vec<u32> = heading.iter().chain(headers).chain([kind]).map(|word| word.concept).collect();
    let label = report.text(before).trim_end_matches(['*', '_', ' ']).ends_with(':');
    let words = report.words_in(before);
    let narrow = |word: &Word| {
        !ALL.has(word)
            && !word.is(Roles::ALL | Roles::TOTAL | Roles::COUNTABLE)
            && !known.contains(&word.concept)
    };
    const TIMES: Spellings<12> = Spellings::of([
        "last",
        "previous",
        "year",
        "quarter",
        "month",
        "week",
        "vorjahr",
        "fixed",
        "open",
        "still",
        "closed",
        "remaining",
    ]);
    dated || label && words.iter().any(narrow) || words.iter().any(|word| TIMES.has(word))
}
