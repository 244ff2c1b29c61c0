//! What a sentence counts right behind a list or a table, "Six actions, all with
//! owner and date.", and what a field counts that a heading names: `Pages sampled:
//! 12` and a list under "Sampled pages".

use crate::counted::{Listed, OPEN, matter};
use crossfoot_kit::prelude::*;

const MORE: Spellings<6> = Spellings::of(["more", "other", "others", "further", "rest", "omitted"]);

pub fn told(report: &Report) -> Vec<Listed> {
    let behind = report.of_kind(kind::PARAGRAPH).filter_map(|paragraph| behind(report, paragraph));
    behind.chain(under_headings(report)).collect()
}

/// Counts in fields whose key has just the words of a heading, over a list.
fn under_headings(report: &Report) -> Vec<Listed> {
    let name = |words: &[Word]| {
        let mut name: Vec<u32> = words.iter().map(|word| word.concept).collect();
        name.sort_unstable();
        (name.len() > 1).then_some(name)
    };
    let counted = |field: &Field| {
        let mut numbers = report.quantities_in(field.value);
        let count =
            numbers.next().filter(|index| numbers.next().is_none() && report.noun(*index).is_empty())?;
        report.firm_count(count).filter(|count| *count > 1)?;
        Some((name(report.words_in(field.key))?, count))
    };
    let mut fields: Vec<(Vec<u32>, u32)> = report.fields().iter().filter_map(counted).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    fields.sort();
    // "and two more of the second floor"
    let goes_on = |section: u32, holder: u32| {
        let behind = Span { start: report.span(holder).end, end: report.span(section).end };
        report.words_in(behind).iter().any(|word| MORE.has(word))
    };
    let of = |section: u32| {
        let name = name(report.words_of(report.heading(section)?))?;
        let from = fields.partition_point(|(key, _)| *key < name);
        let mut same = fields.get(from..)?.iter().take_while(|(key, _)| *key == name);
        let (_, count) = same.next().filter(|_| same.next().is_none())?;
        let lists = |child: &u32| matches!(report.kind(*child), kind::LIST | kind::TABLE | kind::SECTION);
        let mut holders = report.children(section).filter(lists);
        let holder =
            holders.next().filter(|first| holders.next().is_none() && report.kind(*first) == kind::LIST)?;
        let plain = report.children(holder).all(|item| report.item_head(item) == report.span(item));
        let size = report.children(holder).count() as i64;
        let open = report.roles_of(holder).has(OPEN) || goes_on(section, holder);
        let at = report.span(holder);
        (plain && !open && size > 2).then_some(Listed { count: *count, size, at, what: "items", tied: true })
    };
    report.of_kind(kind::SECTION).filter_map(of).collect()
}

fn behind(report: &Report, paragraph: u32) -> Option<Listed> {
    let sentence = report.children(paragraph).next().filter(|first| report.kind(*first) == kind::SENTENCE)?;
    let count = report.quantities_of(sentence).next()?;
    let quantity = report.quantity(count)?;
    let at = report.span(sentence);
    let leads = report.text(Span { start: at.start, end: quantity.at.start });
    let aside = Roles::TARGET | Roles::ANOTHER_RUN | Roles::MODAL;
    let [noun] = report.noun(count) else { return None };
    // "Six actions, …", "Six actions in all": not "Six actions are overdue".
    let rest = report.text(Span { start: noun.at.end, end: at.end });
    let closed =
        rest.starts_with([',', ':', '.']) || rest.starts_with(" in all") || rest.starts_with(" in total");
    // "Three findings, A to C, are fixed."
    let named = rest.starts_with(',') && rest.matches(',').count() > 1 && rest.contains(" to ");
    if !leads.trim_matches(['*', '_', ' ']).is_empty()
        || !closed
        || named
        || report.firm_count(count).is_none_or(|count| count < 2)
        || report.roles_in(at).has(aside)
        || report
            .roles_in(Span { start: at.start, end: noun.at.end })
            .has(OPEN | Roles::REST | Roles::UNIVERSAL)
    {
        return None;
    }
    let holder = report.previous_sibling(paragraph)?;
    let (size, what) = match report.kind(holder) {
        kind::TABLE => (of_table(report, holder, noun)?, "rows"),
        kind::LIST => (of_list(report, holder, noun)?, "items"),
        _ => return None,
    };
    Some(Listed { count, size, at: report.span(holder), what, tied: true })
}

/// Rows of a table whose first header, or the one behind the running number, is
/// what is counted.
fn of_table(report: &Report, node: u32, noun: &Word) -> Option<i64> {
    let table = report.table_at(node)?;
    let named = |column: u32| {
        let last = table.header(column).and_then(|header| header.words().last());
        last.is_some_and(|word| word.concept == noun.concept)
    };
    let numbered = || {
        let first = table.header(0).map_or("", Cell::text).trim().trim_matches(['*', '_']);
        matches!(first, "#" | "No" | "No." | "Nr" | "Nr." | "")
    };
    let rows = matter(table)?;
    (named(0) || numbered() && named(1)).then_some(rows.len() as i64)
}

/// Items of a list whose heading names what is counted.
fn of_list(report: &Report, list: u32, noun: &Word) -> Option<i64> {
    let heading = report.heading(report.section(list))?;
    let named = report.words_of(heading).iter().any(|word| word.concept == noun.concept);
    let items = report.children(list).count();
    let plain = report.children(list).all(|item| report.item_head(item) == report.span(item));
    (named && plain && items > 1).then_some(items as i64)
}
