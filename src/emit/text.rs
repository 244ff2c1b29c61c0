//! For a person at a terminal: the line, the figure underlined, the sum step
//! by step, the places that bear on it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range as Bytes;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::ledger::{Applicability, Count, Excerpt, Fault, Finding, Outcome, ResolvedFix, Severity};
use crate::report::Range;

use super::{clean, escape};

#[derive(Clone, Debug, Default)]
pub struct TextStyle {
    pub color: bool,
    /// Columns; nothing for as many as it takes.
    pub width: Option<usize>,
    /// The folder that paths start from, as a `file://` address with a slash
    /// at its end, where the terminal follows links.
    pub hyperlinks: Option<String>,
    /// List every report that inherits a finding, not only the first and last.
    pub show_inherited: bool,
}

/// Places of a finding that are drawn. Nobody looks at more, and drawing many
/// into one line takes as long as their number times itself.
const MOST_PLACES: usize = 100;

/// All findings that count, and a line that sums up.
pub fn text(outcome: &Outcome, style: &TextStyle) -> String {
    let renderer = renderer(style);
    let mut out = String::new();
    for finding in outcome.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        out.push_str(&renderer.render(&groups(finding, style)));
        out.push_str("\n\n");
    }
    out.push_str(&summary_line(outcome));
    out.push('\n');
    out
}

fn renderer(style: &TextStyle) -> Renderer {
    let base = if style.color { Renderer::styled() } else { Renderer::plain() };
    // Long lines are cut by the excerpt already; without a terminal nothing is hidden.
    base.term_width(style.width.unwrap_or(usize::from(u16::MAX)))
}

/// `12 reports, 57 relations: 52 hold, 3 contradicted, 2 undecided; 2 errors, 1 warning`
pub fn summary_line(outcome: &Outcome) -> String {
    let summary = outcome.summary();
    let relations = summary.relations;
    let all = relations.all();
    let mut line = format!(
        "{}, {}: {} hold, {} contradicted, {} undecided; {}",
        counted(summary.reports, "report"),
        counted(all, "relation"),
        relations.holds,
        relations.contradicted,
        relations.undecided,
        count_words(summary.findings),
    );
    for (number, words) in [(summary.inherited, "inherited"), (summary.suppressed, "suppressed")] {
        if number > 0 {
            line.push_str(&format!(", {number} {words}"));
        }
    }
    if outcome.withheld.total() > 0 {
        line.push_str(&format!(" ({} not shown)", outcome.withheld.total()));
    }
    if summary.faults > 0 {
        line.push_str(&format!("; {}", counted(summary.faults, "fault")));
    }
    line
}

/// `2 errors, 1 warning`, or `no findings`.
pub(super) fn count_words(count: Count) -> String {
    let parts = [
        (count.error, counted(count.error, "error")),
        (count.warning, counted(count.warning, "warning")),
        (count.info, format!("{} info", count.info)),
    ];
    let words: Vec<String> =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    if words.is_empty() { "no findings".into() } else { words.join(", ") }
}

pub(super) fn counted(number: impl Into<u64>, word: &str) -> String {
    let number = number.into();
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// One line for standard error: `fault[out-of-fuel]: a.md: acme: …`.
pub fn fault_line(fault: &Fault) -> String {
    let mut line = format!("fault[{}]: ", fault.kind.name());
    for part in [&fault.path, &fault.analyzer].into_iter().flatten() {
        line.push_str(&clean(part));
        line.push_str(": ");
    }
    line.push_str(&clean(&fault.message));
    line
}

fn groups<'a>(finding: &'a Finding, style: &TextStyle) -> Vec<Group<'a>> {
    let title = level(finding.severity)
        .primary_title(format!("{} ({})", clean(&finding.message), clean(&finding.rule)))
        .id(clean(&finding.code));
    let mut group = Group::with_title(title);
    let (snippets, elsewhere) = snippets(finding, style);
    if snippets.is_empty() {
        let start = finding.range.start;
        let origin = annotate_snippets::Origin::path(shown_path(&finding.path, style));
        group = group.element(origin.line(start.line as usize).char_column(start.column as usize));
    }
    group = group.elements(snippets);
    for line in &finding.derivation {
        group = group.element(Level::NOTE.message(clean(line)));
    }
    for line in elsewhere {
        group = group.element(Level::NOTE.message(line));
    }
    if let Some(line) = inherited_line(finding, style) {
        group = group.element(Level::NOTE.message(line));
    }
    let fixes = finding.fixes.iter().map(|fix| fix_group(fix, finding, style));
    std::iter::once(group).chain(fixes).collect()
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// An excerpt each, with whatever lies inside it marked; a place is marked
/// once. Those that no excerpt shows are told in a line.
fn snippets<'a>(finding: &'a Finding, style: &TextStyle) -> (Vec<Snippet<'a, Annotation<'a>>>, Vec<String>) {
    let mut waiting: Vec<(&str, Range, Option<&str>)> = vec![(&finding.path, finding.range, None)];
    let related = finding.related.iter().take(MOST_PLACES);
    waiting.extend(related.map(|one| (one.path.as_str(), one.range, Some(one.message.as_str()))));
    let mut snippets = Vec::new();
    for excerpt in &finding.excerpts {
        let mut annotations = Vec::new();
        waiting.retain(|(path, range, message)| {
            let Some(span) = inside(excerpt, path, *range) else { return true };
            annotations.push(match message {
                None => AnnotationKind::Primary.span(span),
                Some(message) => AnnotationKind::Context.span(span).label(clean(message)),
            });
            false
        });
        if !annotations.is_empty() {
            let snippet = Snippet::source(escape::masked(&excerpt.text))
                .line_start(excerpt.line as usize)
                .path(shown_path(&excerpt.path, style));
            snippets.push(snippet.annotations(annotations));
        }
    }
    let elsewhere = waiting.iter().filter_map(|(path, range, message)| {
        Some(format!("{}:{}:{}: {}", clean(path), range.start.line, range.start.column, clean((*message)?)))
    });
    let mut elsewhere: Vec<String> = elsewhere.collect();
    match finding.related.len().saturating_sub(MOST_PLACES) {
        0 => {}
        more => elsewhere.push(format!("and {} more places", grouped(more))),
    }
    (snippets, elsewhere)
}

