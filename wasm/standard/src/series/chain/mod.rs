//! A counter followed from report to report.
//!
//! Where the reports have ids of what is counted, the count is held against the
//! ids (`steady`). Where they have none, or where ids do not tell the order,
//! the reports are put in order by their dates and each must add what it is
//! about (`paced`). A count of days is held against the calendar (`days`). What
//! none of them can follow is not judged.

mod days;
mod paced;
mod steady;

use std::collections::BTreeMap;

use super::{Brief, Id, Streak, fact};

/// A report in a chain, with the figures that it prints for the counter.
#[derive(Clone, Copy, Debug)]
struct Point<'b> {
    brief: &'b Brief<'b>,
    /// Among what the counter counts.
    id: Option<&'b Id<'b>>,
    /// The strongest first; there is one at least.
    figures: &'b [Streak<'b>],
}

impl Point<'_> {
    fn last(&self) -> Option<i64> {
        self.id.map(|id| id.last)
    }

    fn says(&self, flag: i64) -> bool {
        self.figures.iter().any(|figure| figure.is(flag))
    }
}

/// A report of a chain with the figure that was believed, and its place.
#[derive(Clone, Copy, Debug)]
pub struct Link<'b> {
    pub brief: &'b Brief<'b>,
    /// What it is called by; nothing if that is its date.
    pub named: Option<&'b Id<'b>>,
    pub first: i64,
    pub last: i64,
    pub figure: &'b Streak<'b>,
}

impl Link<'_> {
    pub fn distance(&self) -> i64 {
        self.figure.value.saturating_sub(self.last)
    }

    /// "run 31", or "2026-03-04".
    pub fn name(&self) -> String {
        match self.named {
            Some(id) => format!("{} {}", id.text.to_lowercase(), id.last),
            None => self.brief.date.map_or_else(|| self.brief.path.to_owned(), printed_date),
        }
    }

    /// The same behind one that has been named: "31".
    pub fn short_name(&self) -> String {
        self.named.map_or_else(|| self.name(), |id| id.last.to_string())
    }
}

/// Reports over which a count runs without a restart.
#[derive(Clone, Debug, Default)]
pub struct Run<'b> {
    pub links: Vec<Link<'b>>,
    pub breaks: Vec<Break<'b>>,
}

/// Where a count stopped to fit the one before.
#[derive(Clone, Debug)]
pub struct Break<'b> {
    pub before: Link<'b>,
    pub at: Link<'b>,
    /// By how much the count is off from here on.
    pub amount: i64,
    pub heirs: Vec<Link<'b>>,
}

/// A count that began anew between two neighbours.
#[derive(Clone, Debug)]
pub struct Restart<'b> {
    pub before: Link<'b>,
    pub at: Link<'b>,
    pub heirs: Vec<Link<'b>>,
}

#[derive(Clone, Debug, Default)]
pub struct Followed<'b> {
    pub runs: Vec<Run<'b>>,
    pub restarts: Vec<Restart<'b>>,
    pub holds: u32,
    pub undecided: u32,
    /// Whether the links are all reports of their ids: neither parallel streams
    /// nor an order by dates.
    pub by_id: bool,
}

impl<'b> Followed<'b> {
    /// None of the steps between so many reports.
    fn undecided(reports: usize) -> Self {
        Followed { undecided: reports.saturating_sub(1) as u32, ..Followed::default() }
    }
}

/// Every counter of a series, followed. The key is the kind of document, the
/// counter's name and the folder; parallel streams within are told apart where
/// they get in each other's way.
pub fn streaks<'b>(briefs: &'b [Brief<'b>]) -> Vec<Followed<'b>> {
    let mut chains: BTreeMap<(u32, u32, u64), Vec<Point<'b>>> = BTreeMap::new();
    for brief in briefs {
        for figures in brief.streaks.chunk_by(|one, other| one.name == other.name) {
            let Some(first) = figures.first() else { continue };
            let key = (brief.kind, first.name, brief.folder);
            let id = brief.position(first.head);
            chains.entry(key).or_default().push(Point { brief, id, figures });
        }
    }
    let unheld = unheld(briefs);
    let follow = |points: Vec<Point<'b>>| {
        let mut followed = follow(points);
        pass_over(&mut followed, &unheld);
        followed
    };
    chains.into_values().map(follow).collect()
}

