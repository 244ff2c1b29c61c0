//! Right and wrong answers of a test by what was true, and the measures that
//! they make: sensitivity, specificity, precision, accuracy, F1.

use crossfoot_kit::prelude::*;
use crossfoot_kit::words::concept_of;

/// The four counts: true positives, false negatives, false positives, true
/// negatives.
#[derive(Clone, Copy)]
pub struct Matrix {
    pub hits: u32,
    pub misses: u32,
    pub alarms: u32,
    pub rejections: u32,
    section: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Sensitivity,
    Specificity,
    Precision,
    NegativePredictive,
    Accuracy,
    F1,
}

/// A measure as printed, in percent or as a decimal, and what the counts make
/// it.
pub struct Told {
    pub printed: u32,
    pub measure: Measure,
    pub matrix: Matrix,
}

pub fn told(report: &Report) -> Vec<Told> {
    let called = report.spelled(&NAMES).into_iter().filter_map(|place| report.words().get(place));
    let named: Vec<(&Word, Measure)> =
        called.filter_map(|word| Some((word, measure(report.text(word.at))?))).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let matrices = matrices(report);
    // Of two matrices it may be the measure of either.
    let [matrix] = *matrices.as_slice() else { return Vec::new() };
    let mut found = Vec::new();
    for (word, measure) in named {
        if let Some(printed) = figure(report, word, matrix.section) {
            found.push(Told { printed, measure, matrix });
        }
    }
    found
}

const NAMES: Spellings<10> = Spellings::of([
    "sensitivity",
    "recall",
    "tpr",
    "specificity",
    "tnr",
    "precision",
    "ppv",
    "npv",
    "accuracy",
    "f1",
]);

const PLAIN: [&str; 8] = ["overall", "the", "and", "model", "test", "resulting", "gives", "our"];

fn measure(text: &str) -> Option<Measure> {
    let is = |known: &[&str]| is_any(text, known);
    match () {
        () if is(&["sensitivity", "recall", "tpr"]) => Some(Measure::Sensitivity),
        () if is(&["specificity", "tnr"]) => Some(Measure::Specificity),
        () if is(&["precision", "ppv"]) => Some(Measure::Precision),
        () if is(&["npv"]) => Some(Measure::NegativePredictive),
        () if is(&["accuracy"]) => Some(Measure::Accuracy),
        () if is(&["f1"]) => Some(Measure::F1),
        () => None,
    }
}

impl Told {
    /// The share that the counts make, in percent or as printed.
    pub fn value(&self, report: &Report) -> Value {
        let Matrix { hits, misses, alarms, rejections, .. } = self.matrix;
        let value = |index: u32| report.value(index);
        let of = |part: Value, rest: Value| part.share(rest);
        let share = match self.measure {
            Measure::Sensitivity => of(value(hits), value(misses)),
            Measure::Specificity => of(value(rejections), value(alarms)),
            Measure::Precision => of(value(hits), value(alarms)),
            Measure::NegativePredictive => of(value(rejections), value(misses)),
            Measure::Accuracy => of(value(hits).add(value(rejections)), value(alarms).add(value(misses))),
            Measure::F1 => of(value(hits).times(2), value(alarms).add(value(misses))),
        };
        let percent =
            report.quantity(self.printed).is_some_and(|quantity| quantity.class == class::PERCENTAGE);
        if percent { share } else { share.div(Value::whole(100)) }
    }
}

/// The number right behind the word: a field of its own, a row of two cells or
/// "sensitivity 89.0%", in the section of the counts or below it.
fn figure(report: &Report, word: &Word, section: u32) -> Option<u32> {
    let node = report.node_at(word.at.start);
    if !report.section_within(report.section(node), section) {
        return None;
    }
    let statement = report.statement(node);
    let at = report.span(statement);
    let words = report.words_in(at);
    let aside =
        Roles::TARGET | Roles::ANOTHER_RUN | Roles::BEFORE | Roles::MODAL | Roles::AVERAGE | Roles::UNIVERSAL;
    if report.kind(statement) == kind::HEADING || words.iter().any(|word| word.is(aside)) {
        return None;
    }
    // "Balanced accuracy", "Dog: precision" are other measures.
    let plain = |word: &Word| {
        word.is(Roles::PASS | Roles::TOTAL) || report.is_one_of(word, &PLAIN) || NAMES.has(word)
    };
    let line = report.line_of(word.at);
    let clause = report.text(Span { start: line.start.max(at.start), end: word.at.start });
    let start = clause
        .rfind([',', ';', '|', '('])
        .map_or(line.start.max(at.start), |place| line.start.max(at.start) + place as u32 + 1);
    if report.kind(statement) != kind::SENTENCE
        && !report.words_in(Span { start, end: word.at.start }).iter().all(plain)
    {
        return None;
    }
    let printed = report.quantities_in(Span { start: word.at.end, end: at.end }).next()?;
    let quantity = report.quantity(printed)?;
    let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
    let close = gap.trim_matches([' ', ':', '=', '*', '_', '|']).is_empty()
        || matches!(gap.trim(), "of" | "is" | "was");
    if report.kind(statement) == kind::ROW {
        let table = report.table_at(report.parent(statement))?;
        (table.columns() == 2).then_some(())?;
    }
    // "Precision: 2.5" may be of an instrument.
    let small = || {
        let whole = 10_u64.checked_pow(quantity.exponent.unsigned_abs());
        whole.is_some_and(|whole| quantity.mantissa.unsigned_abs() <= whole)
    };
    let instrument = report.is_one_of(word, &["precision", "accuracy"]);
    let point = quantity.class == class::PERCENTAGE || quantity.exponent < 0 && (small() || !instrument);
    let plain = report.is_firm(printed);
    (close && point && plain && report.is_arithmetic(printed)).then_some(printed)
}

