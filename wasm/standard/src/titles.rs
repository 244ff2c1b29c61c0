//! What a title says by a range of ids, and the head of the report by a number:
//! "# Soak rounds N=2953-2955" over "3 rounds: 48 + 63 + 57 threads".

use crossfoot_kit::prelude::*;

/// The ids of a title, and a count at the head of the report that is of them.
pub struct Titled {
    pub members: Members,
    pub count: u32,
    /// It leads its statement, so that it can hardly be of something else.
    pub leads: bool,
}

pub fn told(report: &Report) -> Option<Titled> {
    let title = report.of_kind(kind::HEADING).next()?;
    let mut ranges = report.members_in(report.span(title)).into_iter().filter(|members| members.has_range);
    let members = ranges.next().filter(|_| ranges.next().is_none())?;
    let name = name_of(report, &members).filter(|name| name.at.start >= report.span(title).start)?;
    // "Load steps 50 to 800 clients" is a range of clients.
    let behind = report.words_in(Span { start: members.at.end, end: report.span(title).end }).first();
    let of_others = |word: &&Word| {
        word.at.start == members.at.end + 1
            && word.is(Roles::COUNTABLE | Roles::THREAD)
            && word.concept != name.concept
    };
    if behind.filter(of_others).is_some() {
        return None;
    }
    let section = report.section(title);
    let head = report.children(section).filter(|child| is_head(report, *child));
    let found: Vec<u32> = head
        .flat_map(|node| report.quantities_of(node))
        .filter(|index| counts(report, *index, name.concept))
        .take(MOST)
        .collect();
    // `Rounds: 25` is of all of them; another number is of some, or of more than these.
    let is_field = |index: &&u32| report.noun(**index).is_empty();
    let differ =
        || found.iter().any(|other| report.count(*other) != found.first().and_then(|one| report.count(*one)));
    let count = match found.iter().find(is_field) {
        Some(count) => *count,
        None => *found.first().filter(|_| !differ())?,
    };
    let at = report.span(report.statement_of(count));
    let before = report.text(Span { start: at.start, end: report.quantity(count)?.at.start });
    // "Planned: 12 rounds" tells of others.
    if report.words_of(report.statement_of(count)).iter().any(|word| word.is(Roles::TARGET)) {
        return None;
    }
    let leads = before.trim_matches(['*', '_', '-', ' ']).is_empty();
    // "19 rounds clean" and "2 rounds were repeated" are some of them.
    let end = report.noun_span(count).end;
    let behind = report.text(Span { start: end, end: at.end }).trim_start_matches('*');
    let bare = behind.is_empty() || behind.starts_with([':', '(', '.', '|']) || behind.starts_with(" (");
    let listed = behind.starts_with(',') && !others_add_up(report, count, &members);
    (report.noun(count).is_empty() || bare || listed).then_some(Titled { members, count, leads })
}

/// "19 rounds, 1 aborted": another count of the statement makes up for the rest.
fn others_add_up(report: &Report, count: u32, members: &Members) -> bool {
    let (Some(size), Some(stated)) = (members.count(), report.count(count)) else { return false };
    report
        .quantities_of(report.statement_of(count))
        .any(|other| other != count && report.count(other).is_some_and(|other| other + stated == size))
}

/// What stands above the sections, and a summary of them.
fn is_head(report: &Report, child: u32) -> bool {
    report.kind(child) != kind::SECTION || report.reach(child) != child
}

/// "Rounds N=2953-2955", "Iterations 151-153".
fn name_of<'r>(report: &'r Report, members: &Members) -> Option<&'r Word> {
    let before = |place: u32| {
        let word = report.word_before(place)?;
        let gap = report.text(Span { start: word.at.end, end: place });
        gap.trim_matches([' ', '=', '#', '(', ':']).is_empty().then_some(word)
    };
    let word = before(members.at.start)?;
    if report.text(word.at).len() == 1 { before(word.at.start) } else { Some(word) }
}

/// Nobody tells it more often at the head of a report.
const MOST: usize = 16;

/// "3 rounds", and nothing that makes it a choice, a share ("48 rounds (60 %)"), a streak
/// or all that there were.
fn counts(report: &Report, index: u32, concept: u32) -> bool {
    const ASIDE: Roles =
        Roles::CONSECUTIVE.or(Roles::TOTAL).or(Roles::VERDICT).or(Roles::UNIVERSAL).or(Roles::SELECTION);
    let Some((head, rest)) = report.names(index).split_last() else { return false };
    let statement = report.statement_of(index);
    let is_id = |other: u32| report.quantity(other).is_some_and(|quantity| quantity.class == class::ID);
    head.concept == concept
        && report.firm_count(index).is_some_and(|count| count > 1)
        && !in_many_columns(report, statement)
        && report.kind(statement) != kind::HEADING
        && !report.is_each(index)
        && crate::wholes::percent_behind(report, index).is_none()
        && !report.text(report.noun_span(index)).contains('/')
        && !rest.iter().any(|word| word.is(ASIDE))
        && !report.quantities_of(statement).any(is_id)
        && !report.text(Span { start: head.at.end, end: head.at.end + 4 }).starts_with(" of ")
}

/// A row of more than a name and its value.
fn in_many_columns(report: &Report, statement: u32) -> bool {
    report.kind(statement) == kind::ROW
        && report.table_at(report.parent(statement)).is_none_or(|table| table.columns() != 2)
}
