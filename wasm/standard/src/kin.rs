//! The fields that stand together: in one list, block or table, or in a section.

use crossfoot_kit::prelude::*;

/// Where each field's value lies, and which fields are of one group: asked for every
/// percentage of a report that may have thousands of both.
struct Kin {
    /// Start, end and index, by the start.
    values: Vec<(u32, u32, usize)>,
    /// Group and index.
    groups: Vec<(u32, usize)>,
}

fn of_report(report: &Report) -> Kin {
    let fields = || report.fields().iter().enumerate();
    let mut values: Vec<(u32, u32, usize)> =
        fields().map(|(index, field)| (field.value.start, field.value.end, index)).collect();
    let mut groups: Vec<(u32, usize)> = fields().map(|(index, field)| (field.group, index)).collect();
    values.sort_unstable();
    groups.sort_unstable();
    Kin { values, groups }
}

/// The field whose value holds a place.
pub fn field_at(report: &Report, place: u32) -> Option<&Field> {
    // A cell of a two-column table may hold a field of its own.
    const NESTED: usize = 4;
    let kin = report.remembered(of_report);
    let behind = kin.values.partition_point(|(start, ..)| *start <= place);
    let near = kin.values.get(behind.saturating_sub(NESTED)..behind)?;
    let index = near.iter().filter(|(_, end, _)| place < *end).map(|(.., index)| *index).min()?;
    report.fields().get(index)
}

/// In a group of more, no one knows what belongs to what.
const MOST: usize = 96;

/// All fields of its group, itself among them, in the order of the text; none of too
/// many.
pub fn beside<'r>(report: &'r Report, field: &Field) -> Vec<&'r Field> {
    let kin = report.remembered(of_report);
    let from = kin.groups.partition_point(|(group, _)| *group < field.group);
    let behind = kin.groups.partition_point(|(group, _)| *group <= field.group);
    let own = kin.groups.get(from..behind).filter(|own| own.len() <= MOST).unwrap_or_default();
    own.iter().filter_map(|(_, index)| report.fields().get(*index)).collect()
}
