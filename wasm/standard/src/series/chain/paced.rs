//! Counts of which each report adds what it is about: one backup, or the five
//! lots of its title. The order comes from dates, or from ids that skip.
//!
//! Between two reports more may have happened than either tells, so a count that
//! moved too far is no slip. One that did not move at all, between two reports
//! that call themselves clean, is; and so is a single figure that its neighbours
//! pass by.

use super::super::fact;
use super::{Break, Followed, Link, Point, Run};

/// Fewer reports show no pace.
const FEWEST: usize = 6;
/// So many steps must have held before a figure is one that its neighbours pass by.
const STEADY: usize = 3;
/// And so many before a count has stopped: on one day of the week, perhaps,
/// there is never anything to count.
const STEADY_WEEK: usize = 7;

pub fn follow<'b>(points: &[Point<'b>]) -> Option<Followed<'b>> {
    let titled = points.iter().all(|point| point.says(fact::TITLED) || point.id.is_some());
    if points.len() < FEWEST || !titled {
        return None;
    }
    let links = in_order(points)?;
    let holds: Vec<bool> = links.windows(2).map(is_step).collect();
    let held = holds.iter().filter(|held| **held).count();
    if held * 4 < holds.len() * 3 {
        return None;
    }
    let breaks = breaks(&links, &holds);
    if breaks.len() > 2.max(links.len() / 8) {
        return None;
    }
    let undecided = holds.len() - held - breaks.len().min(holds.len() - held);
    Some(Followed {
        runs: vec![Run { links, breaks }],
        holds: held as u32,
        undecided: undecided as u32,
        ..Followed::default()
    })
}

/// By dates that are all different, or else by ids that are, if no date speaks
/// against them; nothing where neither tells the order.
fn in_order<'b>(points: &[Point<'b>]) -> Option<Vec<Link<'b>>> {
    let mut points = points.to_vec();
    points.sort_by_key(|point| (point.brief.date, point.last(), point.brief.path));
    let distinct = |key: fn(&Point<'_>) -> Option<i64>, points: &[Point<'_>]| {
        points.iter().all(|point| key(point).is_some())
            && points.windows(2).all(|pair| pair.first().map(key) < pair.last().map(key))
    };
    // Two reports of one night that agree are one report, told twice.
    points.dedup_by(|one, other| said(one) == said(other));
    if !distinct(|point| point.brief.date, &points) {
        points.sort_by_key(|point| (point.last(), point.brief.path));
        let dates: Vec<i64> = points.iter().filter_map(|point| point.brief.date).collect();
        let backwards = dates.windows(2).any(|pair| pair.first() > pair.last());
        if backwards || !distinct(|point| point.last(), &points) {
            return None;
        }
    }
    let named = distinct(|point| point.last(), &points);
    let mut place = 0_i64;
    let links = points.iter().filter_map(|point| {
        let size = point.id.map_or(1, |id| id.last.saturating_sub(id.first).saturating_add(1));
        let first = place + 1;
        place = place.saturating_add(size);
        // Ids that begin anew each year do not name a report.
        let named = point.id.filter(|_| named);
        Some(Link { brief: point.brief, named, first, last: place, figure: point.figures.first()? })
    });
    Some(links.collect())
}

type Said = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);

fn said(point: &Point<'_>) -> Said {
    let figure = point.figures.first().map(|figure| figure.value);
    (point.brief.date, point.last(), figure, point.brief.verdict.map(|verdict| verdict.state))
}

fn is_step(pair: &[Link<'_>]) -> bool {
    matches!(pair, [before, at] if before.distance() == at.distance())
}

fn breaks<'b>(links: &[Link<'b>], holds: &[bool]) -> Vec<Break<'b>> {
    let mut breaks: Vec<Break<'b>> = Vec::new();
    // Step `at` leads from link `at` to the one behind it.
    for at in STEADY..holds.len() {
        let before = holds.get(at - STEADY..at).unwrap_or_default();
        let stopped = holds.get(at) == Some(&false);
        if stopped && before.iter().all(|held| *held) {
            breaks.extend(slip(links, holds, at));
        }
    }
    breaks
}

fn slip<'b>(links: &[Link<'b>], holds: &[bool], at: usize) -> Option<Break<'b>> {
    let (before, here) = (links.get(at)?, links.get(at + 1)?);
    let told = [before, here]
        .into_iter()
        .any(|link| link.brief.says(fact::RESTART | fact::RERUN | fact::PAUSED | fact::STANDS));
    if told {
        return None;
    }
    let amount = here.distance() - before.distance();
    let next = links.get(at + 2);
    let stray = next.is_some_and(|next| next.distance() == before.distance());
    if stray && state(here).is_none_or(|state| state == fact::CLEAN) {
        return Some(Break { before: *before, at: *here, amount, heirs: Vec::new() });
    }
    let week = at.checked_sub(STEADY_WEEK).and_then(|from| holds.get(from..at));
    let steady = week.is_some_and(|steps| steps.iter().all(|held| *held));
    let clean = [before, here].into_iter().all(|link| state(link) == Some(fact::CLEAN));
    let stalled = here.figure.value == before.figure.value;
    if !steady || !clean || !stalled || stray {
        return None;
    }
    let behind = links.iter().skip(at + 2).zip(holds.iter().skip(at + 1));
    let heirs = behind.take_while(|(_, held)| **held).map(|(link, _)| *link).collect();
    Some(Break { before: *before, at: *here, amount, heirs })
}

fn state(link: &Link<'_>) -> Option<i64> {
    link.brief.verdict.map(|verdict| verdict.state)
}
