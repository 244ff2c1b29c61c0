//! Days without an incident: they pass one by one, whatever is reported.
//!
//! A report may have been written a day or two after it was counted, so only
//! reports that come at a regular pace are held against each other.

use std::collections::BTreeMap;

use super::super::fact;
use super::{Break, Followed, Link, Point, Run};

const FEWEST: usize = 5;
/// A day's difference may be the hour at which was counted.
const SKEW: i64 = 1;
/// From one month's report to the next.
const MONTH: std::ops::RangeInclusive<i64> = 28..=31;

pub fn follow<'b>(points: &[Point<'b>]) -> Option<Followed<'b>> {
    let mut links: Vec<Link<'b>> = points.iter().map(link).collect::<Option<_>>()?;
    links.sort_by_key(|link| (link.last, link.brief.path));
    links.dedup_by(|one, other| (one.last, one.figure.value) == (other.last, other.figure.value));
    let distinct = links.windows(2).all(|pair| pair.first().map(|l| l.last) < pair.last().map(|l| l.last));
    if links.len() < FEWEST || !distinct {
        return None;
    }
    let pace = pace(&links);
    let mut followed = Followed::default();
    let mut run = Run::default();
    let mut odd = 0;
    let mut distances = vec![links.first()?.distance()];
    for pair in links.windows(2) {
        let [before, at] = pair else { continue };
        let moved = at.last - before.last;
        let amount = at.distance() - distances.last()?;
        let known = distances.iter().position(|known| (at.distance() - known).abs() <= SKEW);
        if let Some(known) = known {
            // As before, or back to what it was before a slip.
            distances.truncate(known + 1);
            followed.holds += 1;
        } else if at.figure.value <= moved + SKEW {
            distances = vec![at.distance()];
            followed.undecided += 1;
        } else {
            distances.push(at.distance());
            let regular = moved == pace || MONTH.contains(&moved) && MONTH.contains(&pace);
            if regular && !at.brief.says(fact::RESTART | fact::PAUSED | fact::STANDS | fact::TAKEN_BACK) {
                run.breaks.push(Break { before: *before, at: *at, amount, heirs: Vec::new() });
            } else {
                odd += 1;
            }
        }
    }
    followed.undecided += odd;
    // Counted in another way than by the calendar, or reported whenever.
    if run.breaks.len() + odd as usize > 2.max(links.len() / 8) {
        return None;
    }
    for broken in &mut run.breaks {
        let carried = links.iter().skip_while(|link| link.last <= broken.at.last);
        let same = |link: &&Link<'_>| (link.distance() - broken.at.distance()).abs() <= SKEW;
        broken.heirs = carried.take_while(same).copied().collect();
    }
    run.links = links;
    followed.runs.push(run);
    Some(followed)
}

fn link<'b>(point: &Point<'b>) -> Option<Link<'b>> {
    let day = point.brief.date?;
    Some(Link { brief: point.brief, named: None, first: day, last: day, figure: point.figures.first()? })
}

/// The most usual number of days between two reports.
fn pace(links: &[Link<'_>]) -> i64 {
    let mut paces: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in links.windows(2) {
        if let [before, at] = pair {
            *paces.entry(at.last - before.last).or_default() += 1;
        }
    }
    paces.into_iter().max_by_key(|(_, times)| *times).map_or(0, |(pace, _)| pace)
}
