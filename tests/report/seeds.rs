//! Real reports, where they are at hand: what rules will ask of them.

use super::hold::hold;
use crossfoot::report::{Class, Joint, NodeKind, Role};

fn shared(name: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

fn seed(name: &str) -> Option<Vec<u8>> {
    shared("seeds").and_then(|folder| fs_err::read(folder.join(name)).ok())
}

#[test]
fn a_range_of_rounds_stands_in_one_item_with_its_count() {
    let Some(bytes) = seed("003.md") else { return };
    let report = hold(&bytes);
    let start =
        report.quantities.iter().position(|quantity| quantity.role == Role::RangeStart).expect("a range");
    let (from, to) = (report.quantities[start], report.quantities[start + 1]);
    assert_eq!((from.class, from.mantissa, to.mantissa), (Class::Id, 176, 295));
    let count = report.quantities[start + 2];
    assert_eq!((count.class, count.mantissa, count.noun.of(&report.source)), (Class::Count, 119, "rounds"));
}

#[test]
fn ids_in_brackets_are_ids() {
    let Some(bytes) = seed("001.md") else { return };
    let report = hold(&bytes);
    let ids: Vec<i64> = report.quantities.iter().rev().take(6).map(|quantity| quantity.mantissa).collect();
    assert_eq!(ids, [2498, 2497, 2496, 2495, 2493, 2492]);
    let rate = report.quantities.iter().find(|quantity| quantity.mantissa == 37903).expect("the rate");
    assert_eq!((rate.class, rate.exponent), (Class::Measurement, -1));
}

#[test]
fn targets_bounds_and_products() {
    let Some(bytes) = seed("002.md") else { return };
    let report = hold(&bytes);
    let find = |printed: &str| {
        report
            .quantities
            .iter()
            .find(|quantity| quantity.at.of(&report.source) == printed)
            .copied()
            .expect("a number")
    };
    assert_eq!(find("48,000+").class, Class::Count);
    assert_eq!(find("<50").class, Class::Measurement);
    assert_eq!(find("1024").class, Class::Shape);
    let times = report
        .quantities
        .iter()
        .filter(|quantity| quantity.joint == Joint::Times && quantity.class == Class::Count);
    assert_eq!(times.count(), 2);
    assert_eq!(report.nodes.iter().filter(|node| node.kind == NodeKind::Table).count(), 10);
}

#[test]
fn every_report_of_the_corpus_keeps_the_promises() {
    let Some(folder) = shared("corpus") else { return };
    let mut folders = vec![folder];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|extension| extension == "md") {
                hold(&fs_err::read(entry.path()).expect("a report"));
                read += 1;
            }
        }
    }
    assert!(read > 0);
}
