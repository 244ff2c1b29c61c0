//! "No errors were found": what a report says there was none of, and counts
//! all the same.

mod grades;
mod losses;

use crossfoot_kit::prelude::*;

pub struct Denial {
    /// "No errors".
    pub at: Span,
    /// "errors".
    pub name: Span,
    /// The count that says otherwise.
    pub counted: Span,
}

const DENYING: Spellings<2> = Spellings::of(["no", "zero"]);

/// Denials with a count above zero of the same thing in the same section.
pub fn told(report: &Report) -> Vec<Denial> {
    let words = report.words();
    let pair = |place: usize| words.get(place).zip(words.get(place + 1));
    let pairs = report.spelled(&DENYING).into_iter().filter_map(pair);
    let mut found: Vec<Denial> = pairs.filter_map(|(no, thing)| denial(report, no, thing)).collect();
    found.extend(grades::told(report));
    found.extend(losses::told(report));
    found
}

/// The tables that a claim may speak of: in its own section, or from a summary,
/// and not of another time.
fn tables_for(report: &Report, statement: u32) -> impl DoubleEndedIterator<Item = Table<'_>> {
    let reach = report.reach(report.section(statement));
    report.tables().filter(move |table| {
        let node = table.node();
        report.section_within(report.section(node), reach) && !report.is_elsewhere(node, reach)
    })
}

fn denial(report: &Report, no: &Word, thing: &Word) -> Option<Denial> {
    if !no.is(Roles::NEGATION) {
        return None;
    }
    let bad = thing.is(Roles::ERRORS | Roles::FAILED) && !thing.is(Roles::PASS | Roles::TEST);
    if !bad || thing.at.start != no.at.end + 1 {
        return None;
    }
    let node = report.node_at(no.at.start);
    let statement = report.statement(node);
    let at = report.statement_span(statement);
    let plain = matches!(report.kind(statement), kind::SENTENCE | kind::FIELD);
    // Only what is said of everything: "No errors in the second half" is not.
    let said = report.words_in(at);
    let aside = Roles::EXCEPT
        | Roles::MODAL
        | Roles::ANOTHER_RUN
        | Roles::TARGET
        | Roles::SCOPE_WORD
        | Roles::SELECTION;
    let alone = said.len() <= 6 && said.iter().all(|word| !word.is(aside) && !narrows(report.text(word.at)));
    if !plain || !alone || !report.quantities_in(at).is_empty() {
        return None;
    }
    let counted = counted(report, report.section(node), thing, at)?;
    Some(Denial { at: Span { start: no.at.start, end: thing.at.end }, name: thing.at, counted })
}

fn narrows(text: &str) -> bool {
    is_any(
        text,
        &[
            "in", "on", "during", "after", "since", "for", "at", "of", "from", "between", "by", "new", "now",
            "open", "then",
        ],
    )
}

/// A count of the thing: in a column or a field that is named just so.
fn counted(report: &Report, section: u32, thing: &Word, own: Span) -> Option<Span> {
    let named = |words: &[Word]| {
        words.iter().any(|word| word.concept == thing.concept)
            && words.iter().all(|word| word.concept == thing.concept || word.is(Roles::COUNT | Roles::TOTAL))
    };
    let above = |index: u32| report.count_of(index).is_some_and(|count| count > 0);
    for table in report.tables().filter(|table| report.section(table.node()) == section) {
        for column in (1..table.columns())
            .filter(|column| table.header(*column).is_some_and(|header| named(header.words())))
        {
            let mut cells = table.rows().filter_map(|row| row.cell(column));
            if let Some(cell) = cells.find(|cell| cell.number().is_some_and(above)) {
                return Some(cell.at());
            }
        }
    }
    let fields = report
        .fields()
        .iter()
        .filter(|field| report.section(field.node) == section && field.value.start != own.start);
    for field in fields.filter(|field| named(report.words_in(field.key))) {
        let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
        if let (Some(number), None) = (numbers.next(), numbers.next())
            && above(number)
        {
            return report.quantity(number).map(|quantity| quantity.at);
        }
    }
    None
}
