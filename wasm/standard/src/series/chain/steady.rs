//! Counts that keep their distance from the id: 44 at round 219, 45 at round
//! 220. Reports of one distance make a stretch; where the distance changes, the
//! count was restarted, or something was lost or added there.

use std::collections::BTreeMap;

use super::super::{Streak, fact};
use super::{Break, Followed, Link, Point, Restart, Run, in_order};

/// Reports of one distance that follow each other.
struct Stretch<'b> {
    links: Vec<Link<'b>>,
    distance: i64,
    /// Single reports of another distance that stood within it.
    strays: Vec<(usize, Link<'b>)>,
    /// Further reports on the same ids that print the same count.
    also: Vec<Link<'b>>,
}

impl<'b> Stretch<'b> {
    /// All but the first: what that one did, they carry on.
    fn heirs(&self) -> Vec<Link<'b>> {
        let mut heirs: Vec<Link<'b>> = self.links.iter().skip(1).chain(&self.also).copied().collect();
        heirs.sort_by_key(|link| (link.last, link.brief.path));
        heirs
    }
}

/// Follows points as one stream; nothing if they cannot be one.
pub fn follow<'b>(points: &[Point<'b>]) -> Option<Followed<'b>> {
    let (mut stretches, passed_over) = stretches(points)?;
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
/// id; nothing if one has no id.
fn stretches<'b>(points: &[Point<'b>]) -> Option<(Vec<Stretch<'b>>, usize)> {
    let mut stretches: Vec<Stretch<'b>> = Vec::new();
    let mut passed_over = 0;
    for same in points.chunk_by(|one, other| one.last() == other.last()) {
        let open = stretches.last().map(|stretch| stretch.distance);
        let links: Vec<Link<'b>> = same.iter().map(|point| link(point, open)).collect::<Option<_>>()?;
        // Of several reports on one id the one that fits is followed.
        let fits = |link: &&Link<'b>| Some(link.distance()) == open;
        let Some(chosen) = links.iter().find(fits).or(links.first()) else { continue };
        passed_over += links.iter().filter(|link| link.figure.value != chosen.figure.value).count();
        let agrees = |link: &&Link<'b>| {
            link.figure.value == chosen.figure.value && link.brief.report != chosen.brief.report
        };
        let also = links.iter().filter(agrees).copied();
        match stretches.last_mut() {
            Some(stretch) if stretch.distance == chosen.distance() => {
                stretch.links.push(*chosen);
                stretch.also.extend(also);
            }
            _ => stretches.push(Stretch {
                links: vec![*chosen],
                distance: chosen.distance(),
                strays: Vec::new(),
                also: also.collect(),
            }),
        }
    }
    Some((stretches, passed_over))
}

/// A report with the figure at this distance from its id; else the strongest.
fn link<'b>(point: &Point<'b>, distance: Option<i64>) -> Option<Link<'b>> {
    let id = point.id?;
    let there = |figure: &&Streak<'b>| Some(figure.value.saturating_sub(id.last)) == distance;
    let figure = point.figures.iter().find(there).or(point.figures.first())?;
    Some(Link { brief: point.brief, named: Some(id), first: id.first, last: id.last, figure })
}