/// Where a range lies in an excerpt, in bytes.
fn inside(excerpt: &Excerpt, path: &str, range: Range) -> Option<Bytes<usize>> {
    if excerpt.path != path {
        return None;
    }
    let start = range.start.offset.checked_sub(excerpt.offset)? as usize;
    let end = (range.end.offset.checked_sub(excerpt.offset)? as usize).min(excerpt.text.len());
    excerpt.text.get(start..end).map(|_| start..end)
}

fn shown_path<'a>(path: &'a str, style: &TextStyle) -> Cow<'a, str> {
    let shown = clean(path);
    let Some(base) = &style.hyperlinks else { return shown };
    let base = if path.starts_with('/') { "file://" } else { base.as_str() };
    let address: String = path.bytes().map(super::percent).collect();
    Cow::Owned(format!("\u{1b}]8;;{base}{address}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\"))
}

/// `inherited by 1,174 later reports`, if any are. One may carry it in several
/// places.
pub(super) fn heirs(finding: &Finding) -> Option<String> {
    let reports: BTreeSet<&str> = finding.inherited.iter().map(|at| at.path.as_str()).collect();
    let plural = if reports.len() == 1 { "" } else { "s" };
    (!reports.is_empty()).then(|| format!("inherited by {} later report{plural}", grouped(reports.len())))
}

/// `1,174`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn inherited_line(finding: &Finding, style: &TextStyle) -> Option<String> {
    let place = |at: &crate::ledger::Heir| format!("{}:{}", clean(&at.path), at.range.start.line);
    let (first, last) = (finding.inherited.first()?, finding.inherited.last()?);
    let by = heirs(finding)?;
    Some(match finding.inherited.len() {
        1 => format!("{by} ({})", place(first)),
        _ if style.show_inherited => {
            let all: Vec<String> = finding.inherited.iter().map(place).collect();
            format!("{by}:\n{}", all.join("\n"))
        }
        _ => format!("{by} (first {}, last {})", place(first), place(last)),
    })
}

fn fix_group<'a>(fix: &'a ResolvedFix, finding: &'a Finding, style: &TextStyle) -> Group<'a> {
    let how = match fix.applicability {
        Applicability::Safe => "--fix",
        Applicability::Maybe => "--fix --maybe",
    };
    let group = Group::with_title(Level::HELP.secondary_title(format!("{} ({how})", clean(&fix.title))));
    let home = finding.excerpts.iter().find(|excerpt| {
        fix.edits.iter().all(|edit| inside(excerpt, &edit.path, edit.range).is_some())
            && (1..=MOST_PLACES).contains(&fix.edits.len())
    });
    let Some(excerpt) = home else { return group };
    let patches = fix
        .edits
        .iter()
        .filter_map(|edit| Some(Patch::new(inside(excerpt, &edit.path, edit.range)?, clean(&edit.text))));
    group.element(
        Snippet::source(escape::masked(&excerpt.text))
            .line_start(excerpt.line as usize)
            .path(shown_path(&excerpt.path, style))
            .patches(patches),
    )
}
