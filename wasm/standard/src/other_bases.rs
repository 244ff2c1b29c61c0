//! "Speedup against PyTorch at the same batch size", "(speedups against one thread,
//! 496 ops/s)": a sentence beside the figures names a base that is none of them.

use crossfoot_kit::prelude::*;

/// Whether the section says that its speedups are against something else than `base`.
pub fn is_named(report: &Report, printed: u32, base: u32) -> bool {
    let section = report.section_of(printed);
    report.descendants(section).take(MOST).any(|node| {
        matches!(report.kind(node), kind::SENTENCE | kind::PARAGRAPH) && says(report, report.span(node), base)
    })
}

/// Nobody looks for it in more.
const MOST: usize = 256;

fn says(report: &Report, at: Span, base: u32) -> bool {
    if at.end - at.start > 400 {
        return false;
    }
    let words = report.words_in(at);
    let Some(place) = words.iter().position(|word| {
        ["speedup", "speed-up", "ratio"]
            .iter()
            .any(|name| report.text(word.at).to_lowercase().starts_with(name))
    }) else {
        return false;
    };
    let behind = words.get(place + 1..).unwrap_or_default();
    let Some(link) = behind.iter().take(4).find(|word| report.is_one_of(word, &LINKS)) else { return false };
    let clause = Span { start: link.at.end, end: at.end };
    let text = report.text(clause);
    let end = text.find(['.', ';', ')']).unwrap_or(text.len()) as u32;
    let clause = Span { start: clause.start, end: (clause.start + end).min(at.end) };
    let kind = report.dimension(base);
    let mut alike =
        report.quantities_in(clause).filter(|index| report.dimension(*index) == kind && kind != (0, 0));
    if let Some(named) = alike.next() {
        return report.printed(named) != report.printed(base);
    }
    let here = |word: &Word| {
        word.is(Roles::BASELINE | Roles::BEFORE)
            || report.is_one_of(
                word,
                &["first", "row", "line", "sequential", "serial", "single", "one", "slowest"],
            )
    };
    report.quantities_in(clause).next().is_none() && !report.words_in(clause).iter().any(here)
}

const LINKS: [&str; 7] = ["against", "vs", "versus", "over", "relative", "compared", "to"];
