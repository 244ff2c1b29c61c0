//! Things that a sentence counts and names: "6 templates: home, news, form".

use crate::counted::Listed;
use crossfoot_kit::prelude::*;

/// The count, how many are named (read one way and the other, since an "and"
/// may stand inside a name), and where.
pub struct Enumeration {
    pub count: u32,
    pub least: i64,
    pub most: i64,
    pub at: Span,
}

/// A count with its noun and a colon, then names to the end of the sentence.
pub fn of(report: &Report, count: u32) -> Option<Enumeration> {
    let quantity = report.quantity(count)?;
    report.count_of(count).filter(|count| *count > 2)?;
    let alone = report.is_firm(count);
    let noun = report.noun_span(count);
    let from = noun.end.max(quantity.at.end);
    let behind = report.text(Span { start: from, end: report.span(report.statement_of(count)).end });
    if !behind.starts_with([')', '*', '_', ':']) {
        return None;
    }
    let statement = report.statement_span(report.statement_of(count));
    let rest = report.text(Span { start: from, end: statement.end });
    let names = rest.strip_prefix(')').unwrap_or(rest).trim_start_matches(['*', '_']).strip_prefix(':')?;
    let names = names.trim_start_matches(['*', '_']);
    let start = statement.end - names.len() as u32;
    let at = Span { start, end: statement.end };
    let named = noun.end > noun.start && report.text(noun).trim().ends_with('s') || rest.starts_with(')');
    let names = names.trim().trim_end_matches('.');
    let plain = !names.contains(['.', ';', '(', ':', '|', '\n', '/', '→', '='])
        && report.quantities_in(at).is_empty();
    let open = |word: &Word| {
        word.is(crate::counted::OPEN | Roles::REST | Roles::MODAL | Roles::NEGATION | Roles::UNIVERSAL)
    };
    if !alone || !named || !plain || report.words_in(at).iter().any(open) || report.is_each(count) {
        return None;
    }
    // "… unit, integration, end-to-end. The fourth, load, is run weekly."
    let next =
        report.next_sibling(report.statement_of(count)).map_or("", |next| report.text(report.span(next)));
    if ["The third", "The fourth", "The fifth", "The sixth", "The last", "The other"]
        .iter()
        .any(|head| next.starts_with(head))
    {
        return None;
    }
    // "(9 tests): bad settings, start-up, ports" names what they test.
    let in_bracket = rest.starts_with(')');
    if in_bracket && report.head_noun(count).is_some_and(|word| word.is(Roles::TEST)) {
        return None;
    }
    let items: Vec<&str> = names.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let short = |item: &&str| item.split_whitespace().count() <= 4;
    if items.len() < 3 || !items.iter().all(short) {
        return None;
    }
    let joined: usize = items
        .iter()
        .map(|item| item.strip_prefix("and ").unwrap_or(item))
        .map(|item| item.matches(" and ").count() + item.matches(" & ").count())
        .sum();
    let least = items.len() as i64;
    Some(Enumeration { count, least, most: least + joined as i64, at })
}

/// "Formulas: 7 (Euler, Gauss, …)": names in a bracket behind what a field counts.
pub fn in_bracket(report: &Report) -> Vec<Listed> {
    report.fields().iter().filter_map(|field| bracket_of(report, field)).collect()
}

fn bracket_of(report: &Report, field: &Field) -> Option<Listed> {
    let value = report.text(field.value).trim_end();
    let inner = value.strip_suffix(')')?;
    let (before, names) = inner.split_once('(')?;
    let mut numbers = report.quantities_in(field.value);
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    let stated = report.firm_count(count).filter(|count| *count > 2)?;
    let key = report.words_in(field.key);
    let noun = report.noun(count).iter().chain(key).any(|word| report.text(word.at).ends_with('s'));
    let leads =
        report.quantity(count)?.at.start == field.value.start && before.split_whitespace().count() <= 2;
    let start = field.value.start + before.len() as u32 + 1;
    let at = Span { start, end: start + names.len() as u32 };
    let items: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_name = |item: &&str| {
        item.split_whitespace().count() <= 3
            && item.starts_with(|first: char| first.is_uppercase() || first == '`')
    };
    let joined = [" and ", "&", "/", ";", "(", "…", "...", "etc"].iter().any(|mark| names.contains(mark));
    let open = |word: &Word| word.is(crate::counted::OPEN | Roles::REST | Roles::NEGATION | Roles::SKIPPED);
    let size = items.len() as i64;
    let plain = noun && leads && !joined && items.len() > 3 && items.iter().all(is_name);
    let near = stated.abs_diff(size) <= 2 && !report.words_in(at).iter().any(open);
    (plain && near).then_some(Listed { count, size, at, what: "are named", tied: true })
}

/// "Four tests are skipped on this machine:" over points that are numbered.
pub fn numbered(report: &Report) -> Vec<Listed> {
    let lists = report.of_kind(kind::LIST).filter(|list| is_numbered(report, *list));
    let below = |list: u32| {
        let size = report.children(list).count() as i64;
        Some(Listed {
            count: announced(report, list)?,
            size,
            at: report.span(list),
            what: "items",
            tied: true,
        })
    };
    lists.filter_map(below).collect()
}

fn is_numbered(report: &Report, list: u32) -> bool {
    report
        .children(list)
        .all(|item| report.text(report.span(item)).starts_with(|sign: char| sign.is_ascii_digit()))
}

/// The one count of the sentence right above the list, with which that begins.
fn announced(report: &Report, list: u32) -> Option<u32> {
    let above = report.previous_sibling(list).filter(|above| report.kind(*above) == kind::PARAGRAPH)?;
    let sentence = report.children(above).last()?;
    let at = report.statement_span(sentence);
    let open = |word: &Word| {
        word.is(crate::counted::OPEN
            | Roles::REST
            | Roles::MODAL
            | Roles::NEGATION
            | Roles::EXCEPT
            | Roles::TOTAL)
    };
    let mut numbers = report.quantities_in(at).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    let quantity = report.quantity(count).filter(|quantity| quantity.role == role::ALONE)?;
    let lead = report.words_in(Span { start: at.start, end: quantity.at.start });
    let noun = report.noun(count).last()?;
    // "We found four problems and fixed three:"
    let more = report.quantities_in(at).any(|index| index > count);
    let many = report.firm_count(count).filter(|count| *count > 1)?;
    let items = report.children(list).count() as i64;
    let told = report.kind(sentence) == kind::SENTENCE
        && report.text(at).ends_with(':')
        && lead.len() <= 2
        && !more
        && report.text(noun.at).ends_with('s')
        && !report.is_each(count)
        && !report.words_in(at).iter().any(open)
        && items > 1
        && !(items < many && report.children(list).any(|item| tells_several(report, item)))
        && many.abs_diff(items) <= 2;
    told.then_some(count)
}

/// "`a.rs`, lines 12 and 40" is one point for two things.
pub fn tells_several(report: &Report, item: u32) -> bool {
    let text = report.text(report.item_head(item));
    text.contains([',', ';', '&']) || text.contains(" and ")
}
