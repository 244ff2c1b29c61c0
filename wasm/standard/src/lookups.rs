//! A figure that a sentence takes out of a table, by the name or the number of its row:
//! "p99 latency of 48 ms" beside `| p99 | 52 ms |`, "3,600 ops/s at 8 threads" beside
//! `| 8 | 3,500 ops/s |`.

use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// What the sentence says, and the cell that it is taken from.
pub struct Lookup {
    pub said: u32,
    pub cell: u32,
}

/// A longer sentence tells of more than one row.
const LONGEST: u32 = 200;

/// Each figure outside of tables is held against each row.
const MOST: usize = 512;

/// Words that make a figure one of another time, a wish or a change.
const ASIDE: Roles = OPEN
    .or(Roles::ANOTHER_RUN)
    .or(Roles::MODAL)
    .or(Roles::BEFORE)
    .or(Roles::DELTA)
    .or(Roles::NEGATION)
    .or(Roles::AVERAGE)
    .or(Roles::BASELINE);

pub fn told(report: &Report) -> Vec<Lookup> {
    let keys: Vec<Key> = report.tables().flat_map(|table| keys(report, table)).collect();
    // Among so many rows no name is one row's own.
    if keys.is_empty() || keys.len() > MOST {
        return Vec::new();
    }
    let alone = |index: &u32| {
        is_measured(report, *index) && report.within(node(report, *index), kind::CELL).is_none()
    };
    let numbers = 0..report.quantities().len() as u32;
    numbers.filter(alone).filter_map(|said| of(report, said, &keys)).collect()
}

/// A row that can be named, and its one figure.
struct Key<'r> {
    /// "p99", or "8" under "Threads".
    name: &'r Word,
    number: Option<(i64, u32)>,
    /// "Efficiency", where the table measures other things, too.
    header: Option<u32>,
    /// What the column is called.
    column: &'r [Word],
    cell: u32,
    table: u32,
}

/// Rows of a table with one column of figures that carry a unit, or with several that
/// one word names.
fn keys<'r>(report: &'r Report, table: Table<'r>) -> Vec<Key<'r>> {
    if table.rows().len() < 2 || table.columns() > 8 {
        return Vec::new();
    }
    let measured = |column: &u32| {
        let numbers = table.rows().filter_map(|row| row.cell(*column)?.number());
        numbers.filter(|index| is_measured(report, *index)).count() > 1
    };
    let columns: Vec<u32> = (1..table.columns()).filter(measured).collect();
    let named = |column: u32| match table.header(column).map_or(&[][..], Cell::words) {
        [word] => Some(word.concept),
        _ => None,
    };
    match *columns.as_slice() {
        [column] => of_column(report, table, column, None),
        _ => columns
            .iter()
            .filter_map(|column| Some((*column, named(*column)?)))
            .flat_map(|(column, header)| of_column(report, table, column, Some(header)))
            .collect(),
    }
}

fn of_column<'r>(report: &'r Report, table: Table<'r>, column: u32, header: Option<u32>) -> Vec<Key<'r>> {
    let noun = table.header(0).and_then(|header| header.words().last());
    let called = table.header(column).map_or(&[][..], Cell::words);
    let key = |row: Row<'r>| {
        let cell = row.cell(column)?.number().filter(|index| is_measured(report, *index))?;
        let label = row.cell(0)?;
        if let Some(number) = label.number() {
            let count = report.firm_count(number)?;
            return Some(Key {
                name: noun?,
                number: Some((count, noun?.concept)),
                header,
                column: called,
                cell,
                table: table.node(),
            });
        }
        let [name] = row.label() else { return None };
        let text = report.text(name.at);
        let coded = text.bytes().any(|byte| byte.is_ascii_digit())
            && text.starts_with(|first: char| first.is_alphabetic());
        (coded && label.text().trim() == text).then_some(Key {
            name,
            number: None,
            header,
            column: called,
            cell,
            table: table.node(),
        })
    };
    table.rows().filter_map(key).collect()
}

fn node(report: &Report, index: u32) -> u32 {
    report.quantity(index).map_or(0, |quantity| quantity.node)
}

/// A firm figure with a unit of measure, or a percentage.
fn is_measured(report: &Report, index: u32) -> bool {
    let plain = report.quantity(index).is_some_and(|quantity| {
        quantity.role == role::ALONE && matches!(quantity.joint, joint::NONE | joint::OPENS | joint::AND)
    });
    let (dimension, per) = report.dimension(index);
    let share = report.is_percentage(index);
    let unit = per != 0 || !matches!(dimension, dimension::NONE | dimension::THINGS) || share;
    plain && unit && report.is_firm(index) && report.is_arithmetic(index)
}

