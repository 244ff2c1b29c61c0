//! Fields: a key and its value, in whatever dress.

use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::report::{Report, kind};
use crate::spelling::Spellings;
use crate::table::{Cell, Table, roles_of};
use crate::words::Word;

/// A key and its value: `**Threads**: 32`, or a row of a two-column table.
///
/// ```
/// use crossfoot_kit::{lexicon::Roles, sample};
/// let report = sample::report();
/// let threads = report.fields().iter().find(|field| field.roles.has(Roles::THREAD)).unwrap();
/// assert_eq!(report.text(threads.key), "Threads");
/// assert_eq!(report.text(threads.value), "8");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The field's node, or the row's.
    pub node: u32,
    /// Where its name stands.
    pub key: Span,
    /// Where what it says stands.
    pub value: Span,
    /// What the words of the key say.
    pub roles: Roles,
    /// What holds it together with others: the table, the list, the block or
    /// the section.
    pub group: u32,
}

pub(crate) fn collect(report: &Report) -> Vec<Field> {
    let mut fields = Vec::with_capacity(16);
    for (index, node) in report.nodes().iter().enumerate() {
        let index = index as u32;
        match node.kind {
            kind::FIELD => fields.extend(of_node(report, index)),
            kind::TABLE => of_table(report, index, &mut fields),
            _ => {}
        }
    }
    fields
}

fn of_node(report: &Report, node: u32) -> Option<Field> {
    let part = |wanted: u8| report.children(node).find(|child| report.kind(*child) == wanted);
    // "`parser.rs`: 8 tests": the key may stand in code.
    let inner = || report.children(node).next().and_then(|code| report.children(code).next());
    let coded = || inner().filter(|key| report.kind(*key) == kind::KEY);
    let (key, value) = (part(kind::KEY).or_else(coded)?, part(kind::VALUE)?);
    let roles = roles_of(report.words_of(key));
    let (key, value) = (report.span(key), report.span(value));
    Some(Field { node, key, value, roles, group: group(report, node) })
}

fn of_table(report: &Report, node: u32, fields: &mut Vec<Field>) {
    let Some(table) = report.table_at(node).filter(|table| is_of_fields(*table)) else { return };
    for row in table.rows() {
        let (Some(key), Some(value)) = (row.cell(0), row.cell(1)) else { continue };
        fields.push(Field {
            node: row.node,
            key: key.at(),
            value: value.at(),
            roles: key.roles(),
            group: node,
        });
    }
}

/// Two columns, or `| Metric | Value | Target | Status |`.
fn is_of_fields(table: Table<'_>) -> bool {
    const NAMES: Spellings<8> = Spellings::of([
        "metric",
        "metrics",
        "measure",
        "parameter",
        "property",
        "statistic",
        "kpi",
        "indicator",
    ]);
    const VALUES: Spellings<6> = Spellings::of(["value", "result", "actual", "measured", "count", "current"]);
    let headed = |column: u32, known: &dyn Fn(&Word) -> bool| matches!(table.header(column).map_or(&[][..], Cell::words), [word] if known(word));
    table.columns() == 2
        || (3..=5).contains(&table.columns())
            && headed(0, &|word| NAMES.has(word))
            && headed(1, &|word| VALUES.has(word))
}

/// The outermost list that holds it, or the block, or the section.
pub(crate) fn group(report: &Report, node: u32) -> u32 {
    let mut group = None;
    let mut at = node;
    while at != 0 {
        at = report.parent(at);
        match report.kind(at) {
            kind::LIST => group = Some(at),
            kind::BLOCK | kind::TABLE | kind::FRONT_MATTER => return at,
            kind::SECTION => return group.unwrap_or(at),
            _ => {}
        }
    }
    group.unwrap_or(0)
}
