//! What several rules of counting ask: does this number count those things?

use crossfoot_kit::prelude::*;

/// Words that leave a set as it is: "119 consecutive clean rounds".
const WHOLE: Roles = Roles::CONSECUTIVE.or(Roles::CLEAN).or(Roles::TOTAL).or(Roles::ALL);

/// Words after which a list or table need not show everything.
pub const OPEN: Roles = Roles::SELECTION.or(Roles::OVERLAP).or(Roles::EXCEPT);

/// What can become of a test.
pub const OUTCOMES: Roles = Roles::PASSED.or(Roles::FAILED).or(Roles::SKIPPED).or(Roles::THIRD_OUTCOME);

/// What holds tests, and is counted by itself.
pub const HOLDERS: Spellings<8> =
    Spellings::of(["file", "files", "suite", "suites", "class", "classes", "module", "modules"]);

/// A count of all that had an outcome.
pub fn is_all_outcomes(roles: Roles) -> bool {
    roles.has(Roles::TOTAL) || (roles.has(Roles::TEST) && !roles.has(OUTCOMES))
}

/// Whether each row of a table tells what passed, and of how many.
pub fn tells_outcomes(table: Table<'_>) -> bool {
    let whole = |column: u32| is_all_outcomes(table.header_roles(column));
    table.column(Roles::PASSED).is_some() && (1..table.columns()).any(whole)
}

/// A statement that holds one set of ids and one number that counts them.
pub fn ids_and_count(report: &Report, statement: u32) -> Option<(Members, u32)> {
    let at = report.span(statement);
    let is_id = |quantity: &Quantity| quantity.class == class::ID || quantity.role == role::VALUE_START;
    if !report.quantities_of(statement).any(|index| report.quantity(index).is_some_and(is_id)) {
        return None;
    }
    let mut groups = report.members_in(at);
    let members = groups.pop().or_else(|| named_range(report, at)).filter(|_| groups.is_empty())?;
    let mut counts = report.quantities_in(at).filter(|index| counts_members(report, *index, &members));
    let (Some(count), None) = (counts.next(), counts.next()) else { return None };
    let in_row = report.kind(statement) == kind::ROW;
    (in_row || is_beside(report, count, &members)).then_some((members, count))
}

/// "Units 449-470: started on Tuesday (22 units)": a range of plain numbers
/// right behind the noun that the count names, too.
fn named_range(report: &Report, at: Span) -> Option<Members> {
    let mut ranges = report
        .quantities_in(at)
        .filter(|index| report.quantity(*index).is_some_and(|quantity| quantity.role == role::VALUE_START));
    let (first, None) = (ranges.next()?, ranges.next()) else { return None };
    let (start, end) = (report.quantity(first)?, report.quantity(report.quantity(first)?.mate)?);
    let word = report.word_before(start.at.start).filter(|word| word.at.start >= at.start)?;
    let plain =
        |quantity: &Quantity| quantity.class == class::COUNT && quantity.exponent == 0 && quantity.unit == 0;
    let close = start.at.start - word.at.end == 1
        && report.noun(first).is_empty()
        && report.noun(start.mate).is_empty();
    if !plain(start) || !plain(end) || !close || end.mantissa <= start.mantissa {
        return None;
    }
    let (concept, ranges) = (word.concept, vec![(start.mantissa, end.mantissa)]);
    let at = Span { start: start.at.start, end: end.at.end };
    Some(Members { at, ranges, concept, numbers: first..start.mate + 1, has_range: true })
}

/// Whether a number counts the members of such a set.
fn counts_members(report: &Report, index: u32, members: &Members) -> bool {
    if report.count_of(index).is_none() || report.is_each(index) {
        return false;
    }
    // "3 iterations of warm-up" are not the iterations of the range.
    let behind = Span { start: report.noun_span(index).end, end: report.source().len() as u32 };
    if report.text(behind).starts_with(" of ") {
        return false;
    }
    let names = report.names(index);
    // "Round 177-1000: 824 consecutive clean."
    let streak = |word: &Word| word.is(Roles::CONSECUTIVE | Roles::PASS);
    // "… since the fix" began elsewhere, and the longest is one of several.
    let told = report.words_of(report.statement_of(index));
    let behind = report.quantity(index).is_some_and(|quantity| quantity.at.start >= members.at.end);
    if behind && told.iter().any(|word| PART_OF_IT.has(word)) {
        return false;
    }
    if names.iter().any(|word| word.is(Roles::CONSECUTIVE)) && names.iter().all(streak) {
        let name = report.word_before(members.at.start);
        return name.is_some_and(|name| {
            name.is(Roles::ROUND | Roles::ITERATION) && members.at.start - name.at.end <= 2
        });
    }
    let Some((head, rest)) = names.split_last() else { return false };
    let same = if members.concept == 0 {
        head.is(Roles::ROUND | Roles::ITERATION)
            || (head.is(Roles::COUNT) && rest.is_empty())
            || is_named(report, members, head)
    } else {
        head.concept == members.concept
    };
    // "Rounds 1-10 (8 passed rounds)" counts some of them, "8 consecutive passed
    // rounds" all.
    let streak = rest.iter().any(|word| word.is(Roles::CONSECUTIVE));
    let whole =
        |word: &Word| word.is(WHOLE) || streak && word.is(Roles::PASS) || word.concept == members.concept;
    // "3 additional search rounds (151-153)": the bracket says which.
    let behind = report.text(Span { start: head.at.end, end: members.at.start.max(head.at.end) });
    let named = head.is(Roles::ID_NOUN)
        && matches!(behind.trim_matches([' ', '*', '_']), "(" | "(N=" | "(#")
        && !rest.iter().any(|word| word.is(Roles::VERDICT | OPEN));
    same && (named || rest.iter().all(whole))
}

