//! What a run says of one number and means of its neighbours as well.

use super::super::lexicon::{Lowered, PARTICIPLES};
use super::super::{Class, Joint, Quantity, Role, Span, flags};
use super::units::{THINGS, Units};

/// "5,610 → 38,329 ops/s", "12 vs 15 ms": the unit is said once and meant twice.
pub(super) fn shared_units(quantities: &mut [Quantity], from: usize) {
    for index in (from + 1..quantities.len()).rev() {
        let (head, rest) = quantities.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), rest.first()) else { continue };
        let measured = matches!(second.class, Class::Measurement | Class::Percentage)
            && (second.unit != 0 || second.class == Class::Percentage);
        let bare = matches!(first.class, Class::Count | Class::Measurement)
            && first.unit == 0
            && first.noun.is_empty()
            && first.role == Role::Alone
            && first.flags & !(flags::LOW_OPEN | flags::HIGH_OPEN) == 0;
        let joined = matches!(first.joint, Joint::Arrow | Joint::Versus);
        let bounds = (first.mantissa.checked_sub(1), first.mantissa.checked_add(1));
        if let (true, (Some(low), Some(high))) = (measured && bare && joined, bounds) {
            (first.class, first.unit) = (second.class, second.unit);
            (first.low, first.high, first.flags) = (low, high, flags::LOW_OPEN | flags::HIGH_OPEN);
        }
    }
}

/// "N=2492, 2493 and 2495": bare numbers that go on with a list of ids.
pub(super) fn of_ids(bytes: &[u8], quantities: &mut [Quantity], from: usize) {
    for index in from + 1..quantities.len() {
        let (head, rest) = quantities.split_at_mut(index);
        let Some(last) = head.last() else { continue };
        let Some(quantity) = rest.first_mut() else { continue };
        let named = matches!(
            last.class,
            Class::Id | Class::LineReference | Class::Version | Class::Year | Class::Label
        );
        // "Gaps 1-2, 4-13": a further range of the same.
        if last.class == Class::Id
            && last.role == Role::RangeEnd
            && last.joint == Joint::And
            && quantity.role == Role::ValueStart
            && quantity.class == Class::Count
            && quantity.noun.is_empty()
        {
            as_range_of_ids(rest);
            continue;
        }
        if !named || last.joint != Joint::And || quantity.flags & !(flags::LOW_OPEN | flags::HIGH_OPEN) != 0 {
            continue;
        }
        let noun = bytes.get(quantity.noun.start as usize..quantity.noun.end as usize).unwrap_or(&[]);
        let first = noun.split(|byte| *byte == b' ').next().unwrap_or(&[]);
        // "Lots 14, 15 and 17 passed": what they did is nothing that is counted.
        let bare = quantity.class == Class::Count
            && quantity.role == Role::Alone
            && (noun.is_empty() || (last.class == Class::Id && Lowered::of(first).is_in(PARTICIPLES)));
        // "Samples 3A, 3B": no bytes.
        let lettered = last.class == Class::Label
            && quantity.class == Class::Measurement
            && noun == b"B"
            && quantity.noun.start == quantity.at.end;
        if bare || lettered {
            quantity.class = last.class;
            quantity.noun = Span::new(quantity.at.end, quantity.at.end);
            quantity.flags = 0;
            (quantity.low, quantity.high, quantity.unit) = (quantity.mantissa, quantity.mantissa, 0);
        }
    }
}

/// "31 A, 62 B": how often each grade was given, and neither amperes nor bytes.
pub(super) fn of_grades(bytes: &[u8], quantities: &mut [Quantity], units: &mut Units, from: usize) {
    for index in from + 1..quantities.len() {
        let (head, rest) = quantities.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), rest.first_mut()) else { continue };
        if first.joint != Joint::And {
            continue;
        }
        let grade = |quantity: &Quantity, letter: u8| {
            let noun = bytes.get(quantity.noun.start as usize..quantity.noun.end as usize);
            quantity.class == Class::Measurement
                && quantity.role == Role::Alone
                && quantity.exponent == 0
                && quantity.flags == flags::LOW_OPEN | flags::HIGH_OPEN
                && noun == Some(&[letter])
                && quantity.noun.start > quantity.at.end
        };
        if grade(first, b'A') && grade(second, b'B') {
            for quantity in [first, second] {
                (quantity.class, quantity.unit) = (Class::Count, units.intern(THINGS));
                (quantity.low, quantity.high) = (quantity.mantissa, quantity.mantissa);
                quantity.flags = 0;
            }
        }
    }
}

/// Makes the range of values that `quantities` begin with one of ids.
fn as_range_of_ids(quantities: &mut [Quantity]) {
    for (quantity, role) in quantities.iter_mut().zip([Role::RangeStart, Role::RangeEnd]) {
        (quantity.class, quantity.role, quantity.flags, quantity.unit) = (Class::Id, role, 0, 0);
        (quantity.low, quantity.high) = (quantity.mantissa, quantity.mantissa);
    }
}
