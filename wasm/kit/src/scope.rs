//! What a report says of single things (rows, fields, tasks), and which of its
//! claims speak about them.

use crate::bindings::Span;
use crate::field;
use crate::lexicon::Roles;
use crate::report::{Report, kind};
use crate::spelling::Spellings;
use crate::table::Table;
use crate::verdict::Verdict;
use crate::words::Word;

/// A thing that did not simply pass, by the report's own word for it.
///
/// ```
/// use crossfoot_kit::{sample, verdict::Verdict};
/// let report = sample::report();
/// let first = report.setbacks()[0];
/// assert_eq!(report.text(first.label), "P3");
/// assert_eq!((report.text(first.at), first.verdict), ("FAIL", Verdict::Fail));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Setback {
    /// The row, the field or the list item.
    pub node: u32,
    /// What it is about.
    pub label: Span,
    /// Where the verdict stands.
    pub at: Span,
    /// What it says.
    pub verdict: Verdict,
    /// The table or list that holds it.
    pub holder: u32,
}

/// Headings under which a failure is history, an example, or already known.
const ELSEWHERE: Roles = Roles::ATTEMPT
    .or(Roles::ROUND)
    .or(Roles::ANOTHER_RUN)
    .or(Roles::NOTED)
    .or(Roles::LEGEND)
    .or(Roles::MODAL);

const SUMMARY: Spellings<9> = Spellings::of([
    "summary",
    "conclusion",
    "conclusions",
    "executive",
    "overview",
    "sign-off",
    "headline",
    "recap",
    "TL",
]);

impl Report {
    /// The innermost node around a place.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let node = report.node_at(sample::place("Run time").start);
    /// assert!(report.within(node, kind::KEY).is_some());
    /// ```
    pub fn node_at(&self, place: u32) -> u32 {
        let behind = self.nodes().partition_point(|node| node.at.start <= place);
        let mut node = (behind as u32).saturating_sub(1);
        while node != 0 && self.span(node).end <= place {
            node = self.parent(node);
        }
        node
    }

    /// Rows, fields and tasks that failed, were left out, or are not done, in
    /// the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let labels: Vec<&str> = report.setbacks().iter().map(|one| report.text(one.label).trim()).collect();
    /// assert_eq!(labels, ["P3", "Replace the gasket of pump 3", "Valve 2"]);
    /// ```
    pub fn setbacks(&self) -> &[Setback] {
        self.found_setbacks.get_or_init(|| {
            let mut found = Vec::new();
            for table in self.tables() {
                in_table(self, table, &mut found);
            }
            // A list holds its items, and they their fields: what begins at one
            // place stays in the order of the text.
            for list in self.of_kind(kind::LIST) {
                in_list(self, list, &mut found);
                // A list without a tick is what is to be done, each time or some day.
                if self.children(list).any(|item| self.data(item) == TICKED) {
                    found.extend(self.children(list).filter_map(|item| open_task(self, item)));
                }
            }
            found.extend(self.of_kind(kind::FIELD).filter_map(|field| in_field(self, field)));
            found.sort_by_key(|setback| setback.at.start);
            found
        })
    }

    /// The words that say what a table or list is about: its header, what
    /// introduces it, and the headings above it up to a section.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let table = report.tables().next().unwrap();
    /// let word = |text| &report.words_in(sample::place(text))[0];
    /// assert!(report.is_about(table.node(), word("pumps passed")));
    /// assert!(!report.is_about(table.node(), word("Threads")));
    /// ```
    pub fn is_about(&self, holder: u32, word: &Word) -> bool {
        let same = |other: &Word| {
            other.concept == word.concept
                || (other.is(Roles::TEST) && word.is(Roles::TEST))
                || (other.is(Roles::TARGET) && word.is(Roles::TARGET))
        };
        if let Some(table) = self.table_at(holder) {
            let header = (0..table.columns()).filter_map(|column| table.header(column));
            if header.flat_map(|cell| cell.words()).any(same) {
                return true;
            }
            if table.introduction().is_some_and(|node| self.words_of(node).iter().any(same)) {
                return true;
            }
        }
        self.headings_above(holder).any(|heading| self.words_of(heading).iter().any(same))
    }

