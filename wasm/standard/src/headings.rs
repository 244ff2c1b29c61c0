//! Headings that count what stands below them, "Findings of high severity (5)",
//! and headings that are counted: "3 attempts" over `### Attempt 1`, `### Attempt 2`.

use crate::announced;
use crate::counted::{HOLDERS, Listed, OPEN};
use crossfoot_kit::prelude::*;

/// Counts in brackets at the end of a heading, over one list, one table or
/// headings of their own.
pub fn counted(report: &Report) -> Vec<Listed> {
    report.of_kind(kind::HEADING).filter_map(|heading| of(report, heading)).collect()
}

fn of(report: &Report, heading: u32) -> Option<Listed> {
    let count = bracketed(report, heading)?;
    let section = report.parent(heading);
    let (size, at, what) = below(report, section, heading)?;
    let near = report.count(count).is_some_and(|count| count.abs_diff(size) <= 2);
    // Of names in code nobody lists two thirds.
    let most = report.count(count).is_some_and(|count| size.saturating_mul(3) >= count.saturating_mul(2));
    let tied =
        (near || most && what == "items" && lists_code(report, section)) && !goes_on(report, section, at);
    Some(Listed { count, size, at, what, tied })
}

/// "Also two whose names are not public.", "Two more are under embargo."
fn goes_on(report: &Report, section: u32, holder: Span) -> bool {
    const MORE: Spellings<8> =
        Spellings::of(["more", "also", "further", "additional", "additionally", "others", "besides", "rest"]);
    report.children(section).filter(|child| report.span(*child).start >= holder.end).any(|child| {
        report.kind(child) == kind::PARAGRAPH && report.words_of(child).iter().any(|word| MORE.has(word))
    })
}

/// "### 5 documents written" over a list of names in code.
pub fn leading(report: &Report) -> Vec<Listed> {
    let of = |heading: u32| {
        let mut numbers = report.quantities_of(heading).filter(|index| report.is_arithmetic(*index));
        let count = numbers.next().filter(|_| numbers.next().is_none())?;
        let first = report.text(report.span(heading)).trim_start_matches(['#', ' ', '*']);
        let leads = first.starts_with(report.printed(count)) && report.firm_count(count)? > 2;
        let roles = report.roles_of(heading);
        let noun = report
            .noun(count)
            .iter()
            .any(|word| word.is(Roles::COUNTABLE) && report.text(word.at).ends_with('s'));
        let section = report.parent(heading);
        let (size, at, what) = below(report, section, heading).filter(|(.., what)| *what == "items")?;
        let plain = leads && noun && !roles.has(OPEN | Roles::REST) && lists_code(report, section);
        plain.then_some(Listed { count, size, at, what, tied: true })
    };
    report.of_kind(kind::HEADING).filter_map(of).collect()
}

/// "Remaining (3 suites, 14 tests)" over headings that say how many tests they hold,
/// 14 in all: then so many suites stand there.
pub fn of_groups(report: &Report) -> Vec<Listed> {
    let of = |section: u32| {
        let heading = report.heading(section)?;
        let at = report.span(heading);
        let text = report.text(at).trim_end();
        let open = text.rfind('(').filter(|_| text.ends_with(')'))? as u32;
        let bracket = Span { start: at.start + open, end: at.start + text.len() as u32 };
        let mut numbers = report.quantities_in(bracket).filter(|index| report.is_arithmetic(*index));
        let (groups, total, None) = (numbers.next()?, numbers.next()?, numbers.next()) else { return None };
        let heads: Vec<u32> = report.children(section).filter_map(|child| report.heading(child)).collect();
        let counts: Option<Vec<i64>> = heads
            .iter()
            .map(|head| in_bracket(report, report.span(*head)).and_then(|(count, _)| report.count(count)))
            .collect();
        let size = heads.len() as i64;
        let sum = counts?.iter().try_fold(0_i64, |sum, count| sum.checked_add(*count));
        let holds = sum == report.firm_count(total);
        let plain = holds && size > 1 && report.firm_count(groups)? > 1;
        let at = Span { start: report.span(*heads.first()?).start, end: report.span(*heads.last()?).end };
        plain.then_some(Listed { count: groups, size, at, what: "headings", tied: true })
    };
    report.of_kind(kind::SECTION).filter_map(of).collect()
}