fn of(report: &Report, said: u32, keys: &[Key]) -> Option<Lookup> {
    let statement = report.statement_of(said);
    let at = report.statement_span(statement);
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) || at.end - at.start > LONGEST {
        return None;
    }
    let fits = |key: &&Key| {
        report.dimension(key.cell) == report.dimension(said)
            && class_of(report, key.cell) == class_of(report, said)
            && key.header.is_none_or(|header| report.words_in(at).iter().any(|word| word.concept == header))
            && match key.number {
                Some((count, noun)) => is_at(report, said, count, noun),
                None => is_named(report, said, key.name),
            }
    };
    let mut found = keys.iter().filter(fits);
    let key = found.next().filter(|_| found.next().is_none())?;
    let section = report.section(key.table);
    let reached = report.section_within(section, report.reach(report.section(statement)));
    let other = is_of_other(report, said, key);
    let plain = !other
        && !report.roles_in(at).has(ASIDE)
        && !report.is_elsewhere(key.table, report.section(statement));
    (reached && plain).then_some(Lookup { said, cell: key.cell })
}

fn class_of(report: &Report, index: u32) -> Option<u8> {
    report.quantity(index).map(|quantity| quantity.class)
}

/// "p99 latency of 48 ms", "p99: 48 ms": the name right before, with a word for what
/// is measured between or none.
fn is_named(report: &Report, said: u32, name: &Word) -> bool {
    const LINKS: [&str; 7] = ["of", "is", "was", "at", "reached", "stayed", "remained"];
    let Some(quantity) = report.quantity(said) else { return false };
    let (mut last, mut noun) = (quantity.at.start, false);
    for _ in 0..4 {
        let Some(word) = report.word_before(last) else { return false };
        let gap = report.text(Span { start: word.at.end, end: last });
        if gap.contains(|sign: char| !matches!(sign, ' ' | '*' | '_' | ':' | '`' | '=')) {
            return false;
        }
        if report.text(word.at).eq_ignore_ascii_case(report.text(name.at)) {
            return true;
        }
        // One word that is no link says what is measured.
        if !report.is_one_of(word, &LINKS) && std::mem::replace(&mut noun, true) {
            return false;
        }
        last = word.at.start;
    }
    false
}

/// "3,600 ops/s at 8 threads", "with 8 threads we reach 3,600 ops/s": the only other
/// number of the sentence.
fn is_at(report: &Report, said: u32, count: i64, noun: u32) -> bool {
    const LEADS: [&str; 6] = ["at", "with", "on", "for", "using", "by"];
    let statement = report.statement_of(said);
    let mut others = report.quantities_of(statement).filter(|index| {
        // "(matches ~13%)" is only about as much.
        *index != said
            && report
                .quantity(*index)
                .is_some_and(|quantity| quantity.class <= class::MONEY && quantity.flags & flag::HEDGED == 0)
    });
    let (Some(other), None) = (others.next(), others.next()) else { return false };
    let Some(at) = report.quantity(other).map(|quantity| quantity.at) else { return false };
    let named = report.noun(other).last().is_some_and(|word| word.concept == noun)
        || report
            .word_before(at.start)
            .is_some_and(|word| word.concept == noun && at.start == word.at.end + 1);
    let lead = report.noun(other).last().map_or_else(
        || report.word_before(at.start).and_then(|word| report.word_before(word.at.start)),
        |_| report.word_before(at.start),
    );
    // "2-thread efficiency: 79.7%"
    let compound = report.text(Span { start: at.end, end: at.end + 1 }) == "-" && other < said;
    report.firm_count(other) == Some(count)
        && named
        && (compound || lead.is_some_and(|word| report.is_one_of(word, &LEADS)))
}

/// The sentence measures something else than the column: it has words of its own and none of
/// the column's, tells the cell's figure as well, or says whose figure it is.
fn is_of_other(report: &Report, said: u32, key: &Key) -> bool {
    const OWN: Spellings<16> = Spellings::of([
        "each",
        "ideal",
        "ideally",
        "linear",
        "vendor",
        "sla",
        "slo",
        "competitor",
        "datasheet",
        "lighter",
        "heavier",
        "than",
        "above",
        "below",
        "lost",
        "budget",
    ]);
    const SAID: Spellings<30> = Spellings::of([
        "we", "it", "they", "reach", "reached", "reaches", "get", "gets", "got", "is", "are", "was", "were",
        "of", "at", "with", "the", "a", "an", "and", "for", "on", "using", "by", "in", "to", "achieved",
        "measured", "only", "about",
    ]);
    let statement = report.statement_of(said);
    let words = report.words_of(statement);
    let equal = |index: u32| {
        index != said
            && report.is_firm(index)
            && report.base_value(index).equals(report.base_value(key.cell)) == Outcome::Holds
            && report.dimension(index) == report.dimension(key.cell)
    };
    if words.iter().any(|word| OWN.has(word)) || report.quantities_of(statement).any(equal) {
        return true;
    }
    let named = |word: &Word| key.column.iter().any(|column| column.concept == word.concept);
    let noun = report.noun(said);
    let unit = noun.iter().any(named);
    let own = |word: &Word| {
        !SAID.has(word)
            && word.concept != key.name.concept
            && !report.text(word.at).eq_ignore_ascii_case(report.text(key.name.at))
            && key.number.is_none_or(|(_, noun)| noun != word.concept)
            && !noun.iter().any(|unit| unit.concept == word.concept)
    };
    // "Value", "Result": whatever the row names.
    let open = key.column.iter().all(|word| {
        report.is_one_of(word, &["value", "result", "wert", "figure", "time", "measured", "actual"])
    });
    !open && !unit && !words.iter().any(named) && words.iter().any(own)
}
