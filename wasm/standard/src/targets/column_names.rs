//! What the name of a column says of targets: a wish, the least that is enough, what is
//! used of a budget, a figure of another time.

use crossfoot_kit::prelude::*;

/// "Last week" beside "This week".
pub fn is_earlier(table: Table<'_>, column: u32) -> bool {
    let text = table.header(column).map_or("", Cell::text).trim().to_lowercase();
    let period = ["last ", "previous ", "prior "].iter().find_map(|earlier| text.strip_prefix(earlier));
    period.is_some_and(|period| {
        ["week", "month", "quarter", "sprint", "year", "day", "time", "release"].contains(&period)
    })
}

/// "Error", "Deviation", "Drop": how far off a figure is.
pub fn tells_how_far(table: Table<'_>, column: u32) -> bool {
    let words = table.header(column).map_or(&[][..], Cell::words);
    words.last().is_some_and(|word| word.is(Roles::DELTA) || OFF.has(word))
}

const OFF: Spellings<19> = Spellings::of([
    "error",
    "drop",
    "slowdown",
    "regression",
    "drift",
    "deviation",
    "residual",
    "offset",
    "shift",
    "difference",
    "diff",
    "delta",
    "change",
    "loss",
    "abweichung",
    "fehler",
    "increase",
    "growth",
    "sag",
]);

/// "Stretch goal"; "Target" beside "Minimum", "Goal" beside "Acceptable".
pub fn is_wish(table: Table<'_>, target: u32) -> bool {
    const WISH: Spellings<8> =
        Spellings::of(["stretch", "ideal", "aspirational", "optimum", "optimal", "desired", "best", "dream"]);
    let words = |column: u32| table.header(column).map_or(&[][..], Cell::words);
    let goal = |word: &Word| table.report.is_one_of(word, &["target", "goal"]);
    words(target).iter().any(|word| WISH.has(word))
        || matches!(words(target), [word] if goal(word)) && has_least(table)
}

/// A column says what is enough.
pub fn has_least(table: Table<'_>) -> bool {
    const LEAST: Spellings<6> =
        Spellings::of(["minimum", "acceptable", "min", "must", "tolerable", "mandatory"]);
    let least =
        |column: u32| matches!(table.header(column).map(Cell::words), Some([word]) if LEAST.has(word));
    // "Min | Mean | Max" are what was measured.
    let most =
        (1..table.columns()).any(|column| table.header_roles(column).has(Roles::MAXIMUM | Roles::AVERAGE));
    !most && (1..table.columns()).any(least)
}

/// "Margin", "Tested with": figures of something else than the requirement is about.
pub fn is_other_measure(table: Table<'_>, column: u32) -> bool {
    const OTHER: Spellings<5> = Spellings::of(["margin", "headroom", "reserve", "slack", "tested"]);
    let words = table.header(column).map_or(&[][..], Cell::words);
    matches!(words.first(), Some(word) if OTHER.has(word))
        || matches!(words, [_, word] if table.report.is_one_of(word, &["applied", "sent"]))
}

/// "Budget used", "Budget left": what came of the target, and no target itself.
pub fn is_used_up(table: Table<'_>, column: u32) -> bool {
    const USED: Spellings<10> = Spellings::of([
        "used",
        "spent",
        "consumed",
        "burned",
        "burnt",
        "remaining",
        "left",
        "usage",
        "utilization",
        "utilisation",
    ]);
    let words = table.header(column).map_or(&[][..], Cell::words);
    table.header_roles(column).has(Roles::TARGET) && words.iter().any(|word| USED.has(word))
}
