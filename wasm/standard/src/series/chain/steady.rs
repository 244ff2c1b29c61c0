//! A counter followed from report to report.
//!
//! A count that moves with the id keeps its distance from it: 44 at round 219,
//! 45 at round 220. Reports of one distance make a stretch; where the distance
//! changes, the count was restarted, or something was lost or added there.

use std::collections::BTreeMap;

use super::{Brief, Id, Streak, fact};

/// A report in a chain, with the figures that it prints for the counter.
#[derive(Clone, Debug)]
pub struct Point<'b> {
    pub brief: &'b Brief<'b>,
    pub id: Id<'b>,
    /// The strongest first.
    pub figures: Vec<Streak<'b>>,
}

impl<'b> Point<'b> {
    /// The figure at this distance from the id; else the strongest.
    fn figure(&self, distance: Option<i64>) -> Option<&Streak<'b>> {
        let there = |figure: &&Streak<'b>| Some(figure.value.saturating_sub(self.id.last)) == distance;
        self.figures.iter().find(there).or_else(|| self.figures.first())
    }
}

/// A report of a chain with the figure that was believed.
#[derive(Clone, Copy, Debug)]
pub struct Link<'b> {
    pub brief: &'b Brief<'b>,
    pub id: Id<'b>,
    pub figure: Streak<'b>,
}

impl Link<'_> {
    pub fn distance(&self) -> i64 {
        self.figure.value.saturating_sub(self.id.last)
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
    /// Whether parallel streams had to be told apart.
    pub apart: bool,
}

/// Every counter of a series, followed. The key is the kind of document, the
/// counter's name and the folder; parallel streams within are told apart where
/// they get in each other's way.
pub fn streaks<'b>(briefs: &'b [Brief<'b>]) -> Vec<Followed<'b>> {
    let mut chains: BTreeMap<(u32, u32, u64), Vec<Point<'b>>> = BTreeMap::new();
    for brief in briefs {
        for (at, figure) in brief.streaks.iter().enumerate() {
            let Some(id) = brief.position(figure.head) else { continue };
            let earlier = brief.streaks.iter().take(at).any(|other| other.name == figure.name);
            if earlier {
                continue;
            }
            let figures = brief.streaks.iter().filter(|other| other.name == figure.name).copied().collect();
            let key = (brief.kind, figure.name, brief.folder);
            chains.entry(key).or_default().push(Point { brief, id: *id, figures });
        }
    }
    chains.into_values().map(follow).collect()
}

pub fn follow(mut points: Vec<Point<'_>>) -> Followed<'_> {
    points.sort_by(|one, other| order(one).cmp(&order(other)));
    points.dedup_by(|one, other| one.brief.digest == other.brief.digest && one.id.last == other.id.last);
    match coherent(&points) {
        Some(followed) => followed,
        None => apart(&points)
            .unwrap_or_else(|| Followed { undecided: points.len() as u32, ..Followed::default() }),
    }
}

fn order<'a>(point: &'a Point<'_>) -> impl Ord + 'a {
    (point.id.last, point.id.first, point.brief.date, point.brief.path)
}

/// Reports of one distance that follow each other.
struct Stretch<'b> {
    links: Vec<Link<'b>>,
    distance: i64,
    /// Single reports of another distance that stood within it.
    strays: Vec<(usize, Link<'b>)>,
}

/// Follows points as one stream; nothing if they cannot be one.
fn coherent<'b>(points: &[Point<'b>]) -> Option<Followed<'b>> {
    let (mut stretches, passed_over) = stretches(points);
    let whole = stretches.len();
    absorb_strays(&mut stretches);
    let strays: Vec<i64> =
        stretches.iter().flat_map(|stretch| stretch.strays.iter().map(|(_, link)| link.distance())).collect();
    let recurring =
        strays.iter().enumerate().any(|(at, stray)| strays.iter().skip(at + 1).any(|o| o == stray));
    let few = |number: usize| number <= 2.max(points.len() / 8);
    if !few(passed_over)
        || recurring
        || !few(whole.saturating_sub(stretches.len()) / 2)
        || !few(stretches.len() - 1)
    {
        return None;
    }
    if interleaved(&stretches) {
        return None;
    }
    Some(judge(stretches))
}