    /// The headings of the sections around a node, the innermost first.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let node = report.quantity(sample::number("12.4 l/s")).unwrap().node;
    /// let above: Vec<&str> = report.headings_above(node).map(|node| report.text(report.span(node))).collect();
    /// assert_eq!(above, ["## Flow", "# Acceptance of the Mill Lane pumping station"]);
    /// ```
    pub fn headings_above(&self, node: u32) -> impl Iterator<Item = u32> {
        let first = self.section(node);
        let outer = |section: &u32| (*section != 0).then(|| self.section(self.parent(*section)));
        std::iter::successors(Some(first), outer).filter_map(|section| self.heading(section))
    }

    /// Whether a node stands under a heading that makes it history, an example
    /// or something known, below a section.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// let [pump, _, valve] = report.setbacks() else { panic!() };
    /// // "Known limitations" are no news.
    /// assert!(report.is_elsewhere(valve.node, 0));
    /// assert!(!report.is_elsewhere(pump.node, 0));
    /// ```
    pub fn is_elsewhere(&self, node: u32, section: u32) -> bool {
        let mut inner = self.section(node);
        while inner != section && inner != 0 {
            if self.heading(inner).is_some_and(|heading| self.words_of(heading).iter().any(is_history)) {
                return true;
            }
            inner = self.section(self.parent(inner));
        }
        false
    }

    /// The section that a concluding word in it speaks about: a summary speaks
    /// about all that its parent holds.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let flow = report.section_of(sample::number("12.4 l/s"));
    /// assert_eq!(report.reach(flow), flow);
    /// ```
    pub fn reach(&self, section: u32) -> u32 {
        let sums_up = self.heading(section).is_some_and(|heading| {
            self.words_of(heading)
                .iter()
                .any(|word| word.is(Roles::VERDICT_NOUN | Roles::TOTAL) || SUMMARY.has(word))
        });
        let holds_own = self.setbacks().iter().any(|setback| self.section(setback.node) == section);
        if sums_up && !holds_own { self.section(self.parent(section)) } else { section }
    }
}

const HISTORY: Spellings<14> = Spellings::of([
    "starting",
    "before",
    "baseline",
    "old",
    "known",
    "history",
    "historical",
    "past",
    "limitations",
    "examples",
    "archive",
    "troubleshooting",
    "background",
    "reproduction",
]);

fn is_history(word: &Word) -> bool {
    word.is(ELSEWHERE) || HISTORY.has(word)
}

/// The column of a table in which each row is judged, if there is just one.
///
/// ```
/// use crossfoot_kit::{sample, scope::verdict_column};
/// let report = sample::report();
/// let columns: Vec<Option<u32>> = report.tables().map(verdict_column).collect();
/// assert_eq!(columns, [Some(3), None]);
/// ```
pub fn verdict_column(table: Table) -> Option<u32> {
    let judges = |column: &u32| {
        let roles = table.header_roles(*column);
        let named = roles.has(Roles::VERDICT_NOUN) || (roles.has(Roles::PASS) && !roles.has(Roles::MEASURED));
        named && !roles.has(Roles::BEFORE | Roles::TARGET | Roles::COUNT)
    };
    let mut columns = (1..table.columns()).filter(judges);
    let first = columns.next()?;
    let Some(second) = columns.next() else { return Some(first) };
    // "Result" may hold figures and "Status" the verdict.
    let verdicts = |column: u32| {
        let cells = table.rows().filter_map(|row| row.cell(column));
        cells.filter(|cell| cell.report.cell_verdict(cell.at()).is_some()).count()
    };
    match (verdicts(first), verdicts(second), columns.next()) {
        (1.., 0, None) => Some(first),
        (0, 1.., None) => Some(second),
        _ => None,
    }
}

