//! What a sentence counts right behind a list or a table: "Six actions, all with
//! owner and date."

use crate::counted::{OPEN, matter};
use crossfoot_kit::prelude::*;

pub struct Behind {
    pub count: u32,
    pub holder: u32,
    pub size: i64,
}

pub fn told(report: &Report) -> Vec<Behind> {
    report.of_kind(kind::PARAGRAPH).filter_map(|paragraph| behind(report, paragraph)).collect()
}

fn behind(report: &Report, paragraph: u32) -> Option<Behind> {
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
    if !leads.trim_matches(['*', '_', ' ']).is_empty()
        || !closed
        || report.firm_count(count).is_none_or(|count| count < 2)
        || report.roles_in(at).has(aside)
        || report
            .roles_in(Span { start: at.start, end: noun.at.end })
            .has(OPEN | Roles::REST | Roles::UNIVERSAL)
    {
        return None;
    }
    let holder = report.previous_sibling(paragraph)?;
    let size = match report.kind(holder) {
        kind::TABLE => of_table(report, holder, noun)?,
        kind::LIST => of_list(report, holder, noun)?,
        _ => return None,
    };
    Some(Behind { count, holder, size })
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
