//! Three figures whose names say that one is the sum of the others: "412 TB raw, 331 TB
//! used, 81 TB free", `| Gross | Tare | Net |`, `Opened: 14`, `Closed: 9`, `Still open: 5`.

use super::{Breakdown, Kinship};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// What the whole is called, and its two parts.
struct Names {
    whole: &'static [&'static str],
    one: &'static [&'static str],
    other: &'static [&'static str],
}

const KNOWN: [Names; 6] = [
    Names {
        whole: &["raw", "capacity", "size", "total", "installed"],
        one: &["used", "occupied", "allocated"],
        other: &["free", "available", "unused"],
    },
    Names {
        whole: &["gross", "brutto", "added", "insertions", "additions"],
        one: &["tare", "tara", "removed", "deleted", "deletions"],
        other: &["net", "netto"],
    },
    Names {
        whole: &["opened", "raised", "filed", "submitted", "reported"],
        one: &["closed", "answered", "resolved", "fixed", "settled"],
        other: &["open", "still open", "unresolved", "unanswered", "outstanding"],
    },
    Names {
        whole: &["sent", "emitted", "published", "transmitted"],
        one: &["received", "delivered", "acknowledged", "arrived"],
        other: &["lost", "dropped", "missing", "undelivered"],
    },
    Names {
        whole: &["total", "statements", "lines", "branches", "all"],
        one: &["covered", "hit", "executed"],
        other: &["missed", "uncovered"],
    },
    Names {
        whole: &["revenue", "income", "turnover"],
        one: &["cost", "costs", "expenses", "expenditure"],
        other: &["profit", "surplus"],
    },
];

/// The second parts, by which such figures are found.
const OTHERS: Spellings<18> = Spellings::of([
    "missed",
    "uncovered",
    "free",
    "available",
    "unused",
    "net",
    "netto",
    "open",
    "still open",
    "unresolved",
    "unanswered",
    "outstanding",
    "lost",
    "dropped",
    "missing",
    "undelivered",
    "profit",
    "surplus",
]);

/// A longer sentence tells of more than three figures.
const LONGEST: u32 = 200;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for place in report.spelled(&OTHERS) {
        let Some(word) = report.words().get(place) else { continue };
        let Some(names) = KNOWN.iter().find(|names| report.is_one_of(word, names.other)) else { continue };
        let node = report.node_at(word.at.start);
        let statement = report.statement(node);
        match report.kind(statement) {
            kind::SENTENCE => found.extend(in_sentence(report, statement, word, names)),
            kind::FIELD => {
                let among = in_fields(report, word, names);
                found.extend(among.or_else(|| in_sentence(report, statement, word, names)));
            }
            kind::ROW if report.data(statement) == 0 => in_columns(report, node, names, &mut found),
            _ => {}
        }
    }
    found
}

/// Three figures of one kind, each with its name right behind or before.
fn in_sentence(report: &Report, statement: u32, word: &Word, names: &Names) -> Option<Breakdown> {
    let at = report.span(statement);
    let aside = OPEN | Roles::MODAL | Roles::ANOTHER_RUN | Roles::TARGET;
    // "312 raised, 287 answered, 25 open; median time …"
    let rest = report.source().as_bytes().get(word.at.end as usize..at.end as usize)?;
    let stop = rest.iter().take(LONGEST as usize).position(|sign| *sign == b';');
    let at = Span { end: stop.map_or(at.end, |stop| word.at.end + stop as u32), ..at };
    if at.end - at.start > LONGEST || report.roles_in(at).has(aside) {
        return None;
    }
    let numbers: Vec<u32> = report.quantities_in(at).filter(|index| report.is_arithmetic(*index)).collect();
    let called = |wanted: &[&str]| {
        let is = |index: &&u32| {
            let from = report.quantity(**index).map_or(0, |quantity| quantity.at.end);
            let near = |word: &&Word| !report.text(Span { start: from, end: word.at.start }).contains(',');
            let behind = report.words_behind(**index).iter().take(3).take_while(near);
            // "net +1,072"
            let place = report.quantity(**index).map_or(0, |quantity| quantity.at.start);
            let before = report.word_before(place).filter(|word| word.at.end + 1 == place);
            behind
                .chain(report.label(**index).last())
                .chain(before)
                .any(|word| report.is_one_of(word, wanted))
        };
        let mut found = numbers.iter().filter(is);
        found.next().copied().filter(|_| found.next().is_none())
    };
    let told = sum(report, [called(names.whole)?, called(names.one)?, called(names.other)?])?;
    may_be_all(report, &told, numbers.len() - 3).then_some(told)
}