fn in_table(report: &Report, table: Table, found: &mut Vec<Setback>) {
    let Some(column) = verdict_column(table) else { return };
    for row in table.rows() {
        let (Some(first), Some(cell)) = (row.cell(0), row.cell(column)) else { continue };
        if let Some(verdict) = report.node_verdict(cell.node).filter(|verdict| *verdict != Verdict::Pass) {
            found.push(Setback {
                node: row.node,
                label: first.at(),
                at: cell.at(),
                verdict,
                holder: table.node(),
            });
        }
    }
}

/// What an item says of its box.
const OPEN: u32 = 1;
const TICKED: u32 = 2;

/// A task without its tick.
fn open_task(report: &Report, item: u32) -> Option<Setback> {
    if report.data(item) != OPEN {
        return None;
    }
    let head = report.item_head(item);
    let mark = report.text(head).find(']').map_or(0, |place| place as u32 + 1);
    let label = Span { start: head.start + mark, end: head.end };
    let holder = report.parent(item);
    Some(Setback { node: item, label, at: label, verdict: Verdict::Blocked, holder })
}

/// A list of which each item ends with its verdict, behind a dash: "Docks –
/// 12 °C – open".
fn in_list(report: &Report, list: u32, found: &mut Vec<Setback>) {
    let before = found.len();
    let mut judged = 0;
    for item in report.children(list) {
        if !report.words_of(item).iter().any(|word| word.is(Roles::VERDICT)) {
            return found.truncate(before);
        }
        let Some((label, at)) = dashed(report, item) else { return found.truncate(before) };
        let Some(verdict) = report.cell_verdict(at) else { return found.truncate(before) };
        judged += 1;
        if verdict != Verdict::Pass {
            found.push(Setback { node: item, label, at, verdict, holder: list });
        }
    }
    // One item is no list of verdicts.
    if judged < 2 {
        found.truncate(before);
    }
}

/// The first and the last of an item's parts that dashes set apart.
fn dashed(report: &Report, item: u32) -> Option<(Span, Span)> {
    const MOST_WORDS: usize = 5;
    let head = report.item_head(item);
    let text = report.text(head).trim_end();
    let mut dashes = text.match_indices(' ').filter_map(|(at, _)| Some((at, dash(text.get(at..)?)?)));
    let first = dashes.next()?;
    let (last, breadth) = dashes.next_back().unwrap_or(first);
    let (first, _) = first;
    let mark = text.find(' ')?;
    let at = |from: usize, to: usize| Span { start: head.start + from as u32, end: head.start + to as u32 };
    let end = at(last + breadth, text.len());
    let plain = mark < first && !text.contains('\n') && report.words_in(end).len() <= MOST_WORDS;
    plain.then(|| (at(mark + 1, first), end))
}

/// The length of the dash between blanks that a text begins with.
fn dash(text: &str) -> Option<usize> {
    [" – ", " — ", " - "].iter().find(|dash| text.starts_with(**dash)).map(|dash| dash.len())
}

/// "Status: SKIPPED", and "Notes: Not applicable" below it.
fn is_not_applicable(report: &Report, field: u32) -> bool {
    let item = report.within(field, kind::ITEM).unwrap_or(field);
    let Some(next) = report.next_sibling(item) else { return false };
    let words = report.words_of(next);
    let remark = words.first().is_some_and(|word| REMARK.has(word));
    let told = report.text(report.span(next)).to_lowercase();
    remark && (told.contains("not applicable") || told.contains("n/a"))
}

const REMARK: Spellings<6> = Spellings::of(["note", "notes", "comment", "remark", "caveat", "reason"]);

fn in_field(report: &Report, node: u32) -> Option<Setback> {
    let mut key = None;
    for child in report.children(node) {
        let at = report.span(child);
        match report.kind(child) {
            // "Note: Skipped tests are optional."
            kind::KEY if matches!(report.words_in(at), [word] if REMARK.has(word)) => return None,
            kind::KEY => key = Some(at),
            kind::VALUE => {
                let verdict = report.node_verdict(child).filter(|verdict| *verdict != Verdict::Pass)?;
                if is_not_applicable(report, node) {
                    return None;
                }
                return Some(Setback { node, label: key?, at, verdict, holder: field::group(report, node) });
            }
            _ => {}
        }
    }
    None
}