// --- the counts ------------------------------------------------------------------

fn matrices(report: &Report) -> Vec<Matrix> {
    let mut found: Vec<Matrix> = report.tables().filter_map(|table| in_table(report, table)).collect();
    found.extend(by_names(report));
    found
}

/// `| | Predicted yes | Predicted no |` over two rows of what was true.
fn in_table(report: &Report, table: Table<'_>) -> Option<Matrix> {
    let says = |column: u32, known: &[&str]| {
        table
            .header(column)
            .is_some_and(|header| header.words().iter().any(|word| report.is_one_of(word, known)))
    };
    const PREDICTED: [&str; 5] = ["predicted", "pred", "prediction", "flagged", "classified"];
    let columns: Vec<u32> = (1..table.columns()).filter(|column| says(*column, &PREDICTED)).collect();
    let [one, other] = *columns.as_slice() else { return None };
    let rows: Vec<Row<'_>> = table.rows().filter(|row| !crate::counted::is_total(table, *row)).collect();
    let [first, second] = *rows.as_slice() else { return None };
    let count = |row: Row<'_>, column: u32| {
        row.cell(column).and_then(Cell::number).filter(|index| report.count_of(*index).is_some())
    };
    // The first row and the first column must be of the same answer.
    let kind_of = |words: &[Word]| words.last().map(|word| word.concept);
    let (head, label) = (kind_of(table.header(one)?.words()), kind_of(first.label()));
    let tail = kind_of(table.header(other)?.words());
    let (yes, no) = if head == label {
        (one, other)
    } else if tail == label {
        (other, one)
    } else {
        return None;
    };
    let (positive, negative) = match is_negative(report, first) {
        true => (second, first),
        false => (first, second),
    };
    let (yes, no) = if positive.node == first.node { (yes, no) } else { (no, yes) };
    Some(Matrix {
        hits: count(positive, yes)?,
        misses: count(positive, no)?,
        alarms: count(negative, yes)?,
        rejections: count(negative, no)?,
        section: report.section(table.node()),
    })
}

fn is_negative(report: &Report, row: Row<'_>) -> bool {
    row.label().iter().any(|word| {
        word.is(Roles::NEGATION)
            || report.is_one_of(word, &["negative", "neg", "healthy", "normal", "ham", "benign", "absent"])
    })
}

/// "TP 712, FN 88, FP 160, TN 3,040", or their names in full, each but once.
fn by_names(report: &Report) -> Option<Matrix> {
    let find = |short: &str, first: &str, second: &str| {
        let (kind, answer) = (concept_of(first), concept_of(second));
        let words = report.words();
        let mut found = None;
        for (place, word) in words.iter().enumerate() {
            let text = report.text(word.at);
            let end = match () {
                () if text == short => word.at.end,
                () if word.concept == kind
                    && words.get(place + 1).is_some_and(|next| next.concept == answer) =>
                {
                    words.get(place + 1)?.at.end
                }
                () => continue,
            };
            let Some(count) = beside(report, word.at.start, end) else { continue };
            if found.is_some_and(|known| report.count(known) != report.count(count)) {
                return None;
            }
            found.get_or_insert(count);
        }
        found
    };
    let hits = find("TP", "true", "positives")?;
    let matrix = Matrix {
        hits,
        misses: find("FN", "false", "negatives")?,
        alarms: find("FP", "false", "positives")?,
        rejections: find("TN", "true", "negatives")?,
        section: report.section_of(hits),
    };
    let sections = [matrix.misses, matrix.alarms, matrix.rejections];
    sections.iter().all(|index| report.section_of(*index) == matrix.section).then_some(matrix)
}

/// The count right behind a name, or right before it.
fn beside(report: &Report, start: u32, end: u32) -> Option<u32> {
    let line = report.line_of(Span { start, end });
    let next = report.quantities_in(Span { start: end, end: line.end }).next();
    let close = |from: u32, to: u32| {
        report
            .text(Span { start: from, end: to })
            .trim_matches([' ', ':', '=', '*', '(', ')', '|'])
            .is_empty()
    };
    let behind = next.filter(|next| report.quantity(*next).is_some_and(|next| close(end, next.at.start)));
    let before = report.quantities_in(Span { start: line.start, end: start }).next_back();
    let before =
        before.filter(|before| report.quantity(*before).is_some_and(|before| close(before.at.end, start)));
    behind.or(before).filter(|index| report.count(*index).is_some() && report.is_arithmetic(*index))
}
