//! Things that a block of text lists line by line, and how many there are said to
//! be: in its first line, "All 13 types:", or in the heading right above it.

use crate::counted::{Listed, OPEN};
use crate::headings::in_bracket;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Listed> {
    report
        .of_kind(kind::BLOCK)
        .flat_map(|block| {
            [under_its_first_line(report, block), under_heading(report, block), files(report, block)]
        })
        .flatten()
        .collect()
}

/// "All 13 types checked:" over lines that each begin with a dash.
fn under_its_first_line(report: &Report, block: u32) -> Option<Listed> {
    let mut lines = report.children(block).filter(|line| report.kind(*line) == kind::LINE);
    let first = lines.next()?;
    let text = report.text(report.span(first)).trim_end();
    if !text.ends_with(':') {
        return None;
    }
    let mut counts = report.quantities_of(first).filter(|index| report.is_arithmetic(*index));
    let count = counts.next().filter(|_| counts.next().is_none())?;
    let counted =
        text.contains("ll ") || report.noun(count).iter().any(|word| word.is(Roles::TEST | Roles::COUNTABLE));
    let own: Vec<u32> = lines.take_while(|line| is_point(report.text(report.span(*line)))).collect();
    let last = own.last().copied()?;
    let at = Span { start: report.span(own.first().copied()?).start, end: report.span(last).end };
    let plain = counted && !report.roles_of(first).has(OPEN | Roles::REST) && !is_cut(report.text(at));
    listed(report, count, own.len() as i64, at).filter(|_| plain)
}

/// "### Config (5 failures)" over nothing but lines that begin with one word.
fn under_heading(report: &Report, block: u32) -> Option<Listed> {
    let heading = report.previous_sibling(block).filter(|above| report.kind(*above) == kind::HEADING)?;
    let (count, noun) = in_bracket(report, report.span(heading))?;
    let at = report.span(block);
    let lines: Vec<u32> = report.children(block).filter(|line| report.kind(*line) == kind::LINE).collect();
    let begins = |line: &u32| report.text(report.span(*line)).split_whitespace().next();
    let first = lines.first().and_then(begins)?;
    let word = report.words_in(report.span(*lines.first()?)).first()?;
    let alike = lines.iter().all(|line| begins(line) == Some(first));
    let judged = word.is(Roles::FAIL | Roles::PASS)
        && noun.is(Roles::FAIL | Roles::PASS | Roles::TEST | Roles::FAILED);
    listed(report, count, lines.len() as i64, at).filter(|_| alike && judged && !is_cut(report.text(at)))
}

/// "### Modified files (6)" over nothing but lines that each begin with a path.
fn files(report: &Report, block: u32) -> Option<Listed> {
    const FILES: Spellings<4> = Spellings::of(["file", "files", "scripts", "modules"]);
    let heading = report.previous_sibling(block).filter(|above| report.kind(*above) == kind::HEADING)?;
    let at = report.span(heading);
    let text = report.text(at).trim_end().trim_end_matches(['*', ':']);
    let count =
        report.quantities_of(heading).next_back().filter(|index| report.firm_count(*index).is_some())?;
    let open = report.text(Span { start: at.start, end: report.quantity(count)?.at.start });
    let told = open.ends_with('(')
        && text.ends_with(')')
        && report.words_of(heading).iter().any(|word| FILES.has(word));
    let lines: Vec<&str> = report
        .children(block)
        .filter(|line| report.kind(*line) == kind::LINE)
        .map(|line| report.text(report.span(line)).trim_end())
        .filter(|line| !line.is_empty())
        .collect();
    let is_path = |line: &&str| {
        let first = line.split_whitespace().next().unwrap_or_default();
        let named = first.rsplit_once('.').is_some_and(|(name, ending)| {
            !name.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        named && !line.starts_with(char::is_whitespace) && !first.contains("://")
    };
    let plain = told && lines.iter().all(is_path) && !report.roles_of(heading).has(OPEN | Roles::REST);
    listed(report, count, lines.len() as i64, report.span(block)).filter(|_| plain)
}

fn listed(report: &Report, count: u32, size: i64, at: Span) -> Option<Listed> {
    let near = report.firm_count(count).is_some_and(|count| count > 2 && count.abs_diff(size) <= 2);
    (near && size > 2).then_some(Listed { count, size, at, what: "lines", tied: true })
}

fn is_point(line: &str) -> bool {
    ["- ", "* ", "• ", "✓ ", "✅ "].iter().any(|sign| line.trim_start().starts_with(sign))
}

/// It goes on, or says that it does.
fn is_cut(text: &str) -> bool {
    ["...", "…", "etc", " more"].iter().any(|sign| text.contains(sign))
}