/// What the two leave over may be a further part, if there are further figures.
fn may_be_all(report: &Report, told: &Breakdown, further: usize) -> bool {
    further == 0 || told.sum(report).below(report.value(told.total)) != Outcome::Holds
}

/// Fields of one group with just those names.
fn in_fields(report: &Report, word: &Word, names: &Names) -> Option<Breakdown> {
    let own = report
        .fields()
        .iter()
        .find(|field| field.key.start <= word.at.start && word.at.end <= field.key.end)?;
    let group = crate::kin::beside(report, own);
    let called = |wanted: &[&str]| {
        let is = |field: &&&Field| {
            let words = report.words_in(field.key);
            words.len() <= 3 && words.last().is_some_and(|word| report.is_one_of(word, wanted))
        };
        let mut found = group.iter().filter(is);
        let field = found.next().filter(|_| found.next().is_none())?;
        let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
        numbers.next().filter(|_| numbers.next().is_none())
    };
    let told = sum(report, [called(names.whole)?, called(names.one)?, called(names.other)?])?;
    let holds_number = |field: &&&Field| {
        report.quantities_in(field.value).any(|index| report.dimension(index) == report.dimension(told.total))
    };
    let further = group.iter().filter(holds_number).count().saturating_sub(3);
    may_be_all(report, &told, further).then_some(told)
}

/// Columns with just those names: each row is one of them.
fn in_columns(report: &Report, node: u32, names: &Names, found: &mut Vec<Breakdown>) {
    let Some(table) = report.within(node, kind::TABLE).and_then(|table| report.table_at(table)) else {
        return;
    };
    let column = |wanted: &[&str]| {
        table.only_column_where(|header| {
            header.words().first().is_some_and(|word| report.is_one_of(word, wanted))
        })
    };
    let (Some(whole), Some(one), Some(other)) = (column(names.whole), column(names.one), column(names.other))
    else {
        return;
    };
    // What else is counted may be a part, too.
    let counted = |column: &u32| {
        let number = |row: Row<'_>| row.cell(*column).and_then(Cell::number);
        table.rows().filter_map(number).any(|index| report.is_amount(index))
    };
    let further = (1..table.columns()).filter(counted).count().saturating_sub(3);
    let in_row = |row: Row<'_>| {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        sum(report, [number(whole)?, number(one)?, number(other)?])
    };
    found.extend(
        table
            .rows()
            .filter_map(in_row)
            .filter(|told| may_be_all(report, told, further) && !carries_over(report, told, names)),
    );
}

/// What is still open may be of before: "Opened 8", "Closed 6", "Open 10".
fn carries_over(report: &Report, told: &Breakdown, names: &Names) -> bool {
    names.other.contains(&"still open")
        && told.sum(report).equals(report.value(told.total)) == Outcome::Contradicted
}

/// Figures of one unit, printed as they are meant.
fn sum(report: &Report, [whole, one, other]: [u32; 3]) -> Option<Breakdown> {
    let unit = |index: u32| report.quantity(index).map(|quantity| quantity.unit);
    let plain = |index: u32| {
        report.is_firm(index)
            && report.is_amount(index)
            && !report.is_each(index)
            && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
    };
    let counts = |index: u32| matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    let same = |part: u32| report.dimension(part) == report.dimension(whole) || counts(part) && counts(whole);
    let alike = same(one)
        && same(other)
        && (unit(one) == unit(whole) && unit(other) == unit(whole) || report.count(whole).is_some());
    let apart = whole != one && whole != other && one != other;
    (apart && alike && [whole, one, other].into_iter().all(plain)).then(|| Breakdown {
        total: whole,
        parts: vec![one, other],
        kinship: Kinship::Kinds,
    })
}