/// The stretches, and how many reports were passed over for another of their
/// id.
fn stretches<'b>(points: &[Point<'b>]) -> (Vec<Stretch<'b>>, usize) {
    let mut stretches: Vec<Stretch<'b>> = Vec::new();
    let mut passed_over = 0;
    for same in points.chunk_by(|one, other| one.id.last == other.id.last) {
        let open = stretches.last().map(|stretch| stretch.distance);
        // Of several reports on one id the one that fits is followed.
        let fits = |point: &&Point<'b>| {
            point.figure(open).is_some_and(|figure| Some(figure.value.saturating_sub(point.id.last)) == open)
        };
        let Some(point) = same.iter().find(fits).or_else(|| same.first()) else { continue };
        let Some(figure) = point.figure(open) else { continue };
        let link = Link { brief: point.brief, id: point.id, figure: *figure };
        let other = |point: &&Point<'b>| point.figures.iter().all(|one| one.value != figure.value);
        passed_over += same.iter().filter(other).count();
        match stretches.last_mut() {
            Some(stretch) if stretch.distance == link.distance() => stretch.links.push(link),
            _ => stretches.push(Stretch { links: vec![link], distance: link.distance(), strays: Vec::new() }),
        }
    }
    (stretches, passed_over)
}

/// A single report between two stretches of one distance is a slip of its own:
/// nobody counted on from it.
fn absorb_strays(stretches: &mut Vec<Stretch<'_>>) {
    let mut kept: Vec<Stretch<'_>> = Vec::with_capacity(stretches.len());
    for next in stretches.drain(..) {
        let stray = kept.len() >= 2
            && kept.last().is_some_and(|last| last.links.len() == 1 && last.strays.is_empty())
            && kept.get(kept.len() - 2).is_some_and(|before| before.distance == next.distance);
        match (stray, kept.len()) {
            (true, _) => {
                let single = kept.pop().and_then(|mut single| single.links.pop());
                if let (Some(link), Some(before)) = (single, kept.last_mut()) {
                    before.strays.push((before.links.len(), link));
                    let offset = before.links.len();
                    before.strays.extend(next.strays.into_iter().map(|(at, link)| (at + offset, link)));
                    before.links.extend(next.links);
                }
            }
            (false, _) => kept.push(next),
        }
    }
    *stretches = kept;
}

