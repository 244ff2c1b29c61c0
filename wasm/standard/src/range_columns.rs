//! A column of ranges beside a column that counts what each of them holds: `| Batch |
//! Rounds | Count |`, "101–120", "20".

use crossfoot_kit::prelude::*;

/// One row: the range as printed, how many it holds, and the count beside it.
pub struct Ranged {
    pub at: Span,
    pub first: i64,
    pub last: i64,
    pub count: u32,
}

impl Ranged {
    pub fn size(&self) -> i64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    fn holds(&self, report: &Report) -> bool {
        report.count(self.count) == Some(self.size())
    }
}

/// The rows of a table of which all but one hold, three at least: then the last should,
/// too.
pub fn told(report: &Report, table: Table<'_>) -> Vec<Ranged> {
    let rows = table.rows().len();
    if !(3..=12).contains(&table.columns()) || rows < 4 {
        return Vec::new();
    }
    let ranges = |column: &u32| {
        let ranges = table.rows().filter(|row| row.cell(*column).is_some_and(|cell| range(cell).is_some()));
        ranges.count() >= 4
    };
    let mut columns = (0..table.columns()).filter(ranges);
    let (Some(ranges), None) = (columns.next(), columns.next()) else { return Vec::new() };
    let counted = |count: u32| -> Vec<Ranged> {
        let row = |row: Row<'_>| {
            let cell = row.cell(ranges)?;
            let (first, last) = range(cell)?;
            let count = row.cell(count)?.number().filter(|index| report.firm_count(*index).is_some())?;
            Some(Ranged { at: cell.at(), first, last, count })
        };
        table.rows().filter_map(row).collect()
    };
    let kept = |count: u32| {
        let rows = counted(count);
        let held = rows.iter().filter(|row| row.holds(report)).count();
        // Of ranges of two or three, chance makes the same.
        let telling = rows.iter().filter(|row| row.holds(report) && row.size() > 3).count();
        (held >= 3 && held + 1 >= rows.len() && telling >= 2).then_some(rows)
    };
    // Of the rounds of a batch not all need be clean.
    let chosen = |column: &u32| table.header_roles(*column).has(Roles::PASS | Roles::PASSED | Roles::CLEAN);
    (1..table.columns())
        .filter(|column| *column != ranges && !chosen(column))
        .find_map(kept)
        .unwrap_or_default()
}

/// "101–120", "AC-16 – AC-20", "#12-#15": all that a cell says; "AC-16 – AC-20 Locks".
fn range(cell: Cell<'_>) -> Option<(i64, i64)> {
    let bytes = cell.text().as_bytes();
    let last = bytes.iter().rev().find(|byte| !matches!(byte, b' ' | b'*' | b'_' | b'`'))?;
    let named = !last.is_ascii_digit();
    let first = bytes.iter().position(u8::is_ascii_alphanumeric)?;
    let word_ends = || bytes.iter().skip(first).position(|byte| *byte == b' ').map(|length| first + length);
    if named && !word_ends().is_some_and(|end| bytes.get(end - 1).is_some_and(u8::is_ascii_digit)) {
        return None;
    }
    let text = cell.text().trim_matches(['*', '_', '`', ' ']);
    // Most cells say something else, or one number.
    if !(3..=40).contains(&text.len()) || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return None;
    }
    let dash = ["–", "—", "…", "..", " to ", " - ", "-"].into_iter().find_map(|dash| {
        text.split_once(dash).filter(|(first, _)| ends_in_digit(first)).map(|pair| (dash, pair))
    })?;
    let (_, (first, last)) = dash;
    let last = if named { last.trim_start().split(' ').next().unwrap_or_default() } else { last };
    let ((one, first), (other, last)) = (numbered(first)?, numbered(last)?);
    let same = one == other || other.is_empty() && !named;
    (first < last && same && !(named && one.is_empty())).then_some((first, last))
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|last: char| last.is_ascii_digit())
}

/// A name and the number that it ends with.
fn numbered(text: &str) -> Option<(&str, i64)> {
    let text = text.trim();
    let name = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = text.get(name.len()..)?;
    // "3.5" is no id, and "9 May" no range of them.
    let plain = !name.ends_with(['.', ',', ':']) && !name.contains(char::is_whitespace) && digits.len() <= 9;
    plain.then(|| digits.parse().ok()).flatten().map(|number| (name, number))
}