const PART_OF_IT: Spellings<5> = Spellings::of(["since", "longest", "in a row", "so far", "at the end"]);

/// "Night 375-411" is of nights, whatever the noun.
pub fn is_named(report: &Report, members: &Members, head: &Word) -> bool {
    let name = report.word_before(members.at.start);
    name.is_some_and(|name| name.concept == head.concept && members.at.start - name.at.end <= 2)
}

/// "Round 176-295: Clean (119 rounds)", "119 rounds (176-295)", "rounds 1-5: 5
/// rounds": near each other, with nothing that counts something else between.
fn is_beside(report: &Report, count: u32, members: &Members) -> bool {
    let Some(quantity) = report.quantity(count) else { return false };
    let between = if count >= members.numbers.end {
        Span { start: members.at.end, end: quantity.at.start }
    } else {
        Span { start: report.noun_span(count).end, end: members.at.start }
    };
    let words = report.words_in(between);
    let bracketed = report.text(between).contains('(');
    report.quantities_in(between).all(|index| !report.is_arithmetic(index))
        && !words
            .iter()
            .any(|word| word.is(Roles::SELECTION | Roles::NEGATION | Roles::EXCEPT | Roles::UNIVERSAL))
        && (bracketed || words.len() <= 4)
}

/// A printed count, and what it is held to: so many rows, items, headings or names.
pub struct Listed {
    pub count: u32,
    pub size: i64,
    pub at: Span,
    pub what: &'static str,
    /// The words or the size leave no doubt that it counts these.
    pub tied: bool,
}

/// A count that is meant as it is printed, part of a fraction or not.
pub fn is_exact(report: &Report, index: u32) -> bool {
    let firm = |quantity: &Quantity| quantity.flags & (flag::HEDGED | flag::MARKED) == 0;
    report.is_arithmetic(index) && report.count(index).is_some() && report.quantity(index).is_some_and(firm)
}

/// A node's text up to the end of its first line.
pub fn first_line(report: &Report, at: Span) -> Span {
    let line = report.line_of(Span { start: at.start, end: at.start });
    Span { start: at.start, end: line.end.min(at.end) }
}

/// The rows of a table that carry its matter: no totals, no averages. `None`
/// if it is cut short on purpose.
pub fn matter<'r>(table: Table<'r>) -> Option<Vec<Row<'r>>> {
    const SUMMARY: Roles = Roles::AVERAGE.or(Roles::MEDIAN);
    if is_cut_short(table) {
        return None;
    }
    let more = |cell: Cell<'_>| cell.words().is_empty() && matches!(cell.text().trim(), "…" | "..." | "⋮");
    let goes_on = |row: Row<'_>| {
        row.cell(0).is_some_and(more) || row.cell(1).is_some_and(|cell| matches!(cell.text(), "…" | "..."))
    };
    if table.rows().any(goes_on) {
        return None;
    }
    // "range(qty)" is a name, "Range" what the rows span.
    let is_summary = |row: Row<'_>| match row.label() {
        [word] => word.is(SUMMARY | Roles::SPREAD),
        _ => false,
    };
    // "Average clock" may be one of the things measured, unless it stands last.
    let may_sum_up = |row: Row<'_>| row.label().first().is_some_and(|word| word.is(SUMMARY));
    let mut rows: Vec<Row<'r>> =
        table.rows().filter(|row| !is_total(table, *row) && !is_summary(*row)).collect();
    let own = rows.iter().rposition(|row| !may_sum_up(*row)).map_or(0, |last| last + 1);
    rows.truncate(own);
    // "| | **Net** | −126.60 |" below rows that all have a name.
    let nameless = |row: &Row<'r>| row.cell(0).is_none_or(|cell| cell.text().trim().is_empty());
    if rows.len() > 2 && rows.iter().position(nameless) == Some(rows.len() - 1) {
        rows.pop();
    }
    Some(rows)
}

