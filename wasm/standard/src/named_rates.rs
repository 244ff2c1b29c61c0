//! A rate that is named after one of the counts beside it: `Rows read: 2,400,000`,
//! `Rows quarantined: 12,000`, `Quarantine rate: 0.5%`.

use crossfoot_kit::prelude::*;

pub struct NamedRate {
    pub percent: u32,
    pub part: u32,
    /// What it may be a share of.
    pub wholes: Vec<u32>,
}

impl NamedRate {
    /// How it stands to the whole that fits best, and that share.
    pub fn outcome(&self, report: &Report) -> Option<(u32, Value, Outcome)> {
        let share = |whole: &u32| {
            let share = report.value(self.part).percent_of(report.value(*whole));
            (*whole, share, share.equals(report.value(self.percent)))
        };
        let fits = self.wholes.iter().map(share).find(|(_, _, outcome)| *outcome != Outcome::Contradicted);
        fits.or_else(|| self.wholes.first().map(share))
    }
}

pub fn told(report: &Report) -> Vec<NamedRate> {
    let rate = |group: &[Field], field: &Field| {
        let [.., name, rate] = report.words_in(field.key) else { return None };
        report.is_one_of(rate, &["rate", "ratio", "share"]).then(|| of(report, group, field, name)).flatten()
    };
    // So many fields are records, each of its own.
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    let told = groups.filter(|group| group.len() <= 48);
    told.flat_map(|group| group.iter().filter_map(move |field| rate(group, field))).collect()
}

fn of(report: &Report, group: &[Field], own: &Field, name: &Word) -> Option<NamedRate> {
    let mut percents = report.quantities_in(own.value);
    let percent = percents.next().filter(|index| report.is_firm(*index) && report.is_percentage(*index))?;
    if report.words_in(own.key).len() > 3 || own.roles.has(Roles::TARGET) {
        return None;
    }
    let count = |field: &Field| {
        let mut numbers = report.quantities_in(field.value);
        numbers.next().filter(|index| numbers.next().is_none() && report.firm_count(*index).is_some())
    };
    let kin: Vec<(&Field, u32)> = group
        .iter()
        .filter(|field| field.key.start != own.key.start)
        .filter_map(|field| Some((field, count(field)?)))
        .collect();
    let named = |field: &Field| report.words_in(field.key).iter().any(|word| is_kin(report, word, name));
    let mut parts = kin.iter().filter(|(field, _)| named(field));
    let (Some((field, part)), None) = (parts.next(), parts.next()) else { return None };
    // "Rows read", "Rows quarantined": of the same things.
    let thing = report.words_in(field.key).iter().find(|word| !is_kin(report, word, name))?;
    let wholes: Vec<u32> = kin
        .iter()
        .filter(|(field, index)| {
            report.words_in(field.key).iter().any(|word| word.concept == thing.concept)
                && report.count(*index) > report.count(*part)
        })
        .map(|(_, index)| *index)
        .collect();
    (!wholes.is_empty()).then_some(NamedRate { percent, part: *part, wholes })
}

/// "Quarantine" and "quarantined": one stem.
fn is_kin(report: &Report, word: &Word, name: &Word) -> bool {
    let (one, other) = (report.text(word.at), report.text(name.at));
    let length = one.len().min(other.len()).min(7);
    length >= 5
        && one
            .get(..length)
            .zip(other.get(..length))
            .is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
}
