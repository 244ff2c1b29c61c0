//! Why so many in each and how many there are need not make the total: the last page is
//! not full, what is told is a limit or a mean, and some are counted elsewhere.

use crossfoot_kit::prelude::*;

/// "1,000 rows per batch; 12,345 rows in 13 batches": the last one holds the rest.
pub fn fills_up(report: &Report, (each, groups, total): (u32, u32, u32)) -> bool {
    const HOLDERS: [&str; 24] = [
        "batch", "batches", "page", "pages", "chunk", "chunks", "file", "files", "shard", "shards", "box",
        "boxes", "truck", "trucks", "pallet", "pallets", "crate", "crates", "packet", "packets", "block",
        "blocks", "sheet", "sheets",
    ];
    let named =
        report.names(groups).iter().chain(report.label(groups)).any(|word| report.is_one_of(word, &HOLDERS));
    let (Some(each), Some(groups), Some(total)) =
        (report.count(each), report.count(groups), report.count(total))
    else {
        return false;
    };
    let most = each.saturating_mul(groups);
    named && groups > 1 && total <= most && most.saturating_sub(each) < total
}

/// "Limit: 5 requests per user", "Connections per pod: 50 (limit)", "20 samples per site
/// were planned", "Average tests per suite".
pub fn is_bound(report: &Report, each: u32) -> bool {
    const BOUNDS: Spellings<20> = Spellings::of([
        "limit",
        "limits",
        "limited",
        "quota",
        "allowed",
        "allows",
        "allow",
        "planned",
        "plan",
        "average",
        "avg",
        "old",
        "cap",
        "capacity",
        "budget",
        "possible",
        "maximum",
        "max",
        "typically",
        "usually",
    ]);
    let Some(at) = report.quantity(each).map(|quantity| quantity.at) else { return false };
    let line = report.line_of(at);
    let around = Span {
        start: line.start.max(at.start.saturating_sub(160)),
        end: line.end.min(at.end + 80).max(at.end),
    };
    // Another sentence or cell speaks of something else.
    let near = |word: &&Word| {
        let (from, to) =
            if word.at.start < at.start { (word.at.end, at.start) } else { (at.end, word.at.start) };
        !report.text(Span { start: from.min(to), end: to }).contains(['.', ';', '|'])
    };
    let bound = Roles::MAXIMUM | Roles::TARGET | Roles::MODAL | Roles::UPPER | Roles::AVERAGE;
    report
        .words_in(around)
        .iter()
        .filter(near)
        .chain(report.label(each))
        .any(|word| word.is(bound) || BOUNDS.has(word))
}

/// "Successful: 795", "Timeouts: 5" of 8 × 100: another count of the same list, block or
/// statement makes up what is missing.
pub fn is_made_up(report: &Report, known: &[u32], total: u32, product: Value) -> bool {
    let missing = product.sub(report.value(total));
    let beyond = report.value(total).sub(product);
    let statement = report.statement_of(total);
    let holder = report.parent(statement);
    let around = match report.kind(holder) {
        kind::ITEM => report.parent(holder),
        _ => holder,
    };
    let is = |index: u32| {
        !known.contains(&index)
            && report.firm_count(index).is_some_and(|count| count > 0)
            && [missing, beyond].iter().any(|gap| report.value(index).equals(*gap) == Outcome::Holds)
    };
    [statement, around].into_iter().any(|node| report.quantities_of(node).take(MANY).any(is))
}

/// Nobody looks for it among more.
const MANY: usize = 64;