/// A single report between two stretches of one distance is a slip of its own:
/// nobody counted on from it.
fn absorb_strays(stretches: &mut Vec<Stretch<'_>>) {
    let mut kept: Vec<Stretch<'_>> = Vec::with_capacity(stretches.len());
    for next in stretches.drain(..) {
        let stray = kept.len() >= 2
            && kept.last().is_some_and(|last| last.links.len() == 1 && last.strays.is_empty())
            && kept.get(kept.len() - 2).is_some_and(|before| before.distance == next.distance);
        match stray {
            true => {
                let single = kept.pop().and_then(|mut single| single.links.pop());
                if let (Some(link), Some(before)) = (single, kept.last_mut()) {
                    before.also.extend(next.also);
                    before.strays.push((before.links.len(), link));
                    let offset = before.links.len();
                    before.strays.extend(next.strays.into_iter().map(|(at, link)| (at + offset, link)));
                    before.links.extend(next.links);
                }
            }
            false => kept.push(next),
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
    let moved = at.last.saturating_sub(before.last);
    if at.figure.value <= moved { Change::Restart } else { Change::Break }
}

/// Across ids of which nothing is known a count may fall behind: not each of them was
/// held, or only what was reported counts. It can't run ahead.
fn may_have_missed(before: &Link<'_>, at: &Link<'_>) -> bool {
    let moved = at.figure.value.saturating_sub(before.figure.value);
    let own = at.last.saturating_sub(at.first).saturating_add(1);
    let missing = at.first.saturating_sub(before.last).saturating_sub(1);
    let behind = moved >= own && moved <= at.last.saturating_sub(before.last);
    // "Batches 111–115", of which one is no product.
    let told = at.brief.says(fact::ACCOUNTS) && (missing > 0 || own > 1);
    let within = moved > 0 && moved < at.last.saturating_sub(before.last);
    missing > 1 && behind && moved == own || told && within
}

/// The count of the report before: told by one that failed, it is what ended; by one
/// that was not held, it stands still.
fn is_named_only(before: &Link<'_>, at: &Link<'_>) -> bool {
    let failed = at.brief.verdict.is_some_and(|verdict| verdict.state == fact::FAILED);
    at.figure.value == before.figure.value && (failed || at.brief.says(fact::PAUSED | fact::STANDS))
}

/// Something that the head of all reports before says is another in all from here on: a
/// version, a machine, a line.
fn is_of_other(before: &Stretch<'_>, behind: &Stretch<'_>) -> bool {
    let said = |link: &Link<'_>, key: u32| {
        link.brief.streams.iter().find(|(other, _)| *other == key).map(|(_, value)| *value)
    };
    let throughout = |stretch: &Stretch<'_>, key: u32| {
        let value = stretch.links.first().and_then(|first| said(first, key))?;
        stretch.links.iter().take(MOST).all(|link| said(link, key) == Some(value)).then_some(value)
    };
    let Some(first) = behind.links.first().filter(|_| before.links.len() > 1) else { return false };
    first.brief.streams.iter().any(|(key, _)| {
        let (one, other) = (throughout(before, *key), throughout(behind, *key));
        one.is_some() && other.is_some() && one != other
    })
}

/// So many neighbours tell what holds of all.
const MOST: usize = 32;

/// Week 52 of last year stands behind week 1 of this one: the greatest id is counted on
/// from by the least.
fn turns_with_the_year(stretches: &[Stretch<'_>]) -> bool {
    let first = stretches.first().and_then(|stretch| stretch.links.first());
    let last = stretches.last().and_then(|stretch| stretch.links.last());
    first.zip(last).is_some_and(|(first, last)| {
        first.first <= 4 && last.figure.value.saturating_add(1) == first.figure.value
    })
}

fn judge(stretches: Vec<Stretch<'_>>) -> Followed<'_> {
    let turns = turns_with_the_year(&stretches);
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
                    // Of two lone neighbours, or of one that stands apart, nobody
                    // knows which is wrong.
                    let apart = first.first > end.last.saturating_add(1) && before.links.len() == 1;
                    let steady = !apart && (before.links.len() > 1 || stretch.links.len() > 1);
                    let explained = turns && first.figure.value < end.figure.value
                        || may_have_missed(end, first)
                        || is_named_only(end, first)
                        || is_of_other(before, &stretch);
                    let told = first.brief.says(fact::RESTART);
                    if steady && in_order(end, first) && !told && !explained {
                        run.breaks.push(Break {
                            before: *end,
                            at: *first,
                            amount: stretch.distance - before.distance,
                            heirs: stretch.heirs(),
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
            Some(before)
                if in_order(before, link)
                    && !link.brief.says(fact::RESTART)
                    && !is_named_only(before, link)
                    && !is_of_one_that_failed(link)
                    && !may_have_missed(before, link) =>
            {
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

/// 0 in a report that failed is right on its day, whatever became of it.
fn is_of_one_that_failed(link: &Link<'_>) -> bool {
    link.figure.value == 0 && link.brief.verdict.is_some_and(|verdict| verdict.state != fact::CLEAN)
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
    let adjacent = first.first <= end.last.saturating_add(1);
    let clean = |link: &Link<'b>| link.brief.verdict.is_some_and(|verdict| verdict.state == fact::CLEAN);
    // A clean report makes 1: 0 says by itself that this one is no part of it.
    let told = first.figure.value == 0
        || first.brief.says(fact::RESTART | fact::BEGUN)
        || end.brief.says(fact::RESTART)
        || is_of_other(before, stretch);
    let steady = before.links.len() > 2 && stretch.links.len() > 1;
    if adjacent && steady && clean(end) && clean(first) && !told && in_order(end, first) {
        followed.restarts.push(Restart { before: *end, at: *first, heirs: stretch.heirs() });
    } else {
        followed.undecided += 1;
    }
}