/// "## Follow-up (5 actions)" over a numbered list: its points are what is counted.
pub fn of_points(report: &Report) -> Vec<Listed> {
    const POINTS: Spellings<14> = Spellings::of([
        "actions",
        "items",
        "steps",
        "tasks",
        "issues",
        "findings",
        "recommendations",
        "problems",
        "risks",
        "questions",
        "decisions",
        "observations",
        "lessons",
        "blockers",
    ]);
    let of = |heading: u32| {
        let (count, _) = in_bracket(report, report.span(heading)).filter(|(_, noun)| POINTS.has(noun))?;
        let section = report.parent(heading);
        let list = report.children(section).find(|child| report.kind(*child) == kind::LIST)?;
        let numbered = report.text(report.span(list)).starts_with(|first: char| first.is_ascii_digit());
        let (size, at, what) = below(report, section, heading).filter(|(.., what)| *what == "items")?;
        let near = report.count(count).is_some_and(|count| count > 2 && count.abs_diff(size) <= 2);
        let alone = report.words_behind(count).len() == 1 && report.noun(count).len() <= 1;
        let whole = !report.roles_of(heading).has(OPEN | Roles::REST) && !goes_on(report, section, at);
        (numbered && near && alone && whole).then_some(Listed { count, size, at, what, tied: true })
    };
    report.of_kind(kind::HEADING).filter_map(of).collect()
}

/// All points of the list begin with a name in code.
fn lists_code(report: &Report, section: u32) -> bool {
    let list = report.children(section).find(|child| report.kind(*child) == kind::LIST);
    list.is_some_and(|list| report.children(list).all(|item| announced::begins_with_code(report, item)))
}

/// The plain number that a heading ends with: "(5)", ": 5".
fn bracketed(report: &Report, heading: u32) -> Option<u32> {
    let text = report.text(report.span(heading)).trim_end().trim_end_matches(':');
    if !text.ends_with(|last: char| matches!(last, ')' | '）') || last.is_ascii_digit()) {
        return None;
    }
    let mut numbers = report.quantities_of(heading);
    let count = numbers.next_back()?;
    let quantity = report.quantity(count)?;
    let start = report.span(heading).start;
    let before = report.text(Span { start, end: quantity.at.start });
    let behind = report.text(Span { start: quantity.at.end, end: start + text.len() as u32 });
    let own =
        numbers.all(|other| !report.is_arithmetic(other) || crate::counted::numbers_heading(report, other));
    // "（11 文件全部优化）"
    let wide = before.ends_with('（') && behind.ends_with('）');
    let ends = before.ends_with('(') && behind == ")" || before.ends_with(": ") && behind.is_empty() || wide;
    let many = || is_of_many(report, heading) || names_many(report, heading);
    (ends && own && report.count(count).is_some_and(|count| count > 1) && many()).then_some(count)
}

/// "Predicates added (8)" over names in code.
fn names_many(report: &Report, heading: u32) -> bool {
    let plural = |word: &Word| {
        let text = report.text(word.at);
        text.len() > 4 && text.ends_with('s') && !text.ends_with("ss")
    };
    report.words_of(heading).iter().any(plural) && lists_code(report, report.parent(heading))
}

/// Its words name many things: "Run (2)" is the second run.
fn is_of_many(report: &Report, heading: u32) -> bool {
    const THINGS: [&str; 6] = ["文件", "用例", "问题", "ファイル", "テスト", "件"];
    report.words_of(heading).iter().any(|word| {
        let text = report.text(word.at);
        THINGS.iter().any(|thing| text.starts_with(thing))
            || word.is(Roles::COUNTABLE | Roles::TEST | Roles::SKIPPED | Roles::FAILED | Roles::PASSED)
                && text.ends_with('s')
            || matches!(
                text.to_ascii_lowercase().as_str(),
                "open" | "closed" | "fixed" | "failed" | "passed" | "skipped" | "blocked"
            )
    })
}

