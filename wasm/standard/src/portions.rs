//! So many in each, how many there are of these, and how many that makes:
//! `Samples per board: 4`, `Boards: 15`, `Samples: 60`.

use crate::kin;
use crossfoot_kit::prelude::*;

const PER: Spellings<1> = Spellings::of(["per"]);

pub struct Portion {
    pub each: u32,
    pub groups: u32,
    pub total: u32,
}

/// What one list or block tells whole, with one number of each.
pub fn told(report: &Report) -> Vec<Portion> {
    if report.spelled(&PER).is_empty() {
        return Vec::new();
    }
    (0..report.quantities().len() as u32).filter_map(|index| portion(report, index)).collect()
}

fn portion(report: &Report, each: u32) -> Option<Portion> {
    report.count_of(each)?;
    let (thing, group) = named(report, each)?;
    let around = around(report, each);
    let (mut groups, mut total) = (None, None);
    for index in around.into_iter().filter(|index| *index != each) {
        let Some(head) = report.names(index).last() else { continue };
        let slot = if report.is_each(index) {
            continue;
        } else if head.concept == group {
            &mut groups
        } else if head.concept == thing {
            &mut total
        } else {
            continue;
        };
        if slot.replace(index).is_some() {
            return None;
        }
    }
    Some(Portion { each, groups: groups?, total: total? })
}

/// `Samples per board: 4`: samples, and boards.
fn named(report: &Report, index: u32) -> Option<(u32, u32)> {
    let words = report.label(index);
    let place = words.iter().position(|word| PER.has(word))?;
    let (thing, group) = (words.get(place.checked_sub(1)?)?, words.get(place + 1)?);
    let known = Roles::THREAD | Roles::DURATION;
    (!group.is(known) && thing.concept != group.concept).then_some((thing.concept, group.concept))
}

/// The plain counts of the list or block around a field.
fn around(report: &Report, each: u32) -> Vec<u32> {
    let place = report.quantity(each).map_or(0, |quantity| quantity.at.start);
    let kin = kin::field_at(report, place).map(|own| kin::beside(report, own));
    let plain = |index: &u32| report.firm_count(*index).is_some();
    kin.into_iter().flatten().flat_map(|field| report.quantities_in(field.value)).filter(plain).collect()
}
