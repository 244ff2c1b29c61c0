//! What a heading or sentence counts of the table or list right behind it: "(8/8
//! PASS)", "(11 files)".

use crate::breakdown::grade;
use crate::counted::{LOOSELY, Listed, OPEN, matter, numbers_heading, table_behind};
use crate::several::names_several;
use crate::{enumerations, headings};
use crossfoot_kit::prelude::*;

pub fn of(report: &Report, statement: u32) -> Option<Listed> {
    match table_behind(report, statement) {
        Some(table) => over_table(report, statement, table),
        None => over_list(report, statement, report.list_behind(statement)?),
    }
}

/// "(8/8 PASS)" or "(8 checks)" over a table.
fn over_table(report: &Report, statement: u32, table: Table<'_>) -> Option<Listed> {
    let rows = matter(table)?;
    let (count, fraction) = claim(report, statement)?;
    // "Combined" may be one of the five, or sum up four.
    let loose = table.rows().filter(|row| matches!(row.label(), [word] if LOOSELY.has(word))).count();
    let all = (rows.len() + loose) as i64;
    let size = if report.count(count) == Some(all) { all } else { rows.len() as i64 };
    let found = |tied: bool| Listed { count, size, at: table.at(), what: "rows", tied };
    if report.count(count) == Some(size) {
        return Some(found(true));
    }
    let judged = |row: &Row<'_>| {
        row.cells().any(|cell| cell.column > 0 && cell.roles().has(Roles::PASS | Roles::FAIL))
    };
    let noun = report.head_noun(count).map(|word| word.concept);
    let named = noun.is_some()
        && table.header(0).and_then(|cell| cell.words().last().map(|word| word.concept)) == noun;
    let verdict = report.names(count).iter().any(|word| word.is(Roles::PASS))
        && !roles_of(report.names(count)).has(Roles::FAIL);
    let all_judged = fraction && verdict && rows.iter().all(judged);
    // The number may be the sum of a column, or of what the rows say of parts;
    // where every row is judged, that takes a column that comes near it.
    let stated = report.count(count).unwrap_or_default();
    let near = stated.abs_diff(size) <= 2;
    let counting = (1..table.columns()).filter(|column| !table.header_roles(*column).has(Roles::DURATION));
    let counted = counting
        .map(|column| counted(&rows, column))
        .any(|sum| if all_judged && near { sum == stated } else { sum > 0 });
    let regular =
        rows.iter().all(|row| row.cells().filter(|cell| !cell.text().trim().is_empty()).count() > 1);
    let single = !rows.iter().any(|row| row.cell(0).is_some_and(|cell| names_several(cell.text())));
    (named || all_judged).then(|| found(!counted && regular && single && rows.len() > 1))
}

/// What the counts of a column make together; fractions count as their wholes.
fn counted(rows: &[Row<'_>], column: u32) -> i64 {
    let cells = rows.iter().filter_map(|row| row.cell(column));
    let numbers = cells.flat_map(|cell| cell.quantities().map(move |number| (cell.report, number)));
    numbers
        .filter(|(report, number)| {
            report.quantity(*number).is_some_and(|quantity| quantity.role != role::NUMERATOR)
        })
        .filter_map(|(report, number)| report.count(number))
        .fold(0, i64::saturating_add)
}

const SCENE: Spellings<6> = Spellings::of(["for", "given", "assuming", "when", "if", "suppose"]);

/// "(11 files)" over a list.
fn over_list(report: &Report, statement: u32, list: u32) -> Option<Listed> {
    let (count, fraction) = claim(report, statement)?;
    let items: Vec<u32> = report.children(list).filter(|item| !is_verdict(report, *item)).collect();
    if fraction || items.len() < 2 {
        return None;
    }
    // `queue = 4000` sets something, and names nothing that could be counted.
    if items.iter().any(|item| report.text(report.item_head(*item)).contains(" = ")) {
        return None;
    }
    let size = items.len() as i64;
    let text = report.text(report.span(statement)).trim_end();
    // "For a 16-core machine processing 10 files:" sets the scene.
    if report.words_of(statement).first().is_some_and(|word| SCENE.has(word)) {
        return None;
    }
    let heading = report.kind(statement) == kind::HEADING;
    let announces = text.ends_with([':', ')', '*']) || heading;
    let noun = report.head_noun(count);
    // "## Removed accounts (2 accounts)" can mean nothing else.
    let bracketed = heading && text.ends_with(')') || is_label(report, statement, text);
    // "All 10 theorems verified:" over ten names in code.
    let quantity = report.quantity(count)?;
    let all = report.word_before(quantity.at.start).is_some_and(|word| word.is(Roles::ALL))
        && items.iter().all(|item| begins_with_code(report, *item));
    // "**Test classes created**: 8" over eight names in code.
    let field =
        report.kind(statement) == kind::FIELD && items.iter().all(|item| begins_with_code(report, *item));
    let countable =
        bracketed || all || field || noun.is_some_and(|word| word.is(Roles::COUNTABLE | Roles::TEST));
    let counted = items.iter().any(|item| {
        let head = report.item_head(*item);
        report.quantities_in(head).any(|number| report.is_arithmetic(number))
            || (!begins_with_code(report, *item) && report.roles_in(head).has(OPEN | Roles::REST))
    });
    let named = items.iter().all(|item| is_named(report, *item));
    let told = field || announces && (noun.is_some() || bracketed && !heading);
    if !told || !countable || !named {
        return None;
    }
    // Of 22 tests three may be the ones to tell of.
    let some = noun.is_some_and(|word| word.is(Roles::TEST))
        && report.count(count).is_some_and(|count| size + 2 < count);
    // "`Moved` for three valves (12, 40, 41)" is one point for several things.
    let several = report.count(count) > Some(size)
        && items.iter().any(|item| enumerations::tells_several(report, *item));
    let tied = !counted
        && !some
        && !several
        && !others_differ(report, statement)
        && (heading || !bracketed || labels_agree(report, statement, count, size))
        && report.children(list).all(|item| report.item_head(item) == report.span(item));
    Some(Listed { count, size, at: report.span(list), what: "items", tied })
}

/// "**Moderate (5)**" alone on its line is a heading in bold.
fn is_label(report: &Report, statement: u32, text: &str) -> bool {
    let Some(inner) = text.strip_prefix("**").and_then(|text| text.strip_suffix("**")) else { return false };
    let Some((name, count)) = inner.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return false;
    };
    let alone =
        report.next_sibling(statement).is_none() && report.kind(report.parent(statement)) == kind::PARAGRAPH;
    alone
        && !name.contains('*')
        && name.contains(char::is_alphabetic)
        && count.bytes().all(|sign| sign.is_ascii_digit())
}