/// "### Streaks (5 tests passing)": what stands below is counted so where that is
/// true of other headings beside it, or where the table is one of those things.
pub fn alike(report: &Report) -> Vec<Listed> {
    let mut told: Vec<Noted> =
        report.of_kind(kind::HEADING).filter_map(|heading| noted(report, heading)).collect();
    told.sort_by_key(Noted::kin);
    let mut found = Vec::new();
    for kin in told.chunk_by(|one, other| one.kin() == other.kin()) {
        let (right, wrong): (Vec<&Noted>, Vec<&Noted>) = kin.iter().partition(|noted| noted.is_right(report));
        // Where one of them lists a few only, another may, too.
        let near = wrong.iter().all(|other| other.is_near(report));
        let shown = right.len() > 1 && wrong.len() <= right.len() && near;
        for Noted { count, size, at, what, .. } in kin.iter().filter(|noted| shown || noted.names_rows) {
            found.push(Listed { count: *count, size: *size, at: *at, what, tied: true });
        }
    }
    found.sort_by_key(|below| below.count);
    found
}

/// A heading that ends with a count of things in brackets, over one list or table.
struct Noted {
    count: u32,
    noun: u32,
    /// The section that the heading's own lies in.
    around: u32,
    size: i64,
    at: Span,
    what: &'static str,
    /// The first column of the table is named like the things.
    names_rows: bool,
}

impl Noted {
    fn kin(&self) -> (u32, u32) {
        (self.around, self.noun)
    }

    fn is_right(&self, report: &Report) -> bool {
        report.count(self.count) == Some(self.size)
    }

    fn is_near(&self, report: &Report) -> bool {
        report.count(self.count).is_some_and(|count| count.abs_diff(self.size) <= 2)
    }
}

fn noted(report: &Report, heading: u32) -> Option<Noted> {
    let section = report.parent(heading);
    let (count, noun) = in_bracket(report, report.span(heading))?;
    report.count(count).filter(|count| *count > 1)?;
    let (size, at, what) = below(report, section, heading).filter(|(.., what)| *what != "headings")?;
    let table = report.children(section).find_map(|child| report.table_at(child));
    let names_rows = table.and_then(|table| table.header(0)).is_some_and(|header| {
        let [word] = header.words() else { return false };
        let (one, other) = (report.text(noun.at).to_lowercase(), report.text(word.at).to_lowercase());
        one == other || other.len() > 3 && one.starts_with(&other) || one.len() > 3 && other.starts_with(&one)
    });
    Some(Noted { count, noun: noun.concept, around: report.parent(section), size, at, what, names_rows })
}

/// The count that stands alone in the bracket at the end of a heading, a lead or an
/// item, and what it counts: "(5 tests passing)".
pub fn in_bracket(report: &Report, at: Span) -> Option<(u32, &Word)> {
    let text = report.text(at).trim_end().trim_end_matches(['*', ':', '_']);
    let open = text.strip_suffix(')')?.rfind('(')? as u32;
    let bracket = Span { start: at.start + open + 1, end: at.start + text.len() as u32 - 1 };
    let mut numbers = report.quantities_in(bracket);
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    let words = report.words_behind(count);
    // "17 test files" are files.
    let holders = words.get(1).filter(|word| HOLDERS.has(word));
    let noun = holders.or(words.first()).filter(|_| words.len() <= 3)?;
    let leads = report.quantity(count)?.at.start == bracket.start;
    let chosen = roles_of(words).has(OPEN | Roles::REST | Roles::DURATION);
    (leads && !chosen && report.firm_count(count).is_some()).then_some((count, noun))
}

/// The one thing below a heading that can be counted: the only list, the only
/// table, or the headings under it.
fn below(report: &Report, section: u32, heading: u32) -> Option<(i64, Span, &'static str)> {
    let mut found = None;
    let mut headings: Option<(i64, Span)> = None;
    for child in report.children(section).filter(|child| *child != heading) {
        let at = report.span(child);
        match report.kind(child) {
            kind::SECTION => {
                let (many, open) = headings.unwrap_or((0, at));
                headings = Some((many + 1, Span { start: open.start, end: at.start.max(open.end) }));
            }
            kind::LIST | kind::TABLE if found.is_some() => return None,
            kind::LIST => found = Some((report.children(child).count() as i64, at, "items")),
            kind::TABLE => {
                let rows = crate::counted::matter(report.table_at(child)?)?;
                found = Some((rows.len() as i64, at, "rows"));
            }
            kind::BLOCK | kind::HTML | kind::QUOTE => return None,
            _ => {}
        }
    }
    match (found, headings) {
        (Some(found), None) => Some(found),
        (None, Some((many, at))) => Some((many, at, "headings")),
        _ => None,
    }
    .filter(|(size, ..)| *size > 1)
}