/// Whether stretches take turns, as those of parallel streams do. One return
/// to an earlier distance is a correction.
fn interleaved(stretches: &[Stretch<'_>]) -> bool {
    let mut turns: BTreeMap<i64, u32> = BTreeMap::new();
    for stretch in stretches {
        *turns.entry(stretch.distance).or_default() += 1;
    }
    turns.values().filter(|turns| **turns > 1).count() > 1 || turns.values().any(|turns| *turns > 2)
}

/// What lies between two neighbours of a chain.
enum Change {
    Restart,
    Break,
}

fn change(before: &Link<'_>, at: &Link<'_>) -> Change {
    // Counted from nought somewhere behind the report before.
    let moved = at.id.last.saturating_sub(before.id.last);
    if at.figure.value <= moved { Change::Restart } else { Change::Break }
}

fn judge(stretches: Vec<Stretch<'_>>) -> Followed<'_> {
    let mut followed = Followed::default();
    let mut run = Run::default();
    let mut distances: Vec<i64> = Vec::new();
    let mut last: Option<Stretch<'_>> = None;
    for stretch in stretches {
        followed.holds += stretch.links.len().saturating_sub(1) as u32;
        judge_strays(&stretch, &mut run, &mut followed);
        if let (Some(before), Some(first)) = (&last, stretch.links.first())
            && let Some(end) = before.links.last()
        {
            match change(end, first) {
                Change::Restart => {
                    restart(before, end, first, &stretch, &mut followed);
                    followed.runs.push(std::mem::take(&mut run));
                    distances.clear();
                }
                Change::Break if distances.contains(&stretch.distance) => followed.holds += 1,
                Change::Break => {
                    let steady = before.links.len() > 1 || stretch.links.len() > 1;
                    if steady && in_order(end, first) && !first.brief.says(fact::RESTART) {
                        run.breaks.push(Break {
                            before: *end,
                            at: *first,
                            amount: stretch.distance - before.distance,
                            heirs: stretch.links.iter().skip(1).copied().collect(),
                        });
                    } else {
                        followed.undecided += 1;
                    }
                }
            }
        }
        distances.push(stretch.distance);
        run.links.extend(stretch.links.iter().copied());
        last = Some(stretch);
    }
    followed.runs.push(run);
    followed
}

fn judge_strays<'b>(stretch: &Stretch<'b>, run: &mut Run<'b>, followed: &mut Followed<'b>) {
    for (at, link) in &stretch.strays {
        let before = at.checked_sub(1).and_then(|at| stretch.links.get(at));
        match before {
            Some(before) if in_order(before, link) && !link.brief.says(fact::RESTART) => {
                run.breaks.push(Break {
                    before: *before,
                    at: *link,
                    amount: link.distance() - stretch.distance,
                    heirs: Vec::new(),
                })
            }
            _ => followed.undecided += 1,
        }
    }
}

/// A restart between neighbours that call themselves clean and say nothing of
/// it. Across a gap, nobody knows what happened.
fn restart<'b>(
    before: &Stretch<'b>,
    end: &Link<'b>,
    first: &Link<'b>,
    stretch: &Stretch<'b>,
    followed: &mut Followed<'b>,
) {
    let adjacent = first.id.first <= end.id.last.saturating_add(1);
    let clean = |link: &Link<'b>| link.brief.verdict.is_some_and(|verdict| verdict.state == fact::CLEAN);
    let told = first.brief.says(fact::RESTART) || end.brief.says(fact::RESTART);
    let steady = before.links.len() > 2 && stretch.links.len() > 1;
    if adjacent && steady && clean(end) && clean(first) && !told && in_order(end, first) {
        let heirs = stretch.links.iter().skip(1).copied().collect();
        followed.restarts.push(Restart { before: *end, at: *first, heirs });
    } else {
        followed.undecided += 1;
    }
}

/// Whether the dates do not speak against the order of the ids.
pub fn in_order(before: &Link<'_>, at: &Link<'_>) -> bool {
    match (before.brief.date, at.brief.date) {
        (Some(before), Some(at)) => before <= at + 1,
        _ => true,
    }
}

/// Points that get in each other's way, told apart by something that all of
/// them say of themselves: a line, a device, a team.
fn apart<'b>(points: &[Point<'b>]) -> Option<Followed<'b>> {
    let keys: Vec<u32> = points.first()?.brief.streams.iter().map(|(key, _)| *key).collect();
    keys.into_iter().find_map(|key| apart_by(points, key))
}

fn apart_by<'b>(points: &[Point<'b>], key: u32) -> Option<Followed<'b>> {
    let mut parts: BTreeMap<u32, Vec<Point<'b>>> = BTreeMap::new();
    for point in points {
        let value = point.brief.streams.iter().find(|(other, _)| *other == key)?.1;
        parts.entry(value).or_default().push(point.clone());
    }
    if parts.len() < 2 || parts.len() > points.len() / 2 {
        return None;
    }
    let mut whole = Followed { apart: true, ..Followed::default() };
    for part in parts.values() {
        let followed = coherent(part)?;
        whole.holds += followed.holds;
        whole.undecided += followed.undecided;
        whole.runs.extend(followed.runs);
        whole.restarts.extend(followed.restarts);
    }
    Some(whole)
}