const LEFT_OUT: Spellings<6> =
    Spellings::of(["skipped", "omitted", "hidden", "excluded", "truncated", "shown"]);
const ROWS: Spellings<9> =
    Spellings::of(["file", "files", "row", "rows", "module", "modules", "entries", "packages", "others"]);

/// "9 files skipped due to complete coverage", right below.
fn is_cut_short(table: Table<'_>) -> bool {
    let report = table.report;
    let next = report.next_sibling(table.node()).filter(|next| report.kind(*next) == kind::PARAGRAPH);
    let words = next.map_or(&[][..], |next| report.words_of(next));
    let text = next.map_or("", |next| report.text(report.span(next)));
    let said = [" not shown", " omitted", " not listed", " are hidden", " abridged"];
    said.iter().any(|said| text.contains(said))
        || words.iter().any(|word| LEFT_OUT.has(word)) && words.iter().any(|word| ROWS.has(word))
}

/// What may sum the rows up, or be one of them: a "combined" mode, an "overall" score.
pub const LOOSELY: Spellings<4> = Spellings::of(["combined", "overall", "aggregate", "aggregated"]);

const ROOTS: Spellings<4> = Spellings::of(["root", "rss", "rms", "quadrature"]);

pub const METRICS: Spellings<9> = Spellings::of([
    "metric",
    "metrics",
    "measure",
    "aspect",
    "parameter",
    "indicator",
    "statistic",
    "kpi",
    "property",
]);

/// Whether a row gives the totals of the others: its label says so and hardly
/// more ("Total", "Total tests").
pub fn is_total(table: Table<'_>, row: Row<'_>) -> bool {
    let label = row.label();
    if !matches!(label.len(), 1..=3) {
        return false;
    }
    let last = table.rows().next_back().is_some_and(|last| last.node == row.node);
    // "Sum / root" of squares is no sum.
    if label.iter().any(|word| ROOTS.has(word)) {
        return false;
    }
    // "All", under the things themselves.
    if matches!(label, [all] if all.is(Roles::ALL)) {
        return last && table.columns() > 2 && table.rows().len() > 2;
    }
    if !label.iter().any(|word| word.is(Roles::TOTAL)) {
        return false;
    }
    let values = table.columns() == 2 && table.header_roles(1).has(Roles::MEASURED);
    // "Total lines" among metrics is one of them, and no sum of files and lines.
    let metrics = table.header(0).is_some_and(|header| header.words().iter().any(|word| METRICS.has(word)));
    if metrics && !label.iter().all(|word| word.is(Roles::TOTAL)) {
        return false;
    }
    !values && (label.iter().all(|word| word.is(Roles::TOTAL)) || (last && table.columns() > 2))
}

/// Whether a value can have been rounded, or cut, to a whole number.
pub fn is_near(value: Value, whole: Value) -> bool {
    let one = Value::whole(1);
    value.below(whole.add(one)) != Outcome::Contradicted
        && whole.sub(one).below(value) != Outcome::Contradicted
}

/// The only table that a section holds itself, if it has no list beside it.
pub fn only_table(report: &Report, section: u32) -> Option<Table<'_>> {
    let mut found = None;
    for child in report.children(section) {
        match report.kind(child) {
            kind::TABLE if found.is_none() => found = Some(child),
            kind::TABLE | kind::LIST | kind::SECTION => return None,
            _ => {}
        }
    }
    report.table_at(found?)
}

/// The table right behind a statement: under its heading, or its paragraph.
pub fn table_behind(report: &Report, statement: u32) -> Option<Table<'_>> {
    if report.kind(statement) == kind::HEADING {
        return only_table(report, report.parent(statement));
    }
    let block = report.parent(statement);
    let next = report.next_sibling(block).filter(|next| report.kind(*next) == kind::TABLE)?;
    let last = report.next_sibling(statement).is_none();
    report.table_at(next).filter(|_| last && report.kind(block) == kind::PARAGRAPH)
}

/// Whether a number only says where a heading stands among its neighbours:
/// `## 2 Load steps`, after `## 1 Transfer`.
pub fn numbers_heading(report: &Report, index: u32) -> bool {
    if report.kind(report.statement_of(index)) != kind::HEADING {
        return false;
    }
    let leading = |section: u32| {
        let heading = report.heading(section)?;
        let first = report.quantities_of(heading).next()?;
        let quantity = report.quantity(first)?;
        let before = report.text(Span { start: report.span(heading).start, end: quantity.at.start });
        before.trim_matches(['#', ' ', '*']).is_empty().then_some((first, quantity.mantissa))
    };
    let section = report.section_of(index);
    let Some((_, number)) = leading(section).filter(|(first, _)| *first == index) else { return false };
    report
        .children(report.parent(section))
        .filter(|other| *other != section && report.kind(*other) == kind::SECTION)
        .filter_map(leading)
        .any(|(_, other)| other.abs_diff(number) == 1)
}