/// Reports that print no count and did not go well or were not held, by folder and noun:
/// nothing says that they were counted.
fn unheld(briefs: &[Brief<'_>]) -> BTreeMap<(u64, u32), Vec<i64>> {
    let mut unheld: BTreeMap<(u64, u32), Vec<i64>> = BTreeMap::new();
    let clean = |brief: &Brief<'_>| brief.verdict.is_none_or(|verdict| verdict.state == fact::CLEAN);
    let silent = briefs.iter().filter(|brief| brief.streaks.is_empty());
    for brief in silent.filter(|brief| brief.says(fact::PAUSED) || !clean(brief)) {
        for id in &brief.ids {
            unheld.entry((brief.folder, id.noun)).or_default().push(id.last);
        }
    }
    unheld.values_mut().for_each(|ids| ids.sort_unstable());
    unheld
}

/// A count may fall behind across them.
fn pass_over(followed: &mut Followed<'_>, unheld: &BTreeMap<(u64, u32), Vec<i64>>) {
    let across = |broken: &Break<'_>| {
        let ids = unheld.get(&(broken.at.brief.folder, broken.at.figure.head));
        ids.is_some_and(|ids| {
            let next = ids.partition_point(|id| *id <= broken.before.last);
            broken.amount < 0 && ids.get(next).is_some_and(|id| *id < broken.at.first)
        })
    };
    for run in &mut followed.runs {
        let all = run.breaks.len();
        run.breaks.retain(|broken| !across(broken));
        followed.undecided += (all - run.breaks.len()) as u32;
    }
}

fn follow(mut points: Vec<Point<'_>>) -> Followed<'_> {
    points.sort_by(|one, other| order(one).cmp(&order(other)));
    points.dedup_by(|one, other| one.brief.digest == other.brief.digest && one.last() == other.last());
    if points.iter().all(|point| point.says(fact::DAYS)) {
        return days::follow(&points).unwrap_or_else(|| Followed::undecided(points.len()));
    }
    // A report without an id is no part of a series that has ids.
    let with_id = points.iter().filter(|point| point.id.is_some()).count();
    if with_id > points.len() / 2 {
        points.retain(|point| point.id.is_some());
    }
    let by_id = steady::follow(&points).map(|followed| Followed { by_id: true, ..followed });
    by_id
        .or_else(|| apart(&points, steady::follow))
        .or_else(|| paced::follow(&points))
        .or_else(|| apart(&points, paced::follow))
        .unwrap_or_else(|| Followed::undecided(points.len()))
}

fn order<'a>(point: &'a Point<'_>) -> impl Ord + 'a {
    (point.last(), point.id.map(|id| id.first), point.brief.date, point.brief.path)
}

/// Whether the dates do not speak against the order of two reports.
pub fn in_order(before: &Link<'_>, at: &Link<'_>) -> bool {
    match (before.brief.date, at.brief.date) {
        (Some(before), Some(at)) => before <= at + 1,
        _ => true,
    }
}

/// Points that get in each other's way, told apart by something that all of
/// them say of themselves: a line, a device, a team.
fn apart<'b>(
    points: &[Point<'b>],
    follow: impl Fn(&[Point<'b>]) -> Option<Followed<'b>>,
) -> Option<Followed<'b>> {
    let first = points.first()?;
    first.brief.streams.iter().find_map(|(key, _)| apart_by(points, *key, &follow))
}

fn apart_by<'b>(
    points: &[Point<'b>],
    key: u32,
    follow: impl Fn(&[Point<'b>]) -> Option<Followed<'b>>,
) -> Option<Followed<'b>> {
    let mut parts: BTreeMap<u32, Vec<Point<'b>>> = BTreeMap::new();
    for point in points {
        let value = point.brief.streams.iter().find(|(other, _)| *other == key)?.1;
        parts.entry(value).or_default().push(*point);
    }
    if parts.len() < 2 || parts.len() > points.len() / 2 {
        return None;
    }
    let mut whole = Followed::default();
    for part in parts.values() {
        let followed = follow(part)?;
        whole.holds += followed.holds;
        whole.undecided += followed.undecided;
        whole.runs.extend(followed.runs);
        whole.restarts.extend(followed.restarts);
    }
    Some(whole)
}

/// Days since 1970 as a date of the calendar.
fn printed_date(days: i64) -> String {
    // Years that begin in March have their leap day at the end.
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::printed_date;

    #[test]
    fn days_become_dates() {
        let dates = [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_514, "2026-03-02"), (-1, "1969-12-31")];
        for (days, date) in dates {
            assert_eq!(printed_date(days), date);
        }
    }
}