/// "**Colour (25)**" may give points: it is near what it counts, and so are the other
/// labels beside it.
fn labels_agree(report: &Report, statement: u32, count: u32, size: i64) -> bool {
    let near = report.count(count).is_some_and(|count| count.abs_diff(size) <= 2);
    let own = report.parent(statement);
    let differs = |other: u32| {
        let label = report.children(other).next()?;
        let text = report.text(report.span(label)).trim_end();
        let list = report.next_sibling(other).filter(|next| report.kind(*next) == kind::LIST)?;
        let count = report.quantities_of(label).find_map(|index| report.count(index));
        is_label(report, label, text).then(|| count != Some(report.children(list).count() as i64))
    };
    let others: Vec<bool> = report
        .children(report.parent(own))
        .take(64)
        .filter(|other| *other != own)
        .filter_map(differs)
        .collect();
    // One label alone may number its thing: "**Chapter (5)**".
    let graded = report.words_of(statement).iter().any(|word| grade(word).is_some());
    near && !others.contains(&true) && (graded || !others.is_empty())
}

/// "1. Membership (3 tests)" beside "2. Set operations – 4 tests" with three points
/// below: the points are what the tests are about.
fn others_differ(report: &Report, statement: u32) -> bool {
    let Some(item) = report.within(statement, kind::ITEM) else { return false };
    let noun =
        report.quantities_of(statement).find_map(|index| report.head_noun(index)).map(|word| word.concept);
    let alike = |head: Span| {
        let named = |index: &u32| report.head_noun(*index).map(|word| word.concept) == noun;
        report
            .quantities_in(head)
            .find(|index| noun.is_some() && report.count_of(*index).is_some() && named(index))
    };
    let differs = |other: u32| {
        let head = report.item_head(other);
        let counted = headings::in_bracket(report, head).map(|(count, _)| count).or_else(|| alike(head));
        let Some(count) = counted else { return false };
        let list = report.children(other).find(|child| report.kind(*child) == kind::LIST);
        let points =
            |list: u32| report.children(list).filter(|item| !is_verdict(report, *item)).count() as i64;
        list.is_some_and(|list| report.count(count) != Some(points(list)))
    };
    // Of a long list the first tell enough.
    report.children(report.parent(item)).take(64).any(|other| other != item && differs(other))
}

/// "All passed", below the things that did.
fn is_verdict(report: &Report, item: u32) -> bool {
    let words = report.words_in(report.item_head(item));
    words.iter().any(|word| word.is(Roles::VERDICT))
        && words.iter().all(|word| word.is(Roles::VERDICT | Roles::ALL | Roles::TEST))
}

/// An item that names one thing, instead of telling of something.
fn is_named(report: &Report, item: u32) -> bool {
    report.words_in(report.item_head(item)).len() <= 3 || begins_with_code(report, item)
}

/// An item that begins with a path, a command or a link.
pub fn begins_with_code(report: &Report, item: u32) -> bool {
    let first = report.descendants(item).find(|node| matches!(report.kind(*node), kind::CODE | kind::LINK));
    let head = report.item_head(item);
    first.is_some_and(|first| {
        // "1. `a.rs`" has a number of its own.
        let lead = report.text(Span { start: head.start, end: report.span(first).start });
        !lead.contains(char::is_alphabetic)
    })
}

/// The one number of a statement that may count what follows, and whether it
/// is the whole of a fraction.
fn claim(report: &Report, statement: u32) -> Option<(u32, bool)> {
    let mut found = None;
    for index in report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)) {
        let quantity = report.quantity(index)?;
        if quantity.role == role::NUMERATOR || numbers_heading(report, index) {
            continue;
        }
        let fraction = quantity.role == role::DENOMINATOR;
        if quantity.class != class::COUNT || report.is_each(index) || found.is_some() {
            return None;
        }
        // "One of them" counts nothing.
        if report.count(index)? == 1 && quantity.flags & flag::WORD != 0 {
            return None;
        }
        found = Some((index, fraction));
    }
    found
}