// --- numbered headings -----------------------------------------------------------

const MOST: usize = 64;

/// "3 attempts" over `### Attempt 1`, `### Attempt 2`.
pub fn numbered(report: &Report) -> Vec<Listed> {
    let mut found = Vec::new();
    let mut done: Vec<u32> = Vec::new();
    for section in report.of_kind(kind::SECTION) {
        let parent = report.parent(section);
        let Some((_, concept)) = number_of(report, section) else { continue };
        if done.contains(&parent) {
            continue;
        }
        done.push(parent);
        let mut next = 1;
        let mut end = section;
        let mut in_turn = true;
        for sibling in report.children(parent) {
            match number_of(report, sibling) {
                Some((number, same)) if same == concept && number == next => {
                    next += 1;
                    end = sibling;
                }
                Some((_, same)) => in_turn &= same != concept,
                None => {}
            }
        }
        // Where many sections hold such headings, each number may be of any of them.
        if in_turn && next > 2 && done.len() <= MOST {
            let at = Span { start: report.span(section).start, end: report.span(end).start };
            against(report, section, concept, (next - 1, at), &mut found);
        }
    }
    found
}

/// The number and the noun of a heading like "Attempt 2: …".
fn number_of(report: &Report, section: u32) -> Option<(i64, u32)> {
    let heading = report.heading(section)?;
    let id = report.quantities_of(heading).next()?;
    let quantity = report.quantity(id).filter(|quantity| quantity.class == class::ID)?;
    let noun = report.words_of(heading).first().filter(|word| word.is(Roles::ID_NOUN))?;
    let close = quantity.at.start.checked_sub(noun.at.end)? <= 2;
    (close && quantity.role == role::ALONE).then_some((quantity.mantissa, noun.concept))
}

/// Claims of the whole document, or of a section around the headings.
fn against(report: &Report, section: u32, concept: u32, (size, at): (i64, Span), found: &mut Vec<Listed>) {
    const PLAIN: Roles = Roles::CONSECUTIVE.or(Roles::TOTAL).or(Roles::ALL).or(Roles::CLEAN);
    for index in 0..report.quantities().len() as u32 {
        let Some((head, rest)) = report.names(index).split_last() else { continue };
        if head.concept != concept || report.count_of(index).is_none() || report.is_each(index) {
            continue;
        }
        let statement = report.statement_of(index);
        let place = report.section(statement);
        // The head of the document or of the section around those headings.
        let of_all = place != section && report.section_within(section, place);
        let own = report.span(statement);
        let alone = report
            .quantities_in(own)
            .filter(|other| report.count(*other).is_some_and(|count| count > 0))
            .count()
            == 1;
        let roles = roles_of(rest);
        let chosen = roles.has(Roles::VERDICT.without(PLAIN) | OPEN | Roles::NEGATION)
            || report
                .word_before(report.quantity(index).map_or(0, |q| q.at.start))
                .is_some_and(|word| word.at.start >= own.start && word.is(OPEN));
        // "5 phases. This report covers the first three.", "one is not reported"
        const SOME: [&str; 10] = [
            "first",
            "covers",
            "last year",
            "next",
            "later",
            "planned",
            "remaining",
            "follow",
            "reported",
            "year",
        ];
        let next = report.next_sibling(statement);
        let some = || {
            [Some(statement), next]
                .into_iter()
                .flatten()
                .any(|node| report.words_of(node).iter().any(|word| report.is_one_of(word, &SOME)))
        };
        found.push(Listed {
            count: index,
            size,
            at,
            what: "headings",
            tied: of_all && alone && !chosen && !some(),
        });
    }
}
